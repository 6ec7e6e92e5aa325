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

const combinations = <T>(of: readonly T[], size: number): readonly (readonly T[])[] =>
  size === 0 ? [[]] : of.flatMap((head, i) => combinations(of.slice(i + 1), size - 1).map((rest) => [head, ...rest]))

/** Three of a family with Lynch cancers, one a first-degree relative of the others, in two generations, one before 50. The proband may be one of them. */
export const amsterdam = (facts: FamilyFacts, table: Amsterdam): CriterionResult => {
  const people = [facts.proband, ...facts.relatives.map((r) => r.person)]
  const affected = people.filter((p) => hasHad(p, ...table.cancers) === 'yes')
  const degree = (a: PersonId, b: PersonId): number => facts.relations.of(a, b)?.degree ?? 9
  const below = (a: Relative, b: Relative): number => {
    const steps = facts.relations.of(a.id, b.id)?.steps ?? []
    return steps.filter((s) => s.to === 'child').length - steps.filter((s) => s.to === 'parent').length
  }
  const successive = (group: readonly Relative[]): boolean => group.some((a) => group.some((b) => below(a, b) === 1))
  const met = combinations(affected.slice(0, 40), table.relatives).filter(
    (group) => group.some((a) => group.every((b) => a === b || degree(a.id, b.id) === 1)) && successive(group),
  )
  const early = (group: readonly Relative[]): Answer => {
    const answers = group.map((p) => hadBefore(p, table.before, ...table.cancers))
    return answers.includes('yes') ? 'yes' : answers.includes('open') ? 'open' : 'no'
  }
  const found = met.find((g) => early(g) === 'yes')
  const almost = met.find((g) => early(g) === 'open')
  const polyposis = people.filter((p) =>
    p.diagnoses.some((d) => typeof d.disease !== 'string' && /polyposis/i.test(d.disease.other)),
  )
  const unasked = [...unknownHealth(people), ...notAsked(facts, upToSecondDegree)]
  const ages = (almost ?? []).flatMap((p) =>
    hadBefore(p, table.before, ...table.cancers) === 'open'
      ? [{ what: 'age-at-diagnosis' as const, person: p.id, of: 'lynch' }]
      : [],
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
        people: group.filter((p) => hadBefore(p, table.before, ...table.cancers) === 'yes').map((p) => p.id),
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
