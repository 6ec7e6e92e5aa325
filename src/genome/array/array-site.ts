import type { Site } from '../site.ts'
import { isIndel } from '../sites/windows.ts'
import type { ArrayGenotype } from './array-row.ts'

/** Wanted sites by place (`chr1:101`) and by rsid. */
export type SiteLookup = {
  readonly byPlace: ReadonlyMap<string, readonly Site[]>
  readonly byRsid: ReadonlyMap<string, readonly Site[]>
}

export const siteLookup = (sites: readonly Site[]): SiteLookup => ({
  byPlace: Map.groupBy(sites, (s) => `${s.chrom}:${s.pos}`),
  byRsid: Map.groupBy(
    sites.filter((s) => s.rsid),
    (s) => s.rsid ?? '',
  ),
})

/**
 * The site a row speaks of: by rsid where the row has no place or, for indels, one a few bases off (makers count them differently); else by place, where an indel and a
 * substitution may share one.
 */
export const siteOf = (known: SiteLookup, genotype: ArrayGenotype): Site | undefined => {
  const { ids, chrom, pos, letters } = genotype
  const named = ids.flatMap((id) => known.byRsid.get(id) ?? [])
  const [only] = named
  if (named.length === 1 && only !== undefined && (chrom === undefined || pos === undefined)) return only
  const here = known.byPlace.get(`${chrom}:${pos}`) ?? []
  const near = named.find(
    (s) => isIndel(s) && s.chrom === chrom && Math.abs(s.pos - (pos ?? 0)) <= s.ref.length + (s.after ?? '').length,
  )
  const lettersOfIndel = letters.some((l) => l === 'I' || l === 'D')
  return (
    here.find((s) => s.rsid !== undefined && ids.includes(s.rsid)) ??
    near ??
    here.find((s) => isIndel(s) === lettersOfIndel) ??
    here[0]
  )
}

/** The site that a row names by rsid alone, on the same chromosome: what is left where positions are of another build. */
export const siteNamed = (known: SiteLookup, { ids, chrom }: ArrayGenotype): Site | undefined => {
  const named = ids.flatMap((id) => known.byRsid.get(id) ?? [])
  return named.length === 1 && (chrom === undefined || named[0]?.chrom === chrom) ? named[0] : undefined
}
