import { bad, ok, type Problem, type Result } from '../../shared/problem.ts'
import { namedParents, partnersOf, peopleById } from './bloodline.ts'
import { checkPedigree } from './check-pedigree.ts'
import type { Couple, Pedigree, PersonId, Relative } from './pedigree.ts'

/** A changed pedigree and who came into it. The pedigree before stays as it was, so that going back is keeping it. */
export type Edited = { readonly pedigree: Pedigree; readonly added: readonly PersonId[] }

type Sex = Relative['sex']

/** The first of `p1`, `p2`, … that nobody has: the same change of the same pedigree gives the same ids. */
const freshIds = (pedigree: Pedigree, count: number): readonly PersonId[] => {
  const taken = new Set(pedigree.people.map((p) => p.id))
  const ids: PersonId[] = []
  for (let n = 1; ids.length < count; n++) if (!taken.has(`p${n}`)) ids.push(`p${n}`)
  return ids
}

/** Somebody new: nothing is known of their health until it is said. */
const newPerson = (id: PersonId, sex: Sex, fields: Partial<Relative> = {}): Relative => ({
  id,
  sex,
  diagnoses: [],
  healthUnknown: true,
  ...fields,
})

const refuse = (code: string, about: PersonId, message: string, remedy: string): Result<Edited> =>
  bad([{ code, severity: 'error', at: { path: `people[${about}]` }, message, remedy }])

const unknownPerson = (id: PersonId): Result<Edited> =>
  refuse('unknown-person', id, `${id} is not in the pedigree.`, 'Name one of its people.')

const told = (p: Problem): string => `${p.code} ${p.at.path ?? ''} ${p.message}`

/** The change, unless it brings a fault that was not there before. */
const unlessWrong = (before: Pedigree, after: Pedigree, added: readonly PersonId[] = []): Result<Edited> => {
  const old = new Set(checkPedigree(before).map(told))
  const fresh = checkPedigree(after).filter((p) => !old.has(told(p)))
  const refused = fresh.filter((p) => p.severity === 'error' || p.code === 'person-apart')
  return refused.length > 0
    ? bad(refused.map((p) => ({ ...p, severity: 'error' as const })))
    : ok({ pedigree: after, added }, fresh)
}

const change = (pedigree: Pedigree, id: PersonId, fields: Partial<Relative>): Pedigree => ({
  ...pedigree,
  people: pedigree.people.map((p) => (p.id === id ? { ...p, ...fields } : p)),
})

const add = (pedigree: Pedigree, ...people: readonly Relative[]): Pedigree => ({
  ...pedigree,
  people: [...pedigree.people, ...people],
})

const withCouple = (pedigree: Pedigree, couple: Couple): Pedigree => ({
  ...pedigree,
  couples: [...pedigree.couples, couple],
})

const otherSex = (sex: Sex): Sex => (sex === 'female' ? 'male' : sex === 'male' ? 'female' : 'unknown')

/** Adds the parents that are not named: both, or the missing one. */
export const addParents = (pedigree: Pedigree, id: PersonId): Result<Edited> => {
  const person = peopleById(pedigree).get(id)
  if (person === undefined) return unknownPerson(id)
  const missing = (['father', 'mother'] as const).filter((role) => person[role] === undefined)
  if (missing.length === 0)
    return refuse('parents-there', id, `Both parents of ${id} are in the pedigree.`, 'Change them instead.')
  const ids = freshIds(pedigree, missing.length)
  const parents = missing.map((role, i) => newPerson(ids[i] as PersonId, role === 'father' ? 'male' : 'female'))
  const named = Object.fromEntries(missing.map((role, i) => [role, ids[i]]))
  const siblings = (p: Relative): boolean =>
    p.id === id ||
    (person.twins !== undefined && p.twins?.group === person.twins.group) ||
    (namedParents(person).length > 0 && p.father === person.father && p.mother === person.mother)
  const people = pedigree.people.map((p) => (siblings(p) ? { ...p, ...named } : p))
  return unlessWrong(pedigree, add({ ...pedigree, people }, ...parents), ids)
}

/** Adds a partner, of the other sex recorded at birth unless one is given. */
export const addPartner = (pedigree: Pedigree, id: PersonId, sex?: Sex): Result<Edited> => {
  const person = peopleById(pedigree).get(id)
  if (person === undefined) return unknownPerson(id)
  const [fresh = ''] = freshIds(pedigree, 1)
  const after = add(pedigree, newPerson(fresh, sex ?? otherSex(person.sex)))
  return unlessWrong(pedigree, withCouple(after, { partners: [id, fresh] }), [fresh])
}

