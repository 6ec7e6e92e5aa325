import type { OperationOutcome, OperationOutcomeIssue } from '@medplum/fhirtypes'
import { issue as fhirIssue } from '../../fhir/index.ts'

/** A request that is refused, with everything wrong with it. The texts may quote what was sent only through `quoted`. */
export class FhirFault extends Error {
  readonly status: number
  readonly issues: readonly OperationOutcomeIssue[]
  readonly headers: Readonly<Record<string, string>>
  constructor(
    status: number,
    issues: readonly OperationOutcomeIssue[],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(issues.map((i) => i.details?.text ?? i.code).join(' '))
    this.name = 'FhirFault'
    this.status = status
    this.issues = issues
    this.headers = headers
  }
}

export type IssueCode = OperationOutcomeIssue['code']

export const issue = (
  code: IssueCode,
  text: string,
  at?: string,
  severity: OperationOutcomeIssue['severity'] = 'error',
): OperationOutcomeIssue => fhirIssue(severity, code, text, at)

/** One thing wrong: what it is and what to do instead. `at` is a FHIRPath or `http.NAME` for a header or query parameter. */
export const fault = (status: number, code: IssueCode, text: string, at?: string): FhirFault =>
  new FhirFault(status, [issue(code, text, at)])

/** A piece of what was sent, cut short and without anything but letters, digits and harmless signs, for use inside a message. */
export const quoted = (text: string): string => {
  const plain = text.replace(/[^\p{L}\p{N} _.,:;|/$?=+*()[\]{}@%~^-]/gu, '?')
  return `'${plain.length > 80 ? `${plain.slice(0, 80)}…` : plain}'`
}

/** JSON of an outcome in which no markup can be read even when a program takes it for HTML. */
export const outcomeText = (outcome: OperationOutcome, pretty = false): string =>
  JSON.stringify(outcome, null, pretty ? 2 : undefined)
    .replaceAll('<', '\\u003c')
    .replaceAll('>', '\\u003e')
    .replaceAll('&', '\\u0026')
