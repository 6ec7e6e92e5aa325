import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'
import type { Bundle } from '@medplum/fhirtypes'
import type { HistoryPosition, HistoryQuery } from '../../store/fhir/index.ts'
import type { Answer } from './answer.ts'
import { FhirFault, fault, issue, quoted } from './fault.ts'
import { type Interaction, demandReadable } from './interactions.ts'
import { timeIn } from './time-parameter.ts'
import { demandAny, demandType } from './rights.ts'

const pageSize = { usual: 100, most: 1000 } as const

const known = new Set(['_since', '_at', '_count', '_cursor', '_format', '_pretty'])

const sealing = 'aes-256-gcm'

/**
 * A position as text that tells nothing: it may be that of a version which the caller may not see. The nonce comes from the text itself,
 * so that the same page has the same address.
 */
const sealed = (position: HistoryPosition, key: Uint8Array, place: string): string => {
  const text = `${position.updated}.${position.key}.${position.version}`
  const nonce = createHmac('sha256', key).update(`${place} ${text}`).digest().subarray(0, 12)
  const cipher = createCipheriv(sealing, key, nonce).setAAD(Buffer.from(place))
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')
}

const opened = (cursor: string, key: Uint8Array, place: string): HistoryPosition => {
  try {
    const bytes = Buffer.from(cursor, 'base64url')
    const decipher = createDecipheriv(sealing, key, bytes.subarray(0, 12)).setAAD(Buffer.from(place))
    decipher.setAuthTag(bytes.subarray(12, 28))
    const text = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
    const [updated = 0, position = 0, version = 0] = text.split('.').map(Number)
    return { updated, key: position, version }
  } catch {
    throw fault(400, 'value', 'The cursor is none of this server, or of another history.', 'http._cursor')
  }
}

const queryOf = (i: Interaction, key: Uint8Array, place: string): HistoryQuery => {
  const given = new URLSearchParams(i.query)
  const issues = [...given.keys()]
    .filter((name) => i.strict && !known.has(name))
    .map((name) => issue('not-supported', `A history has no parameter ${quoted(name)}.`, `http.${name}`))
  const count = given.get('_count') ?? String(pageSize.usual)
  if (!/^\d{1,9}$/.test(count))
    issues.push(issue('value', `_count ${quoted(count)} is not a whole number.`, 'http._count'))
  const since = timeIn(given, '_since', issues)
  const at = timeIn(given, '_at', issues)
  if (issues.length > 0) throw new FhirFault(400, issues)
  const cursor = given.get('_cursor')
  return {
    ...(i.type === '' ? {} : { type: i.type }),
    ...(i.id === '' ? {} : { id: i.id }),
    ...(since === undefined ? {} : { since: since.from }),
    ...(at === undefined ? {} : { at }),
    ...(cursor === null ? {} : { after: opened(cursor, key, place) }),
    count: Math.min(Math.max(1, Number(count)), pageSize.most),
  }
}

/** History of a resource, a type or everything, newest first, in pages. `key` (32 bytes) seals where a page ended. */
export const historyOf = async (i: Interaction, baseUrl: string, key: Uint8Array): Promise<Answer> => {
  if (i.type === '') demandAny(i.access, 's')
  else if (i.id === '') demandType(i.definitions, i.access, 's', i.type)
  else demandReadable(i)
  const place = [i.type, i.id].filter((part) => part !== '').join('/')
  const query = queryOf(i, key, `${i.access.tenant} ${i.access.actor.id} ${place}`)
  const { entries, next } = await i.repository.history(query)
  // Of what is not there, or not the caller's, every read answers alike.
  if (i.id !== '' && entries.length === 0 && query.after === undefined) await i.repository.readHistory(i.type, i.id)
  const address = (cursor: string | undefined): string => {
    const parameters = new URLSearchParams(i.query)
    if (cursor !== undefined) parameters.set('_cursor', cursor)
    const text = parameters.toString()
    return `${[baseUrl, place, '_history'].filter((part) => part !== '').join('/')}${text === '' ? '' : `?${text}`}`
  }
  const body: Bundle = {
    resourceType: 'Bundle',
    type: 'history',
    ...(next === undefined && query.after === undefined && i.id !== '' ? { total: entries.length } : {}),
    link: [
      { relation: 'self', url: address(undefined) },
      ...(next === undefined
        ? []
        : [{ relation: 'next', url: address(sealed(next, key, `${i.access.tenant} ${i.access.actor.id} ${place}`)) }]),
    ],
    ...(entries.length === 0 ? {} : { entry: [...entries] }),
  }
  return { status: 200, body }
}
