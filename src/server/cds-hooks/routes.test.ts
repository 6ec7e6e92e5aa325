import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkDiscovery, checkRequest, checkResponse } from '../../deliver/cds-hooks/index.ts'
import { hasError } from '../../shared/problem.ts'
import { draft, orderCall, type Served, serve } from './example-people.test-support.ts'

type Sent = {
  readonly uuid: string
  readonly summary: string
  readonly indicator: string
  readonly detail: string
  readonly source: { readonly label: string; readonly url?: string }
  readonly suggestions?: readonly {
    readonly label: string
    readonly uuid: string
    readonly actions: readonly { readonly type: string; readonly resource?: never; readonly resourceId?: string }[]
  }[]
  readonly overrideReasons: readonly { readonly code: string; readonly system: string; readonly display: string }[]
  readonly links?: readonly { readonly url: string }[]
}

let served: Served
beforeAll(async () => {
  served = await serve({}, ['stent-clopidogrel', 'before-capecitabine', 'healthy-two-unknowns'])
})
afterAll(() => served.close())

const post = (url: string, payload: unknown, headers: Readonly<Record<string, string>> = {}) =>
  served.app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json', ...headers },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  })

/** The cards of a call that must be answered, and that keep every rule. */
const cardsOf = async (service: string, call: object): Promise<readonly Sent[]> => {
  expect(hasError(checkRequest(call))).toBe(false)
  const response = await post(`/cds-services/${service}`, call)
  expect([response.statusCode, checkResponse(response.json())]).toEqual([200, []])
  return response.json<{ readonly cards: readonly Sent[] }>().cards
}

const clopidogrel = draft('103', 'clopidogrel 75 MG Oral Tablet', '32968')

describe('discovery', () => {
  test('describes four services and keeps every rule', async () => {
    const response = await served.app.inject('/cds-services')
    expect(checkDiscovery(response.json())).toEqual([])
    const { services } = response.json<{ services: { hook: string; id: string }[] }>()
    expect(services.map((s) => `${s.hook} ${s.id}`)).toEqual([
      'order-select attune-pgx',
      'order-sign attune-pgx',
      'patient-view attune-patient-view',
      'encounter-start attune-encounter-start',
    ])
  })
})

describe('a clopidogrel order for a person whose CYP2C19 does not work', () => {
  test.each(['order-select', 'order-sign'] as const)('%s: one critical card with coded alternatives', async (hook) => {
    const cards = await cardsOf('attune-pgx', orderCall(hook, [clopidogrel]))
    expect(cards).toHaveLength(1)
    const [card] = cards
    expect(card).toMatchObject({
      summary: 'Avoid clopidogrel; choose prasugrel or ticagrelor',
      indicator: 'critical',
      source: { label: 'CPIC', url: 'https://www.clinpgx.org/guidelineAnnotation/PA166104948' },
      selectionBehavior: 'at-most-one',
    })
    expect(card?.suggestions?.map((s) => s.label)).toEqual([
      'Replace clopidogrel by prasugrel',
      'Replace clopidogrel by ticagrelor',
    ])
    expect(card?.suggestions?.[0]?.actions).toMatchObject([
      { type: 'delete', resourceId: 'MedicationRequest/103' },
      {
        type: 'create',
        resource: {
          resourceType: 'MedicationRequest',
          status: 'draft',
          intent: 'order',
          subject: { reference: 'Patient/stent-clopidogrel' },
          encounter: { reference: 'Encounter/e1' },
          medicationCodeableConcept: {
            coding: [{ system: 'http://www.whocc.no/atc', code: 'B01AC22' }],
            text: 'prasugrel',
          },
        },
      },
    ])
    expect(card?.links?.[0]?.url).toBe(
      `http://127.0.0.1:8080/people/stent-clopidogrel/medicines/clopidogrel?card=${card?.uuid}`,
    )
  })

  test('accepted and overridden are stored and stand with the card', async () => {
    const [card] = await cardsOf('attune-pgx', orderCall('order-sign', [clopidogrel]))
    const [suggestion] = card?.suggestions ?? []
    const feedback = (more: object) => ({
      feedback: [{ card: card?.uuid, outcomeTimestamp: '2026-11-22T09:05:00.5Z', ...more }],
    })
    const accepted = await post(
      '/cds-services/attune-pgx/feedback',
      feedback({ outcome: 'accepted', acceptedSuggestions: [{ id: suggestion?.uuid }] }),
    )
    const overridden = await post(
      '/cds-services/attune-pgx/feedback',
      feedback({
        outcome: 'overridden',
        outcomeTimestamp: '2026-11-22T11:06:00+02:00',
        overrideReason: { reason: { code: 'tolerated-before' }, userComment: 'for years' },
      }),
    )
    expect([accepted.statusCode, overridden.statusCode]).toEqual([200, 200])
    const kept = (await served.parts.cards.feedbackOf('stent-clopidogrel')).find((c) => c.card === card?.uuid)
    expect(kept).toMatchObject({
      recommendation: 'pgx:medicine:clopidogrel',
      hook: 'order-sign',
      service: 'attune-pgx',
    })
    expect(JSON.parse(kept?.json ?? '{}')).toEqual(card)
    expect(kept?.feedback).toMatchObject([
      { outcome: 'accepted', suggestions: [suggestion?.uuid] },
      {
        outcome: 'overridden',
        reason: { code: 'tolerated-before', display: 'Taken before and tolerated, with effect' },
        comment: 'for years',
      },
    ])
  })

  test('feedback on a card that nobody knows is taken and told to the log', async () => {
    const response = await post('/cds-services/attune-pgx/feedback', {
      feedback: [
        {
          card: '00000000-0000-4000-8000-999999999999',
          outcome: 'overridden',
          outcomeTimestamp: '2026-01-02T03:04:05Z',
        },
      ],
    })
    expect(response.statusCode).toBe(200)
    expect(served.told).toContainEqual({ event: 'unknown-cards', count: 1 })
  })
})

