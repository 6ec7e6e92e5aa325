import type { Group, Observation, Patient } from '@medplum/fhirtypes'
import { expect, test } from 'vitest'
import { describeOnBoth } from '../../../test/postgres.ts'
import type { ContentCodec, ContentOwner } from './content.ts'
import { openFor, refusalOf } from './repository.test-support.ts'

const patient: Patient = { resourceType: 'Patient', name: [{ family: 'Ng', given: ['Ada'] }] }
const observation: Observation = {
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '718-7' }] },
}

describeOnBoth('resources are kept', (open) => {
  test('a created resource has an id, a version and a time of the server, and is read as it was sent', async () => {
    const repository = openFor(await open())()
    const made = await repository.createResource<Patient>({
      ...patient,
      id: 'mine',
      meta: { versionId: '77', lastUpdated: '1999-01-01T00:00:00Z', tag: [{ code: 'kept' }] },
    })
    expect(made.id).not.toBe('mine')
    expect(made.meta).toEqual({ versionId: '1', lastUpdated: '2026-01-01T00:00:00.000Z', tag: [{ code: 'kept' }] })
    expect(await repository.readResource('Patient', made.id)).toEqual({ ...patient, id: made.id, meta: made.meta })
  })

  test('labels that Attune gives can neither be set nor removed by a client', async () => {
    const repository = openFor(await open())()
    const own = { system: 'urn:attune:label', code: 'secret' }
    const theirs = { system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }
    const made = await repository.createResource<Patient>({ ...patient, meta: { security: [own, theirs] } })
    expect(made.meta?.security).toEqual([theirs])
  })

  test('an update makes the next version, even of the same content, and leaves the older one to be read', async () => {
    const repository = openFor(await open())()
    const { id } = await repository.createResource(patient)
    const next = await repository.updateResource<Patient>({ ...patient, id, birthDate: '1980-01-01' })
    expect(next.meta?.versionId).toBe('2')
    const again = await repository.updateResource<Patient>({ ...patient, id, birthDate: '1980-01-01' })
    expect(again.meta?.versionId).toBe('3')
    expect((await repository.readVersion<Patient>('Patient', id, '1')).birthDate).toBeUndefined()
    expect((await repository.readVersion<Patient>('Patient', id, '2')).birthDate).toBe('1980-01-01')
    for (const version of ['4', '0', 'x', '1e0', '01']) {
      expect(await refusalOf(repository.readVersion('Patient', id, version))).toBe(404)
    }
  })

  test('If-Match of another version is 412 and changes nothing', async () => {
    const repository = openFor(await open())()
    const { id } = await repository.createResource(patient)
    expect(await refusalOf(repository.updateResource({ ...patient, id }, { ifMatch: '2' }))).toBe(412)
    expect(await refusalOf(repository.deleteResource('Patient', id, { ifMatch: '2' }))).toBe(412)
    expect(await refusalOf(repository.patchResource('Patient', id, [], { ifMatch: '2' }))).toBe(412)
    expect(await refusalOf(repository.updateResource({ ...patient, id: 'nobody' }, { ifMatch: '1' }))).toBe(412)
    expect((await repository.readResource<Patient>('Patient', id)).meta?.versionId).toBe('1')
    await repository.updateResource({ ...patient, id }, { ifMatch: '1' })
    expect((await repository.readResource<Patient>('Patient', id)).meta?.versionId).toBe('2')
  })

  test('a deleted resource is gone, is found by nothing, keeps its past and can come back by an update', async () => {
    const repository = openFor(await open())()
    const { id } = await repository.createResource(patient)
    await repository.deleteResource('Patient', id)
    await repository.deleteResource('Patient', id)
    expect(await refusalOf(repository.readResource('Patient', id))).toBe(410)
    expect(await refusalOf(repository.readVersion('Patient', id, '2'))).toBe(410)
    expect(await refusalOf(repository.patchResource('Patient', id, []))).toBe(410)
    expect((await repository.readVersion<Patient>('Patient', id, '1')).name).toEqual(patient.name)
    expect((await repository.searchText('Patient', 'name=Ng&_total=accurate', { strict: true })).total).toBe(0)
    expect((await repository.history({ type: 'Patient', id, count: 10 })).entries).toHaveLength(2)
    expect(await repository.put({ ...patient, id })).toMatchObject({
      created: true,
      resource: { meta: { versionId: '3' } },
    })
    expect((await repository.searchText('Patient', 'name=Ng&_total=accurate', { strict: true })).total).toBe(1)
  })

  test('what was never there is 404 to read and to delete, and a client may choose its id by an update', async () => {
    const repository = openFor(await open())()
    expect(await refusalOf(repository.readResource('Patient', 'p1'))).toBe(404)
    expect(await refusalOf(repository.deleteResource('Patient', 'p1'))).toBe(404)
    expect(await repository.put({ ...patient, id: 'p1' })).toMatchObject({ created: true, resource: { id: 'p1' } })
    expect(await refusalOf(repository.put({ ...patient, id: 'p/1' }))).toBe(400)
    expect(await refusalOf(repository.put({ ...patient, id: 'x'.repeat(65) }))).toBe(400)
  })

  test('an id given by the caller that is in use is 409', async () => {
    const repository = openFor(await open())()
    const create = () => repository.createResource({ ...patient, id: 'taken' }, { assignedId: true })
    await create()
    expect(await refusalOf(create())).toBe(409)
  })

  test('resources are grouped by what they refer to', async () => {
    const repository = openFor(await open())()
    const { id } = await repository.createResource(patient)
    const subject = { reference: `Patient/${id}` }
    const made = await repository.createResource<Observation>({ ...observation, subject })
    const found = await repository.searchByReference({ resourceType: 'Observation' }, 'subject', [
      `Patient/${id}`,
      'Patient/x',
    ])
    expect(found).toEqual({ [`Patient/${id}`]: [made], 'Patient/x': [] })
  })

  test('an update changes what a resource is found by', async () => {
    const repository = openFor(await open())()
    const { id } = await repository.createResource(patient)
    const found = async (query: string) =>
      (await repository.searchText('Patient', query, { strict: true })).entry?.length ?? 0
    expect([await found('name=ng'), await found('name=lovelace')]).toEqual([1, 0])
    await repository.updateResource<Patient>({ resourceType: 'Patient', id, name: [{ family: 'Lovelace' }] })
    expect([await found('name=ng'), await found('name=lovelace')]).toEqual([0, 1])
  })

  test('a resource with faults is refused with all of them at once, and nothing of it is kept', async () => {
    const database = await open()
    const repository = openFor(database)()
    const bad = { resourceType: 'Observation', status: 7, wrong: true } as unknown as Observation
    const outcome = repository.createResource(bad).catch((cause: unknown) => cause)
    expect(await outcome).toMatchObject({
      outcome: { issue: expect.arrayContaining([expect.anything(), expect.anything()]) },
    })
    expect(await refusalOf(repository.createResource(bad))).toBe(400)
    expect(await refusalOf(repository.createResource({ resourceType: 'Cat' } as never))).toBe(400)
    expect(await refusalOf(repository.createResource(null as never))).toBe(400)
    expect(await database.read.selectFrom('resource').selectAll().execute()).toEqual([])
  })

  test('a resource that would not be found by all that is in it is refused, with the parameter', async () => {
    const repository = openFor(await open())()
    const many = Array.from({ length: 20_001 }, (_, i) => ({ entity: { reference: `Patient/${i}` } }))
    const group = { resourceType: 'Group', type: 'person', actual: true, member: many } as const
    const refused = repository.createResource<Group>({ ...group, member: many })
    await expect(refused).rejects.toThrow('By member')
    expect(await refusalOf(repository.createResource<Group>({ ...group, member: many.slice(1) }))).toBe(0)
  })

  test('audit events are written by the server alone', async () => {
    const repository = openFor(await open())()
    const event = { resourceType: 'AuditEvent' } as never
    expect(await refusalOf(repository.createResource(event))).toBe(400)
    expect(await refusalOf(repository.deleteResource('AuditEvent', 'audit-1'))).toBe(400)
    expect(await refusalOf(repository.patchResource('AuditEvent', 'audit-1', []))).toBe(400)
  })

  test('references are read in the order asked for, with an error in the place of what cannot be', async () => {
    const repository = openFor(await open())()
    const { id } = await repository.createResource(patient)
    const seen = await repository.readReferences([
      { reference: `Patient/${id}` },
      { reference: 'Patient/none' },
      { reference: 'urn:uuid:1' },
      { reference: `https://attune.example/fhir/Patient/${id}` },
    ])
    expect(seen.map((one) => (one instanceof Error ? 'error' : one.id))).toEqual([id, 'error', 'error', id])
  })

  test('the compartment of a patient is all of it, by type, and nothing of others', async () => {
    const repository = openFor(await open())()
    const [ada, ben] = [await repository.createResource(patient), await repository.createResource(patient)]
    for (let i = 0; i < 3; i++)
      await repository.createResource({ ...observation, subject: { reference: `Patient/${ada.id}` } })
    const shared = await repository.createResource<Observation>({
      ...observation,
      subject: { reference: `Patient/${ben.id}` },
      performer: [{ reference: `https://attune.example/fhir/Patient/${ada.id}` }],
    })
    const all = async (id: string, wanted = {}) => {
      const ids: string[] = []
      for await (const page of repository.compartment(id, wanted))
        ids.push(...page.map((r) => `${r.resourceType}/${r.id}`))
      return ids
    }
    expect(await all(ada.id)).toHaveLength(5)
    expect(await all(ada.id, { types: ['Patient'] })).toEqual([`Patient/${ada.id}`])
    expect((await all(ben.id)).toSorted()).toEqual([`Observation/${shared.id}`, `Patient/${ben.id}`])
    expect(await all(ada.id, { since: Date.parse('2027-01-01') })).toEqual([])
  })
})

