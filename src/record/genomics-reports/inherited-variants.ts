import type { DatumRef } from '../../shared/assessment.ts'
import type { Observation, PatientView } from '../patient-view.ts'
import type { GenomicResult, GenomicResults, ResultFrame, ResultValue } from './model.ts'
import { isOneOf, type Named } from './named.ts'

/** Genes of inherited cancer and of familial hypercholesterolaemia that statements are read for. @source HGNC */
const geneIds = {
  BRCA1: 'HGNC:1100',
  BRCA2: 'HGNC:1101',
  PALB2: 'HGNC:26144',
  CHEK2: 'HGNC:16627',
  ATM: 'HGNC:795',
  MLH1: 'HGNC:7127',
  MSH2: 'HGNC:7325',
  MSH6: 'HGNC:7329',
  PMS2: 'HGNC:9122',
  EPCAM: 'HGNC:11529',
  LDLR: 'HGNC:6547',
  APOB: 'HGNC:603',
  PCSK9: 'HGNC:20001',
} as const

const byId: ReadonlyMap<string, string> = new Map(Object.entries(geneIds).map(([gene, id]) => [id, gene]))

/** In these a disease-causing variant may as well lower cholesterol: only one that is said to raise it counts. */
const eitherWay: readonly string[] = ['APOB', 'PCSK9']

/**
 * What laboratories say of an inherited variant of one gene. `pathogenic`: (likely) pathogenic, inherited and final. `none-found`: the gene was searched and nothing
 * of note found; that one named variant is absent says nothing of the gene. `not-sure`: of uncertain significance, preliminary, or perhaps of a tumour.
 */
export type InheritedVariant = {
  readonly gene: string
  readonly says: 'pathogenic' | 'none-found' | 'not-sure'
  readonly variant?: string
  readonly ref: DatumRef
}

