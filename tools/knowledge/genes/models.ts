import { readFileSync } from 'node:fs'
import type { Build } from '../../../src/genome/site.ts'
import type { Exon, Transcript } from '../../../src/genome/transcripts/transcript.ts'
import { tsvRows } from '../../../src/knowledge/release.ts'
import type { Anchor } from './anchors.ts'
import { type Edges, heldExons, type OnBothBuilds, onBothBuilds } from './exons.ts'

/** One row of genes.tsv beside this script. */
export type GeneFacts = Readonly<Record<string, string>>

export type Model = {
  readonly facts: GeneFacts
  readonly how: string
  readonly offset: number
  readonly transcripts: Readonly<Record<Build, Transcript>>
  /** Where the bases come from, when they are held apart from the exons. */
  readonly basesFrom: string | undefined
}

type Kept = {
  readonly seq: string | null
  readonly cdsStart0: number | null
  readonly cdsEnd0: number | null
  readonly protein: string | null
  readonly alignments: Readonly<
    Record<string, { readonly exons: readonly (readonly [number, number, number, number, number, string])[] }>
  >
}

const files = {
  uta: 'genome/hgvs/transcripts.json',
  mehari: 'genome/consequence/brca1-opa1-grch37-transcripts.json',
} as const

const kept = (reference: string, file: keyof typeof files, id: string): Kept => {
  const all = JSON.parse(readFileSync(`${reference}/${files[file]}`, 'utf8')) as {
    transcripts: Readonly<Record<string, Kept>>
  }
  const found = all.transcripts[id]
  if (found === undefined) throw new Error(`${id} is not in ${files[file]}`)
  return found
}

/** Exons on GRCh37 of a kept transcript whose alignment has no gaps; the RefSeq contigs of GRCh37 are the only ones asked for. */
const keptEdges = (id: string, t: Kept): Edges => {
  const on37 = Object.entries(t.alignments).find(([contig]) => contig.startsWith('NC_'))?.[1]
  if (on37 === undefined) throw new Error(`${id} has no alignment`)
  return on37.exons
    .map(([, start, end, low, high, cigar]) => {
      if (end - start !== high - low || !/^\d+[=M]$/.test(cigar)) throw new Error(`${id}: an exon has gaps (${cigar})`)
      return { low, high }
    })
    .toSorted((a, b) => a.low - b.low)
}

/** The alignment of an exon that differs from the genome in single bases, `differing` (0-based, along the transcript from the exon's 5' end). */
const cigarOf = (size: number, differing: readonly number[]): string => {
  let out = ''
  let at = 0
  for (const base of differing) {
    out += `${base > at ? `${base - at}=` : ''}1X`
    at = base + 1
  }
  return at < size ? `${out}${size - at}=` : out
}

/** `differing`: 1-based places on the contig where the transcript is known to have another base than the genome. */
const exonsOf = (edges: Edges, strand: 1 | -1, differing: readonly number[]): readonly Exon[] => {
  let at = 0
  return (strand === 1 ? edges : edges.toReversed()).map(({ low, high }) => {
    const exon = { start: at, end: at + high - low, genomeStart: low, genomeEnd: high }
    at = exon.end
    const inside = differing
      .filter((p) => p > low && p <= high)
      .map((p) => (strand === 1 ? p - 1 - low : high - p))
      .toSorted((a, b) => a - b)
    return inside.length === 0 ? exon : { ...exon, cigar: cigarOf(high - low, inside) }
  })
}

const differingPlaces = (table: string, gene: string, build: Build): readonly number[] =>
  tsvRows(readFileSync(table, 'utf8'))
    .filter((r) => r['gene'] === gene && r['build'] === build)
    .map((r) => Number(r['position']))

const withFirstExon = (both: OnBothBuilds, first38: number): OnBothBuilds => ({
  ...both,
  edges: {
    GRCh38: both.edges.GRCh38.map((e, i) => (i === 0 ? { ...e, low: first38 } : e)),
    GRCh37: both.edges.GRCh37.map((e, i) => (i === 0 ? { ...e, low: first38 + both.offset } : e)),
  },
})

/** The model of one gene on both builds; undefined where only its region is known. */
export const modelOf = (
  facts: GeneFacts,
  tables: { readonly exons: string; readonly sequences: string; readonly differing: string },
  reference: string,
  anchors: readonly Anchor[],
): Model | undefined => {
  const source = facts['model'] ?? 'none'
  if (source === 'none') return undefined
  const [gene, chrom, id] = [facts['gene'] ?? '', facts['chrom'] ?? '', facts['transcript'] ?? '']
  const strand = facts['strand'] === '-' ? -1 : 1
  const [room, otherId] = source.split(':')
  const from = room === 'uta' || room === 'mehari' ? kept(reference, room, otherId ?? id) : undefined
  const stated38 = (facts['grch38_edges'] ?? '')
    .split(',')
    .filter((e) => e !== '')
    .map(Number)
  const found = onBothBuilds(
    gene,
    chrom,
    from === undefined ? heldExons(tables.exons, gene, 'GRCh37') : keptEdges(id, from),
    from === undefined ? heldExons(tables.exons, gene, 'GRCh38') : undefined,
    stated38,
    anchors,
  )
  const both = facts['first_exon_grch38'] ? withFirstExon(found, Number(facts['first_exon_grch38'])) : found
  const cdsStart = facts['cds_start'] ? Number(facts['cds_start']) : (from?.cdsStart0 ?? Number.NaN)
  const cdsEnd = facts['cds_length'] ? cdsStart + Number(facts['cds_length']) : (from?.cdsEnd0 ?? Number.NaN)
  const total = both.edges.GRCh38.reduce((n, e) => n + e.high - e.low, 0)
  const held = tsvRows(readFileSync(tables.sequences, 'utf8')).find((r) => r['gene'] === gene)
  const own = held?.['bases'] ?? (otherId === undefined && from?.seq ? from.seq.slice(0, total) : undefined)
  const isCoding = own !== undefined && own.length !== total && own.length === cdsEnd - cdsStart
  const sequence = isCoding ? own.padStart(cdsEnd, 'N').padEnd(total, 'N') : own
  if (!Number.isInteger(cdsStart) || cdsEnd > total || (cdsEnd - cdsStart) % 3 !== 0)
    throw new Error(`${gene}: coding part ${cdsStart}-${cdsEnd} of ${total}`)
  if (sequence !== undefined && sequence.length !== total) throw new Error(`${gene}: sequence of ${sequence.length}`)
  const on = (build: Build): Transcript => ({
    id,
    gene,
    ...(from?.protein && otherId === undefined ? { protein: from.protein } : {}),
    biotype: 'protein_coding',
    build,
    chrom,
    strand,
    exons: exonsOf(both.edges[build], strand, differingPlaces(tables.differing, gene, build)),
    cds: { start: cdsStart, end: cdsEnd },
    ...(sequence === undefined ? {} : { sequence }),
    tags: id === facts['mane_select'] ? ['MANE Select'] : [],
  })
  return {
    facts,
    basesFrom: held?.['source'],
    how: both.how,
    offset: both.offset,
    transcripts: { GRCh37: on('GRCh37'), GRCh38: on('GRCh38') },
  }
}

/** The rows of genes.tsv beside this script. */
export const geneFacts = (path: string): readonly GeneFacts[] => tsvRows(readFileSync(path, 'utf8'))
