import type { FamilyMember, PatientView } from '../../../record/index.ts'
import type { DatumRef } from '../../../shared/assessment.ts'
import type { FamilyStanding, Outcome } from '../../../shared/disease-risk.ts'
import type { Range } from '../../../shared/quantity.ts'
import type { FactName, FactRow, Given } from '../model.ts'
import { isRecognised } from './recognise.ts'

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

/**
 * Who in the family had a disease: those the family module names, else those of the record. That a family was recorded clears nobody: only the
 * record's own statement that nothing is known does.
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
  if (standing !== undefined && standing.affected.length > 0)
    return {
      affected: standing.affected.map((a) => ({
        relation: `relative of degree ${a.degree}`,
        degree: a.degree,
        basis: standing.basis,
        ...(a.age === undefined ? {} : { age: a.age }),
      })),
      clear: false,
      basis: standing.basis,
    }
  if (history === undefined || row === undefined) return { affected: [], clear: false, basis: [] }
  const affected = history.members.flatMap((m): readonly Affected[] => {
    if (m.blood === false) return []
    return m.conditions
      .filter((c) => isRecognised(c.what, c.codes, row, true))
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
  return { affected, clear: none !== undefined && affected.length === 0, basis: none === undefined ? [] : [none] }
}
