import {
  type ContextKnowledge,
  type PersonContext,
  warfarinGage2008,
  warfarinInputs,
  warfarinIwpc2009,
} from '../context/index.ts'
import type { Instant } from '../../../shared/instant.ts'
import type { GeneResult, WarfarinOutcome } from '../model.ts'

/** The starting dose of warfarin by both published equations, from what the record and the genes say. */
export const warfarinDoses = (
  person: PersonContext,
  results: readonly GeneResult[],
  knowledge: ContextKnowledge,
  at: Instant,
): readonly WarfarinOutcome[] => {
  const inputs = warfarinInputs(person, results, knowledge, at)
  return [warfarinIwpc2009(inputs), warfarinGage2008(inputs)]
}
