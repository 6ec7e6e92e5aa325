import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ReportDocument } from '../../deliver/report/index.ts'
import { type DemoServer, demoServer } from '../demo-server.test-support.ts'
import { risksShown } from './shown-to-patient.ts'

let server: DemoServer
let clinician: Awaited<ReturnType<DemoServer['as']>>
let patient: Awaited<ReturnType<DemoServer['as']>>
beforeAll(async () => {
  server = await demoServer()
  clinician = await server.as('clinician')
  patient = await server.as('patient')
}, 120_000)
afterAll(() => server.stop())

const person = 'stent-clopidogrel'
const subject = { reference: `Patient/${person}` }
const communication = (fields: object) => ({
  resourceType: 'Communication',
  status: 'completed',
  category: [{ coding: [risksShown] }],
  subject,
  recipient: [subject],
  ...fields,
})
const risksFor = async (ask: typeof clinician, file = 'report'): Promise<number | undefined> =>
  (await ask(`/api/people/${person}/${file}`)).json<ReportDocument>().early?.risks.length

describe('risks of a patient', () => {
  test('reach the patient only while a clinician shows them, in the report and in its files; the clinician always has them', async () => {
    const all = await risksFor(clinician)
    expect(all).toBeGreaterThan(10)
    expect([await risksFor(patient), await risksFor(patient, 'files/report.json')]).toEqual([0, 0])

    const kept = await clinician('/fhir/Communication', {
      method: 'POST',
      payload: communication({}),
      headers: { 'content-type': 'application/fhir+json' },
    })
    expect(kept.statusCode).toBe(201)
    expect([await risksFor(patient), await risksFor(patient, 'files/report.json')]).toEqual([all, all])

    const { id } = kept.json<{ id: string }>()
    await clinician(`/fhir/Communication/${id}`, {
      method: 'PUT',
      payload: communication({ id, status: 'stopped' }),
      headers: { 'content-type': 'application/fhir+json' },
    })
    expect(await risksFor(patient)).toBe(0)
    expect(await risksFor(clinician)).toBe(all)
  })

  test('a patient cannot show them to themselves', async () => {
    const tried = await patient('/fhir/Communication', {
      method: 'POST',
      payload: communication({}),
      headers: { 'content-type': 'application/fhir+json' },
    })
    expect(tried.statusCode).toBe(403)
    expect(await risksFor(patient)).toBe(0)
  })
})
