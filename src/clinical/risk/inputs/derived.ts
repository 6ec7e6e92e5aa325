import type { PatientView } from '../../../record/index.ts'
import type { DatumRef } from '../../../shared/assessment.ts'
import { bodyMassIndex } from '../../../shared/body-size.ts'
import { ageInYears, type Instant, type PartialDate } from '../../../shared/instant.ts'
import { quantity } from '../../../shared/quantity.ts'
import type { FilledInput, InputId, InputValue } from '../model.ts'
import type { CatalogueEntry, InputCatalogue } from './catalogue.ts'
import { figuresOf, fromResults, type ResultsByCode } from './from-results.ts'
import { judgeFigure } from './stated-unit.ts'

/** Estimated filtration rate in mL/min/1.73 m2 from age in years, sex and creatinine in mg/dL; undefined where the equation does not answer. */
export type FiltrationRate = (age: number, sex: 'female' | 'male', creatinine: number) => number | undefined

/** What inputs are derived from: those filled so far, and the record behind them. */
export type Derivation = {
  readonly view: PatientView
  readonly at: Instant
  readonly catalogue: InputCatalogue
  readonly results: ResultsByCode
  readonly filtrationRate: FiltrationRate
  readonly filledSoFar: ReadonlyMap<InputId, FilledInput>
}

type Known = Extract<FilledInput, { readonly state: 'known' }>

const knownIn = (d: Derivation, id: InputId): Known | undefined => {
  const input = d.filledSoFar.get(id)
  return input?.state === 'known' ? input : undefined
}

const missing = (id: InputId): FilledInput => ({ id, state: 'missing' })

const derived = (
  entry: CatalogueEntry,
  value: InputValue,
  basis: readonly DatumRef[],
  date: PartialDate | undefined,
): Known => ({
  id: entry.id,
  state: 'known',
  value,
  ...(entry.unit === undefined ? {} : { unit: entry.unit }),
  ...(date === undefined ? {} : { date }),
  from: 'derived',
  basis,
})

/** The first of the parts that stands in the way of deriving, so that a doubtful weight makes a doubtful body mass index. */
const doubt = (id: InputId, ...parts: readonly (FilledInput | undefined)[]): FilledInput => {
  const doubtful = parts.find((p) => p?.state === 'suspect' || p?.state === 'impossible')
  return doubtful === undefined ? missing(id) : { ...doubtful, id }
}

/** The later of a computed and a recorded value, the computed one on the same day. A recorded one that cannot be used does not count. */
const later = (computed: Known, recorded: FilledInput): FilledInput =>
  recorded.state === 'known' &&
  recorded.date !== undefined &&
  computed.date !== undefined &&
  recorded.date.slice(0, 10) > computed.date.slice(0, 10)
    ? recorded
    : computed

const bmi = (entry: CatalogueEntry, d: Derivation): FilledInput => {
  const [weight, height] = [knownIn(d, 'weight'), knownIn(d, 'height')]
  const recorded = fromResults(entry, d.results, d.at)
  if (typeof weight?.value === 'number' && typeof height?.value === 'number') {
    const value = bodyMassIndex(quantity<'kg'>(weight.value), quantity<'cm'>(height.value))
    return later(derived(entry, value, [...weight.basis, ...height.basis], weight.date), recorded)
  }
  return recorded.state === 'missing'
    ? doubt(entry.id, d.filledSoFar.get('weight'), d.filledSoFar.get('height'))
    : recorded
}

/** From creatinine without race where there is one; otherwise, and where it is newer, the rate that the laboratory computed. */
const egfr = (entry: CatalogueEntry, d: Derivation): FilledInput => {
  const [creatinine, age, sex] = [knownIn(d, 'creatinine'), knownIn(d, 'age'), knownIn(d, 'sex')?.value]
  const recorded = fromResults(entry, d.results, d.at)
  const years =
    d.view.birthDate === undefined || creatinine?.date === undefined
      ? age?.value
      : (ageInYears(d.view.birthDate, `${creatinine.date.slice(0, 10)}T00:00:00Z` as Instant) ?? age?.value)
  if (typeof creatinine?.value === 'number' && typeof years === 'number' && (sex === 'female' || sex === 'male')) {
    const value = d.filtrationRate(years, sex, creatinine.value)
    if (value !== undefined) return later(derived(entry, value, creatinine.basis, creatinine.date), recorded)
  }
  return recorded.state === 'missing' ? doubt(entry.id, d.filledSoFar.get('creatinine')) : recorded
}

/** Sample standard deviation of at least two readings within the window. The same figure of the same time, as of two copies of one record, is one reading. */
const systolicVariability = (entry: CatalogueEntry, d: Derivation): FilledInput => {
  const systolic = d.catalogue.entries.get('systolic')
  if (systolic === undefined) return missing(entry.id)
  const found = figuresOf(systolic, d.results, d.at).flatMap((f) => {
    const judged = judgeFigure(systolic, f.value, f.unit)
    return judged.state === 'known' && f.days <= (entry.within ?? 0) ? [{ value: judged.value, of: f.observation }] : []
  })
  const readings = [...new Map(found.map((r) => [`${r.of.date} ${r.value}`, r])).values()]
  if (readings.length < 2) return missing(entry.id)
  const mean = readings.reduce((sum, r) => sum + r.value, 0) / readings.length
  const squares = readings.reduce((sum, r) => sum + (r.value - mean) ** 2, 0)
  return derived(
    entry,
    Math.sqrt(squares / (readings.length - 1)),
    readings.map((r) => r.of.ref),
    readings[0]?.of.date,
  )
}

const ageAtDiabetesDiagnosis = (entry: CatalogueEntry, d: Derivation): FilledInput => {
  const diabetes = knownIn(d, 'diabetes')
  if (diabetes?.value !== true || diabetes.date === undefined || d.view.birthDate === undefined)
    return missing(entry.id)
  const age = ageInYears(d.view.birthDate, `${diabetes.date.padEnd(10, '-01').slice(0, 10)}T00:00:00Z` as Instant)
  return age === undefined ? missing(entry.id) : derived(entry, age, diabetes.basis, diabetes.date)
}

const scoreRegion = (entry: CatalogueEntry, d: Derivation): FilledInput => {
  const country = knownIn(d, 'country')
  const region = d.catalogue.countries.get(String(country?.value ?? '').toUpperCase())?.scoreRegion
  return country === undefined || region === undefined
    ? missing(entry.id)
    : derived(entry, region, country.basis, undefined)
}

/** What is computed from other inputs, by input. */
export const derivations: Readonly<Record<InputId, (entry: CatalogueEntry, d: Derivation) => FilledInput>> = {
  bmi,
  egfr,
  systolicVariability,
  ageAtDiabetesDiagnosis,
  scoreRegion,
}
