import type { Range } from '../quantity.ts'
import { calibrationIndex } from './calibration-index.ts'
import { calibrationInTheLarge, calibrationLine, type Predicted } from './logistic-recalibration.ts'
import { brier, concordance, expectedToObserved } from './prediction-quality.ts'

type Figure = { readonly value: number; readonly interval?: Range }

/** What one group's outcomes say of a model's predictions; figures that the group cannot give are absent. */
export type PredictionReport = {
  readonly people: number
  readonly events: number
  readonly expectedToObserved?: Figure
  readonly inTheLarge?: Figure
  readonly slope?: Figure
  readonly concordance?: Figure
  readonly brier?: number
  readonly calibrationIndex?: number
}

const around = (value: number, standardError: number): Figure => ({
  value,
  interval: [value - 1.959963984540054 * standardError, value + 1.959963984540054 * standardError],
})

/** Every figure of one group, with 95 % intervals where there is a formula for one (not for Brier and calibration index). */
export const predictionReport = (cohort: readonly Predicted[]): PredictionReport => {
  const ratio = expectedToObserved(cohort)
  const large = calibrationInTheLarge(cohort)
  const line = calibrationLine(cohort)
  const c = concordance(cohort)
  return {
    people: cohort.length,
    events: ratio?.events ?? 0,
    ...(ratio === undefined ? {} : { expectedToObserved: { value: ratio.value, interval: ratio.interval } }),
    ...(large === undefined ? {} : { inTheLarge: around(large.intercept, large.standardError) }),
    ...(line === undefined ? {} : { slope: around(line.slope, line.standardError.slope) }),
    ...(c === undefined ? {} : { concordance: c }),
    ...(cohort.length === 0 ? {} : { brier: brier(cohort), calibrationIndex: calibrationIndex(cohort) }),
  }
}

/** The same by group (sex, ancestry): who is in none is in no report. */
export const reportsByGroup = <P extends Predicted>(
  cohort: readonly P[],
  groupOf: (person: P) => string | undefined,
): ReadonlyMap<string, PredictionReport> => {
  const named = cohort.flatMap((person) => {
    const name = groupOf(person)
    return name === undefined ? [] : [{ name, person }]
  })
  const groups = Map.groupBy(named, (n) => n.name)
  return new Map([...groups].map(([name, members]) => [name, predictionReport(members.map((m) => m.person))]))
}
