import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { services } from '../../deliver/cds-hooks/index.ts'
import { shippedKnowledge } from '../../knowledge/folder.ts'
import { type Database, openSqlite } from '../../store/index.ts'
import { cdsCards } from '../../store/cds-feedback/index.ts'
import { type AttuneServer, openServer } from '../attune-server.ts'
import { plainConfig } from '../config.ts'
import { serveFhir } from '../fhir/served.test-support.ts'
import { at, baseUrl, draft, knowledge, orderCall } from './example-people.test-support.ts'

let folder = ''
let database: Database
let server: AttuneServer

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'attune-cds-'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html>')
  database = openSqlite(':memory:')
  server = await openServer({
    database,
    knowledge,
    guides: [],
    knowledgeFolders: [shippedKnowledge],
    page: folder,
    baseUrl,
    demo: true,
    config: plainConfig,
    now: () => at,
    newId: randomUUID,
    onLoopback: true,
  })
}, 120_000)

afterAll(async () => {
  await server.close()
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

type Cards = {
  readonly cards: readonly {
    readonly uuid: string
    readonly summary: string
    readonly indicator: string
    readonly suggestions: readonly { readonly uuid: string }[]
  }[]
}

const post = (url: string, payload: unknown) =>
  server.app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json', accept: 'application/json+fhir' },
    payload: JSON.stringify(payload),
  })

describe('the demonstration server', () => {
  test('a clopidogrel order brings one critical card; taking it and setting it aside are kept with it', async () => {
    const order = orderCall('order-sign', [draft('103', 'clopidogrel', '32968')])
    const response = await post('/cds-services/attune-pgx', order)
    const { cards } = response.json<Cards>()
    expect(cards.map((c) => [c.indicator, c.summary])).toEqual([
      ['critical', 'Avoid clopidogrel; choose prasugrel or ticagrelor'],
    ])
    const [card] = cards
    const entry = { card: card?.uuid, outcomeTimestamp: '2026-11-22T09:01:00Z' }
    const taken = { ...entry, outcome: 'accepted', acceptedSuggestions: [{ id: card?.suggestions[0]?.uuid }] }
    const setAside = {
      ...entry,
      outcome: 'overridden',
      outcomeTimestamp: '2026-11-22T09:02:00Z',
      overrideReason: { reason: { code: 'other', system: 'urn:attune:override-reason' } },
    }
    expect((await post('/cds-services/attune-pgx/feedback', { feedback: [taken, setAside] })).statusCode).toBe(200)
    const [kept] = await cdsCards(database, 'home').feedbackOf('stent-clopidogrel')
    expect(kept?.feedback.map((f) => [f.outcome, f.reason?.display])).toEqual([
      ['accepted', undefined],
      ['overridden', 'Another reason'],
    ])
  })

  test('a patient of another server is found by an identifier that the store holds', async () => {
    const mrn = { system: 'urn:oid:1.2.3', value: 'x-1' }
    const call = (identifier: object) =>
      orderCall(
        'order-sign',
        [draft('1', 'clopidogrel', undefined, '77')],
        {
          prefetch: { patient: { resourceType: 'Patient', id: '77', identifier: [identifier] }, medications: null },
        },
        '77',
      )
    expect((await post('/cds-services/attune-pgx', call(mrn))).json()).toEqual({ cards: [] })
    const { app } = await serveFhir(database)
    const headers = { authorization: 'Bearer clinician', 'content-type': 'application/fhir+json' }
    const patient = (await app.inject({ url: '/fhir/Patient/stent-clopidogrel', headers })).json<object>()
    const put = await app.inject({
      method: 'PUT',
      url: '/fhir/Patient/stent-clopidogrel',
      headers,
      payload: JSON.stringify({ ...patient, identifier: [mrn] }),
    })
    expect(put.statusCode).toBe(200)
    expect((await post('/cds-services/attune-pgx', call(mrn))).json<Cards>().cards).toHaveLength(1)
    await app.close()
  })

  test('every prefetch template is answered by our own FHIR server, asked as the sandbox asks', async () => {
    const { app } = await serveFhir(database)
    const prefetch: Record<string, unknown> = {}
    for (const [key, template] of Object.entries(services[0]?.prefetch ?? {})) {
      const query = template.replaceAll('{{context.patientId}}', 'stent-clopidogrel')
      const [type, search] = query.split('?')
      const headers = { authorization: 'Bearer clinician', accept: 'application/json+fhir' }
      const answer =
        search === undefined
          ? await app.inject({ url: `/fhir/${query}`, headers })
          : await app.inject({
              method: 'POST',
              url: `/fhir/${type}/_search`,
              headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
              payload: new URLSearchParams(search).toString(),
            })
      expect([key, answer.statusCode]).toEqual([key, 200])
      prefetch[key] = answer.json()
    }
    expect(prefetch).toMatchObject({ patient: { resourceType: 'Patient' }, conditions: { resourceType: 'Bundle' } })
    const order = orderCall('order-select', [draft('103', 'clopidogrel', '32968')], {
      fhirServer: `${baseUrl}/fhir`,
      prefetch,
    })
    expect((await post('/cds-services/attune-pgx', order)).json<Cards>().cards).toHaveLength(1)
    await app.close()
  })
})