/** Father and mother of a child of two people, by the sex recorded at birth; undefined when both are recorded the same. */
const roles = (a: Relative, b: Relative): { readonly father: PersonId; readonly mother: PersonId } | undefined => {
  if (a.sex === b.sex && a.sex !== 'unknown') return undefined
  return a.sex === 'male' || b.sex === 'female' ? { father: a.id, mother: b.id } : { father: b.id, mother: a.id }
}

/** Adds a child of a person and a partner: the one given, or the only one there is; otherwise a new one. */
export const addChild = (
  pedigree: Pedigree,
  id: PersonId,
  options: {
    readonly partner?: PersonId
    readonly sex?: Sex
    readonly pregnancy?: NonNullable<Relative['pregnancy']>
  } = {},
): Result<Edited> => {
  const byId = peopleById(pedigree)
  const person = byId.get(id)
  if (person === undefined) return unknownPerson(id)
  const partners = (partnersOf(pedigree).get(id) ?? []).filter((p) => byId.has(p))
  if (options.partner === undefined && partners.length > 1)
    return refuse('which-partner', id, `${id} has several partners: ${partners.join(', ')}.`, 'Say whose child it is.')
  const chosen = options.partner ?? partners[0]
  const [fresh = '', other = ''] = freshIds(pedigree, 2)
  const partner = chosen === undefined ? newPerson(other, otherSex(person.sex)) : byId.get(chosen)
  if (partner === undefined) return unknownPerson(chosen ?? '')
  const parents = roles(person, partner)
  if (parents === undefined)
    return refuse(
      'parents-of-one-sex',
      id,
      `${id} and ${partner.id} are recorded with the same sex at birth.`,
      'Add the child to the parent by blood alone, or record it as adopted.',
    )
  const { pregnancy } = options
  const child = newPerson(fresh, options.sex ?? 'unknown', {
    ...parents,
    ...(pregnancy === undefined ? {} : { pregnancy }),
  })
  const after = chosen === undefined ? add(pedigree, partner, child) : add(pedigree, child)
  return unlessWrong(pedigree, after, chosen === undefined ? [fresh, other] : [fresh])
}

/** Parents for somebody who has none named yet, so that siblings have something to hang from. */
const withParents = (pedigree: Pedigree, id: PersonId): Result<Edited> => {
  const person = peopleById(pedigree).get(id)
  if (person === undefined) return unknownPerson(id)
  return namedParents(person).length > 0 ? ok({ pedigree, added: [] }) : addParents(pedigree, id)
}

const sibling = (pedigree: Pedigree, id: PersonId, sex: Sex, twins?: Relative['twins']): Result<Edited> => {
  const base = withParents(pedigree, id)
  if (!base.ok) return base
  const person = peopleById(base.value.pedigree).get(id) as Relative
  const [fresh = ''] = freshIds(base.value.pedigree, 1)
  const parents = {
    ...(person.father === undefined ? {} : { father: person.father }),
    ...(person.mother === undefined ? {} : { mother: person.mother }),
  }
  const marked = twins === undefined ? base.value.pedigree : change(base.value.pedigree, id, { twins })
  const born =
    twins === undefined
      ? {}
      : {
          ...(person.age === undefined || person.dead ? {} : { age: person.age }),
          ...(person.born === undefined ? {} : { born: person.born }),
        }
  const after = add(marked, newPerson(fresh, sex, { ...parents, ...born, ...(twins === undefined ? {} : { twins }) }))
  return unlessWrong(pedigree, after, [fresh, ...base.value.added])
}

/** Adds a brother or sister of the same parents; unnamed parents come with them. */
export const addSibling = (pedigree: Pedigree, id: PersonId, sex: Sex = 'unknown'): Result<Edited> =>
  sibling(pedigree, id, sex)

/** Adds a twin, to twins a triplet. Identical twins have the sex of the first. */
export const addTwin = (
  pedigree: Pedigree,
  id: PersonId,
  zygosity: NonNullable<Relative['twins']>['zygosity'],
  sex?: Sex,
): Result<Edited> => {
  const person = peopleById(pedigree).get(id)
  if (person === undefined) return unknownPerson(id)
  const groups = new Set(pedigree.people.map((p) => p.twins?.group))
  let n = 1
  while (groups.has(`t${n}`)) n++
  const twins = person.twins ?? { group: `t${n}`, zygosity }
  return sibling(pedigree, id, sex ?? (twins.zygosity === 'identical' ? person.sex : 'unknown'), twins)
}

