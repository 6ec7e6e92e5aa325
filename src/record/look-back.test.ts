import { describe, expect, test } from 'vitest'
import type { Instant } from '../shared/instant.ts'
import { current, currentOf, lookBacks } from './look-back.ts'
import type { Observation } from './patient-view.ts'

const at = '2026-11-22T09:00:00Z' as Instant
const potassium = (value: number, date?: string): Observation => ({
  what: { display: 'Potassium' },
  loinc: '2823-3',
  value: { value, unit: 'mmol/L' },
  ...(date === undefined ? {} : { date }),
  ref: { kind: 'fhir', resource: `Observation/${value}`, path: 'Observation' },
})

describe('how old a result may be', () => {
  test('the newest within the window counts: the last day of it does, the day before does not', () => {
    const days = lookBacks.potassium.days
    expect(days).toBe(30)
    expect(currentOf({ observations: [potassium(4, '2026-10-23')] }, 'potassium', at)?.value).toEqual({
      value: 4,
      unit: 'mmol/L',
    })
    expect(currentOf({ observations: [potassium(4, '2026-10-22')] }, 'potassium', at)).toBeUndefined()
    const two = [potassium(5, '2026-11-20'), potassium(4, '2026-11-10')]
    expect(currentOf({ observations: two }, 'potassium', at)?.value).toMatchObject({ value: 5 })
  })
  test('a result of the future, without a date, with a year alone or of another code never counts', () => {
    const none = [potassium(4, '2026-11-23'), potassium(4), potassium(4, '2026')]
    expect(current(none, ['2823-3'], at, 365)).toBeUndefined()
    expect(current([potassium(4, '2026-11-20')], ['2951-2'], at, 365)).toBeUndefined()
  })
  test('every window says where its figure comes from, or that it is ours', () => {
    for (const window of Object.values(lookBacks)) expect('source' in window || window.unverified).toBeTruthy()
  })
})
