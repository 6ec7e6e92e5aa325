import { firstFrom } from '../../shared/sorted-search.ts'
import type { Stretches } from '../archive/callable-bed.ts'
import { type WindowIndex, firstWindowFrom, windowIndex } from '../sites/windows.ts'
import type { Region, Site } from '../site.ts'
import type { NamedRegion } from './bed-regions.ts'
import { type CallThresholds, reaches } from './call-thresholds.ts'
import { alt, type SeenRow, zyg } from './seen-row.ts'

/**
 * What is known of a base. `called`: a variant row with a whole genotype; `reference`: a row or block says that it is as in the reference; `noCall`: a row leaves it open, wholly or on one strand, or only says that something else
 * than what it writes is there;
 * `below`: too few reads, too low a quality or a failed filter; `absent`: no row speaks of it, so it is not known; `inBed`: no row, but the user's callable regions hold it;
 * `outsideBed`: no row, and those regions do not hold it.
 */
export const callStates = ['reference', 'called', 'below', 'noCall', 'inBed', 'absent', 'outsideBed'] as const
export type CallState = (typeof callStates)[number]

/** Whether a base in this state was looked at. */
export const isAssessed = (state: CallState): boolean =>
  state === 'reference' || state === 'called' || state === 'inBed'

/** A place of interest. `gene`: the region of that name counts it as its own, wherever it lies. */
export type ListedSite = Site & { readonly gene?: string }

type Spans = { readonly starts: number[]; readonly ends: number[]; readonly states: number[] }

/** What the rows of a file say of the bases of wanted regions and sites. */
export type Callability = {
  readonly regions: readonly NamedRegion[]
  readonly sites: readonly ListedSite[]
  readonly windows: WindowIndex
  readonly thresholds: CallThresholds
  readonly spans: Map<string, Spans>
}

const noSites = { GRCh37: [], GRCh38: [] } as const

const endOf = (site: Site): number => site.pos + site.ref.length - 1

export const startCallability = (
  regions: readonly NamedRegion[],
  sites: readonly ListedSite[],
  thresholds: CallThresholds,
): Callability => {
  const places = sites.map((s): Region => ({ chrom: s.chrom, start: s.pos, end: endOf(s) }))
  const windows = windowIndex(noSites, [...regions, ...places])
  return { regions, sites, windows, thresholds, spans: new Map() }
}

/** A strand carries something that the row does not write out (`<NON_REF>`, `<*>`). */
const isOther = (row: SeenRow, strand: number): boolean => strand > 0 && row.alts[strand - 1] === alt.anyOther

/** Index into `callStates` of what a row says of its bases. Where rows differ about a base, the larger one counts: what one row leaves open stays open. */
const stateOf = (row: SeenRow, need: CallThresholds): number => {
  if (row.zygosity === zyg.none || row.zygosity === zyg.half) return 3
  if (isOther(row, row.first) || isOther(row, row.second)) return 3
  if (!row.passes || !reaches(row, need)) return 2
  return row.zygosity === zyg.reference ? 0 : 1
}

/** Takes one row. Symbolic rows and breakends say nothing about single bases. */
export const addToCallability = (of: Callability, row: SeenRow): void => {
  const windows = of.windows.get(row.chrom)
  if (windows === undefined || row.kind === 3) return
  let w = firstWindowFrom(windows, row.pos)
  if (w === windows.ends.length || (windows.starts[w] as number) > row.end) return
  const state = stateOf(row, of.thresholds)
  let spans = of.spans.get(row.chrom)
  if (spans === undefined) of.spans.set(row.chrom, (spans = { starts: [], ends: [], states: [] }))
  for (; w < windows.ends.length && (windows.starts[w] as number) <= row.end; w++) {
    const start = Math.max(row.pos, windows.starts[w] as number)
    const end = Math.min(row.end, windows.ends[w] as number)
    const last = spans.ends.length - 1
    if (last >= 0 && spans.states[last] === state && start === (spans.ends[last] as number) + 1) spans.ends[last] = end
    else {
      spans.starts.push(start)
      spans.ends.push(end)
      spans.states.push(state)
    }
  }
}

/** What two parts of one file say together. Both were started with the same regions and sites. */
export const mergeCallability = (a: Callability, b: Callability): Callability => {
  const spans = new Map<string, Spans>()
  for (const part of [a, b])
    for (const [chrom, of] of part.spans) {
      const held = spans.get(chrom)
      spans.set(
        chrom,
        held === undefined
          ? of
          : {
              starts: [...held.starts, ...of.starts],
              ends: [...held.ends, ...of.ends],
              states: [...held.states, ...of.states],
            },
      )
    }
  return { ...a, spans }
}

/** A stretch of bases of one state, 1-based, both ends included. */
export type CallSpan = { readonly start: number; readonly end: number; readonly state: CallState }

type Told = { readonly starts: Int32Array; readonly ends: Int32Array; readonly states: Uint8Array }

