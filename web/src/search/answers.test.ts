import { describe, expect, test } from 'vitest'
import { stentPatient } from '../../../test/sample-document.ts'
import { findGenes, findMedicines } from './answers.ts'

const document = stentPatient()

describe('answers while typing', () => {
  test('five letters of a medicine give it first', () => {
    expect(findMedicines(document, 'clopi')[0]?.drug.name).toBe('clopidogrel')
  })

  test('a name that begins with what was typed comes before one that only holds it', () => {
    const [first] = findMedicines(document, 'cod')
    expect(first?.drug.name).toBe('codeine')
  })

  test('capitals and accents do not matter', () => {
    expect(findGenes(document, 'cyp2c19').map((g) => g.gene)).toEqual(['CYP2C19'])
    expect(findMedicines(document, 'Clópi')[0]?.drug.name).toBe('clopidogrel')
  })

  test('nothing typed, nothing answered', () => {
    expect(findMedicines(document, '  ')).toEqual([])
  })
})
