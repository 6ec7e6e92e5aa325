import {
  type CdsService,
  expandTemplate,
  isObject,
  type JsonObject,
  type Prefetched,
  type PrefetchKey,
  prefetchKeys,
  readPrefetched,
  webAddress,
} from '../../deliver/cds-hooks/index.ts'
import { type AskServer, askServer } from '../../trust/cds-client/index.ts'
import type { Caller } from './caller.ts'
import type { CdsHooksParts } from './parts.ts'

const limits = { timeoutMs: 1500, maxBytes: 8 << 20 }
const mostPages = 5

export type Gathered = Readonly<Record<PrefetchKey, Prefetched>>

/** A call as far as data can be fetched for it. */
export type CallForData = {
  readonly service: CdsService
  readonly context: JsonObject
  readonly prefetch: JsonObject
  readonly fhirServer?: string
  readonly token?: string
}

const baseOf = (text: string): string => text.replace(/\/+$/, '')

const isLocal = (url: URL): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname)

/** The base to ask, where the caller's server is one that this caller may send us to; https, except on loopback. */
const allowedBase = (call: CallForData, caller: Caller): string | undefined => {
  const url = webAddress(call.fhirServer)
  if (url === undefined || call.fhirServer === undefined) return undefined
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return undefined
  if (url.protocol !== 'https:' && !isLocal(url)) return undefined
  const base = baseOf(call.fhirServer)
  return caller.fhirServers.some((s) => baseOf(s) === base) ? base : undefined
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Below the same base, so that the token cannot be carried elsewhere by a link. */
const staysBelow = (address: string, base: string): boolean =>
  URL.canParse(address) &&
  (new URL(address).href.startsWith(`${new URL(base).href.replace(/\/+$/, '')}/`) ||
    new URL(address).href.startsWith(`${new URL(base).href.replace(/\/+$/, '')}?`))

const fetched = async (
  address: string,
  base: string,
  token: string | undefined,
  ask: AskServer,
): Promise<Prefetched> => {
  const headers = {
    accept: 'application/fhir+json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  }
  const resources: JsonObject[] = []
  let next: string | undefined = address
  for (let page = 0; next !== undefined && page < mostPages; page++) {
    const answer = await ask(next, headers, limits)
    if (!answer.ok) return { state: 'failed', because: answer.because }
    if (answer.status !== 200) return { state: 'failed', because: `status ${answer.status}` }
    const read = readPrefetched(parsed(answer.text) ?? 0)
    if (read.state !== 'found') return read
    resources.push(...read.resources)
    next = read.more !== undefined && staysBelow(read.more, base) ? read.more : undefined
  }
  return { state: 'found', resources }
}

/**
 * What was prefetched, and for the keys in `wanted` that nobody tried, what the caller's FHIR server says: only a server that is on the caller's
 * list, only with the token that came with this call. What cannot be had stays missing.
 */
export const gather = async (
  call: CallForData,
  caller: Caller,
  wanted: readonly PrefetchKey[],
  parts: CdsHooksParts,
): Promise<Gathered> => {
  const base = allowedBase(call, caller)
  const ask = parts.ask ?? askServer
  const one = async (key: PrefetchKey): Promise<readonly [PrefetchKey, Prefetched]> => {
    const given = readPrefetched(Object.hasOwn(call.prefetch, key) ? call.prefetch[key] : undefined)
    const template = call.service.prefetch[key]
    if (base === undefined || template === undefined) return [key, given]
    if (given.state === 'found' && given.more !== undefined && staysBelow(given.more, base)) {
      const rest = await fetched(given.more, base, call.token, ask)
      return [
        key,
        rest.state === 'found' ? { state: 'found', resources: [...given.resources, ...rest.resources] } : given,
      ]
    }
    if (given.state !== 'missing' || !wanted.includes(key)) return [key, given]
    const query = expandTemplate(template, { context: call.context, today: parts.now().slice(0, 10) })
    if (query === undefined) return [key, given]
    const answer = await fetched(`${base}/${query}`, base, call.token, ask)
    parts.tell?.(
      answer.state === 'failed'
        ? { event: 'prefetch', key, state: 'failed', because: answer.because }
        : { event: 'prefetch', key, state: 'fetched' },
    )
    return [key, answer.state === 'failed' ? { state: 'missing' } : answer]
  }
  return Object.fromEntries(await Promise.all(prefetchKeys.map(one))) as Gathered
}

/** The prefetch of a call as an object, whatever came. */
export const prefetchIn = (body: JsonObject): JsonObject => (isObject(body['prefetch']) ? body['prefetch'] : {})
