import { type BuildSign, contigSign } from '../identity/build-evidence.ts'
import { buildOfAccession, canonicalContig } from '../identity/contig-name.ts'
import type { Build } from '../site.ts'

/** The mitochondrion of hg19, which is not the reference one: found by its own name only. */
const foreignMitochondrion = 16571

/** The build that names and lengths speak for; undefined when none do, or when they contradict each other or speak for another assembly. */
export const buildOfSequences = (
  sequences: readonly { readonly name: string; readonly length: number }[],
): Build | undefined => {
  const signs = new Set(
    sequences
      .map((s): BuildSign | undefined => contigSign(s.name, s.length, undefined))
      .filter((s) => s !== undefined)
      .map((s) => s.build),
  )
  const [only] = signs
  return signs.size === 1 && only !== 'other' ? only : undefined
}

/**
 * Finds the place of a sequence by the source's own name, else by what the name means (`chr1`, `1`, `NC_000001.11`). An accession of another build than
 * the source's finds nothing.
 */
export const sequenceFinder = (
  sequences: readonly { readonly name: string; readonly length: number }[],
  build: Build | undefined,
): ((name: string) => number | undefined) => {
  const own = new Map(sequences.map((s, i) => [s.name, i]))
  const meant = new Map<string, number>()
  sequences.forEach((s, i) => {
    const chrom = canonicalContig(s.name)
    if (chrom !== undefined && !meant.has(chrom) && !(chrom === 'chrM' && s.length === foreignMitochondrion))
      meant.set(chrom, i)
  })
  return (name) => {
    const exact = own.get(name)
    if (exact !== undefined) return exact
    const asked = buildOfAccession(name)
    if (asked !== undefined && build !== undefined && asked !== build) return undefined
    const chrom = canonicalContig(name)
    return chrom === undefined ? undefined : meant.get(chrom)
  }
}
