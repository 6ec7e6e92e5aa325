import { count, type Counted, counted, mergeCounted } from './distribution.ts'
import { isSnv, type SeenRow, zyg } from './seen-row.ts'

/** Least reads of both alleles together for a balance that counts. */
export const leastBalanceDepth = 10

/** Share of reads of the ALT at heterozygous single-base variants on autosomes, in hundredths; `sum` of the shares in whole millionths, so that the order of rows does not matter. */
export type AlleleBalance = { readonly hundredths: Counted; sum: number; n: number }

export const startBalance = (): AlleleBalance => ({ hundredths: counted(100), sum: 0, n: 0 })

const autosome = /^chr\d/

/** Takes one row; only passing REF/ALT heterozygotes with stated reads of every allele count. */
export const addToBalance = (of: AlleleBalance, row: SeenRow): void => {
  if (row.zygosity !== zyg.het || !row.passes || row.ploidy !== 2 || !autosome.test(row.chrom)) return
  const carried = row.first === 0 ? row.second : row.second === 0 ? row.first : 0
  if (!isSnv(row, carried)) return
  const { batch, index } = row
  const from = batch.depthsFrom[index] as number
  if ((batch.depthsFrom[index + 1] as number) - from !== row.altCount + 1) return
  const ref = batch.depths[from] as number
  const alt = batch.depths[from + carried] as number
  if (ref < 0 || alt < 0 || ref + alt < leastBalanceDepth) return
  const share = alt / (ref + alt)
  count(of.hundredths, Math.floor(share * 100))
  of.sum += Math.round(share * 1e6)
  of.n++
}

export const mergeBalance = (a: AlleleBalance, b: AlleleBalance): AlleleBalance => ({
  hundredths: mergeCounted(a.hundredths, b.hundredths),
  sum: a.sum + b.sum,
  n: a.n + b.n,
})

/** Mean share of reads of the ALT, and the shares of heterozygotes below a quarter and above three quarters; undefined without any. */
export const balanceOf = (
  of: AlleleBalance,
): { readonly mean: number; readonly low: number; readonly high: number; readonly n: number } | undefined => {
  if (of.n === 0) return undefined
  const sum = (from: number, to: number): number =>
    of.hundredths.bins.subarray(from, to).reduce((total, n) => total + n, 0)
  return { mean: of.sum / of.n / 1e6, low: sum(0, 25) / of.n, high: sum(75, of.hundredths.bins.length) / of.n, n: of.n }
}
