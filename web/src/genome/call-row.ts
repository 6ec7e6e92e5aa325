import {
  type AlleleAnnotation,
  type AnnotatedRow,
  type TogetherAnnotation,
  toldImpacts,
  type TranscriptAnnotation,
} from '../../../src/genome/annotation/index.ts'
import type { Call } from '../../../src/genome/calls/index.ts'
import { threeLetters } from '../../../src/genome/transcripts/genetic-code.ts'
import type { Variant } from '../../../src/genome/variant.ts'
import { consequenceText, flagWords, referenceWords } from './consequence-words.ts'
import type { GeneModels } from './gene-models.ts'
import type { RowClass, VariantRow } from './genome-answers.ts'
import { depthText, filterText, genotypeText, qualityText, zygosityText } from './genotype-words.ts'

/** `chr10:94781859 G>A`, `chr22:42126000-42131000 <DEL>`: how a variant is called when no name can be given. */
const plainName = ({ chrom, pos, ref, alt }: Variant, end: number): string =>
  alt.startsWith('<')
    ? `${chrom}:${pos + 1}-${end} ${alt}`
    : `${chrom}:${pos} ${ref.length <= 20 ? ref : `${ref.length} bases`}>${alt.length <= 20 ? alt : `${alt.length} bases`}`

const namesOf = (genomic: string, on: TranscriptAnnotation | undefined): VariantRow['names'] => {
  const protein = on?.p?.replace(/^.*:/, '')
  return {
    genomic,
    ...(on?.c === undefined ? {} : { coding: on.c }),
    ...(protein === undefined || protein.endsWith('?') ? {} : { protein }),
  }
}

/** What a list of known variants says that an ALT does to the protein, in HGVS spelling; for models that hold no bases. */
const listedChange = (models: GeneModels, { chrom, pos, alt }: Variant): string | undefined => {
  const change = models.sites.find((s) => s.chrom === chrom && s.pos === pos && s.changes[alt] !== undefined)?.changes[
    alt
  ]
  const parts = /^([A-Z])(\d+)([A-Z])$/.exec(change ?? '')
  if (parts === null) return undefined
  const [from = '', at = '', to = ''] = parts.slice(1)
  const name = (one: string): string => threeLetters(one === 'X' ? '*' : one) ?? one
  return `p.${name(from)}${at}${name(to)}`
}

/** What it means that an ALT stands in allele definitions. */
const definedWords = (models: GeneModels, { chrom, pos, alt }: Variant): readonly string[] => {
  const site = models.sites.find((s) => s.chrom === chrom && s.pos === pos && s.alts.includes(alt))
  return site === undefined
    ? []
    : [`Defines named alleles of ${site.gene}: their function counts, not the consequence told here.`]
}

const listedWords = (listed: string | undefined): readonly string[] =>
  listed === undefined ? [] : [`${listed} by the variant table of PyPGx.`]

const asList = (variants: readonly Variant[]): string =>
  variants.map((v) => `${v.chrom}:${v.pos} ${v.ref}>${v.alt}`).join(', ')

const sameLetters = (a: Variant, b: Variant | undefined): boolean =>
  a.chrom === b?.chrom && a.pos === b.pos && a.ref === b.ref && a.alt === b.alt

/** What this allele and others of the same copy do together, and others that would change it if they stood on the same copy. */
const togetherWords = (told: TogetherAnnotation, own: Variant | undefined): readonly string[] => {
  const others = told.members.filter((m) => !sameLetters(m, own))
  const change = told.aminoAcids === undefined ? '' : ` (${told.residues?.[0] ?? ''} ${told.aminoAcids.join('>')})`
  return [
    ...(others.length === 0
      ? []
      : [`With ${asList(others)} on the same copy: ${consequenceText(told.terms).toLowerCase()}${change}.`]),
    ...(told.unplaced === undefined
      ? []
      : [`Whether ${asList(told.unplaced)} stands on the same copy is not known; it would change what is told.`]),
  ]
}

