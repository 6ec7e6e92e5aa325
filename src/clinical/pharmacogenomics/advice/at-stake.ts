import { branchClass } from '../../../shared/action-class.ts'
import { type Rung, rungIndex } from '../../../shared/evidence.ts'
import { type AdviceKnowledge, evidenceOf } from './records.ts'

/**
 * How well the best-graded advice to avoid or change a medicine is founded that some result of a gene would lead to: what is at stake while the
 * gene is not known. Undefined: no result of it would lead there.
 */
export const atStake = (knowledge: AdviceKnowledge, drug: string, gene: string): Rung | undefined =>
  (knowledge.byDrug.get(drug) ?? [])
    .filter(
      (r) =>
        r.lookup.some((k) => k[gene] !== undefined && k[gene] !== 'No Result') &&
        knowledge.branches(r).some((b) => ['avoid', 'change'].includes(branchClass(b))),
    )
    .map((r) => evidenceOf(r, '').rung)
    .sort((a, b) => rungIndex(a) - rungIndex(b))[0]
