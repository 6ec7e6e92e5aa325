import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  iconArray,
  iconCounts,
  iconSummary,
  riskByAge,
  riskCurveSummary,
  riskDots,
  riskDotsSummary,
  svgText,
} from './index.ts'

const probability = fc.double({ min: 0, max: 1, noNaN: true })

describe('the icon array', () => {
  test('holds as many people as its denominator, whatever the risk, the interval and the gain', () => {
    fc.assert(
      fc.property(
        fc.tuple(probability, probability, probability, probability),
        fc.constantFrom(100 as const, 1000 as const),
        fc.boolean(),
        (all, of, ranged) => {
          const [low = 0, risk = 0, high = 0, without = 0] = all.toSorted((a, b) => a - b)
          const counts = iconCounts({ risk, without, ...(ranged ? { range: [low, high] as const } : {}) }, of)
          expect(Object.values(counts).reduce((a, b) => a + b)).toBe(of)
          expect(Object.values(counts).every((n) => n >= 0)).toBe(true)
        },
      ),
    )
  })
  test('shows who is spared besides who is not, in order', () => {
    const text = svgText(iconArray({ risk: 0.1, without: 0.14 }, 100, 'a stroke in 10 years'))
    expect(text.match(/i-event/g)).toHaveLength(10)
    expect(text.match(/i-avoided/g)).toHaveLength(4)
    expect(text.lastIndexOf('i-event')).toBeLessThan(text.indexOf('i-avoided'))
    expect(text.lastIndexOf('i-avoided')).toBeLessThan(text.indexOf('i-none'))
  })
  test('says gain and loss in words, and a band as a band', () => {
    expect(iconSummary({ risk: 0.14 }, 100, 'a stroke in 10 years')).toBe(
      '14 of 100 people have a stroke in 10 years, 86 do not.',
    )
    expect(iconSummary({ risk: 0.1, without: 0.14 }, 100, 'a stroke in 10 years')).toBe(
      '10 of 100 people have a stroke in 10 years, 90 do not. 4 more would have it otherwise.',
    )
    expect(iconSummary({ risk: 0.07, range: [0.05, 0.11] }, 100, 'a stroke in 10 years')).toBe(
      'Between 5 and 11 of 100 people have a stroke in 10 years.',
    )
  })
})

describe('risk by age', () => {
  const own = [50, 60, 70].map((age, i) => ({ age, risk: i * 0.1, low: i * 0.08, high: i * 0.12 }))
  const average = { name: 'average', points: [50, 60, 70].map((age, i) => ({ age, risk: i * 0.06 })) }
  test('says its end, and the average at the same age', () => {
    expect(riskCurveSummary({ what: 'breast cancer', own, average })).toBe(
      'Risk of breast cancer from age 50 to 70: 20 %; average: 12 %.',
    )
  })
  test('draws the person, the interval and the average as three different strokes', () => {
    const text = svgText(riskByAge({ what: 'breast cancer', own, average, marks: [{ age: 55, label: 'start' }] }))
    for (const part of ['class="own"', 'class="average"', 'class="band"', '>start<']) expect(text).toContain(part)
    expect(text).not.toMatch(/NaN|Infinity/)
  })
  test('labels never lie on one another, even where both risks are the same', () => {
    const text = svgText(riskByAge({ what: 'x', own, average: { name: 'average', points: own } }))
    const ys = [...text.matchAll(/y="([\d.]+)" font-size="11" font-weight/g)].map((m) => Number(m[1]))
    expect(Math.abs((ys[0] ?? 0) - (ys[1] ?? 0))).toBeGreaterThanOrEqual(12)
  })
})

describe('risks side by side', () => {
  const dots = [
    { name: 'PREVENT', risk: 0.06, leads: true },
    { name: 'SCORE2', range: [0.05, 0.11] as const },
    { name: 'QRISK3' },
  ]
  test('say in words what is known, as a band what is known so, and what is not known', () => {
    expect(riskDotsSummary('Heart and vessels in 10 years', dots)).toBe(
      'Heart and vessels in 10 years: PREVENT 6 %; SCORE2 5 to 11 %; QRISK3 not known.',
    )
  })
  test('have one scale from 0', () => {
    const text = svgText(riskDots('x', dots, { at: 0.075, label: 'treatment is weighed' }))
    expect(text).toContain('0 %')
    expect(text).toContain('treatment is weighed')
    expect(text).not.toMatch(/NaN|Infinity/)
  })
})
