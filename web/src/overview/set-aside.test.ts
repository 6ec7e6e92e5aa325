import { describe, expect, test } from 'vitest'
import { stentPatient } from '../../../test/sample-document.ts'
import { setAsideKey } from './set-aside.ts'

describe('what was set aside', () => {
  const document = stentPatient()
  const key = setAsideKey({ id: 'a', document }, 'pgx:medicine:clopidogrel')

  test('is remembered for one person and one rule', () => {
    expect(setAsideKey({ id: 'b', document }, 'pgx:medicine:clopidogrel')).not.toBe(key)
    expect(setAsideKey({ id: 'a', document }, 'pgx:medicine:codeine')).not.toBe(key)
  })

  test('is asked again when the knowledge changes', () => {
    const [first, ...rest] = document.knowledge
    if (!first) throw new Error('the sample names no knowledge')
    const newer = { ...document, knowledge: [{ ...first, release: '2031-01' }, ...rest] }
    expect(setAsideKey({ id: 'a', document: newer }, 'pgx:medicine:clopidogrel')).not.toBe(key)
  })
})
