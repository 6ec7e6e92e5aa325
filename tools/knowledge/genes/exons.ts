import { readFileSync } from 'node:fs'
import type { Build } from '../../../src/genome/site.ts'
import { tsvRows } from '../../../src/knowledge/release.ts'
import type { Anchor } from './anchors.ts'

/** Exons of one gene on one build: 0-based half-open, ascending on the contig. */
export type Edges = readonly { readonly low: number; readonly high: number }[]

export type OnBothBuilds = {
  readonly edges: Readonly<Record<Build, Edges>>
  /** GRCh37 place minus GRCh38 place. */
  readonly offset: number
  readonly how: string
}

const shifted = (edges: Edges, by: number): Edges => edges.map((e) => ({ low: e.low + by, high: e.high + by }))

const numbers = (cell: string | undefined): readonly number[] => (cell ?? '').split(',').map(Number)

/** The exons that the facts file holds for a gene and build. */
export const heldExons = (facts: string, gene: string, build: Build): Edges | undefined => {
  const row = tsvRows(readFileSync(facts, 'utf8')).find((r) => r['gene'] === gene && r['build'] === build)
  if (row === undefined) return undefined
  const ends = numbers(row['ends'])
  return numbers(row['starts']).map((low, i) => ({ low, high: ends[i] as number }))
}

/** The one offset by which all inner exon edges of two builds differ. The outer edges may differ: they change from version to version of a transcript. */
const innerOffset = (gene: string, on37: Edges, on38: Edges): number => {
  if (on37.length !== on38.length) throw new Error(`${gene}: ${on37.length} and ${on38.length} exons`)
  const offsets = new Set<number>()
  on37.forEach((e, i) => {
    const other = on38[i] as Edges[number]
    if (i > 0) offsets.add(e.low - other.low)
    if (i < on37.length - 1) offsets.add(e.high - other.high)
  })
  const [only] = offsets
  if (offsets.size !== 1 || only === undefined)
    throw new Error(`${gene}: inner exon edges differ by ${[...offsets].join(', ')}`)
  return only
}

/**
 * A model on both builds. With exons of both, GRCh38's rule, and GRCh37's inner edges have to differ by one offset throughout. With exons of GRCh37 only, the offset is
 * that of every variant known on both builds inside the gene, and either variants of the same offset stand within 300 kb on both sides, or edges on GRCh38 that
 * others state come out.
 */
export const onBothBuilds = (
  gene: string,
  chrom: string,
  on37: Edges | undefined,
  on38: Edges | undefined,
  stated38: readonly number[],
  anchors: readonly Anchor[],
): OnBothBuilds => {
  const agree = (edges: Edges): void => {
    const held = new Set(edges.flatMap((e) => [e.low + 1, e.high]))
    for (const edge of stated38) if (!held.has(edge)) throw new Error(`${gene}: no exon edge at GRCh38 ${edge}`)
  }
  const seen = stated38.length === 0 ? '' : `; ${stated38.length} edges on GRCh38 as stated elsewhere`
  if (on37 !== undefined && on38 !== undefined) {
    const offset = innerOffset(gene, on37, on38)
    agree(on38)
    return {
      edges: { GRCh38: on38, GRCh37: shifted(on38, offset) },
      offset,
      how: `exons of both builds agree at ${2 * on38.length - 2} inner edges${seen}`,
    }
  }
  if (on37 === undefined) throw new Error(`${gene}: no exons on GRCh37`)
  const [low, high] = [on37[0]?.low ?? 0, on37.at(-1)?.high ?? 0]
  const near = anchors.filter((a) => a.chrom === chrom)
  const offsetOf = (a: Anchor): number => a.places.GRCh37.first - a.places.GRCh38.first
  const inside = near.filter((a) => a.places.GRCh37.first > low && a.places.GRCh37.first <= high)
  const offsets = new Set(inside.map(offsetOf))
  const [offset] = offsets
  if (offsets.size !== 1 || offset === undefined)
    throw new Error(`${gene}: variants inside differ by ${[...offsets].join(', ')}`)
  const same = (from: number, to: number): boolean =>
    near.some((a) => a.places.GRCh37.first > from && a.places.GRCh37.first < to && offsetOf(a) === offset)
  const bracketed = same(low - 300_000, low) && same(high, high + 300_000)
  if (!bracketed && stated38.length === 0) throw new Error(`${gene}: nothing holds the offset outside the variants`)
  const edges38 = shifted(on37, -offset)
  agree(edges38)
  return {
    edges: { GRCh37: on37, GRCh38: edges38 },
    offset,
    how: `GRCh38 from GRCh37 by the offset of ${inside.length} variants inside${bracketed ? ' and of variants on both sides' : ''}${seen}`,
  }
}
