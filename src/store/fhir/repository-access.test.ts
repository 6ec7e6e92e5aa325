import type { Observation, Patient } from '@medplum/fhirtypes'
import { OperationOutcomeError } from '@medplum/core'
import { expect, test } from 'vitest'
import { describeOnBoth } from '../../../test/postgres.ts'
import type { Access } from '../../trust/index.ts'
import { accessOf, openFor, refusalOf, rightsOf } from './repository.test-support.ts'

const observation = (patient: string, code = 'laboratory'): Observation => ({
  resourceType: 'Observation',
  status: 'final',
  category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code }] }],
  code: { text: 'x' },
  subject: { reference: `Patient/${patient}` },
})

const onlyAda = accessOf({ patients: ['ada'] })

/** What a refusal says, whole: what must be alike for what is hidden and what is not there. */
const toldBy = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    return await work
  } catch (cause) {
    if (cause instanceof OperationOutcomeError) return cause.outcome
    throw cause
  }
}

describeOnBoth('what a caller may not see', (open) => {
  const ready = async () => {
    const as = openFor(await open())
    const all = as()
    for (const id of ['ada', 'ben']) await all.put<Patient>({ resourceType: 'Patient', id })
    await all.put({ ...observation('ben'), id: 'hidden' })
    await all.put({ ...observation('ben'), id: 'hidden' })
    await all.put({ ...observation('ben'), id: 'removed' })
    await all.deleteResource('Observation', 'removed')
    return { as, all }
  }

  test('answers every question exactly like what is not there', async () => {
    const { as } = await ready()
    const her = as(onlyAda)
    const ask = (id: string) => [
      toldBy(her.readResource('Observation', id)),
      toldBy(her.readVersion('Observation', id, '1')),
      toldBy(her.readHistory('Observation', id)),
      toldBy(her.history({ type: 'Observation', id, count: 10 })),
      toldBy(her.readReference({ reference: `Observation/${id}` })),
      toldBy(her.put({ ...observation('ada'), id })),
      toldBy(her.put({ ...observation('ada'), id }, { ifMatch: '1' })),
      toldBy(her.patchResource('Observation', id, [{ op: 'test', path: '/status', value: 'final' }])),
      toldBy(her.deleteResource('Observation', id)),
      toldBy(her.deleteResource('Observation', id, { ifMatch: '1' })),
    ]
    const absent = await Promise.all(ask('absent'))
    expect(await Promise.all(ask('hidden'))).toEqual(absent)
    expect(await Promise.all(ask('removed'))).toEqual(absent)
    expect(await refusalOf(her.readResource('Observation', 'removed'))).toBe(404)
  })

  test('is in no history of a type or of everything, and in no compartment', async () => {
    const { as } = await ready()
    const her = as(onlyAda)
    expect((await her.history({ type: 'Observation', count: 10 })).entries).toEqual([])
    expect((await her.history({ count: 10 })).entries.map((e) => e.fullUrl)).toEqual([
      'https://attune.example/fhir/Patient/ada',
    ])
    for await (const page of her.compartment('ben')) expect(page).toEqual([])
  })

  test('cannot be written: a resource is refused that the caller may not touch as it would be', async () => {
    const { as } = await ready()
    const her = as(onlyAda)
    expect(await refusalOf(her.createResource(observation('ben')))).toBe(403)
    expect(await refusalOf(her.createResource({ resourceType: 'Patient' }))).toBe(403)
    const { id } = await her.createResource(observation('ada'))
    expect(await refusalOf(her.updateResource({ ...observation('ben'), id }))).toBe(403)
    expect((await her.readResource<Observation>('Observation', id)).meta?.versionId).toBe('1')
    const absolute = observation('ben')
    absolute.subject = { reference: 'https://attune.example/fhir/Patient/ben' }
    expect(await refusalOf(her.createResource(absolute))).toBe(403)
  })

  test('includes the past of a resource that went to another patient, and the past it had with another', async () => {
    const { as, all } = await ready()
    await all.put({ ...observation('ada'), id: 'moved' })
    await all.put({ ...observation('ben'), id: 'moved' })
    const her = as(onlyAda)
    const him = as(accessOf({ patients: ['ben'] }))
    expect(await refusalOf(her.readResource('Observation', 'moved'))).toBe(404)
    expect(await refusalOf(her.readVersion('Observation', 'moved', '1'))).toBe(404)
    expect((await her.history({ type: 'Observation', id: 'moved', count: 10 })).entries).toEqual([])
    expect(await refusalOf(him.readVersion('Observation', 'moved', '1'))).toBe(404)
    expect((await him.history({ type: 'Observation', id: 'moved', count: 10 })).entries).toHaveLength(1)
    expect((await him.readResource<Observation>('Observation', 'moved')).meta?.versionId).toBe('2')
  })

  test('depends on criteria too, in a resource as it is and as it would be', async () => {
    const { as } = await ready()
    const lab = as(accessOf({ types: ['Observation'], criteria: ['category=laboratory'] }))
    const { id } = await lab.createResource(observation('ada'))
    expect(await refusalOf(lab.createResource(observation('ada', 'vital-signs')))).toBe(403)
    expect(await refusalOf(lab.updateResource({ ...observation('ada', 'vital-signs'), id }))).toBe(403)
    expect(await refusalOf(lab.readResource('Patient', 'ada'))).toBe(404)
    const vital = await as().createResource(observation('ada', 'vital-signs'))
    expect(await refusalOf(lab.readResource('Observation', vital.id))).toBe(404)
  })

  test('is everything of another tenant', async () => {
    const { as } = await ready()
    const elsewhere: Access = { ...accessOf(), tenant: 'elsewhere' }
    expect(await refusalOf(as(elsewhere).readResource('Patient', 'ada'))).toBe(404)
    expect(await as(elsewhere).put({ resourceType: 'Patient', id: 'ada' })).toMatchObject({ created: true })
    expect((await as(elsewhere).history({ count: 10 })).entries).toHaveLength(1)
  })
})

