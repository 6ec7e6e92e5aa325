import type { Named } from './named.ts'

/** A number as written, with its UCUM code where there is one. */
export type Amount = {
  readonly value: number
  readonly unit?: string
  readonly code?: string
  readonly system?: string
  readonly comparator?: '<' | '<=' | '>=' | '>'
}

/** A stretch as written; how its ends are counted stands in `coordinateSystem`. */
export type Span = { readonly low?: number; readonly high?: number }

type Shape = 'named' | 'text' | 'amount' | 'span'

/** A component of a result: its codes (the first is written; the others are older wordings that are read too) and the shape of its value. */
export type Part = {
  readonly system: 'loinc' | 'tbd'
  readonly codes: readonly [string, ...string[]]
  readonly shape: Shape
  readonly many?: true
}

const one = <S extends Shape>(system: Part['system'], shape: S, ...codes: [string, ...string[]]) =>
  ({ system, shape, codes }) as const

const many = <S extends Shape>(system: Part['system'], shape: S, ...codes: [string, ...string[]]) =>
  ({ system, shape, codes, many: true }) as const

type ShapeOf = { named: Named; text: string; amount: Amount; span: Span }

/** The typed fields that a table of parts gives. */
export type PartsOf<T extends Readonly<Record<string, Part>>> = {
  readonly [K in keyof T]?: T[K] extends { readonly many: true }
    ? readonly ShapeOf[T[K]['shape']][]
    : ShapeOf[T[K]['shape']]
}

const genes = many('loinc', 'named', '48018-6')

/**
 * What results are made of, by kind of result.
 * @source the profiles of Genomics Reporting 3.0.0 and 2.0.0, and mCODE 4.0.0; of `region`, all but the genes is unverified
 */
export const partsOf = {
  variant: {
    genes,
    c: many('loinc', 'named', '48004-6'),
    g: many('loinc', 'named', '81290-9'),
    p: many('loinc', 'named', '48005-3'),
    ids: many('loinc', 'named', '81252-9'),
    build: one('loinc', 'named', '62374-4'),
    sequence: one('loinc', 'named', '48013-7'),
    transcripts: many('loinc', 'named', '51958-7'),
    chromosome: one('loinc', 'named', '48000-4'),
    cytogenetic: one('loinc', 'named', '48001-2'),
    exact: one('loinc', 'span', '81254-5'),
    inner: one('loinc', 'span', '81302-2'),
    outer: one('loinc', 'span', '81301-4'),
    coordinateSystem: one('loinc', 'named', '92822-6'),
    refAllele: one('loinc', 'text', '69547-8'),
    altAllele: one('loinc', 'text', '69551-0'),
    change: many('loinc', 'named', '48019-4'),
    sourceClass: one('loinc', 'named', '48002-0'),
    alleleFraction: one('loinc', 'amount', '81258-6'),
    depth: one('loinc', 'amount', '82121-5'),
    allelicState: one('loinc', 'named', '53034-5'),
    inheritance: one('loinc', 'named', '94186-4'),
    inheritanceBasis: one('loinc', 'named', '82309-6'),
    copyNumber: one('loinc', 'amount', '82155-3'),
    iscn: many('loinc', 'named', '81291-7'),
    repeatMotifs: many('tbd', 'text', 'repeat-motif'),
    repeatNumbers: many('tbd', 'amount', 'repeat-number'),
    confidence: one('tbd', 'named', 'variant-confidence-status'),
    consequences: many('tbd', 'named', 'molecular-consequence'),
    significance: one('loinc', 'named', '53037-8'),
    conclusion: one('tbd', 'text', 'conclusion-string'),
  },
  genotype: { genes },
  haplotype: { genes },
  phase: {},
  consequence: {
    genes,
    c: many('loinc', 'named', '48004-6'),
    p: many('loinc', 'named', '48005-3'),
    transcripts: many('loinc', 'named', '51958-7'),
    features: many('tbd', 'named', 'feature-consequence'),
    effects: many('tbd', 'named', 'functional-effect'),
    conclusion: one('tbd', 'text', 'conclusion-string'),
  },
  diagnostic: {
    genes,
    significance: one('loinc', 'named', '53037-8'),
    phenotypes: many('loinc', 'named', '81259-4', 'predicted-phenotype', 'associated-phenotype'),
    evidence: many('loinc', 'named', '93044-6'),
    inheritance: one('tbd', 'named', 'condition-inheritance'),
    effects: many('tbd', 'named', 'functional-effect'),
    conclusion: one('tbd', 'text', 'conclusion-string'),
  },
  therapeutic: {
    genes,
    medicines: many('loinc', 'named', '51963-7'),
    implications: many('tbd', 'named', 'therapeutic-implication', 'predicted-therapeutic-implication'),
    significance: one('loinc', 'named', '53037-8'),
    phenotypes: many('loinc', 'named', '81259-4', 'phenotypic-treatment-context', 'associated-phenotype'),
    evidence: many('loinc', 'named', '93044-6'),
    therapies: many('tbd', 'named', 'associated-therapy'),
    conclusion: one('tbd', 'text', 'conclusion-string'),
  },
  biomarker: { genes, categories: many('tbd', 'named', 'biomarker-category') },
  region: {
    genes,
    sequence: one('loinc', 'named', '48013-7'),
    coordinateSystem: one('loinc', 'named', '92822-6'),
    examined: many('loinc', 'span', '51959-5'),
    described: many('loinc', 'text', '81293-3'),
    uncallable: many('tbd', 'span', 'uncallable-regions'),
  },
  grouping: {},
} as const satisfies Readonly<Record<string, Readonly<Record<string, Part>>>>

export type ResultKind = keyof typeof partsOf
