import type { Definition } from './definition.ts'

/** Allele codes beside 0 (REF) and i (the i-th VCF allele of the definition). */
export const notSeen = 255
/** One strand of a genotype that is half given (`1/.`). */
export const halfSeen = 254
/** A base that the definition does not list. */
export const undocumented = 253
/** No second strand: haploid. */
export const noStrand = 252

/** The allele codes of one sample at a gene's positions, in the definition's order. `phaseSets`: PS of phased heterozygous positions. */
export type GeneGenotype = {
  readonly first: Uint8Array
  readonly second: Uint8Array
  readonly phased: Uint8Array
  readonly phaseSets?: readonly (string | null)[]
}

/** A run of heterozygous positions whose strands are known relative to each other; strand labels between blocks are not. */
export type Block = readonly number[]

/**
 * What matching needs to know of a genotype.
 * `seen`: positions with a genotype. `altered`: positions that are not plain homozygous (or haploid) REF, missing ones left out.
 * `blocks`: heterozygous positions by phase; an unphased one is a block of its own. `effectivelyPhased`: something was seen and at most two strands are possible.
 */
export type Reading = {
  readonly seen: number
  readonly missing: readonly number[]
  readonly altered: readonly number[]
  readonly homozygousAlt: readonly number[]
  readonly blocks: readonly Block[]
  readonly haploid: boolean
  readonly phased: boolean
  readonly effectivelyPhased: boolean
  readonly partial: readonly number[]
  readonly undocumented: readonly number[]
}

/** Sorts the positions of one genotype by what they say. A gene counts as haploid when every position seen has one strand only. */
export const readGenotype = (definition: Definition, genotype: GeneGenotype): Reading => {
  const { first, second, phased, phaseSets } = genotype
  const n = definition.positions.length
  const missing: number[] = []
  const altered: number[] = []
  const homozygousAlt: number[] = []
  const blocks: number[][] = []
  const partial: number[] = []
  const unknown: number[] = []
  let named: Map<string | null, number[]> | undefined
  let haploidSeen = 0
  let allPhased = true
  for (let p = 0; p < n; p++) {
    const x = first[p] as number
    const y = second[p] as number
    if (phased[p] === 0 && x !== notSeen) allPhased = false
    if (x === 0 && y === 0) continue
    if (x === notSeen) {
      missing.push(p)
      continue
    }
    if (y === noStrand) {
      haploidSeen++
      if (x === 0) continue
    }
    altered.push(p)
    if (x === undocumented || y === undocumented) unknown.push(p)
    if (x === halfSeen || y === halfSeen) partial.push(p)
    if (x === y || y === noStrand) {
      homozygousAlt.push(p)
      continue
    }
    if (phased[p] === 0) {
      blocks.push([p])
      continue
    }
    named ??= new Map()
    const set = phaseSets?.[p] ?? null
    const block = named.get(set)
    if (block === undefined) {
      const opened = [p]
      named.set(set, opened)
      blocks.push(opened)
    } else block.push(p)
  }
  const seen = n - missing.length
  return {
    seen,
    missing,
    altered,
    homozygousAlt,
    blocks,
    haploid: seen > 0 && haploidSeen === seen,
    phased: allPhased,
    effectivelyPhased: seen > 0 && blocks.length <= 1,
    partial,
    undocumented: unknown,
  }
}
