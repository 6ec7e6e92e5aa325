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
import type { Manchester } from './tables.ts'

type Rows = Manchester['femaleBreast']

/** Least and most points of both genes and together for a cancer at these ages. */
const pointsAt = (onset: Range, rows: Rows) => {
  const possible = rows.filter((row) => row.from <= onset[1] && onset[0] <= row.to).map((row) => row.points)
  const of = (value: (p: readonly [number, number]) => number): Range => [
    Math.min(...possible.map(value)),
    Math.max(...possible.map(value)),
  ]
  return { brca1: of((p) => p[0]), brca2: of((p) => p[1]), together: of((p) => p[0] + p[1]) }
}

const cancers = (p: Relative, table: Manchester): readonly (readonly [code: string, onset: Range, rows: Rows])[] => [
  ...diagnosesOf(p, 'breast-cancer', 'contralateral-breast-cancer').map(
    (d) => ['breast', onsetOf(p, d), p.sex === 'male' ? table.maleBreast : table.femaleBreast] as const,
  ),
  ...diagnosesOf(p, 'ovarian-cancer').map((d) => ['ovarian', onsetOf(p, d), table.ovarian] as const),
  ...diagnosesOf(p, 'pancreatic-cancer').map((d) => ['pancreatic', onsetOf(p, d), table.pancreatic] as const),
  ...diagnosesOf(p, 'prostate-cancer').map((d) => ['prostate', onsetOf(p, d), table.prostate] as const),
]

const ofSide = (facts: FamilyFacts, table: Manchester, side: Side): CriterionResult => {
  const people = [facts.proband, ...lineage(facts, side).map((r) => r.person)]
  const scored = people.flatMap((p) =>
    cancers(p, table).map(([code, onset, rows]) => ({ code, p, points: pointsAt(onset, rows) })),
  )
  const items = scored.map(
    ({ code, p, points: { together } }): Item => ({
      code,
      met: 'yes',
      people: [p.id],
      points: together,
      ask: together[0] === together[1] ? [] : [{ what: 'age-at-diagnosis', person: p.id, of: code }],
    }),
  )
  const unasked = [...unknownHealth(people), ...notAsked(facts, upToThirdDegree)]
  const combined = byPoints('manchester', table, items, table.combinedAt, unasked, side)
  const gene = (which: 'brca1' | 'brca2'): number => scored.reduce((s, x) => s + x.points[which][0], 0)
  const single = gene('brca1') >= table.singleGeneAt || gene('brca2') >= table.singleGeneAt
  const least = combined.score?.range[0] ?? 0
  const level = least >= table.combinedHigherAt ? '20%' : single || least >= table.combinedAt ? '10%' : undefined
  return {
    ...combined,
    ...(single ? { answer: 'yes' as const, ask: [] } : {}),
    ...(level === undefined ? {} : { level }),
  }
}

/** Each cancer of one blood line, the proband's with it; the side that scores higher, never both together. `level`: the chance of a variant the score stands for. */
export const manchester = (facts: FamilyFacts, table: Manchester): CriterionResult =>
  higher(ofSide(facts, table, 'maternal'), ofSide(facts, table, 'paternal'))