describeOnBoth('rights are apart from each other', (open) => {
  test('reading alone lets nothing be changed, and says so for what may be read', async () => {
    const as = openFor(await open())
    await as().put({ ...observation('ada'), id: 'o' })
    const reader = as(accessOf({ rights: rightsOf('rs') }))
    expect(await refusalOf(reader.createResource(observation('ada')))).toBe(403)
    expect(await refusalOf(reader.updateResource({ ...observation('ada'), id: 'o' }))).toBe(403)
    expect(await refusalOf(reader.deleteResource('Observation', 'o'))).toBe(403)
    const writer = as(
      accessOf(
        { types: ['Observation'], patients: ['ada'], rights: rightsOf('rs') },
        { types: ['Observation'], patients: ['ben'] },
      ),
    )
    expect(await refusalOf(writer.updateResource({ ...observation('ben'), id: 'o' }))).toBe(403)
    expect(await refusalOf(writer.deleteResource('Observation', 'o'))).toBe(403)
  })

  test('creating alone lets nothing be read, and a patch needs reading besides updating', async () => {
    const as = openFor(await open())
    const { id } = await as(accessOf({ rights: rightsOf('c') })).createResource(observation('ada'))
    expect(await refusalOf(as(accessOf({ rights: rightsOf('cud') })).readResource('Observation', id))).toBe(404)
    const blind = as(accessOf({ rights: rightsOf('u') }))
    expect(await refusalOf(blind.patchResource('Observation', id, [{ op: 'remove', path: '/category' }]))).toBe(404)
  })

  test('whoever sees not all of a type cannot choose an id, as the answer would tell whether it is in use', async () => {
    const as = openFor(await open())
    const her = as(onlyAda)
    expect(await refusalOf(her.put({ ...observation('ada'), id: 'mine' }))).toBe(404)
    expect(await her.put({ resourceType: 'Practitioner', id: 'mine' })).toMatchObject({ created: true })
  })

  test('to change what stands in several records takes the right to change all of them', async () => {
    const as = openFor(await open())
    const all = as()
    const mixed = { ...observation('ben'), performer: [{ reference: 'Patient/ada' }] }
    const ada = as(onlyAda)
    expect(await refusalOf(ada.createResource(mixed))).toBe(403)
    expect(await refusalOf(as(accessOf({ patients: ['ada', 'ben'] })).createResource(mixed))).toBe(0)
    const shared = await all.createResource(mixed)
    expect(await refusalOf(ada.readResource('Observation', shared.id))).toBe(0)
    expect(await refusalOf(ada.put({ ...shared, status: 'cancelled' }))).toBe(403)
    expect(await refusalOf(ada.put({ ...shared, ...observation('ada') }))).toBe(403)
    expect(await refusalOf(ada.deleteResource('Observation', shared.id))).toBe(403)
    const own = await ada.createResource(observation('ada'))
    expect(await refusalOf(ada.put({ ...own, performer: [{ reference: 'Patient/ben' }] }))).toBe(403)
  })

  test('to read a resource and to search its type: the history of all of a type is a search', async () => {
    const as = openFor(await open())
    const { id } = await as().createResource(observation('ada'))
    const reader = as(accessOf({ rights: rightsOf('r') }))
    expect((await reader.history({ type: 'Observation', count: 10 })).entries).toEqual([])
    expect((await reader.history({ type: 'Observation', id, count: 10 })).entries).toHaveLength(1)
    const searcher = as(accessOf({ rights: rightsOf('s') }))
    expect((await searcher.history({ type: 'Observation', id, count: 10 })).entries).toEqual([])
    expect((await searcher.history({ type: 'Observation', count: 10 })).entries.length).toBeGreaterThan(0)
  })
})
