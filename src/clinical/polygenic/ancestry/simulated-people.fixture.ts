import type { PanelPerson, PanelSites, ReferencePanel } from '../model.ts'
import { bytesPerSite, packSite } from './panel-genotypes.ts'
import { principalAxes } from './principal-axes.ts'

/** Numbers in [0, 1) from a seed (mulberry32). */
export const seeded = (seed: number): (() => number) => {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A standard normal number (Box–Muller). */
export const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

/** Allele frequencies of a population that has drifted from those given; `drift` is Fst. */
export const drifted = (frequencies: Float64Array, drift: number, random: () => number): Float64Array =>
  frequencies.map((p) => Math.min(0.98, Math.max(0.02, p + normal(random) * Math.sqrt(drift * p * (1 - p)))))

/** One person in Hardy–Weinberg proportions. */
export const drawn = (frequencies: Float64Array, random: () => number): Uint8Array =>
  Uint8Array.from(frequencies, (p) => (random() < p ? 1 : 0) + (random() < p ? 1 : 0))

/** Unlinked single-base sites, spread evenly over chromosomes 1 and 2; no pair of letters that reads the same on the other strand. */
export const simulatedSites = (count: number, random: () => number): PanelSites => {
  const half = Math.ceil(count / 2)
  const pairs = ['AC', 'AG', 'CA', 'CT', 'GA', 'GT', 'TC', 'TG']
  const chosen = Array.from({ length: count }, () => pairs[Math.floor(random() * pairs.length)] as string)
  return {
    chroms: [
      { chrom: 'chr1', from: 0, to: half },
      { chrom: 'chr2', from: half, to: count },
    ],
    pos: Uint32Array.from({ length: count }, (_, i) => 1_000_000 + 40_000 * (i % half) + Math.floor(random() * 20_000)),
    refs: chosen.map((p) => p[0] as string),
    alts: chosen.map((p) => p[1] as string),
  }
}

export type SimulatedPanel = {
  readonly panel: ReferencePanel
  readonly frequencies: ReadonlyMap<string, Float64Array>
  readonly ancestral: Float64Array
}

/** Populations that drifted apart from one ancestor, `each` people of them at `sites` sites; every site is one of the axes. */
export const simulatedPanel = (options: {
  readonly groups: readonly string[]
  readonly each: number
  readonly sites: number
  readonly drift: number
  readonly seed: number
  readonly k?: number
  readonly used?: number
}): SimulatedPanel => {
  const random = seeded(options.seed)
  const sites = simulatedSites(options.sites, random)
  const ancestral = Float64Array.from({ length: options.sites }, () => 0.1 + 0.8 * random())
  const frequencies = new Map(options.groups.map((g) => [g, drifted(ancestral, options.drift, random)]))
  const people: PanelPerson[] = []
  const drawnPeople: Uint8Array[] = []
  for (const [group, of] of frequencies) {
    for (let i = 0; i < options.each; i++) {
      people.push({ id: `${group}${i + 1}`, group, unrelated: true })
      drawnPeople.push(drawn(of, random))
    }
  }
  const genotypes = new Uint8Array(options.sites * bytesPerSite(people.length))
  const copies = new Uint8Array(people.length)
  for (let s = 0; s < options.sites; s++) {
    for (let i = 0; i < people.length; i++) copies[i] = (drawnPeople[i] as Uint8Array)[s] as number
    packSite(genotypes, people.length, s, copies)
  }
  const axes = principalAxes(
    { people, genotypes },
    Uint32Array.from({ length: options.sites }, (_, i) => i),
    { k: options.k ?? 6, used: options.used ?? 2 },
  )
  if (axes === undefined) throw new Error('The simulated people do not vary.')
  const panel: ReferencePanel = {
    id: 'simulated',
    release: '1',
    title: 'Simulated people',
    build: 'GRCh38',
    source: 'simulated',
    licence: 'CC0-1.0',
    demonstration: true,
    people,
    sites,
    genotypes,
    axes,
  }
  return { panel, frequencies, ancestral }
}
