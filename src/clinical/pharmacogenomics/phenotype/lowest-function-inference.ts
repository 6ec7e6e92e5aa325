import { compareAlleleNames, componentNames } from '../calling/allele-name.ts'
import type { GeneKnowledge } from '../knowledge.ts'
import type { Diplotype, DiplotypePhenotype } from '../model.ts'
import { activityNumber } from './allele-key.ts'
import { diplotypePhenotype } from './diplotype-phenotype.ts'

/** An allele without activity value counts as fully active when the lowest is sought, so that it never hides a known loss. */
const unknownActivity = 2
const harmful = (gene: GeneKnowledge, name: string): boolean =>
  gene.alleles.get(name)?.function?.includes('Malignant') ?? false

/** Lower comes first: by activity where the gene has activity values, else the harmful function first; then by name. */
const worseFirst =
  (gene: GeneKnowledge) =>
  (a: string, b: string): number => {
    const byActivity =
      gene.rules.lookupBy === 'activity'
        ? (activityNumber(gene, a) ?? unknownActivity) - (activityNumber(gene, b) ?? unknownActivity)
        : 0
    return byActivity || Number(harmful(gene, b)) - Number(harmful(gene, a)) || compareAlleleNames(a, b)
  }

const weight = (gene: GeneKnowledge, alleles: readonly string[]): number =>
  gene.rules.lookupBy === 'activity'
    ? alleles.reduce((sum, a) => sum + (activityNumber(gene, a) ?? unknownActivity), 0)
    : -alleles.filter((a) => harmful(gene, a)).length

const make = (alleles: readonly string[]): Diplotype => {
  const ordered = alleles.toSorted(compareAlleleNames)
  return { alleles: ordered, label: ordered.join('/'), score: 0 }
}

/**
 * The diplotype advice is looked up by when strands are known: on each strand its worst variant, and of several ways the strands can lie the one with the
 * lowest sum. Inferred when a strand held more than one variant.
 */
export const inferFromStrands = (
  gene: GeneKnowledge,
  diplotypes: readonly Diplotype[],
): DiplotypePhenotype | undefined => {
  const choices = diplotypes.map((d) => {
    const strands = d.alleles.map((strand) => componentNames(strand).toSorted(worseFirst(gene)))
    return { diplotype: make(strands.map((s) => s[0] as string)), inferred: strands.some((s) => s.length > 1) }
  })
  const [best] = choices.sort(
    (x, y) =>
      weight(gene, x.diplotype.alleles) - weight(gene, y.diplotype.alleles) ||
      compareAlleleNames(x.diplotype.alleles[0] ?? '', y.diplotype.alleles[0] ?? '') ||
      compareAlleleNames(x.diplotype.alleles[1] ?? '', y.diplotype.alleles[1] ?? ''),
  )
  return best === undefined ? undefined : diplotypePhenotype(gene, best.diplotype, best.inferred)
}

/** The same when strands are not known: the two worst variants found. Inferred when there were more than two. */
export const inferFromVariants = (gene: GeneKnowledge, listed: readonly string[]): DiplotypePhenotype | undefined =>
  listed.length === 0
    ? undefined
    : diplotypePhenotype(gene, make(listed.toSorted(worseFirst(gene)).slice(0, 2)), listed.length > 2)
