import { OperationOutcomeError } from '@medplum/core'
import type { Bundle, BundleEntry, BundleEntryRequest, Observation, Patient, Resource } from '@medplum/fhirtypes'
import { expect, test } from 'vitest'
import { describeOnBoth } from '../../../test/postgres.ts'
import { mostEntries, processBundle } from './batch.ts'
import { accessOf, openFor, refusalOf, rightsOf } from './repository.test-support.ts'
import type { AttuneRepository } from './repository.ts'

const urn = (n: number): string => `urn:uuid:00000000-0000-4000-9000-${String(n).padStart(12, '0')}`

const patient: Patient = { resourceType: 'Patient', name: [{ family: 'Ng' }] }
const observation = (subject: string, more: Partial<Observation> = {}): Observation => ({
  resourceType: 'Observation',
  status: 'final',
  code: { text: 'x' },
  subject: { reference: subject },
  ...more,
})

const entry = (
  method: BundleEntryRequest['method'],
  url: string,
  resource?: Resource,
  more: { readonly fullUrl?: string; readonly request?: Partial<BundleEntryRequest> } = {},
): BundleEntry => ({
  ...more,
  ...(resource === undefined ? {} : { resource }),
  request: { method, url, ...more.request },
})

const bundle = (type: 'batch' | 'transaction', ...entries: BundleEntry[]): Bundle => ({
  resourceType: 'Bundle',
  type,
  entry: entries,
})

/** Answers reads of one resource, as the router of the server does. */
const handle = async (request: { url: string }, repository: AttuneRepository) => {
  const [type = '', id = ''] = request.url.split('/')
  return [{ resourceType: 'OperationOutcome', id: 'ok' }, await repository.readResource(type, id)] as never
}

const process = (repository: AttuneRepository, sent: Bundle) => processBundle(repository, sent, { handle })

const statuses = (answer: Bundle) => answer.entry?.map((e) => e.response?.status.slice(0, 3))

const placesOf = async (work: Promise<unknown>): Promise<readonly (string | undefined)[]> => {
  const cause = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(cause instanceof OperationOutcomeError)) throw cause ?? new Error('It was not refused.')
  return cause.outcome.issue.map((issue) => issue.expression?.[0])
}

const counted = async (repository: AttuneRepository, type: string): Promise<number | undefined> =>
  (await repository.searchText(type, '_summary=count', { strict: true })).total

