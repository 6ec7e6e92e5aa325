import { currentOf, lookBacks, measures, type PatientView } from '../../../record/index.ts'
import type { DatumRef } from '../../../shared/assessment.ts'
import type { Instant } from '../../../shared/instant.ts'
import type { DayWindow, FactName, Given, Organ } from '../model.ts'
import { windowOf } from '../schedule/days.ts'
import type { ScreeningTables } from '../tables.ts'
import { carrierReader, type CarrierState } from './carriers.ts'
import { type FactState, factReader } from './history.ts'
import { organOf, type OrganState } from './organs.ts'
import { type Relatives, relativesWith } from './relatives.ts'
import { type Smoking, smokingOf } from './smoking.ts'

/** A person as predicates see them on the day of the assessment: each question answered once. */
export type Known = {
  readonly view: PatientView
  readonly given: Given
  readonly at: Instant
  readonly today: string
  readonly birth?: DayWindow
  readonly factNamed: (name: FactName) => FactState
  readonly organ: (organ: Organ) => OrganState
  readonly relatives: (disease: FactName) => Relatives
  readonly carrier: (gene: string) => CarrierState
  readonly smoking: Smoking
  readonly bmi?: { readonly value: number; readonly basis: readonly DatumRef[] }
  readonly highest: (
    loinc: readonly string[],
    unit: string,
  ) => { readonly value: number; readonly ref: DatumRef } | undefined
}

/** Gathers once what the rules ask of a record. */
export const knownOf = (view: PatientView, given: Given, tables: ScreeningTables, at: Instant): Known => {
  const today = at.slice(0, 10)
  const birth = view.birthDate === undefined ? undefined : windowOf(view.birthDate)
  const factNamed = factReader(view, tables.facts)
  const bmi = measures(view, at, lookBacks.weight.days).bmi ?? bmiRecorded(view, at)
  return {
    view,
    given,
    at,
    today,
    ...(birth === undefined ? {} : { birth }),
    factNamed,
    organ: (organ) => organOf(view, organ, factNamed),
    relatives: (disease) => relativesWith(view, disease, tables.facts.get(disease), given),
    carrier: carrierReader(view, given, factNamed),
    smoking: smokingOf(view, today),
    ...(bmi === undefined ? {} : { bmi: { value: bmi.value, basis: bmi.ref } }),
    highest: (loinc, unit) => {
      let best: { readonly value: number; readonly ref: DatumRef } | undefined
      for (const o of view.observations) {
        if (o.loinc === undefined || !loinc.includes(o.loinc) || !('unit' in o.value) || o.value.unit !== unit) continue
        if ((o.date ?? today) > today || o.preliminary) continue
        if (best === undefined || o.value.value > best.value) best = { value: o.value.value, ref: o.ref }
      }
      return best
    },
  }
}

const bmiRecorded = (
  view: PatientView,
  at: Instant,
): { readonly value: number; readonly ref: readonly DatumRef[] } | undefined => {
  const weight = currentOf(view, 'weight', at)
  const height = currentOf(view, 'height', at)
  if (weight === undefined || height === undefined || !('unit' in weight.value) || !('unit' in height.value))
    return undefined
  const metres = height.value.unit === 'cm' ? height.value.value / 100 : undefined
  return weight.value.unit !== 'kg' || metres === undefined || metres <= 0
    ? undefined
    : { value: weight.value.value / metres ** 2, ref: [weight.ref, height.ref] }
}
