import type { GeneKnowledge } from '../knowledge.ts'

/** What an allele counts as: its function as released, and the key by which a pair of alleles finds its phenotype. Null: not known, which is not normal. */
export type AlleleKey = { readonly name: string; readonly function: string | null; readonly key: string | null }

const copies = /^(?<base>.+?)x(?<count>\d+)$/

/** `*36+*10` and `*10 + *36` are written in any order and spacing; the table knows one of them. */
const tandemForms = (name: string): readonly string[] => {
  const parts = name.replace(/^\[|\]$/g, '').split(/\s*\+\s*/)
  return parts.length < 2 ? [name] : [name, parts.join(' + '), parts.toReversed().join(' + ')]
}

/** The allele under the name the tables use; undefined when they do not know it. Tandems are found in any order and spacing. */
export const knownAllele = (gene: GeneKnowledge, name: string): string | undefined =>
  tandemForms(name).find((n) => gene.alleles.has(n))

/**
 * The table's name for three or more copies of an allele (`*1x3`, `*2x7` → `*1x≥3`, `*2x≥3`), for the alleles it holds such a row for; else undefined.
 */
export const manyCopiesName = (gene: GeneKnowledge, name: string): string | undefined => {
  const match = copies.exec(name)
  const base = match?.groups?.base
  if (base === undefined || Number(match?.groups?.count) < 3 || !gene.rules.manyCopies?.includes(base)) return undefined
  return gene.alleles.has(name) ? undefined : `${base}x≥3`
}

/** The allele that is named where nothing was found: *1, and the one that the definitions take for reference (CYP2C19 *38). */
export const isUsualAllele = (gene: GeneKnowledge, name: string): boolean =>
  name === '*1' || (gene.definition !== undefined && name === gene.definition.names[gene.definition.reference])

/** Function and lookup key of one allele. Genes scored by activity use the activity value, the others the function. */
export const alleleKey = (gene: GeneKnowledge, name: string): AlleleKey => {
  const allele = gene.alleles.get(knownAllele(gene, name) ?? '')
  if (allele === undefined) return { name, function: null, key: null }
  return {
    name,
    function: allele.function,
    key: gene.rules.lookupBy === 'activity' ? allele.activity : allele.function,
  }
}

/** Activity value as a number, for ordering alleles by function: `≥3.0` is 3; undefined where there is none. */
export const activityNumber = (gene: GeneKnowledge, name: string): number | undefined => {
  const value = Number((gene.alleles.get(name)?.activity ?? '').replace('≥', '') || Number.NaN)
  return Number.isNaN(value) ? undefined : value
}
