import { canonicalContig } from '../identity/contig-name.ts'
import type { Build } from '../site.ts'
import { type Exon, type Transcript, transcriptTags } from '../transcripts/transcript.ts'
import type { MatchPart, Part, TranscriptParts } from './transcript-parts.ts'

/** Why parts make no transcript: a code, the line and what is wrong. */
export type Refusal = { readonly code: string; readonly line: number; readonly message: string }

const byStart = (a: { readonly start: number }, b: { readonly start: number }): number => a.start - b.start

/** Stretches that touch or overlap made one. */
const merged = (parts: readonly Part[]): readonly Part[] => {
  const out: { start: number; end: number; phase: -1 | 0 | 1 | 2; line: number }[] = []
  for (const part of parts.toSorted(byStart)) {
    const before = out.at(-1)
    if (before !== undefined && part.start <= before.end) before.end = Math.max(before.end, part.end)
    else out.push({ ...part })
  }
  return out
}

/** The cigar of one alignment row; undefined when the two agree in length without a gap. Gap is taken to run along the transcript on both strands. */
const cigarOf = (match: MatchPart): string | undefined => {
  if (match.gap === undefined) return undefined
  const steps = match.gap.trim().split(/\s+/)
  if (!steps.every((step) => /^[MID]\d+$/.test(step))) return undefined
  const cigar = steps.map((step) => `${step.slice(1)}${step.startsWith('M') ? '=' : step.charAt(0)}`).join('')
  return /[ID]/.test(cigar) ? cigar : undefined
}

const sizeIn = (cigar: string, left: 'I' | 'D'): number => {
  let n = 0
  for (const [, count, kind] of cigar.matchAll(/(\d+)([=ID])/g)) if (kind !== left) n += Number(count)
  return n
}

/** Exons from rows of a cDNA alignment. Bases of the transcript between two rows that the genome lacks become an insertion at the start of the second. */
const exonsOfMatches = (parts: TranscriptParts): readonly Exon[] | Refusal => {
  const rows = parts.matches.toSorted((a, b) => a.from - b.from)
  const exons: Exon[] = []
  let at = 0
  for (const row of rows) {
    const given = cigarOf(row)
    const lacking = row.from - at
    const fault = (message: string): Refusal => ({
      code: 'annotation-alignment-broken',
      line: row.line,
      message: `${parts.key}: ${message}`,
    })
    if (lacking < 0) return fault('alignment rows overlap in the transcript.')
    const body = given ?? `${row.to - row.from}=`
    if (sizeIn(body, 'I') !== row.end - row.start || sizeIn(body, 'D') !== row.to - row.from)
      return fault('the Gap does not add up to the aligned lengths.')
    const cigar = lacking > 0 ? `${lacking}I${body}` : given
    const exon = { start: at, end: row.to, genomeStart: row.start, genomeEnd: row.end }
    exons.push(cigar === undefined ? exon : { ...exon, cigar })
    at = row.to
  }
  return exons
}

const exonsOfParts = (parts: TranscriptParts, strand: 1 | -1): readonly Exon[] | Refusal => {
  const listed =
    parts.exons.length > 0
      ? parts.exons.toSorted(byStart)
      : merged([...parts.coding, ...parts.untranslated, ...parts.stops])
  for (let i = 1; i < listed.length; i++) {
    const [before, here] = [listed[i - 1] as Part, listed[i] as Part]
    if (here.start < before.end)
      return { code: 'annotation-exons-overlap', line: here.line, message: `${parts.key}: two exons overlap.` }
  }
  let at = 0
  return (strand === 1 ? listed : listed.toReversed()).map((part) => {
    const start = at
    at += part.end - part.start
    return { start, end: at, genomeStart: part.start, genomeEnd: part.end }
  })
}

/** Transcript position of a contig position inside the exons; -1 elsewhere. In a gapped exon by its cigar. */
const transcriptPosition = (exons: readonly Exon[], strand: 1 | -1, position: number): number => {
  const exon = exons.find((e) => position >= e.genomeStart && position < e.genomeEnd)
  if (exon === undefined) return -1
  let genome = strand === 1 ? position - exon.genomeStart : exon.genomeEnd - 1 - position
  if (exon.cigar === undefined) return exon.start + genome
  let base = exon.start
  for (const [, text, kind] of exon.cigar.matchAll(/(\d+)([=ID])/g)) {
    const count = Number(text)
    if (kind === 'I') base += count
    else if (genome < count) return kind === 'D' ? base : base + genome
    else {
      genome -= count
      if (kind === '=') base += count
    }
  }
  return base
}

