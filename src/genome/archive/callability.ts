import { firstFrom } from '../../shared/sorted-search.ts'
import { defaults } from '../read-options.ts'
import type { Call } from '../calls/index.ts'
import type { Archive } from './open-archive.ts'
import { isAnyOther } from '../vcf/any-other.ts'

/**
 * What is known of a stretch: `called`: rows state the genotype of every base, well enough; or the file is silent and whoever packed the archive stated that silence means reference there.
 * `notCalled`: rows leave it open, fail a filter or rest on too little; or a gVCF, which speaks of all that was looked at, is silent; or it lies outside what was stated callable.
 * `unknown`: a plain VCF is silent. `depth` and `quality`: the least of the rows, where they state any.
 */
export type CallabilitySpan = {
  readonly start: number
  readonly end: number
  readonly state: 'called' | 'notCalled' | 'unknown'
  readonly basis: 'rows' | 'stated' | 'silence'
  readonly depth?: number
  readonly quality?: number
}

/** From which depth and genotype quality on a call counts; applied to what a row states. 10 reads and GQ 20 unless given. */
export type CallabilityLimits = { readonly depth?: number; readonly quality?: number }

const lesser = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined ? b : b === undefined ? a : Math.min(a, b)

const isEnough = (call: Call, limits: CallabilityLimits): boolean => {
  const depth = call.minDepth ?? call.depth
  const isOther = (a: number | null): boolean => a !== null && a > 0 && isAnyOther(call.alts[a - 1])
  return (
    (call.filter === 'PASS' || call.filter === '.') &&
    !call.alleles.includes(null) &&
    !call.alleles.some(isOther) &&
    (depth === undefined || depth >= (limits.depth ?? defaults.blockDepth)) &&
    (call.quality === undefined || call.quality >= (limits.quality ?? defaults.blockQuality))
  )
}

const overlap = (calls: readonly Call[], start: number, end: number, limits: CallabilityLimits): CallabilitySpan => {
  let enough = true
  let depth: number | undefined
  let quality: number | undefined
  for (const call of calls) {
    if (!isEnough(call, limits)) enough = false
    depth = lesser(depth, call.minDepth ?? call.depth)
    quality = lesser(quality, call.quality)
  }
  return {
    start,
    end,
    state: enough ? 'called' : 'notCalled',
    basis: 'rows',
    ...(depth === undefined ? {} : { depth }),
    ...(quality === undefined ? {} : { quality }),
  }
}

/** What silence means between `start` and `end`, cut where a stated stretch begins or ends. */
const silence = (archive: Archive, chrom: string, start: number, end: number): readonly CallabilitySpan[] => {
  const { callable: table, read } = archive.directory
  if (table === undefined)
    return [{ start, end, state: read.format === 'gvcf' ? 'notCalled' : 'unknown', basis: 'silence' }]
  const { starts, ends } = archive.callable(chrom) ?? { starts: new Int32Array(0), ends: new Int32Array(0) }
  const out: CallabilitySpan[] = []
  let at = start
  for (let i = firstFrom(ends, start); i < starts.length && (starts[i] as number) <= end; i++) {
    const from = Math.max(at, starts[i] as number)
    const to = Math.min(end, ends[i] as number)
    if (from > at) out.push({ start: at, end: from - 1, state: 'notCalled', basis: 'stated' })
    out.push({ start: from, end: to, state: 'called', basis: 'stated' })
    at = to + 1
  }
  if (at <= end) out.push({ start: at, end, state: 'notCalled', basis: 'stated' })
  return out
}

/**
 * What is known of every base from `start` to `end` (1-based, both included): spans in ascending order that fill the stretch, neighbours of one state and basis joined. Where rows overlap,
 * one that leaves a base open outweighs one that calls it. Symbolic rows say nothing of single bases and are left out.
 */
export const callabilityOf = (
  archive: Archive,
  chrom: string,
  start: number,
  end: number,
  limits: CallabilityLimits = {},
): readonly CallabilitySpan[] => {
  const calls = archive
    .over({ chrom, start, end })
    .filter((c) => c.kind !== 'symbolic')
    .toSorted((a, b) => a.pos - b.pos)
  const cuts = new Set([start, end + 1])
  for (const c of calls) {
    if (c.pos > start) cuts.add(c.pos)
    if (c.end < end) cuts.add(c.end + 1)
  }
  const edges = [...cuts].toSorted((a, b) => a - b)
  const spans: CallabilitySpan[] = []
  let active: Call[] = []
  let next = 0
  for (const [i, from] of edges.slice(0, -1).entries()) {
    const to = (edges[i + 1] as number) - 1
    active = active.filter((c) => c.end >= from)
    for (; next < calls.length && (calls[next] as Call).pos <= from; next++)
      if ((calls[next] as Call).end >= from) active.push(calls[next] as Call)
    if (active.length === 0) spans.push(...silence(archive, chrom, from, to))
    else spans.push(overlap(active, from, to, limits))
  }
  return joinedSpans(spans)
}

const joinedSpans = (spans: readonly CallabilitySpan[]): readonly CallabilitySpan[] => {
  const out: CallabilitySpan[] = []
  for (const span of spans) {
    const last = out.at(-1)
    if (last === undefined || last.state !== span.state || last.basis !== span.basis) {
      out.push(span)
      continue
    }
    const depth = lesser(last.depth, span.depth)
    const quality = lesser(last.quality, span.quality)
    out[out.length - 1] = {
      ...last,
      end: span.end,
      ...(depth === undefined ? {} : { depth }),
      ...(quality === undefined ? {} : { quality }),
    }
  }
  return out
}
