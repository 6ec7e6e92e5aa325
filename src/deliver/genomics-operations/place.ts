import type { Build } from '../../genome/site.ts'
import { accessionOfContig, buildOfAccession, canonicalContig, chromosomeLength } from '../../genome/identity/index.ts'

/** A stretch of a chromosome of one build: 0-based, half open. */
export type Span = { readonly build: Build; readonly chrom: string; readonly start: number; readonly end: number }

/** A range as it was asked for: the text and what it means. */
export type AskedRange = { readonly text: string; readonly span: Span }

/** Length of the reference mitochondrion. @source NC_012920.1 */
const mitochondrion = 16_569

/**
 * Reads `NC_000019.10:11089431-11133820`, 0-based and half open, on either build. A text that is none comes back as the sentence that says why.
 * The mitochondrion is the same sequence on both builds and is read as of GRCh38.
 */
export const readRange = (text: string): AskedRange | string => {
  const parts = /^([A-Z]{2}_?\w+\.\d+):(\d{1,9})-(\d{1,9})$/.exec(text.trim())
  if (parts === null) return 'A range is written as RefSeq sequence with version, colon, start, hyphen, end.'
  const [, accession = '', from = '', to = ''] = parts
  const chrom = canonicalContig(accession)
  const build = chrom === 'chrM' ? 'GRCh38' : buildOfAccession(accession)
  if (chrom === undefined || build === undefined) return 'The sequence is no chromosome of GRCh37 or GRCh38.'
  const span: Span = { build, chrom, start: Number(from), end: Number(to) }
  if (span.end <= span.start)
    return 'The range ends before it begins; it is counted from 0 and its end is not part of it.'
  const length = chrom === 'chrM' ? mitochondrion : chromosomeLength(build, chrom)
  if (length !== undefined && span.end > length)
    return `The range goes beyond the end of the sequence (${length} bases).`
  return { text: text.trim(), span }
}

/** @example spanText({ build: 'GRCh38', chrom: 'chr19', start: 11089431, end: 11133820 }) // 'NC_000019.10:11089431-11133820' */
export const spanText = ({ build, chrom, start, end }: Span): string =>
  `${accessionOfContig(chrom, build) ?? chrom}:${start}-${end}`

/** Stretches in one text, as the example of the guide writes them. @example regionsText([]) // '[]' */
export const regionsText = (spans: readonly Span[]): string => `[${spans.map((s) => `'${spanText(s)}'`).join(', ')}]`

/** Whether two stretches share a base; those of different builds share none, but for the mitochondrion. */
export const meet = (a: Span, b: Span): boolean =>
  a.chrom === b.chrom && (a.build === b.build || a.chrom === 'chrM') && a.start < b.end && b.start < a.end

const joined = (spans: readonly Span[]): readonly Span[] => {
  const out: Span[] = []
  for (const span of spans.toSorted((a, b) =>
    a.chrom < b.chrom ? -1 : a.chrom > b.chrom ? 1 : a.start - b.start || a.end - b.end,
  )) {
    const last = out.at(-1)
    if (last !== undefined && last.chrom === span.chrom && last.build === span.build && span.start <= last.end)
      out[out.length - 1] = { ...last, end: Math.max(last.end, span.end) }
    else out.push(span)
  }
  return out
}

/** The stretches in order, those that touch joined. */
export const union = (spans: readonly Span[]): readonly Span[] =>
  (['GRCh37', 'GRCh38'] as const).flatMap((build) => joined(spans.filter((s) => s.build === build)))

/** What of one stretch the others leave open. */
export const without = (span: Span, others: readonly Span[]): readonly Span[] => {
  const out: Span[] = []
  let at = span.start
  for (const other of union(others.filter((o) => meet(o, span)))) {
    if (other.start > at) out.push({ ...span, start: at, end: other.start })
    at = Math.max(at, other.end)
  }
  if (at < span.end) out.push({ ...span, start: at })
  return out
}

/** What two stretches share. */
export const overlap = (a: Span, b: Span): Span | undefined =>
  meet(a, b) ? { ...a, start: Math.max(a.start, b.start), end: Math.min(a.end, b.end) } : undefined
