import type { DiplotypePhenotype, GeneResult, PhenoconvertedResult } from '../model.ts'
import { measureFirst } from './lookup.ts'

/**
 * How a gene is read for advice on one medicine: the phenotypes that count, and whether medicines on the list changed them. `conversion` is what other
 * medicines do to the gene, also where it is too weakly founded to change the reading.
 */
export type GeneReading = {
  readonly gene: string
  readonly phenotypes: readonly DiplotypePhenotype[]
  readonly basedOn: 'genetic' | 'clinical'
  readonly conversion?: PhenoconvertedResult
}

const isKnown = (p: DiplotypePhenotype): boolean =>
  p.lookup.length > 0 ? !p.lookup.every((k) => k === 'No Result') : p.diplotype.alleles.length > 0

/** True when the gene has at least one phenotype that is more than "no result"; a gene without phenotypes has one when it was called at all. */
export const hasResult = (result: GeneResult): boolean => result.genetic.some(isKnown)

/** A gene as other medicines leave it: an established conversion counts, also of a gene that was not tested but is switched off; a weaker one is only kept beside. */
export const readingOf = (
  result: GeneResult,
  conversion: PhenoconvertedResult | undefined,
): GeneReading | undefined => {
  const acts = conversion?.changed === true
  if (acts && conversion.certainty === 'established' && conversion.phenotypes.every(isKnown))
    return { gene: result.gene, phenotypes: conversion.phenotypes, basedOn: 'clinical', conversion }
  if (!hasResult(result)) return undefined
  return { gene: result.gene, phenotypes: result.genetic, basedOn: 'genetic', ...(acts ? { conversion } : {}) }
}

/** Two copies of reduced function of DPYD: the score alone does not tell the dose. */
const measuredFirst = (gene: string, p: DiplotypePhenotype): readonly string[] =>
  gene === 'DPYD' && p.functions.length === 2 && p.functions.every((f) => f === 'Decreased function')
    ? p.lookup.map(measureFirst)
    : []

/**
 * The distinct sets of keys that the possible readings of a gene answer to. Two diplotypes with the same keys are one option.
 * The diplotype's own label is a key as well: some labels speak of genotypes (siponimod and CYP2C9 *3/*3).
 */
export const keyOptions = (reading: GeneReading): readonly (readonly string[])[] => {
  const seen = new Map<string, readonly string[]>()
  for (const p of reading.phenotypes) {
    const label = reading.basedOn === 'clinical' ? [] : [p.diplotype.label]
    const keys = [...p.lookup, ...p.phenotypes, ...label, ...measuredFirst(reading.gene, p)].filter(
      (k, i, all) => k !== '' && all.indexOf(k) === i,
    )
    const name = p.lookup.length > 0 ? JSON.stringify([p.lookup, measuredFirst(reading.gene, p)]) : p.diplotype.label
    const known = seen.get(name)
    seen.set(name, known ? [...known, ...keys.filter((k) => !known.includes(k))] : keys)
  }
  return [...seen.values()]
}
