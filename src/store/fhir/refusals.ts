import { OperationOutcomeError } from '@medplum/core'
import type { OperationOutcome, OperationOutcomeIssue } from '@medplum/fhirtypes'
import { issue } from '../../fhir/index.ts'

type Answer = { readonly id?: string; readonly code: OperationOutcomeIssue['code']; readonly text: string }

/** `id` is what fhir-router derives the HTTP status from; without one it is 400. */
const refusal = (answer: Answer, expression?: string): OperationOutcomeError =>
  new OperationOutcomeError({
    resourceType: 'OperationOutcome',
    ...(answer.id === undefined ? {} : { id: answer.id }),
    issue: [issue('error', answer.code, answer.text, expression)],
  })

/** 404: also what a resource that may not be seen answers, so that nothing can be learned from it. */
export const notThere = () =>
  refusal({ id: 'not-found', code: 'not-found', text: 'There is no such resource. Check the type and the id.' })

/** 410 */
export const goneNow = () => refusal({ id: 'gone', code: 'deleted', text: 'The resource was deleted.' })

/** 403 */
export const notAllowed = () =>
  refusal({ id: 'forbidden', code: 'forbidden', text: 'Your access does not allow this. Ask for the scope it needs.' })

/** 412 */
export const versionDiffers = () =>
  refusal({
    id: 'precondition-failed',
    code: 'conflict',
    text: 'The resource is not in the version named by If-Match. Read it again and repeat the change.',
  })

/** 412 */
export const alreadyThere = () =>
  refusal({
    id: 'precondition-failed',
    code: 'conflict',
    text: 'The resource is there already, and If-None-Match: * asks for a new one.',
  })

/** 412 */
export const severalFit = (expression?: string) =>
  refusal(
    {
      id: 'multiple-matches',
      code: 'multiple-matches',
      text: 'Several resources fit the condition. Make it narrower.',
    },
    expression,
  )

/** 413 */
export const tooMuch = (text: string, expression?: string) =>
  refusal({ id: 'content-too-large', code: 'too-costly', text }, expression)

/** 409 */
export const inUse = (expression: string) =>
  refusal({ id: 'conflict', code: 'conflict', text: 'The id is in use already. Choose another one.' }, expression)

/** 422 */
export const notProcessable = (text: string, expression?: string) =>
  refusal({ id: 'business-rule', code: 'processing', text }, expression)

/** 400 */
export const badInput = (text: string, expression?: string) => refusal({ code: 'invalid', text }, expression)

/** 400 */
export const notSupported = (text: string, expression?: string) => refusal({ code: 'not-supported', text }, expression)

/** 400 with everything that is wrong. */
export const faulty = (issues: readonly OperationOutcomeIssue[]) => {
  const outcome: OperationOutcome = { resourceType: 'OperationOutcome', issue: [...issues] }
  return new OperationOutcomeError(outcome)
}
