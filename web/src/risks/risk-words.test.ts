import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { abstentions } from '../../../src/clinical/polygenic/model.ts'
import { evaluationCodes, inputKinds, inputNames } from '../../../src/clinical/risk/equations/index.ts'
import { choiceCodes } from '../../../src/clinical/risk/choose-models.ts'
import { levers, whatIfCodes } from '../../../src/clinical/risk/what-if.ts'
import { readingGrade } from '../../../src/deliver/letter/reading-level.ts'
import { outcomes } from '../../../src/shared/disease-risk.ts'
import { fill, sentence } from '../../../src/shared/wording/catalogue.ts'
import { choiceText, riskInputWords } from '../../../src/shared/wording/en-risk-inputs.ts'
import { riskRemarkSentences, sayRiskRemark } from '../../../src/shared/wording/en-risk-remarks.ts'
import {
  abstentionWords,
  bandText,
  bandWords,
  leverWords,
  outcomeWords,
  riskReasonSentences,
  scoreWords,
} from '../../../src/shared/wording/en-risks.ts'

const root = new URL('../../../', import.meta.url).pathname
const sources = globSync('src/clinical/risk/**/*.ts', { cwd: root })
  .filter((f) => !/\.test\.ts$|test-support|fixture/.test(f))
  .map((f) => readFileSync(root + f, 'utf8'))
const tables = globSync('knowledge/attune-risk/*/*.json', { cwd: root }).map((f) => readFileSync(root + f, 'utf8'))
const found = (texts: readonly string[], form: RegExp): readonly string[] => [
  ...new Set(texts.flatMap((t) => [...t.matchAll(form)].map((m) => m[1] ?? ''))),
]

/** Codes of questions, which are told by the page itself, and of problems, which bring their own sentences. */
const noRemarks = ['model', 'disagreement', 'no-question']

describe('words of risks', () => {
  test('every code that an engine of risks can give has a sentence for both readers', () => {
    const emitted = [
      ...evaluationCodes,
      ...choiceCodes,
      ...whatIfCodes,
      ...found(sources, /code: '([a-z0-9-]+)'/g),
      ...found(sources, /code: [^\n']*\? '([a-z0-9-]+)'/g),
      ...found(sources, /code: [^\n']*\? '[a-z0-9-]+' : '([a-z0-9-]+)'/g),
      ...found(tables, /"remark": ?"([^"]+)"/g),
    ].filter((c) => !noRemarks.includes(c))
    expect(emitted.length).toBeGreaterThan(60)
    expect(emitted.filter((c) => !(c in riskRemarkSentences) && !(c in riskReasonSentences))).toEqual([])
  })

  test('every input, outcome, lever, score, band and abstention has words', () => {
    expect(inputNames.filter((i) => !(i in riskInputWords))).toEqual([])
    expect(outcomes.filter((o) => !(o in outcomeWords))).toEqual([])
    expect(levers.map((l) => l.id).filter((l) => !(l in leverWords))).toEqual([])
    expect(abstentions.filter((a) => !(a in abstentionWords))).toEqual([])
    expect(
      found(tables, /"band": ?"([^"]+)"/g).filter((b) => bandText(b, 'clinician') === b && !(b in bandWords)),
    ).toEqual([])
    const names = found(sources, /scores: \[\{ name: '([^']+)'/g)
    expect(names.length).toBeGreaterThan(3)
    expect(names.filter((n) => !(n in scoreWords))).toEqual([])
  })

  test('no choice of an input is shown as a code', () => {
    const shown = Object.entries(inputKinds).flatMap(([input, kind]) =>
      typeof kind === 'string' ? [] : kind.map((c) => choiceText(input, c)),
    )
    expect(shown.filter((text) => /^[a-z]+-[a-z]+/.test(text))).toEqual([])
  })

  test('what a patient reads needs eight years of school at most', () => {
    const words = Object.values(riskInputWords).map((w) => `You told us about ${w.patient}.`)
    const remarks = Object.values(riskRemarkSentences).map((w) =>
      sentence(
        fill(w.patient, { input: 'your age', other: 'your weight', gene: 'CHEK2', low: '40', high: '79', years: '10' }),
      ),
    )
    const reasons = Object.values(riskReasonSentences).map((w) =>
      fill(w.patient, { low: '5', high: '11', before: '14', after: '10', years: '10' }),
    )
    const all = [...remarks, ...reasons, ...Object.values(abstentionWords)]
    expect(all.filter((text) => (readingGrade(text) ?? 0) > 8)).toEqual([])
    expect(readingGrade([...words, ...all].join(' ')) ?? 99).toBeLessThanOrEqual(8)
  })

  test('values of a remark are put into words', () => {
    expect(
      sayRiskRemark({ code: 'outside-region', input: 'country', with: { regions: 'GB', country: 'US' } }, 'clinician'),
    ).toBe('Made for United Kingdom, not for United States.')
    expect(
      sayRiskRemark({ code: 'missing-input', input: 'egfr', with: { outcome: 'heart-failure' } }, 'clinician'),
    ).toBe('eGFR is not known (needed for the risk of heart failure).')
    expect(
      sayRiskRemark(
        { code: 'clamped', input: 'townsend', with: { low: '-7', high: '11', value: '12.456', used: '11' } },
        'clinician',
      ),
    ).toBe('Townsend deprivation score 12.5 lies outside -7 to 11; 11 was used instead.')
  })
})