describeOnBoth('a transaction bundle', (open) => {
  test('is done in the order DELETE, POST, PUT, GET, and answered in its own', async () => {
    const repository = openFor(await open())()
    await repository.put({ ...patient, id: 'old' })
    await repository.put({ ...patient, id: 'kept' })
    const answer = await process(
      repository,
      bundle(
        'transaction',
        entry('GET', 'Patient/kept'),
        entry('PUT', 'Patient/kept', { ...patient, id: 'kept', active: true }, { request: { ifMatch: 'W/"1"' } }),
        entry('POST', 'Patient', patient),
        entry('DELETE', 'Patient/old'),
      ),
    )
    expect(answer.type).toBe('transaction-response')
    expect(statuses(answer)).toEqual(['200', '200', '201', '204'])
    expect(answer.entry?.[0]?.resource).toMatchObject({ active: true, meta: { versionId: '2' } })
    expect(answer.entry?.[1]?.response).toMatchObject({ location: 'Patient/kept/_history/2', etag: 'W/"2"' })
    expect(answer.entry?.[2]?.response?.lastModified).toMatch(/^2026-01-01T/)
  })

  test('links entries by fullUrl in any direction, in circles too', async () => {
    const repository = openFor(await open())()
    const answer = await process(
      repository,
      bundle(
        'transaction',
        entry('POST', 'Observation', observation(urn(1), { hasMember: [{ reference: urn(3) }] }), { fullUrl: urn(2) }),
        entry('POST', 'Observation', observation(urn(1), { hasMember: [{ reference: urn(2) }] }), { fullUrl: urn(3) }),
        entry('POST', 'Patient', patient, { fullUrl: urn(1) }),
      ),
    )
    const [first, second, third] = (answer.entry ?? []).map((e) => e.resource as Observation)
    expect(first?.subject?.reference).toBe(`Patient/${third?.id}`)
    expect(first?.hasMember?.[0]?.reference).toBe(`Observation/${second?.id}`)
    expect(second?.hasMember?.[0]?.reference).toBe(`Observation/${first?.id}`)
    const found = await repository.searchText('Observation', `patient=${third?.id}`, { strict: true })
    expect(found.entry).toHaveLength(2)
  })

  test('resolves conditions and conditional references against what is stored', async () => {
    const repository = openFor(await open())()
    const ada: Patient = { ...patient, identifier: [{ system: 'urn:mrn', value: '7' }] }
    const { id } = await repository.createResource(ada)
    const condition = 'identifier=urn:mrn|7'
    const answer = await process(
      repository,
      bundle(
        'transaction',
        entry('POST', 'Patient', ada, { fullUrl: urn(1), request: { ifNoneExist: condition } }),
        entry('POST', 'Observation', observation(urn(1))),
        entry('POST', 'Observation', observation(`Patient?${condition}`)),
        entry('PUT', 'Patient?identifier=urn:mrn|8', { ...patient, identifier: [{ system: 'urn:mrn', value: '8' }] }),
      ),
    )
    expect(statuses(answer)).toEqual(['200', '201', '201', '201'])
    expect(
      answer.entry?.slice(0, 3).map((e) => (e.resource as Observation).subject?.reference ?? e.resource?.id),
    ).toEqual([id, `Patient/${id}`, `Patient/${id}`])
    expect(await counted(repository, 'Patient')).toBe(2)
  })

  test('is undone whole when one entry fails, and the entry is named', async () => {
    const repository = openFor(await open())()
    const failing: readonly (readonly [BundleEntry, string])[] = [
      [entry('PUT', 'Patient/none', { ...patient, id: 'none' }, { request: { ifMatch: 'W/"3"' } }), 'Bundle.entry[1]'],
      [entry('DELETE', 'Patient/none'), 'Bundle.entry[1]'],
      [entry('GET', 'Patient/none'), 'Bundle.entry[1]'],
      [entry('POST', 'Observation', observation('Patient?identifier=nobody')), 'Bundle.entry[1]'],
      [entry('PATCH', 'Patient/none', { resourceType: 'Parameters' }), 'Bundle.entry[1]'],
    ]
    for (const [bad, place] of failing) {
      const sent = () => bundle('transaction', entry('POST', 'Patient', patient), structuredClone(bad))
      const [told] = await placesOf(process(repository, sent()))
      expect(told?.startsWith(place)).toBe(true)
      expect(await counted(repository, 'Patient')).toBe(0)
    }
  })

  test('tells all faults of all entries at once and writes nothing', async () => {
    const repository = openFor(await open())()
    const bad = { resourceType: 'Patient', gender: 7, birthDate: 'x' } as unknown as Patient
    const places = await placesOf(
      process(
        repository,
        bundle(
          'transaction',
          entry('POST', 'Patient', bad),
          entry('POST', 'Patient', patient),
          entry('POST', 'Patient', bad),
        ),
      ),
    )
    expect(places.some((place) => place?.startsWith('Bundle.entry[0]'))).toBe(true)
    expect(places.some((place) => place?.startsWith('Bundle.entry[2]'))).toBe(true)
    expect(places.some((place) => place?.startsWith('Bundle.entry[1]'))).toBe(false)
    expect(await counted(repository, 'Patient')).toBe(0)
  })

  test('places within a resource are FHIRPaths that begin at the bundle', async () => {
    const repository = openFor(await open())()
    const wrong = { ...observation('Patient/p'), effectiveDateTime: '2020-13-45' } as Observation
    const within: Bundle = { resourceType: 'Bundle', type: 'collection', entry: [{ resource: wrong }] }
    const sent = bundle('transaction', entry('POST', 'Observation', wrong), entry('POST', 'Bundle', within))
    expect(await placesOf(process(repository, sent))).toEqual([
      'Bundle.entry[0].resource.effective',
      'Bundle.entry[1].resource.entry[0].resource.effective',
    ])
    const vague = entry('PUT', 'Patient?nosuch=1', patient)
    expect(await placesOf(process(repository, bundle('transaction', vague)))).toEqual(['Bundle.entry[0].request.url'])
  })

  test('a fault of the server stays one: it is not told as if the bundle were wrong', async () => {
    const repository = openFor(await open())()
    const broken = async () => {
      throw new TypeError('something of ours')
    }
    for (const type of ['transaction', 'batch'] as const)
      await expect(
        processBundle(repository, bundle(type, entry('GET', 'Patient/p')), { handle: broken }),
      ).rejects.toThrow(TypeError)
  })

  test('of many at once that create what does not exist, one creates it', async () => {
    const repository = openFor(await open())()
    const identifier = [{ system: 'urn:mrn', value: '1' }]
    const sent = () =>
      bundle(
        'transaction',
        entry('POST', 'Patient', { ...patient, identifier }, { request: { ifNoneExist: 'identifier=urn:mrn|1' } }),
        entry('POST', 'Observation', observation('Patient/p')),
      )
    const answers = await Promise.all(Array.from({ length: 6 }, () => process(repository, sent())))
    const told = answers.map((a) => statuses(a)?.[0] ?? '')
    expect(told.toSorted((a, b) => a.localeCompare(b))).toEqual(['200', '200', '200', '200', '200', '201'])
    expect([await counted(repository, 'Patient'), await counted(repository, 'Observation')]).toEqual([1, 6])
  })

  test('is refused where entries share a fullUrl or a resource', async () => {
    const repository = openFor(await open())()
    await repository.put({ ...patient, id: 'p' })
    const twice = bundle(
      'transaction',
      entry('POST', 'Patient', patient, { fullUrl: urn(1) }),
      entry('POST', 'Patient', patient, { fullUrl: urn(1) }),
    )
    expect(await placesOf(process(repository, twice))).toEqual(['Bundle.entry[1]'])
    const same = bundle('transaction', entry('PUT', 'Patient/p', { ...patient, id: 'p' }), entry('DELETE', 'Patient/p'))
    expect(await placesOf(process(repository, same))).toHaveLength(1)
    expect((await repository.readResource<Patient>('Patient', 'p')).meta?.versionId).toBe('1')
  })

  test('is refused before anything is done when it is no such bundle or too large', async () => {
    const repository = openFor(await open())()
    expect(await refusalOf(process(repository, { resourceType: 'Bundle', type: 'collection' }))).toBe(400)
    expect(await refusalOf(process(repository, { resourceType: 'Bundle', type: 'batch', entry: 'x' } as never))).toBe(
      400,
    )
    const many = Array.from({ length: mostEntries + 1 }, () => null)
    expect(
      await refusalOf(process(repository, { resourceType: 'Bundle', type: 'transaction', entry: many } as never)),
    ).toBe(413)
    const broken: readonly unknown[] = [
      null,
      {},
      { request: { method: 'STEAL', url: 'Patient' } },
      { request: { method: 'GET' } },
      { request: { method: 'POST', url: 'Patient' } },
      { request: { method: 'POST', url: 'Patient' }, resource: { resourceType: 'Observation' } },
      { request: { method: 'PUT', url: 'Patient/1' }, resource: { resourceType: 'Patient', id: '2' } },
      { request: { method: 'PUT', url: 'Patient' }, resource: { resourceType: 'Patient' } },
      { request: { method: 'DELETE', url: '../../etc' } },
      { request: { method: 'POST', url: 'Patient' }, resource: patient, fullUrl: 7 },
    ]
    const sent = { resourceType: 'Bundle', type: 'transaction', entry: broken } as unknown as Bundle
    expect(await placesOf(process(repository, sent))).toEqual(broken.map((_, i) => `Bundle.entry[${i}]`))
  })

  test('goes no further than the access of the caller', async () => {
    const as = openFor(await open())
    await as().put({ ...patient, id: 'ben' })
    const her = as(accessOf({ patients: ['ada'] }))
    const sent = bundle(
      'transaction',
      entry('POST', 'Observation', observation('Patient/ada')),
      entry('POST', 'Observation', observation('Patient/ben')),
    )
    expect(await refusalOf(process(her, sent))).toBe(403)
    expect(await counted(as(), 'Observation')).toBe(0)
    const reader = as(accessOf({ rights: rightsOf('rs') }))
    expect(await refusalOf(process(reader, bundle('transaction', entry('DELETE', 'Patient/ben'))))).toBe(403)
  })
})