/** Makes the spans of one chromosome disjoint and ascending; at each base the largest state counts. */
const settled = (spans: Spans): Told => {
  const n = spans.starts.length
  const events: [at: number, state: number, by: number][] = []
  for (let i = 0; i < n; i++) {
    events.push([spans.starts[i] as number, spans.states[i] as number, 1])
    events.push([(spans.ends[i] as number) + 1, spans.states[i] as number, -1])
  }
  events.sort((a, b) => a[0] - b[0])
  const open = [0, 0, 0, 0]
  const starts: number[] = []
  const ends: number[] = []
  const states: number[] = []
  let from = 0
  for (const [at, state, by] of events) {
    if (at > from) {
      const top = open.findLastIndex((n) => n > 0)
      const last = ends.length - 1
      if (top >= 0 && last >= 0 && states[last] === top && ends[last] === from - 1) ends[last] = at - 1
      else if (top >= 0) {
        starts.push(from)
        ends.push(at - 1)
        states.push(top)
      }
      from = at
    }
    open[state] = (open[state] as number) + by
  }
  return { starts: Int32Array.from(starts), ends: Int32Array.from(ends), states: Uint8Array.from(states) }
}

const nothing: Told = { starts: new Int32Array(), ends: new Int32Array(), states: new Uint8Array() }

const push = (out: CallSpan[], start: number, end: number, state: CallState): void => {
  const last = out.at(-1)
  if (last !== undefined && last.state === state && last.end === start - 1) out[out.length - 1] = { ...last, end }
  else out.push({ start, end, state })
}

/** The bases no row speaks of, told apart by the callable regions where the user gave any. */
const pushUnsaid = (out: CallSpan[], start: number, end: number, callable: Stretches | undefined | 'none'): void => {
  if (callable === 'none') return push(out, start, end, 'absent')
  if (callable === undefined) return push(out, start, end, 'outsideBed')
  let at = start
  for (let w = firstFrom(callable.ends, start); w < callable.ends.length && at <= end; w++) {
    const from = Math.max(at, callable.starts[w] as number)
    const to = Math.min(end, callable.ends[w] as number)
    if (from > end) break
    if (from > at) push(out, at, from - 1, 'outsideBed')
    push(out, from, to, 'inBed')
    at = to + 1
  }
  if (at <= end) push(out, at, end, 'outsideBed')
}

const spansIn = (
  told: Told,
  start: number,
  end: number,
  callable: Stretches | undefined | 'none',
): readonly CallSpan[] => {
  const out: CallSpan[] = []
  let at = start
  for (let i = firstFrom(told.ends, start); i < told.ends.length && (told.starts[i] as number) <= end; i++) {
    const from = Math.max(at, told.starts[i] as number)
    if (from > at) pushUnsaid(out, at, from - 1, callable)
    const to = Math.min(end, told.ends[i] as number)
    push(out, from, to, callStates[told.states[i] as number] as CallState)
    at = to + 1
  }
  if (at <= end) pushUnsaid(out, at, end, callable)
  return out
}

/** How much of a region of this name was looked at. `gaps`: stretches that were not, in order. `sites`: listed sites of its own or, where a site names no gene, inside it; `notAssessed`: those of which some base was not looked at. */
export type RegionCallability = {
  readonly name: string
  readonly bases: number
  readonly assessed: number
  readonly byState: Readonly<Partial<Record<CallState, number>>>
  readonly gaps: readonly (CallSpan & { readonly chrom: string })[]
  readonly sites: number
  readonly notAssessed: readonly ListedSite[]
}

/** The state of a listed site: of its bases (all those of REF) the least known. */
export type SiteCallability = { readonly site: ListedSite; readonly state: CallState }

export type CallabilityTold = {
  readonly regions: readonly RegionCallability[]
  readonly sites: readonly SiteCallability[]
}

const leastKnown: readonly CallState[] = ['outsideBed', 'absent', 'noCall', 'below', 'inBed', 'reference', 'called']

/** What was found, by name of region in the order given, and by site. `callable`: the user's statement of where absent rows mean reference. */
export const callabilityTold = (of: Callability, callable?: ReadonlyMap<string, Stretches>): CallabilityTold => {
  const told = new Map([...of.spans].map(([chrom, spans]) => [chrom, settled(spans)]))
  const look = (chrom: string, start: number, end: number): readonly CallSpan[] =>
    spansIn(told.get(chrom) ?? nothing, start, end, callable === undefined ? 'none' : callable.get(chrom))
  const sites = of.sites.map((site): SiteCallability => {
    const states = new Set(look(site.chrom, site.pos, endOf(site)).map((s) => s.state))
    return { site, state: leastKnown.find((s) => states.has(s)) ?? 'absent' }
  })
  const byName = Map.groupBy(of.regions, (r) => r.name)
  const regions = [...byName].map(([name, parts]): RegionCallability => {
    const byState: Partial<Record<CallState, number>> = {}
    const gaps: (CallSpan & { chrom: string })[] = []
    for (const [chrom, of] of windowIndex(noSites, parts))
      for (const [i, start] of of.starts.entries())
        for (const span of look(chrom, start, of.ends[i] as number)) {
          byState[span.state] = (byState[span.state] ?? 0) + span.end - span.start + 1
          if (!isAssessed(span.state)) gaps.push({ chrom, ...span })
        }
    const within = sites.filter(
      ({ site }) =>
        site.gene === name ||
        (site.gene === undefined &&
          parts.some((p) => p.chrom === site.chrom && p.start <= endOf(site) && p.end >= site.pos)),
    )
    const sum = (states: readonly CallState[]): number => states.reduce((n, s) => n + (byState[s] ?? 0), 0)
    return {
      name,
      bases: sum(callStates),
      assessed: sum(callStates.filter(isAssessed)),
      byState,
      gaps,
      sites: within.length,
      notAssessed: within.filter((s) => !isAssessed(s.state)).map((s) => s.site),
    }
  })
  return { regions, sites }
}
