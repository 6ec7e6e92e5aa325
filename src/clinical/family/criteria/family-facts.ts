import type { Range } from '../../../shared/quantity.ts'
import type { Diagnosis, FamilyDisease, Pedigree, PersonId, Relative } from '../pedigree.ts'
import { type Relation, type Relations, relationsOf } from '../relation.ts'
import type { Instrument } from './tables.ts'

/** Something that is not known and would decide: of a person, or of the family. `relatives`: whether there are more of this kind was not asked. */
export type Ask =
  | {
      readonly what: 'health' | 'age-at-diagnosis' | 'menopause-at-diagnosis' | 'sex'
      readonly person: PersonId
      readonly of?: string
    }
  | { readonly what: 'relatives'; readonly of: NonNullable<Pedigree['asked']>[number] }
  | { readonly what: 'measurement'; readonly of: string }

export type Answer = 'yes' | 'no' | 'open'

/** One item of an instrument. `people`: who meets it. `points`: least and most, where ages leave it open. */
export type Item = {
  readonly code: string
  readonly met: Answer
  readonly people: readonly PersonId[]
  readonly points?: Range
  readonly ask: readonly Ask[]
}

export type Side = 'maternal' | 'paternal'

/**
 * What an instrument says of a family. `no` only where everybody it asks about is known; `open`: not met by what is known, and could be by what is not.
 * `score`: least sure score and the highest that known relatives leave open; `mayRise`: relatives not asked about could add to it. `toConfirm`: parts of the
 * instrument that a pedigree cannot show.
 */
export type CriterionResult = {
  readonly id: string
  readonly instrument: Instrument
  readonly answer: Answer
  readonly items: readonly Item[]
  readonly people: readonly PersonId[]
  readonly ask: readonly Ask[]
  readonly side?: Side
  readonly level?: string
  readonly score?: { readonly range: Range; readonly referAt: number; readonly mayRise: boolean }
  readonly toConfirm?: readonly string[]
}

export type Member = { readonly person: Relative; readonly relation: Relation }

/** A family seen from the proband: relatives by blood up to the third degree. */
export type FamilyFacts = {
  readonly pedigree: Pedigree
  readonly relations: Relations
  readonly proband: Relative
  readonly relatives: readonly Member[]
}

/** Undefined when the pedigree goes round in a circle or has no proband. */
export const familyFacts = (pedigree: Pedigree): FamilyFacts | undefined => {
  const relations = relationsOf(pedigree)
  const proband = pedigree.people.find((p) => p.id === pedigree.proband)
  if (relations === undefined || proband === undefined) return undefined
  const born = (p: Relative): boolean => p.pregnancy === undefined
  const relatives = relations.within(proband.id, 3).flatMap((person): Member[] => {
    const relation = relations.of(proband.id, person.id)
    return relation === undefined || !born(person) ? [] : [{ person, relation }]
  })
  return { pedigree, relations, proband, relatives }
}

export const diagnosesOf = (person: Relative, ...diseases: readonly FamilyDisease[]): readonly Diagnosis[] =>
  person.diagnoses.filter((d) => typeof d.disease === 'string' && diseases.includes(d.disease))

/** When the disease began, as far as it is known: never later than the person's age. */
export const onsetOf = (person: Relative, d: Diagnosis): Range => {
  const latest = Math.min(d.onset?.[1] ?? 130, person.age?.[1] ?? 130)
  return [Math.min(d.onset?.[0] ?? 0, latest), latest]
}

export const hasHad = (person: Relative, ...diseases: readonly FamilyDisease[]): Answer =>
  diagnosesOf(person, ...diseases).length > 0 ? 'yes' : person.healthUnknown ? 'open' : 'no'

/** Whether one of these diseases began before a birthday. */
export const hadBefore = (person: Relative, age: number, ...diseases: readonly FamilyDisease[]): Answer => {
  const answers = diagnosesOf(person, ...diseases).map((d): Answer => {
    const [low, high] = onsetOf(person, d)
    return high < age ? 'yes' : low >= age ? 'no' : 'open'
  })
  if (answers.includes('yes')) return 'yes'
  return answers.includes('open') || person.healthUnknown ? 'open' : 'no'
}

const openAsk = (person: Relative, of: string): Ask =>
  person.healthUnknown ? { what: 'health', person: person.id } : { what: 'age-at-diagnosis', person: person.id, of }

