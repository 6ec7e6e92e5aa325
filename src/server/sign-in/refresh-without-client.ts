import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import type { SignInRoom } from './parts.ts'

/**
 * The body of a token request with the client it left out. SMART lets a public application refresh with its token alone, and fhirclient does;
 * the authorization server wants to be told who asks. Whoever holds a public client's refresh token could name that client anyway.
 */
export const withClientOfRefresh = async (
  room: SignInRoom,
  body: string,
  headers: IncomingMessage['headers'],
): Promise<string> => {
  const fields = new URLSearchParams(body)
  if (fields.get('grant_type') !== 'refresh_token' || headers.authorization !== undefined) return body
  if (fields.has('client_id') || fields.has('client_assertion')) return body
  const found = await room.store.entries.find('RefreshToken', fields.get('refresh_token') ?? '', room.seconds())
  const id = found?.payload['clientId']
  const client = typeof id === 'string' ? await room.store.clients.byId(id) : undefined
  if (client?.auth !== 'public') return body
  fields.set('client_id', client.id)
  return fields.toString()
}

/** The request as if it had come with this body, whose stream was read already. */
export const replayed = (raw: IncomingMessage, body: string): IncomingMessage => {
  const bytes = Buffer.from(body)
  return Object.create(raw, {
    readable: { value: true },
    readableEncoding: { value: null },
    iterator: { value: () => Readable.from([bytes]).iterator() },
    headers: { value: { ...raw.headers, 'content-length': String(bytes.length) } },
    url: { value: raw.url, writable: true },
  }) as IncomingMessage
}