describe('other orders', () => {
  test('one card for each decision, and only for what was selected', async () => {
    const orders = [draft('1', 'citalopram'), draft('2', 'clopidogrel'), draft('3', 'clopidogrel')]
    const selected = await cardsOf('attune-pgx', orderCall('order-select', orders))
    expect(selected.map((c) => c.summary)).toEqual([expect.stringContaining('Citalopram')])
    const signed = await cardsOf('attune-pgx', orderCall('order-sign', orders))
    expect(signed.map((c) => c.indicator).sort()).toEqual(['critical', 'warning'])
    const removed = signed[0]?.suggestions?.[0]?.actions.filter((a) => a.type === 'delete')
    expect(removed?.map((a) => a.resourceId)).toEqual(['MedicationRequest/2', 'MedicationRequest/3'])
  })

  test('a test is offered where its result is not known and could forbid the medicine', async () => {
    const [card] = await cardsOf('attune-pgx', orderCall('order-sign', [draft('1', 'abacavir', '190521')]))
    expect(card).toMatchObject({ indicator: 'info' })
    expect(card?.suggestions?.[0]?.actions).toMatchObject([
      { type: 'create', resource: { resourceType: 'ServiceRequest', code: { coding: [{ code: 'genotype-hla-b' }] } } },
    ])
  })

  test('nothing to say: no card', async () => {
    expect(await cardsOf('attune-pgx', orderCall('order-sign', [draft('1', 'metformin')]))).toEqual([])
    expect(await cardsOf('attune-pgx', orderCall('order-sign', [draft('1', 'zzyzx forte')]))).toEqual([])
    expect(served.told).toContainEqual({ event: 'unknown-medicines', count: 1 })
  })

  test('an order that stops an enzyme brings up a medicine of the list', async () => {
    const medications = {
      resourceType: 'Bundle',
      type: 'searchset',
      entry: [{ resource: { ...draft('9', 'codeine', undefined, 'healthy-two-unknowns'), status: 'active' } }],
    }
    const call = orderCall(
      'order-sign',
      [draft('1', 'paroxetine', undefined, 'healthy-two-unknowns')],
      { prefetch: { medications } },
      'healthy-two-unknowns',
    )
    const cards = await cardsOf('attune-pgx', call)
    expect(cards.filter((c) => /codeine/i.test(c.summary)).map((c) => c.detail)).toEqual([
      expect.stringContaining('once paroxetine is taken'),
    ])
  })
})

