import { describe, expect, test } from 'vitest'
import type { Instant } from '../shared/instant.ts'
import { quantity } from '../shared/quantity.ts'
import { mosteller1987 } from '../shared/body-size.ts'
import { emptyView, latestObservation, measures, type Observation, type PatientView } from './index.ts'
import { unitConverter, withCanonicalUnits } from './units.ts'

const at = '2026-11-22T09:00:00Z' as Instant
const seen = (loinc: string, value: number, unit: string, date?: string): Observation => ({
  what: { display: loinc },
  loinc,
  value: { value, unit },
  ...(date === undefined ? {} : { date }),
  ref: { kind: 'fhir', resource: `Observation/${loinc}`, path: 'value' },
})
const viewOf = (...observations: readonly Observation[]): PatientView => ({ ...emptyView('p'), observations })

describe('the newest observation', () => {
  const view = viewOf(
    seen('29463-7', 70, 'kg', '2026-01-01'),
    seen('29463-7', 72, 'kg', '2026-06-01'),
    seen('29463-7', 90, 'kg', '2027-01-01'),
    seen('29463-7', 50, 'kg'),
  )
  test('is dated on or before the day asked for', () => {
    expect(latestObservation(view, ['29463-7'], at)?.value).toEqual({ value: 72, unit: 'kg' })
  })
  test('is not older than asked for', () => {
    expect(latestObservation(view, ['29463-7'], at, 90)).toBeUndefined()
    expect(latestObservation(view, ['8302-2'], at)).toBeUndefined()
  })
})

describe('measures', () => {
  test('body surface area by Mosteller is 1.73 m2 for 65 kg and 166 cm', () => {
    expect(mosteller1987(quantity<'kg'>(65), quantity<'cm'>(166))).toBeCloseTo(1.73, 2)
  })
  test('glycated haemoglobin in mmol/mol is kept as recorded: it is no share of a percent', async () => {
    const given = viewOf(seen('4548-4', 48, 'mmol/mol', '2026-06-01'))
    const { observations } = await withCanonicalUnits(given)
    expect(observations[0]?.value).toEqual({ value: 48, unit: 'mmol/mol' })
  })
  test('pounds and inches count after conversion only, and what was recorded stays', async () => {
    const view = viewOf(seen('29463-7', 154, '[lb_av]', '2026-06-01'), seen('8302-2', 70, '[in_i]', '2026-06-01'))
    expect(measures(view, at)).toEqual({})
    const converted = await withCanonicalUnits(view)
    const { weight, height } = measures(converted, at)
    expect(weight?.value).toBeCloseTo(69.853, 3)
    expect(height?.value).toBeCloseTo(177.8, 9)
    expect(converted.observations[0]?.asRecorded).toEqual({ value: 154, unit: '[lb_av]' })
  })
  test('nothing is converted, and nothing loaded, where the units are canonical', async () => {
    const view = viewOf(seen('29463-7', 70, 'kg', '2026-06-01'))
    expect(await withCanonicalUnits(view)).toBe(view)
  })
  test('a unit that does not fit stays as it is and is not computed with', async () => {
    const view = await withCanonicalUnits(
      viewOf(seen('29463-7', 70, 'cm', '2026-06-01'), seen('29463-7', 70, 'stones', '2026-06-02')),
    )
    expect(view.observations.map((o) => o.value)).toEqual([
      { value: 70, unit: 'cm' },
      { value: 70, unit: 'stones' },
    ])
    expect(measures(view, at)).toEqual({})
  })
  // Published conversion factors: creatinine 88.42 µmol/L per mg/dL, cholesterol 38.67 mg/dL per mmol/L, bilirubin 17.1 µmol/L per mg/dL.
  test('amounts of substance are converted with the molar mass', async () => {
    const view = await withCanonicalUnits(
      viewOf(
        seen('2160-0', 88.42, 'umol/L', '2026-06-01'),
        seen('13457-7', 3, 'mmol/L', '2026-06-01'),
        seen('1975-2', 17.1, 'umol/L', '2026-06-01'),
      ),
    )
    const values = view.observations.map((o) => ('value' in o.value ? o.value.value : undefined))
    expect(values[0]).toBeCloseTo(1, 3)
    expect(values[1]).toBeCloseTo(3 * 38.67, 1)
    expect(values[2]).toBeCloseTo(1, 3)
  })
  test('the converter refuses units that do not fit', async () => {
    const convert = await unitConverter()
    expect(convert({ value: 1, unit: 'g' }, 'mg')).toEqual({ value: 1000, unit: 'mg' })
    expect(convert({ value: 1, unit: 'g' }, 'm')).toBeUndefined()
    expect(convert({ value: 1, unit: 'nonsense' }, 'm')).toBeUndefined()
  })
})
