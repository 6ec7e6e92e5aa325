import type { Range } from '../../shared/quantity.ts'
import type { CurveGiven, PersonalTiming, RiskOver, ScreeningRule } from './model.ts'
import type { Known } from './person/known.ts'
import { startAge } from './schedule/segments.ts'

/** Ages over which the meeting of two risk curves is looked for. */
const searched: Range = [18, 90]

/**
 * The age (years, interpolated between birthdays) at which one's own risk over so many years first reaches that of the average person at `startAge`;
 * undefined when it never does within 18 to 90, or the average is not known.
 * @example riskEquivalentAge((a) => (a + 5) / 1000, (a) => a / 1000, 40, 10) // 35
 */
export const riskEquivalentAge = (
  own: RiskOver,
  average: RiskOver,
  start: number,
  years: number,
): number | undefined => {
  const target = average(start, years)
  if (target === undefined) return undefined
  let before: number | undefined
  for (let age = searched[0]; age <= searched[1]; age++) {
    const risk = own(age, years)
    if (risk === undefined) {
      before = undefined
      continue
    }
    if (risk >= target)
      return before === undefined || risk === before ? age : age - 1 + (target - before) / (risk - before)
    before = risk
  }
  return undefined
}

/**
 * Months after which one's own risk from `age` on reaches what the average person runs over the guideline's interval from its start age on; to the
 * whole month, undefined beyond 20 years.
 */
export const riskEquivalentInterval = (
  own: RiskOver,
  average: RiskOver,
  age: number,
  start: number,
  guidelineMonths: number,
): number | undefined => {
  const target = average(start, guidelineMonths / 12)
  if (target === undefined) return undefined
  for (let months = 1; months <= 240; months++) {
    const risk = own(age, months / 12)
    if (risk !== undefined && risk >= target) return months
  }
  return undefined
}

const clamp = (value: number, [low, high]: Range): number => Math.min(high, Math.max(low, value))

const intervals = (rules: readonly ScreeningRule[]): readonly number[] =>
  rules.flatMap((r) => r.options[0]?.map((p) => p.everyMonths ?? []) ?? []).flat()

/** The ages at which the guidelines of a track start, one for each source. */
const starts = (rules: readonly ScreeningRule[], known: Known): readonly number[] => {
  const bySource = new Map<string, number>()
  for (const r of rules) {
    if (r.stance !== 'recommended') continue
    const key = `${r.source} ${r.role}`
    bySource.set(key, Math.min(bySource.get(key) ?? Number.POSITIVE_INFINITY, startAge(r, known)))
  }
  return [...bySource.values()]
}

/**
 * When somebody would start, and how often they would go, if screening began at equal risk instead of equal age: both clamped to what the guidelines
 * of the track range over, the unclamped figures beside them. Undefined without a curve or a guideline's start.
 */
export const personalTiming = (
  rules: readonly ScreeningRule[],
  known: Known,
  curve: CurveGiven | undefined,
): PersonalTiming | undefined => {
  const base = rules.filter((r) => r.role === 'base' && r.stance === 'recommended' && r.ages?.from !== undefined)
  if (curve === undefined || base.length === 0) return undefined
  const guidelineStart = Math.min(...base.map((r) => r.ages?.from ?? Number.POSITIVE_INFINITY))
  const all = starts(rules, known)
  const bounds: Range = [Math.min(...all), Math.max(...all)]
  const ownStart = riskEquivalentAge(curve.own, curve.average, guidelineStart, curve.years)
  const shownStart = ownStart === undefined ? bounds[1] : clamp(ownStart, bounds)
  const months = intervals(base)
  const [guidelineMonths] = months
  const spread = intervals(rules.filter((r) => r.stance === 'recommended'))
  const monthBounds: Range = [Math.min(...spread), Math.max(...spread)]
  const ownMonths =
    guidelineMonths === undefined
      ? undefined
      : riskEquivalentInterval(curve.own, curve.average, shownStart, guidelineStart, guidelineMonths)
  return {
    by: curve.by,
    years: curve.years,
    guidelineStart,
    ...(ownStart === undefined ? {} : { ownStart }),
    shownStart,
    bounds,
    clamped: ownStart === undefined || shownStart !== ownStart,
    ...(guidelineMonths === undefined
      ? {}
      : {
          interval: {
            guidelineMonths,
            ...(ownMonths === undefined ? {} : { ownMonths }),
            shownMonths: ownMonths === undefined ? monthBounds[1] : clamp(ownMonths, monthBounds),
            bounds: monthBounds,
          },
        }),
  }
}
