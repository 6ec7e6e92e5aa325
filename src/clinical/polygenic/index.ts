import { intendedUse } from '../../shared/intended-use.ts'
import type { ClinicalModule } from '../clinical-module.ts'
import { assessPolygenic, type PolygenicRead } from './assess.ts'
import type { PolygenicKnowledge } from './knowledge.ts'
import type { PolygenicFinding } from './model.ts'

export { type PolygenicLimits, usualLimits } from './abstain.ts'
export * from './ancestry/index.ts'
export { assessPolygenic, polygenicFinding, type PolygenicRead, type Standards } from './assess.ts'
export { polygenicKnowledge, type PolygenicKnowledge, readEvaluations } from './knowledge.ts'
export * from './model.ts'
export * from './scoring.ts'

/** What the module cannot see, whoever reads the genome. */
export const limits: readonly string[] = [
  'A polygenic score orders people; alone it is no risk and no diagnosis, and nothing is recommended from it alone.',
  'A standing compares with the reference people of one panel at the same place of ancestry; outside of them none is given.',
  'A child of close relatives (first cousins and closer) can be taken as outside the reference: one genome alone does not tell the two apart here.',
  'Scores were mostly made and tested in people of European ancestry and say less in others, even where a standing is given.',
  'Rare variants of large effect are not in these scores: an average standing does not exclude hereditary disease.',
  'Rows on X, Y and mitochondria, haplotypes and typed alleles count in the sum and not in the standing.',
  'Intervals account for places that were not read; not for the error of the published weights, and not for that of imputed copies, which count as read.',
]

/** The module over scores and a panel. `read`: what one pass over this person's genome gave, absent when there is no genome. */
export const polygenic = (
  knowledge: PolygenicKnowledge,
  read?: PolygenicRead,
): ClinicalModule<PolygenicRead | undefined, PolygenicFinding> => ({
  id: 'polygenic',
  title: 'Polygenic scores',
  intendedUse,
  limits,
  knowledge: knowledge.manifests,
  reads: ['genome'],
  gather: () => ({ input: read, problems: [], needs: [] }),
  assess: (input) => assessPolygenic(input, knowledge.scores, knowledge.standards),
  recommend: () => [],
})
