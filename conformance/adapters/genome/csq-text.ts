import { basesOf, type HaplotypeCluster, readHaplotype, type TranscriptModel } from '../../../src/genome/consequence/index.ts'
import type { ReferenceGenome } from '../../../src/genome/reference/index.ts'
import { aminoAcidOf } from '../../../src/genome/transcripts/index.ts'
import type { Variant } from '../../../src/genome/variant.ts'

/** Terms in the order in which bcftools csq writes them, by ours. */
const csqTerms: readonly (readonly [string, readonly string[]])[] = [
  ['synonymous', ['synonymous_variant']],
  ['missense', ['missense_variant']],
  ['stop_lost', ['stop_lost']],
  ['stop_gained', ['stop_gained']],
  ['inframe_deletion', ['conservative_inframe_deletion', 'disruptive_inframe_deletion']],
  ['inframe_insertion', ['conservative_inframe_insertion', 'disruptive_inframe_insertion']],
  ['frameshift', ['frameshift_variant']],
  ['splice_acceptor', ['splice_acceptor_variant']],
  ['splice_donor', ['splice_donor_variant']],
  ['start_lost', ['start_lost']],
  ['splice_region', ['splice_region_variant', 'exonic_splice_region_variant', 'splice_donor_5th_base_variant']],
  ['stop_retained', ['stop_retained_variant']],
  ['5_prime_utr', ['5_prime_UTR_exon_variant']],
  ['3_prime_utr', ['3_prime_UTR_exon_variant']],
  ['non_coding', ['non_coding_transcript_exon_variant']],
  ['inframe_altering', ['protein_altering_variant']],
  ['coding_sequence', ['coding_sequence_variant']],
  ['start_retained', ['start_retained_variant']],
  ['feature_elongation', ['feature_elongation']],
  ['feature_truncation', ['feature_truncation']],
  ['NMD_transcript', ['NMD_transcript_variant']],
]

export const csqOf = (terms: readonly string[]): readonly string[] =>
  csqTerms.filter(([, ours]) => ours.some((t) => terms.includes(t))).map(([name]) => name)

const order = (names: readonly string[]): string =>
  csqTerms.filter(([name]) => names.includes(name)).map(([name]) => name).join('&')

/** csq's short biotypes. */
export const biotype = ({ transcript }: TranscriptModel): string =>
  transcript.biotype === 'nonsense_mediated_decay' ? 'NMD' : transcript.biotype.replace(/_gene$/, '')

export const about = (names: readonly string[], model: TranscriptModel): string =>
  `${order(model.decayed ? [...names, 'NMD_transcript'] : names)}|${model.transcript.gene}|${model.transcript.id}|${biotype(model)}`

/** The change of a record as csq looks at splice sites: what REF and ALT share at the end goes first, so that an indel stands at its leftmost place within the record. 0-based half-open. */
export type Placed = { readonly start: number; readonly end: number; readonly size: number }

export const leftmost = ({ pos, ref, alt }: Variant): Placed => {
  let tail = 0
  while (tail < Math.min(ref.length, alt.length) && ref.at(-1 - tail) === alt.at(-1 - tail)) tail++
  let head = 0
  while (head < Math.min(ref.length, alt.length) - tail && ref[head] === alt[head]) head++
  return { start: pos - 1 + head, end: pos - 1 + ref.length - tail, size: alt.length - head - tail }
}


/** Letters of a protein from one codon of the coding part on: `bases` of a transcript whose coding part ends at `end`. Ends with the first stop. */
const protein = (model: TranscriptModel, bases: ArrayLike<number>, start: number, end: number): string => {
  let out = ''
  for (let at = start; at + 3 <= end && !out.endsWith('*'); at += 3)
    out += String.fromCharCode(aminoAcidOf(model.code, bases[at] ?? 0, bases[at + 1] ?? 0, bases[at + 2] ?? 0))
  return out
}

/** `508VA>508V`: residues from the first codon that the cluster's records touch (anchor bases included), as they are and as they become. */
const residueText = (model: TranscriptModel, bases: Uint8Array, cluster: HaplotypeCluster): string => {
  const first = model.codingStart + model.frame
  const { edits } = cluster
  const changed: number[] = []
  const to = Math.max(...edits.map((e) => e.to))
  const from = Math.min(...edits.map((e) => e.from))
  let at = 0
  for (const edit of edits) {
    for (; at < edit.from; at++) changed.push(bases[at] as number)
    changed.push(...edit.alt)
    at = edit.to
  }
  for (; at < bases.length; at++) changed.push(bases[at] as number)
  const delta = changed.length - bases.length
  const anchored = (forwardSide: boolean): number => {
    const edit = forwardSide ? edits[0] : edits.at(-1)
    return edit !== undefined && edit.alt.length !== edit.to - edit.from && model.forward === forwardSide ? 1 : 0
  }
  const start = first + Math.floor((from - anchored(true) - first) / 3) * 3
  const last = Math.max(to + anchored(false), from - anchored(true) + 1)
  const whole = delta % 3 === 0
  const end = whole ? first + Math.ceil((last - first) / 3) * 3 : model.codingEnd
  const before = protein(model, bases, start, end)
  const short = model.codingEnd - start <= 3
  const after = protein(model, changed, start, short && !whole ? end : end + delta)
  const number = Math.floor((start - first) / 3) + 1
  return before === after ? `${number}${before}` : `${number}${before}>${number}${after}`
}

/** Strings of one haplotype's coding changes on one transcript, by record. */
export const codingStrings = (model: TranscriptModel, variants: readonly Variant[], reference: ReferenceGenome): ReadonlyMap<Variant, string> => {
  const found = new Map<Variant, string>()
  const bases = basesOf(model, reference)
  if (bases === null) return found
  for (const cluster of readHaplotype(model, variants, reference)) {
    if (cluster.edits.length === 0) continue
    const names = csqOf(cluster.consequence.terms).filter(
      (n) => !['splice_acceptor', 'splice_donor', 'splice_region', 'coding_sequence', 'feature_elongation', 'NMD_transcript', '5_prime_utr', '3_prime_utr'].includes(n),
    )
    const main = cluster.members[0] as Variant
    const strand = model.forward ? '+' : '-'
    const dna = cluster.members.toSorted((a, b) => a.pos - b.pos).map((v) => `${v.pos}${v.ref}>${v.alt}`)
    const start = cluster.consequence.codingPosition?.[0] ?? 0
    const indel = cluster.edits.some((e) => e.alt.length !== e.to - e.from)
    const startOrEnd = names.includes('start_retained') || (names.includes('start_lost') && indel) || (start > 0 && cluster.edits.some((e) => e.to > model.codingEnd))
    const text = `${cluster.afterStop ? '*' : ''}${about(names, model)}|${strand}`
    found.set(main, startOrEnd ? text : `${text}|${residueText(model, bases, cluster)}|${dna.join('+')}`)
    for (const member of cluster.members.slice(1)) found.set(member, `@${main.pos}`)
  }
  return found
}

