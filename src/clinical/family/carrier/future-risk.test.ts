import { describe, expect, test } from 'vitest'
import type { Relative } from '../pedigree.ts'
import { answer, diagnosed, family, relative, tested, withMother } from './carrier.test-support.ts'

describe('future cancer risk', () => {
  test('is the risk of each state weighted by its probability, between the risk of nobody’s gene and that of the worst', () => {
    const { risks } = answer(withMother(tested('BRCA1', 'positive')))
    expect(risks.length).toBeGreaterThan(0)
    for (const risk of risks) {
      const [low, high] = risk.intervals.find((i) => i.level === 1)?.range ?? [Number.NaN, Number.NaN]
      expect(risk.probability).toBeGreaterThanOrEqual(low)
      expect(risk.probability).toBeLessThanOrEqual(high)
    }
  })

  test('with death of other causes is below the risk net of it, and of carriers close to what is published', () => {
    const carrier = answer(family([relative('me', 'female', 20, tested('BRCA1', 'positive'))]))
    const risk = carrier.risks.find((r) => r.outcome === 'breast-cancer' && 'toAge' in r.horizon)
    expect(risk?.competing).toBe(true)
    expect(risk?.probability).toBeLessThan(0.72)
    expect(risk?.probability).toBeGreaterThan(0.66)
  })

  test('is not given for a cancer somebody has had, an organ that was taken out, or an unknown age', () => {
    const of = (more: Partial<Relative>, age: number | undefined = 40): Record<string, string> =>
      Object.fromEntries(answer(family([relative('me', 'female', age, more)])).none.map((n) => [n.outcome, n.because]))
    expect(of({ diagnoses: [diagnosed('breast-cancer', 38)] })).toEqual({ 'breast-cancer': 'had-it' })
    expect(of({ surgery: [{ what: 'bilateral-salpingo-oophorectomy', age: 38 }] })).toEqual({
      'ovarian-cancer': 'organ-removed',
    })
    expect(of({ surgery: [{ what: 'bilateral-mastectomy', age: 40 }] })).toEqual({ 'breast-cancer': 'organ-removed' })
    expect(of({ diagnoses: [diagnosed('ductal-carcinoma-in-situ', 39)] })).toEqual({
      'breast-cancer': 'treated-in-situ',
    })
    expect(answer(family([relative('me', 'female', undefined)])).risks).toEqual([])
    expect(Object.values(of({}, 85)).every((because) => because === 'outside-ages')).toBe(true)
  })

  test('of one cancer out of two groups of genes is one figure above either', () => {
    const { risks } = answer(withMother({}))
    const ovarian = risks.filter((r) => r.outcome === 'ovarian-cancer')
    expect(ovarian.map((r) => JSON.stringify(r.horizon)).sort()).toEqual(['{"toAge":80}', '{"years":10}'])
    for (const r of ovarian)
      expect(r.ifCarrier.map((c) => c.gene)).toEqual([
        'BRCA1',
        'BRCA2',
        'PALB2',
        'CHEK2',
        'ATM',
        'MLH1',
        'MSH2',
        'MSH6',
        'PMS2',
      ])
  })
})
