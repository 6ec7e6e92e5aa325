import type { ValueType } from './key-rule.ts'

const float = /^[-+]?(?:[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?|inf|infinity|nan)$/i
const lowest = -2147483640
const highest = 2147483647

/** What is wrong with one value: not of its Type, or an integer that 32 bits do not hold. */
export type ValueFault = 'type' | 'integer'

/** Whether a text is a number as VCF writes it. */
export const isFloat = (text: string): boolean => {
  // Plain decimals, by far the most frequent, without the pattern.
  const n = text.length
  let digits = false
  let dot = false
  for (let i = 0; i < n; i++) {
    const c = text.charCodeAt(i)
    if (c >= 48 && c <= 57) digits = true
    else if (c === 46 && !dot && i < n - 1) dot = true
    else if (c === 45 && i === 0) continue
    else return float.test(text)
  }
  return digits
}

const integer = (text: string): ValueFault | undefined => {
  const n = text.length
  let i = 0
  const sign = text.charCodeAt(0)
  if (sign === 45 || sign === 43) i = 1
  if (i === n) return 'type'
  for (let k = i; k < n; k++) {
    const c = text.charCodeAt(k)
    if (c < 48 || c > 57) return 'type'
  }
  if (n < 10) return undefined
  const value = Number(text)
  return value < lowest || value > highest ? 'integer' : undefined
}

/** What is wrong with one value that is not missing; undefined when nothing is. */
export const valueFault = (text: string, type: ValueType): ValueFault | undefined => {
  if (type === 'Integer') return integer(text)
  if (type === 'Float') return isFloat(text) ? undefined : 'type'
  if (type !== 'Character' || text.length === 1) return undefined
  return /^(?:%[0-9A-F]{2}|.)$/u.test(text) ? undefined : 'type'
}

/** Number of genotypes of so many alleles at a ploidy: choose(alleles + ploidy - 1, ploidy). Infinity beyond what can be counted. */
export const genotypeCount = (alleles: number, ploidy: number): number => {
  if (ploidy === 2) return (alleles * (alleles + 1)) / 2
  let n = 1
  for (let k = 1; k <= ploidy; k++) {
    n = (n * (alleles + k - 1)) / k
    if (n > 1e12) return Number.POSITIVE_INFINITY
  }
  return Math.round(n)
}

/** Number of values in a list separated by commas. */
export const listLength = (text: string): number => {
  let n = 1
  for (let at = text.indexOf(','); at >= 0; at = text.indexOf(',', at + 1)) n++
  return n
}
