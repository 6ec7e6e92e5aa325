import { describe, expect, test } from 'vitest'
import { oneEach, rankRecommendations } from '../../plan/index.ts'
import { type DrawnPerson, assessed, condition, medicine, pgxModule, viewOf } from './drawn-person.test-support.ts'

const recommended = (of: DrawnPerson) =>
  oneEach(rankRecommendations(pgxModule.recommend(assessed(of).assessments, viewOf(of))))

describe('recommendations', () => {
  const all = recommended({
    pairs: { CYP2C19: ['*2', '*2'] },
    stated: { CYP2D6: '*4/*4' },
    medications: [medicine('clopidogrel'), medicine('simvastatin'), medicine('abacavir')],
    conditions: [condition('acute-coronary-syndrome-or-pci')],
  })
  test('the person’s own medicine to act on comes first, now', () => {
    expect(all[0]).toMatchObject({ about: { name: 'clopidogrel' }, verdict: 'act', urgency: 'now', intent: 'avoid' })
  })
  test('the test that decides an own medicine comes before what is only worth knowing', () => {
    const names = all.map((r) => r.about.name)
    expect(names[1]).toBe('HLA-B')
    expect(all[1]).toMatchObject({ intent: 'orderTest', urgency: 'next', onList: true })
  })
  test('a medicine that is fine is no recommendation', () => {
    expect(all.map((r) => r.about.name)).not.toContain('simvastatin')
  })
  test('nothing that is not taken is to act on, and one result speaks once', () => {
    const others = all.filter((r) => !r.onList)
    expect(others.map((r) => r.verdict)).not.toContain('act')
    const byCyp2d6 = others.filter((r) =>
      r.because.some((b) => b.with['gene'] === 'CYP2D6' && b.with['score'] === '0.0'),
    )
    const named = byCyp2d6.flatMap((r) => [r.about.name, ...(r.alsoAbout ?? []).map((d) => d.name)])
    expect(named).toEqual(expect.arrayContaining(['codeine', 'tramadol', 'nortriptyline']))
    expect(new Set(named).size).toBe(named.length)
    expect(others.length).toBeLessThanOrEqual(8)
  })
  test('somebody with ordinary results and no medicines is told of no medicine', () => {
    const plain = recommended({
      pairs: {},
      stated: { CYP2D6: '*1/*1', 'HLA-A': '*01:01/*02:01', 'HLA-B': '*08:01/*07:02' },
    })
    expect(plain.filter((r) => r.intent !== 'orderTest')).toEqual([])
  })
})
