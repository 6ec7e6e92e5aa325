import type { FastifyRequest, RequestPayload } from 'fastify'
import { Transform, type TransformCallback } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { fault, quoted } from './fault.ts'
import { limits } from './limits.ts'

type Counted = Transform & { receivedEncodedLength: number }

/**
 * The body, unpacked when it came with `Content-Encoding: gzip`; any other encoding is refused. Unpacking stops as soon as the result is
 * larger than the route allows or grows out of proportion, so that a small body cannot become a huge one.
 */
export const unpacked = (request: FastifyRequest, payload: RequestPayload, limit: number): RequestPayload => {
  const encoding = request.headers['content-encoding']?.trim().toLowerCase()
  if (encoding === undefined || encoding === '' || encoding === 'identity') return payload
  if (encoding !== 'gzip' && encoding !== 'x-gzip')
    throw fault(
      415,
      'not-supported',
      `Content-Encoding ${quoted(encoding)} is not read: use gzip or none.`,
      'http.Content-Encoding',
    )
  const gunzip = createGunzip()
  let packed = 0
  let inflated = 0
  const guard = new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      inflated += chunk.length
      if (inflated > limit)
        done(fault(413, 'too-costly', `The body is larger than ${limit} bytes when unpacked: send it in parts.`))
      else if (inflated > 1 << 20 && inflated > packed * limits.ratio)
        done(
          fault(413, 'too-costly', `The body unpacks to more than ${limits.ratio} times its size: send it unpacked.`),
        )
      else done(null, chunk)
    },
  }) as Counted
  guard.receivedEncodedLength = 0
  payload.on('data', (chunk: Buffer) => {
    packed += chunk.length
    guard.receivedEncodedLength = packed
  })
  const stop = (cause: Error): void => {
    payload.unpipe(gunzip)
    payload.resume()
    gunzip.destroy()
    guard.destroy(cause)
  }
  payload.on('error', stop)
  gunzip.on('error', () => stop(fault(400, 'structure', 'The body says it is gzip but cannot be unpacked.')))
  guard.on('error', () => stop(new Error('stopped')))
  payload.pipe(gunzip).pipe(guard)
  return guard
}
