import { childrenOf, namedParents, partnersOf, peopleById } from '../bloodline.ts'
import type { Pedigree, PersonId, Relative } from '../pedigree.ts'
import { generationsOf } from './generations.ts'

/** Children of the same named parents, eldest first where ages or years of birth of all of them are known, twins side by side. */
export type Sibship = {
  readonly key: string
  readonly parents: readonly PersonId[]
  readonly children: readonly PersonId[]
}

/** What the layout reads of a pedigree again and again. */
export type FamilyGraph = {
  readonly people: ReadonlyMap<PersonId, Relative>
  readonly row: ReadonlyMap<PersonId, number>
  readonly rows: readonly (readonly PersonId[])[]
  readonly sibships: readonly Sibship[]
  readonly sibshipOf: ReadonlyMap<PersonId, Sibship>
  /** Partners in the same row. */
  readonly beside: ReadonlyMap<PersonId, readonly PersonId[]>
  readonly children: ReadonlyMap<PersonId, readonly PersonId[]>
}

const birthOf = (p: Relative): number | undefined =>
  p.born ?? (p.age === undefined || p.dead ? undefined : -((p.age[0] + p.age[1]) / 2))

const inOrder = (children: readonly Relative[]): readonly PersonId[] => {
  const births = children.map(birthOf)
  const years = births.every((b) => b !== undefined && b > 0) || births.every((b) => b !== undefined && b <= 0)
  const at = new Map(children.map((p, i) => [p.id, years ? (births[i] ?? i) : i]))
  const first = (p: Relative): number =>
    Math.min(
      ...children
        .filter((q) => q.id === p.id || (q.twins !== undefined && q.twins.group === p.twins?.group))
        .map((q) => at.get(q.id) ?? 0),
    )
  return children
    .map((p, i) => ({ p, i }))
    .toSorted(
      (a, b) =>
        first(a.p) - first(b.p) ||
        (a.p.twins?.group ?? '').localeCompare(b.p.twins?.group ?? '') ||
        (at.get(a.p.id) ?? 0) - (at.get(b.p.id) ?? 0) ||
        a.i - b.i,
    )
    .map(({ p }) => p.id)
}

export const familyGraph = (pedigree: Pedigree): FamilyGraph => {
  const people = peopleById(pedigree)
  const row = generationsOf(pedigree)
  const rows: PersonId[][] = []
  for (const [id, r] of row) {
    while (rows.length <= r) rows.push([])
    rows[r]?.push(id)
  }
  const bySibship = new Map<string, Relative[]>()
  for (const p of people.values()) {
    const parents = namedParents(p).filter((id) => people.has(id))
    if (parents.length === 0) continue
    const key = JSON.stringify([p.father ?? null, p.mother ?? null])
    bySibship.set(key, [...(bySibship.get(key) ?? []), p])
  }
  const sibships = [...bySibship].map(
    ([key, children]): Sibship => ({
      key,
      parents: namedParents(children[0] as Relative).filter((id) => people.has(id)),
      children: inOrder(children),
    }),
  )
  const partners = partnersOf(pedigree)
  return {
    people,
    row,
    rows,
    sibships,
    sibshipOf: new Map(sibships.flatMap((s) => s.children.map((id) => [id, s] as const))),
    beside: new Map(
      [...people.keys()].map((id) => [
        id,
        (partners.get(id) ?? []).filter((other) => people.has(other) && row.get(other) === row.get(id)),
      ]),
    ),
    children: new Map([...childrenOf(pedigree)].map(([id, of]) => [id, of.map((c) => c.id)])),
  }
}
