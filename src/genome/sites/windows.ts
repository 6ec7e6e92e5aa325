import { firstFrom, firstWhere } from '../../shared/sorted-search.ts'
import type { Region, Site, WantedSites } from '../site.ts'

/** Disjoint stretches of one chromosome in ascending order, both ends included. */
export type Windows = { readonly starts: Float64Array; readonly ends: Float64Array }

/** Where rows matter, by canonical chromosome. */
export type WindowIndex = ReadonlyMap<string, Windows>

/** How far right of an indel whose repeat is not known the same indel in another notation is looked for, in bases. */
export const repeatReach = 50

/** Whether any ALT of a site has another length than its REF. */
export const isIndel = (site: Site): boolean => site.alts.some((alt) => alt.length !== site.ref.length)

/** Last base at which a row can say something about a site. */
export const lastBase = (site: Site): number => {
  const end = site.pos + site.ref.length - 1
  if (!isIndel(site)) return end
  const unit = Math.max(...site.alts.map((alt) => Math.abs(alt.length - site.ref.length)))
  return end + (site.after === undefined ? repeatReach : site.after.length + unit)
}

/** Joins everything wanted on either build, and the regions where structural records count, into windows. */
export const windowIndex = (wanted: WantedSites, regions: readonly Region[]): WindowIndex => {
  const spans = new Map<string, [number, number][]>()
  const add = (chrom: string, start: number, end: number): void => {
    const list = spans.get(chrom) ?? []
    if (list.length === 0) spans.set(chrom, list)
    list.push([start, end])
  }
  for (const site of [...wanted.GRCh38, ...wanted.GRCh37]) add(site.chrom, site.pos, lastBase(site))
  for (const r of regions) add(r.chrom, r.start, r.end)
  const index = new Map<string, Windows>()
  for (const [chrom, list] of spans) {
    list.sort((a, b) => a[0] - b[0])
    const starts: number[] = []
    const ends: number[] = []
    for (const [start, end] of list) {
      const last = ends.length - 1
      if (last >= 0 && start <= (ends[last] as number) + 1) ends[last] = Math.max(ends[last] as number, end)
      else {
        starts.push(start)
        ends.push(end)
      }
    }
    index.set(chrom, { starts: Float64Array.from(starts), ends: Float64Array.from(ends) })
  }
  return index
}

/** Index of the first window that ends at or after `pos`; the number of windows when there is none. */
export const firstWindowFrom = (windows: Windows, pos: number): number => firstFrom(windows.ends, pos)

/** Sites of one build, by chromosome and ascending position, with the index each has in the wanted list. */
export type SiteIndex = ReadonlyMap<
  string,
  { readonly sites: readonly { readonly site: Site; readonly index: number }[]; readonly longest: number }
>

export const siteIndex = (sites: readonly Site[]): SiteIndex => {
  const out = new Map<string, { sites: { site: Site; index: number }[]; longest: number }>()
  sites.forEach((site, index) => {
    const of = out.get(site.chrom) ?? { sites: [], longest: 0 }
    if (of.sites.length === 0) out.set(site.chrom, of)
    of.sites.push({ site, index })
    of.longest = Math.max(of.longest, lastBase(site) - site.pos)
  })
  for (const of of out.values()) of.sites.sort((a, b) => a.site.pos - b.site.pos)
  return out
}

/** Calls `each` for every site to which a row from `start` to `end` can speak. */
export const sitesTouched = (
  index: SiteIndex,
  chrom: string,
  start: number,
  end: number,
  each: (site: Site, index: number) => void,
): void => {
  const of = index.get(chrom)
  if (of === undefined) return
  const { sites, longest } = of
  const first = firstWhere(sites.length, (i) => (sites[i] as { site: Site }).site.pos >= start - longest)
  for (let i = first; i < sites.length; i++) {
    const { site, index } = sites[i] as { site: Site; index: number }
    if (site.pos > end) break
    if (lastBase(site) >= start) each(site, index)
  }
}
