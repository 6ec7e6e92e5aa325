import type { Range } from '../../../shared/quantity.ts'
import type { Relative } from '../pedigree.ts'
import {
  byPoints,
  type CriterionResult,
  diagnosesOf,
  type FamilyFacts,
  higher,
  type Item,
  lineage,
  notAsked,
  onsetOf,
  type Side,
  unknownHealth,
  upToThirdDegree,
} from './family-facts.ts'
import type { Pat } from './tables.ts'

const breastPoints = (p: Relative, onset: Range, table: Pat): Range => {
  if (p.sex === 'male') return [table.maleBreast, table.maleBreast]
  const { before, early, late } = table.breast
  return onset[1] < before ? [early, early] : onset[0] >= before ? [late, late] : [late, early]
}

/** Points of one blood line, the proband with it: each breast cancer of either breast, ovarian cancer, and Ashkenazi ancestry once. */
const ofSide = (facts: FamilyFacts, table: Pat, side: Side): CriterionResult => {
  const people = [facts.proband, ...lineage(facts, side).map((r) => r.person)]
  const items = people.flatMap((p): Item[] => {
    const breast = diagnosesOf(p, 'breast-cancer', 'contralateral-breast-cancer').map((d): Item => {
      const points = breastPoints(p, onsetOf(p, d), table)
      const sure = points[0] === points[1]
      return {
        code: p.sex === 'male' ? 'male-breast' : 'breast',
        met: 'yes',
        people: [p.id],
        points,
        ask: sure ? [] : [{ what: 'age-at-diagnosis', person: p.id, of: 'breast-cancer' }],
      }
    })
    const ovarian = diagnosesOf(p, 'ovarian-cancer')
      .slice(0, 1)
      .map(
        (): Item => ({ code: 'ovarian', met: 'yes', people: [p.id], points: [table.ovarian, table.ovarian], ask: [] }),
      )
    return [...breast, ...ovarian]
  })
  const ashkenazi = people.filter((p) => p.ashkenazi)
  const ancestry: Item[] =
    ashkenazi.length === 0
      ? []
      : [
          {
            code: 'ashkenazi',
            met: 'yes',
            people: ashkenazi.map((p) => p.id),
            points: [table.ashkenazi, table.ashkenazi],
            ask: [],
          },
        ]
  const unasked = [...unknownHealth(people), ...notAsked(facts, upToThirdDegree)]
  return byPoints('pat', table, [...items, ...ancestry], table.referAt, unasked, side)
}

/** The side of the family that scores higher; the sides are never added together. */
export const pedigreeAssessmentTool = (facts: FamilyFacts, table: Pat): CriterionResult =>
  higher(ofSide(facts, table, 'maternal'), ofSide(facts, table, 'paternal'))
