import type { Range } from '../../../shared/quantity.ts'
import type { FamilyDisease, Relative } from '../pedigree.ts'
import { bilateral } from './fhs7.ts'
import {
  type Ask,
  byPoints,
  type CriterionResult,
  diagnosesOf,
  type FamilyFacts,
  type Item,
  type Member,
  notAsked,
  onsetOf,
  unknownHealth,
  upToThirdDegree,
} from './family-facts.ts'
import type { AgePoints, Fhat } from './tables.ts'

type Place = 'mother' | 'father' | 'sibling' | 'further'

/** Children are not in the instrument. */
const placeOf = ({ person, relation }: Member): Place | undefined => {
  const [step] = relation.steps
  if (relation.degree !== undefined && relation.degree >= 2) return 'further'
  if (step?.to === 'parent') return person.sex === 'male' ? 'father' : 'mother'
  return step?.to === 'sibling' ? 'sibling' : undefined
}

const first = (p: Relative, disease: FamilyDisease): Range | undefined => {
  const onsets = diagnosesOf(p, disease).map((d) => onsetOf(p, d))
  return onsets.toSorted((a, b) => a[0] - b[0])[0]
}

const byAge = (onset: Range, table: readonly AgePoints<number>[]): Range => {
  const possible = Array.from({ length: onset[1] - onset[0] + 1 }, (_, i) => onset[0] + i).map(
    (age) => table.find((row) => row.from <= age && age <= row.to)?.points ?? 0,
  )
  return [Math.min(...possible), Math.max(...possible)]
}

const before = (onset: Range, limit: { readonly before: number; readonly points: number }): Range => [
  onset[1] < limit.before ? limit.points : 0,
  onset[0] < limit.before ? limit.points : 0,
]

const item = (code: string, p: Relative, points: Range, ask: Ask): Item => ({
  code,
  met: points[0] > 0 ? 'yes' : points[1] > 0 ? 'open' : 'no',
  people: [p.id],
  points,
  ask: points[0] === points[1] ? [] : [ask],
})

const ofRelative = (member: Member, table: Fhat): readonly Item[] => {
  const place = placeOf(member)
  if (place === undefined) return []
  const p = member.person
  const near = place === 'father' ? 'mother' : place
  const [breast, ovarian, prostate, colon] = [
    first(p, 'breast-cancer'),
    first(p, 'ovarian-cancer'),
    first(p, 'prostate-cancer'),
    first(p, 'colorectal-cancer'),
  ]
  const age = (of: FamilyDisease): Ask => ({ what: 'age-at-diagnosis', person: p.id, of })
  const sure = (code: string, points: number): Item => ({
    code,
    met: 'yes',
    people: [p.id],
    points: [points, points],
    ask: [],
  })
  const breastPoints =
    table.breast[place === 'mother' || place === 'father' ? 'parent' : place] +
    (p.sex === 'male' ? table.breast.maleAdds : 0)
  return [
    ...(breast !== undefined && ovarian !== undefined
      ? [sure('breast-and-ovarian', table.breastAndOvarian[near])]
      : [
          ...(breast === undefined ? [] : [sure('breast', breastPoints)]),
          ...(ovarian === undefined ? [] : [sure('ovarian', table.ovarian[near])]),
        ]),
    ...(breast === undefined ? [] : [item('breast-onset', p, byAge(breast, table.breastOnset), age('breast-cancer'))]),
    ...(breast === undefined || p.sex === 'male' || breast[0] >= 60
      ? []
      : [item('premenopausal', p, [0, table.premenopausal], { what: 'menopause-at-diagnosis', person: p.id })]),
    ...(breast !== undefined && bilateral(p) === 'yes' ? [sure('bilateral', table.bilateral)] : []),
    ...(ovarian === undefined
      ? []
      : [item('ovarian-onset', p, byAge(ovarian, table.ovarianOnset), age('ovarian-cancer'))]),
    ...(prostate === undefined
      ? []
      : [item('prostate-onset', p, before(prostate, table.prostateOnset), age('prostate-cancer'))]),
    ...(colon === undefined ? [] : [item('colon-onset', p, before(colon, table.colonOnset), age('colorectal-cancer'))]),
  ]
}

/** Points of all relatives of the family together, without the proband and the children. Whether a cancer came before the menopause is never in a pedigree: it stays open below 60. */
export const ontario = (facts: FamilyFacts, table: Fhat): CriterionResult => {
  const counted = facts.relatives.filter((m) => placeOf(m) !== undefined)
  const kinds = upToThirdDegree.filter((k) => k !== 'children')
  const unasked = [...unknownHealth(counted.map((m) => m.person)), ...notAsked(facts, kinds)]
  return byPoints(
    'fhat',
    table,
    counted.flatMap((m) => ofRelative(m, table)),
    table.referAt,
    unasked,
  )
}