describeOnBoth('content lies in the store as its codec has it', (open) => {
  const mask = (bytes: Uint8Array, { patient }: ContentOwner) => bytes.map((byte) => byte ^ (patient.length + 1))
  const content: ContentCodec = {
    encode: (owner, json) => mask(Buffer.from(json, 'utf8'), owner),
    decode: (owner, bytes) => Buffer.from(mask(bytes, owner)).toString('utf8'),
  }

  test('and every way of reading goes through it, with the owner it was written for', async () => {
    const database = await open()
    const repository = openFor(database, { content })()
    const { id } = await repository.createResource(patient)
    const subject = { reference: `Patient/${id}` }
    const made = await repository.createResource<Observation>({ ...observation, note: [{ text: 'Zürich' }] })
    await repository.updateResource<Observation>({ ...observation, id: made.id, subject, note: [{ text: 'Zürich' }] })
    const isWhole = (resource: unknown) => expect(JSON.stringify(resource)).toContain('Zürich')
    isWhole(await repository.readResource('Observation', made.id))
    isWhole(await repository.readVersion('Observation', made.id, '1'))
    isWhole(await repository.readReferences([{ reference: `Observation/${made.id}` }]))
    isWhole((await repository.history({ type: 'Observation', id: made.id, count: 9 })).entries[1])
    isWhole(await repository.searchText('Observation', `patient=${id}`, { strict: true }))
    isWhole(await repository.searchText('Patient', '_revinclude=Observation:patient', { strict: true }))
    for await (const page of repository.compartment(id)) isWhole(page)
    await repository.deleteResource('Observation', made.id)
    for (const table of ['resource', 'resource_history'] as const)
      for (const row of await database.read.selectFrom(table).select('content').execute())
        expect(Buffer.from(row.content).toString('utf8')).not.toContain('resourceType')
  })
})

