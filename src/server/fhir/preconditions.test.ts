import { expect, test } from 'vitest'
import { describeOnBoth } from '../../../test/postgres.ts'
import { serveFhir } from './served.test-support.ts'

type Method = 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE'

const ann = { resourceType: 'Patient', id: 'ann', gender: 'female' }

describeOnBoth('preconditions of HTTP', (open) => {
  const served = async () => {
    const { app } = await serveFhir(await open())
    const ask = (method: Method, url: string, payload?: object, headers: Readonly<Record<string, string>> = {}) =>
      app.inject({
        method,
        url: `/fhir${url}`,
        headers: {
          authorization: 'Bearer clinician',
          ...(payload === undefined ? {} : { 'content-type': 'application/fhir+json' }),
          ...headers,
        },
        ...(payload === undefined ? {} : { payload }),
      })
    await ask('PUT', '/Patient/ann', ann)
    return { ask }
  }

  test('If-Match: * changes what is there, and is not met by what is not', async () => {
    const { ask } = await served()
    const any = { 'if-match': '*' }
    expect((await ask('PUT', '/Patient/ann', ann, any)).statusCode).toBe(200)
    expect((await ask('PUT', '/Patient/ben', { ...ann, id: 'ben' }, any)).statusCode).toBe(412)
    expect((await ask('GET', '/Patient/ben')).statusCode).toBe(404)
    await ask('DELETE', '/Patient/ann')
    expect((await ask('PUT', '/Patient/ann', ann, any)).statusCode).toBe(412)
  })

  test('one of several versions in If-Match is enough', async () => {
    const { ask } = await served()
    const either = { 'if-match': 'W/"1", W/"7"' }
    expect((await ask('PUT', '/Patient/ann', ann, either)).statusCode).toBe(200)
    expect((await ask('PUT', '/Patient/ann', ann, either)).statusCode).toBe(412)
  })

  test('If-None-Match: * makes a resource and never replaces one', async () => {
    const { ask } = await served()
    const fresh = { 'if-none-match': '*' }
    expect((await ask('PUT', '/Patient/ben', { ...ann, id: 'ben' }, fresh)).statusCode).toBe(201)
    expect((await ask('PUT', '/Patient/ann', { ...ann, gender: 'male' }, fresh)).statusCode).toBe(412)
    expect((await ask('GET', '/Patient/ann')).json()).toMatchObject({ gender: 'female', meta: { versionId: '1' } })
    await ask('DELETE', '/Patient/ann')
    expect((await ask('PUT', '/Patient/ann', ann, fresh)).headers.etag).toBe('W/"3"')
  })

  test('a conditional delete of another version deletes nothing', async () => {
    const { ask } = await served()
    expect((await ask('DELETE', '/Patient?_id=ann', undefined, { 'if-match': 'W/"4"' })).statusCode).toBe(412)
    expect((await ask('GET', '/Patient/ann')).statusCode).toBe(200)
    expect((await ask('DELETE', '/Patient?_id=ann', undefined, { 'if-match': 'W/"1"' })).statusCode).toBe(204)
  })

  test('what has not changed is told by 304 with its tag', async () => {
    const { ask } = await served()
    const same = await ask('GET', '/Patient/ann', undefined, { 'if-none-match': 'W/"1"' })
    expect([same.statusCode, same.headers.etag, same.body]).toEqual([304, 'W/"1"', ''])
  })

  test('entries of a bundle have the same preconditions', async () => {
    const { ask } = await served()
    const entry = (request: object) => ({ resource: ann, request: { method: 'PUT', url: 'Patient/ann', ...request } })
    const done = await ask('POST', '/', {
      resourceType: 'Bundle',
      type: 'batch',
      entry: [{ ifMatch: '*' }, { ifMatch: 'W/"9"' }, { ifNoneMatch: '*' }, { ifMatch: 'W/"2", W/"3"' }].map(entry),
    })
    const { entry: told } = done.json() as { entry: { response: { status: string } }[] }
    expect(told.map((e) => e.response.status.slice(0, 3))).toEqual(['200', '412', '412', '200'])
  })

  test('a condition of an entry counts to its last letter', async () => {
    const { ask } = await served()
    await ask('PUT', '/Patient/ann', { ...ann, identifier: [{ system: 'http://ids.example/x', value: '1' }] })
    for (const condition of ['_id=ann?zzz', 'identifier=http://ids.example/x?|1']) {
      const done = await ask('POST', '/', {
        resourceType: 'Bundle',
        type: 'transaction',
        entry: [{ request: { method: 'DELETE', url: `Patient?${condition}` } }],
      })
      expect(done.statusCode).toBe(200)
      expect((await ask('GET', '/Patient/ann')).statusCode).toBe(200)
    }
  })

  test('a request of an entry that is not made of texts is refused with its place', async () => {
    const { ask } = await served()
    for (const wrong of [{ ifMatch: 5 }, { ifNoneExist: {} }, { ifNoneMatch: ['a'] }, { ifModifiedSince: null }]) {
      const done = await ask('POST', '/', {
        resourceType: 'Bundle',
        type: 'transaction',
        entry: [{ resource: ann, request: { method: 'PUT', url: 'Patient/ann', ...wrong } }],
      })
      expect([done.statusCode, done.json()]).toMatchObject([400, { issue: [{ expression: ['Bundle.entry[0]'] }] }])
      expect(done.body).toContain(`${Object.keys(wrong)[0]} that is not a text`)
    }
  })
})
