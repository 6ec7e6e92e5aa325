import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import { exportJWK, generateKeyPair, type JWK } from 'jose'
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { at, orderCall, draft, serve } from '../../server/cds-hooks/example-people.test-support.ts'
import { checkService } from './check-service.ts'
import { clientTokens, publicPart } from './client-tokens.ts'
import { clientRules, serviceRules } from './kit-rules.ts'
import { type KitReport, kitTable } from './kit-report.ts'
import { recordClient } from './record-client.ts'

const open: { readonly close: () => Promise<unknown> }[] = []
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
})

const parts = (base: string) => ({
  base,
  patientId: 'stent-clopidogrel',
  today: at.slice(0, 10),
  time: at,
  newId: randomUUID,
})

const keyPair = async (): Promise<JWK> => {
  const { privateKey } = await generateKeyPair('ES384', { extractable: true })
  return { ...(await exportJWK(privateKey)), kid: 'kit', alg: 'ES384' }
}

/** Tokens are made for an address that must be known before the server listens. */
const freePort = async (): Promise<number> => {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : expect.unreachable()
}

const verdicts = (report: KitReport) => Object.fromEntries(report.rows.map((r) => [r.rule, r.verdict]))
const broken = (report: KitReport) => report.rows.filter((r) => r.verdict === 'broken').map((r) => `${r.rule} ${r.why}`)

describe('our own services', () => {
  test('an open server breaks no rule and is only advised to ask for a token', async () => {
    const served = await serve({ newId: randomUUID, config: { openCdsHooks: true, origins: ['https://page.example'] } })
    open.push(served)
    const report = await checkService(parts(await served.app.listen({ port: 0, host: '127.0.0.1' })))
    expect(report.rows.filter((r) => r.verdict !== 'holds' && r.verdict !== 'notRun').map((r) => r.rule)).toEqual([
      'service.token-needed',
    ])
    expect(report.messages).toBeGreaterThan(20)
    expect(verdicts(report)).toMatchObject({
      'service.call': 'holds',
      'service.feedback': 'holds',
      'service.refuses': 'holds',
    })
  })

  test('a server with clients refuses every false token', async () => {
    const key = await keyPair()
    const port = await freePort()
    const base = `http://127.0.0.1:${port}`
    const served = await serve({
      newId: randomUUID,
      baseUrl: base,
      now: () => new Date().toISOString() as typeof at,
      config: { clients: [{ iss: 'https://client.example', name: 'Kit', keys: { keys: [publicPart(key)] } }] },
    })
    open.push(served)
    await served.app.listen({ port, host: '127.0.0.1' })
    const tokens = clientTokens({ key, iss: 'https://client.example' }, Date.now, randomUUID)
    const report = await checkService({
      ...parts(base),
      fhirServer: `${base}/fhir`,
      time: new Date().toISOString(),
      tokens,
    })
    expect(report.rows.filter((r) => r.verdict !== 'holds')).toEqual([])
    const tried = report.rows.map((r) => r.rule)
    expect(Object.keys(serviceRules).filter((r) => !tried.includes(r))).toEqual([])
  })

  test('without the key of a client the calls are not run, and that is no violation', async () => {
    const served = await serve({ loopback: false, config: {} })
    open.push(served)
    const report = await checkService(parts(await served.app.listen({ port: 0, host: '127.0.0.1' })))
    expect(broken(report)).toEqual([])
    expect(verdicts(report)['service.call']).toBe('notRun')
  })
})

type Body = Readonly<Record<string, unknown>>
type Behaviour = {
  readonly discovery?: (reply: FastifyReply) => unknown
  readonly call?: (body: Body | undefined, reply: FastifyReply, seen: Set<string>, token: string | undefined) => unknown
  readonly feedback?: (body: Body, reply: FastifyReply, seen: Set<string>) => unknown
  readonly cors?: false
  readonly anyId?: true
}

const good = {
  uuid: 'c1',
  summary: 'A card',
  indicator: 'info',
  source: { label: 'S' },
}
const service = {
  hook: 'patient-view',
  id: 's',
  title: 't',
  description: 'd',
  prefetch: { p: 'Patient/{{context.patientId}}' },
}
const outcome = { resourceType: 'OperationOutcome', issue: [] }

