import type { Severity } from '../../shared/problem.ts'
import type { Range } from '../../shared/quantity.ts'
import type { Pedigree, PersonId, Relative } from './pedigree.ts'

/** A parent younger than this at a birth, or a mother older than that, is told as a likely slip; a father has no upper bound here. */
export const plausibleParent = { youngest: 12, oldestMother: 60 } as const

/** Something wrong with one person. */
export type Found = {
  readonly about: PersonId
  readonly code: string
  readonly message: string
  readonly remedy: string
}

/** Ages at the birth of each child, from years of birth, or from ages where both are alive. */
export const ageGaps = (
  pedigree: Pedigree,
  byId: ReadonlyMap<PersonId, Relative>,
): readonly (Found & { severity: Severity })[] =>
  pedigree.people.flatMap((child) => {
    if (child.adopted === 'in') return []
    return (['father', 'mother'] as const).flatMap((role): readonly (Found & { severity: Severity })[] => {
      const parent = byId.get(child[role] ?? '')
      if (parent === undefined) return []
      const living =
        !parent.dead &&
        !child.dead &&
        parent.age !== undefined &&
        child.age !== undefined &&
        child.pregnancy === undefined
      const gap: Range | undefined =
        parent.born !== undefined && child.born !== undefined
          ? [child.born - parent.born - 1, child.born - parent.born]
          : living
            ? [parent.age[0] - child.age[1] - 1, parent.age[1] - child.age[0] + 1]
            : undefined
      if (gap === undefined) return []
      const about = child.id
      const remedy = 'Correct the years of birth or the ages, or the parent.'
      if (gap[1] <= 0)
        return [
          {
            about,
            severity: 'error',
            code: 'parent-not-older',
            message: `The ${role} ${parent.id} is not older than the child ${child.id}.`,
            remedy,
          },
        ]
      if (gap[1] < plausibleParent.youngest)
        return [
          {
            about,
            severity: 'warning',
            code: 'parent-very-young',
            message: `The ${role} ${parent.id} was at most ${gap[1]} at the birth of ${child.id}.`,
            remedy,
          },
        ]
      if (role === 'mother' && gap[0] > plausibleParent.oldestMother)
        return [
          {
            about,
            severity: 'warning',
            code: 'mother-very-old',
            message: `The mother ${parent.id} was at least ${gap[0]} at the birth of ${child.id}.`,
            remedy,
          },
        ]
      return []
    })
  })
