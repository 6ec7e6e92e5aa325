import type { GeneKnowledge } from '../knowledge.ts'
import { phenotypeKey } from '../knowledge.ts'
import type { Diplotype, DiplotypePhenotype } from '../model.ts'
import { alleleKey } from './allele-key.ts'

/** How the absence of a result is written wherever a key is looked up. */
export const noResult = 'No Result'
/** How a phenotype or score is written that the tables do not assign. */
export const notAssigned = 'n/a'

/** Genes with one strand in some or all people are written with one name when nothing is known. */
const oneName = (gene: GeneKnowledge): boolean => gene.rules.sexLinked === true || gene.rules.singleAllele === true

/** What stands where a gene has no result. */
export const unknownPhenotype = (gene: GeneKnowledge): DiplotypePhenotype => {
  const label = oneName(gene) ? 'Unknown' : 'Unknown/Unknown'
  const spoken = gene.rules.lookupBy !== 'none' && gene.rules.lookupBy !== 'alleleStatus'
  return {
    diplotype: { alleles: [], label, score: 0 },
    shownAs: label,
    functions: [],
    phenotypes: spoken ? [noResult] : [],
    ...(gene.rules.lookupBy === 'activity' ? { activityScore: noResult } : {}),
    lookup: gene.rules.lookupBy === 'none' ? [] : [noResult],
    inferred: false,
  }
}

const referenceName = (gene: GeneKnowledge): string | undefined => gene.definition?.names[gene.definition.reference]

/** How a diplotype is written: in genes without star names one variant beside the reference stands alone, `(heterozygous)`. */
export const shownAs = (gene: GeneKnowledge, diplotype: Diplotype): string => {
  const reference = referenceName(gene)
  const [a, b] = diplotype.alleles
  if (gene.rules.nameReference !== false || a === undefined || b === undefined || a === b) return diplotype.label
  if (a === reference) return `${b} (heterozygous)`
  return b === reference ? `${a} (heterozygous)` : diplotype.label
}

const alleleStatus = (gene: GeneKnowledge, diplotype: Diplotype): readonly string[] => {
  const carried = new Set(diplotype.alleles)
  return [
    ...(gene.rules.statusAlleles ?? []).map((a) => `${a} ${carried.has(a) ? 'positive' : 'negative'}`),
    ...(gene.rules.positiveOnly ?? []).filter((a) => carried.has(a)).map((a) => `${a} positive`),
  ]
}

/**
 * Phenotype, activity score and lookup keys of one diplotype. A strand that is a combination, an allele without function, or a pair the tables do not hold
 * gives `n/a` (and `Indeterminate` in genes scored by activity), never normal.
 * @source ClinPGx/CPIC gene phenotype tables 2025-11
 * @example CYP2C19 *2/*17: No function and Increased function → Intermediate Metabolizer
 */
export const diplotypePhenotype = (gene: GeneKnowledge, diplotype: Diplotype, inferred = false): DiplotypePhenotype => {
  const keys = diplotype.alleles.map((a) => alleleKey(gene, a))
  const base = { diplotype, shownAs: shownAs(gene, diplotype), functions: keys.map((k) => k.function), inferred }
  if (gene.rules.lookupBy === 'none') return { ...base, phenotypes: [], lookup: [] }
  if (gene.rules.lookupBy === 'alleleStatus') {
    const status = alleleStatus(gene, diplotype)
    return { ...base, phenotypes: status, lookup: status }
  }
  const [first, second] = keys
  const rule =
    first?.key != null && (second === undefined || second.key !== null)
      ? gene.phenotypes.get(phenotypeKey(first.key, second?.key ?? undefined))
      : undefined
  if (gene.rules.lookupBy === 'activity') {
    const activity = rule?.activity ?? notAssigned
    return {
      ...base,
      phenotypes: [rule?.phenotype ?? 'Indeterminate'],
      activityScore: activity,
      lookup: [rule?.lookup ?? notAssigned],
    }
  }
  return { ...base, phenotypes: [rule?.phenotype ?? notAssigned], lookup: [rule?.lookup ?? notAssigned] }
}

/** All activity scores that a phenotype of the gene stands for, lowest first. */
export const scoresOfPhenotype = (gene: GeneKnowledge, phenotype: string): readonly string[] => {
  const number = (s: string) => Number(s.replace('≥', ''))
  const scores = [...gene.phenotypes.values()]
    .filter((r) => r.phenotype === phenotype && r.activity !== undefined)
    .map((r) => r.activity as string)
  return [...new Set(scores)].sort((a, b) => number(a) - number(b) || a.length - b.length)
}

/** The phenotype of an activity score; undefined for a score the gene's table does not hold. */
export const phenotypeOfScore = (gene: GeneKnowledge, score: string): string | undefined =>
  [...gene.phenotypes.values()].find((r) => r.activity === score)?.phenotype
