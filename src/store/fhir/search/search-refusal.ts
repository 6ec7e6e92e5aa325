import { OperationOutcomeError } from '@medplum/core'
import type { OperationOutcomeIssue } from '@medplum/fhirtypes'
import { issue } from '../../../fhir/index.ts'

/** One thing wrong with a search: `at` is the parameter as it came. */
export type SearchFault = {
  readonly code: 'invalid' | 'not-supported' | 'too-costly' | 'forbidden'
  readonly at: string
  readonly text: string
}

const shown = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}…` : text)

export const issuesOf = (
  faults: readonly SearchFault[],
  severity: 'error' | 'warning',
): readonly OperationOutcomeIssue[] =>
  faults.map(({ code, at, text }) => issue(severity, code, at === '' ? shown(text) : `${shown(at)}: ${shown(text)}`))

/** All faults at once: status 400, or 403 where the only fault is that the caller may not search a type. */
export const searchRefused = (faults: readonly SearchFault[]): OperationOutcomeError =>
  new OperationOutcomeError({
    resourceType: 'OperationOutcome',
    ...(faults.every((f) => f.code === 'forbidden') ? { id: 'forbidden' } : {}),
    issue: [...issuesOf(faults, 'error')],
  })
