import type { ReferenceGenome } from '../../../genome/reference/index.ts'
import { referenceSide } from '../dosage/reference-side.ts'
import { allelesAt, type PackedScores, refSides } from './packed-scores.ts'

/** A place that a panel knows: canonical chromosome, 1-based position, REF and one ALT in upper case, and the frequency of ALT (0 to 1) where it was counted. */
export type KnownSite = {
  readonly chrom: string
  readonly pos: number
  readonly ref: string
  readonly alt: string
  readonly altFrequency?: number
}

/** Chance that two strands differ, from the frequencies of all ALTs of one REF; NaN when any is not known. */
const heterozygosity = (sites: readonly KnownSite[]): number => {
  const alts = sites.map((s) => s.altFrequency ?? Number.NaN)
  const ref = 1 - alts.reduce((a, b) => a + b, 0)
  return 1 - ref * ref - alts.reduce((sum, p) => sum + p * p, 0)
}

/**
 * The pack with what a panel knows of its places: which allele is REF, and how frequent each is. Only sites with the same alleles count; where a place has one allele, so does one ALT that fits it.
 */
export const withPanel = (pack: PackedScores, sites: Iterable<KnownSite>): PackedScores => {
  const wanted = new Map(pack.chroms.map((chrom) => [chrom.chrom, new Map<number, KnownSite[]>()]))
  for (const site of sites) {
    const of = wanted.get(site.chrom)
    const here = of?.get(site.pos)
    if (here !== undefined) here.push(site)
    else of?.set(site.pos, [site])
  }
  return {
    ...pack,
    chroms: pack.chroms.map((chrom) => {
      const known = wanted.get(chrom.chrom)
      if (known === undefined || known.size === 0) return chrom
      const n = chrom.positions.length
      const sides = chrom.refSides.slice()
      const frequencies =
        chrom.firstFrequencies.length > 0 ? chrom.firstFrequencies.slice() : new Float64Array(n).fill(Number.NaN)
      const heterozygosities =
        chrom.heterozygosities.length > 0 ? chrom.heterozygosities.slice() : new Float64Array(n).fill(Number.NaN)
      for (let i = 0; i < n; i++) {
        const [first, second] = allelesAt(chrom, i)
        const here = known.get(chrom.positions[i] as number) ?? []
        const fits = here.filter(
          ({ ref, alt }) =>
            (first === ref && (second === undefined || second === alt)) ||
            (first === alt && (second === undefined || second === ref)),
        )
        const site = fits[0]
        // Of one stated allele that is REF every ALT speaks; everything else has to be told by one site alone.
        const isFirst = fits.length > 0 && fits.every(({ ref }) => ref === first)
        if (site === undefined || (fits.length > 1 && !(isFirst && second === undefined))) continue
        sides[i] = isFirst ? refSides.first : refSides.second
        const alts = fits.reduce((sum, { altFrequency = Number.NaN }) => sum + altFrequency, 0)
        heterozygosities[i] = heterozygosity(here.filter(({ ref }) => ref === site.ref))
        if (alts >= 0) frequencies[i] = isFirst ? Math.max(0, 1 - alts) : alts
      }
      return { ...chrom, refSides: sides, firstFrequencies: frequencies, heterozygosities }
    }),
  }
}

/** The pack with REF of every place as a reference genome reads, where that is not known already and the genome holds it. */
export const withReference = (pack: PackedScores, reference: ReferenceGenome): PackedScores => ({
  ...pack,
  chroms: pack.chroms.map((chrom) => {
    const sequence = reference.sequence(chrom.chrom)
    if (sequence === undefined) return chrom
    const sides = chrom.refSides.map((side, i) =>
      side === refSides.unknown ? referenceSide(sequence, chrom.positions[i] as number, ...allelesAt(chrom, i)) : side,
    )
    return { ...chrom, refSides: sides }
  }),
})