describe('patient-view and encounter-start', () => {
  const call = (hook: string) => ({
    hook,
    hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea',
    context: { userId: 'Practitioner/1', patientId: 'stent-clopidogrel', encounterId: 'e1' },
  })
  test('what to act on now, at most three', async () => {
    const cards = await cardsOf('attune-patient-view', call('patient-view'))
    expect(cards.map((c) => c.summary)).toEqual([
      'Avoid clopidogrel; choose prasugrel or ticagrelor',
      'Avoid codeine; consider choosing another opioid; tramadol is no alternative',
    ])
  })
  test('at the start of an encounter what was answered before stays silent', async () => {
    const other = await serve()
    const ask = async () => {
      const r = await other.app.inject({
        method: 'POST',
        url: '/cds-services/attune-encounter-start',
        headers: { 'content-type': 'application/json' },
        payload: JSON.stringify(call('encounter-start')),
      })
      return r.json<{ cards: Sent[] }>().cards
    }
    const before = await ask()
    expect(before).toHaveLength(2)
    await other.app.inject({
      method: 'POST',
      url: '/cds-services/attune-encounter-start/feedback',
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({
        feedback: [{ card: before[0]?.uuid, outcome: 'overridden', outcomeTimestamp: '2026-11-22T09:00:00Z' }],
      }),
    })
    expect((await ask()).map((c) => c.summary)).toEqual(before.slice(1).map((c) => c.summary))
    await other.close()
  })
})

describe('what cannot be answered is an OperationOutcome', () => {
  const good = orderCall('order-sign', [clopidogrel])
  const { hookInstance: _, ...noInstance } = good
  test.each([
    ['not JSON', '{', 400],
    ['a list', '[]', 400],
    ['no body', '', 400],
    ['nested a thousand deep', `${'['.repeat(1000)}${']'.repeat(1000)}`, 400],
    ['no hookInstance', noInstance, 400],
    ['another hook', { ...good, hook: 'patient-view' }, 400],
    ['no context', { ...good, context: undefined }, 400],
    ['a user who may not order', { ...good, context: { ...good.context, userId: 'Patient/1' } }, 400],
    ['an order for another patient', orderCall('order-sign', [draft('1', 'codeine', undefined, 'other')]), 400],
    [
      'a patient nobody knows, without data',
      orderCall('order-sign', [draft('1', 'codeine', undefined, 'x')], {}, 'x'),
      412,
    ],
  ])('%s', async (_name, body, status) => {
    const response = await post('/cds-services/attune-pgx', body)
    expect([response.statusCode, response.json<{ resourceType: string }>().resourceType]).toEqual([
      status,
      'OperationOutcome',
    ])
  })

  test('an unknown service, another type and too much', async () => {
    expect((await post('/cds-services/nowhere', good)).statusCode).toBe(404)
    expect((await post('/cds-services/attune-pgx', 'a=b', { 'content-type': 'text/plain' })).statusCode).toBe(415)
    const huge = await post('/cds-services/attune-pgx', `"${'x'.repeat(9 << 20)}"`)
    expect([huge.statusCode, huge.json<{ resourceType: string }>().resourceType]).toEqual([413, 'OperationOutcome'])
  })

  test('every call leaves an audit entry, with the person only where data were used', async () => {
    const before = served.audit.length
    await post('/cds-services/attune-pgx', good)
    await post('/cds-services/attune-pgx', '{')
    expect(served.audit.slice(before).map((e) => [e.outcome, e.action, e.entity, e.patients])).toEqual([
      ['success', 'execute', 'cds-services/attune-pgx', ['stent-clopidogrel']],
      ['failure', 'execute', 'cds-services/attune-pgx', []],
    ])
  })
})

describe('pages of other origins', () => {
  test('a preflight needs no token; an open server answers only pages on loopback', async () => {
    const ask = (origin: string) =>
      served.app.inject({
        method: 'OPTIONS',
        url: '/cds-services/attune-pgx',
        headers: { origin, 'access-control-request-method': 'POST' },
      })
    const own = await ask('http://localhost:3000')
    expect([own.statusCode, own.headers['access-control-allow-origin']]).toEqual([204, 'http://localhost:3000'])
    expect(own.headers['access-control-allow-headers']).toContain('Authorization')
    expect((await ask('https://evil.example')).statusCode).toBe(403)
    const call = await post('/cds-services/attune-pgx', orderCall('order-sign', [clopidogrel]), {
      origin: 'https://evil.example',
    })
    expect(call.statusCode).toBe(403)
  })
})