/** Adds a brother or sister by one parent, with that parent's other partner. */
export const addHalfSibling = (
  pedigree: Pedigree,
  id: PersonId,
  by: 'mother' | 'father',
  sex: Sex = 'unknown',
): Result<Edited> => {
  const base = withParents(pedigree, id)
  if (!base.ok) return base
  const shared = peopleById(base.value.pedigree).get(id)?.[by]
  if (shared === undefined)
    return refuse('parent-not-named', id, `The ${by} of ${id} is not in the pedigree.`, `Add the ${by} first.`)
  const [fresh = '', other = ''] = freshIds(base.value.pedigree, 2)
  const partner = newPerson(other, by === 'mother' ? 'male' : 'female')
  const parents = by === 'mother' ? { mother: shared, father: other } : { father: shared, mother: other }
  const after = add(base.value.pedigree, partner, newPerson(fresh, sex, parents))
  return unlessWrong(pedigree, after, [fresh, other, ...base.value.added])
}

/** Takes a person out. Refused for the proband, and where relatives would no longer be joined to the family: those go first. */
export const removePerson = (pedigree: Pedigree, id: PersonId): Result<Edited> => {
  if (!peopleById(pedigree).has(id)) return unknownPerson(id)
  if (id === pedigree.proband)
    return refuse('proband-stays', id, `${id} is the proband.`, 'Make somebody else the proband first.')
  const without = (p: Relative): Relative => {
    const { father, mother, ...rest } = p
    return {
      ...rest,
      ...(father === undefined || father === id ? {} : { father }),
      ...(mother === undefined || mother === id ? {} : { mother }),
    }
  }
  const left = pedigree.people.filter((p) => p.id !== id).map(without)
  const group = peopleById(pedigree).get(id)?.twins?.group
  const lone = left.filter((p) => group !== undefined && p.twins?.group === group).length === 1
  const people = left.map((p) => {
    if (!lone || p.twins?.group !== group) return p
    const { twins: _, ...rest } = p
    return rest
  })
  const couples = pedigree.couples.filter((c) => !c.partners.includes(id))
  return unlessWrong(pedigree, { ...pedigree, people, couples })
}

/** Fields of a person that may be set; `undefined` takes one away. Parents are set by `setParents`. */
export type PersonFields = {
  readonly [K in Exclude<keyof Relative, 'id' | 'father' | 'mother' | 'ref'>]?: Relative[K] | undefined
}

/** Sets fields of a person. A diagnosis, or the statement that there is none (`diagnoses: []`), ends that nothing is known of their health. */
export const setFields = (pedigree: Pedigree, id: PersonId, fields: PersonFields): Result<Edited> => {
  const person = peopleById(pedigree).get(id)
  if (person === undefined) return unknownPerson(id)
  const known = fields.diagnoses !== undefined && fields.healthUnknown === undefined ? { healthUnknown: undefined } : {}
  const merged = Object.fromEntries(
    Object.entries({ ...person, ...fields, ...known }).filter(([, value]) => value !== undefined),
  )
  const next = { sex: person.sex, diagnoses: [], ...merged, id } as Relative
  return unlessWrong(pedigree, { ...pedigree, people: pedigree.people.map((p) => (p.id === id ? next : p)) })
}

/** Names the parents of a person among the people, or leaves them open. */
export const setParents = (
  pedigree: Pedigree,
  id: PersonId,
  parents: { readonly father?: PersonId; readonly mother?: PersonId },
): Result<Edited> => {
  const person = peopleById(pedigree).get(id)
  if (person === undefined) return unknownPerson(id)
  const { father: _, mother: __, ...rest } = person
  return unlessWrong(pedigree, {
    ...pedigree,
    people: pedigree.people.map((p) => (p.id === id ? { ...rest, ...parents } : p)),
  })
}

/** Joins two people as a couple, or changes what is said of them. */
export const setCouple = (pedigree: Pedigree, couple: Couple): Result<Edited> => {
  const [a, b] = couple.partners
  const others = pedigree.couples.filter((c) => !(c.partners.includes(a) && c.partners.includes(b)))
  return unlessWrong(pedigree, { ...pedigree, couples: [...others, couple] })
}

/** A pedigree of one person, to begin with. */
export const newPedigree = (id: string, proband: Relative): Pedigree => ({
  id,
  proband: proband.id,
  people: [proband],
  couples: [],
})
