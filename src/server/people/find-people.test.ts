import type { HumanName } from '@medplum/fhirtypes'
import { describe, expect, test } from 'vitest'
import { findPeople, nameOf } from './find-people.ts'

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

describe('what is searched for', () => {
  const asked = async (text: string): Promise<readonly string[]> => {
    const queries: string[] = []
    await findPeople(async (_, query) => {
      queries.push(query)
      return { resourceType: 'Bundle', type: 'searchset' }
    }, text)
    return queries
  }
  test('a date is a birth date, and one that does not exist is words', async () => {
    expect((await asked('1964-05-09')).join()).toContain('birthdate=1964-05-09')
    for (const none of ['1964-02-31', '1964-13'])
      expect([none, (await asked(none)).join().includes('birthdate')]).toEqual([none, false])
  })
})
