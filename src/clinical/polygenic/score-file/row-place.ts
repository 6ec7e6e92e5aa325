import { canonicalContig } from '../../../genome/index.ts'

/** A place as two cells state it: canonical chromosome and 1-based position; undefined when either is missing. `invalid`: something stands there that is no place. */
export const placeIn = (
  chromosome: string | undefined,
  position: string | undefined,
): { readonly chrom: string; readonly pos: number } | undefined | 'invalid' => {
  const c = (chromosome ?? '').trim()
  const p = (position ?? '').trim()
  const isBlank = (text: string): boolean => text === '' || text === '.' || /^na(n)?$/i.test(text)
  if (isBlank(p) || isBlank(c)) return undefined
  const pos = /^\d+(\.0+)?$/.test(p) ? Number(p) : Number.NaN
  if (!(pos >= 1 && pos < 2 ** 31)) return 'invalid'
  const chrom = canonicalContig(c)
  // Patches and alternative loci of an assembly: the row has no place on the chromosomes.
  return chrom === undefined ? undefined : { chrom, pos }
}

/** The place and alleles in an ID such as `1:10060:T:C` or `chr1_10060_T_C`; undefined for every other. */
export const placeInId = (
  id: string,
): { readonly chrom: string; readonly pos: number; readonly alleles: readonly string[] } | undefined => {
  const found = /^(?:chr)?([0-9XYMT]{1,2})[:_](\d+)[:_]([ACGT]+)[:_]([ACGT]+(?:,[ACGT]+)*)$/i.exec(id.trim())
  if (found === null) return undefined
  const chrom = canonicalContig(found[1] as string)
  const alleles = [found[3] as string, ...(found[4] as string).split(',')].map((a) => a.toUpperCase())
  const pos = Number(found[2])
  return chrom === undefined || !(pos >= 1 && pos < 2 ** 31) ? undefined : { chrom, pos, alleles }
}
