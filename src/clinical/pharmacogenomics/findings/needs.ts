import type { Need } from '../../../shared/assessment.ts'
import type { GeneKnowledge } from '../knowledge.ts'
import type { GeneResult } from '../model.ts'
import { isPartlySeen, isThin } from './coverage.ts'

/** The test that settles a gene: its own genotype test by code of `action.ts`. */
export const settlingTest = (gene: string): string => `genotype-${gene.toLowerCase()}`

/**
 * What is missing for a gene, and which medicines it would decide: no result at all, a call that the data did not allow, several
 * results that lead to different advice (`differ`), or a result whose meaning is not known. A gene in which something was found counts as thinly
 * covered only where that decides (`decides`).
 */
export const geneNeed = (
  result: GeneResult | undefined,
  gene: string,
  knowledge: GeneKnowledge | undefined,
  medicines: readonly string[],
  asked: { readonly differ?: true; readonly decides?: boolean } = {},
): Need | undefined => {
  const need = (code: string, test: string, missing: readonly string[]): Need => ({
    code,
    about: gene,
    test,
    missing,
    wouldDecide: medicines,
  })
  if (medicines.length === 0) return undefined
  if (!result || result.call.source === 'none') {
    const places = result?.call.missing ?? []
    const untouched =
      !result ||
      result.call.positions.length === 0 ||
      places.length === result.call.positions.filter((p) => p.state !== 'discarded').length
    if (knowledge?.rules.outsideOnly || knowledge?.rules.vcfCalling === 'research')
      return need('gene-not-tested', settlingTest(gene), [])
    return need(
      untouched ? 'gene-not-tested' : 'gene-not-called',
      settlingTest(gene),
      places.map((p) => positionName(result, p)),
    )
  }
  if (isThin(result, knowledge) || (asked.decides === true && isPartlySeen(result, knowledge)))
    return need(
      'gene-thinly-covered',
      settlingTest(gene),
      result.call.missing.map((p) => positionName(result, p)),
    )
  if (asked.differ)
    return need(
      'candidates-differ',
      result.call.phased ? settlingTest(gene) : 'phasing',
      result.genetic.map((p) => p.shownAs),
    )
  if (
    result.genetic.length > 0 &&
    result.genetic.every((p) => p.phenotypes.length > 0 && p.phenotypes.every((x) => x === 'Indeterminate'))
  ) {
    return need(
      'gene-indeterminate',
      enzymeTest[gene] ?? settlingTest(gene),
      result.genetic.map((p) => p.shownAs),
    )
  }
  return undefined
}

/** Where measuring the enzyme settles what the genotype leaves open. */
const enzymeTest: Readonly<Record<string, string>> = {
  TPMT: 'tpmt-enzyme-activity',
  DPYD: 'dpd-enzyme-activity',
  G6PD: 'g6pd-enzyme-activity',
}

const positionName = (result: GeneResult | undefined, pos: number): string => {
  const at = result?.call.positions.find((p) => p.pos === pos)
  return at?.rsid ?? String(pos)
}
