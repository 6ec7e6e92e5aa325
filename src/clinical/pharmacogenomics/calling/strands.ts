import { combinationName, compareAlleleNames } from './allele-name.ts'
import type { Definition } from './definition.ts'
import { halfSeen, noStrand, notSeen, undocumented } from './genotype.ts'
import type { GeneGenotype, Reading } from './genotype.ts'

/** Above this many blocks of phase the strands are not enumerated. */
export const mostBlocks = 12

/** The allele codes of the two strands under one choice of block orientation. */
export type StrandPair = readonly [first: Uint8Array, second: Uint8Array]

/**
 * Every pair of strands the genotype allows: block 0 stays as it is, each further block either way round. One pair when there are no blocks.
 * Empty beyond `mostBlocks` blocks. The second strand of a haploid genotype holds no data.
 */
export const strandPairs = (genotype: GeneGenotype, reading: Reading): readonly StrandPair[] => {
  const k = reading.blocks.length
  if (k > mostBlocks) return []
  const pairs: StrandPair[] = [[genotype.first, genotype.second]]
  for (let flips = 1; flips < 2 ** Math.max(0, k - 1); flips++) {
    const first = genotype.first.slice()
    const second = genotype.second.slice()
    for (let b = 1; b < k; b++) {
      if (((flips >> (b - 1)) & 1) === 0) continue
      for (const p of reading.blocks[b] as readonly number[]) {
        first[p] = genotype.second[p] as number
        second[p] = genotype.first[p] as number
      }
    }
    pairs.push([first, second])
  }
  return pairs
}

/** One way to name a strand: the alleles on it, then variants that none of them explains. */
export type StrandName = {
  readonly name: string
  readonly alleles: readonly number[]
  readonly partials: readonly string[]
}

/** Alleles other than the reference whose own bases all stand on the strand, missing positions left out; one base that is not REF at least. */
export const carried = (
  definition: Definition,
  strand: Uint8Array,
  reading: Reading,
  skip: ReadonlySet<number> = new Set(),
): readonly number[] => {
  const likely = new Set<number>()
  for (const p of reading.altered) {
    const x = strand[p] as number
    if (x > 0 && x < 8) for (const a of definition.spelledBy[p] as readonly number[]) likely.add(a)
  }
  const whole = (a: number) =>
    (definition.core[a] ?? []).every(({ at, codes }) => {
      const x = strand[at] as number
      return x === notSeen || (x < 8 && ((codes >> x) & 1) === 1)
    })
  return [...likely]
    .filter(
      (a) =>
        !skip.has(a) &&
        whole(a) &&
        definition.core[a]?.some((s) => (strand[s.at] as number) > 0 && (strand[s.at] as number) < 8),
    )
    .sort((a, b) => a - b)
}

const overlap = (definition: Definition, a: number, b: number, missing: ReadonlySet<number>): boolean => {
  const at = new Set(definition.core[a]?.map((s) => s.at))
  return (definition.core[b] ?? []).some((s) => at.has(s.at) && !missing.has(s.at))
}

/**
 * Sets of alleles that can stand together on one strand: the one with most own positions first, each further one joins every set it does not
 * overlap; one that joins none opens a set of its own unless a larger or smaller allele already holds its place.
 */
export const viableSets = (
  definition: Definition,
  alleles: readonly number[],
  missing: ReadonlySet<number>,
): readonly (readonly number[])[] => {
  const size = (a: number) => (definition.core[a] ?? []).filter((s) => !missing.has(s.at)).length
  const ordered = [...alleles].sort((a, b) => size(b) - size(a) || a - b)
  const sets: number[][] = []
  for (const a of ordered) {
    let joined = false
    let held = false
    for (const set of sets) {
      const met = set.filter((b) => overlap(definition, a, b, missing))
      if (met.some((b) => size(b) !== size(a))) held = true
      if (met.length > 0) continue
      set.push(a)
      joined = true
    }
    if (!joined && !held) sets.push([a])
  }
  return sets.map((set) => set.toSorted((a, b) => a - b))
}

/** What a strand shows at a position, as HGVS g. without the chromosome; `?` when the strand is not known there. */
const variantName = (definition: Definition, p: number, code: number, text: string | undefined): string => {
  const position = definition.positions[p]
  if (position === undefined) return '?'
  if (code === halfSeen) return `g.${position.pos}?`
  if (code === undocumented) return `g.${position.pos}${position.ref}>${text ?? '?'}`
  return (
    position.hgvs.split('; ')[code - 1] ?? `g.${position.pos}${position.ref}>${definition.vcfAlleles[p]?.[code] ?? '?'}`
  )
}

/** The ways to name a strand by combinations of alleles, with the variants left over as partials. `textAt`: the base behind an undocumented code. */
export const nameStrand = (
  definition: Definition,
  strand: Uint8Array,
  reading: Reading,
  textAt: (position: number) => string | undefined,
): readonly StrandName[] => {
  const missing = new Set(reading.missing)
  const composite = new Set(definition.names.flatMap((n, a) => (n.includes('+') && n.includes('*') ? [a] : [])))
  const alleles = carried(definition, strand, reading, composite)
  const sets = alleles.length <= 1 ? [alleles] : viableSets(definition, alleles, missing)
  return sets.map((set) => {
    const explained = new Set(set.flatMap((a) => definition.core[a]?.map((s) => s.at) ?? []))
    const partials: string[] = []
    for (let p = 0; p < strand.length; p++) {
      const x = strand[p] as number
      if (x === 0 || x === notSeen || x === noStrand || explained.has(p)) continue
      partials.push(variantName(definition, p, x, textAt(p)))
    }
    const names = [...set.map((a) => definition.printed[a] as string), ...partials]
    if (names.length === 0) names.push(definition.names[definition.reference] ?? 'Reference')
    return { name: combinationName(names), alleles: set.length === 0 ? [definition.reference] : set, partials }
  })
}

/** A pair of strand names in the order people write them, with its score. */
export type NamedPair = { readonly alleles: readonly string[]; readonly score: number }

/** Best score first, then by name; each label once. */
export const orderPairs = (pairs: readonly NamedPair[]): readonly NamedPair[] => {
  const byLabel = new Map<string, NamedPair>()
  for (const pair of pairs) {
    const alleles = pair.alleles.toSorted(compareAlleleNames)
    const label = alleles.join('/')
    const known = byLabel.get(label)
    if (known === undefined || known.score < pair.score) byLabel.set(label, { alleles, score: pair.score })
  }
  return [...byLabel.values()].sort(
    (x, y) =>
      y.score - x.score ||
      compareAlleleNames(x.alleles[0] ?? '', y.alleles[0] ?? '') ||
      compareAlleleNames(x.alleles[1] ?? '', y.alleles[1] ?? ''),
  )
}
