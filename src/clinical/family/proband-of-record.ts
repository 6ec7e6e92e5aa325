import type { Condition, PatientView } from '../../record/index.ts'
import type { Range } from '../../shared/quantity.ts'
import { familyDiseaseOf } from './disease-codes.ts'
import { isSure, ownSurgery, ownTests } from './own-results.ts'
import type { Diagnosis, Relative } from './pedigree.ts'
import { withFirstBreast, yearsBetween } from './relative-fields.ts'

const firstOfEach = (diagnoses: readonly Diagnosis[]): readonly Diagnosis[] => {
  const inOrder = diagnoses.toSorted((a, b) => (a.onset?.[0] ?? 999) - (b.onset?.[0] ?? 999))
  return inOrder.filter((d, i) => inOrder.findIndex((e) => e.disease === d.disease) === i)
}

/** A history of a disease is dated by when it was written down, not by when the disease began. */
const isPast = (c: Condition): boolean =>
  /\bhistory of\b/i.test(c.what.display) || c.codes.some((x) => /^Z85/i.test(x.code ?? ''))

/**
 * The person the record is of, with the illnesses, gene tests and operations that a family is judged by. Of an illness that stands there several times the earliest
 * counts; suspected ones do not.
 */
export const probandOf = (view: PatientView): Relative => {
  const dead = typeof view.deceased === 'string' ? yearsBetween(view.birthDate, view.deceased) : undefined
  const age: Range | undefined =
    view.deceased === undefined ? (view.age === undefined ? undefined : [view.age, view.age]) : dead
  const diagnoses = withFirstBreast(
    firstOfEach(
      view.conditions.flatMap((c): Diagnosis[] => {
        const disease = isSure(c.verification) ? familyDiseaseOf({ codes: c.codes, text: c.what.display }) : undefined
        const onset = isPast(c) ? undefined : yearsBetween(view.birthDate, c.onset)
        return disease === undefined ? [] : [{ disease, ...(onset === undefined ? {} : { onset }), ref: c.ref }]
      }),
    ),
  )
  const tests = ownTests(view)
  const surgery = ownSurgery(view, (date) => yearsBetween(view.birthDate, date)?.[0])
  const sex = view.birthSex ?? (view.sex === 'other' ? undefined : view.sex)
  const gender = view.birthSex === undefined || view.sex === view.birthSex ? undefined : view.sex
  return {
    id: 'proband',
    ...(view.name === '' ? {} : { name: view.name }),
    sex: sex ?? 'unknown',
    ...(gender === undefined ? {} : { gender: gender === 'female' ? 'woman' : gender === 'male' ? 'man' : 'other' }),
    ...(age === undefined ? {} : { age }),
    ...(view.birthDate === undefined ? {} : { born: Number(view.birthDate.slice(0, 4)) }),
    ...(view.deceased === undefined ? {} : { dead: true as const }),
    diagnoses,
    ...(tests.length === 0 ? {} : { tests }),
    ...(surgery.length === 0 ? {} : { surgery }),
    ...(diagnoses.length === 0 && view.silentOn.includes('conditions') ? { healthUnknown: true as const } : {}),
  }
}
