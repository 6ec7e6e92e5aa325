import type { Range } from '../../../shared/quantity.ts'
import { type IsotonicCurve, isotonicAt } from '../../../shared/statistics/isotonic.ts'
import { expit, logit } from '../../../shared/statistics/logistic-recalibration.ts'
import type { Outcome } from '../../../shared/disease-risk.ts'
import type { ModelRemark } from '../model.ts'

/**
 * How one model fits one site's people, from events that came there. `line`: logit p' = intercept + slope · logit p. `curve`: a rising step function, which
 * is taken before the line where it rests on enough events.
 */
export type Recalibration = {
  readonly site: string
  readonly model: string
  readonly outcome: Outcome
  readonly years: number
  readonly people: number
  readonly events: number
  readonly expectedToObserved: { readonly value: number; readonly interval: Range }
  readonly line: { readonly intercept: number; readonly slope: number }
  readonly curve?: IsotonicCurve
  readonly source: string
}

/** Fewer events than this say too little to change a model. @source Collins 2016, doi 10.1002/sim.6787 */
export const eventsForLine = 100
/** Fewer events than this do not carry a step function. House rule. */
export const eventsForCurve = 200

/** A probability as a site's own events correct it, with what was done as a remark; unchanged where the events are too few. */
export const recalibrated = (
  probability: number,
  by: Recalibration,
): { readonly probability: number; readonly remark: ModelRemark } => {
  const told = {
    site: by.site,
    model: by.model,
    events: String(by.events),
    expectedToObserved: by.expectedToObserved.value.toFixed(2),
    before: String(probability),
  }
  if (by.events < eventsForLine) return { probability, remark: { code: 'too-few-events-to-recalibrate', with: told } }
  const { intercept, slope } = by.line
  const changed =
    by.curve !== undefined && by.curve.length > 0 && by.events >= eventsForCurve
      ? isotonicAt(by.curve, probability)
      : expit(intercept + slope * logit(probability))
  return { probability: changed, remark: { code: 'recalibrated', with: told } }
}
