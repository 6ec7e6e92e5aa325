import { bloodParents } from '../bloodline.ts'
import type { PersonId, Relative } from '../pedigree.ts'
import {
  type Answer,
  type CriterionResult,
  diagnosesOf,
  type FamilyFacts,
  hadBefore,
  hasHad,
  notAsked,
  unknownHealth,
  uniqueAsks,
  upToSecondDegree,
} from './family-facts.ts'
import type { Amsterdam } from './tables.ts'

/** How many generations below the first the second is, for relatives of first degree: a parent -1, a brother or sister 0, a child 1. */
const below = (a: Relative, b: Relative): number => {
  const parents = (p: Relative): readonly PersonId[] => Object.values(bloodParents(p))
  return parents(b).includes(a.id) ? 1 : parents(a).includes(b.id) ? -1 : 0
}

/**
 * Three of a family with Lynch cancers, one a first-degree relative of the others, in two generations, one before 50. The proband may be one of them.
 * Around each affected person: enough affected first-degree relatives, one of them a generation away, and the youngest of all chosen with them.
 */
export const amsterdam = (facts: FamilyFacts, table: Amsterdam): CriterionResult => {
  const people = [facts.proband, ...facts.relatives.map((r) => r.person)]
  const affected = people.filter((p) => hasHad(p, ...table.cancers) === 'yes')
  const early = (p: Relative): Answer => hadBefore(p, table.before, ...table.cancers)
  const rank: Readonly<Record<Answer, number>> = { yes: 0, open: 1, no: 2 }
  const met = affected.flatMap((hub): readonly (readonly Relative[])[] => {
    const near = affected
      .filter((p) => p !== hub && (facts.relations.degree(hub.id, p.id) ?? 9) <= 1)
      .toSorted((a, b) => rank[early(a)] - rank[early(b)])
    const other = near.find((p) => below(hub, p) !== 0)
    if (near.length < table.relatives - 1 || other === undefined) return []
    return [[hub, other, ...near.filter((p) => p !== other)].slice(0, table.relatives)]
  })
  const earliest = (group: readonly Relative[]): Answer => {
    const answers = group.map(early)
    return answers.includes('yes') ? 'yes' : answers.includes('open') ? 'open' : 'no'
  }
  const found = met.find((g) => earliest(g) === 'yes')
  const almost = met.find((g) => earliest(g) === 'open')
  const polyposis = people.filter((p) =>
    p.diagnoses.some((d) => typeof d.disease !== 'string' && /polyposis/i.test(d.disease.other)),
  )
  const unasked = [...unknownHealth(people), ...notAsked(facts, upToSecondDegree)]
  const ages = (almost ?? []).flatMap((p) =>
    early(p) === 'open' ? [{ what: 'age-at-diagnosis' as const, person: p.id, of: 'lynch' }] : [],
  )
  const answer: Answer =
    found !== undefined
      ? polyposis.length > 0
        ? 'no'
        : 'yes'
      : almost !== undefined || unasked.length > 0
        ? 'open'
        : 'no'
  const group = found ?? almost ?? affected
  return {
    id: 'amsterdam',
    instrument: table,
    answer,
    items: [
      {
        code: 'three-relatives',
        met: met.length > 0 ? 'yes' : unasked.length > 0 ? 'open' : 'no',
        people: group.map((p) => p.id),
        ask: [],
      },
      {
        code: 'one-early',
        met: found !== undefined ? 'yes' : almost !== undefined ? 'open' : 'no',
        people: group.filter((p) => early(p) === 'yes').map((p) => p.id),
        ask: ages,
      },
      { code: 'no-polyposis', met: polyposis.length > 0 ? 'no' : 'open', people: polyposis.map((p) => p.id), ask: [] },
    ],
    people: (found ?? []).map((p) => p.id),
    ask: answer === 'open' ? uniqueAsks([...ages, ...unasked]) : [],
    toConfirm: [
      'polyposis-excluded',
      ...(affected.some((p) => diagnosesOf(p, ...table.cancers).length > 0) ? ['pathology'] : []),
    ],
  }
}
