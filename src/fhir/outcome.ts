import type { OperationOutcome, OperationOutcomeIssue } from '@medplum/fhirtypes'

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

export const outcomeOfIssues = (issues: readonly OperationOutcomeIssue[]): OperationOutcome => ({
  resourceType: 'OperationOutcome',
  issue: issues.length > 0 ? [...issues] : [issue('information', 'informational', 'Nothing was found wrong.')],
})