describeOnBoth('a batch bundle', (open) => {
  test('does each entry for itself, and tells what is wrong with each that fails', async () => {
    const repository = openFor(await open())()
    await repository.put({ ...patient, id: 'p' })
    const answer = await process(
      repository,
      bundle(
        'batch',
        entry('POST', 'Patient', patient, { fullUrl: urn(1) }),
        entry('POST', 'Patient', { resourceType: 'Patient', gender: 7 } as unknown as Patient),
        entry('GET', 'Patient/p'),
        entry('GET', 'Patient/none'),
        entry('PUT', 'Patient/p', { ...patient, id: 'p' }, { request: { ifMatch: 'W/"9"' } }),
        { request: { method: 'POST' } } as BundleEntry,
        entry('POST', 'Observation', observation(urn(1))),
        entry('DELETE', 'Patient?identifier=nobody'),
        entry('PUT', 'Patient/p', { ...patient, id: 'p' }, { request: { ifMatch: '1' } }),
      ),
    )
    expect(statuses(answer)).toEqual(['201', '400', '200', '404', '412', '400', '201', '204', '400'])
    expect(answer.entry?.[1]?.response?.outcome).toMatchObject({ resourceType: 'OperationOutcome' })
    expect((answer.entry?.[6]?.resource as Observation | undefined)?.subject?.reference).toBe(
      `Patient/${answer.entry?.[0]?.resource?.id}`,
    )
    expect(await counted(repository, 'Patient')).toBe(2)
  })

  test('with conditions makes one resource of two entries that name the same', async () => {
    const repository = openFor(await open())()
    const ada: Patient = { ...patient, identifier: [{ system: 'urn:mrn', value: '7' }] }
    const request = { ifNoneExist: 'identifier=urn:mrn|7' }
    const answer = await process(
      repository,
      bundle('batch', entry('POST', 'Patient', ada, { request }), entry('POST', 'Patient', ada, { request })),
    )
    expect(statuses(answer)).toEqual(['201', '200'])
    expect(await counted(repository, 'Patient')).toBe(1)
  })

  test('leaves out the resources it wrote when asked to answer briefly', async () => {
    const repository = openFor(await open())()
    const answer = await processBundle(repository, bundle('batch', entry('POST', 'Patient', patient)), {
      handle,
      returning: 'minimal',
    })
    expect(answer.entry?.[0]?.resource).toBeUndefined()
    expect(answer.entry?.[0]?.response?.location).toMatch(/^Patient\/[^/]+\/_history\/1$/)
  })
})
