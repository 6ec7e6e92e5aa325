import { describe, expect, test } from 'vitest'
import type { CarrierStanding } from '../../../shared/disease-risk.ts'
import type { AgeRates } from './age-rates.ts'
import { carrierHazards } from './carrier-hazards.ts'
import { carrierStates } from './carrier-states.ts'
import { familyRemainder } from './family-remainder.ts'
import { conditionalEffect } from './polygenic-effect.ts'

const years = 80
const table = (rate: (age: number) => number): AgeRates => ({
  from: 0,
  rates: Array.from({ length: years }, (_, a) => rate(a)),
  source: 'made up',
})
const population = table((a) => 4e-5 * a)
const strong = { gene: 'G1', carrierFrequency: 0.002, hazard: table((a) => 8e-4 * a), source: 'made up' }
const weak = { gene: 'G2', carrierFrequency: 0.01, hazard: table((a) => 9e-5 * a), source: 'made up' }
const standing = (gene: string, state: CarrierStanding['state'], probability: number): CarrierStanding => ({
  gene,
  state,
  probability,
  basis: [],
})

describe('what is left of a family', () => {
  test('a score that explains all leaves nothing, one that explains none leaves all', () => {
    const q = { logRatio: Math.log(2), counted: false }
    expect(familyRemainder({ ...q, score: { perSd: 0.5, explains: 1 } }).logRatio).toBe(0)
    expect(familyRemainder({ ...q, score: { perSd: 0.5, explains: 0 } }).logRatio).toBeCloseTo(Math.log(2), 14)
    expect(familyRemainder({ ...q, score: { perSd: 0.5, explains: 0.25 } }).logRatio).toBeCloseTo(
      0.75 * Math.log(2),
      14,
    )
    expect(familyRemainder(q).logRatio).toBe(Math.log(2))
  })

  test('what a clinical model has counted is only corrected', () => {
    const q = { logRatio: 0.6, counted: true }
    expect(familyRemainder(q).logRatio).toBe(0)
    expect(familyRemainder({ ...q, score: { perSd: 0.5, explains: 0.25 } }).logRatio).toBeCloseTo(-0.15, 14)
  })

  test('a share that nobody published follows from the effect: siblings are alike by exp(β²/2)', () => {
    const perSd = Math.log(1.61)
    const { left, remarks } = familyRemainder({ logRatio: Math.log(2), counted: false, score: { perSd } })
    expect(left).toBeCloseTo(1 - perSd ** 2 / 2 / Math.log(2), 14)
    expect(remarks.map((r) => r.code)).toEqual(['score-share-derived'])
  })

  test('negative genes take out the share they explain, and nothing where no share is published', () => {
    const q = { logRatio: 0.6, counted: false }
    expect(familyRemainder({ ...q, genesNegative: { explains: { value: 0.2, source: 's' } } }).logRatio).toBeCloseTo(
      0.48,
    )
    expect(familyRemainder({ ...q, genesNegative: {} })).toMatchObject({
      logRatio: 0.6,
      remarks: [{ code: 'negative-genes-share-not-known' }],
    })
  })
})

describe('carriers', () => {
  test('all states together have the population’s incidence at every age', () => {
    const { nonCarrier, carriers } = carrierHazards(population, [strong, weak])
    const states = [
      { share: 1 - 0.012, hazard: nonCarrier },
      { share: 0.002, hazard: carriers.get('G1') ?? nonCarrier },
      { share: 0.01, hazard: carriers.get('G2') ?? nonCarrier },
    ].map((s) => ({ ...s, cumulated: 0 }))
    for (let age = 0; age < years; age++) {
      let alive = 0
      let events = 0
      for (const s of states) {
        const here = s.share * Math.exp(-s.cumulated)
        const hazard = s.hazard.rates[age] ?? Number.NaN
        alive += here
        events += here * hazard
        s.cumulated += hazard
      }
      expect(events / alive).toBeCloseTo(population.rates[age] ?? Number.NaN, 14)
    }
  })

  test('carriers that would have more events than the population are told', () => {
    const { nonCarrier, remarks } = carrierHazards(population, [{ ...strong, carrierFrequency: 0.2 }])
    expect(remarks).toMatchObject([{ code: 'carriers-exceed-population' }])
    expect(Math.min(...nonCarrier.rates)).toBe(0)
  })

  test('a found variant is the only state; a negative test leaves the others', () => {
    const genes = { penetrance: [strong, weak] }
    const positive = carrierStates(population, 40, { ...genes, standings: [standing('G1', 'positive', 1)] })
    expect(positive.states).toMatchObject([{ weight: 1, carrier: true }])
    const negative = carrierStates(population, 40, {
      ...genes,
      standings: [standing('G1', 'negative', 0), standing('G2', 'negative', 0)],
    })
    expect(negative.states).toMatchObject([{ weight: 1, carrier: false }])
  })

  test('a gene of which nothing is known is not negative: the share of carriers of that age stands', () => {
    const { states } = carrierStates(population, 60, { penetrance: [strong], standings: [] })
    const carrier = states.find((s) => s.carrier)?.weight ?? Number.NaN
    expect(carrier).toBeGreaterThan(0)
    expect(carrier).toBeLessThan(0.002) // some carriers have fallen ill before 60
    expect(carrierStates(population, 0, { penetrance: [strong], standings: [] }).states[0]?.weight).toBeCloseTo(
      0.002,
      12,
    )
  })
})

describe('the effect of a score beside a clinical model', () => {
  const effect = { logRatioPerSd: 0.4, kind: 'hazard', adjustedFor: ['age', 'sex'], source: 's' } as const
  const clinical = { model: 'm', factors: ['age', 'sex', 'ldl', 'smoking'] }

  test('is used as published beside population rates, or where it was adjusted for the factors or the model', () => {
    expect(conditionalEffect(effect, undefined)?.perSd).toBe(0.4)
    expect(conditionalEffect({ ...effect, adjustedFor: ['ldl', 'smoking'] }, clinical)?.perSd).toBe(0.4)
    expect(conditionalEffect({ ...effect, adjustedFor: ['m'] }, clinical)?.perSd).toBe(0.4)
  })

  test('is shrunk, widened and flagged otherwise', () => {
    const used = conditionalEffect({ ...effect, adjustedFor: ['ldl'], standardError: 0.02 }, clinical)
    expect(used?.perSd).toBeCloseTo(0.32, 14)
    expect(used?.standardError).toBeCloseTo(Math.hypot(0.016, 0.04), 14)
    expect(used?.remarks).toMatchObject([{ code: 'effect-not-adjusted', with: { notFor: 'smoking' } }])
  })

  test('that nobody published is none', () => {
    expect(conditionalEffect(undefined, clinical)).toBeUndefined()
  })
})
