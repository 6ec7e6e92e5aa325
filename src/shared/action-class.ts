import type { Action, ActionCode, Branch } from './action.ts'

/**
 * What a branch amounts to, strongest first; decides sign, rank and comparison between sources.
 * `avoid` do not use; `change` use, but differently (dose, limit, other drug considered); `test` something must be measured first;
 * `monitor` use as usual and watch; `standard` nothing to change; `none` no advice.
 */
export const actionClasses = ['avoid', 'change', 'test', 'monitor', 'standard', 'none'] as const
export type ActionClass = (typeof actionClasses)[number]

const classOf: Readonly<Record<ActionCode, ActionClass | undefined>> = {
  contraindicate: 'avoid',
  avoid: 'avoid',
  choose: 'change',
  add: 'change',
  avoidWith: 'monitor',
  doseFactor: 'change',
  doseChange: 'change',
  dose: 'change',
  maxDose: 'change',
  interval: 'change',
  algorithm: 'change',
  induceTolerance: 'change',
  titrate: undefined,
  steadyState: undefined,
  duration: 'monitor',
  lowestEffectiveDose: undefined,
  test: 'test',
  screen: 'test',
  discuss: 'monitor',
  monitor: 'monitor',
  beware: 'monitor',
  refer: 'monitor',
  guideline: undefined,
  inform: undefined,
  standard: 'standard',
  noAdvice: 'none',
}

/** Steps that are part of usual care whatever the genes: the usual dose, watching the effect, perhaps dividing the dose. */
const isUsualCare = (a: Action): boolean =>
  (a.do === 'doseFactor' && a.factor[0] === 1 && a.factor[1] === 1) ||
  (a.do === 'monitor' && a.what === 'efficacy' && a.how === undefined) ||
  (a.do === 'interval' && a.change === 'divided-doses' && a.firm === 'consider')

const stepClass = (a: Action): ActionClass | undefined => (isUsualCare(a) ? 'standard' : classOf[a.do])

const strongest = (found: readonly (ActionClass | undefined)[]): ActionClass | undefined =>
  actionClasses.find((c) => found.includes(c))

const classOfSteps = (steps: readonly Action[]): ActionClass | undefined => {
  const now = steps.filter((a) => a.if === undefined)
  if (now.some((a) => a.do === 'choose' && a.firm === 'do')) return 'avoid'
  const first = strongest(now.map(stepClass))
  const later = strongest(steps.filter((a) => a.if !== undefined).map(stepClass))
  if ((first === undefined || first === 'standard') && later !== undefined && later !== 'standard' && later !== 'none')
    return 'monitor'
  return first
}

/**
 * The class of a branch. A firm `choose` another medicine means `avoid`. Where equally good choices stand side by side the mildest
 * of them counts, but never less than `change` once one of them is `avoid`. Steps that wait for an event only make it `monitor`.
 */
export const branchClass = (branch: Branch): ActionClass => {
  const choices = [branch.first, ...(branch.or ?? [])].map((steps) => classOfSteps(steps) ?? 'standard')
  if (choices.every((c) => c === 'avoid')) return 'avoid'
  const found = strongest(choices) ?? 'standard'
  return found === 'avoid' ? 'change' : found
}

/** The strongest class among branches. */
export const adviceClass = (branches: readonly Branch[]): ActionClass =>
  actionClasses.find((c) => branches.some((b) => branchClass(b) === c)) ?? 'none'
