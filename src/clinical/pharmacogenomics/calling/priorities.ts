import type { Definition } from './definition.ts'
import type { Pair } from './pair-match.ts'

/** A choice that the gene's rules make among pairs that unphased data cannot tell apart, and the pairs it was made among. */
export type PriorityPick = { readonly pick: Pair; readonly among: readonly string[] }

/**
 * The gene's own choice (NAT2) for unphased data: the first rule all of whose pairs explain the genotype. The pick may score lower than another pair.
 * @source ClinPGx NAT2 unphased diplotype priorities, 2025-11
 */
export const unphasedPick = (definition: Definition, pairs: readonly Pair[]): PriorityPick | undefined => {
  const rules = definition.rules.unphasedPriorities
  if (rules === undefined) return undefined
  const byLabel = new Map(pairs.map((p) => [`${definition.names[p.a]}/${definition.names[p.b]}`, p]))
  for (const rule of rules) {
    const pick = byLabel.get(rule.pick)
    if (pick !== undefined && rule.among.every((label) => byLabel.has(label))) return { pick, among: rule.among }
  }
  return undefined
}
