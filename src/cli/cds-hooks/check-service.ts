import {
  checkDiscovery,
  checkFeedback,
  checkResponse,
  isObject,
  type JsonObject,
} from '../../deliver/cds-hooks/index.ts'
import type { TokenFault, Tokens } from './client-tokens.ts'
import { type Answered, exchange } from './exchange.ts'
import { type KitNotes, kitNotes, type KitReport } from './kit-report.ts'
import { contextOf, failedOutcome, type OfferedService, offeredServices, prefetchFor } from './trial-calls.ts'

/** What the kit plays against a service. `base`: the part of the address before `/cds-services`. */
export type KitParts = {
  readonly base: string
  readonly patientId: string
  /** Named in the calls with data, as the server that the patient's id belongs to. */
  readonly fhirServer?: string
  readonly tokens?: Tokens
  readonly today: string
  readonly time: string
  readonly newId: () => string
}

const slowMs = 500
const page = 'https://page.example'

const isOk = (a: Answered): boolean => a.status === 200
const isRefusal = (a: Answered): boolean => a.status >= 400 && a.status < 500
const statusText = (a: Answered): string => (a.status === 0 ? `no answer (${a.failure ?? ''})` : `status ${a.status}`)

/** The kit at work on one service address. */
type Trial = KitParts & { readonly notes: KitNotes; readonly seen: { calls: Answered[]; cards: JsonObject[] } }

const headersFor = async (t: Trial, url: string): Promise<Readonly<Record<string, string>>> => ({
  'content-type': 'application/json',
  accept: 'application/json',
  origin: page,
  ...(t.tokens === undefined ? {} : { authorization: `Bearer ${await t.tokens.make(url)}` }),
})

const urlOf = (t: KitParts, id: string): string => `${t.base}/cds-services/${encodeURIComponent(id)}`

const post = async (t: Trial, url: string, body: unknown): Promise<Answered> => {
  const answer = await exchange(
    'POST',
    url,
    await headersFor(t, url),
    typeof body === 'string' ? body : JSON.stringify(body),
  )
  t.notes.tried('service.no-fault', answer.status > 0 && answer.status < 500, `${url}: ${statusText(answer)}`)
  if (isRefusal(answer))
    t.notes.tried(
      'service.outcome',
      isObject(answer.json) && answer.json['resourceType'] === 'OperationOutcome',
      `${url}: status ${answer.status} without an OperationOutcome`,
    )
  return answer
}

/** A call whose answer, when it is 200, is judged by the message rules. */
const judgedCall = async (t: Trial, where: string, url: string, body: unknown): Promise<Answered> => {
  const answer = await post(t, url, body)
  if (!isOk(answer)) return answer
  t.seen.calls.push(answer)
  t.notes.judged(where, checkResponse(answer.json))
  t.notes.tried(
    'service.content-type',
    /\bjson\b/i.test(answer.header('content-type')),
    `${where}: Content-Type is ${answer.header('content-type') || 'missing'}`,
  )
  t.notes.tried(
    'service.cors-header',
    ['*', page].includes(answer.header('access-control-allow-origin')),
    `${where}: no Access-Control-Allow-Origin for the page`,
  )
  const cards =
    isObject(answer.json) && Array.isArray(answer.json['cards']) ? answer.json['cards'].filter(isObject) : []
  t.seen.cards.push(...cards)
  t.notes.tried(
    'service.undeclared-3.0',
    !answer.text.includes('"actionSelectionBehavior"'),
    `${where}: actionSelectionBehavior is sent`,
  )
  return answer
}

const preflight = async (t: Trial, url: string): Promise<void> => {
  const answer = await exchange('OPTIONS', url, {
    origin: page,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization,content-type',
  })
  const allowed = answer.header('access-control-allow-headers').toLowerCase()
  const passes =
    answer.status >= 200 &&
    answer.status < 300 &&
    ['*', page].includes(answer.header('access-control-allow-origin')) &&
    ['authorization', 'content-type'].every((h) => allowed.includes(h))
  t.notes.tried(
    'service.preflight',
    passes,
    `OPTIONS ${url}: ${statusText(answer)}, Access-Control-Allow-Headers: ${allowed || 'none'}`,
  )
}

const without = (o: JsonObject, key: string): JsonObject =>
  Object.fromEntries(Object.entries(o).filter(([k]) => k !== key))