describeOnBoth('history is told', (open) => {
  const ready = async () => {
    const repository = openFor(await open())()
    const { id } = await repository.createResource(patient)
    await repository.updateResource({ ...patient, id })
    await repository.patchResource('Patient', id, [{ op: 'add', path: '/gender', value: 'female' }])
    await repository.deleteResource('Patient', id)
    const other = await repository.createResource(observation)
    return { repository, id, other }
  }

  test('newest first, with how each version came to be', async () => {
    const { repository, id } = await ready()
    const { entries } = await repository.history({ type: 'Patient', id, count: 10 })
    expect(
      entries.map((e) => [e.request?.method, e.response?.status, e.response?.etag, e.resource === undefined]),
    ).toEqual([
      ['DELETE', '204', 'W/"4"', true],
      ['PATCH', '200', 'W/"3"', false],
      ['PUT', '200', 'W/"2"', false],
      ['POST', '201', 'W/"1"', false],
    ])
    const bundle = await repository.readHistory('Patient', id, { offset: 1, limit: 2 })
    expect(bundle.entry?.map((e) => e.response?.etag)).toEqual(['W/"3"', 'W/"2"'])
    expect(bundle.total).toBe(4)
    expect(await refusalOf(repository.readHistory('Patient', 'none'))).toBe(404)
  })

  test('of a type and of everything, in pages that lose and repeat nothing', async () => {
    const { repository } = await ready()
    expect((await repository.history({ type: 'Patient', count: 10 })).entries).toHaveLength(4)
    const seen: unknown[] = []
    let page = await repository.history({ count: 2 })
    for (;;) {
      seen.push(...page.entries.map((e) => `${e.fullUrl} ${e.response?.etag}`))
      if (page.next === undefined) break
      page = await repository.history({ count: 2, after: page.next })
    }
    expect(seen).toHaveLength(5)
    expect(new Set(seen).size).toBe(5)
  })

  test('from a time on, and as it stood at a time', async () => {
    const { repository, id } = await ready()
    const all = (await repository.history({ type: 'Patient', id, count: 10 })).entries
    const [, third = 0, second = 0] = all.map((e) => Date.parse(e.response?.lastModified ?? ''))
    const since = await repository.history({ type: 'Patient', id, count: 10, since: third })
    expect(since.entries.map((e) => e.response?.etag)).toEqual(['W/"4"', 'W/"3"'])
    const at = await repository.history({ type: 'Patient', id, count: 10, at: { from: second, to: third } })
    expect(at.entries.map((e) => e.response?.etag)).toEqual(['W/"2"'])
  })
})

