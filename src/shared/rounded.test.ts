import { describe, expect, test } from 'vitest'
import { rounded } from './rounded.ts'

describe('figures of a document', () => {
  test('are the same whichever engine computed them', () => {
    expect(rounded({ a: [0.027801691614429348] })).toEqual(rounded({ a: [0.02780169161442935] }))
  })
  test('keep ten digits, whole numbers all of theirs, and everything else', () => {
    expect(rounded({ p: 1 / 3, n: 12345678901234, t: 'x', no: null, yes: true, list: [1e-9 / 3] })).toEqual({
      p: 0.3333333333,
      n: 12345678901234,
      t: 'x',
      no: null,
      yes: true,
      list: [3.333333333e-10],
    })
  })
})
