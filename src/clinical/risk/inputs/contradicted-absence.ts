import type { FilledInput, InputId } from '../model.ts'
import type { Derivation } from './derived.ts'
import { type Figure, figuresOf } from './from-results.ts'
import { judgeFigure } from './stated-unit.ts'

const numberOf = (d: Derivation, id: InputId): number | undefined => {
  const input = d.filledSoFar.get(id)
  return input?.state === 'known' && typeof input.value === 'number' ? input.value : undefined
}

/** Measurements of creatinine that mean a filtration rate below 60, newest first, until the first that does not. */
const lowRates = (d: Derivation): readonly Figure[] => {
  const entry = d.catalogue.entries.get('creatinine')
  const [age, sex] = [numberOf(d, 'age'), d.filledSoFar.get('sex')]
  if (entry === undefined || age === undefined || sex?.state !== 'known') return []
  const of = sex.value
  if (of !== 'female' && of !== 'male') return []
  const low: Figure[] = []
  for (const f of figuresOf(entry, d.results, d.at)) {
    const judged = judgeFigure(entry, f.value, f.unit)
    const rate = judged.state === 'known' ? d.filtrationRate(age - f.days / 365.25, of, judged.value) : undefined
    if (rate === undefined || rate >= 60) break
    low.push(f)
  }
  return low
}

/**
 * Chronic kidney disease that nobody wrote down: filtration below 60 at every measurement over more than three months is stage 3 or worse; a single low rate leaves the
 * question open. @source KDIGO 2024 CKD guideline, doi 10.1016/j.kint.2023.10.018
 */
const kidneyDisease = (d: Derivation, id: InputId): FilledInput | undefined => {
  const rate = numberOf(d, 'egfr')
  if (rate === undefined || rate >= 60) return undefined
  const low = lowRates(d)
  const [newest, oldest] = [low[0], low.at(-1)]
  if (newest === undefined || oldest === undefined || oldest.days - newest.days < 90) return { id, state: 'missing' }
  const basis = [newest.observation.ref, oldest.observation.ref]
  return { id, state: 'known', value: true, from: 'derived', basis }
}

/** HbA1c of 6.5 % or more, or a medicine of ATC group A10, makes the absence of a diagnosis of diabetes doubtful. @source ADA Standards of Care 2024, section 2, for the threshold */
const diabetes = (d: Derivation, id: InputId): FilledInput | undefined => {
  const hba1c = numberOf(d, 'hba1c')
  const treated = d.view.medications.some(
    (m) => m.status === 'active' && (m.drug.atc ?? []).some((code) => code.startsWith('A10')),
  )
  return treated || (hba1c !== undefined && hba1c >= 6.5) ? { id, state: 'missing' } : undefined
}

/** Diabetes of which no type is written is of one all the same. */
const typeNotSaid = (d: Derivation, id: InputId): FilledInput | undefined => {
  const is = (of: InputId): boolean => {
    const input = d.filledSoFar.get(of)
    return input?.state === 'known' && input.value === true
  }
  return is('diabetes') && !is('diabetesType1') && !is('diabetesType2') ? { id, state: 'missing' } : undefined
}

const doubts: readonly (readonly [InputId, (d: Derivation, id: InputId) => FilledInput | undefined])[] = [
  ['chronicKidneyDisease3to5', kidneyDisease],
  ['diabetes', diabetes],
  ['diabetesType1', (d, id) => diabetes(d, id) ?? typeNotSaid(d, id)],
  ['diabetesType2', (d, id) => diabetes(d, id) ?? typeNotSaid(d, id)],
  ['impairedGlucose', diabetes],
  ['everHighGlucose', diabetes],
]

/** Whether a "no" that rests on a diagnosis being absent is contradicted by what was measured or is taken: then it is open, or even yes. */
export const afterDoubt = (d: Derivation): readonly FilledInput[] =>
  doubts.flatMap(([id, doubt]) => {
    const input = d.filledSoFar.get(id)
    const restsOnAbsence =
      input?.state === 'missing' ||
      (input?.state === 'known' &&
        input.value === false &&
        input.from === 'record' &&
        input.basis.every((b) => b.kind === 'absent'))
    return restsOnAbsence ? (doubt(d, id) ?? []) : []
  })
