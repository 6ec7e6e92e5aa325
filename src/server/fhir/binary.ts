import type { Binary, Resource } from '@medplum/fhirtypes'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Content that may go out under its own name: nothing in it runs in a browser, and it is handed over as a file all the same. */
const harmless = new Set([
  'application/dicom',
  'application/json',
  'application/pdf',
  'image/gif',
  'image/jpeg',
  'image/png',
  'text/csv',
  'text/plain',
])

const asksForFhir = /json|\*\/\*|application\/\*/i

/** Whether the caller wants the content of a Binary itself: only when the headers name other types and no kind of JSON. */
export const wantsContent = (request: FastifyRequest): boolean =>
  (request.params as { readonly type?: string }).type === 'Binary' &&
  request.method === 'GET' &&
  request.headers.accept !== undefined &&
  request.headers.accept !== '' &&
  !asksForFhir.test(request.headers.accept) &&
  !/(?:^|[?&])_format=/.test(request.url)

/**
 * Sends the content of a Binary as a file to be kept, never as a page: without a name that is known to be harmless it is bytes, and should a
 * browser open it all the same it may do nothing.
 */
export const sendContent = (reply: FastifyReply, resource: Resource): FastifyReply => {
  const { contentType, data = '' } = resource as Binary
  const name = contentType?.split(';')[0]?.trim().toLowerCase() ?? ''
  return reply
    .status(200)
    .type(harmless.has(name) ? name : 'application/octet-stream')
    .header('content-disposition', 'attachment')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .send(Buffer.from(data, 'base64'))
}
