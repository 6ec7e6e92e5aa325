import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tables } from '../known-person.test-support.ts'
import type { CatalogueEntry } from './catalogue.ts'
import { judgeFigure } from './stated-unit.ts'

const entry = (id: string): CatalogueEntry => {
  const found = tables.catalogue.entries.get(id)
  if (found === undefined) throw new Error(id)
  return found
}
const judge = (id: string, figure: number, unit?: string) => judgeFigure(entry(id), figure, unit)

describe('a figure in its unit', () => {
  test('comes in the canonical unit', () => {
    expect(judge('totalCholesterol', 200, 'mg/dL')).toEqual({ state: 'known', value: 200 })
    expect(judge('totalCholesterol', 5, 'mmol/L')).toMatchObject({ state: 'known', value: expect.closeTo(193.325, 3) })
    expect(judge('temperature', 98.6, '[degF]')).toMatchObject({ state: 'known', value: expect.closeTo(37, 6) })
  })
  test('HbA1c of 48 mmol/mol is 6.5 %', () => {
    expect(judge('hba1c', 48, 'mmol/mol')).toMatchObject({ state: 'known', value: expect.closeTo(6.5, 1) })
  })
  test('units that differ by an annotation are the same', () => {
    expect(judge('urineAlbuminCreatinine', 30, 'mg/g{creat}').state).toBe('known')
  })
})

describe('a unit mix-up is suspected and asked about, never used', () => {
  test.each([
    ['totalCholesterol', 5.2, 'mg/dL', 'mmol/L'],
    ['totalCholesterol', 200, 'mmol/L', 'mg/dL'],
    ['hdlCholesterol', 1.3, 'mg/dL', 'mmol/L'],
    ['hdlCholesterol', 50, 'mmol/L', 'mg/dL'],
    ['creatinine', 80, 'mg/dL', 'umol/L'],
    ['creatinine', 1.1, 'umol/L', 'mg/dL'],
    ['hba1c', 48, '%', 'mmol/mol'],
    ['systolic', 16, 'mm[Hg]', 'kPa'],
    ['height', 1.75, 'cm', 'm'],
    ['temperature', 98.6, 'Cel', '[degF]'],
    ['albumin', 42, 'g/dL', 'g/L'],
  ])('%s %f %s is likely %s', (id, figure, unit, likelyUnit) => {
    expect(judge(id, figure, unit)).toEqual({ state: 'suspect', likelyUnit })
  })
  test('without a unit the canonical one is tried', () => {
    expect(judge('totalCholesterol', 5.2)).toEqual({ state: 'suspect', likelyUnit: 'mmol/L' })
    expect(judge('totalCholesterol', 200)).toEqual({ state: 'known', value: 200 })
  })
  test('a unit of something else is suspect', () => {
    expect(judge('systolic', 120, 'kg').state).toBe('suspect')
  })
})

test('what no living person has is impossible', () => {
  expect(judge('systolic', 9999, 'mm[Hg]')).toEqual({ state: 'impossible' })
  expect(judge('bmi', -3, 'kg/m2')).toEqual({ state: 'impossible' })
  expect(judge('hba1c', Number.NaN, '%')).toEqual({ state: 'impossible' })
})

test('what is rare and ordinary in no other unit is believed', () => {
  expect(judge('systolic', 230, 'mm[Hg]')).toEqual({ state: 'known', value: 230 })
  expect(judge('totalCholesterol', 420, 'mg/dL')).toEqual({ state: 'known', value: 420 })
})

test('the same quantity in any unit of an input is the same value', () => {
  for (const e of tables.catalogue.entries.values()) {
    const [low, high] = e.plausible ?? [0, 0]
    for (const u of e.alsoIn ?? [])
      fc.assert(
        fc.property(fc.double({ min: low, max: high, noNaN: true }), (value) => {
          const judged = judgeFigure(e, (value - (u.offset ?? 0)) / u.factor, u.unit)
          if (judged.state === 'known') expect(judged.value).toBeCloseTo(value, 6)
        }),
        { numRuns: 20, seed: 1 },
      )
  }
})
