import { firstAbove } from '../../shared/sorted-search.ts'
import { canonicalContig } from '../identity/contig-name.ts'
import { type Transcript, transcriptTags } from './transcript.ts'

/** The transcripts of one contig, sorted by start. `starts` and `ends` 0-based half-open; `reach[i]` is the largest end of the first i + 1. */
export type ContigTranscripts = {
  readonly transcripts: readonly Transcript[]
  readonly starts: Int32Array
  readonly ends: Int32Array
  readonly reach: Int32Array
}

/**
 * Transcripts by gene, accession and place. Lists are in order of preference (`preferTranscripts`).
 * `byId` takes an accession with version, or without one for all versions, newest first; the same accession can stand on several contigs.
 */
export type TranscriptIndex = {
  readonly all: readonly Transcript[]
  byGene(symbolOrId: string): readonly Transcript[]
  byId(accession: string): readonly Transcript[]
  byProtein(accession: string): readonly Transcript[]
  contig(chrom: string): ContigTranscripts | undefined
  /** Transcripts that share a base with a range, 0-based half-open. */
  overlapping(chrom: string, start: number, end: number): readonly Transcript[]
}

const rank = (transcript: Transcript): number => {
  const at = transcriptTags.findIndex((tag) => transcript.tags.includes(tag))
  return at < 0 ? transcriptTags.length : at
}
const codingLength = ({ cds }: Transcript): number => (cds === undefined ? 0 : cds.end - cds.start)
const lengthOf = ({ exons }: Transcript): number => exons.at(-1)?.end ?? 0

/** Order in which transcripts of a gene are named: by best tag (MANE Select first), then longer coding part, longer transcript, accession. */
export const preferTranscripts = (a: Transcript, b: Transcript): number =>
  rank(a) - rank(b) ||
  codingLength(b) - codingLength(a) ||
  lengthOf(b) - lengthOf(a) ||
  (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

const span = ({ exons }: Transcript): readonly [number, number] | undefined => {
  const first = exons[0]
  const last = exons.at(-1)
  if (first === undefined || last === undefined) return undefined
  return [Math.min(first.genomeStart, last.genomeStart), Math.max(first.genomeEnd, last.genomeEnd)]
}

const contigTranscripts = (on: readonly Transcript[]): ContigTranscripts => {
  const rows = on
    .map((transcript) => ({ transcript, at: span(transcript) as readonly [number, number] }))
    .sort((a, b) => a.at[0] - b.at[0] || a.at[1] - b.at[1] || preferTranscripts(a.transcript, b.transcript))
  const ends = Int32Array.from(rows, (row) => row.at[1])
  const reach = new Int32Array(rows.length)
  let furthest = 0
  for (let i = 0; i < rows.length; i++) reach[i] = furthest = Math.max(furthest, ends[i] as number)
  return {
    transcripts: rows.map((row) => row.transcript),
    starts: Int32Array.from(rows, (row) => row.at[0]),
    ends,
    reach,
  }
}

/** Index of the first transcript of a contig that can end behind a position: from there on `starts` below the range's end are worth looking at. */
export const firstReaching = ({ reach }: ContigTranscripts, position: number): number => firstAbove(reach, position)

const withoutVersion = (accession: string): string => accession.replace(/\.\d+$/, '')
const version = (accession: string): number => Number(/\.(\d+)$/.exec(accession)?.[1] ?? 0)

const gather = (into: Map<string, Transcript[]>, key: string | undefined, transcript: Transcript): void => {
  if (key === undefined || key === '') return
  const held = into.get(key)
  if (held === undefined) into.set(key, [transcript])
  else if (held.at(-1) !== transcript) held.push(transcript)
}

export const transcriptIndex = (transcripts: readonly Transcript[]): TranscriptIndex => {
  const genes = new Map<string, Transcript[]>()
  const ids = new Map<string, Transcript[]>()
  const proteins = new Map<string, Transcript[]>()
  const places = new Map<string, Transcript[]>()
  const contigs = new Map<string, ContigTranscripts>()
  for (const transcript of transcripts) {
    const { id, gene, geneId, protein, chrom } = transcript
    gather(genes, gene.toUpperCase(), transcript)
    gather(genes, geneId?.toUpperCase(), transcript)
    gather(ids, id, transcript)
    gather(ids, withoutVersion(id), transcript)
    gather(proteins, protein, transcript)
    if (protein !== undefined) gather(proteins, withoutVersion(protein), transcript)
    if (span(transcript) !== undefined) gather(places, chrom, transcript)
  }
  for (const list of [...genes.values(), ...proteins.values()]) list.sort(preferTranscripts)
  for (const list of ids.values()) list.sort((a, b) => version(b.id) - version(a.id) || preferTranscripts(a, b))
  const contig = (chrom: string): ContigTranscripts | undefined => {
    const name = places.has(chrom) ? chrom : (canonicalContig(chrom) ?? chrom)
    const held = contigs.get(name)
    const on = places.get(name)
    if (held !== undefined || on === undefined) return held
    const made = contigTranscripts(on)
    contigs.set(name, made)
    return made
  }
  return {
    all: transcripts,
    byGene: (symbolOrId) => genes.get(symbolOrId.toUpperCase()) ?? [],
    byId: (accession) => ids.get(accession) ?? [],
    byProtein: (accession) => proteins.get(accession) ?? [],
    contig,
    overlapping: (chrom, start, end) => {
      const on = contig(chrom)
      if (on === undefined) return []
      const found: Transcript[] = []
      for (let i = firstReaching(on, start); i < on.starts.length && (on.starts[i] as number) < end; i++)
        if ((on.ends[i] as number) > start) found.push(on.transcripts[i] as Transcript)
      return found.sort(preferTranscripts)
    },
  }
}
