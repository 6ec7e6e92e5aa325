import { expect, test } from 'vitest'
import { describeOnBoth } from '../../../test/postgres.ts'
import { base, serveFhir } from './served.test-support.ts'

const clinician = { authorization: 'Bearer clinician' }
const json = { ...clinician, 'content-type': 'application/fhir+json' }

const chart = {
  resourceType: 'Bundle',
  type: 'transaction',
  entry: [
    { resourceType: 'Practitioner', id: 'doc', name: [{ family: 'Dee' }] },
    {
      resourceType: 'Patient',
      id: 'ann',
      name: [{ family: 'Archer' }],
      generalPractitioner: [{ reference: 'Practitioner/doc' }],
    },
    { resourceType: 'Patient', id: 'bob', name: [{ family: 'Bowman' }] },
    ...['2019-05-01', '2024-02-03', '2025-06-07'].map((day, n) => ({
      resourceType: 'Observation',
      id: `weight-${n}`,
      status: 'final',
      code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }] },
      subject: { reference: 'Patient/ann' },
      effectiveDateTime: day,
      valueQuantity: { value: 70 + n, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
    })),
    {
      resourceType: 'AllergyIntolerance',
      id: 'nuts',
      patient: { reference: 'Patient/ann' },
      clinicalStatus: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', code: 'active' }],
      },
      code: { text: 'nuts' },
    },
    {
      resourceType: 'Observation',
      id: 'bobs',
      status: 'final',
      code: { text: 'weight' },
      subject: { reference: 'Patient/bob' },
    },
    {
      resourceType: 'Group',
      id: 'all',
      type: 'person',
      actual: true,
      member: [{ entity: { reference: 'Patient/bob' } }],
    },
  ].map((resource) => ({ resource, request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}` } })),
}

type Entries = {
  entry?: { resource: { resourceType: string; id: string }; search?: { mode: string } }[]
  link: { relation: string; url: string }[]
}
const names = (body: Entries): string[] => (body.entry ?? []).map((e) => `${e.resource.resourceType}/${e.resource.id}`)

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

describeOnBoth('FHIR operations', (open) => {
  const served = async () => {
    const s = await serveFhir(await open())
    const loaded = await s.app.inject({ method: 'POST', url: '/fhir', headers: json, payload: chart })
    expect(loaded.json()).toMatchObject({ type: 'transaction-response' })
    s.audited.length = 0
    return s
  }
  type App = Awaited<ReturnType<typeof served>>['app']

  const finished = async (app: App, place: string, as = clinician) => {
    for (let n = 0; n < 200; n++) {
      const answer = await app.inject({ url: place.replace('http://attune.test', ''), headers: as })
      if (answer.statusCode !== 202) return answer
      expect(answer.headers['retry-after']).toBe('2')
      expect(typeof answer.headers['x-progress']).toBe('string')
      await pause(20)
    }
    throw new Error('the job did not end')
  }

  test('$everything gives the compartment and what it refers to, and nothing of anybody else', async () => {
    const { app, audited } = await served()
    const all = await app.inject({ url: '/fhir/Patient/ann/$everything', headers: clinician })
    expect(names(all.json()).sort()).toEqual([
      'AllergyIntolerance/nuts',
      'Observation/weight-0',
      'Observation/weight-1',
      'Observation/weight-2',
      'Patient/ann',
      'Practitioner/doc',
    ])
    expect(audited.map((a) => a.patients)).toEqual([['ann']])
    const some = await app.inject({
      url: '/fhir/Patient/ann/$everything?_type=Observation&start=2024-01-01&end=2024-12',
      headers: clinician,
    })
    expect(names(some.json())).toEqual(['Observation/weight-1'])
    const unknown = await app.inject({ url: '/fhir/Patient/carl/$everything', headers: clinician })
    expect(unknown.statusCode).toBe(404)
    const wrong = await app.inject({
      url: '/fhir/Patient/ann/$everything?start=yesterday&_type=Person2&_count=x',
      headers: clinician,
    })
    expect(wrong.statusCode).toBe(400)
    expect((wrong.json() as { issue: unknown[] }).issue).toHaveLength(3)
  })

  test('$everything in pages gives each resource of the compartment once', async () => {
    const { app } = await served()
    const seen: string[] = []
    for (let url: string | undefined = '/fhir/Patient/ann/$everything?_count=2'; url !== undefined; ) {
      const page: Entries = (await app.inject({ url, headers: clinician })).json()
      seen.push(...(page.entry ?? []).filter((e) => e.search?.mode === 'match').map((e) => e.resource.id))
      url = page.link.find((l) => l.relation === 'next')?.url.replace('http://attune.test', '')
    }
    expect(seen.sort()).toEqual(['ann', 'nuts', 'weight-0', 'weight-1', 'weight-2'])
  })

  test('$validate tells faults of a resource and writes nothing', async () => {
    const { app } = await served()
    const good = await app.inject({
      method: 'POST',
      url: '/fhir/Patient/$validate',
      headers: json,
      payload: { resourceType: 'Patient' },
    })
    expect(good.statusCode).toBe(200)
    expect((good.json() as { issue: { severity: string }[] }).issue.every((i) => i.severity === 'information')).toBe(
      true,
    )
    const misplaced = await app.inject({
      method: 'POST',
      url: '/fhir/Observation/$validate',
      headers: json,
      payload: {
        resourceType: 'Parameters',
        parameter: [
          { name: 'mode', valueCode: 'create' },
          { name: 'resource', resource: { resourceType: 'Patient' } },
        ],
      },
    })
    expect((misplaced.json() as { issue: { severity: string }[] }).issue.some((i) => i.severity === 'error')).toBe(true)
    const stored = await app.inject({ url: '/fhir/Observation/weight-0/$validate', headers: clinician })
    expect(stored.json()).toMatchObject({ resourceType: 'OperationOutcome' })
    const none = await app.inject({
      method: 'POST',
      url: '/fhir/Patient/$validate',
      headers: json,
      payload: { resourceType: 'Parameters' },
    })
    expect(none.statusCode).toBe(400)
    const count = await app.inject({ url: '/fhir/Patient?_summary=count', headers: clinician })
    expect(count.json()).toMatchObject({ total: 2 })
  })

  test('an export is made in the background, one file a type, and only its maker gets it', async () => {
    const { app, audited } = await served()
    expect((await app.inject({ url: '/fhir/$export', headers: clinician })).statusCode).toBe(400)
    const begun = await app.inject({
      url: '/fhir/$export?_type=Observation,Patient',
      headers: { ...clinician, prefer: 'respond-async' },
    })
    expect(begun.statusCode).toBe(202)
    const place = String(begun.headers['content-location'])
    const done = await finished(app, place)
    const manifest = done.json() as { output: { type: string; url: string; count: number }[] }
    expect(manifest).toMatchObject({
      request: `${base}/$export?_type=Observation,Patient`,
      requiresAccessToken: true,
      error: [],
    })
    expect(manifest.output.map((o) => [o.type, o.count])).toEqual([
      ['Observation', 4],
      ['Patient', 2],
    ])
    const url = (manifest.output[0]?.url ?? '').replace('http://attune.test', '')
    audited.length = 0
    const file = await app.inject({ url, headers: clinician })
    expect(file.headers['content-type']).toBe('application/fhir+ndjson')
    expect(
      file.body
        .trim()
        .split('\n')
        .map((l) => (JSON.parse(l) as { id: string }).id)
        .sort(),
    ).toEqual(['bobs', 'weight-0', 'weight-1', 'weight-2'])
    expect(audited[0]?.patients.toSorted()).toEqual(['ann', 'bob'])
    const other = { authorization: 'Bearer colleague' }
    expect((await app.inject({ url, headers: other })).statusCode).toBe(404)
    expect((await app.inject({ url: place.replace('http://attune.test', ''), headers: other })).statusCode).toBe(404)
  })

  test('what the caller may not see is not exported, and who may see one patient alone exports nothing', async () => {
    const { app } = await served()
    const ask = (caller: string) =>
      app.inject({
        url: '/fhir/Patient/$export',
        headers: { authorization: `Bearer ${caller}`, prefer: 'respond-async' },
      })
    const begun = await ask('weights')
    const manifest = (
      await finished(app, String(begun.headers['content-location']), { authorization: 'Bearer weights' })
    ).json() as { output: { type: string; count: number }[] }
    expect(manifest.output.map((o) => [o.type, o.count])).toEqual([['Observation', 3]])
    expect((await ask('onlyAnn')).statusCode).toBe(403)
    expect((await ask('nothing')).statusCode).toBe(403)
  })

  test('an export of a group holds its members, by filter and by time', async () => {
    const { app } = await served()
    const ask = { ...clinician, prefer: 'respond-async' }
    const begun = await app.inject({ url: '/fhir/Group/all/$export?_since=2020-01-01T00:00:00Z', headers: ask })
    const manifest = (await finished(app, String(begun.headers['content-location']))).json() as {
      output: { type: string; count: number }[]
    }
    expect(manifest.output.map((o) => [o.type, o.count])).toEqual([
      ['Group', 1],
      ['Observation', 1],
      ['Patient', 1],
    ])
    const filtered = await app.inject({ url: '/fhir/$export?_typeFilter=Observation%3Fdate%3Dge2024', headers: ask })
    const second = (await finished(app, String(filtered.headers['content-location']))).json() as {
      output: { type: string; count: number }[]
    }
    expect(second.output.map((o) => [o.type, o.count])).toEqual([['Observation', 2]])
    expect((await app.inject({ url: '/fhir/Group/none/$export', headers: ask })).statusCode).toBe(404)
    expect(
      (await app.inject({ url: '/fhir/$export?_outputFormat=csv&_type=Persons&x=1', headers: ask })).json(),
    ).toMatchObject({
      issue: [{}, {}, {}],
    })
  })

  test('an export of some elements holds whom it is of, and is audited as theirs', async () => {
    const { app, audited } = await served()
    const begun = await app.inject({
      url: '/fhir/Group/all/$export?_type=Observation&_elements=code',
      headers: { ...clinician, prefer: 'respond-async' },
    })
    const done = (await finished(app, String(begun.headers['content-location']))).json() as {
      output: { url: string; count: number }[]
    }
    expect(done.output.map((o) => o.count)).toEqual([1])
    audited.length = 0
    const file = await app.inject({
      url: (done.output[0]?.url ?? '').replace('http://attune.test', ''),
      headers: clinician,
    })
    expect(JSON.parse(file.body)).not.toHaveProperty('subject')
    expect(audited).toMatchObject([{ patients: ['bob'] }])
  })

  test('a filter of an export says what is found, and a member of a group elsewhere is none of ours', async () => {
    const { app } = await served()
    const ask = { ...clinician, prefer: 'respond-async' }
    for (const filter of ['Observation?_summary=count', 'Observation?status=final&_include=Observation:subject'])
      expect(
        (await app.inject({ url: `/fhir/$export?_typeFilter=${encodeURIComponent(filter)}`, headers: ask })).statusCode,
      ).toBe(400)
    const elsewhere = {
      resourceType: 'Group',
      id: 'elsewhere',
      type: 'person',
      actual: true,
      member: [{ entity: { reference: 'http://other.example/fhir/Patient/bob' } }],
    }
    await app.inject({ method: 'PUT', url: '/fhir/Group/elsewhere', headers: json, payload: elsewhere })
    const begun = await app.inject({ url: '/fhir/Group/elsewhere/$export', headers: ask })
    expect((await finished(app, String(begun.headers['content-location']))).json()).toMatchObject({ output: [] })
  })

  test('an export that is cancelled is gone', async () => {
    const { app } = await served()
    const begun = await app.inject({ url: '/fhir/$export', headers: { ...clinician, prefer: 'respond-async' } })
    const url = String(begun.headers['content-location']).replace('http://attune.test', '')
    expect(
      (await app.inject({ method: 'DELETE', url, headers: { authorization: 'Bearer colleague' } })).statusCode,
    ).toBe(404)
    await app.inject({ method: 'DELETE', url, headers: clinician })
    const after = await app.inject({ url, headers: clinician })
    // It may have been done before it was cancelled.
    expect([200, 404]).toContain(after.statusCode)
  })

  test('NDJSON is imported line by line; what is wrong is told with its line and leaves nothing behind', async () => {
    const { app } = await served()
    const lines = [
      JSON.stringify({ resourceType: 'Patient', id: 'carl', name: [{ family: 'Cook' }] }),
      '{"resourceType": "Patient", "id": "broken"',
      '',
      JSON.stringify({ resourceType: 'Patient', id: 'ann', name: [{ family: 'Archer-Bell' }] }),
      JSON.stringify({ resourceType: 'Potato', id: 'p' }),
      JSON.stringify({
        resourceType: 'Observation',
        status: 'final',
        code: { text: 'x' },
        subject: { reference: 'Patient/carl' },
      }),
      JSON.stringify({ resourceType: 'AuditEvent', id: 'forged' }),
    ]
    const begun = await app.inject({
      method: 'POST',
      url: '/fhir/$import',
      headers: { ...clinician, 'content-type': 'application/fhir+ndjson' },
      payload: lines.join('\n'),
    })
    expect(begun.statusCode).toBe(202)
    const done = await finished(app, String(begun.headers['content-location']))
    const report = done.json() as {
      parameter: { name: string; valueInteger?: number; part?: { name: string; valueInteger?: number }[] }[]
    }
    const number = (name: string) => report.parameter.find((p) => p.name === name)?.valueInteger
    expect([number('lines'), number('created'), number('updated'), number('refused')]).toEqual([7, 2, 1, 3])
    expect(
      report.parameter.flatMap((p) => p.part ?? []).flatMap((p) => (p.name === 'line' ? [p.valueInteger] : [])),
    ).toEqual([2, 5, 7])
    expect((await app.inject({ url: '/fhir/Patient/ann', headers: clinician })).json()).toMatchObject({
      name: [{ family: 'Archer-Bell' }],
    })
    expect((await app.inject({ url: '/fhir/Observation?patient=carl', headers: clinician })).json()).toMatchObject({
      total: 1,
    })
    expect((await app.inject({ url: '/fhir/Patient/broken', headers: clinician })).statusCode).toBe(404)
  })

  test('nobody makes an AuditEvent, by an import neither', async () => {
    const { app } = await serveFhir(await open())
    const forged = {
      resourceType: 'AuditEvent',
      id: 'forged',
      type: { system: 'http://dicom.nema.org/resources/ontology/DCM', code: '110100' },
      recorded: '2026-01-01T00:00:00Z',
      agent: [{ requestor: true, who: { reference: 'Patient/ann' } }],
      source: { observer: { display: 'x' } },
    }
    const begun = await app.inject({
      method: 'POST',
      url: '/fhir/$import',
      headers: { ...clinician, 'content-type': 'application/fhir+ndjson' },
      payload: JSON.stringify(forged),
    })
    const report = await finished(app, String(begun.headers['content-location']))
    expect(report.body).toContain('written by the server alone')
    const history = await app.inject({ url: '/fhir/AuditEvent/_history', headers: clinician })
    expect(history.json()).not.toHaveProperty('entry')
  })

  test('an import takes no addresses to fetch from', async () => {
    const { app } = await served()
    const answer = await app.inject({
      method: 'POST',
      url: '/fhir/$import',
      headers: json,
      payload: {
        resourceType: 'Parameters',
        parameter: [{ name: 'input', part: [{ name: 'url', valueUri: 'http://169.254.169.254/' }] }],
      },
    })
    expect(answer.statusCode).toBe(415)
    expect(answer.body).toContain('never fetched')
  })
})
