import type { FastifyError, FastifyReply } from 'fastify'
import { refusalOutcome } from './answer.ts'
import { fault, outcomeText } from './fault.ts'
import { fhirJson } from './formats.ts'

/** Answers a request whose address fastify itself cannot read (a broken escape, a part that is too long) before any route is found. */
export const refuseAddress = (error: FastifyError, reply: FastifyReply): void => {
  const status = error.code === 'FST_ERR_MAX_PARAM_LENGTH' ? 414 : 400
  const text =
    status === 414 ? 'A part of the address is too long.' : 'The address cannot be read: it has a broken escape.'
  void reply
    .status(status)
    .type(fhirJson)
    .send(outcomeText(refusalOutcome(fault(status, 'invalid', text))))
}
