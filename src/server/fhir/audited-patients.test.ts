import { expect, test } from 'vitest'
import { describeOnBoth } from '../../../test/postgres.ts'
import { serveFhir } from './served.test-support.ts'

const headers = { authorization: 'Bearer clinician', 'content-type': 'application/fhir+json' }

const weight = {
  resourceType: 'Observation',
  id: 'w',
  status: 'final',
  code: { text: 'weight' },
  subject: { reference: 'Patient/ann' },
  valueQuantity: { value: 70 },
}

describeOnBoth('the audit names the patients whose data was shown', (open) => {
  const served = async () => {
    const { app, audited } = await serveFhir(await open())
    await app.inject({ method: 'PUT', url: '/fhir/Observation/w', headers, payload: weight })
    audited.length = 0
    return { app, audited }
  }

  test.each([
    'Observation?_id=w',
    'Observation?_id=w&_elements=value',
    'Observation?_id=w&_summary=text',
    'Observation?_id=w&_summary=data',
    'Observation?_id=w&_summary=true',
    'Observation?patient=ann&_summary=count',
    'Observation?subject=Patient/ann&status=final&_count=0',
    'Observation/w',
    'Observation/w/_history',
  ])('by %s', async (path) => {
    const { app, audited } = await served()
    const answer = await app.inject({ url: `/fhir/${path}`, headers: { authorization: headers.authorization } })
    expect(answer.statusCode).toBe(200)
    expect(audited).toMatchObject([{ outcome: 'success', patients: ['ann'] }])
  })

  test('also where the entries of a bundle read only parts of them', async () => {
    const { app, audited } = await served()
    const entry = [{ request: { method: 'GET', url: 'Observation?_id=w&_elements=value' } }]
    await app.inject({
      method: 'POST',
      url: '/fhir',
      headers,
      payload: { resourceType: 'Bundle', type: 'batch', entry },
    })
    expect(audited).toMatchObject([{ patients: ['ann'] }])
  })

  test('but of a patient about whom nothing is there, a count says nothing', async () => {
    const { app, audited } = await served()
    await app.inject({ url: '/fhir/Observation?patient=ben&_summary=count', headers })
    expect(audited).toMatchObject([{ patients: [] }])
  })

  test('also where the patient is referred to by the whole address of this server', async () => {
    const { app, audited } = await served()
    const subject = { reference: 'http://attune.test/fhir/Patient/ann' }
    await app.inject({ method: 'PUT', url: '/fhir/Observation/w', headers, payload: { ...weight, subject } })
    await app.inject({ url: '/fhir/Observation/w', headers })
    expect(audited).toMatchObject([{ patients: ['ann'] }, { patients: ['ann'] }])
  })
})