describeOnBoth('writing depends on what is found', (open) => {
  const identified: Patient = { ...patient, identifier: [{ system: 'urn:mrn', value: '7' }] }
  const search = {
    resourceType: 'Patient',
    filters: [{ code: 'identifier', operator: 'eq', value: 'urn:mrn|7' }],
  } as never

  test('create if none exists: made, then found, then refused where several fit', async () => {
    const repository = openFor(await open())()
    const first = await repository.conditionalCreate(identified, search)
    expect(first.outcome.id).toBe('created')
    const second = await repository.conditionalCreate(identified, search)
    expect([second.outcome.id, second.resource.id]).toEqual(['ok', first.resource.id])
    await repository.createResource(identified)
    expect(await refusalOf(repository.conditionalCreate(identified, search))).toBe(412)
  })

  test('update, patch and delete by condition', async () => {
    const repository = openFor(await open())()
    const made = await repository.conditionalUpdate(identified, search)
    expect(made.outcome.id).toBe('created')
    const next = await repository.conditionalUpdate<Patient>({ ...identified, gender: 'other' }, search)
    expect([next.outcome.id, next.resource.id, next.resource.meta?.versionId]).toEqual(['ok', made.resource.id, '2'])
    const patched = await repository.conditionalPatch(search, [{ op: 'replace', path: '/gender', value: 'female' }])
    expect(patched).toMatchObject({ gender: 'female', meta: { versionId: '3' } })
    await repository.conditionalDelete(search)
    expect(await refusalOf(repository.readResource('Patient', made.resource.id))).toBe(410)
    await repository.conditionalDelete(search)
    expect(await refusalOf(repository.conditionalPatch(search, []))).toBe(404)
  })

  test('without a condition nothing is touched, though one resource alone would fit', async () => {
    const repository = openFor(await open())()
    const { id } = await repository.createResource(identified)
    const empty = () => ({ resourceType: 'Patient', filters: [] }) as never
    expect(await refusalOf(repository.conditionalUpdate(patient, empty()))).toBe(400)
    expect(await refusalOf(repository.conditionalDelete(empty()))).toBe(400)
    expect(await refusalOf(repository.conditionalPatch(empty(), []))).toBe(400)
    expect(await refusalOf(repository.matching('Patient', '_count=1', 2))).toBe(400)
    expect((await repository.readResource<Patient>('Patient', id)).meta?.versionId).toBe('1')
  })
})

