import type { OperationOutcomeIssue } from '@medplum/fhirtypes'
import { dateInterval, type Interval } from '../../fhir/index.ts'
import { issue, quoted } from './fault.ts'

/**
 * What a parameter such as `_since` covers by its precision, UTC where it has no zone; undefined where it is not there, or is no time, which
 * is added to `issues`.
 */
export const timeIn = (query: URLSearchParams, name: string, issues: OperationOutcomeIssue[]): Interval | undefined => {
  // A plus sign in a query is a space to most parsers.
  const text = query.get(name)?.replace(' ', '+')
  if (text === undefined) return undefined
  const interval = dateInterval(text)
  if (interval === undefined)
    issues.push(issue('value', `${name} ${quoted(text)} is not a time such as 2024-05-09T08:30:00Z.`, `http.${name}`))
  return interval
}
