import { decodeJwt, decodeProtectedHeader } from 'jose'
import { checkFeedback, checkRequest, isObject, type JsonObject } from '../../deliver/cds-hooks/index.ts'
import { type KitNotes, kitNotes, type KitReport } from './kit-report.ts'

/** What the recording service offers: what every client can be asked for. */
const prefetch = {
  patient: 'Patient/{{context.patientId}}',
  conditions: 'Condition?patient={{context.patientId}}',
} as const

const hooks = [
  'patient-view',
  'order-select',
  'order-sign',
  'encounter-start',
  'encounter-discharge',
  'appointment-book',
] as const

export const recorderDiscovery = {
  services: hooks.map((hook) => ({
    hook,
    id: `kit-${hook}`,
    title: `Conformance kit, ${hook}`,
    description: 'Records what a client sends and answers with one card, so that feedback can be tried.',
    prefetch,
  })),
}

/** One request as it reached the recording service. `url` is the whole address, by which tokens are judged. */
export type Recorded = {
  readonly method: string
  readonly url: string
  readonly path: string
  readonly header: (name: string) => string | undefined
  readonly body: string
}

export type RecorderAnswer = { readonly status: number; readonly body?: unknown }

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const judgeToken = (request: Recorded, used: Set<string>, now: number, notes: KitNotes): void => {
  const token = /^Bearer +(\S+)$/i.exec(request.header('authorization') ?? '')?.[1]
  if (!notes.tried('client.token', token !== undefined, `${request.path}: no bearer token`) || token === undefined)
    return
  try {
    const header = decodeProtectedHeader(token)
    const asymmetric = typeof header.alg === 'string' && /^(?:[ERP]S\d{3}|Ed)/.test(header.alg)
    notes.tried(
      'client.token-header',
      asymmetric && header.typ === 'JWT' && typeof header.kid === 'string',
      `alg ${header.alg}, typ ${header.typ}, kid ${header.kid}`,
    )
    const claims = decodeJwt(token)
    const missing = ['iss', 'aud', 'exp', 'iat', 'jti'].filter((c) => claims[c] === undefined)
    notes.tried('client.token-claims', missing.length === 0, `missing: ${missing.join(', ')}`)
    const audience = [claims.aud].flat()
    notes.tried(
      'client.token-audience',
      audience.includes(request.url),
      `aud is ${audience.join(', ')}, the address ${request.url}`,
    )
    const { exp = 0, iat = 0, jti = '' } = claims
    notes.tried('client.token-life', exp > now - 60 && exp - iat <= 300, `${exp - iat} s, ${exp - now} s left`)
    notes.tried('client.token-once', !used.has(jti), `jti ${jti} was used before`)
    used.add(jti)
  } catch {
    notes.tried('client.token-header', false, 'the bearer token is no JWT')
  }
}

const judgePrefetch = (body: JsonObject, notes: KitNotes): void => {
  const given = isObject(body['prefetch']) ? body['prefetch'] : {}
  const foreign = Object.keys(given).filter((k) => !Object.hasOwn(prefetch, k))
  notes.tried('client.prefetch-own', foreign.length === 0, `not asked for: ${foreign.join(', ')}`)
  const { patient, conditions } = given
  const type = (v: unknown): unknown => (isObject(v) ? v['resourceType'] : null)
  const fits = (v: unknown, wanted: string): boolean =>
    v === undefined || v === null || [wanted, 'OperationOutcome'].includes(String(type(v)))
  notes.tried(
    'client.prefetch-shape',
    fits(patient, 'Patient') && fits(conditions, 'Bundle'),
    `patient: ${String(type(patient))}, conditions: ${String(type(conditions))}`,
  )
  if (type(patient) === 'Patient' && isObject(patient) && isObject(body['context']))
    notes.tried('client.prefetch-patient', patient['id'] === body['context']['patientId'], 'the ids differ')
}

/** A service that answers every call with one card and judges what it was sent. `now` in seconds since 1970. */
export const clientJudge = (now: () => number, newId: () => string) => {
  const notes = kitNotes()
  const instances = new Set<string>()
  const used = new Set<string>()
  let discovered = false
  let called = false
  const card = () => ({
    uuid: newId(),
    summary: 'Conformance kit: accept the suggestion, or set this card aside',
    indicator: 'info',
    source: { label: 'Attune conformance kit' },
    suggestions: [{ label: 'Accept', uuid: newId() }],
    selectionBehavior: 'any',
    overrideReasons: [{ code: 'kit', system: 'urn:attune:kit', display: 'Set aside for the conformance kit' }],
  })
  const answer = (request: Recorded): RecorderAnswer => {
    const { method, path } = request
    if (method === 'OPTIONS') return { status: 204 }
    if (method === 'GET' && path === '/cds-services') {
      discovered = true
      return { status: 200, body: recorderDiscovery }
    }
    const found = /^\/cds-services\/kit-([a-z-]+?)(\/feedback)?$/.exec(path)
    const hook = hooks.find((h) => h === found?.[1])
    notes.tried('client.path', method === 'POST' && hook !== undefined, `${method} ${path}`)
    if (method !== 'POST' || hook === undefined)
      return {
        status: 404,
        body: { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'not-found' }] },
      }
    notes.tried(
      'client.content-type',
      /\bjson\b/i.test(request.header('content-type') ?? ''),
      `Content-Type ${request.header('content-type') ?? 'missing'}`,
    )
    judgeToken(request, used, now(), notes)
    const body = parsed(request.body)
    if (found?.[2] !== undefined) {
      notes.judged(`feedback to ${hook}`, checkFeedback(body))
      return { status: 200, body: {} }
    }
    called = true
    notes.judged(`call of ${hook}`, checkRequest(body, [hook]))
    if (isObject(body)) {
      const instance = String(body['hookInstance'])
      notes.tried('client.hook-instance', !instances.has(instance), `${hook}: ${instance} was used before`)
      instances.add(instance)
      judgePrefetch(body, notes)
    }
    return { status: 200, body: { cards: [card()] } }
  }
  const report = (): KitReport => {
    if (called) notes.tried('client.discovery', discovered, 'calls came, the discovery was never asked for')
    else notes.notRun('client.path', 'no call came')
    return notes.report('the client')
  }
  return { answer, report }
}
