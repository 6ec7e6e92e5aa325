import { expect, test } from 'vitest'
import { describeOnBoth } from '../../../test/postgres.ts'
import { base, serveFhir } from './served.test-support.ts'

const clinician = { authorization: 'Bearer clinician' }
const json = { ...clinician, 'content-type': 'application/fhir+json' }

const ann = { resourceType: 'Patient', id: 'ann', name: [{ family: 'Archer', given: ['Ann'] }], gender: 'female' }
const weight = {
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }] },
  subject: { reference: 'Patient/ann' },
  valueQuantity: { value: 70, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
}

describeOnBoth('FHIR interactions over HTTP', (open) => {
  const served = async () => {
    const s = await serveFhir(await open())
    const put = await s.app.inject({ method: 'PUT', url: '/fhir/Patient/ann', headers: json, payload: ann })
    expect(put.statusCode).toBe(201)
    return s
  }

  test('a resource is created, read, changed, read in its first version, and deleted', async () => {
    const { app } = await served()
    const created = await app.inject({ method: 'POST', url: '/fhir/Observation', headers: json, payload: weight })
    expect(created.statusCode).toBe(201)
    const { id } = created.json() as { id: string }
    expect(created.headers).toMatchObject({
      etag: 'W/"1"',
      location: `${base}/Observation/${id}/_history/1`,
      'content-type': 'application/fhir+json; charset=utf-8',
      'cache-control': 'no-store',
    })
    const changed = await app.inject({
      method: 'PUT',
      url: `/fhir/Observation/${id}`,
      headers: { ...json, 'if-match': 'W/"1"' },
      payload: { ...weight, id, status: 'amended' },
    })
    expect([changed.statusCode, changed.headers.etag, changed.headers.location]).toEqual([200, 'W/"2"', undefined])
    const read = await app.inject({ url: `/fhir/Observation/${id}`, headers: clinician })
    expect(read.json()).toMatchObject({ status: 'amended', meta: { versionId: '2' } })
    expect(read.headers['last-modified']).toMatch(/GMT$/)
    const first = await app.inject({ url: `/fhir/Observation/${id}/_history/1`, headers: clinician })
    expect(first.json()).toMatchObject({ status: 'final', meta: { versionId: '1' } })
    const gone = await app.inject({ method: 'DELETE', url: `/fhir/Observation/${id}`, headers: clinician })
    expect([gone.statusCode, gone.body]).toEqual([204, ''])
    expect((await app.inject({ url: `/fhir/Observation/${id}`, headers: clinician })).statusCode).toBe(410)
    const history = await app.inject({ url: `/fhir/Observation/${id}/_history`, headers: clinician })
    expect((history.json() as { entry: { request: { method: string } }[] }).entry.map((e) => e.request.method)).toEqual(
      ['DELETE', 'PUT', 'POST'],
    )
  })

  test('who changes a version that is not the newest is told so, and nothing changes', async () => {
    const { app } = await served()
    const stale = await app.inject({
      method: 'PUT',
      url: '/fhir/Patient/ann',
      headers: { ...json, 'if-match': 'W/"7"' },
      payload: { ...ann, gender: 'male' },
    })
    expect(stale.statusCode).toBe(412)
    const unreadable = await app.inject({
      method: 'PUT',
      url: '/fhir/Patient/ann',
      headers: { ...json, 'if-match': '1' },
      payload: { ...ann, gender: 'male' },
    })
    expect(unreadable.statusCode).toBe(400)
    const read = await app.inject({ url: '/fhir/Patient/ann', headers: clinician })
    expect(read.json()).toMatchObject({ gender: 'female', meta: { versionId: '1' } })
  })

  test('a caller who has the newest version already gets 304 and no body', async () => {
    const { app } = await served()
    const first = await app.inject({ url: '/fhir/Patient/ann', headers: clinician })
    const byTag = await app.inject({
      url: '/fhir/Patient/ann',
      headers: { ...clinician, 'if-none-match': String(first.headers.etag) },
    })
    expect([byTag.statusCode, byTag.body]).toEqual([304, ''])
    const byTime = await app.inject({
      url: '/fhir/Patient/ann',
      headers: { ...clinician, 'if-modified-since': String(first.headers['last-modified']) },
    })
    expect(byTime.statusCode).toBe(304)
  })

  test('Prefer decides how much of what was written comes back', async () => {
    const { app } = await served()
    const post = (prefer: string) =>
      app.inject({ method: 'POST', url: '/fhir/Observation', headers: { ...json, prefer }, payload: weight })
    const minimal = await post('return=minimal')
    expect([minimal.statusCode, minimal.body, typeof minimal.headers.location]).toEqual([201, '', 'string'])
    const outcome = await post('return=OperationOutcome')
    expect([outcome.statusCode, (outcome.json() as { resourceType: string }).resourceType]).toEqual([
      201,
      'OperationOutcome',
    ])
    expect((await post('return=representation')).json()).toMatchObject({ resourceType: 'Observation' })
  })

  test('a JSON Patch changes one element; one that does not apply changes nothing', async () => {
    const { app } = await served()
    const patch = (payload: unknown) =>
      app.inject({
        method: 'PATCH',
        url: '/fhir/Patient/ann',
        headers: { ...clinician, 'content-type': 'application/json-patch+json' },
        payload: JSON.stringify(payload),
      })
    const done = await patch([{ op: 'replace', path: '/gender', value: 'other' }])
    expect([done.statusCode, (done.json() as { gender: string }).gender, done.headers.etag]).toEqual([
      200,
      'other',
      'W/"2"',
    ])
    const tested = await patch([
      { op: 'test', path: '/gender', value: 'male' },
      { op: 'remove', path: '/gender' },
    ])
    expect(tested.statusCode).toBeGreaterThanOrEqual(400)
    expect(tested.statusCode).toBeLessThan(500)
    expect((await app.inject({ url: '/fhir/Patient/ann', headers: clinician })).json()).toMatchObject({
      gender: 'other',
    })
  })

  test('a search can be asked by GET and by a posted form, in part in the address', async () => {
    const { app } = await served()
    await app.inject({ method: 'POST', url: '/fhir/Observation', headers: json, payload: weight })
    const ids = (body: { entry?: { resource: { id: string } }[] }) => (body.entry ?? []).map((e) => e.resource.id)
    const got = await app.inject({ url: '/fhir/Observation?patient=ann&code=29463-7', headers: clinician })
    expect(got.json()).toMatchObject({ resourceType: 'Bundle', type: 'searchset', total: 1 })
    const posted = await app.inject({
      method: 'POST',
      url: '/fhir/Observation/_search?patient=ann',
      headers: { ...clinician, 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'code=http%3A%2F%2Floinc.org%7C29463-7',
    })
    expect(ids(posted.json())).toEqual(ids(got.json()))
    const none = await app.inject({ url: '/fhir/Observation?patient=ann&code=8302-2', headers: clinician })
    expect(none.json()).toMatchObject({ total: 0 })
  })

  test('HEAD answers as GET does, without the body', async () => {
    const { app } = await served()
    const head = await app.inject({ method: 'HEAD', url: '/fhir/Patient/ann', headers: clinician })
    expect([head.statusCode, head.body, head.headers.etag]).toEqual([200, '', 'W/"1"'])
  })

  test('conditional requests: none, one and many matches', async () => {
    const { app } = await served()
    const identified = { ...weight, identifier: [{ system: 'http://lab.example', value: 'a?b=1' }] }
    const post = () =>
      app.inject({
        method: 'POST',
        url: '/fhir/Observation',
        headers: { ...json, 'if-none-exist': 'identifier=http://lab.example|a?b=1' },
        payload: identified,
      })
    const first = await post()
    const again = await post()
    expect([first.statusCode, again.statusCode]).toEqual([201, 200])
    expect((again.json() as { id: string }).id).toBe((first.json() as { id: string }).id)
    const change = (query: string) =>
      app.inject({
        method: 'PUT',
        url: `/fhir/Observation${query}`,
        headers: json,
        payload: { ...identified, status: 'amended' },
      })
    expect((await change('?identifier=http://lab.example|a%3Fb%3D1')).statusCode).toBe(200)
    await app.inject({ method: 'POST', url: '/fhir/Observation', headers: json, payload: identified })
    expect((await change('?identifier=http://lab.example|a%3Fb%3D1')).statusCode).toBe(412)
    expect((await post()).statusCode).toBe(412)
  })

  test('a condition that is empty, or cannot be read as a whole, changes nothing', async () => {
    const { app } = await served()
    for (const url of [
      '/fhir/Patient',
      '/fhir/Patient?nickname=ann',
      '/fhir/Patient?_id=',
      '/fhir/Patient?_sort=name',
    ]) {
      const answer = await app.inject({ method: 'DELETE', url, headers: clinician })
      expect([url, answer.statusCode]).toEqual([url, 400])
    }
    expect((await app.inject({ url: '/fhir/Patient/ann', headers: clinician })).statusCode).toBe(200)
  })

  test('every request of a known caller leaves one audit entry with the patients whose data it showed', async () => {
    const { app, audited } = await served()
    audited.length = 0
    await app.inject({ method: 'POST', url: '/fhir/Observation', headers: json, payload: weight })
    await app.inject({ url: '/fhir/Observation?patient=ann', headers: clinician })
    await app.inject({ url: '/fhir/Patient/bob', headers: clinician })
    await app.inject({ method: 'POST', url: '/fhir/Observation', headers: json, payload: '{' })
    await app.inject({ url: '/fhir/Patient/ann' })
    const bundle = (entry: unknown[]) =>
      app.inject({
        method: 'POST',
        url: '/fhir',
        headers: { ...json, prefer: 'return=minimal' },
        payload: { resourceType: 'Bundle', type: 'transaction', entry },
      })
    await bundle([
      {
        resource: { ...weight, id: 'w', subject: { reference: 'Patient/ann' } },
        request: { method: 'PUT', url: 'Observation/w' },
      },
    ])
    await app.inject({ method: 'DELETE', url: '/fhir/Observation/w', headers: clinician })
    await app.inject({ url: '/fhir/Patient/ann/_history/1', headers: clinician })
    expect(audited[0]?.entity).toMatch(/^Observation\/id-/)
    expect(
      audited.map((a) => [a.action, a.outcome, a.entity.replace(/id-.*/, 'id'), a.patients, a.query ?? '']),
    ).toEqual([
      ['create', 'success', 'Observation/id', ['ann'], ''],
      ['search', 'success', 'Observation', ['ann'], 'patient=ann'],
      ['read', 'failure', 'Patient/bob', [], ''],
      ['create', 'failure', 'Observation', [], ''],
      ['execute', 'success', '/', ['ann'], ''],
      ['delete', 'success', 'Observation/w', ['ann'], ''],
      ['read', 'success', 'Patient/ann', ['ann'], ''],
    ])
  })

  test('where the audit cannot be written nothing is shown', async () => {
    const database = await open()
    const { app } = await serveFhir(database, { audit: { append: () => Promise.reject(new Error('disk full')) } })
    const answer = await app.inject({ url: '/fhir/metadata' })
    expect(answer.statusCode).toBe(200)
    const put = await app.inject({ method: 'PUT', url: '/fhir/Patient/ann', headers: json, payload: ann })
    expect(put.statusCode).toBe(500)
    expect(put.body).not.toContain('disk full')
    expect(put.body).not.toContain('Archer')
  })

  test('NUL and broken characters in addresses and searches', async () => {
    const { app } = await served()
    for (const path of [
      'Patient?name=a%00b',
      'Patient?identifier=%00%7C1',
      'Observation?code:text=%00',
      'Patient?_id=%00',
      'Patient/a%00b',
      'Patient?name=%F0%9F',
      'Patient?name=%ED%A0%80',
      'Patient?_cursor=%00.%00',
      'Patient/_history?_cursor=%00',
    ])
      expect((await app.inject({ url: `/fhir/${path}`, headers: clinician })).statusCode, path).toBeLessThan(500)
  })
})
