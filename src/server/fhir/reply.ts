import type { Bundle, Resource } from '@medplum/fhirtypes'
import type { FastifyReply } from 'fastify'
import { writeJson } from '../../shared/exact-json.ts'
import { type Answer, doneOutcome, refusalOutcome } from './answer.ts'
import type { Wishes } from './asking.ts'
import { type FhirFault, outcomeText } from './fault.ts'
import { versionHeaders } from './version-headers.ts'

const typeOf = (wishes: Wishes): string => `${wishes.format}; charset=utf-8`

/** Entry by entry, as those whose numbers keep their digits take longer. */
const bundleText = ({ entry, ...bundle }: Bundle): string =>
  entry === undefined
    ? JSON.stringify(bundle)
    : `${JSON.stringify(bundle).slice(0, -1)},"entry":[${entry.map((e) => writeJson(e)).join(',')}]}`

const textOf = (body: Resource, pretty: boolean): string => {
  if (body.resourceType === 'OperationOutcome') return outcomeText(body, pretty)
  return body.resourceType === 'Bundle' && !pretty ? bundleText(body) : writeJson(body, pretty ? 2 : undefined)
}

/** Sends what a request came to. `isWrite`: the caller may want less back than the whole resource. */
export const sendAnswer = (
  reply: FastifyReply,
  answer: Answer,
  wishes: Wishes,
  baseUrl: string,
  isWrite: boolean,
): FastifyReply => {
  const { body, location } = answer
  if (body !== undefined && body.resourceType !== 'Bundle') reply.headers(versionHeaders(body.meta))
  if (location !== undefined) {
    reply.header('content-location', `${baseUrl}/${location}`)
    if (answer.status === 201) reply.header('location', `${baseUrl}/${location}`)
  }
  if (answer.headers !== undefined) reply.headers(answer.headers)
  if (isWrite && wishes.answer === 'OperationOutcome')
    return reply
      .status(answer.status === 204 ? 200 : answer.status)
      .type(typeOf(wishes))
      .send(outcomeText(doneOutcome(answer.status), wishes.pretty))
  reply.status(answer.status)
  if (body === undefined || (isWrite && wishes.answer === 'minimal')) return reply.send()
  return reply.type(typeOf(wishes)).send(textOf(body, wishes.pretty))
}

/** Sends a refusal: always an OperationOutcome, never a stack and never markup. */
export const sendRefusal = (reply: FastifyReply, refusal: FhirFault, wishes: Wishes): FastifyReply =>
  reply
    .status(refusal.status)
    .headers(refusal.headers)
    .type(typeOf(wishes))
    .send(outcomeText(refusalOutcome(refusal), wishes.pretty))
