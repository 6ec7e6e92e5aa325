import { absentStrand, openStrand } from './call-batch.ts'
import type { BatchColumns } from './batch-columns.ts'

const dot = 46
const slash = 47
const bar = 124

/** Puts two open, unphased strands into a row: what a row without a usable genotype says. */
export const putOpenStrands = (columns: BatchColumns, row: number): void => {
  columns.ploidy[row] = 2
  columns.alleles[2 * row] = openStrand
  columns.alleles[2 * row + 1] = openStrand
  columns.phased[row] = 0
}

/**
 * Reads a GT of any ploidy into a row, with the phasing prefix of VCF 4.4 or without; false when it is none or names an allele above `alts`.
 * `local`: for LGT, the ALT that each local allele stands for (index 0 = local allele 1).
 */
export const putStrands = (
  columns: BatchColumns,
  row: number,
  bytes: Uint8Array,
  from: number,
  to: number,
  alts: number,
  local?: readonly number[],
): boolean => {
  const { alleles } = columns
  if (to - from === 3 && local === undefined) {
    const first = (bytes[from] as number) - 48
    const second = (bytes[from + 2] as number) - 48
    const mark = bytes[from + 1]
    // Two digits with a separator between: nearly every genotype there is.
    if (first >= 0 && first <= 9 && second >= 0 && second <= 9 && (mark === slash || mark === bar)) {
      if (first > alts || second > alts) return false
      alleles[2 * row] = first
      alleles[2 * row + 1] = second
      columns.ploidy[row] = 2
      columns.phased[row] = mark === bar ? 1 : 0
      return true
    }
  }
  let i = from
  let phased = 1
  let strands = 0
  let long: number[] | undefined
  const first = bytes[i]
  if (i < to && (first === slash || first === bar)) {
    if (first === slash) phased = 0
    i++
  }
  alleles[2 * row + 1] = absentStrand
  for (;;) {
    let value = 0
    const begun = i
    if (i < to && bytes[i] === dot) {
      value = openStrand
      i++
    } else {
      for (; i < to; i++) {
        const d = (bytes[i] as number) - 48
        if (d < 0 || d > 9) break
        value = value * 10 + d
      }
      if (i === begun || i - begun > 9) return false
      if (local !== undefined && value > 0) {
        const global = local[value - 1]
        if (global === undefined) return false
        value = global
      }
      if (value > alts || value > 32767) return false
    }
    if (strands < 2) alleles[2 * row + strands] = value
    else {
      long ??= [alleles[2 * row] as number, alleles[2 * row + 1] as number]
      long.push(value)
    }
    strands++
    if (i >= to) break
    const mark = bytes[i]
    if (mark === slash) phased = 0
    else if (mark !== bar) return false
    i++
  }
  if (strands > 255) return false
  columns.ploidy[row] = strands
  columns.phased[row] = phased
  if (long !== undefined) columns.longGenotypes.set(row, long)
  return true
}
