import type { DiplotypePhenotype, GeneResult } from '../model.ts'

/** How a gene is read for advice on one medicine: the phenotypes that count, and whether medicines on the list changed them. */
export type GeneReading = {
  readonly gene: string
  readonly phenotypes: readonly DiplotypePhenotype[]
  readonly basedOn: 'genetic' | 'clinical'
}

const isKnown = (p: DiplotypePhenotype): boolean =>
  p.lookup.length > 0 ? !p.lookup.every((k) => k === 'No Result') : p.diplotype.alleles.length > 0

/** True when the gene has at least one phenotype that is more than "no result"; a gene without phenotypes has one when it was called at all. */
export const hasResult = (result: GeneResult): boolean => result.genetic.some(isKnown)

/**
 * The distinct sets of keys that the possible readings of a gene answer to. Two diplotypes with the same keys are one option.
 * The diplotype's own label is a key as well: some labels speak of genotypes (siponimod and CYP2C9 *3/*3).
 */
export const keyOptions = (reading: GeneReading): readonly (readonly string[])[] => {
  const seen = new Map<string, readonly string[]>()
  for (const p of reading.phenotypes) {
    const keys = [...p.lookup, ...p.phenotypes, p.diplotype.label].filter(
      (k, i, all) => k !== '' && all.indexOf(k) === i,
    )
    const name = p.lookup.length > 0 ? JSON.stringify(p.lookup) : p.diplotype.label
    const known = seen.get(name)
    seen.set(name, known ? [...known, ...keys.filter((k) => !known.includes(k))] : keys)
  }
  return [...seen.values()]
}
