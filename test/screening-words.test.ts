import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { compileScreening, itemStates } from '../src/clinical/screening/index.ts'
import { loadAll } from '../src/knowledge/folder.ts'
import { preventiveMeasures, screeningTests, screeningTopics } from '../src/shared/screening-vocabulary.ts'
import { screeningGroupWords } from '../src/shared/wording/en-screening-page.ts'
import {
  preventiveMeasureWords,
  screeningFactWords,
  screeningQuestions,
  screeningReasonSentences,
  screeningStateWords,
  screeningTestWords,
  screeningTopicWords,
} from '../src/shared/wording/en-screening.ts'
import { readingGrade } from '../src/deliver/letter/reading-level.ts'

const code = globSync('src/clinical/screening/**/*.ts')
  .filter((f) => !f.includes('.test'))
  .map((f) => readFileSync(f, 'utf8'))
  .join('\n')

const codesIn = (pattern: RegExp): readonly string[] => [
  ...new Set([...code.matchAll(pattern)].map((m) => m[1] as string)),
]

describe('the words of screening', () => {
  const reasons = codesIn(/reason\(\s*'([a-z-]+)'/g)
  const needs = codesIn(/need\(\s*'([a-z-]+)'/g)
  test('has a sentence for every reason the planner gives, and a question for every need', () => {
    expect(reasons.length).toBeGreaterThan(15)
    expect(needs.length).toBeGreaterThan(8)
    expect(reasons.filter((c) => screeningReasonSentences[c] === undefined)).toEqual([])
    expect(needs.filter((c) => screeningQuestions[c] === undefined)).toEqual([])
  })
  test('has words for every state, topic, test and measure, for both readers', () => {
    const silent = [
      ...itemStates.filter((s) => !screeningStateWords[s]?.patient || !screeningGroupWords[s].patient),
      ...screeningTopics.filter((t) => !screeningTopicWords[t]),
      ...screeningTests.filter((t) => !screeningTestWords[t].clinician || !screeningTestWords[t].patient),
      ...preventiveMeasures.filter((m) => !preventiveMeasureWords[m].clinician || !preventiveMeasureWords[m].patient),
    ]
    expect(silent).toEqual([])
  })
  test('has words for every fact that a rule asks about', () => {
    const { rules } = compileScreening(loadAll())
    const asked = [...new Set([...JSON.stringify(rules).matchAll(/"fact":"([a-z-]+)"/g)].map((m) => m[1] as string))]
    expect(asked.length).toBeGreaterThan(20)
    expect(asked.filter((f) => screeningFactWords[f] === undefined)).toEqual([])
  })
  test('what a patient reads is of eighth grade at most', () => {
    const said = [
      ...Object.values(screeningGroupWords),
      ...Object.values(screeningReasonSentences),
      ...Object.values(screeningQuestions),
    ].map((w) => w.patient.replace(/[.?]?$/, '.'))
    expect(readingGrade(said.join(' '))).toBeLessThan(8)
  })
})
