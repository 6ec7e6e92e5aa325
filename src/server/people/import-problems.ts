import { OperationOutcomeError } from '@medplum/core'
import { bad, type Problem, type Result } from '../../shared/problem.ts'

/** What the store said against an import, as problems. A fault of the store itself is thrown on. */
export const importProblems = (cause: unknown): Result<never> => {
  if (!(cause instanceof OperationOutcomeError)) throw cause
  return bad(
    cause.outcome.issue.map(
      (issue): Problem => ({
        code: `import.${issue.code}`,
        severity: 'error',
        at: issue.expression?.[0] === undefined ? {} : { path: issue.expression[0] },
        message: issue.details?.text ?? issue.diagnostics ?? 'The record did not take this.',
        remedy: 'Mend it in the source system and import the file again; nothing of it was kept.',
      }),
    ),
  )
}
