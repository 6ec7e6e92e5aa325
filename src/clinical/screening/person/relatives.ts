import type { FamilyMember, PatientView } from '../../../record/index.ts'
import type { DatumRef } from '../../../shared/assessment.ts'
import type { FamilyStanding, Outcome } from '../../../shared/disease-risk.ts'
import type { Range } from '../../../shared/quantity.ts'
import type { FactName, FactRow, Given } from '../model.ts'
import { isRecognised } from './recognise.ts'

const degreeWords = { 1: 'first-degree', 2: 'second-degree', 3: 'third-degree' } as const

/** A relative by blood who had a disease; `degree` or `age` absent where they are not known. */
export type Affected = {
  readonly relation: string
  readonly degree?: 1 | 2 | 3
  readonly age?: Range
  readonly basis: readonly DatumRef[]
}

/** `clear`: somebody states that there is none. Otherwise relatives who are not listed may be affected: unknown, not none. */
export type Relatives = {
  readonly affected: readonly Affected[]
  readonly clear: boolean
  readonly basis: readonly DatumRef[]
}

const outcomeOf = (disease: FactName, standings: readonly FamilyStanding[]): FamilyStanding | undefined =>
  standings.find((s) => s.outcome === (disease as Outcome))

const ageOf = (m: FamilyMember['conditions'][number]): Range | undefined => {
  const { low, high } = m.onsetAge ?? {}
  return low === undefined && high === undefined ? undefined : [low ?? 0, high ?? 130]
}

/** The resource a datum stands in. */
const place = (ref: DatumRef): string => (ref.kind === 'fhir' ? ref.resource : JSON.stringify(ref))

/**
 * Who in the family had a disease: those the family module names, and those of the record that it could not place. That a family was recorded clears
 * nobody: only the record's own statement that nothing is known does.
 */
export const relativesWith = (
  view: PatientView,
  disease: FactName,
  row: FactRow | undefined,
  given: Given,
): Relatives => {
  const standing = outcomeOf(disease, given.family ?? [])
  const history = view.familyHistory
  const none = history?.noneKnown
  const named = (standing?.affected ?? []).map(
    (a): Affected => ({
      relation: `${degreeWords[a.degree]} relative`,
      degree: a.degree,
      basis: standing?.basis ?? [],
      ...(a.age === undefined ? {} : { age: a.age }),
    }),
  )
  const placed = new Set((standing?.basis ?? []).map(place))
  const recorded = (row === undefined ? [] : (history?.members ?? [])).flatMap((m): readonly Affected[] => {
    if (m.blood === false) return []
    return m.conditions
      .filter((c) => isRecognised(c.what, c.codes, row as FactRow, true) && !placed.has(place(c.ref)))
      .map((c) => {
        const age = ageOf(c)
        return {
          relation: m.relation.display,
          basis: [c.ref],
          ...(m.degree === undefined ? {} : { degree: m.degree }),
          ...(age === undefined ? {} : { age }),
        }
      })
  })
  const affected = [...named, ...recorded]
  return { affected, clear: none !== undefined && affected.length === 0, basis: none === undefined ? [] : [none] }
}
