import type { DatumRef } from '../shared/assessment.ts'
import { bodyMassIndex, mosteller1987 } from '../shared/body-size.ts'
import { daysBetween, type Instant, type PartialDate } from '../shared/instant.ts'
import { quantity, type Quantity } from '../shared/quantity.ts'
import type { Observation, PatientView } from './patient-view.ts'

/** LOINC codes of body weight and height, measured, stated or not said how. */
export const weightCodes: readonly string[] = ['29463-7', '3141-9', '3142-7']
export const heightCodes: readonly string[] = ['8302-2', '3137-7', '3138-5']

/** Estimated glomerular filtration rate by any published equation, mL/min/1.73 m2; creatinine in serum, plasma or blood. */
export const egfrCodes: readonly string[] = ['98979-8', '62238-1', '33914-3']
export const creatinineCodes: readonly string[] = ['2160-0', '38483-4', '14682-9']
export const inrCodes: readonly string[] = ['6301-6', '34714-6', '38875-1']
export const smokingCodes: readonly string[] = ['72166-2']

/**
 * The newest observation with one of these LOINC codes that is dated on or before `at` and, when `maxAgeDays` is given, not older than that.
 * Undated observations never count. Undefined when there is none: unknown, not normal.
 */
export const latestObservation = (
  view: PatientView,
  loincs: readonly string[],
  at: Instant,
  maxAgeDays?: number,
): Observation | undefined => {
  let best: Observation | undefined
  for (const o of view.observations) {
    if (o.loinc === undefined || !loincs.includes(o.loinc) || o.date === undefined || o.date > at.slice(0, 10)) continue
    const age = daysBetween(o.date, at)
    if (maxAgeDays !== undefined && (age === undefined || age > maxAgeDays)) continue
    if (best === undefined || (best.date ?? '') <= o.date) best = o
  }
  return best
}

export type Measure<U extends string> = {
  readonly value: Quantity<U>
  readonly date?: PartialDate
  readonly ref: readonly DatumRef[]
}

export type Measures = {
  readonly weight?: Measure<'kg'>
  readonly height?: Measure<'cm'>
  readonly bmi?: Measure<'kg/m2'>
  readonly bsa?: Measure<'m2'>
}

const inUnit = <U extends string>(o: Observation | undefined, unit: U): Measure<U> | undefined =>
  o === undefined || !('unit' in o.value) || o.value.unit !== unit || o.value.value <= 0
    ? undefined
    : { value: quantity<U>(o.value.value), ...(o.date === undefined ? {} : { date: o.date }), ref: [o.ref] }

/**
 * Weight, height and what follows from them, each from the newest record at `at`. Values in other units than kg and cm count only after
 * `withCanonicalUnits`. BMI is the recorded one when weight or height is missing.
 */
export const measures = (view: PatientView, at: Instant, maxAgeDays?: number): Measures => {
  const weight = inUnit(latestObservation(view, weightCodes, at, maxAgeDays), 'kg')
  const height = inUnit(latestObservation(view, heightCodes, at, maxAgeDays), 'cm')
  const both =
    weight === undefined || height === undefined
      ? undefined
      : { ref: [...weight.ref, ...height.ref], ...(weight.date === undefined ? {} : { date: weight.date }) }
  const recorded = inUnit(latestObservation(view, ['39156-5'], at, maxAgeDays), 'kg/m2')
  const bmi =
    both === undefined || weight === undefined || height === undefined
      ? recorded
      : { ...both, value: bodyMassIndex(weight.value, height.value) }
  const bsa =
    both === undefined || weight === undefined || height === undefined
      ? undefined
      : { ...both, value: mosteller1987(weight.value, height.value) }
  return {
    ...(weight === undefined ? {} : { weight }),
    ...(height === undefined ? {} : { height }),
    ...(bmi === undefined ? {} : { bmi }),
    ...(bsa === undefined ? {} : { bsa }),
  }
}
