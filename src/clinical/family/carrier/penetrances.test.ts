import { describe, expect, test } from 'vitest'
import { breastOvarian, groups, lynch, tables } from './carrier.test-support.ts'
import { byAge, cumulativeTo, hazardOf, netRisk } from './hazard.ts'

describe('the shipped penetrances', () => {
  const cumulative = (gene: string, cancer: string): number => {
    const row = tables.penetrance.carriers.find((c) => c.gene === gene && c.cancer === cancer && c.sex === 'female')
    const hazard = hazardOf(Float64Array.from(byAge(row), (v) => v ?? 0))
    return 100 * -Math.expm1(-cumulativeTo(hazard, 80))
  }

  test('add up to the risks to age 80 their publications state, within the rounding of their figures', () => {
    expect(Math.abs(cumulative('BRCA1', 'breast-cancer') - 72)).toBeLessThan(1.2)
    expect(Math.abs(cumulative('BRCA2', 'breast-cancer') - 69)).toBeLessThan(1.2)
    expect(Math.abs(cumulative('BRCA1', 'ovarian-cancer') - 44)).toBeLessThan(1.2)
    expect(Math.abs(cumulative('BRCA2', 'ovarian-cancer') - 17)).toBeLessThan(1.9)
    expect(Math.abs(cumulative('PALB2', 'breast-cancer') - 44)).toBeLessThan(0.7)
    expect(Math.abs(cumulative('CHEK2', 'breast-cancer') - 31.8)).toBeLessThan(0.7)
    expect(Math.abs(cumulative('ATM', 'breast-cancer') - 30)).toBeLessThan(0.7)
  })

  test('give Lynch carriers the cumulative incidence at 70 that was published', () => {
    const at70 = (gene: string, cancer: string): number => {
      const row = tables.penetrance.carriers.find((c) => c.gene === gene && c.cancer === cancer && c.sex === 'female')
      return netRisk(hazardOf(Float64Array.from(byAge(row), (v) => v ?? 0)), 20, 70)
    }
    expect(at70('MLH1', 'colorectal-cancer')).toBeCloseTo(0.46, 9)
    expect(at70('MSH6', 'endometrial-cancer')).toBeCloseTo(0.49, 9)
    expect(at70('PMS2', 'colorectal-cancer')).toBeCloseTo(0.1, 9)
  })

  test('leave carriers and non-carriers together at the incidence of the population', () => {
    for (const { model } of groups) {
      for (const cancer of model.cancers) {
        const figures = model.spec.cancers.find((c) => c.cancer === cancer.cancer && c.sex === cancer.sex)
        const population = byAge(figures?.population)
        for (let age = cancer.covers[0]; age < cancer.covers[1]; age++) {
          const all = model.together.inheritance.founder.female.reduce(
            (sum, p, s) => sum + p * (cancer.byState[s]?.rate[age] ?? 0),
            0,
          )
          const off = Math.abs(all - (population[age] ?? 0)) / (population[age] ?? 1)
          expect(off, `${cancer.cancer} at ${age}`).toBeLessThan(1e-9)
          expect(cancer.byState[0]?.rate[age], `non-carriers, ${cancer.cancer} at ${age}`).toBeGreaterThan(
            0.4 * (population[age] ?? 0),
          )
        }
      }
    }
  })

  test('name the sources that have not been held against their publication', () => {
    expect(breastOvarian.unverified.some((s) => s.startsWith('Kuchenbaecker'))).toBe(true)
    expect(lynch.unverified.some((s) => s.startsWith('Møller'))).toBe(true)
    expect(breastOvarian.unverified.some((s) => s.startsWith('Hu C'))).toBe(false)
  })
})