const symbols = (text: string): readonly string[] =>
  text
    .replace(/\b(BRCA)[ -]([12])\b/g, '$1$2')
    .replace(/\bBRCA1\s*(?:\/|and|&|\+)\s*2\b/g, 'BRCA1 BRCA2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => Object.hasOwn(geneIds, word))

const genesIn = (named: readonly Named[] | undefined): readonly string[] => [
  ...new Set(
    (named ?? []).flatMap((n) => [
      ...[n.text, ...n.codes.map((c) => c.display)].flatMap(symbols),
      ...n.codes.flatMap((c) => byId.get((c.code ?? '').toUpperCase()) ?? []),
    ]),
  ),
]

const says = (value: ResultValue | undefined, codes: readonly string[], words: RegExp): boolean =>
  value !== undefined &&
  (('named' in value && (isOneOf(value.named, ...codes) || words.test(value.named.text))) ||
    ('text' in value && words.test(value.text)))

/** @source LOINC answers: LA9634-2 absent, LA11883-8 not detected; LA18198-4 no call, LA11884-6 indeterminate */
const isAbsent = (value: ResultValue | undefined): boolean =>
  says(value, ['LA9634-2', 'LA11883-8'], /\b(absent|not detected|none detected|negative|wild ?type)\b/i) ||
  (value !== undefined && 'flag' in value && !value.flag)
const isOpen = (value: ResultValue | undefined): boolean =>
  says(value, ['LA18198-4', 'LA11884-6'], /\b(no call|indeterminate|unknown|equivocal|failed)\b/i) ||
  (value !== undefined && 'absent' in value)

/** @source LOINC answers of 53037-8: LA6668-3 pathogenic, LA26332-9 likely pathogenic, LA26333-7 uncertain significance */
const isPathogenic = (n: Named | undefined): boolean =>
  n !== undefined &&
  (isOneOf(n, 'LA6668-3', 'LA26332-9') ||
    /^(likely[ -])?pathogenic( ?(\/|or) ?likely[ -]pathogenic)?( variant)?$/i.test(n.text.trim()))
const isUncertain = (n: Named | undefined): boolean =>
  n !== undefined && (isOneOf(n, 'LA26333-7') || /\b(uncertain|unknown) significance\b|^vus$/i.test(n.text.trim()))

const settled: readonly ResultFrame['status'][] = ['final', 'amended', 'corrected']

const ofTumour = /\b(somatic|tumou?rs?|neoplas\w*|ctdna|cell[- ]free|ffpe|biops\w*)\b/i
/** Something found is told after the first sentence, whatever the first one denies. */
const findsLater = (text: string): boolean => {
  const [, ...rest] = text.split(/[.;,\n]\s|\bbut\b/i)
  return rest.some(
    (t) => /\b(positive|pathogenic|deleterious|detected|found)\b|\b[cp]\./i.test(t) && !/^\s*no\b/i.test(t),
  )
}

const negativeReport =
  /^\W*(result:?\s*)?(negative\b|no (known |reportable |clinically significant |likely )*(pathogenic|deleterious|disease[- ]causing|reportable|significant)\b[^.;]*\b(variants?|mutations?)\b)/i

type Variant = GenomicResult<'variant'>

/** Whether what was looked at is said to be inherited, said to be a tumour's, or neither. @source LOINC answers of 48002-0: LA6683-2 germline, LA6684-0 somatic */
const originOf = (v: Variant, results: GenomicResults): 'inherited' | 'other' | 'not-said' => {
  const said = v.sourceClass
  if (said !== undefined) {
    if (isOneOf(said, 'LA6683-2') || /^(likely )?germ[- ]?line$/i.test(said.text.trim())) return 'inherited'
    if (isOneOf(said, 'LA6684-0') || /\b(somatic|tumou?r|fetal|foetal)\b/i.test(said.text)) return 'other'
    return 'not-said'
  }
  const classes = results.studies.flatMap((s) => (s.sourceClass === undefined ? [] : [s.sourceClass]))
  if (classes.length > 0) {
    const inherited = classes.filter((c) => isOneOf(c, 'LA6683-2') || /germ[- ]?line/i.test(c.text)).length
    return inherited === classes.length ? 'inherited' : inherited === 0 ? 'other' : 'not-said'
  }
  const texts = [
    v.specimen?.display ?? '',
    ...(v.notes ?? []),
    ...results.reports.flatMap((r) => [
      r.code.text,
      r.conclusion ?? '',
      ...(r.specimens ?? []).map((s) => s.display ?? ''),
    ]),
  ]
  const zygosity = v.allelicState !== undefined && /^(hetero|homo|hemi)zyg/i.test(v.allelicState.text.trim())
  return zygosity && v.alleleFraction === undefined && !texts.some((t) => ofTumour.test(t)) ? 'inherited' : 'not-said'
}

const resourceOf = (ref: DatumRef): string => (ref.kind === 'fhir' ? ref.resource : '')

const means = (links: readonly { readonly reference?: string }[] | undefined, one: ResultFrame): boolean =>
  (links ?? []).some(
    ({ reference = '' }) => reference === resourceOf(one.ref) || reference.split('/').at(-1) === one.id,
  )

const raisesCholesterol = /hypercholesterol/i

const ofVariants = (results: GenomicResults): readonly InheritedVariant[] =>
  results.variants.flatMap((v): readonly InheritedVariant[] => {
    if (isAbsent(v.value) || isOpen(v.value)) return []
    const implied = results.diagnostic.filter((d) => means(d.derivedFrom, v))
    const significances = [v.significance, ...implied.map((d) => d.significance)]
    const pathogenic = significances.some(isPathogenic)
    if (!pathogenic && !significances.some(isUncertain)) return []
    const origin = originOf(v, results)
    if (origin === 'other') return []
    const disease = implied.flatMap((d) => [...(d.phenotypes ?? []).map((p) => p.text), d.conclusion ?? '']).join(' ')
    const [c] = [...(v.c ?? []), ...(v.p ?? []), ...(v.g ?? [])]
    return genesIn([...(v.genes ?? []), ...implied.flatMap((d) => d.genes ?? [])]).map((gene) => {
      const harmful = !eitherWay.includes(gene) || raisesCholesterol.test(`${disease} ${v.conclusion ?? ''}`)
      const sure = pathogenic && harmful && origin === 'inherited' && settled.includes(v.status)
      return {
        gene,
        says: sure ? ('pathogenic' as const) : ('not-sure' as const),
        ...(c === undefined ? {} : { variant: c.text }),
        ref: v.ref,
      }
    })
  })

/** Conclusions on a disease that name a gene and no variant of the record. */
const ofConclusions = (results: GenomicResults): readonly InheritedVariant[] =>
  results.diagnostic.flatMap((d): readonly InheritedVariant[] => {
    if (results.variants.some((v) => means(d.derivedFrom, v))) return []
    if (isAbsent(d.value) || isOpen(d.value) || !isPathogenic(d.significance)) return []
    const disease = [...(d.phenotypes ?? []).map((p) => p.text), d.conclusion ?? ''].join(' ')
    const inherited = /\b(hereditary|familial|lynch|inherited|germ[- ]?line|predisposition)\b/i.test(disease)
    return genesIn(d.genes).map((gene) => {
      const harmful = !eitherWay.includes(gene) || raisesCholesterol.test(disease)
      const sure = inherited && harmful && !ofTumour.test(disease) && settled.includes(d.status)
      return { gene, says: sure ? ('pathogenic' as const) : ('not-sure' as const), ref: d.ref }
    })
  })

/** Genes that a report says were looked at, where it concludes that nothing was found. */
const ofNegativeReports = (results: GenomicResults): readonly InheritedVariant[] =>
  results.reports.flatMap((r): readonly InheritedVariant[] => {
    const conclusions = [r.conclusion ?? '', ...(r.conclusions ?? []).map((c) => c.text)]
    const texts = [r.code.text, ...conclusions, ...(r.specimens ?? []).map((s) => s.display ?? '')]
    if (!(settled as readonly string[]).includes(r.status) || texts.some((t) => ofTumour.test(t))) return []
    if (!conclusions.some((t) => negativeReport.test(t.trim())) || conclusions.some(findsLater)) return []
    const regions = results.regions.filter((g) => means(r.results, g)).flatMap((g) => g.genes ?? [])
    const studies = results.studies.filter((s) =>
      (r.studies ?? []).some(({ reference = '' }) => reference.split('/').at(-1) === s.id),
    )
    if (studies.some((s) => s.sourceClass !== undefined && !/germ[- ]?line/i.test(s.sourceClass.text))) return []
    const studied = studies.flatMap((s) => (s.studied ?? []).flatMap((x) => ('named' in x ? [x.named] : [])))
    return genesIn([...regions, ...studied]).map((gene) => ({ gene, says: 'none-found' as const, ref: r.ref }))
  })

/** A test of one place says nothing of the rest of the gene. */
const onePlace = /\b(familial|known|targeted|single[- ]site|specific)\b|\b[cp]\.|\bdel(?:AG|T)\b/i

/** Results of gene tests that are written as ordinary laboratory results, in words. */
const inWords = (o: Observation): readonly InheritedVariant[] => {
  const name = o.what.display
  const tested = [...new Set(symbols(name))]
  if (tested.length === 0 || !('text' in o.value)) return []
  if (!/\b(genes?|mutations?|variants?|sequenc\w*|analysis|test\w*)\b/i.test(name)) return []
  const value = o.value.text.trim()
  if (ofTumour.test(`${name} ${value} ${o.panel ?? ''}`)) return []
  const named = symbols(value)
  const found = (says: InheritedVariant['says'], of: readonly string[]): readonly InheritedVariant[] =>
    of.map((gene) => ({ gene, says: o.preliminary && says !== 'none-found' ? 'not-sure' : says, ref: o.ref }))
  if (/\b(uncertain|unknown) significance\b|\bvus\b/i.test(value))
    return found('not-sure', named.length > 0 ? named : tested)
  if (/^(negative|not detected|none (detected|found)|no\b[^.;]*\b(mutations?|variants?)\b)/i.test(value)) {
    if (findsLater(value)) return found('not-sure', tested)
    const clear = named.length > 0 ? named.filter((g) => tested.includes(g)) : tested
    return onePlace.test(`${name} ${value}`) || o.preliminary ? [] : found('none-found', clear)
  }
  if (!/^(positive|(likely )?pathogenic)\b/i.test(value) || tested.some((g) => eitherWay.includes(g))) return []
  return named.length > 0 ? found('pathogenic', named) : found(tested.length === 1 ? 'pathogenic' : 'not-sure', tested)
}

/**
 * What the record's own gene tests of this person say of inherited disease: results of laboratories that are final and inherited. Variants of tumours, variants that
 * were looked for and not found, and genes nobody names say nothing. Nothing is called negative that a report does not say was searched.
 */
export const inheritedVariants = (view: PatientView): readonly InheritedVariant[] => {
  const { genomics } = view
  const found = [
    ...(genomics === undefined ? [] : [...ofVariants(genomics), ...ofConclusions(genomics)]),
    ...view.observations.flatMap(inWords),
  ]
  const spoken = new Set(found.filter((f) => f.says !== 'none-found').map((f) => f.gene))
  const clear = (genomics === undefined ? [] : ofNegativeReports(genomics)).filter((f) => !spoken.has(f.gene))
  const all = [...found, ...clear]
  const key = (f: InheritedVariant): string => `${f.gene} ${f.says} ${f.variant ?? ''}`
  return all.filter((f, i) => all.findIndex((g) => key(g) === key(f)) === i)
}
