import { expect, test } from 'vitest'
import { loadFhirDefinitions } from './load.ts'
import { hasErrorIssue, outcomeOfIssues, outcomeOfProblems } from './outcome.ts'

test('a problem becomes an issue with its code, place and remedy', () => {
  const outcome = outcomeOfProblems([
    {
      code: 'json-cut-off',
      severity: 'error',
      at: { source: 'a.json', line: 3, path: 'Bundle.entry[1]' },
      message: 'It ends here.',
      remedy: 'Send all of it.',
    },
  ])
  expect(outcome.issue).toEqual([
    {
      severity: 'error',
      code: 'invalid',
      details: {
        coding: [{ system: 'urn:attune:problem', code: 'json-cut-off' }],
        text: 'It ends here. Send all of it.',
      },
      diagnostics: 'a.json:3',
      expression: ['Bundle.entry[1]'],
    },
  ])
  expect(hasErrorIssue(outcome.issue ?? [])).toBe(true)
})

test('an outcome without issues says so, and is a well-formed resource', () => {
  const outcome = outcomeOfIssues([])
  expect(outcome.issue.map((i) => i.severity)).toEqual(['information'])
  expect(loadFhirDefinitions().faultsOf(outcome)).toEqual([])
})
