import type { Pedigree, PersonId, Relative } from './pedigree.ts'

/** The people of a pedigree by id. Of two with the same id the first counts. */
export const peopleById = (pedigree: Pedigree): ReadonlyMap<PersonId, Relative> => {
  const byId = new Map<PersonId, Relative>()
  for (const person of pedigree.people) if (!byId.has(person.id)) byId.set(person.id, person)
  return byId
}

/** The parents whose genes a person has. Those of somebody adopted into the family are not among the people of the pedigree. */
export const bloodParents = (person: Relative): { readonly father?: PersonId; readonly mother?: PersonId } =>
  person.adopted === 'in'
    ? {}
    : {
        ...(person.father === undefined ? {} : { father: person.father }),
        ...(person.mother === undefined ? {} : { mother: person.mother }),
      }

/** The parents a person is drawn under, by blood or by adoption: father first. */
export const namedParents = (person: Relative): readonly PersonId[] =>
  [person.father, person.mother].filter((id) => id !== undefined)

/** Children of each person, in the order of the pedigree; `by` decides which parents count. */
export const childrenOf = (
  pedigree: Pedigree,
  by: 'blood' | 'name' = 'name',
): ReadonlyMap<PersonId, readonly Relative[]> => {
  const children = new Map<PersonId, Relative[]>()
  for (const person of pedigree.people) {
    const parents = by === 'blood' ? Object.values(bloodParents(person)) : namedParents(person)
    for (const parent of new Set(parents)) children.set(parent, [...(children.get(parent) ?? []), person])
  }
  return children
}

/** Partners of each person: couples as stated and people who have a child together. */
export const partnersOf = (pedigree: Pedigree): ReadonlyMap<PersonId, readonly PersonId[]> => {
  const partners = new Map<PersonId, PersonId[]>()
  const join = (a: PersonId, b: PersonId): void => {
    const of = partners.get(a) ?? []
    if (!of.includes(b)) partners.set(a, [...of, b])
  }
  const pairs = [
    ...pedigree.couples.map((c) => c.partners),
    ...pedigree.people.flatMap((p) =>
      p.father === undefined || p.mother === undefined ? [] : [[p.father, p.mother] as const],
    ),
  ]
  for (const [a, b] of pairs) {
    if (a === b) continue
    join(a, b)
    join(b, a)
  }
  return partners
}

/** People that `id` descends from by blood, without the person. Stops where a pedigree goes round in a circle. */
export const ancestorsOf = (pedigree: Pedigree, id: PersonId): ReadonlySet<PersonId> => {
  const byId = peopleById(pedigree)
  const found = new Set<PersonId>()
  const next = [id]
  for (let at = next.pop(); at !== undefined; at = next.pop()) {
    const person = byId.get(at)
    if (person === undefined) continue
    for (const parent of Object.values(bloodParents(person))) {
      if (found.has(parent)) continue
      found.add(parent)
      next.push(parent)
    }
  }
  return found
}

/** People in an order in which parents come before children; undefined when somebody is their own ancestor. Parents by name, adoptive ones too. */
export const parentsFirst = (pedigree: Pedigree): readonly Relative[] | undefined => {
  const byId = peopleById(pedigree)
  const state = new Map<PersonId, 'open' | 'done'>()
  const order: Relative[] = []
  for (const start of byId.values()) {
    const stack: { readonly person: Relative; next: number }[] = []
    const enter = (person: Relative): void => {
      state.set(person.id, 'open')
      stack.push({ person, next: 0 })
    }
    if (!state.has(start.id)) enter(start)
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const parent = byId.get(namedParents(top.person)[top.next++] ?? '')
      if (top.next > 2 && parent === undefined) {
        state.set(top.person.id, 'done')
        order.push(top.person)
        stack.pop()
      } else if (parent !== undefined) {
        const known = state.get(parent.id)
        if (known === 'open') return undefined
        if (known === undefined) enter(parent)
      }
    }
  }
  return order
}
