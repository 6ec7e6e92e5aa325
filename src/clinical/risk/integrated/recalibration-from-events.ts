import type { Outcome } from '../../../shared/disease-risk.ts'
import { isotonic } from '../../../shared/statistics/isotonic.ts'
import {
  calibrationInTheLarge,
  calibrationLine,
  type Predicted,
} from '../../../shared/statistics/logistic-recalibration.ts'
import { expectedToObserved } from '../../../shared/statistics/prediction-quality.ts'
import { eventsForCurve, type Recalibration } from './recalibration.ts'

/**
 * How a model fits a site, from what it predicted there and what came. With a slope that is not to be had, or that turns the order of people round (0 or below), the intercept alone.
 * `undefined` without an event or with events only.
 */
export const recalibrationFrom = (
  cohort: readonly Predicted[],
  of: {
    readonly site: string
    readonly model: string
    readonly outcome: Outcome
    readonly years: number
    readonly source: string
  },
): Recalibration | undefined => {
  const large = calibrationInTheLarge(cohort)
  const ratio = expectedToObserved(cohort)
  if (large === undefined || ratio === undefined) return undefined
  const line = calibrationLine(cohort)
  return {
    ...of,
    people: cohort.length,
    events: ratio.events,
    expectedToObserved: { value: ratio.value, interval: ratio.interval },
    line:
      line !== undefined && line.slope > 0
        ? { intercept: line.intercept, slope: line.slope }
        : { intercept: large.intercept, slope: 1 },
    ...(ratio.events >= eventsForCurve ? { curve: isotonic(cohort) } : {}),
  }
}
