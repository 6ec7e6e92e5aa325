const memo = new Map<number, number>()

/** How many ways there are to take `k` of `n`. */
const choose = (n: number, k: number): number => {
  if (k === 0) return 1
  if (n < k) return 0
  const key = n * 64 + k
  const known = memo.get(key)
  if (known !== undefined) return known
  let value = 1
  for (let i = 1; i <= k; i++) value = (value * (n - k + i)) / i
  memo.set(key, value)
  return value
}

/** Number of unphased genotypes of so many alleles (REF counted) on so many strands. @example genotypeCount(3, 2) // 6 */
export const genotypeCount = (alleles: number, ploidy: number): number => choose(alleles + ploidy - 1, ploidy)

/**
 * Place of a genotype in a Number=G field: alleles counted up with the highest allele changing last, for any ploidy (VCF specification, 1.6.2).
 * @example genotypeIndex([1, 2]) // 4
 */
export const genotypeIndex = (alleles: readonly number[]): number =>
  alleles.toSorted((a, b) => a - b).reduce((sum, allele, i) => sum + choose(allele + i, i + 1), 0)

/** All genotypes in the order of a Number=G field, each with its alleles ascending. */
export const genotypes = (alleles: number, ploidy: number): readonly (readonly number[])[] => {
  if (ploidy === 0) return [[]]
  const out: (readonly number[])[] = []
  for (let highest = 0; highest < alleles; highest++)
    for (const rest of genotypes(highest + 1, ploidy - 1)) out.push([...rest, highest])
  return out
}

const strandsSought = 16

/** The ploidy of which a Number=G field has so many values; undefined when there is none. One value of one allele could be of any: 2 then. */
export const ploidyOfCount = (values: number, alleles: number): number | undefined => {
  if (alleles === 1) return values === 1 ? 2 : undefined
  for (let ploidy = 1; ploidy <= strandsSought; ploidy++) {
    const count = genotypeCount(alleles, ploidy)
    if (count === values) return ploidy
    if (count > values) return undefined
  }
  return undefined
}
