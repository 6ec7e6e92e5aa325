import { alt, type SeenRow, zyg } from './seen-row.ts'

/**
 * Genotypes of one person at biallelic single-base places, to be compared with another file of the same build: number of ALTs (0, 1, 2) by place, REF and ALT; a place of which only the
 * reference is stated, without an ALT, is not held. `every`: only positions that this number divides are kept, which bounds memory.
 */
export type Genotypes = { readonly every: number; readonly held: Map<string, 0 | 1 | 2>; references: number }

export const startGenotypes = (every = 1): Genotypes => ({ every, held: new Map(), references: 0 })

const autosome = /^chr\d/

/** Takes one row; only passing, whole, diploid autosomal ones count. */
export const addToGenotypes = (of: Genotypes, row: SeenRow): void => {
  if (row.pos % of.every !== 0 || row.kind !== 0 || !row.passes || row.ploidy !== 2 || !autosome.test(row.chrom)) return
  const own = row.alts.subarray(0, row.altCount).filter((k) => k !== alt.anyOther)
  if (own.length !== 1 || (own[0] !== alt.transition && own[0] !== alt.transversion)) return
  if (row.zygosity !== zyg.reference && row.zygosity !== zyg.het && row.zygosity !== zyg.hom) return
  if (row.first > 1 || row.second > 1 || row.refTo - row.refFrom !== 1) return
  const { text } = row.batch
  const letters = String.fromCharCode(text[row.refFrom] as number, text[row.altFrom] as number).toUpperCase()
  const dosage = (row.first + row.second) as 0 | 1 | 2
  if (dosage === 0) of.references++
  of.held.set(`${row.chrom}:${row.pos}:${letters}`, dosage)
}

/** What two sets of genotypes have to do with each other. `notAssessed`: too few common places. */
export type SameOrNot = 'same' | 'related or unclear' | 'different' | 'notAssessed'

/**
 * `common`: places that both state. `alike`: with the same genotype. `opposite`: one homozygous for REF, the other for ALT.
 * `kinship`: KING-robust coefficient (its form for pairs of one population), only where both files state reference genotypes too (0.5 the same person or a twin, 0.25 a parent, child or sibling; @source Manichaikul 2010, Bioinformatics 26:2867).
 */
export type Concordance = {
  readonly common: number
  readonly alike: number
  readonly opposite: number
  readonly share?: number
  readonly kinship?: number
  readonly verdict: SameOrNot
}

/**
 * Limits. Kinship above 0.354 is a duplicate or twin, below 0.0442 unrelated (@source Manichaikul 2010). Without reference genotypes only the share of alike genotypes among places that vary in both can
 * be told: 0.95 and above is taken as the same, below 0.8 as different (own choice, unverified). Fewer than 200 common places decide nothing (own choice, unverified).
 */
export const concordanceLimits = {
  leastCommon: 200,
  same: 0.95,
  different: 0.8,
  twin: 0.354,
  unrelated: 0.0442,
} as const

const verdictOf = (common: number, share: number, kinship: number | undefined): SameOrNot => {
  if (common < concordanceLimits.leastCommon) return 'notAssessed'
  if (kinship !== undefined) {
    if (kinship > concordanceLimits.twin) return 'same'
    return kinship < concordanceLimits.unrelated ? 'different' : 'related or unclear'
  }
  if (share >= concordanceLimits.same) return 'same'
  return share < concordanceLimits.different ? 'different' : 'related or unclear'
}

/** Compares two sets of genotypes at the places that both state, to find samples that were swapped. */
export const concordance = (a: Genotypes, b: Genotypes): Concordance => {
  let common = 0
  let alike = 0
  let opposite = 0
  let bothHet = 0
  let hetsA = 0
  let hetsB = 0
  for (const [place, x] of a.held) {
    const y = b.held.get(place)
    if (y === undefined) continue
    common++
    if (x === y) alike++
    if (Math.abs(x - y) === 2) opposite++
    if (x === 1) hetsA++
    if (y === 1) hetsB++
    if (x === 1 && y === 1) bothHet++
  }
  if (common === 0) return { common, alike, opposite, verdict: 'notAssessed' }
  const stated = a.references > 0 && b.references > 0 && hetsA + hetsB > 0
  const kinship = stated ? (bothHet - 2 * opposite) / (hetsA + hetsB) : undefined
  const share = alike / common
  const held = { common, alike, opposite, share, ...(kinship === undefined ? {} : { kinship }) }
  return { ...held, verdict: verdictOf(common, share, kinship) }
}
