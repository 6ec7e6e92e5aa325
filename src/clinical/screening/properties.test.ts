import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PatientView } from '../../record/index.ts'
import { calendarAt, observation, person, procedure, tables } from './person.test-support.ts'
import { ageOn } from './schedule/days.ts'

const day = (from: string, to: string): fc.Arbitrary<string> =>
  fc
    .integer({ min: Date.parse(from) / 86_400_000, max: Date.parse(to) / 86_400_000 })
    .map((d) => new Date(d * 86_400_000).toISOString().slice(0, 10))

const act = fc
  .tuple(
    fc.constantFrom('colonoscopy', 'fit', 'mammography', 'cytology', 'hpv', 'sigmoidoscopy', 'dna'),
    day('2000-01-01', '2026-11-20'),
  )
  .map(([what, date]): Partial<PatientView> => {
    const negative = { text: 'Negative' }
    if (what === 'fit') return { observations: [observation('57905-2', negative, date)] }
    if (what === 'mammography') return { observations: [observation('24606-6', negative, date)] }
    if (what === 'cytology') return { observations: [observation('10524-7', negative, date)] }
    if (what === 'hpv') return { observations: [observation('21440-3', negative, date)] }
    if (what === 'dna') return { observations: [observation('77354-9', negative, date)] }
    return { procedures: [procedure(what === 'colonoscopy' ? 'Colonoscopy' : 'Flexible sigmoidoscopy', date)] }
  })

const withActs = (birthDate: string, sex: 'female' | 'male', acts: readonly Partial<PatientView>[]): PatientView =>
  person({
    birthDate,
    sex,
    observations: acts.flatMap((a) => a.observations ?? []),
    procedures: acts.flatMap((a) => a.procedures ?? []),
  })

const people = fc.tuple(
  day('1930-01-01', '2010-01-01'),
  fc.constantFrom('female' as const, 'male' as const),
  fc.array(act, { maxLength: 6 }),
)

const today = '2026-11-22'

describe('whoever it is and whatever was done', () => {
  test('nothing is due before its start or after its end', () => {
    fc.assert(
      fc.property(people, ([birthDate, sex, acts]) => {
        for (const item of calendarAt(withActs(birthDate, sex, acts), today).items) {
          const rules = tables.rules.filter((r) => r.track === item.track && r.role !== 'beside')
          const from = Math.min(...rules.map((r) => r.ages?.from ?? 0))
          const to = Math.max(...rules.map((r) => r.ages?.to ?? 200))
          for (const w of [...(item.due === undefined ? [] : [item.due]), ...item.following]) {
            expect(w.from <= w.to).toBe(true)
            expect(ageOn(birthDate, w.from)).toBeGreaterThanOrEqual(from)
            expect(ageOn(birthDate, w.from)).toBeLessThanOrEqual(to)
            if (item.ends !== undefined && w === item.due) expect(w.from <= item.ends).toBe(true)
          }
        }
      }),
      { numRuns: 150 },
    )
  })

  test('a further screening never makes the next one due earlier', () => {
    fc.assert(
      fc.property(people, act, ([birthDate, sex, acts], more) => {
        const before = calendarAt(withActs(birthDate, sex, acts), today).items
        const after = calendarAt(withActs(birthDate, sex, [...acts, more]), today).items
        for (const track of ['colorectal-cancer', 'mammography', 'cervical-cancer']) {
          const a = before.find((i) => i.track === track)?.due
          const b = after.find((i) => i.track === track)?.due
          if (a !== undefined && b !== undefined) expect([b.from >= a.from, b.to >= a.to]).toEqual([true, true])
        }
      }),
      { numRuns: 150 },
    )
  })

  test('the order of the record does not matter, and the same record makes the same calendar', () => {
    fc.assert(
      fc.property(people, ([birthDate, sex, acts]) => {
        const one = calendarAt(withActs(birthDate, sex, acts), today)
        const other = calendarAt(withActs(birthDate, sex, acts.toReversed()), today)
        const told = (c: typeof one): unknown =>
          c.items.map((i) => [i.track, i.state, i.due, i.following, i.overdueSince])
        expect(told(other)).toEqual(told(one))
        expect(calendarAt(withActs(birthDate, sex, acts), today)).toEqual(one)
      }),
      { numRuns: 60 },
    )
  })

  test('following dates rise and stay within the horizon', () => {
    fc.assert(
      fc.property(people, ([birthDate, sex, acts]) => {
        const calendar = calendarAt(withActs(birthDate, sex, acts), today)
        for (const { following } of calendar.items)
          for (const [i, w] of following.entries()) {
            expect(w.from <= calendar.horizon).toBe(true)
            const previous = following[i - 1]
            if (previous !== undefined) expect(w.from > previous.from).toBe(true)
          }
      }),
      { numRuns: 60 },
    )
  })
})
