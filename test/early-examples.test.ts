import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { assessPerson, openPerson } from '../src/assess/index.ts'
import {
  assessRisk,
  compileRisk,
  type FilledInput,
  givenInputs,
  type ModelFinding,
} from '../src/clinical/risk/index.ts'
import type { EarlyDetection } from '../src/deliver/report/early-detection.ts'
import { portableInflate } from '../src/genome/index.ts'
import { loadAll } from '../src/knowledge/folder.ts'
import { type AbsoluteRisk, outcomes } from '../src/shared/disease-risk.ts'
import type { Instant } from '../src/shared/instant.ts'
import { earlyPeople } from '../tools/examples/early-people.ts'

const at = '2026-11-22T09:00:00Z' as Instant
const knowledge = loadAll()
const options = { at, knowledge, inflate: portableInflate }
const recordOf = (slug: string) => ({
  record: { name: 'record.json', text: readFileSync(`examples/${slug}/record.json`, 'utf8'), sha256: '' },
})

type Case = { readonly id: string; readonly inputs: Readonly<Record<string, unknown>>; readonly expected: unknown }

/** A case of the vectors: figures of other software for the same inputs. */
const vector = <E>(file: string, id: string): E => {
  const { cases } = JSON.parse(readFileSync(`conformance/vectors/risk/vectors/${file}`, 'utf8')) as {
    readonly cases: readonly Case[]
  }
  return (cases.find((c) => c.id === id)?.expected ?? expect.unreachable(id)) as E
}
type Prevent = Readonly<
  Record<'y10' | 'y30', Readonly<Record<'total_cvd' | 'ascvd' | 'heart_failure' | 'chd' | 'stroke', number>>>
>

const early = new Map<string, EarlyDetection>()
const codes = new Map<string, readonly string[]>()
beforeAll(async () => {
  for (const { slug } of earlyPeople) {
    const report = await assessPerson(recordOf(slug), options)
    if (!report.ok || report.value.early === undefined) expect.unreachable(slug)
    else {
      early.set(slug, report.value.early)
      codes.set(
        slug,
        report.problems.map((p) => p.code),
      )
    }
  }
})

const of = (slug: string): EarlyDetection => early.get(slug) ?? expect.unreachable(slug)
const modelsOf = (slug: string): readonly ModelFinding[] =>
  of(slug).risks.flatMap((a) =>
    'finding' in a && a.finding !== undefined && a.finding.kind === 'model' ? [a.finding] : [],
  )
const model = (slug: string, id: string): ModelFinding =>
  modelsOf(slug).find((m) => m.model.id === id) ?? expect.unreachable(id)
const within = (risks: readonly AbsoluteRisk[], outcome: string, years: number): number | undefined =>
  risks.find((r) => r.outcome === outcome && 'years' in r.horizon && r.horizon.years === years)?.probability
const input = (slug: string, id: string): FilledInput =>
  of(slug).inputs.find((i) => i.id === id) ?? expect.unreachable(id)
const track = (slug: string, name: string) =>
  of(slug).screening.items.find((i) => i.track === name) ?? expect.unreachable(name)

/** A model on a person with what stands in `given.txt` besides the record. */
const withGiven = async (slug: string, id: string): Promise<ModelFinding> => {
  const person = await openPerson(recordOf(slug), options)
  if (!person.ok) return expect.unreachable(slug)
  const tables = compileRisk(knowledge)
  const pairs = readFileSync(`examples/${slug}/given.txt`, 'utf8').trim().split(',')
  const given = givenInputs(Object.fromEntries(pairs.map((p) => p.split('='))), tables.catalogue, {
    source: 'given.txt',
  })
  expect(given.problems).toEqual([])
  const { assessments } = assessRisk(
    { view: person.value.view, given: given.inputs, only: [id], detail: 'brief' },
    tables,
    at,
  )
  const found = assessments.flatMap((a) =>
    'finding' in a && a.finding?.kind === 'model' && a.finding.model.id === id ? [a.finding] : [],
  )
  return found[0] ?? expect.unreachable(id)
}

test.each(earlyPeople.map((p) => [p.slug, p] as const))('%s stands in its folder as it is made', (slug, made) => {
  expect(JSON.parse(readFileSync(`examples/${slug}/record.json`, 'utf8'))).toEqual(made.record)
  const person = JSON.parse(readFileSync(`examples/${slug}/person.json`, 'utf8')) as Record<string, unknown>
  expect([person['slug'], person['story'], person['expect']]).toEqual([slug, made.story, made.expect])
  if (made.given !== undefined) expect(readFileSync(`examples/${slug}/given.txt`, 'utf8')).toBe(`${made.given}\n`)
})

