import { namedParents } from '../bloodline.ts'
import type { PersonId } from '../pedigree.ts'
import type { FamilyGraph } from './family-graph.ts'
import { middle, placeRows } from './place-rows.ts'
import { rowOrder } from './row-order.ts'

/** First keys: the father's family left of the proband, the mother's right, everybody else beside the relative they were reached from. */
const firstKeys = (graph: FamilyGraph, proband: PersonId): ReadonlyMap<PersonId, number> => {
  const key = new Map<PersonId, number>()
  const open: { readonly id: PersonId; readonly width: number }[] = []
  const reach = (id: PersonId, at: number, width: number): void => {
    if (key.has(id) || !graph.people.has(id)) return
    key.set(id, at)
    open.push({ id, width })
  }
  const from = (start: PersonId, at: number): void => {
    reach(start, at, 1)
    for (let next = open.shift(); next !== undefined; next = open.shift()) {
      const { id, width } = next
      const person = graph.people.get(id)
      const here = key.get(id) ?? 0
      if (person === undefined) continue
      for (const parent of namedParents(person))
        reach(parent, here + (parent === person.father ? -width / 2 : width / 2), width / 2)
      const siblings = graph.sibshipOf.get(id)?.children ?? []
      for (const [i, other] of siblings.entries())
        reach(other, here + (i - siblings.indexOf(id)) * width * 1e-3, width / 2)
      for (const partner of graph.beside.get(id) ?? []) reach(partner, here + width * 1e-4, width / 2)
      for (const [i, child] of (graph.children.get(id) ?? []).entries())
        reach(child, here + i * width * 1e-3, width / 2)
    }
  }
  from(proband, 0)
  let apart = 10
  for (const id of graph.people.keys()) if (!key.has(id)) from(id, apart++)
  return key
}

/** What is disliked about an order: partners apart from each other, children far from below their parents, lines that cross. */
const cost = (
  order: readonly (readonly PersonId[])[],
  graph: FamilyGraph,
  x: ReadonlyMap<PersonId, number>,
): number => {
  const at = (id: PersonId): number => x.get(id) ?? 0
  const index = new Map(order.flatMap((row) => row.map((id, i) => [id, i] as const)))
  let total = 0
  for (const [a, partners] of graph.beside)
    for (const b of partners) total += 2 * Math.max(0, Math.abs((index.get(a) ?? 0) - (index.get(b) ?? 0)) - 1)
  const spans = graph.sibships.map((s) => {
    const below = s.children.map(at)
    const above = middle(s.parents.map(at))
    total += Math.abs(above - middle(below))
    return {
      row: graph.row.get(s.children[0] ?? '') ?? 0,
      above,
      low: Math.min(...below, above),
      high: Math.max(...below, above),
      below: middle(below),
    }
  })
  for (const [i, a] of spans.entries())
    for (const b of spans.slice(i + 1)) {
      if (a.row !== b.row) continue
      if ((a.above - b.above) * (a.below - b.below) < 0) total += 3
      else if (a.low < b.high && b.low < a.high) total += 1
    }
  return total
}

/** The people of each row from left to right, and where they stand. Sweeps up and down; the best order seen is kept. */
export const orderRows = (
  graph: FamilyGraph,
  proband: PersonId,
): { readonly order: readonly (readonly PersonId[])[]; readonly x: ReadonlyMap<PersonId, number> } => {
  const first = firstKeys(graph, proband)
  let order = graph.rows.map((row) => rowOrder(row, (id) => first.get(id) ?? 0, graph))
  let x = placeRows(order, graph, 6)
  let best = { order, cost: cost(order, graph, x) }
  for (let sweep = 0; sweep < 6; sweep++) {
    const up = sweep % 2 === 0
    const now = new Map(x)
    const next = [...order]
    const rows = [...graph.rows.keys()]
    for (const r of up ? rows.toReversed() : rows) {
      const at = (id: PersonId): number => now.get(id) ?? 0
      const keyOf = (id: PersonId): number => {
        const near = up ? (graph.children.get(id) ?? []) : (graph.sibshipOf.get(id)?.parents ?? [])
        return near.length === 0 ? at(id) : middle(near.map(at))
      }
      next[r] = rowOrder(order[r] ?? [], keyOf, graph)
      const xs = (next[r] ?? []).map(at).toSorted((a, b) => a - b)
      for (const [i, id] of (next[r] ?? []).entries()) now.set(id, xs[i] ?? 0)
    }
    order = next
    x = placeRows(order, graph, 6)
    const found = cost(order, graph, x)
    if (found < best.cost - 1e-9) best = { order, cost: found }
  }
  return { order: best.order, x: placeRows(best.order, graph, 40) }
}