const biotypeOf = (parts: TranscriptParts, coding: boolean): string =>
  parts.biotype ?? (coding ? 'protein_coding' : 'non_coding')

type Coding = Pick<Transcript, 'cds' | 'frame' | 'slippage' | 'startIncomplete' | 'endIncomplete'>

const codingOf = (parts: TranscriptParts, exons: readonly Exon[], strand: 1 | -1): Coding | Refusal => {
  if (parts.coding.length === 0) return {}
  const rows = parts.coding.toSorted(byStart)
  const all = [...rows, ...parts.stops]
  for (const row of all) {
    const inside = exons.some((e) => row.start >= e.genomeStart && row.end <= e.genomeEnd)
    if (!inside)
      return {
        code: 'annotation-cds-outside-exon',
        line: row.line,
        message: `${parts.key}: a coding part does not lie within an exon.`,
      }
  }
  const low = Math.min(...all.map((r) => r.start))
  const high = Math.max(...all.map((r) => r.end)) - 1
  const ends = [transcriptPosition(exons, strand, low), transcriptPosition(exons, strand, high)]
  const start = Math.min(...ends)
  const end = Math.max(...ends) + 1
  const first = strand === 1 ? rows[0] : rows.at(-1)
  let slippage: number | undefined
  for (let i = 1; i < rows.length; i++) {
    const [before, here] = [rows[i - 1] as Part, rows[i] as Part]
    const sameExon = exons.some((e) => before.start >= e.genomeStart && here.end <= e.genomeEnd)
    const overlap = before.end - here.start
    if (overlap > 1)
      return {
        code: 'annotation-cds-overlap',
        line: here.line,
        message: `${parts.key}: two coding parts overlap by ${overlap} bases.`,
      }
    if (overlap === 1) slippage = transcriptPosition(exons, strand, here.start)
    else if (sameExon && overlap < 0)
      return {
        code: 'annotation-slippage-forward',
        line: here.line,
        message: `${parts.key}: the reading skips bases of an exon (a forward slip of the ribosome), which is not modelled.`,
      }
  }
  const frame = first?.phase ?? 0
  return {
    cds: { start, end },
    ...(frame === 1 || frame === 2 ? { frame } : {}),
    ...(parts.startIncomplete || frame > 0 ? { startIncomplete: true as const } : {}),
    ...(parts.endIncomplete ? { endIncomplete: true as const } : {}),
    ...(slippage === undefined ? {} : { slippage }),
  }
}

/** A transcript from its parts, or why there is none. Without exon rows the exons are the coding and untranslated rows. */
export const assembleTranscript = (parts: TranscriptParts, build: Build | undefined): Transcript | Refusal => {
  const refuse = (code: string, message: string): Refusal => ({
    code,
    line: parts.line,
    message: `${parts.key}: ${message}`,
  })
  if (parts.transSpliced)
    return refuse(
      'annotation-trans-splicing',
      'joined from separate transcripts (trans-splicing), which is not modelled.',
    )
  if (parts.strand === 0) return refuse('annotation-strand-missing', 'no row states a strand.')
  const exons = parts.matches.length > 0 ? exonsOfMatches(parts) : exonsOfParts(parts, parts.strand)
  if ('code' in exons) return exons
  if (exons.length === 0) return refuse('annotation-without-exons', 'there is neither an exon nor a coding row.')
  const coding = codingOf(parts, exons, parts.strand)
  if ('code' in coding) return coding
  return {
    id: parts.id ?? parts.key,
    gene: parts.gene ?? parts.geneId ?? '',
    ...(parts.geneId === undefined ? {} : { geneId: parts.geneId }),
    ...(parts.protein === undefined ? {} : { protein: parts.protein }),
    biotype: biotypeOf(parts, coding.cds !== undefined),
    build,
    chrom: canonicalContig(parts.contig) ?? parts.contig,
    strand: parts.strand,
    exons,
    ...coding,
    tags: transcriptTags.filter((tag) => parts.tags.has(tag)),
  }
}