describe('a woman of whom everything is recorded', () => {
  const slug = 'everything-recorded'
  test('has the figures of preventr for the pooled cohort equations', () => {
    const published = vector<{ pce_2013: number; pce_revised_2018: number }>('pce.json', 'pce-068')
    expect(within(model(slug, 'pce-2013').risks, 'ascvd', 10)).toBeCloseTo(published.pce_2013, 8)
    expect(within(model(slug, 'pce-2018').risks, 'ascvd', 10)).toBeCloseTo(published.pce_revised_2018, 8)
  })
  test('has a figure of every model of heart, kidney and liver that fits, and no problem', () => {
    const ids = [
      'prevent',
      'framingham-2008',
      'mesa-chd',
      'reynolds-women',
      'ckd-epi-creatinine-2021',
      'ckd-epi-creatinine-cystatin-2021',
      'fib-4',
      'nafld-fibrosis-score',
    ]
    expect(ids.filter((id) => model(slug, id).risks.length + model(slug, id).scores.length === 0)).toEqual([])
    expect(codes.get(slug)).toEqual([])
  })
  test('has been screened: what is done is due again when the interval of its rule has passed', () => {
    const due = (name: string) => [track(slug, name).state, track(slug, name).due?.from]
    expect(due('mammography')).toEqual(['later', '2027-09-08'])
    expect(due('cervical-cancer')).toEqual(['later', '2028-02-07'])
    expect(due('colorectal-cancer')).toEqual(['later', '2031-03-16'])
  })
  test('is referred for her mother’s breast cancer and has it counted once with the genes', () => {
    const breast = of(slug).integrated.find((o) => o.outcome === 'breast-cancer')
    expect(breast?.parts.map((p) => p.part)).toEqual(['rates', 'genes', 'family'])
    expect(of(slug).recommendations.some((r) => r.intent === 'refer')).toBe(true)
  })
  test('with what only she can tell, has the figure of the breast cancer tool, within the bounds of the record alone', async () => {
    const bounds = model(slug, 'bcrat').missing
    const told = await withGiven(slug, 'bcrat')
    const figure = within(told.risks, 'breast-cancer', 5) ?? Number.NaN
    const range =
      bounds?.state === 'bounds' ? bounds.bounds.find((b) => 'years' in b.of && b.of.years === 5)?.range : []
    expect(figure).toBeGreaterThanOrEqual(range?.[0] ?? Number.NaN)
    expect(figure).toBeLessThanOrEqual(range?.[1] ?? Number.NaN)
  })
})

describe('a man with diabetes and failing kidneys', () => {
  const slug = 'diabetes-and-kidneys'
  test('has the ten figures of preventr, HbA1c and urine albumin among the inputs', () => {
    const published = vector<Prevent>('prevent.json', 'prevent-145')
    const { risks } = model(slug, 'prevent')
    const got = (years: number) => ({
      total_cvd: within(risks, 'total-cvd', years),
      ascvd: within(risks, 'ascvd', years),
      heart_failure: within(risks, 'heart-failure', years),
      chd: within(risks, 'coronary-heart-disease', years),
      stroke: within(risks, 'stroke', years),
    })
    for (const [years, wanted] of [
      [10, published.y10],
      [30, published.y30],
    ] as const)
      for (const [name, value] of Object.entries(wanted))
        expect(got(years)[name as keyof typeof wanted], name).toBeCloseTo(value, 8)
  })
  test('has the risk of kidney failure beside it, and is not screened for the diabetes he has', () => {
    const { risks } = model(slug, 'kfre')
    expect(within(risks, 'kidney-failure', 5)).toBeGreaterThan(within(risks, 'kidney-failure', 2) ?? 1)
    expect(track(slug, 'type-2-diabetes').state).toBe('followed-otherwise')
  })
})

