import type { FastifyInstance, FastifyRequest } from 'fastify'
import { fault, quoted } from './fault.ts'
import { limits } from './limits.ts'
import { readJsonBody } from './read-json.ts'
import { unpacked } from './unpack.ts'

const jsonTypes = [
  'application/fhir+json',
  'application/json',
  'application/json+fhir',
  'application/json-patch+json',
  'text/json',
]

export const ndjsonTypes = ['application/fhir+ndjson', 'application/ndjson', 'application/x-ndjson']

const refuseCharset = (request: FastifyRequest): void => {
  const charset = /;\s*charset="?([^";\s]+)/i.exec(request.headers['content-type'] ?? '')?.[1]
  if (charset !== undefined && !/^utf-?8$|^us-ascii$/i.test(charset))
    throw fault(415, 'not-supported', `The charset ${quoted(charset)} is not read: send UTF-8.`, 'http.Content-Type')
}

/**
 * Teaches a part of the server to read FHIR JSON, forms and NDJSON, plain or gzip, within limits; everything else is 415. The body of a
 * form stays text, NDJSON stays a stream.
 */
export const readFhirBodies = (app: FastifyInstance): void => {
  app.removeAllContentTypeParsers()
  app.addHook('preParsing', async (request, _reply, payload) => {
    refuseCharset(request)
    return unpacked(request, payload, request.routeOptions.bodyLimit ?? limits.resourceBytes)
  })
  app.addContentTypeParser(jsonTypes, { parseAs: 'buffer' }, async (_request: FastifyRequest, body: Buffer) =>
    readJsonBody(body),
  )
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: limits.formBytes },
    async (_request: FastifyRequest, body: string) => body,
  )
  app.addContentTypeParser(ndjsonTypes, async (_request: FastifyRequest, payload: unknown) => payload)
  app.addContentTypeParser('*', async (request: FastifyRequest) => {
    const type = request.headers['content-type']
    throw fault(
      415,
      'not-supported',
      type === undefined
        ? 'The request has a body but no Content-Type: send application/fhir+json.'
        : `A body of type ${quoted(type)} is not read: send application/fhir+json.${type.includes('xml') ? ' XML is not served.' : ''}`,
      'http.Content-Type',
    )
  })
}
