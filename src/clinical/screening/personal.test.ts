import { describe, expect, test } from 'vitest'
import { itemOn, person } from './person.test-support.ts'
import { riskEquivalentAge, riskEquivalentInterval } from './personal.ts'
import type { Given, RiskOver } from './model.ts'

/** A hazard that doubles every ten years from 1 in 1,000 a year at 40: risk = 1 - exp(-integral), in closed form. */
const hazard =
  (times: number): RiskOver =>
  (age, years) => {
    const k = Math.LN2 / 10
    return 1 - Math.exp(((-times * 0.001) / k) * (Math.exp(k * (age + years - 40)) - Math.exp(k * (age - 40))))
  }

describe('the age of equal risk', () => {
  test('twice the hazard is ten years earlier, where the hazard doubles in ten years', () => {
    expect(riskEquivalentAge(hazard(2), hazard(1), 40, 10)).toBeCloseTo(30, 10)
    expect(riskEquivalentAge(hazard(0.5), hazard(1), 40, 10)).toBeCloseTo(50, 10)
    expect(riskEquivalentAge(hazard(1), hazard(1), 45, 10)).toBeCloseTo(45, 10)
  })

  test('between birthdays it is interpolated', () => {
    expect(
      riskEquivalentAge(
        (a) => (a + 5.5) / 1000,
        (a) => a / 1000,
        40,
        10,
      ),
    ).toBeCloseTo(34.5, 10)
  })

  test('there is none when the risk is never reached, or the average is not known', () => {
    expect(
      riskEquivalentAge(
        () => 0.001,
        () => 0.01,
        40,
        10,
      ),
    ).toBeUndefined()
    expect(riskEquivalentAge(hazard(1), () => undefined, 40, 10)).toBeUndefined()
  })
})

test('the interval of equal risk: four times a constant hazard asks for a quarter of the time', () => {
  const constant =
    (h: number): RiskOver =>
    (_, years) =>
      1 - Math.exp(-h * years)
  expect(riskEquivalentInterval(constant(0.004), constant(0.001), 40, 40, 24)).toBe(6)
  expect(riskEquivalentInterval(constant(0.001), constant(0.001), 40, 40, 24)).toBe(24)
})

describe('personal timing of mammography', () => {
  const curve = (times: number): Given => ({
    curves: [{ track: 'mammography', by: 'test', years: 10, own: hazard(times), average: hazard(1) }],
  })

  test('is clamped to what the guidelines range over, with the unclamped age beside it', () => {
    const four = itemOn(person(), 'mammography', '2026-11-22', curve(4)).personal
    expect(four?.ownStart).toBeCloseTo(20, 10)
    expect(four).toMatchObject({ guidelineStart: 40, shownStart: 30, bounds: [30, 45], clamped: true })
    const higher = itemOn(person(), 'mammography', '2026-11-22', curve(1.2)).personal
    expect(higher).toMatchObject({ clamped: false })
    expect(higher?.shownStart).toBeCloseTo(40 - 10 * Math.log2(1.2), 1)
  })

  test('does not move the schedule', () => {
    expect(itemOn(person(), 'mammography', '2026-11-22', curve(4)).due).toEqual(
      itemOn(person(), 'mammography', '2026-11-22').due,
    )
  })

  test('the interval stays within the guidelines’ own', () => {
    const interval = itemOn(person(), 'mammography', '2026-11-22', curve(8)).personal?.interval
    expect(interval).toMatchObject({ guidelineMonths: 24, bounds: [12, 24] })
    expect(interval?.shownMonths).toBeGreaterThanOrEqual(12)
  })
})
