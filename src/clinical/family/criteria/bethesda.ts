import type { Relative } from '../pedigree.ts'
import {
  type Answer,
  type Ask,
  type CriterionResult,
  diagnosesOf,
  type FamilyFacts,
  hadBefore,
  hasHad,
  type Item,
  uniqueAsks,
  unknownHealth,
  notAsked,
  upToSecondDegree,
} from './family-facts.ts'
import type { Bethesda } from './tables.ts'

const anyOf = (answers: readonly Answer[]): Answer =>
  answers.includes('yes') ? 'yes' : answers.includes('open') ? 'open' : 'no'

/** Whether the tumour of a person with colorectal cancer should be tested for microsatellite instability; asked of everybody in the family who had one. */
export const bethesda = (facts: FamilyFacts, table: Bethesda): CriterionResult => {
  const people = [facts.proband, ...facts.relatives.map((r) => r.person)]
  const withCancer = people.filter((p) => hasHad(p, 'colorectal-cancer') === 'yes')
  const near = (p: Relative, degree: number): readonly Relative[] =>
    facts.relations.within(p.id, degree).filter((r) => r.pregnancy === undefined)
  const lynch = (p: Relative): Answer => hasHad(p, ...table.cancers)
  const lynchEarly = (p: Relative): Answer => hadBefore(p, table.before, ...table.cancers)
  const familyAsk = (p: Relative): readonly Ask[] => [
    ...unknownHealth(near(p, 2)),
    ...notAsked(facts, upToSecondDegree),
  ]
  const itemsOf = (p: Relative): readonly Item[] => {
    const early = hadBefore(p, table.before, 'colorectal-cancer')
    const age: Ask = { what: 'age-at-diagnosis', person: p.id, of: 'colorectal-cancer' }
    const several = diagnosesOf(p, ...table.cancers).length > 1
    const high = diagnosesOf(p, 'colorectal-cancer').filter((d) => d.pathology?.msi === 'high')
    const msi = high.length === 0 ? 'no' : hadBefore({ ...p, diagnoses: high }, table.msiBefore, 'colorectal-cancer')
    const firstDegree = near(p, 1).filter((r) => lynch(r) === 'yes')
    const withFirst: Answer =
      firstDegree.length === 0
        ? near(p, 1).some((r) => lynch(r) === 'open')
          ? 'open'
          : 'no'
        : anyOf([early, ...firstDegree.map(lynchEarly)])
    const secondDegree = near(p, 2).filter((r) => lynch(r) === 'yes')
    const withTwo: Answer = secondDegree.length >= table.relatives ? 'yes' : familyAsk(p).length > 0 ? 'open' : 'no'
    const item = (code: string, met: Answer, others: readonly Relative[], ask: readonly Ask[]): Item => ({
      code,
      met,
      people: [p.id, ...others.map((r) => r.id)],
      ask: met === 'open' ? ask : [],
    })
    return [
      item('early', early, [], [age]),
      item('several-tumours', several ? 'yes' : 'no', [], []),
      item('msi-high', msi, [], [age]),
      item('first-degree-relative', withFirst, firstDegree, [age, ...familyAsk(p)]),
      item('two-relatives', withTwo, secondDegree, familyAsk(p)),
    ]
  }
  const items = withCancer.flatMap(itemsOf)
  const met = items.filter((i) => i.met === 'yes')
  const unknown = [...unknownHealth(people), ...notAsked(facts, upToSecondDegree)]
  const answer: Answer =
    met.length > 0 ? 'yes' : items.some((i) => i.met === 'open') || unknown.length > 0 ? 'open' : 'no'
  return {
    id: 'bethesda',
    instrument: table,
    answer,
    items,
    people: [...new Set(met.flatMap((i) => i.people))],
    ask: answer === 'open' ? uniqueAsks([...items.flatMap((i) => i.ask), ...unknown]) : [],
    ...(answer === 'yes' ? { toConfirm: ['pathology'] } : {}),
  }
}
