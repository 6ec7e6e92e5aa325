import type { Definition } from './definition.ts'
import type { GeneGenotype, Reading } from './genotype.ts'

/**
 * The alleles that fit a genotype somewhere, laid out for pairing. `fits[i][k]`: whether allele `found[i]` fits the first and the second strand of block k.
 * `together(i, j)`: whether two of them, by their numbers in `found`, explain the genotype. A genotype with a half-seen or undocumented base has none.
 */
export type PairLayout = {
  readonly found: readonly number[]
  readonly fits: readonly (readonly (readonly [first: boolean, second: boolean])[])[]
  readonly together: (i: number, j: number) => boolean
}

/**
 * Alleles that fit at least one strand at every position seen, in order. An allele that excludes REF somewhere must find its
 * base there, so only the altered and missing positions are looked at.
 */
const candidates = (definition: Definition, genotype: GeneGenotype, reading: Reading): readonly number[] => {
  const { exclusions, excludingRef, allowed, positions } = definition
  const n = positions.length
  const touched = new Map<number, number>()
  const touch = (p: number) => {
    for (const a of excludingRef[p] as readonly number[]) touched.set(a, (touched.get(a) ?? 0) + 1)
  }
  for (const p of reading.altered) touch(p)
  for (const p of reading.missing) touch(p)
  const likely = [...definition.openToRef]
  for (const [a, count] of touched) if (count === exclusions[a]) likely.push(a)
  const found: number[] = []
  for (const a of likely) {
    let fits = true
    for (const p of reading.altered) {
      const codes = allowed[a * n + p] as number
      const x = genotype.first[p] as number
      const y = genotype.second[p] as number
      if ((x < 8 && (codes >> x) & 1) || (y < 8 && (codes >> y) & 1)) continue
      fits = false
      break
    }
    if (fits) found.push(a)
  }
  return found.sort((a, b) => a - b)
}

const fitsStrand = (definition: Definition, a: number, block: readonly number[], strand: Uint8Array): boolean => {
  const n = definition.positions.length
  for (const p of block) {
    const x = strand[p] as number
    if (x >= 8 || (((definition.allowed[a * n + p] as number) >> x) & 1) === 0) return false
  }
  return true
}

/** Lays out the alleles of `keep` that fit. Pairing two costs one operation per 32 blocks of phase. */
export const layOut = (
  definition: Definition,
  genotype: GeneGenotype,
  reading: Reading,
  keep: (allele: number) => boolean,
): PairLayout => {
  const readable = reading.seen > 0 && reading.partial.length === 0 && reading.undocumented.length === 0
  const found = readable ? candidates(definition, genotype, reading).filter(keep) : []
  const blocks = reading.blocks
  const words = Math.ceil(blocks.length / 32)
  const left = new Uint32Array(found.length * words)
  const right = new Uint32Array(found.length * words)
  const fits = found.map((a, i) =>
    blocks.map((block, k) => {
      const first = fitsStrand(definition, a, block, genotype.first)
      const second = fitsStrand(definition, a, block, genotype.second)
      const w = i * words + (k >>> 5)
      if (first) left[w] = (left[w] as number) | (1 << (k & 31))
      if (second) right[w] = (right[w] as number) | (1 << (k & 31))
      return [first, second] as const
    }),
  )
  const full = Uint32Array.from({ length: words }, (_, w) => {
    const bits = Math.min(32, blocks.length - 32 * w)
    return bits === 32 ? 0xffffffff : 2 ** bits - 1
  })
  const together = (i: number, j: number): boolean => {
    for (let w = 0; w < words; w++) {
      const li = left[i * words + w] as number
      const ri = right[i * words + w] as number
      const lj = left[j * words + w] as number
      const rj = right[j * words + w] as number
      if ((((li & rj) | (ri & lj)) ^ (full[w] as number)) !== 0) return false
    }
    return true
  }
  return { found, fits, together }
}

/** Of the alleles laid out, those that stand in at least one pair (or alone, where there is one strand). */
export const pairedAlleles = (layout: PairLayout, reading: Reading): ReadonlySet<number> => {
  const { found, together } = layout
  if (reading.haploid || reading.blocks.length === 0) return new Set(found)
  return new Set(found.filter((_, i) => found.some((_b, j) => together(i, j))))
}

/** The pairs among the alleles laid out, as allele numbers, the lower first; single alleles where there is one strand. */
export const pairsOf = (layout: PairLayout, reading: Reading): readonly (readonly [a: number, b: number])[] => {
  const { found, together } = layout
  if (reading.haploid) return found.map((a) => [a, -1] as const)
  const pairs: (readonly [number, number])[] = []
  found.forEach((a, i) => {
    for (let j = i; j < found.length; j++) if (together(i, j)) pairs.push([a, found[j] as number])
  })
  return pairs
}
