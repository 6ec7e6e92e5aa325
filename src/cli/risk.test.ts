import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { capturedOutput } from './captured-output.fixture.ts'
import { risk, type RiskOptions } from './risk.ts'

const base: RiskOptions = {
  given: [],
  model: [],
  inputs: false,
  at: '2026-11-22T09:00:00Z',
  json: false,
  jsonl: false,
  full: false,
  quiet: true,
}
const whole = 'age=50,sex=female,sbp=160,bptreat=yes,tc=200,hdl=45,statin=no,dm=yes,smoker=no,egfr=90,bmi=35,cvd=no'
const inputs = {
  age: 50,
  sex: 'female',
  systolic: 160,
  onBloodPressureMedicine: true,
  totalCholesterol: { value: 200, unit: 'mg/dL' },
  hdlCholesterol: 45,
  onStatin: false,
  diabetes: true,
  smokingNow: false,
  egfr: 90,
  bmi: 35,
  priorCardiovascularDisease: false,
  country: 'US',
}
const bundle = {
  resourceType: 'Bundle',
  type: 'collection',
  entry: [
    {
      resource: {
        resourceType: 'Patient',
        id: 'x',
        gender: 'male',
        birthDate: '1970-01-01',
        address: [{ country: 'DE' }],
      },
    },
  ],
}

const said = capturedOutput()
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'attune-risk-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = (name: string, lines: readonly string[]): string => {
  const path = join(folder, name)
  writeFileSync(path, `${lines.join('\n')}\n`)
  return path
}
const lines = () =>
  said.out
    .split('\n')
    .filter(Boolean)
    .map((l) => JSON.parse(l))

describe('one person', () => {
  test('gets tables, the leading model and its figures', async () => {
    expect(await risk(undefined, { ...base, given: [whole], country: 'US' })).toBe(0)
    expect(said.out).toMatch(/prevent +leads +total-cvd 10 y 14\.7 %; ascvd 10 y 9\.2 %; heart-failure 10 y 8\.1 %/)
    expect(said.err).toBe('')
  })
  test('is told beside the figures what was not verified and what was remarked', async () => {
    expect(
      await risk(undefined, {
        ...base,
        given: [`${whole.replace('dm=yes', 'dm=no')},highSensitivityCrp=2`, 'parentHeartAttackBefore60=no'],
      }),
    ).toBe(0)
    expect(said.out).toMatch(/reynolds-women .*unverified/)
    expect(said.out).not.toMatch(/prevent .*unverified/)
  })
  test('who is stated two ways is not assessed', async () => {
    expect(await risk(undefined, { ...base, given: [`${whole},sbp=120`] })).toBe(2)
    expect(said.err).toContain('[risk.stated-twice]')
    expect(said.out).toBe('')
  })
  test('gets the same as JSON', async () => {
    expect(await risk(undefined, { ...base, given: [whole], country: 'US', json: true, model: ['prevent'] })).toBe(0)
    const document = JSON.parse(said.out)
    expect(document.models).toHaveLength(1)
    expect(document.models[0].risks[0].probability).toBeCloseTo(0.1468, 4)
    expect(document.intendedUse).not.toBe('')
  })
  test('with a figure of doubtful unit is asked, and no figure is made of it', async () => {
    expect(
      await risk(undefined, { ...base, given: [whole.replace('tc=200', 'tc=5.2')], json: true, model: ['pce-2013'] }),
    ).toBe(1)
    expect(said.err).toMatch(/totalCholesterol: 5\.2 is out of the ordinary, but ordinary in mmol\/L/)
    expect(JSON.parse(said.out).models[0].risks).toEqual([])
  })
})

test('everything wrong with the options is told at once', async () => {
  expect(
    await risk(undefined, {
      ...base,
      given: ['sbp=high', 'nonsense'],
      model: ['nobody'],
      at: 'yesterday',
      record: 'nowhere.json',
    }),
  ).toBe(2)
  for (const code of ['risk.bad-value', 'risk.not-a-pair', 'risk.unknown-model', 'bad-instant', 'file-missing'])
    expect(said.err).toContain(`[${code}]`)
  expect(said.out).toBe('')
})

describe('one person a line', () => {
  test('keeps the order and answers bad lines by their number', async () => {
    const path = file('people.jsonl', [
      JSON.stringify({ id: 'a', inputs }),
      '{ not json',
      '',
      JSON.stringify({ id: 'c', inputs: { sbp: 9999 } }),
      JSON.stringify(bundle),
      '[]',
      JSON.stringify({ id: 'e', inputs }),
    ])
    expect(await risk(path, { ...base, jsonl: true })).toBe(1)
    const out = lines()
    expect(out.map((l) => [l.line, l.id])).toEqual([
      [1, 'a'],
      [2, undefined],
      [4, 'c'],
      [5, 'x'],
      [6, undefined],
      [7, 'e'],
    ])
    expect(out.map((l) => l.problems.map((p: { code: string; at: { line?: number } }) => [p.code, p.at.line]))).toEqual(
      [[], [['risk.line-not-json', 2]], [['risk.impossible-value', 4]], [], [['risk.line-not-a-person', 6]], []],
    )
    const prevent = out[0].models.find((m: { model: string }) => m.model === 'prevent')
    expect(prevent.risks[0].probability).toBeCloseTo(0.1468, 4)
  })
  test('is the same every time', async () => {
    const path = file('again.jsonl', [
      JSON.stringify({ id: 1, inputs }),
      JSON.stringify({ id: 2, inputs: { ...inputs, egfr: undefined } }),
    ])
    expect(await risk(path, { ...base, jsonl: true, full: true })).toBe(0)
    const first = said.out
    said.out = ''
    await risk(path, { ...base, jsonl: true, full: true })
    expect(said.out).toBe(first)
  })
  test('an option stands for everybody, a line’s own value counts first', async () => {
    const { country: _, ...abroad } = inputs
    const path = file('countries.jsonl', [
      JSON.stringify({ id: 1, inputs: { ...abroad, diabetes: false } }),
      JSON.stringify({ id: 2, inputs: { ...inputs, diabetes: false } }),
    ])
    await risk(path, { ...base, jsonl: true, country: 'DE' })
    const leads = lines().map(
      (l) =>
        l.models.find(
          (m: { fit: string; model: string }) =>
            m.fit === 'leads' && m.model !== 'findrisc' && m.model !== 'ada-risk-test',
        ).model,
    )
    expect(leads).toEqual(['score2', 'prevent'])
  })
})
