import { describe, expect, test } from 'vitest'
import { quantity } from '../../../shared/quantity.ts'
import { duBois1916, mosteller1987 } from '../../../shared/body-size.ts'
import { gageLog, warfarinGage2008 } from './warfarin-gage-2008.ts'
import type { WarfarinInputs } from './warfarin-inputs.ts'
import { iwpcRoot, warfarinIwpc2009 } from './warfarin-iwpc-2009.ts'

const inputs: WarfarinInputs = {
  ageYears: 65,
  heightCm: 170,
  weightKg: 75,
  cyp2c9: [['*1', '*1']],
  vkorc1: ['GG'],
  amiodarone: 'no',
  inducer: 'no',
  smoker: 'no',
  thrombosis: 'no',
  race: 'White',
  targetInr: 2.5,
  otherGenes: [],
  otherMedicines: [],
}

describe('body surface area', () => {
  test('matches the examples of the formulas', () => {
    expect(duBois1916(quantity<'kg'>(70), quantity<'cm'>(170))).toBeCloseTo(1.81, 2)
    expect(mosteller1987(quantity<'kg'>(70), quantity<'cm'>(170))).toBeCloseTo(1.82, 2)
  })
})

describe('IWPC 2009', () => {
  const base = {
    ageYears: 65,
    heightCm: 170,
    weightKg: 75,
    vkorc1: 'GG',
    cyp2c9: '*1/*1',
    race: 'White',
    inducer: 0,
    amiodarone: 0,
  } as const

  // Weekly doses computed from the coefficients of an independent public implementation (University of Pennsylvania, WarfarinDosingOracle) in another language.
  test.each([
    [{ ...base }, 41.9256],
    [{ ...base, vkorc1: 'AG', cyp2c9: '*1/*3' }, 21.8238],
    [{ ...base, vkorc1: 'AA', cyp2c9: '*3/*3' }, 5.9849],
    [{ ...base, ageYears: 44, weightKg: 90, heightCm: 182, race: 'Black', amiodarone: 1 }, 41.8337],
    [{ ...base, ageYears: 71, vkorc1: 'unknown', cyp2c9: '*2/*2', race: 'unknown', inducer: 1 }, 33.005],
  ] as const)('agrees with independent implementations: %o', (terms, mgPerWeek) => {
    expect(iwpcRoot(terms) ** 2).toBeCloseTo(mgPerWeek, 3)
  })
  test('counts age in completed decades, nine from ninety on', () => {
    expect(iwpcRoot({ ...base, ageYears: 60 })).toBe(iwpcRoot({ ...base, ageYears: 69 }))
    expect(iwpcRoot({ ...base, ageYears: 103 })).toBe(iwpcRoot({ ...base, ageYears: 90 }))
  })
  test('a diplotype the equation does not know has no dose', () => {
    expect(iwpcRoot({ ...base, cyp2c9: '*1/*8' })).toBeNaN()
    expect(warfarinIwpc2009({ ...inputs, cyp2c9: [['*1', '*8']] })).toMatchObject({
      kind: 'notComputable',
      because: [{ code: 'allele-not-in-equation', with: { gene: 'CYP2C9', allele: '*8' } }],
    })
  })
  test('an unrecorded weight gives a range that holds the dose of every weight in it', () => {
    const { weightKg: _, ...without } = inputs
    const outcome = warfarinIwpc2009(without)
    if (outcome.kind !== 'dose' || outcome.dose.range === undefined) throw new Error('a range was expected')
    const [low, high] = outcome.dose.range
    expect(outcome.dose.missing).toEqual(['weight'])
    for (const weightKg of [45, 60, 75, 110]) {
      const at = iwpcRoot({ ...base, weightKg }) ** 2
      expect(at).toBeGreaterThanOrEqual(low - 1e-9)
      expect(at).toBeLessThanOrEqual(high + 1e-9)
    }
    expect(high - low).toBeGreaterThan(5)
  })
  test('two sizes missing, a child, or no gene at all are not computed', () => {
    const { weightKg: _w, heightCm: _h, ...two } = inputs
    expect(warfarinIwpc2009(two)).toMatchObject({
      kind: 'notComputable',
      because: [{ code: 'too-much-missing', with: { missing: 'height, weight' } }],
    })
    expect(warfarinIwpc2009({ ...inputs, ageYears: 17 })).toMatchObject({ because: [{ code: 'outside-equation-age' }] })
    expect(warfarinIwpc2009({ ...inputs, cyp2c9: [], vkorc1: [] }).kind).toBe('notComputable')
  })
  test('one unknown gene uses the term of the equation and says so', () => {
    const outcome = warfarinIwpc2009({ ...inputs, vkorc1: [] })
    expect(outcome).toMatchObject({
      kind: 'dose',
      dose: { assumed: ['VKORC1-unknown-term'], inputs: { VKORC1: 'unknown' } },
    })
  })
  test('two candidate diplotypes give a range from one to the other', () => {
    const outcome = warfarinIwpc2009({
      ...inputs,
      cyp2c9: [
        ['*1', '*1'],
        ['*1', '*3'],
      ],
    })
    if (outcome.kind !== 'dose') throw new Error('a dose was expected')
    expect(outcome.dose.range?.[0]).toBeCloseTo(iwpcRoot({ ...base, cyp2c9: '*1/*3' }) ** 2, 9)
    expect(outcome.dose.range?.[1]).toBeCloseTo(iwpcRoot(base) ** 2, 9)
  })
  test('what it leaves out is named', () => {
    const outcome = warfarinIwpc2009({ ...inputs, otherGenes: ['CYP4F2'], otherMedicines: ['fluconazole'] })
    expect(outcome).toMatchObject({ dose: { notIncluded: ['CYP4F2', 'rs12777823', 'fluconazole'], unverified: false } })
  })
})