/** On which transcript it is named when that is not the MANE Select one. */
const otherTranscript = (models: GeneModels, on: TranscriptAnnotation | undefined): string | undefined => {
  if (on === undefined || on.distance !== undefined || on.tags.includes('MANE Select')) return undefined
  const select = models.genes.find((g) => g.gene === on.gene)?.maneSelect
  return select === undefined
    ? `Named on ${on.transcript}, which is not marked as MANE Select.`
    : `Named on ${on.transcript}; MANE Select is ${select}.`
}

const gravest = (on: TranscriptAnnotation | undefined, together: readonly TogetherAnnotation[]): RowClass =>
  toldImpacts.find((i) => on?.impact === i || together.some((t) => t.impact === i)) ?? 'modifier'

const notesOf = (
  models: GeneModels,
  call: Call,
  variant: Variant,
  { reference, variant: own }: AlleleAnnotation,
  on: TranscriptAnnotation | undefined,
  together: readonly TogetherAnnotation[],
): readonly string[] => [
  ...definedWords(models, variant),
  ...(on?.impact === 'notKnown' ? listedWords(listedChange(models, variant)) : []),
  ...(on?.flags.map((f) => flagWords[f]) ?? []),
  ...(on?.mayShift === true ? ['It may have to be named further 3′: bases around it are not held.'] : []),
  ...(on?.notNamed === undefined || on.flags.includes('transcriptDiffersFromGenome')
    ? []
    : [`No c. name: ${on.notNamed}`]),
  ...(reference === 'mismatch' ? [referenceWords.mismatch] : []),
  ...together.flatMap((t) => togetherWords(t, own)),
  ...(call.copyNumber === undefined ? [] : [`Copies that the file states: ${call.copyNumber}.`]),
]

/** One row for each ALT that the person carries; none for a call without one. `line`: the row of the input. */
export const rowsOfCall = (
  models: GeneModels,
  call: Call,
  annotated: AnnotatedRow,
  line: string,
): readonly VariantRow[] => {
  const carried = [...new Set(call.alleles)].filter((a): a is number => a !== null && a > 0)
  return carried.flatMap((allele): readonly VariantRow[] => {
    const [alt, annotation] = [call.alts[allele - 1], annotated.alleles[allele - 1]]
    if (alt === undefined || annotation === undefined) return []
    const variant = { chrom: call.chrom, pos: call.pos, ref: call.ref, alt }
    const [on] = annotation.transcripts
    const together = annotated.together.filter((t) => t.members.some((m) => sameLetters(m, annotation.variant)))
    const other = otherTranscript(models, on)
    return [
      {
        key: `${call.chrom}-${call.pos}-${call.ref}-${alt}-${call.line}`,
        chrom: call.chrom,
        pos: call.pos,
        ref: call.ref,
        alts: [alt],
        id: call.id,
        genotype: genotypeText(call),
        zygosity: zygosityText(call, allele),
        gene: on?.gene,
        names: namesOf(annotation.g ?? plainName(variant, call.end), on),
        consequence: on === undefined ? 'Lies in no gene that is held' : consequenceText(on.terms),
        class: gravest(on, together),
        notes: notesOf(models, call, variant, annotation, on, together),
        ...(other === undefined ? {} : { otherTranscript: other }),
        referenceCheck: referenceWords[annotation.change === undefined ? annotation.reference : 'notHeld'],
        depth: depthText(call, allele),
        quality: qualityText(call),
        filter: filterText(call.filter),
        line,
        lineNumber: call.line,
      },
    ]
  })
}

/** Whether a row is this variant: the same letters once it is trimmed and left-aligned, or the same name on a transcript or the genome. */
export const sameVariant = (models: GeneModels, row: VariantRow, variant: Variant): boolean => {
  const read = (v: Variant): AlleleAnnotation => models.annotator.ofBases(v).annotation
  const own = read({ chrom: row.chrom, pos: row.pos, ref: row.ref, alt: row.alts[0] ?? '' })
  const asked = read(variant)
  if (own.variant === undefined || asked.variant === undefined) return false
  if (sameLetters(own.variant, asked.variant)) return true
  const c = asked.transcripts[0]?.c
  return (c !== undefined && c === own.transcripts[0]?.c) || (asked.g !== undefined && asked.g === own.g)
}
