import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { screeningTests } from '../../shared/screening-vocabulary.ts'
import { screeningFollowUpWords } from '../../shared/wording/en-screening.ts'
import type { ScreeningRule } from './model.ts'
import { tables } from './person.test-support.ts'

const facts = '../shared/reference/risk/guidelines/uspstf.json'

type Entry = {
  readonly topic: string
  readonly population: {
    readonly age?: readonly [number, number]
    readonly age_min?: number
    readonly age_max?: number
  }
  readonly grade: string
  readonly year: number
}

/** How the facts of the reference name what the rules name by topic. */
const topics: Readonly<Record<string, string>> = {
  'abdominal aortic aneurysm': 'abdominal-aortic-aneurysm',
  'breast cancer screening': 'breast-cancer',
  'BRCA risk assessment': 'hereditary-breast-ovarian-cancer',
  'breast cancer risk-reducing medication': 'breast-cancer-prevention',
  'cervical cancer': 'cervical-cancer',
  'colorectal cancer': 'colorectal-cancer',
  'lung cancer': 'lung-cancer',
  'prostate cancer': 'prostate-cancer',
  'prediabetes and type 2 diabetes': 'type-2-diabetes',
  hypertension: 'hypertension',
  'statin primary prevention': 'cardiovascular-prevention',
  'hepatitis C': 'hepatitis-c',
  'hepatitis B': 'hepatitis-b',
  HIV: 'hiv',
  osteoporosis: 'osteoporosis',
  depression: 'depression',
  anxiety: 'anxiety',
  'unhealthy alcohol use': 'alcohol',
  tobacco: 'tobacco',
  'chlamydia and gonorrhoea': 'chlamydia-and-gonorrhoea',
  'latent tuberculosis': 'tuberculosis',
  'gestational diabetes': 'gestational-diabetes',
  'preeclampsia aspirin': 'pre-eclampsia',
  'folic acid': 'neural-tube-defects',
  'falls prevention': 'falls',
  obesity: 'obesity',
  'ovarian cancer': 'ovarian-cancer',
  'pancreatic cancer': 'pancreatic-cancer',
  'thyroid cancer': 'thyroid-cancer',
  'carotid stenosis': 'carotid-stenosis',
  'atrial fibrillation': 'atrial-fibrillation',
}

const current = tables.rules.filter((r) => r.source === 'USPSTF' && r.valid.until === undefined)

const fits = (r: ScreeningRule, e: Entry): boolean => {
  const from = e.population.age?.[0] ?? e.population.age_min
  const to = e.population.age?.[1] ?? e.population.age_max
  return (
    r.topic === topics[e.topic] &&
    r.grade === e.grade &&
    r.year === e.year &&
    (from === undefined || r.ages?.from === from) &&
    (to === undefined || r.ages?.to === to || (e.topic === 'hypertension' && r.ages?.to === undefined))
  )
}

describe.skipIf(!existsSync(facts))('the rules against the facts of the reference folder', () => {
  const entries: readonly Entry[] = existsSync(facts) ? JSON.parse(readFileSync(facts, 'utf8')).entries : []

  test('there are 37 facts', () => {
    expect(entries).toHaveLength(37)
  })

  test.each(entries.map((e, i) => [i, e.topic, e] as const))(
    '%i %s has a rule of the same grade, year and ages',
    (_, topic, e) => {
      if (topic === 'hypertension') {
        // One fact, cut in two by its own interval: 18 to 39, and 40 on.
        expect(current.filter((r) => r.topic === 'hypertension' && r.grade === 'A' && r.year === 2021)).toHaveLength(3)
        return
      }
      expect(current.filter((r) => fits(r, e)).map((r) => r.id)).not.toEqual([])
    },
  )
})

describe('every rule', () => {
  test('has a source with a citation, or is marked unverified', () => {
    for (const r of tables.rules) expect(r.citations.length > 0 || r.unverified === true, r.id).toBe(true)
  })

  test('is either checked against a text or marked unverified', () => {
    for (const r of tables.rules) expect(r.checked !== undefined || r.unverified === true, r.id).toBe(true)
  })

  test('that is superseded ends on the day its successor begins', () => {
    for (const r of tables.rules)
      for (const id of r.supersedes ?? [])
        expect(tables.rules.find((x) => x.id === id)?.valid.until, id).toBe(r.valid.from)
  })

  test('asks for something: tests, or a measure', () => {
    for (const r of tables.rules) expect(r.options.length > 0 || r.measure !== undefined, r.id).toBe(true)
  })

  test('names only facts that the table of facts can recognise', () => {
    const named = [...JSON.stringify(tables.rules).matchAll(/"fact":"([^"]+)"/g)].map((m) => m[1] ?? '')
    expect(named.filter((f) => !tables.facts.has(f))).toEqual([])
  })

  test('and every examination that settles a result can be recognised and named', () => {
    const rows = new Set(tables.tests.map((t) => t.test))
    expect(tables.tests.flatMap((t) => t.clearedBy).filter((t) => !rows.has(t))).toEqual([])
    const known = new Set<string>([...screeningTests, ...Object.keys(screeningFollowUpWords)])
    expect([...rows].filter((t) => !known.has(t))).toEqual([])
  })

  test('that asks for a test names one that can be recognised in a record', () => {
    const rows = new Set(tables.tests.map((t) => t.test))
    expect(
      tables.rules
        .filter((r) => r.stance === 'recommended' || r.stance === 'individual')
        .flatMap((r) => r.options.flat().map((p) => p.test))
        .filter((t) => !rows.has(t)),
    ).toEqual([])
  })
})