describe('Gage 2008', () => {
  const base = {
    ageYears: 65,
    bsa: 1.9,
    vkorc1: 'GG',
    cyp2c9: ['*1', '*1'],
    targetInr: 2.5,
    amiodarone: 0,
    smoker: 0,
    black: 0,
    thrombosis: 0,
  } as const
  const change = (to: Partial<Parameters<typeof gageLog>[0]>): number =>
    Math.round((Math.exp(gageLog({ ...base, ...to }) - gageLog(base)) - 1) * 100)

  test('gives the percentages that the abstract of the paper states', () => {
    expect(change({ vkorc1: 'AG' })).toBe(-28)
    expect(change({ bsa: 2.15 })).toBe(11)
    expect(change({ cyp2c9: ['*1', '*3'] })).toBe(-33)
    expect(change({ cyp2c9: ['*1', '*2'] })).toBe(-19)
    expect(change({ ageYears: 75 })).toBe(-7)
    expect(change({ targetInr: 3 })).toBe(11)
    expect(change({ amiodarone: 1 })).toBe(-22)
    expect(change({ smoker: 1 })).toBe(10)
    expect(change({ black: 1 })).toBe(-9)
    expect(change({ thrombosis: 1 })).toBe(7)
  })
  test('counts alleles: two of a kind act twice', () => {
    expect(gageLog({ ...base, vkorc1: 'AA' }) - gageLog(base)).toBeCloseTo(
      2 * (gageLog({ ...base, vkorc1: 'AG' }) - gageLog(base)),
      12,
    )
    expect(gageLog({ ...base, cyp2c9: ['*3', '*3'] }) - gageLog(base)).toBeCloseTo(-0.8016, 12)
  })
  // Daily doses computed from an independent public implementation (reil) in another language; it does not count VKORC1 A/A, so only GG and AG are compared.
  test.each([
    [{ ...base }, 6.16156],
    [{ ...base, vkorc1: 'AG', cyp2c9: ['*2', '*3'], ageYears: 50, bsa: 2.1, smoker: 1 } as const, 3.24599],
    [{ ...base, targetInr: 3, amiodarone: 1, black: 1, thrombosis: 1 } as const, 5.16694],
  ])('agrees with an independent implementation: %o', (terms, mgPerDay) => {
    expect(Math.exp(gageLog(terms))).toBeCloseTo(mgPerDay, 4)
  })
  test('needs both genes and says which is missing', () => {
    expect(warfarinGage2008({ ...inputs, vkorc1: [] })).toMatchObject({
      kind: 'notComputable',
      because: [{ code: 'gene-not-known', with: { gene: 'VKORC1' } }],
    })
  })
  test('a full set gives one dose, an open question a range around it', () => {
    const full = warfarinGage2008(inputs)
    if (full.kind !== 'dose') throw new Error('a dose was expected')
    expect(full.dose.range).toBeUndefined()
    expect(full.dose).toMatchObject({ unverified: true, assumed: [] })
    const open = warfarinGage2008({ ...inputs, smoker: 'unknown' })
    if (open.kind !== 'dose') throw new Error('a dose was expected')
    expect(open.dose.range?.[0]).toBeCloseTo(full.dose.mgPerWeek, 9)
    expect(open.dose.missing).toEqual(['smoker'])
  })
  test('an enzyme inducer on the list is told as not included', () => {
    expect(warfarinGage2008({ ...inputs, inducer: 'yes' })).toMatchObject({
      dose: { notIncluded: ['rs12777823', 'enzyme-inducer'] },
    })
  })
})
