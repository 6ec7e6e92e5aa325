import type { Relative } from '../pedigree.ts'
import {
  type Answer,
  byItems,
  countItem,
  type CriterionResult,
  diagnosesOf,
  type FamilyFacts,
  hadBefore,
  hasHad,
  upToSecondDegree,
} from './family-facts.ts'
import type { Fhs7 } from './tables.ts'

/** Breast cancer in both breasts: a contralateral one, or two that are recorded. */
export const bilateral = (p: Relative): Answer =>
  diagnosesOf(p, 'contralateral-breast-cancer').length > 0 || diagnosesOf(p, 'breast-cancer').length > 1
    ? 'yes'
    : hasHad(p, 'breast-cancer') === 'open'
      ? 'open'
      : 'no'

const both = (a: Answer, b: Answer): Answer =>
  a === 'yes' && b === 'yes' ? 'yes' : a === 'no' || b === 'no' ? 'no' : 'open'
const either = (a: Answer, b: Answer): Answer =>
  a === 'yes' || b === 'yes' ? 'yes' : a === 'no' && b === 'no' ? 'no' : 'open'

/** Seven questions about relatives; one yes refers. The proband is not one of the relatives. */
export const fhs7 = (facts: FamilyFacts, table: Fhs7): CriterionResult => {
  const all = facts.relatives.map((r) => r.person)
  const first = facts.relatives.filter((r) => (r.relation.degree ?? 9) <= 1).map((r) => r.person)
  const women = all.filter((p) => p.sex !== 'male')
  const men = all.filter((p) => p.sex !== 'female')
  const breast = (p: Relative): Answer => hasHad(p, 'breast-cancer')
  const known =
    (sex: Relative['sex'], answer: (p: Relative) => Answer) =>
    (p: Relative): Answer =>
      p.sex === sex ? answer(p) : answer(p) === 'no' ? 'no' : 'open'
  const several = { count: table.severalRelatives }
  const items = [
    countItem('first-degree-breast-or-ovarian', facts, first, (p) => either(breast(p), hasHad(p, 'ovarian-cancer')), [
      'parents',
      'siblings',
      'children',
    ]),
    countItem('bilateral-breast', facts, all, bilateral, upToSecondDegree),
    countItem('male-breast', facts, men, known('male', breast), upToSecondDegree),
    countItem(
      'breast-and-ovarian-in-one',
      facts,
      women,
      known('female', (p) => both(breast(p), hasHad(p, 'ovarian-cancer'))),
      upToSecondDegree,
    ),
    countItem(
      'early-breast',
      facts,
      women,
      known('female', (p) => hadBefore(p, table.earlyBreastBefore, 'breast-cancer')),
      upToSecondDegree,
      { of: 'breast-cancer' },
    ),
    countItem(
      'several-breast-or-ovarian',
      facts,
      all,
      (p) => either(breast(p), hasHad(p, 'ovarian-cancer')),
      upToSecondDegree,
      several,
    ),
    countItem(
      'several-breast-or-bowel',
      facts,
      all,
      (p) => either(breast(p), hasHad(p, 'colorectal-cancer')),
      upToSecondDegree,
      several,
    ),
  ]
  return byItems('fhs7', table, items, table.referAt)
}
