import type { PanelSites, ReferencePanel } from '../model.ts'

/** In two bits: not called. */
export const notCalled = 3

/** Bytes that one site takes of people packed at two bits each. */
export const bytesPerSite = (people: number): number => (people + 3) >> 2

/** Copies of ALT of every person at one site (0, 1, 2, or `notCalled`), written into `out`. */
export const unpackSite = (genotypes: Uint8Array, people: number, site: number, out: Uint8Array): void => {
  const from = site * bytesPerSite(people)
  for (let i = 0; i < people; i++) out[i] = ((genotypes[from + (i >> 2)] as number) >> (2 * (i & 3))) & 3
}

/** Writes the copies of every person at one site into `genotypes`. */
export const packSite = (genotypes: Uint8Array, people: number, site: number, copies: Uint8Array): void => {
  const from = site * bytesPerSite(people)
  for (let i = 0; i < people; i++) {
    const at = from + (i >> 2)
    genotypes[at] = (genotypes[at] as number) | ((copies[i] as number) << (2 * (i & 3)))
  }
}

/** Indices of the people that models are fitted on. */
export const unrelatedOf = (panel: Pick<ReferencePanel, 'people'>): Uint32Array =>
  Uint32Array.from(panel.people.flatMap((p, i) => (p.unrelated ? [i] : [])))

/** The sites of a panel at one position, as first index and end; empty when it holds none there. */
export const sitesAt = (sites: PanelSites, chrom: string, pos: number): readonly [from: number, to: number] => {
  const stretch = sites.chroms.find((c) => c.chrom === chrom)
  if (stretch === undefined) return [0, 0]
  let low = stretch.from
  let high = stretch.to
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sites.pos[middle] as number) < pos) low = middle + 1
    else high = middle
  }
  let to = low
  while (to < stretch.to && sites.pos[to] === pos) to++
  return [low, to]
}

/** The chromosome of a site. */
export const chromOf = (sites: PanelSites, site: number): string =>
  sites.chroms.find((c) => site >= c.from && site < c.to)?.chrom ?? ''

/** How many of the unrelated people have 0, 1 and 2 copies of ALT at a site. */
export type SiteCounts = (site: number) => readonly [none: number, one: number, two: number]

/** Counts of a panel's sites, each counted when it is first asked for. */
export const siteCounts = (panel: Pick<ReferencePanel, 'people' | 'sites' | 'genotypes'>): SiteCounts => {
  const people = panel.people.length
  const unrelated = unrelatedOf(panel)
  const copies = new Uint8Array(people)
  const isCounted = new Uint8Array(panel.sites.pos.length)
  const counts = new Uint32Array(3 * panel.sites.pos.length)
  return (site) => {
    const at = 3 * site
    if (isCounted[site] === 0) {
      unpackSite(panel.genotypes, people, site, copies)
      for (const i of unrelated) {
        const g = copies[i] as number
        if (g !== notCalled) counts[at + g] = (counts[at + g] as number) + 1
      }
      isCounted[site] = 1
    }
    return [counts[at] as number, counts[at + 1] as number, counts[at + 2] as number]
  }
}

/** Adds to every person's sum what their genotype at one site is worth: `values` for 0, 1, 2 copies and not called. */
export const addSite = (
  genotypes: Uint8Array,
  site: number,
  values: readonly [number, number, number, number],
  sums: Float64Array,
): void => {
  const people = sums.length
  const from = site * bytesPerSite(people)
  const whole = people >> 2
  for (let b = 0, i = 0; b < whole; b++, i += 4) {
    const four = genotypes[from + b] as number
    sums[i] = (sums[i] as number) + (values[four & 3] as number)
    sums[i + 1] = (sums[i + 1] as number) + (values[(four >> 2) & 3] as number)
    sums[i + 2] = (sums[i + 2] as number) + (values[(four >> 4) & 3] as number)
    sums[i + 3] = (sums[i + 3] as number) + (values[four >> 6] as number)
  }
  for (let i = 4 * whole; i < people; i++)
    sums[i] = (sums[i] as number) + (values[((genotypes[from + whole] as number) >> (2 * (i & 3))) & 3] as number)
}
