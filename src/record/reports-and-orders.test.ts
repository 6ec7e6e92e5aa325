import { describe, expect, test } from 'vitest'
import { loadRelease } from '../knowledge/folder.ts'
import type { Instant } from '../shared/instant.ts'
import { compileTerms } from './terms.ts'
import { readRecord } from './read-record.ts'

const at = '2026-11-22T09:00:00Z' as Instant
const terms = compileTerms(loadRelease('attune-terms'))
const read = (...resources: readonly object[]) => {
  const subject = { reference: 'Patient/p' }
  const result = readRecord(
    [{ resourceType: 'Patient', id: 'p' }, ...resources.map((r, i) => ({ id: `r${i}`, subject, ...r }))],
    { at, terms, source: 'test' },
  )
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}

const report = {
  resourceType: 'DiagnosticReport',
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '24606-6' }], text: 'Mammography' },
  effectiveDateTime: '2026-02-03T10:00:00Z',
  conclusion: 'No finding.',
}
const order = {
  resourceType: 'ServiceRequest',
  status: 'active',
  intent: 'order',
  code: { text: 'Colonoscopy' },
  occurrenceDateTime: '2027-01-15',
}

describe('reports of examinations', () => {
  test('come with date, conclusion and where they stand', () => {
    expect(read(report).reports).toEqual([
      {
        what: { system: 'http://loinc.org', code: '24606-6', display: 'Mammography' },
        codes: [{ system: 'http://loinc.org', code: '24606-6', display: '' }],
        date: '2026-02-03',
        conclusion: 'No finding.',
        ref: { kind: 'fhir', resource: 'DiagnosticReport/r0', path: 'DiagnosticReport.code' },
      },
    ])
  })

  test.each(['registered', 'cancelled', 'entered-in-error'])('one that is %s is none', (status) => {
    expect(read({ ...report, status }).reports).toBeUndefined()
  })

  test('a preliminary one says so', () => {
    expect(read({ ...report, status: 'preliminary' }).reports?.[0]?.preliminary).toBe(true)
  })
})

describe('orders', () => {
  test('that are active and ahead count', () => {
    expect(read(order).orders?.map((o) => [o.what.display, o.date])).toEqual([['Colonoscopy', '2027-01-15']])
  })

  test.each([
    ['a proposal', { intent: 'proposal' }],
    ['a draft', { status: 'draft' }],
    ['a done one', { status: 'completed' }],
    ['one whose time has passed', { occurrenceDateTime: '2026-01-15' }],
    ['one not to do it', { doNotPerform: true }],
    ['one without a code', { code: undefined }],
  ])('%s is none', (_, change) => {
    expect(read({ ...order, ...change }).orders).toBeUndefined()
  })
})