/** A service that keeps the rules but for what `behaviour` says. */
const otherService = async (behaviour: Behaviour): Promise<string> => {
  const app: FastifyInstance = Fastify()
  open.push(app)
  const seen = new Set<string>()
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, async (_r: unknown, body: string) => body)
  app.addHook('onSend', async (_request, reply) => {
    if (behaviour.cors === false) return
    reply.header('access-control-allow-origin', '*')
    reply.header('access-control-allow-headers', 'authorization, content-type')
  })
  const read = (text: unknown): Body | undefined => {
    try {
      const value = JSON.parse(String(text)) as unknown
      return Array.isArray(value) ? undefined : (value as Body)
    } catch {
      return undefined
    }
  }
  const sound = (b: Body | undefined): b is Body =>
    b !== undefined &&
    b['hook'] === 'patient-view' &&
    b['hookInstance'] !== undefined &&
    !Array.isArray(b['context']) &&
    ['userId', 'patientId'].every((k) => (b['context'] as Body | undefined)?.[k] !== undefined)
  app.options('/*', async (_request, reply) => reply.status(204).send())
  app.get('/cds-services', async (_request, reply) => behaviour.discovery?.(reply) ?? { services: [service] })
  app.post<{ Params: { id: string } }>('/cds-services/:id', async (request, reply) => {
    if (request.params.id !== 's' && behaviour.anyId !== true) return reply.status(404).send(outcome)
    const body = read(request.body)
    const own = behaviour.call?.(body, reply, seen, request.headers.authorization)
    if (own !== undefined) return own
    return sound(body) ? { cards: [good] } : reply.status(400).send(outcome)
  })
  app.post('/cds-services/s/feedback', async (request, reply) => {
    const body = read(request.body) ?? {}
    const own = behaviour.feedback?.(body, reply, seen)
    if (own !== undefined) return own
    const [entry] = (body['feedback'] ?? []) as readonly Body[]
    return entry?.['card'] === undefined || entry['outcome'] === undefined ? reply.status(400).send(outcome) : {}
  })
  return app.listen({ port: 0, host: '127.0.0.1' })
}

const hasPrefetch = (b: Body | undefined): boolean => b?.['prefetch'] !== undefined
const prefetched = (b: Body | undefined): unknown => (b?.['prefetch'] as Body | undefined)?.['p']
const slow = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** One way to break each rule of behaviour. */
const waysToBreak: Readonly<Record<string, Behaviour>> = {
  'service.discovery': { discovery: (r) => r.status(500).send({}) },
  'service.content-type': { call: (_b, r) => r.type('text/plain').send('{"cards":[]}') },
  'service.preflight': { cors: false },
  'service.cors-header': { cors: false },
  'service.call': { call: (_b, r) => r.status(412).send(outcome) },
  'service.minimal-call': {
    call: (b, r) => (b !== undefined && !hasPrefetch(b) ? r.status(400).send(outcome) : undefined),
  },
  'service.prefetch-null': { call: (b, r) => (prefetched(b) === null ? r.status(400).send(outcome) : undefined) },
  'service.prefetch-outcome': {
    call: (b, r) =>
      (prefetched(b) as Body | undefined)?.['resourceType'] === 'OperationOutcome'
        ? r.status(422).send(outcome)
        : undefined,
  },
  'service.unknown-members': {
    call: (b, r) => (b?.['kitUnknown'] === undefined ? undefined : r.status(400).send(outcome)),
  },
  'service.repeated-call': {
    call: (b, r, seen) => {
      const id = String(b?.['hookInstance'])
      if (seen.has(id)) return r.status(409).send(outcome)
      seen.add(id)
      return undefined
    },
  },
  'service.no-fault': { call: (b, r) => (b?.['context'] === undefined ? r.status(500).send(outcome) : undefined) },
  'service.refuses': { call: () => ({ cards: [] }) },
  'service.unknown-id': { anyId: true },
  'service.outcome': { call: (b, r) => (b?.['hook'] === undefined ? r.status(400).send({ error: 'no' }) : undefined) },
  'service.speed': { call: (b) => (b === undefined ? undefined : slow(600).then(() => ({ cards: [] }))) },
  'service.undeclared-3.0': {
    call: () => ({
      cards: [{ ...good, suggestions: [{ label: 'x', actionSelectionBehavior: 'any' }], selectionBehavior: 'any' }],
    }),
  },
  'service.feedback': {
    feedback: (b, r, seen) => {
      const [entry] = b['feedback'] as readonly Body[]
      if (entry?.['card'] !== 'c1' || entry['outcome'] === undefined) return undefined
      if (seen.has('told')) return r.status(409).send(outcome)
      seen.add('told')
      return undefined
    },
  },
  'service.feedback-unknown': {
    feedback: (b, r) =>
      (b['feedback'] as readonly Body[])[0]?.['card'] === 'c1' ? undefined : r.status(410).send(outcome),
  },
  'service.feedback-refuses': { feedback: () => ({}) },
  'service.token-needed': {},
  'service.token-garbage': {},
  'service.token-unsigned': {},
  'service.token-symmetric': {},
  'service.token-expired': {},
  'service.token-audience': {},
  'service.token-foreign-key': {},
  'service.token-replay': {},
}

