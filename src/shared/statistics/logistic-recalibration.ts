/** One person of a cohort: the probability (0 to 1) that was predicted, and whether the event came. */
export type Predicted = { readonly probability: number; readonly event: boolean }

const margin = 1e-12
export const logit = (p: number): number => {
  const inside = Math.min(Math.max(p, margin), 1 - margin)
  return Math.log(inside) - Math.log1p(-inside)
}
export const expit = (x: number): number => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)))

/** A line on the logit scale with standard errors: logit p' = intercept + slope · logit p. */
export type CalibrationLine = {
  readonly intercept: number
  readonly slope: number
  readonly standardError: { readonly intercept: number; readonly slope: number }
}

/** Information of the logistic model at one point: gradient and (minus) Hessian. */
const information = (cohort: readonly Predicted[], a: number, b: number) => {
  let [ga, gb, haa, hab, hbb] = [0, 0, 0, 0, 0]
  for (const person of cohort) {
    const x = logit(person.probability)
    const p = expit(a + b * x)
    const residual = (person.event ? 1 : 0) - p
    const w = p * (1 - p)
    ga += residual
    gb += residual * x
    haa += w
    hab += w * x
    hbb += w * x * x
  }
  return { ga, gb, haa, hab, hbb }
}

/**
 * Calibration in the large: the intercept that makes the expected number of events that which came, the slope being 1. `undefined` where no finite one
 * exists: nobody, no event, or everybody.
 * @source Cox 1958, doi 10.1093/biomet/45.3-4.562; Van Calster 2019, doi 10.1186/s12916-019-1466-7
 */
export const calibrationInTheLarge = (
  cohort: readonly Predicted[],
): { readonly intercept: number; readonly standardError: number } | undefined => {
  const events = cohort.filter((p) => p.event).length
  if (events === 0 || events === cohort.length) return undefined
  let [low, high] = [-40, 40]
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2
    if (information(cohort, middle, 1).ga > 0) low = middle
    else high = middle
  }
  const intercept = (low + high) / 2
  return { intercept, standardError: 1 / Math.sqrt(information(cohort, intercept, 1).haa) }
}

/** Intercept and slope together, by maximum likelihood. `undefined` where none exists: no event, only events, one prediction for all, or perfect separation. */
export const calibrationLine = (cohort: readonly Predicted[]): CalibrationLine | undefined => {
  if (calibrationInTheLarge(cohort) === undefined) return undefined
  let [a, b] = [0, 1]
  for (let i = 0; i < 100; i++) {
    const { ga, gb, haa, hab, hbb } = information(cohort, a, b)
    const determinant = haa * hbb - hab * hab
    if (!(determinant > 1e-9 * haa * hbb)) return undefined
    const da = (hbb * ga - hab * gb) / determinant
    const db = (haa * gb - hab * ga) / determinant
    const length = Math.max(1, Math.abs(da), Math.abs(db))
    a += da / length
    b += db / length
    if (Math.abs(b) > 100) return undefined
    if (Math.abs(da) + Math.abs(db) < 1e-12 * (1 + Math.abs(a) + Math.abs(b)))
      return {
        intercept: a,
        slope: b,
        standardError: { intercept: Math.sqrt(hbb / determinant), slope: Math.sqrt(haa / determinant) },
      }
  }
  return undefined
}
