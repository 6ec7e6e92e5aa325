import { describe, expect, test } from 'vitest'
import type { Relative } from '../pedigree.ts'
import { breastOvarian, diagnosed, probability, relative, withMother } from './carrier.test-support.ts'
import { cumulativeTo, hazardOf } from './hazard.ts'
import { phenotypeLikelihood } from './phenotype.ts'

describe('what is on record of one person', () => {
  const { model } = breastOvarian
  const breastOf = (person: Relative): readonly number[] => [...(phenotypeLikelihood(model, person) ?? [])]

  test('says nothing where health or age is not known', () => {
    const silent = model.together.states.map(() => 1)
    expect(breastOf(relative('a', 'female', 70, { healthUnknown: true }))).toEqual(silent)
    expect(breastOf(relative('a', 'female', undefined))).toEqual(silent)
    expect(phenotypeLikelihood(model, relative('a', 'unknown', 70))).toBeUndefined()
  })

  test('ends with the operation that removes the organ', () => {
    const operated = relative('a', 'female', 70, {
      surgery: [
        { what: 'bilateral-mastectomy', age: 35 },
        { what: 'bilateral-salpingo-oophorectomy', age: 35 },
      ],
    })
    const [wellAt35, well] = [breastOf(relative('a', 'female', 35)), breastOf(relative('a', 'female', 70))]
    const pancreas = (age: number, s: number): number =>
      Math.exp(
        -cumulativeTo(
          model.cancers.find((c) => c.cancer === 'pancreatic-cancer' && c.sex === 'female')?.byState[s] ??
            hazardOf(new Float64Array(120)),
          age,
        ),
      )
    breastOf(operated).forEach((p, s) => {
      expect(p).toBeCloseTo(((wellAt35[s] ?? 0) / pancreas(35, s)) * pancreas(70, s), 12)
    })
    expect(well).not.toEqual(breastOf(operated))
  })

  test('a range of ages is the mean of its years', () => {
    const at = (age: number): readonly number[] =>
      breastOf(relative('a', 'female', 80, { diagnoses: [diagnosed('breast-cancer', age)] }))
    const between = breastOf(
      relative('a', 'female', 80, { diagnoses: [{ disease: 'breast-cancer', onset: [40, 42] }] }),
    )
    between.forEach((p, s) => {
      expect(p).toBeCloseTo(((at(40)[s] ?? 0) + (at(41)[s] ?? 0) + (at(42)[s] ?? 0)) / 3, 15)
    })
  })

  test('a diagnosis at an unknown age is less than one at forty and more than none', () => {
    const family2 = (diagnoses: Relative['diagnoses']): number => probability(withMother({ diagnoses }), 'BRCA1')
    expect(family2([])).toBeLessThan(family2([diagnosed('breast-cancer')]))
    expect(family2([diagnosed('breast-cancer')])).toBeLessThan(family2([diagnosed('breast-cancer', 40)]))
  })
})
