import { expect, test } from 'vitest'
import { reverseComplement } from './reverse-complement.ts'

test('ambiguity codes complement to the code of the complementary bases (IUPAC-IUB 1984)', () => {
  expect(reverseComplement('ACGTRYSWKMBDHVN')).toBe('NBDHVKMWSRYACGT')
})

test('lower case stays lower case and U pairs with A', () => {
  expect(reverseComplement('aaGU')).toBe('ACtt')
})
