import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { actionClasses } from '../shared/action-class.ts'
import { ladder } from '../shared/evidence.ts'
import type { Recommendation } from '../shared/recommendation.ts'
import { oneEach, rankRecommendations } from './rank.ts'

const anyRecommendation: fc.Arbitrary<Recommendation> = fc.record({
  id: fc.string({ minLength: 1, maxLength: 3 }),
  module: fc.constant('pharmacogenomics'),
  intent: fc.constantFrom('avoid' as const, 'adjustDose' as const, 'orderTest' as const),
  verdict: fc.constantFrom('act' as const, 'caution' as const, 'notKnown' as const, 'fine' as const),
  urgency: fc.constantFrom('now' as const, 'next' as const, 'whenever' as const),
  about: fc.record({ name: fc.constantFrom('a', 'b', 'c') }),
  onList: fc.boolean(),
  actionClass: fc.constantFrom(...actionClasses),
  steps: fc.constant([]),
  because: fc.constant([]),
  evidence: fc.array(
    fc.record({
      source: fc.constant('CPIC'),
      grade: fc.constant(''),
      rung: fc.constantFrom(...ladder),
      citations: fc.constant([]),
      release: fc.constant(''),
    }),
    { maxLength: 2 },
  ),
  alternatives: fc.constant([]),
  wouldChangeIf: fc.constant([]),
  basis: fc.constant([]),
  releases: fc.constant([]),
})
const many = fc.uniqueArray(anyRecommendation, { selector: (r) => r.id, maxLength: 12 })
const ids = (all: readonly Recommendation[]) => all.map((r) => r.id)

describe('the order of a plan', () => {
  test('is the same whatever order the recommendations come in', () => {
    fc.assert(
      fc.property(
        many.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        ([all, shuffled]) => {
          expect(ids(rankRecommendations(shuffled))).toEqual(ids(rankRecommendations(all)))
        },
      ),
    )
  })
  test('is total: each pair stands in the plan as it stands alone', () => {
    fc.assert(
      fc.property(many, (all) => {
        const ranked = rankRecommendations(all)
        ranked.forEach((a, i) => {
          for (const b of ranked.slice(i + 1)) expect(ids(rankRecommendations([b, a]))).toEqual([a.id, b.id])
        })
      }),
    )
  })
  test('puts the person’s own treatment first, then what is to act on', () => {
    fc.assert(
      fc.property(many, (all) => {
        const ranked = rankRecommendations(all)
        const own = ranked.map((r) => r.onList)
        expect(own).toEqual([...own].sort((a, b) => Number(b) - Number(a)))
        const signs = ranked.filter((r) => r.onList).map((r) => r.verdict)
        expect(signs.lastIndexOf('act')).toBe(signs.filter((s) => s === 'act').length - 1)
      }),
    )
  })
})

test('one decision has one recommendation, the first in rank', () => {
  fc.assert(
    fc.property(many, (all) => {
      const ranked = rankRecommendations(all)
      const kept = oneEach(ranked)
      const key = (r: Recommendation) => `${r.intent} ${r.about.name}`
      expect(new Set(kept.map(key)).size).toBe(kept.length)
      for (const r of kept) expect(ranked.find((o) => key(o) === key(r))).toBe(r)
      expect(new Set(kept.map(key))).toEqual(new Set(ranked.map(key)))
    }),
  )
})
