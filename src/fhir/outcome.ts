import type { OperationOutcome, OperationOutcomeIssue } from '@medplum/fhirtypes'
import { type Problem, placeText } from '../shared/problem.ts'

type IssueCode = OperationOutcomeIssue['code']

/** One issue in words: what is wrong and what to do, at a FHIRPath. */
export const issue = (
  severity: OperationOutcomeIssue['severity'],
  code: IssueCode,
  text: string,
  place?: string,
): OperationOutcomeIssue => ({
  severity,
  code,
  details: { text },
  ...(place === undefined || place === '' ? {} : { expression: [place] }),
})

const severityOf = { error: 'error', warning: 'warning', info: 'information' } as const

/** A Problem as an issue; its code is kept as the coding of `details`. */
export const issueOfProblem = ({ severity, code, at, message, remedy }: Problem): OperationOutcomeIssue => {
  const { path, ...elsewhere } = at
  const where = placeText(elsewhere)
  return {
    severity: severityOf[severity],
    code: severity === 'error' ? 'invalid' : 'informational',
    details: { coding: [{ system: 'urn:attune:problem', code }], text: `${message} ${remedy}`.trim() },
    ...(where === '' ? {} : { diagnostics: where }),
    ...(path === undefined ? {} : { expression: [path] }),
  }
}

export const outcomeOfIssues = (issues: readonly OperationOutcomeIssue[]): OperationOutcome => ({
  resourceType: 'OperationOutcome',
  issue: issues.length > 0 ? [...issues] : [issue('information', 'informational', 'Nothing was found wrong.')],
})

export const outcomeOfProblems = (problems: readonly Problem[]): OperationOutcome =>
  outcomeOfIssues(problems.map(issueOfProblem))

export const hasErrorIssue = (issues: readonly OperationOutcomeIssue[]): boolean =>
  issues.some((i) => i.severity === 'error' || i.severity === 'fatal')
