import type { PersonId } from '../pedigree.ts'
import type { FamilyGraph } from './family-graph.ts'

type Side = -1 | 0 | 1

/** A person of the row and the partners who stand with them because they have no family of their own in it, nearest first. */
type Block = { readonly head: PersonId; readonly left: readonly PersonId[]; readonly right: readonly PersonId[] }

const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length

/** Who of the row goes with whom: a partner without parents goes with the partner who has some, otherwise with the one who has more partners. */
const heads = (row: readonly PersonId[], graph: FamilyGraph): ReadonlyMap<PersonId, PersonId> => {
  const host = new Map<PersonId, PersonId>()
  const free = (id: PersonId): boolean => !graph.sibshipOf.has(id)
  const partners = (id: PersonId): readonly PersonId[] => graph.beside.get(id) ?? []
  const rank = new Map(row.map((id, i) => [id, i]))
  const order = row.toSorted(
    (a, b) =>
      Number(free(a)) - Number(free(b)) ||
      partners(b).length - partners(a).length ||
      Number(graph.people.get(a)?.sex !== 'male') - Number(graph.people.get(b)?.sex !== 'male') ||
      (rank.get(a) ?? 0) - (rank.get(b) ?? 0),
  )
  const done = new Set<PersonId>()
  for (const head of order) {
    if (done.has(head)) continue
    done.add(head)
    const open = [head]
    for (let at = open.shift(); at !== undefined; at = open.shift())
      for (const other of partners(at)) {
        if (done.has(other) || !free(other)) continue
        done.add(other)
        host.set(other, at)
        open.push(other)
      }
  }
  return host
}

const blockOf = (
  head: PersonId,
  edge: Side,
  guests: ReadonlyMap<PersonId, readonly PersonId[]>,
  graph: FamilyGraph,
): Block => {
  const chain = (id: PersonId): readonly PersonId[] => [id, ...(guests.get(id) ?? []).flatMap(chain)]
  const left: PersonId[] = []
  const right: PersonId[] = []
  const woman = graph.people.get(head)?.sex === 'female'
  for (const [i, guest] of (guests.get(head) ?? []).entries()) {
    const toLeft = edge === 1 || (edge === 0 && (i % 2 === 0) === woman)
    ;(toLeft ? left : right).push(...chain(guest))
  }
  return { head, left, right }
}

/**
 * The people of one row from left to right, by their `key`: sibships stay together, sibships joined by a couple stand side by side with the couple at
 * the touching ends, partners without a family of their own stand beside their partner.
 */
export const rowOrder = (
  row: readonly PersonId[],
  key: (id: PersonId) => number,
  graph: FamilyGraph,
): readonly PersonId[] => {
  const host = heads(row, graph)
  const guests = new Map<PersonId, PersonId[]>()
  for (const [guest, of] of host) guests.set(of, [...(guests.get(of) ?? []), guest])
  const units = new Map<string, PersonId[]>()
  for (const id of row) {
    if (host.has(id)) continue
    const unit = graph.sibshipOf.get(id)?.key ?? `alone ${id}`
    units.set(unit, [...(units.get(unit) ?? []), id])
  }
  const unitOf = new Map([...units].flatMap(([unit, ids]) => ids.map((id) => [id, unit] as const)))
  const outside = (id: PersonId): readonly string[] =>
    (graph.beside.get(id) ?? []).flatMap((other) => {
      const unit = unitOf.get(other)
      return unit === undefined || unit === unitOf.get(id) ? [] : [unit]
    })
  const component = new Map<string, string>()
  for (const start of units.keys()) {
    if (component.has(start)) continue
    const open = [start]
    component.set(start, start)
    for (let at = open.pop(); at !== undefined; at = open.pop())
      for (const next of (units.get(at) ?? []).flatMap(outside)) {
        if (component.has(next)) continue
        component.set(next, start)
        open.push(next)
      }
  }
  const unitKey = new Map([...units].map(([unit, ids]) => [unit, mean(ids.map(key))]))
  const keyOfComponent = new Map<string, number>()
  for (const root of new Set(component.values()))
    keyOfComponent.set(
      root,
      mean([...units.keys()].filter((u) => component.get(u) === root).flatMap((u) => (units.get(u) ?? []).map(key))),
    )
  const manJoins = (unit: string): number =>
    (units.get(unit) ?? []).some((id) => outside(id).length > 0 && graph.people.get(id)?.sex === 'male') ? 0 : 1
  const listed = new Map([...units.keys()].map((u, i) => [u, i]))
  const of = <K>(map: ReadonlyMap<K, number>, at: K): number => map.get(at) ?? 0
  const sorted = [...units.keys()].toSorted((a, b) => {
    const [ca, cb] = [component.get(a) ?? a, component.get(b) ?? b]
    if (ca !== cb) return of(keyOfComponent, ca) - of(keyOfComponent, cb) || of(listed, ca) - of(listed, cb)
    return of(unitKey, a) - of(unitKey, b) || manJoins(a) - manJoins(b) || of(listed, a) - of(listed, b)
  })
  const place = new Map(sorted.map((u, i) => [u, i]))
  const edgeOf = (id: PersonId): Side => {
    const own = of(place, unitOf.get(id) ?? '')
    const others = outside(id).map((u) => of(place, u))
    if (others.length === 0) return 0
    return mean(others) > own ? 1 : -1
  }
  return sorted.flatMap((unit) => {
    const ids = units.get(unit) ?? []
    const born = graph.sibshipOf.get(ids[0] ?? '')?.children ?? ids
    const twinEdge = (id: PersonId): Side => {
      const group = graph.people.get(id)?.twins?.group
      const edges = ids
        .filter((other) => other === id || (group !== undefined && graph.people.get(other)?.twins?.group === group))
        .map(edgeOf)
      return edges.find((e) => e !== 0) ?? 0
    }
    return ids
      .toSorted((a, b) => {
        const [ta, tb] = [twinEdge(a), twinEdge(b)]
        const sameTwins =
          graph.people.get(a)?.twins?.group !== undefined &&
          graph.people.get(a)?.twins?.group === graph.people.get(b)?.twins?.group
        return ta - tb || (sameTwins ? edgeOf(a) - edgeOf(b) : 0) || born.indexOf(a) - born.indexOf(b)
      })
      .flatMap((id) => {
        const block = blockOf(id, edgeOf(id), guests, graph)
        return [...block.left.toReversed(), block.head, ...block.right]
      })
  })
}
