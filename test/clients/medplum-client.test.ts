import { MedplumClient, OperationOutcomeError, getStatus } from '@medplum/core'
import type { Bundle, Observation, Patient } from '@medplum/fhirtypes'
import { beforeAll, describe, expect, test } from 'vitest'
import { listen } from './listening.test-support.ts'

const weightOf = (patient: string, value: number): Observation => ({
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '29463-7', display: 'Body weight' }] },
  subject: { reference: `Patient/${patient}` },
  effectiveDateTime: '2026-11-20',
  valueQuantity: { value, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
})

describe("Medplum's client against Attune on a real socket", () => {
  let client: MedplumClient
  let stranger: MedplumClient
  beforeAll(async () => {
    const { origin } = await listen()
    const made = (accessToken: string) =>
      new MedplumClient({ baseUrl: `${origin}/`, fhirUrlPath: 'fhir', accessToken, cacheTime: 0, fetch })
    client = made('clinician')
    stranger = made('onlyAnn')
  })

  test('creates, reads, updates, patches and deletes', async () => {
    const patient = await client.createResource<Patient>({ resourceType: 'Patient', name: [{ family: 'Archer' }] })
    expect(patient.meta?.versionId).toBe('1')
    expect((await client.readResource('Patient', patient.id)).name?.[0]?.family).toBe('Archer')
    const updated = await client.updateResource<Patient>({ ...patient, gender: 'female' })
    expect([updated.gender, updated.meta?.versionId]).toEqual(['female', '2'])
    const patched = await client.patchResource('Patient', patient.id, [
      { op: 'add', path: '/birthDate', value: '1964-05-09' },
    ])
    expect((patched as Patient).birthDate).toBe('1964-05-09')
    expect((await client.readHistory('Patient', patient.id)).entry).toHaveLength(3)
    expect((await client.readVersion('Patient', patient.id, '1')).gender).toBeUndefined()
    await client.deleteResource('Patient', patient.id)
    const gone = await client.readResource('Patient', patient.id, { cache: 'reload' }).catch((e: unknown) => e)
    expect(gone).toBeInstanceOf(OperationOutcomeError)
    expect(getStatus((gone as OperationOutcomeError).outcome)).toBe(410)
  })

  test('searches, includes and pages', async () => {
    const patient = await client.createResource<Patient>({ resourceType: 'Patient', name: [{ family: 'Bowman' }] })
    for (const value of [70, 71, 72]) await client.createResource(weightOf(patient.id, value))
    const found = await client.searchResources('Observation', { patient: patient.id, code: 'http://loinc.org|29463-7' })
    expect(found.map((o) => o.valueQuantity?.value).toSorted((a = 0, b = 0) => a - b)).toEqual([70, 71, 72])
    const withPatient = await client.search(
      'Observation',
      `patient=${patient.id}&_include=Observation:patient&_count=1`,
    )
    expect(withPatient.entry?.map((e) => e.search?.mode)).toEqual(['match', 'include'])
    const pages = []
    for await (const page of client.searchResourcePages('Observation', { patient: patient.id, _count: '2' }))
      pages.push(page.length)
    expect(pages).toEqual([2, 1])
    expect(await client.searchOne('Observation', { patient: patient.id, 'value-quantity': 'gt71.5' })).toMatchObject({
      valueQuantity: { value: 72 },
    })
  })

  test('creates if there is none, and sends a transaction whose entries refer to each other', async () => {
    const identifier = [{ system: 'http://hospital.example', value: 'h-1' }]
    const query = 'identifier=http://hospital.example|h-1'
    const first = await client.createResourceIfNoneExist<Patient>({ resourceType: 'Patient', identifier }, query)
    const again = await client.createResourceIfNoneExist<Patient>({ resourceType: 'Patient', identifier }, query)
    expect(again.id).toBe(first.id)
    const urn = 'urn:uuid:7d2c0c7e-4a1b-4b6e-9b38-0d64a7a3a0c1'
    const bundle: Bundle = {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [
        {
          resource: { ...weightOf('x', 80), subject: { reference: urn } },
          request: { method: 'POST', url: 'Observation' },
        },
        { fullUrl: urn, resource: { resourceType: 'Patient' }, request: { method: 'POST', url: 'Patient' } },
      ],
    }
    const done = await client.executeBatch(bundle)
    expect(done.entry?.map((e) => e.response?.status.slice(0, 3))).toEqual(['201', '201'])
    const patient = done.entry?.[1]?.response?.location?.split('/')[1]
    expect((done.entry?.[0]?.resource as Observation | undefined)?.subject?.reference).toBe(`Patient/${patient}`)
  })

  test('is told of a fault as an OperationOutcome, and of another person nothing at all', async () => {
    const refused = await client
      .createResource({ resourceType: 'Observation', status: 'nearly' } as unknown as Observation)
      .catch((e: unknown) => e)
    expect(refused).toBeInstanceOf(OperationOutcomeError)
    expect((refused as OperationOutcomeError).outcome.issue.length).toBeGreaterThan(0)
    const patient = await client.createResource<Patient>({ resourceType: 'Patient', name: [{ family: 'Cook' }] })
    const hidden = await stranger.readResource('Patient', patient.id).catch((e: unknown) => e)
    const missing = await stranger.readResource('Patient', 'nobody').catch((e: unknown) => e)
    expect((hidden as OperationOutcomeError).outcome).toEqual((missing as OperationOutcomeError).outcome)
  })
})
