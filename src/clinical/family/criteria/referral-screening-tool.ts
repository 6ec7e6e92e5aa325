import type { Relative } from '../pedigree.ts'
import { relationWords } from '../relation.ts'
import {
  type Answer,
  byItems,
  countItem,
  type CriterionResult,
  type FamilyFacts,
  hadBefore,
  hasHad,
  type Item,
  type Kind,
  lineage,
  notAsked,
  onsetOf,
  diagnosesOf,
  type Side,
  upToSecondDegree,
} from './family-facts.ts'
import type { Rst } from './tables.ts'

/** Boxes of the list: breast cancer up to 50 and ovarian cancer at any age by kind of relative, and three more; two ticks refer. */
export const referralScreeningTool = (facts: FamilyFacts, table: Rst): CriterionResult => {
  const early = (p: Relative): Answer => hadBefore(p, table.earlyBreastUpTo + 1, 'breast-cancer')
  const women = facts.relatives.filter((r) => r.person.sex === 'female')
  const named = (...words: readonly string[]): readonly Relative[] =>
    women
      .filter((r) => words.includes(relationWords(r.relation).replace(/^(identical )?twin /, '')))
      .map((r) => r.person)
  const rows: readonly (readonly [code: string, people: readonly Relative[], kinds: readonly Kind[]])[] = [
    ['self', [facts.proband], []],
    ['mother', named('mother'), ['parents']],
    ['sister', named('sister'), ['siblings']],
    ['daughter', named('daughter'), ['children']],
    ['mothers-mother', named('mother’s mother'), ['grandparents']],
    ['mothers-sister', named('mother’s sister'), ['aunts-and-uncles']],
    ['fathers-mother', named('father’s mother'), ['grandparents']],
    ['fathers-sister', named('father’s sister'), ['aunts-and-uncles']],
  ]
  const boxes = rows.flatMap(([code, people, kinds]): Item[] => [
    countItem(`early-breast-${code}`, facts, people, early, kinds, { of: 'breast-cancer' }),
    countItem(`ovarian-${code}`, facts, people, (p) => hasHad(p, 'ovarian-cancer'), kinds),
  ])
  const late = (p: Relative): Answer => {
    const onsets = diagnosesOf(p, 'breast-cancer').map((d) => onsetOf(p, d))
    if (onsets.some(([low]) => low > table.earlyBreastUpTo)) return 'yes'
    return p.healthUnknown || onsets.some(([, high]) => high > table.earlyBreastUpTo) ? 'open' : 'no'
  }
  const sides = (['maternal', 'paternal'] as const).map((side: Side) =>
    countItem(
      'late-breast-same-side',
      facts,
      lineage(facts, side).map((r) => r.person),
      late,
      upToSecondDegree,
      {
        count: table.lateBreastSameSide,
        of: 'breast-cancer',
      },
    ),
  )
  const side = sides.find((i) => i.met === 'yes') ?? sides.find((i) => i.met === 'open') ?? sides[0]
  const men = facts.relatives.filter((r) => r.person.sex === 'male').map((r) => r.person)
  const ashkenazi = [facts.proband, ...facts.relatives.map((r) => r.person)].filter((p) => p.ashkenazi)
  const items = [
    ...boxes,
    ...(side === undefined ? [] : [side]),
    countItem('male-breast', facts, men, (p) => hasHad(p, 'breast-cancer'), upToSecondDegree),
    {
      code: 'ashkenazi',
      met:
        ashkenazi.length > 0
          ? ('yes' as const)
          : notAsked(facts, ['parents']).length > 0
            ? ('open' as const)
            : ('no' as const),
      people: ashkenazi.map((p) => p.id),
      ask: notAsked(facts, ['parents']),
    },
  ]
  return byItems('rst', table, items, table.referAt)
}