describe('each rule of behaviour can fail', () => {
  test('no rule is left out', () => expect(Object.keys(waysToBreak)).toEqual(Object.keys(serviceRules)))

  test('a service that keeps the rules, but asks for no token, is told so and nothing else', async () => {
    const report = await checkService(parts(await otherService({})))
    expect(report.rows.filter((r) => r.verdict === 'broken' || r.verdict === 'advised').map((r) => r.rule)).toEqual([
      'service.token-needed',
    ])
  })

  test.each(Object.entries(waysToBreak))('%s', async (rule, behaviour) => {
    const base = await otherService(behaviour)
    const tokens = clientTokens({ key: await keyPair(), iss: 'https://client.example' }, Date.now, randomUUID)
    const report = await checkService({ ...parts(base), ...(rule.startsWith('service.token') ? { tokens } : {}) })
    const level = (serviceRules as Readonly<Record<string, { readonly level: string }>>)[rule]?.level
    expect(verdicts(report)[rule]).toBe(level === 'must' ? 'broken' : 'advised')
    expect(kitTable(report)).toContain(rule)
  })

  test('breaches of the message rules are told with the place in the message', async () => {
    const report = await checkService(
      parts(await otherService({ call: () => ({ cards: [{ ...good, indicator: 'hard-stop' }] }) })),
    )
    expect(broken(report)).toEqual([expect.stringContaining('cards[0].indicator')])
    expect(report.broken).toBe(1)
  })

  test('nobody there', async () => {
    const report = await checkService(parts('http://127.0.0.1:9'))
    expect(report.rows).toMatchObject([{ rule: 'service.discovery', verdict: 'broken' }])
  })
})

describe('a client that is recorded', () => {
  const clock = { now: () => Date.parse(at), newId: randomUUID }
  const post = (base: string, path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`${base}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  const call = (patientId = '1') => ({
    ...orderCall('order-sign', [draft('1', 'codeine', undefined, patientId)], {}, patientId),
    hookInstance: randomUUID(),
  })
  const path = '/cds-services/kit-order-sign'

  test('that keeps the rules has none broken', async () => {
    const recorder = await recordClient(0, undefined, clock)
    const tokens = clientTokens({ key: await keyPair(), iss: 'https://client.example' }, clock.now, randomUUID)
    const bearer = async (p: string) => ({ authorization: `Bearer ${await tokens.make(`${recorder.base}${p}`)}` })
    await fetch(`${recorder.base}/cds-services`)
    const body = {
      ...call(),
      prefetch: {
        patient: { resourceType: 'Patient', id: '1' },
        conditions: { resourceType: 'Bundle', type: 'searchset' },
      },
    }
    const answer = (await (await post(recorder.base, path, body, await bearer(path))).json()) as {
      cards: { uuid: string }[]
    }
    const told = { feedback: [{ card: answer.cards[0]?.uuid, outcome: 'overridden', outcomeTimestamp: at }] }
    await post(recorder.base, `${path}/feedback`, told, await bearer(`${path}/feedback`))
    const report = await recorder.stop()
    expect(report.rows.filter((r) => r.verdict !== 'holds')).toEqual([])
    expect(Object.keys(clientRules).filter((r) => verdicts(report)[r] === undefined)).toEqual([])
  })

  test('each of its rules can fail', async () => {
    const recorder = await recordClient(0, undefined, clock)
    const tokens = clientTokens({ key: await keyPair(), iss: 'https://client.example' }, clock.now, randomUUID)
    const same = call()
    await post(recorder.base, path, {
      ...same,
      prefetch: { patient: { resourceType: 'Patient', id: '2' }, other: null },
    })
    await post(
      recorder.base,
      path,
      { ...same, prefetch: { conditions: { resourceType: 'Condition' } } },
      { 'content-type': 'text/plain' },
    )
    await post(recorder.base, '/cds-services/kit-nothing', same)
    const part = (o: unknown) => Buffer.from(JSON.stringify(o)).toString('base64url')
    await post(recorder.base, path, call(), { authorization: `Bearer ${part({ alg: 'none' })}.${part({ exp: 1 })}.` })
    const token = await tokens.make('https://elsewhere.example')
    for (let i = 0; i < 2; i++) await post(recorder.base, path, call(), { authorization: `Bearer ${token}` })
    const report = await recorder.stop()
    const notHeld = report.rows.filter((r) => r.verdict === 'broken' || r.verdict === 'advised').map((r) => r.rule)
    expect(Object.keys(clientRules).filter((r) => !notHeld.includes(r))).toEqual([])
  })
})
