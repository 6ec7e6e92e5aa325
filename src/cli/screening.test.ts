import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { capturedOutput } from './captured-output.fixture.ts'
import { screeningVerb } from './screening.ts'
import { givenOnCommandLine } from './screening-given.ts'

const folder = temporaryFolder('all tests')
const wrote = capturedOutput()

const bundle = (id: string, birthDate: string, ...more: readonly object[]): string =>
  JSON.stringify({
    resourceType: 'Bundle',
    type: 'collection',
    entry: [
      { resource: { resourceType: 'Patient', id, gender: 'female', birthDate } },
      ...more.map((resource) => ({ resource: { subject: { reference: `Patient/${id}` }, ...resource } })),
    ],
  })

const mammogram = {
  resourceType: 'DiagnosticReport',
  id: 'm',
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '24606-6' }], text: 'MG Breast Screening' },
  effectiveDateTime: '2026-02-03',
  conclusion: 'BI-RADS 1. No suspicious finding.',
}
const order = {
  resourceType: 'ServiceRequest',
  id: 'o',
  status: 'active',
  intent: 'order',
  code: { text: 'Colonoscopy' },
  occurrenceDateTime: '2027-01-15',
}

type Options = Parameters<typeof screeningVerb>[1]
const run = (options: Partial<Options> = {}, file?: string): Promise<number> =>
  screeningVerb(file, {
    risk: [],
    carrier: [],
    json: false,
    jsonl: false,
    ics: false,
    fhir: false,
    all: false,
    quiet: true,
    missingAsReference: false,
    callCyp2d6: false,
    at: '2026-11-22T09:00:00Z',
    ...options,
  })

const inFile = (name: string, text: string): string => folder.put(name, text)

type Item = {
  readonly track: string
  readonly state: string
  readonly due?: { readonly from: string }
  readonly planned?: object
}
const itemIn = (json: string, track: string): Item | undefined =>
  (JSON.parse(json).items as readonly Item[]).find((i) => i.track === track)

describe('attune screening', () => {
  test('reads what reports show as done and orders as planned', async () => {
    const record = inFile('one.json', bundle('a', '1970-03-01', mammogram, order))
    expect(await run({ record, json: true })).toBe(0)
    expect(itemIn(wrote.out, 'mammography')).toMatchObject({ state: 'later', due: { from: '2028-02-03' } })
    expect(itemIn(wrote.out, 'colorectal-cancer')).toMatchObject({ state: 'planned', planned: { date: '2027-01-15' } })
  })

  test('the table names what is due, its source and what to ask, and keeps the statement of use', async () => {
    const record = inFile('two.json', bundle('a', '1970-03-01'))
    expect(await run({ record })).toBe(0)
    expect(wrote.out).toMatch(/due +Mammography +now .*USPSTF 2024 B/)
    expect(wrote.out).toMatch(/breast cancer, side by side/)
    expect(wrote.out).toMatch(/does not replace clinical judgement/)
  })

  test('risks and gene tests of the command line count', async () => {
    const record = inFile('three.json', bundle('a', '1994-03-01'))
    expect(await run({ record, json: true, carrier: ['BRCA2=positive'] })).toBe(0)
    expect(itemIn(wrote.out, 'breast-mri')?.state).toBe('due')
  })

  test('iCalendar and FHIR come out as such', async () => {
    const record = inFile('four.json', bundle('a', '1970-03-01'))
    expect(await run({ record, ics: true })).toBe(0)
    expect(wrote.out.startsWith('BEGIN:VCALENDAR\r\n')).toBe(true)
    wrote.out = ''
    expect(await run({ record, fhir: true })).toBe(0)
    expect(JSON.parse(wrote.out)).toMatchObject({ resourceType: 'Bundle', type: 'collection' })
  })

  test('a batch gives a line for every line; one that cannot be read says why and stops nothing', async () => {
    const file = inFile('many.ndjson', `${bundle('a', '1970-03-01')}\n{"broken\n${bundle('b', '1990-03-01')}\n`)
    expect(await run({ jsonl: true }, file)).toBe(1)
    const lines = wrote.out
      .trim()
      .split('\n')
      .map((l) => JSON.parse(l))
    expect(lines.map((l) => l.person ?? l.line)).toEqual(['a', 2, 'b'])
    expect(lines[1].problems.length).toBeGreaterThan(0)
  })

  test('the same record at the same time gives the same bytes', async () => {
    const record = inFile('five.json', bundle('a', '1970-03-01', mammogram))
    await run({ record, json: true })
    const first = wrote.out
    wrote.out = ''
    await run({ record, json: true })
    expect(wrote.out).toBe(first)
  })

  test('all that is wrong with the command line is told at once', async () => {
    expect(await run({ at: 'tomorrow', risk: ['x'], carrier: ['BRCA1'], json: true, ics: true })).toBe(2)
    for (const code of ['bad-instant', 'screening.risk-not-read', 'screening.carrier-not-read', 'options-exclude'])
      expect(wrote.err).toContain(code)
    expect(wrote.out).toBe('')
  })

  test('a record that is missing is told', async () => {
    expect(await run({ record: join(folder.path, 'none.json') })).toBe(2)
    expect(await run({})).toBe(2)
    expect(wrote.err).toMatch(/nothing-to-assess/)
  })
})

test.each([
  ['plcom2012:lung-cancer:6y=0.0151', { years: 6 }, 0.0151],
  ['boadicea:breast-cancer:to80=24%', { toAge: 80 }, 0.24],
])('%s is read', (text, horizon, probability) => {
  const given = givenOnCommandLine([text], [])
  expect(given.ok && given.value.risks?.[0]?.risk).toMatchObject({ horizon, probability })
})

test.each([
  ['plcom2012:lung-cancer:6y=1.2', 'screening.risk-not-read'],
  ['plcom2012:lung-cancer:6y=120%', 'screening.impossible-risk'],
  ['plcom2012:gout:6y=0.1', 'screening.unknown-outcome'],
])('%s is refused', (text, code) => {
  expect(givenOnCommandLine([text], []).problems.map((p) => p.code)).toEqual([code])
})

test('the examples of people can be read', async () => {
  expect(readFileSync('examples/stent-clopidogrel/record.json', 'utf8').length).toBeGreaterThan(0)
  expect(await run({ record: 'examples/stent-clopidogrel/record.json', json: true })).toBeLessThan(2)
  expect((JSON.parse(wrote.out).items as readonly Item[]).length).toBeGreaterThan(30)
})
