import type { CodeableConcept, MedicationStatement, Observation, Task, TaskInput } from '@medplum/fhirtypes'
import type { Action } from '../../shared/action.ts'
import type { ReportDocument, SpokenRecommendation } from '../report/document.ts'
import { concept, profile, systems } from './codes.ts'
import type { Writer } from './writer.ts'

/**
 * LOINC answers for what to do with a medicine. Only these three of list LL4049-4 could be confirmed; anything else goes uncoded, in words and in our own code.
 * @source examples of Genomics Reporting 3.0.0
 */
const usage = {
  alternative: concept(systems.loinc, 'LA26421-0', 'Consider alternative medication'),
  lower: concept(systems.loinc, 'LA26422-8', 'Decrease dose'),
  higher: concept(systems.loinc, 'LA26423-6', 'Increase dose'),
} as const

/** @source LOINC answer list LL1037-2 as used by Genomics Reporting follow-up recommendations */
const followUp = {
  test: concept(systems.loinc, 'LA14022-0', 'Additional testing recommended'),
  counselling: concept(systems.loinc, 'LA14020-4', 'Genetic counseling recommended'),
} as const

const directionOf = (action: Action): 'lower' | 'higher' | undefined => {
  if (action.do === 'doseChange') return action.direction
  if (action.do === 'maxDose') return 'lower'
  if (action.do !== 'doseFactor') return undefined
  return action.factor[1] <= 1 && action.factor[0] < 1
    ? 'lower'
    : action.factor[0] >= 1 && action.factor[1] > 1
      ? 'higher'
      : undefined
}

const stepsOf = (r: SpokenRecommendation): readonly Action[] =>
  r.steps.flatMap((b) => b.first.filter((a) => a.if === undefined))

const usageOf = (r: SpokenRecommendation): CodeableConcept | undefined => {
  if (r.intent === 'avoid' || r.intent === 'choose') return usage.alternative
  const directions = new Set(stepsOf(r).flatMap((a) => directionOf(a) ?? []))
  const [only] = directions
  return directions.size === 1 && only !== undefined ? usage[only] : undefined
}

/** The coded actions, each under its own code with the whole action as JSON: for a machine that knows Attune's vocabulary. */
const inputs = (actions: readonly Action[]): TaskInput[] =>
  actions.map((a) => ({ type: concept(systems.action, a.do), valueString: JSON.stringify(a) }))

const task = (w: Writer, key: string, name: string, description: string): Task => ({
  resourceType: 'Task',
  id: w.id('Task', key),
  meta: { profile: [profile(name)] },
  status: 'requested',
  intent: 'proposal',
  description,
  for: w.patient,
  authoredOn: w.at,
  requester: w.device,
})

const priorities = { now: 'urgent', next: 'routine', whenever: 'routine' } as const

const isTest = (r: SpokenRecommendation): boolean =>
  r.intent === 'orderTest' || r.intent === 'refer' || r.intent === 'screen'

/** A recommendation as a proposed task: a change of medicine, or something to follow up. */
export const taskOf = (
  w: Writer,
  r: SpokenRecommendation,
  implication: Observation | undefined,
  statement: MedicationStatement | undefined,
): Task => {
  const { title, why, steps } = r.say.clinician
  const code = isTest(r) ? (r.intent === 'refer' ? followUp.counselling : followUp.test) : usageOf(r)
  const input = inputs(stepsOf(r))
  return {
    ...task(
      w,
      r.id,
      isTest(r) ? 'followup-recommendation' : 'medication-recommendation',
      [title, why, ...steps].filter((t) => t !== '').join('\n'),
    ),
    priority: priorities[r.urgency],
    ...(code === undefined ? {} : { code }),
    ...(statement === undefined ? {} : { focus: w.to(statement) }),
    ...(implication === undefined ? {} : { reasonReference: w.to(implication) }),
    ...(input.length > 0 ? { input } : {}),
  }
}

/** A missing datum as a proposed test, with what it would decide. */
export const needTaskOf = (w: Writer, need: ReportDocument['needs'][number]): Task => ({
  ...task(
    w,
    `need ${need.code} ${need.about} ${need.test}`,
    'followup-recommendation',
    `${need.say}${need.wouldDecide.length > 0 ? ` Would decide: ${need.wouldDecide.join(', ')}.` : ''}`,
  ),
  priority: 'routine',
  code: followUp.test,
})
