import type { HumanName } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { nameOf } from './find-people.ts'

const named = (...name: HumanName[]): string => nameOf({ resourceType: 'Patient', id: 'p7', name })

describe('the name to call a person by', () => {
  test('is the official one, then the usual one, then one without a use, and a former one only where there is no other', () => {
    const old: HumanName = { use: 'old', family: 'Früher' }
    const plain: HumanName = { family: 'Heute', given: ['Ada', 'Bea'] }
    const usual: HumanName = { use: 'usual', text: 'Addie' }
    const official: HumanName = { use: 'official', family: 'Amtlich' }
    expect([
      named(old, plain, usual, official),
      named(old, usual, plain),
      named(old, plain),
      named(old),
      named({ use: 'maiden', family: 'M' }, old),
    ]).toEqual(['Amtlich', 'Addie', 'Ada Bea Heute', 'Früher', 'M'])
  })

  test('is the id where the record has none', () => {
    expect([named(), named({ use: 'official' }), nameOf({ resourceType: 'Patient', id: 'p8' })]).toEqual([
      'p7',
      'p7',
      'p8',
    ])
  })
})
