import { getStatus, normalizeOperationOutcome, OperationOutcomeError } from '@medplum/core'
import type { FhirResponse } from '@medplum/fhir-router'
import type { OperationOutcome, Resource } from '@medplum/fhirtypes'
import { outcomeOfIssues } from '../../fhir/index.ts'
import { FhirFault, issue } from './fault.ts'

/**
 * What a request comes to before it is written as HTTP or as an entry of a bundle. `location` is relative to the base. `touched`: what was
 * shown or changed, where that is not the body.
 */
export type Answer = {
  readonly status: number
  readonly body?: Resource
  readonly touched?: readonly Resource[]
  readonly location?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Names by which fhir-router knows what became of a request. */
const outcomeIds: Readonly<Record<number, string>> = {
  200: 'ok',
  201: 'created',
  202: 'accepted',
  204: 'ok',
  304: 'not-modified',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  410: 'gone',
  412: 'precondition-failed',
  413: 'content-too-large',
  415: 'unsupported-media-type',
  422: 'business-rule',
  429: 'too-many-requests',
}

export const doneOutcome = (status: number): OperationOutcome => ({
  ...outcomeOfIssues([issue('informational', status === 201 ? 'Created.' : 'Done.', undefined, 'information')]),
  id: outcomeIds[status] ?? 'ok',
})

/** A refusal that anyone may see, or undefined when what was thrown is a fault of the server, of which nothing is told. */
export const refusalOf = (thrown: unknown): FhirFault | undefined => {
  if (thrown instanceof FhirFault) return thrown
  if (!(thrown instanceof OperationOutcomeError)) return undefined
  const outcome = normalizeOperationOutcome(thrown)
  const status = getStatus(outcome)
  return status < 500 ? new FhirFault(status, outcome.issue) : undefined
}

export const serverFault = (): FhirFault =>
  new FhirFault(500, [issue('exception', 'A fault in Attune itself; it is in the log. Nothing was written.')])

/** The outcome that says why a request was refused, under the name of its status. */
export const refusalOutcome = (refusal: FhirFault): OperationOutcome => ({
  ...outcomeOfIssues(refusal.issues),
  ...(outcomeIds[refusal.status] === undefined ? {} : { id: outcomeIds[refusal.status] as string }),
})

/** An answer as fhir-router's batch takes it. */
export const routerResponse = (answer: Answer): FhirResponse =>
  answer.body === undefined ? [doneOutcome(answer.status)] : [doneOutcome(answer.status), answer.body]