const allKinds = ['parents', 'siblings', 'children', 'grandparents', 'aunts-and-uncles', 'cousins'] as const
export type Kind = (typeof allKinds)[number]
export const upToSecondDegree: readonly Kind[] = allKinds.slice(0, 5)
export const upToThirdDegree: readonly Kind[] = allKinds

/** Kinds of relatives that were not asked about. Both parents being in the pedigree answers for parents. */
export const notAsked = ({ pedigree, proband }: FamilyFacts, kinds: readonly Kind[]): readonly Ask[] =>
  kinds
    .filter((kind) => !pedigree.asked?.includes(kind))
    .filter(
      (kind) =>
        kind !== 'parents' || proband.adopted === 'in' || proband.father === undefined || proband.mother === undefined,
    )
    .map((of) => ({ what: 'relatives', of }))

/** An item that is met when at least `count` of the people meet a test; `kinds` of relatives must have been asked about for a no. */
export const countItem = (
  code: string,
  facts: FamilyFacts,
  people: readonly Relative[],
  test: (p: Relative) => Answer,
  kinds: readonly Kind[],
  options: { readonly count?: number; readonly of?: string } = {},
): Item => {
  const { count = 1, of = '' } = options
  const met = people.filter((p) => test(p) === 'yes')
  const open = people.filter((p) => test(p) === 'open')
  const unasked = notAsked(facts, kinds)
  const ask = [...open.map((p) => openAsk(p, of)), ...unasked]
  const answer: Answer = met.length >= count ? 'yes' : ask.length > 0 ? 'open' : 'no'
  return { code, met: answer, people: met.map((p) => p.id), ask: answer === 'yes' ? [] : ask }
}

/** Relatives of one blood line; those who belong to both, such as siblings and children, count in either. */
export const lineage = ({ relatives }: FamilyFacts, side: Side): readonly Member[] =>
  relatives.filter(({ relation }) => relation.side === side || relation.side === 'both')

export const uniqueAsks = (asks: readonly Ask[]): readonly Ask[] => {
  const first = new Map<string, Ask>()
  for (const ask of asks) {
    const key = JSON.stringify(ask)
    if (!first.has(key)) first.set(key, ask)
  }
  return [...first.values()]
}

/** The result of an instrument that refers when so many of its items are met. */
export const byItems = (
  id: string,
  instrument: Instrument,
  items: readonly Item[],
  referAt: number,
): CriterionResult => {
  const met = items.filter((i) => i.met === 'yes')
  const open = items.filter((i) => i.met === 'open')
  const answer: Answer = met.length >= referAt ? 'yes' : met.length + open.length >= referAt ? 'open' : 'no'
  return {
    id,
    instrument,
    answer,
    items,
    people: [...new Set(met.flatMap((i) => i.people))],
    ask: answer === 'open' ? uniqueAsks(open.flatMap((i) => i.ask)) : [],
    score: { range: [met.length, met.length + open.length], referAt, mayRise: false },
  }
}

/** The result of an instrument that adds up points; `unasked`: relatives who could add more. */
export const byPoints = (
  id: string,
  instrument: Instrument,
  items: readonly Item[],
  referAt: number,
  unasked: readonly Ask[],
  side?: Side,
): CriterionResult => {
  const range: Range = [
    items.reduce((s, i) => s + (i.points?.[0] ?? 0), 0),
    items.reduce((s, i) => s + (i.points?.[1] ?? 0), 0),
  ]
  const mayRise = unasked.length > 0
  const answer: Answer = range[0] >= referAt ? 'yes' : range[1] >= referAt || mayRise ? 'open' : 'no'
  return {
    id,
    instrument,
    answer,
    items,
    people: [...new Set(items.filter((i) => i.met === 'yes').flatMap((i) => i.people))],
    ask: answer === 'open' ? uniqueAsks([...items.flatMap((i) => i.ask), ...unasked]) : [],
    ...(side === undefined ? {} : { side }),
    score: { range, referAt, mayRise },
  }
}

/** People nothing is known of: what they had could add points. */
export const unknownHealth = (people: readonly Relative[]): readonly Ask[] =>
  people.filter((p) => p.healthUnknown).map((p) => ({ what: 'health', person: p.id }))

/** The side that scores higher; of two alike the mother's. */
export const higher = (maternal: CriterionResult, paternal: CriterionResult): CriterionResult => {
  const rank: Readonly<Record<Answer, number>> = { yes: 2, open: 1, no: 0 }
  const by =
    rank[paternal.answer] - rank[maternal.answer] || (paternal.score?.range[0] ?? 0) - (maternal.score?.range[0] ?? 0)
  return by > 0 ? paternal : maternal
}