/** Calls that lack what they must have: they are to be refused, and by no means to fail. */
const faultyCalls = (full: JsonObject, context: JsonObject): Readonly<Record<string, unknown>> => ({
  'not JSON': '{"hook":',
  'a list': [],
  'no hook': without(full, 'hook'),
  'another hook': { ...full, hook: 'kit-other' },
  'no hookInstance': without(full, 'hookInstance'),
  'no context': without(full, 'context'),
  'context a list': { ...full, context: [] },
  ...Object.fromEntries(
    Object.keys(context).map((key) => [`no context.${key}`, { ...full, context: without(context, key) }]),
  ),
})

const tryService = async (t: Trial, service: OfferedService): Promise<boolean> => {
  const url = urlOf(t, service.id)
  const name = `${service.id} (${service.hook})`
  const context = contextOf(service.hook, t.patientId)
  if (context === undefined) {
    t.notes.notRun('service.call', `${name}: the context of this hook is not known`)
    return false
  }
  const base: JsonObject = { hook: service.hook, hookInstance: t.newId(), context }
  const prefetch = prefetchFor(service, context, t.patientId, t.today)
  const full: JsonObject = {
    ...base,
    ...(t.fhirServer === undefined ? {} : { fhirServer: t.fhirServer }),
    ...(Object.keys(prefetch).length > 0 ? { prefetch } : {}),
  }
  const all = (value: unknown): JsonObject => Object.fromEntries(Object.keys(service.prefetch).map((k) => [k, value]))

  const first = await judgedCall(t, `${name}, full call`, url, full)
  if (first.status === 401 || first.status === 403) {
    t.notes.notRun(
      'service.call',
      `${name}: status ${first.status}; give the key of a client that the service knows (--client-key)`,
    )
    return false
  }
  t.notes.tried('service.call', isOk(first), `${name}: ${statusText(first)}`)
  const answered = (a: Answered): boolean => a.status === 200 || a.status === 412
  const again = await judgedCall(t, `${name}, again`, url, full)
  t.notes.tried(
    'service.repeated-call',
    again.status === first.status,
    `${name}: first ${first.status}, then ${statusText(again)}`,
  )
  const minimal = await judgedCall(t, `${name}, minimal call`, url, { ...base, hookInstance: t.newId() })
  t.notes.tried('service.minimal-call', answered(minimal), `${name}: ${statusText(minimal)}`)
  if (Object.keys(service.prefetch).length > 0) {
    const nothing = await judgedCall(t, `${name}, prefetch null`, url, {
      ...base,
      hookInstance: t.newId(),
      prefetch: all(null),
    })
    t.notes.tried('service.prefetch-null', answered(nothing), `${name}: ${statusText(nothing)}`)
    const failed = await judgedCall(t, `${name}, prefetch failed`, url, {
      ...base,
      hookInstance: t.newId(),
      prefetch: all(failedOutcome),
    })
    t.notes.tried('service.prefetch-outcome', answered(failed), `${name}: ${statusText(failed)}`)
  }
  const odd = {
    ...full,
    hookInstance: t.newId(),
    kitUnknown: { a: [1] },
    extension: { 'org.example.kit': true },
    context: { ...context, kitUnknown: 'x' },
  }
  const unknown = await judgedCall(t, `${name}, unknown members`, url, odd)
  t.notes.tried(
    'service.unknown-members',
    unknown.status === first.status,
    `${name}: ${first.status} without, ${statusText(unknown)} with unknown members`,
  )
  for (const [what, body] of Object.entries(faultyCalls(full, context))) {
    const refused = await post(t, url, body)
    t.notes.tried(
      'service.refuses',
      isRefusal(refused) || refused.status >= 500 || refused.status === 0,
      `${name}, ${what}: ${statusText(refused)}`,
    )
  }
  return true
}

