import type { PgxKnowledge } from '../knowledge.ts'
import type { GeneFinding, GeneResult } from '../model.ts'
import { coverageOf, isWellCovered } from './coverage.ts'

/** What one gene's test says and how well it was looked at. */
export const geneFinding = (
  result: GeneResult,
  knowledge: PgxKnowledge,
  medicines: readonly string[],
): GeneFinding => ({
  kind: 'gene',
  gene: result.gene,
  result,
  coverage: {
    ...coverageOf(result, knowledge.genes.get(result.gene)),
    enough: result.call.source !== 'none' && isWellCovered(result, knowledge.genes.get(result.gene)),
  },
  medicines,
})
