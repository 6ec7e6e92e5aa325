import { namedParents, partnersOf } from '../bloodline.ts'
import type { Pedigree, PersonId } from '../pedigree.ts'

/**
 * The row of each person, 0 at the top: children below their parents, partners side by side. Partners of whom one descends from the other, or who
 * could only stand side by side by putting a child beside its parent, keep rows of their own. Siblings stand in one row where their children leave
 * room, parents just above their uppermost child.
 */
export const generationsOf = (pedigree: Pedigree): ReadonlyMap<PersonId, number> => {
  const ids = pedigree.people.map((p) => p.id)
  const known = new Set(ids)
  const group = new Map(ids.map((id) => [id, id]))
  const of = (id: PersonId): PersonId => group.get(id) ?? id
  const edges = pedigree.people.flatMap((p) =>
    namedParents(p)
      .filter((parent) => known.has(parent))
      .map((parent) => [parent, p.id] as const),
  )
  const leads = (from: PersonId, to: PersonId): boolean => {
    const seen = new Set([from])
    const open = [from]
    for (let at = open.pop(); at !== undefined; at = open.pop())
      for (const [parent, child] of edges) {
        if (of(parent) !== at) continue
        const next = of(child)
        if (next === to) return true
        if (seen.has(next)) continue
        seen.add(next)
        open.push(next)
      }
    return false
  }
  for (const [a, partners] of partnersOf(pedigree))
    for (const b of partners) {
      const [ga, gb] = [of(a), of(b)]
      if (!known.has(a) || !known.has(b) || ga === gb || leads(ga, gb) || leads(gb, ga)) continue
      for (const [id, g] of group) if (g === gb) group.set(id, ga)
    }
  const groups = [...new Set(group.values())]
  const between = [...new Set(edges.map(([a, b]) => `${of(a)}\n${of(b)}`))].map(
    (e) => e.split('\n') as [string, string],
  )
  const rank = new Map(groups.map((g) => [g, 0]))
  const row = (g: string): number => rank.get(g) ?? 0
  for (let round = 0, changed = true; changed && round <= groups.length; round++) {
    changed = false
    for (const [a, b] of between)
      if (row(b) <= row(a)) {
        rank.set(b, row(a) + 1)
        changed = true
      }
  }
  const lowest = (g: string): number => Math.min(...between.filter(([a]) => a === g).map(([, b]) => row(b) - 1))
  const down = (): void => {
    for (const g of groups.toSorted((a, b) => row(b) - row(a))) if (Number.isFinite(lowest(g))) rank.set(g, lowest(g))
  }
  const sibships = new Map<string, string[]>()
  for (const p of pedigree.people) {
    const key = JSON.stringify(namedParents(p))
    if (namedParents(p).length > 0) sibships.set(key, [...(sibships.get(key) ?? []), of(p.id)])
  }
  down()
  for (let round = 0, changed = true; changed && round <= groups.length; round++) {
    changed = false
    for (const siblings of sibships.values()) {
      const wanted = Math.max(...siblings.map(row))
      for (const g of siblings) {
        const to = Math.min(wanted, lowest(g))
        if (to <= row(g)) continue
        rank.set(g, to)
        changed = true
      }
    }
  }
  down()
  const top = Math.min(...groups.map(row), 0)
  return new Map(ids.map((id) => [id, row(of(id)) - top]))
}
