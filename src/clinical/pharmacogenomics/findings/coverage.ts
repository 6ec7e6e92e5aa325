import type { GeneKnowledge } from '../knowledge.ts'
import type { GeneResult, NamedAllele } from '../model.ts'

/** How many of a gene's places were seen, and of those that AMP lists as the least a test must look at. */
export type GeneCoverage = {
  readonly covered: number
  readonly of: number
  readonly tier1Covered: number
  readonly tier1Of: number
}

/** Positions that only some advice needs, and ignored ones, do not count. */
export const coverageOf = (result: GeneResult, knowledge: GeneKnowledge | undefined): GeneCoverage => {
  const defined = new Map((knowledge?.definition?.positions ?? []).map((p) => [p.pos, p]))
  const seen = result.call.positions.filter((p) => p.state === 'called' && defined.has(p.pos))
  return {
    covered: seen.length,
    of: defined.size,
    tier1Covered: seen.filter((p) => defined.get(p.pos)?.tier1).length,
    tier1Of: [...defined.values()].filter((p) => p.tier1).length,
  }
}

/** An allele rarer than this in every population that the tables know of does not keep a gene open: our own choice. */
const rare = 0.001

const changesFunction = (allele: NamedAllele | undefined): boolean =>
  allele === undefined ||
  (allele.function !== null && !/^(normal|uncertain|unknown|iv\/normal|ivacaftor non)/i.test(allele.function))

const mayBeThere = (name: string, knowledge: GeneKnowledge | undefined): boolean => {
  if (!changesFunction(knowledge?.alleles.get(name))) return false
  const known = [...(knowledge?.frequencies.values() ?? [])]
  return known.length === 0 || known.some((f) => (f.get(name) ?? 0) >= rare)
}

/**
 * Whether enough was seen for "nothing unusual" to mean something: every AMP tier-1 place where the gene has such a list, the one
 * deciding place where the gene has one (SLCO1B1 rs4149056), else enough to exclude every allele that changes the function; every place
 * where no allele has a function assigned.
 * A result stated by a laboratory stands for itself.
 * @source AMP pharmacogenomics tier-1 alleles, as listed in knowledge/clinpgx
 */
export const isWellCovered = (result: GeneResult, knowledge: GeneKnowledge | undefined): boolean => {
  if (result.call.source !== 'vcf') return true
  const coverage = coverageOf(result, knowledge)
  if (coverage.tier1Of > 0) return coverage.tier1Covered === coverage.tier1Of
  const deciding = knowledge?.rules.fallback?.pos
  if (deciding !== undefined) return result.call.positions.some((p) => p.pos === deciding && p.state === 'called')
  if (!hasFunctions(knowledge)) return coverage.covered === coverage.of
  return !result.call.notExcluded.some((name) => mayBeThere(name, knowledge))
}

/** A gene whose alleles have no function assigned (CYP4F2, IFNL3): nothing tells which of its places matter. */
const hasFunctions = (knowledge: GeneKnowledge | undefined): boolean =>
  [...(knowledge?.alleles.values() ?? [])].some((a) => a.function !== null)

const usual = /^(normal|uncertain susceptibility|ivacaftor non|.* negative$)/i

/** True where a gene was called from too few places to say that what was not found is not there. What was found stands. */
export const isPartlySeen = (result: GeneResult, knowledge: GeneKnowledge | undefined): boolean =>
  result.call.source === 'vcf' && result.genetic.length > 0 && !isWellCovered(result, knowledge)

/** Nothing out of the ordinary in what was seen: by its phenotypes, or where a gene has none by its alleles all being the reference. */
export const isOrdinary = (result: GeneResult): boolean => {
  const phenotypes = result.genetic.flatMap((p) => p.phenotypes).filter((p) => p !== 'n/a')
  if (phenotypes.length > 0) return phenotypes.every((p) => usual.test(p))
  return result.call.positions.every((p) => p.alleles.every((a) => a === p.ref))
}

/** True where a gene shows nothing unusual and too little of it was seen to say so. */
export const isThin = (result: GeneResult, knowledge: GeneKnowledge | undefined): boolean =>
  isPartlySeen(result, knowledge) && isOrdinary(result)
