import { Client, type FhirResource } from 'fhir-kit-client'
import { beforeAll, describe, expect, test } from 'vitest'
import { listen } from './listening.test-support.ts'

type Body = FhirResource & { id: string; meta: { versionId: string }; name?: unknown; gender?: unknown }
type Found = { total?: number; entry?: { resource: Body }[]; link: { relation: string; url: string }[] }

describe('fhir-kit-client against Attune on a real socket', () => {
  let client: Client
  beforeAll(async () => {
    const { origin } = await listen()
    client = new Client({ baseUrl: `${origin}/fhir`, bearerToken: 'clinician' })
  })

  const patient = { resourceType: 'Patient', name: [{ family: 'Archer' }] }

  test('creates, reads, updates, patches, reads versions and deletes', async () => {
    const created = (await client.create({ resourceType: 'Patient', body: patient })) as Body
    const read = (await client.read({ resourceType: 'Patient', id: created.id })) as Body
    expect(read.name).toEqual([{ family: 'Archer' }])
    const updated = (await client.update({
      resourceType: 'Patient',
      id: created.id,
      body: { ...read, gender: 'female' },
    })) as Body
    expect(updated.meta.versionId).toBe('2')
    const patched = (await client.patch({
      resourceType: 'Patient',
      id: created.id,
      jsonPatch: [{ op: 'replace', path: '/gender', value: 'other' }],
    })) as Body
    expect(patched.gender).toBe('other')
    const first = (await client.vread({ resourceType: 'Patient', id: created.id, version: '1' })) as Body
    expect(first.gender).toBeUndefined()
    const history = (await client.resourceHistory({ resourceType: 'Patient', id: created.id })) as unknown as Found
    expect(history.entry).toHaveLength(3)
    await client.delete({ resourceType: 'Patient', id: created.id })
    await expect(client.read({ resourceType: 'Patient', id: created.id })).rejects.toMatchObject({
      response: { status: 410 },
    })
  })

  test('searches by GET and by POST, and goes from page to page', async () => {
    for (const family of ['Baker', 'Bakewell', 'Barker'])
      await client.create({ resourceType: 'Patient', body: { ...patient, name: [{ family }] } })
    const got = (await client.search({ resourceType: 'Patient', searchParams: { family: 'bake' } })) as unknown as Found
    expect(got.entry).toHaveLength(2)
    const posted = (await client.search({
      resourceType: 'Patient',
      searchParams: { family: 'bake' },
      options: { postSearch: true },
    })) as unknown as Found
    expect(posted.entry?.map((e) => e.resource.id)).toEqual(got.entry?.map((e) => e.resource.id))
    const first = await client.search({
      resourceType: 'Patient',
      searchParams: { family: 'ba', _count: '2', _sort: 'family' },
    })
    const next = (await client.nextPage({ bundle: first as never })) as unknown as Found
    expect(next.entry?.map((e) => e.resource.name)).toEqual([[{ family: 'Barker' }]])
  })

  test('sends a batch and a transaction, and reads everything of a patient', async () => {
    const entry = { resource: { ...patient, id: 'kit' }, request: { method: 'PUT', url: 'Patient/kit' } }
    const done = (await client.transaction({
      body: { resourceType: 'Bundle', type: 'transaction', entry: [entry] } as never,
    })) as unknown as {
      entry: { response: { status: string } }[]
    }
    expect(done.entry[0]?.response.status).toMatch(/^201/)
    const batch = (await client.batch({
      body: {
        resourceType: 'Bundle',
        type: 'batch',
        entry: [
          { request: { method: 'GET', url: 'Patient/kit' } },
          { request: { method: 'GET', url: 'Patient/none' } },
        ],
      } as never,
    })) as unknown as { entry: { response: { status: string } }[] }
    expect(batch.entry.map((e) => e.response.status.slice(0, 3))).toEqual(['200', '404'])
    const all = (await client.operation({
      name: '$everything',
      resourceType: 'Patient',
      id: 'kit',
      method: 'GET',
    })) as unknown as Found
    expect(all.entry?.map((e) => e.resource.id)).toEqual(['kit'])
  })

  test('is told why it may not', async () => {
    await expect(client.read({ resourceType: 'Patient', id: 'nobody' })).rejects.toMatchObject({
      response: { status: 404, data: { resourceType: 'OperationOutcome' } },
    })
  })
})
