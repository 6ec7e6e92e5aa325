import { expect, test } from 'vitest'
import { loadFhirDefinitions } from './load.ts'
import { outcomeOfIssues } from './outcome.ts'

test('an outcome without issues says so, and is a well-formed resource', () => {
  const outcome = outcomeOfIssues([])
  expect(outcome.issue.map((i) => i.severity)).toEqual(['information'])
  expect(loadFhirDefinitions().faultsOf(outcome)).toEqual([])
})
