import type { PersonId } from '../pedigree.ts'
import type { FamilyGraph } from './family-graph.ts'

/** Distance of neighbours in a row: partners and siblings, and people of other families. */
export const gaps = { near: 1, far: 1.5 } as const

/**
 * Positions nearest to the wished ones, by least squares, that keep the order and the gaps: pooling of adjacent violators.
 * `gap[i]` lies between i and i + 1.
 */
export const spread = (wished: readonly number[], gap: readonly number[]): readonly number[] => {
  const offset: number[] = []
  for (let i = 0; i < wished.length; i++) offset.push(i === 0 ? 0 : (offset[i - 1] ?? 0) + (gap[i - 1] ?? 0))
  const pools: { sum: number; count: number }[] = []
  for (let i = 0; i < wished.length; i++) {
    pools.push({ sum: (wished[i] ?? 0) - (offset[i] ?? 0), count: 1 })
    for (;;) {
      const [before, last] = [pools.at(-2), pools.at(-1)]
      if (before === undefined || last === undefined || before.sum / before.count <= last.sum / last.count) break
      pools.pop()
      before.sum += last.sum
      before.count += last.count
    }
  }
  const levels = pools.flatMap(({ sum, count }) => Array.from({ length: count }, () => sum / count))
  return levels.map((level, i) => level + (offset[i] ?? 0))
}

export const middle = (xs: readonly number[]): number => (Math.min(...xs) + Math.max(...xs)) / 2

/** How far each sibship is from standing centred below its parents: wished shift of the children (`down`) or of the parents (`up`). */
const shifts = (
  graph: FamilyGraph,
  x: ReadonlyMap<PersonId, number>,
  way: 'up' | 'down',
): ReadonlyMap<PersonId, number> => {
  const wishes = new Map<PersonId, number[]>()
  const at = (id: PersonId): number => x.get(id) ?? 0
  for (const { parents, children } of graph.sibships) {
    const shift = middle(parents.map(at)) - middle(children.map(at))
    for (const id of way === 'down' ? children : parents)
      wishes.set(id, [...(wishes.get(id) ?? []), way === 'down' ? shift : -shift])
  }
  return new Map([...wishes].map(([id, all]) => [id, all.reduce((s, v) => s + v, 0) / all.length]))
}

const moved = (
  order: readonly (readonly PersonId[])[],
  graph: FamilyGraph,
  x: Map<PersonId, number>,
  way: 'up' | 'down',
): void => {
  const near = (a: PersonId, b: PersonId): boolean =>
    (graph.beside.get(a) ?? []).includes(b) ||
    (graph.sibshipOf.get(a) !== undefined && graph.sibshipOf.get(a) === graph.sibshipOf.get(b)) ||
    (graph.beside.get(a) ?? []).some(
      (p) => graph.sibshipOf.get(p) !== undefined && graph.sibshipOf.get(p) === graph.sibshipOf.get(b),
    ) ||
    (graph.beside.get(b) ?? []).some(
      (p) => graph.sibshipOf.get(p) !== undefined && graph.sibshipOf.get(p) === graph.sibshipOf.get(a),
    )
  for (const row of way === 'down' ? order : order.toReversed()) {
    const wish = shifts(graph, x, way)
    const of = (id: PersonId): number => {
      const own = wish.get(id)
      if (own !== undefined) return own
      const partners = (graph.beside.get(id) ?? []).flatMap((p) => wish.get(p) ?? [])
      return partners.length === 0 ? 0 : partners.reduce((s, v) => s + v, 0) / partners.length
    }
    const gap = row.slice(1).map((id, i) => (near(row[i] ?? '', id) ? gaps.near : gaps.far))
    for (const [i, at] of spread(
      row.map((id) => (x.get(id) ?? 0) + of(id)),
      gap,
    ).entries())
      x.set(row[i] ?? '', at)
  }
}

/** Horizontal places of the people of ordered rows: nobody nearer than the gaps, children centred below their parents as far as that leaves room. */
export const placeRows = (
  order: readonly (readonly PersonId[])[],
  graph: FamilyGraph,
  rounds: number,
  start?: ReadonlyMap<PersonId, number>,
): ReadonlyMap<PersonId, number> => {
  const x = new Map<PersonId, number>(start ?? order.flatMap((row) => row.map((id, i) => [id, i] as const)))
  for (let round = 0; round < rounds; round++) {
    moved(order, graph, x, 'up')
    moved(order, graph, x, 'down')
  }
  const left = Math.min(...x.values())
  return new Map([...x].map(([id, at]) => [id, Math.round((at - left) * 1e6) / 1e6]))
}