describeOnBoth('a transaction', (open) => {
  test('happens whole or not at all, and sees what it wrote itself', async () => {
    const database = await open()
    const repository = openFor(database)()
    const failed = repository.withTransaction(async (tx) => {
      const { id } = await tx.createResource(patient)
      await tx.updateResource({ ...patient, id })
      expect((await tx.readResource<Patient>('Patient', id)).meta?.versionId).toBe('2')
      expect((await tx.searchText('Patient', 'name=ng', { strict: true })).entry).toHaveLength(1)
      throw new Error('stop')
    })
    await expect(failed).rejects.toThrow('stop')
    for (const table of ['resource', 'resource_history', 'resource_compartment', 'index_string'] as const)
      expect(await database.read.selectFrom(table).selectAll().execute()).toEqual([])
  })

  test('inside another is undone alone', async () => {
    const repository = openFor(await open())()
    await repository.withTransaction(async (tx) => {
      await tx.createResource({ ...patient, id: 'kept' }, { assignedId: true })
      const inner = tx.withTransaction(async (nested) => {
        await nested.createResource({ ...patient, id: 'undone' }, { assignedId: true })
        await nested.deleteResource('Patient', 'kept')
        throw new Error('stop')
      })
      await expect(inner).rejects.toThrow('stop')
      await tx.createResource({ ...patient, id: 'after' }, { assignedId: true })
    })
    const found = await repository.searchText('Patient', '_sort=_id', { strict: true })
    expect(found.entry?.map((e) => e.resource?.id)).toEqual(['after', 'kept'])
  })

  test('more keys than one block holds are unique', async () => {
    const database = await open()
    const repository = openFor(database)()
    await repository.withTransaction(async (tx) => {
      for (let i = 0; i < 2300; i++) await tx.createResource({ resourceType: 'Basic', code: { text: 'x' } })
    })
    await repository.createResource({ resourceType: 'Basic', code: { text: 'x' } })
    const rows = await database.read.selectFrom('resource').select('key').execute()
    expect(new Set(rows.map((row) => row.key)).size).toBe(2301)
  })
})

describeOnBoth('writers meet', (open, dialect) => {
  test('of two with the same If-Match one wins, and the other is told', async () => {
    const repository = openFor(await open())()
    const { id } = await repository.createResource(patient)
    const tries = await Promise.all(
      ['male', 'female', 'other'].map((gender) =>
        refusalOf(repository.updateResource<Patient>({ ...patient, id, gender } as Patient, { ifMatch: '1' })),
      ),
    )
    expect(tries.toSorted((a, b) => a - b)).toEqual([0, 412, 412])
    expect((await repository.readResource<Patient>('Patient', id)).meta?.versionId).toBe('2')
  })

  test('none of many unconditional updates is lost', async () => {
    const repository = openFor(await open())()
    const { id } = await repository.createResource(patient)
    await Promise.all(Array.from({ length: 20 }, () => repository.updateResource({ ...patient, id })))
    expect((await repository.readResource<Patient>('Patient', id)).meta?.versionId).toBe('21')
    expect((await repository.history({ type: 'Patient', id, count: 100 })).entries).toHaveLength(21)
  })

  test('of many that choose the same new id one creates it, and the others update', async () => {
    const repository = openFor(await open())()
    const put = await Promise.all(Array.from({ length: 8 }, () => repository.put({ ...patient, id: 'same' })))
    expect(put.filter((one) => one.created)).toHaveLength(1)
    expect((await repository.readResource<Patient>('Patient', 'same')).meta?.versionId).toBe('8')
  })

  test('of many conditional creates one creates', async () => {
    const repository = openFor(await open())()
    const identified: Patient = { ...patient, identifier: [{ system: 'urn:mrn', value: '7' }] }
    const search = () =>
      ({ resourceType: 'Patient', filters: [{ code: 'identifier', operator: 'eq', value: 'urn:mrn|7' }] }) as never
    const made = await Promise.all(
      Array.from({ length: dialect === 'sqlite' ? 8 : 4 }, () => repository.conditionalCreate(identified, search())),
    )
    expect(new Set(made.map((one) => one.resource.id)).size).toBe(1)
  })
})