const tryFeedback = async (t: Trial, service: OfferedService): Promise<void> => {
  const url = `${urlOf(t, service.id)}/feedback`
  const card = t.seen.cards.find((c) => typeof c['uuid'] === 'string')
  const entry = (more: JsonObject): JsonObject => ({
    feedback: [{ card: card?.['uuid'] ?? t.newId(), outcome: 'overridden', outcomeTimestamp: t.time, ...more }],
  })
  const taken = (a: Answered): boolean => a.status >= 200 && a.status < 300
  const unknown = await post(t, url, entry({ card: t.newId() }))
  if (unknown.status === 404 || unknown.status === 405)
    return t.notes.notRun('service.feedback', `${service.id} has no feedback endpoint, which is allowed`)
  t.notes.tried('service.feedback-unknown', taken(unknown), `${service.id}: ${statusText(unknown)}`)
  if (card === undefined)
    t.notes.notRun('service.feedback', 'no card with a uuid was seen: name a patient with advice (--patient)')
  else {
    const suggestions = Array.isArray(card['suggestions']) ? card['suggestions'].filter(isObject) : []
    const id = suggestions[0]?.['uuid']
    const bodies = [
      entry({}),
      entry({}),
      entry({ overrideReason: { userComment: 'Played by the kit.' } }),
      ...(typeof id === 'string' ? [entry({ outcome: 'accepted', acceptedSuggestions: [{ id }] })] : []),
    ]
    for (const body of bodies) {
      t.notes.judged('the kit’s own feedback', checkFeedback(body))
      const answer = await post(t, url, body)
      t.notes.tried('service.feedback', taken(answer), `${service.id}: ${statusText(answer)}`)
    }
  }
  for (const key of ['card', 'outcome']) {
    const [one] = entry({})['feedback'] as readonly JsonObject[]
    const refused = await post(t, url, { feedback: [without(one ?? {}, key)] })
    t.notes.tried(
      'service.feedback-refuses',
      isRefusal(refused),
      `${service.id}, without ${key}: ${statusText(refused)}`,
    )
  }
}

const faults: readonly (readonly [string, TokenFault])[] = [
  ['service.token-unsigned', 'unsigned'],
  ['service.token-symmetric', 'symmetric'],
  ['service.token-expired', 'expired'],
  ['service.token-audience', 'audience'],
  ['service.token-foreign-key', 'foreign-key'],
]

const tryTokens = async (t: Trial, service: OfferedService): Promise<void> => {
  const url = urlOf(t, service.id)
  const context = contextOf(service.hook, t.patientId) ?? {}
  const prefetch = prefetchFor(service, context, t.patientId, t.today)
  const body = JSON.stringify({ hook: service.hook, hookInstance: t.newId(), context, prefetch })
  const ask = (token: string | undefined): Promise<Answered> =>
    exchange(
      'POST',
      url,
      { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
      body,
    )
  const refused = (a: Answered): boolean => a.status === 401 || a.status === 403
  const bare = await ask(undefined)
  t.notes.tried('service.token-needed', refused(bare), `${service.id}: ${statusText(bare)} without a token`)
  const rules = ['service.token-garbage', ...faults.map(([rule]) => rule), 'service.token-replay']
  if (t.tokens === undefined) {
    for (const rule of rules) t.notes.notRun(rule, 'no client key was given (--client-key)')
    return
  }
  const garbage = await ask('abc.def.ghi')
  t.notes.tried('service.token-garbage', refused(garbage), `${service.id}: ${statusText(garbage)}`)
  for (const [rule, fault] of faults) {
    const answer = await ask(await t.tokens.make(url, fault))
    t.notes.tried(rule, refused(answer), `${service.id}: ${statusText(answer)}`)
  }
  const once = await t.tokens.make(url)
  await ask(once)
  const twice = await ask(once)
  t.notes.tried(
    'service.token-replay',
    refused(twice),
    `${service.id}: ${statusText(twice)} for a token that was used before`,
  )
}

/** Holds the service at an address against the specification. Every rule that could be tried has a row. */
export const checkService = async (parts: KitParts): Promise<KitReport> => {
  const notes = kitNotes()
  const t: Trial = { ...parts, notes, seen: { calls: [], cards: [] } }
  const url = `${t.base}/cds-services`
  const found = await exchange('GET', url, await headersFor(t, url))
  if (!notes.tried('service.discovery', isOk(found) && isObject(found.json), `${url}: ${statusText(found)}`))
    return notes.report(t.base)
  notes.judged('discovery', checkDiscovery(found.json))
  const services = offeredServices(found.json)
  await preflight(t, url)
  let tried: OfferedService | undefined
  for (const service of services) {
    await preflight(t, urlOf(t, service.id))
    if (await tryService(t, service)) tried ??= service
  }
  const nobody = await post(t, urlOf(t, `kit-no-such-${t.newId()}`), {
    hook: 'patient-view',
    hookInstance: t.newId(),
    context: contextOf('patient-view', t.patientId),
  })
  notes.tried('service.unknown-id', isRefusal(nobody), `status ${nobody.status} for a service that does not exist`)
  const times = t.seen.calls.map((c) => c.ms).sort((a, b) => a - b)
  const median = times[Math.floor(times.length / 2)]
  if (median === undefined) notes.notRun('service.speed', 'no call was answered')
  else notes.tried('service.speed', median <= slowMs, `half of the answers took longer than ${Math.round(median)} ms`)
  if (tried !== undefined) {
    await tryFeedback(t, tried)
    await tryTokens(t, tried)
  }
  return notes.report(t.base)
}
