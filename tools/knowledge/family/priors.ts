import type { AllelePrior } from '../../../src/clinical/family/carrier/tables.ts'

/** Facts of `family_history/criteria.json` that the table takes over: per chromosome, of all pathogenic alleles together. */
export type PriorFacts = {
  readonly allele_frequency_priors: Readonly<
    Record<'BRCA1' | 'BRCA2', { readonly general: number; readonly ashkenazi: number }>
  >
}

const rounded = (value: number): number => Number(value.toPrecision(4))

/** Allele frequency from carriers counted among people, under Hardy–Weinberg, with Wilson's 95 % interval. */
const counted = (carriers: number, people: number): Pick<AllelePrior, 'frequency' | 'range'> => {
  const z = 1.959963984540054
  const p = carriers / people
  const centre = (p + (z * z) / (2 * people)) / (1 + (z * z) / people)
  const half = (z / (1 + (z * z) / people)) * Math.sqrt((p * (1 - p)) / people + (z * z) / (4 * people * people))
  const allele = (share: number): number => rounded(1 - Math.sqrt(1 - share))
  return { frequency: allele(p), range: [allele(centre - half), allele(centre + half)] }
}

const controls: Readonly<Record<string, number>> = { BRCA1: 37, BRCA2: 78, PALB2: 38, CHEK2: 138, ATM: 134 }

const oneCarrierIn: Readonly<Record<string, number>> = { MLH1: 1946, MSH2: 2841, MSH6: 758, PMS2: 714 }

/** `priors.json`: how often founders carry a pathogenic allele. Meant to be replaced per deployment. */
export const alleleFrequencies = (facts: PriorFacts): { readonly alleles: readonly AllelePrior[] } => ({
  alleles: [
    ...Object.entries(controls).map(([gene, carriers]) => ({
      population: 'general',
      gene,
      ...counted(carriers, 32_544),
      source: `Hu C et al. 2021 (CARRIERS), doi 10.1056/NEJMoa2005936, table 2: ${carriers} carriers among 32,544 women without breast cancer, United States`,
    })),
    ...(['BRCA1', 'BRCA2'] as const).map((gene) => {
      const frequency = facts.allele_frequency_priors[gene].ashkenazi
      return {
        population: 'ashkenazi',
        gene,
        frequency,
        range: [frequency, frequency] as const,
        source: 'order of magnitude used by published carrier models for the three founder variants',
        unverified: true as const,
      }
    }),
    ...Object.entries(oneCarrierIn).map(([gene, n]) => {
      const frequency = rounded(1 - Math.sqrt(1 - 1 / n))
      return {
        population: 'general',
        gene,
        frequency,
        range: [frequency, frequency] as const,
        source: `Win AK et al. 2017, doi 10.1158/1055-9965.EPI-16-0693: one carrier in ${n} (abstract)`,
      }
    }),
  ],
})
