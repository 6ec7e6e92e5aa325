import { expect, test } from 'vitest'
import { preferenceOf } from './prefer.ts'

test.each([
  [undefined, { answer: 'representation', strict: false, later: false }],
  ['return=minimal', { answer: 'minimal', strict: false, later: false }],
  ['return=OperationOutcome; wait=10, handling=strict', { answer: 'OperationOutcome', strict: true, later: false }],
  ['respond-async', { answer: 'representation', strict: false, later: true }],
  [['return=representation', 'handling=lenient'], { answer: 'representation', strict: false, later: false }],
  ['return=everything', { answer: 'representation', strict: false, later: false }],
] as const)('Prefer: %s', (header, preference) => {
  expect(preferenceOf(header)).toEqual(preference)
})
