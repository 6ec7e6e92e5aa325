import type { WhatIf } from './finding.ts'
import type { Values } from './missing-inputs.ts'
import type { InputId, InputValue, ModelAnswer, ModelRemark, RiskModel } from './model.ts'

/** Codes of remarks on a what-if. */
export const whatIfCodes = [
  'association-not-effect', // the coefficient says how people differ, not what the change would do to one of them
  'treatment-marks-risk', // people who take the medicine had a higher risk before: its coefficient is not its effect
  'effect-takes-years', // the risk of a former smoker falls over years; the model counts it at once
] as const

type Change = { readonly input: InputId; readonly to: InputValue; readonly remarks: readonly ModelRemark[] }

/** What a lever changes in a person, or nothing where it has nothing to change. Values in canonical units. */
type Lever = { readonly id: string; readonly change: (values: Values) => Change | undefined }

const association: ModelRemark = { code: 'association-not-effect' }

const toAtMost = (id: string, input: InputId, target: number): Lever => ({
  id,
  change: (v) => {
    const own = v[input]
    return typeof own === 'number' && own > target ? { input, to: target, remarks: [association] } : undefined
  },
})

/** Levers in the order they are shown; targets of blood pressure in mmHg, of body mass index in kg/m2, of cholesterol in mg/dL. */
export const levers: readonly Lever[] = [
  {
    id: 'stop-smoking',
    change: (v) =>
      v['smokingNow'] === true
        ? { input: 'smokingNow', to: false, remarks: [association, { code: 'effect-takes-years' }] }
        : undefined,
  },
  {
    id: 'stop-smoking',
    change: (v) =>
      ['light', 'moderate', 'heavy'].includes(String(v['smokingAmount']))
        ? { input: 'smokingAmount', to: 'former', remarks: [association, { code: 'effect-takes-years' }] }
        : undefined,
  },
  toAtMost('systolic-to-130', 'systolic', 130),
  toAtMost('systolic-to-120', 'systolic', 120),
  toAtMost('total-cholesterol-to-160', 'totalCholesterol', 160),
  {
    id: 'start-statin',
    change: (v) =>
      v['onStatin'] === false
        ? { input: 'onStatin', to: true, remarks: [association, { code: 'treatment-marks-risk' }] }
        : undefined,
  },
  toAtMost('bmi-to-25', 'bmi', 25),
]

/** A rise of a risk that shows where risks are printed in tenths of a percent. */
const visible = 0.0005

/**
 * What each lever would change in the model's own figures: the risk now and the risk with that one input otherwise, nothing else moved. Only levers whose input
 * the model reads. Both are associations from cohorts; a lever by which any figure would visibly rise (old people with high cholesterol in PREVENT)
 * is left out, since its coefficient is plainly not what the change would do; a medicine has a remark of its own.
 */
export const whatIfs = (
  evaluate: (values: Values) => ModelAnswer,
  model: RiskModel,
  values: Values,
): readonly WhatIf[] => {
  const now = evaluate(values)
  if (!now.ok) return []
  return levers.flatMap((lever): readonly WhatIf[] => {
    const change = lever.change(values)
    const from = change === undefined ? undefined : values[change.input]
    if (change === undefined || from === undefined || !model.inputs.some((i) => i.input === change.input)) return []
    const treats = change.remarks.some((r) => r.code === 'treatment-marks-risk')
    const then = evaluate({ ...values, [change.input]: change.to })
    if (!then.ok) return []
    const changes = now.risks.flatMap((r) => {
      if (!('years' in r.horizon)) return []
      const { years } = r.horizon
      const after = then.risks.find(
        (t) => t.outcome === r.outcome && 'years' in t.horizon && t.horizon.years === years,
      )?.probability
      return after === undefined ? [] : [{ outcome: r.outcome, years, before: r.probability, after }]
    })
    return changes.every((c) => c.before === c.after) || (!treats && changes.some((c) => c.after - c.before >= visible))
      ? []
      : [{ lever: lever.id, input: change.input, from, to: change.to, changes, remarks: change.remarks }]
  })
}