describe('a woman of whom half is recorded', () => {
  const slug = 'half-recorded'
  test('is asked about the cholesterol, which is not used, and the old filtration rate is unknown', () => {
    expect(input(slug, 'totalCholesterol')).toMatchObject({ state: 'suspect', value: 5.2, likelyUnit: 'mmol/L' })
    expect(input(slug, 'egfr')).toMatchObject({ state: 'tooOld', value: 90 })
    expect(codes.get(slug)).toEqual(['risk.unit-doubtful'])
    expect(of(slug).recommendations.map((r) => r.say.clinician.title)).toContain(
      'Confirm the value of total cholesterol',
    )
  })
  test('has no figure of PREVENT but bounds, in which the published case behind her lies', () => {
    const { risks, missing } = model(slug, 'prevent')
    expect(risks).toEqual([])
    const { y10 } = vector<Prevent>('prevent.json', 'prevent-001')
    const bounds = missing?.state === 'bounds' ? missing.bounds : []
    const range = (outcome: string): readonly [number, number] =>
      bounds.find((b) => 'outcome' in b.of && b.of.outcome === outcome && b.of.years === 10)?.range ?? [1, 0]
    for (const [outcome, value] of [
      ['total-cvd', y10.total_cvd],
      ['ascvd', y10.ascvd],
    ] as const) {
      expect(range(outcome)[0]).toBeLessThanOrEqual(value)
      expect(range(outcome)[1]).toBeGreaterThanOrEqual(value)
      expect(range(outcome)[1] - range(outcome)[0]).toBeLessThan(1)
    }
  })
  test('is told which measurement would narrow them most, and it is one of the open ones', () => {
    const { missing } = model(slug, 'prevent')
    const narrows = missing?.state === 'bounds' ? missing.narrows : []
    expect(missing?.open).toContain(narrows[0]?.input)
    expect(narrows.map((n) => n.expectedWidth)).toEqual(narrows.map((n) => n.expectedWidth).toSorted((a, b) => a - b))
  })
})

describe('a woman of whom hardly anything is recorded', () => {
  const slug = 'hardly-anything'
  test('has no figure of any model, and none of them put together', () => {
    expect(
      modelsOf(slug)
        .filter((m) => m.risks.length + m.scores.length > 0)
        .map((m) => m.model.id),
    ).toEqual([])
    expect(of(slug).integrated).toEqual([])
    expect(of(slug).risks.every((a) => a.state !== 'negative')).toBe(true)
  })
  test('has nothing taken for normal: every input but age and what sex decides is missing', () => {
    const known = of(slug).inputs.filter((i) => i.state === 'known')
    expect(known.map((i) => i.id).sort()).toEqual(['age', 'erectileDysfunction', 'sex'])
  })
  test('is offered the screening of a woman of her age, and nothing is called overdue that nobody knows of', () => {
    expect(track(slug, 'mammography').state).toBe('due')
    expect(track(slug, 'mammography').needs.map((n) => n.code)).toContain('last-date')
    expect(of(slug).screening.items.filter((i) => i.overdueSince !== undefined)).toEqual([])
  })
})

describe('a smoker', () => {
  const slug = 'smoker-lung'
  test('has low-dose CT due by age and pack-years', () => {
    expect(track(slug, 'lung-cancer')).toMatchObject({ state: 'due', rule: { source: 'USPSTF', year: 2021 } })
  })
  test('has bounds by PLCOm2012 from the record, in which the published case lies, and its figure with what he tells', async () => {
    const published = vector<{ risk6y: number }>('plcom2012.json', 'plco-029').risk6y
    const { risks, missing } = model(slug, 'plcom2012')
    expect(risks).toEqual([])
    const range = missing?.state === 'bounds' ? missing.bounds[0]?.range : undefined
    expect(range?.[0] ?? 1).toBeLessThanOrEqual(published)
    expect(range?.[1] ?? 0).toBeGreaterThanOrEqual(published)
    const told = await withGiven(slug, 'plcom2012')
    expect(within(told.risks, 'lung-cancer', 6)).toBeCloseTo(published, 8)
  })
  test('has both ways to decide side by side', () => {
    expect(of(slug).screening.choices.length).toBeGreaterThan(0)
  })
})

test('every risk of every person has an outcome, a horizon, and whether death of other causes counts; it is a probability', () => {
  const risks = earlyPeople.flatMap(({ slug }) => [
    ...modelsOf(slug).flatMap((m) => m.risks),
    ...of(slug).integrated.flatMap((o) => o.answer.risks.map((r) => r.risk)),
  ])
  expect(risks.length).toBeGreaterThan(20)
  for (const r of risks) {
    const ahead = 'years' in r.horizon ? r.horizon.years : r.horizon.toAge
    expect([outcomes.includes(r.outcome), ahead > 0, typeof r.competing]).toEqual([true, true, 'boolean'])
    expect(r.probability).toBeGreaterThanOrEqual(0)
    expect(r.probability).toBeLessThanOrEqual(1)
  }
})

test('the same record at the same time gives the same answer', async () => {
  for (const { slug } of earlyPeople) {
    const again = await assessPerson(recordOf(slug), options)
    expect(JSON.stringify(again.ok && again.value.early)).toBe(JSON.stringify(of(slug)))
  }
})
