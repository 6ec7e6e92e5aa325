import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstAbove, firstFrom, firstWhere } from './sorted-search.ts'

const ascending = fc.array(fc.integer({ min: -9, max: 9 })).map((list) => list.toSorted((a, b) => a - b))
const bound = fc.integer({ min: -10, max: 10 })
const orCount = (index: number, count: number): number => (index < 0 ? count : index)

test('each search finds what looking at every number in turn finds', () => {
  fc.assert(
    fc.property(ascending, bound, (list, b) => {
      const from = orCount(
        list.findIndex((n) => n >= b),
        list.length,
      )
      const above = orCount(
        list.findIndex((n) => n > b),
        list.length,
      )
      expect(firstFrom(list, b)).toBe(from)
      expect(firstFrom(Int32Array.from(list), b)).toBe(from)
      expect(firstAbove(Float64Array.from(list), b)).toBe(above)
      expect(firstWhere(list.length, (i) => (list[i] as number) > b)).toBe(above)
    }),
  )
})

test('a search within bounds stays in them', () => {
  fc.assert(
    fc.property(ascending, bound, fc.nat(20), fc.nat(20), (list, b, x, y) => {
      const [from, to] = [Math.min(x, y, list.length), Math.min(Math.max(x, y), list.length)]
      const within = list.slice(from, to).findIndex((n) => n >= b)
      expect(firstFrom(list, b, from, to)).toBe(within < 0 ? to : from + within)
    }),
  )
})
