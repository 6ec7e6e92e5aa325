import { expect, test } from 'vitest'
import {
  aminoAcidOf,
  codeOfContig,
  mitochondrialCode,
  oneLetter,
  selenocysteineCodons,
  standardCode,
  threeLetters,
  threeLetterSequence,
  translate,
} from './genetic-code.ts'

const order = 'TCAG'
const inNcbiOrder = (code: typeof standardCode): string => {
  let out = ''
  for (const a of order)
    for (const b of order)
      for (const c of order)
        out += String.fromCharCode(aminoAcidOf(code, a.charCodeAt(0), b.charCodeAt(0), c.charCodeAt(0)))
  return out
}

test('both codes are the ones that NCBI publishes as tables 1 and 2', () => {
  expect(inNcbiOrder(standardCode)).toBe('FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG')
  expect(inNcbiOrder(mitochondrialCode)).toBe('FFLLSSSSYY**CCWWLLLLPPPPHHQQRRRRIIMMTTTTNNKKSS**VVVVAAAADDEEGGGG')
  expect(codeOfContig('chrM')).toBe(mitochondrialCode)
  expect(codeOfContig('chr1')).toBe(standardCode)
})

test('a codon with a base that is not known has no known amino acid, and an unfinished codon none', () => {
  expect(translate('ATGNCCaugTA')).toBe('MXM')
})

test('amino acids have their names in both directions', () => {
  for (const one of 'ARNDCQEGHILKMFPSTWYVUOBZJX*') expect(oneLetter(threeLetters(one) ?? '')).toBe(one)
  expect(threeLetterSequence('MR*')).toBe('MetArgTer')
})

test('TGA inside a coding sequence is selenocysteine, at its end it is the stop', () => {
  expect(selenocysteineCodons('ATGTGAAAATGA', standardCode)).toEqual([1])
  expect(selenocysteineCodons('ATGTAAAAATGA', standardCode)).toEqual([])
  expect(selenocysteineCodons('ATGTGAAAATAA', mitochondrialCode)).toEqual([])
})
