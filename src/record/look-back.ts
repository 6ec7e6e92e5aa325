import { daysBetween, type Instant } from '../shared/instant.ts'
import { creatinineCodes, egfrCodes, heightCodes, inrCodes, smokingCodes, weightCodes } from './measures.ts'
import type { Observation, PatientView } from './patient-view.ts'

/** How old a datum may be to count as current, in days. `unverified`: the figure is ours, not taken from a published source. */
export type LookBack = {
  readonly loinc: readonly string[]
  readonly days: number
  readonly source?: string
  readonly unverified?: true
}

const days = (loinc: readonly string[], d: number): LookBack => ({ loinc, days: d, unverified: true })

/** Windows by kind of datum; figures and codes that stand here alone are unverified. A datum that is older is unknown, not normal: the record keeps it, nothing is computed from it. */
export const lookBacks = {
  weight: days(weightCodes, 365),
  height: days(heightCodes, 3650),
  creatinine: days(creatinineCodes, 90),
  egfr: days(egfrCodes, 90),
  inr: days(inrCodes, 30),
  potassium: days(['2823-3', '6298-4'], 30),
  sodium: days(['2951-2', '2947-0'], 30),
  haemoglobin: days(['718-7'], 90),
  platelets: days(['777-3'], 90),
  neutrophils: days(['751-8', '26499-4'], 30),
  liverEnzymes: days(['1742-6', '1920-8'], 180),
  bilirubin: days(['1975-2'], 180),
  glycatedHaemoglobin: days(['4548-4'], 180),
  ldlCholesterol: days(['18262-6', '13457-7', '2089-1'], 365),
  uricAcid: days(['3084-1'], 365),
  bloodPressure: days(['85354-9', '8480-6', '8462-4'], 365),
  heartRate: days(['8867-4'], 30),
  smoking: days(smokingCodes, 365),
  pregnancyStatus: days(['82810-3', '11449-6'], 42),
  breastfeeding: days(['63895-7'], 180),
} as const satisfies Readonly<Record<string, LookBack>>

export type LookBackKind = keyof typeof lookBacks

/**
 * The newest observation with one of these LOINC codes, dated on or before `at` and not more than `windowDays` earlier. Undated ones and
 * those without a day never count. Undefined: not known now.
 */
export const current = (
  observations: readonly Observation[],
  loinc: readonly string[],
  at: Instant,
  windowDays: number,
): Observation | undefined => {
  let best: Observation | undefined
  for (const o of observations) {
    if (o.loinc === undefined || o.date === undefined || !loinc.includes(o.loinc)) continue
    const age = daysBetween(o.date, at)
    if (age !== undefined && age >= 0 && age <= windowDays && (best?.date ?? '') <= o.date) best = o
  }
  return best
}

/** The same by the window of the table. */
export const currentOf = (
  view: Pick<PatientView, 'observations'>,
  kind: LookBackKind,
  at: Instant,
): Observation | undefined => current(view.observations, lookBacks[kind].loinc, at, lookBacks[kind].days)
