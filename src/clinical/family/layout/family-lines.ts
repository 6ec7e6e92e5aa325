import { partnersOf } from '../bloodline.ts'
import { kinshipTable } from '../kinship.ts'
import type { Pedigree, PersonId } from '../pedigree.ts'
import type { FamilyGraph, Sibship } from './family-graph.ts'
import { middle } from './place-rows.ts'

export type Point = readonly [x: number, y: number]

/**
 * A line of the drawing. `couple`: joins partners; `double`: they are related by blood, by the pedigree or by statement. `descent`: from the parents
 * down to the line of siblings. `child`: from there to one child, `dashed` for somebody adopted into the family. `identical`: the bar between identical twins.
 */
export type FamilyLine = {
  readonly kind: 'couple' | 'descent' | 'siblings' | 'child' | 'identical' | 'zygosity-unknown'
  readonly people: readonly PersonId[]
  readonly points: readonly Point[]
  readonly double?: true
  readonly separated?: true
  readonly dashed?: true
}

type At = ReadonlyMap<PersonId, { readonly x: number; readonly y: number }>

const pairKey = (a: PersonId, b: PersonId): string => JSON.stringify([a, b].toSorted())

/** Where somebody stands between two people of a row, the line goes round below the symbols, each such line at a depth of its own. */
const coupleLines = (pedigree: Pedigree, at: At, rowHeight: number) => {
  const kinship = kinshipTable(pedigree)
  const stated = new Map(pedigree.couples.map((c) => [pairKey(...c.partners), c]))
  const lines = new Map<string, FamilyLine>()
  const origin = new Map<string, Point>()
  const depths = new Map<number, { readonly low: number; readonly high: number; readonly depth: number }[]>()
  for (const [a, partners] of partnersOf(pedigree))
    for (const b of partners) {
      const key = pairKey(a, b)
      const [pa, pb] = [at.get(a), at.get(b)]
      if (lines.has(key) || pa === undefined || pb === undefined) continue
      const [l, r] = pa.x <= pb.x ? [pa, pb] : [pb, pa]
      const between = [...at.values()].some((p) => p.y === l.y && p.x > l.x && p.x < r.x)
      let points: readonly Point[]
      if (pa.y !== pb.y) {
        const [upper, lower] = pa.y < pb.y ? [pa, pb] : [pb, pa]
        const turn = lower.y - rowHeight * 0.4
        points = [
          [upper.x, upper.y],
          [upper.x, turn],
          [lower.x, turn],
          [lower.x, lower.y],
        ]
        origin.set(key, [(upper.x + lower.x) / 2, turn])
      } else if (between) {
        const used = (depths.get(l.y) ?? []).filter((d) => d.low < r.x && l.x < d.high).map((d) => d.depth)
        let level = 0
        while (used.includes(level)) level++
        depths.set(l.y, [...(depths.get(l.y) ?? []), { low: l.x, high: r.x, depth: level }])
        const turn = l.y + rowHeight * (0.2 + 0.03 * Math.min(level, 4))
        points = [
          [l.x, l.y],
          [l.x, turn],
          [r.x, turn],
          [r.x, r.y],
        ]
        origin.set(key, [(l.x + r.x) / 2, turn])
      } else {
        points = [
          [l.x, l.y],
          [r.x, r.y],
        ]
        origin.set(key, [(l.x + r.x) / 2, l.y])
      }
      const couple = stated.get(key)
      const related = couple?.related === true || (kinship?.of(a, b) ?? 0) > 0
      lines.set(key, {
        kind: 'couple',
        people: [a, b],
        points,
        ...(related ? { double: true as const } : {}),
        ...(couple?.separated ? { separated: true as const } : {}),
      })
    }
  return { lines: [...lines.values()], origin }
}

const twinGroups = (sibship: Sibship, graph: FamilyGraph): readonly (readonly PersonId[])[] => {
  const groups = new Map<string, PersonId[]>()
  for (const id of sibship.children) {
    const twins = graph.people.get(id)?.twins
    const key = twins === undefined ? `alone ${id}` : `twins ${twins.group}`
    groups.set(key, [...(groups.get(key) ?? []), id])
  }
  return [...groups.values()]
}

/** Lines of siblings of one row that overlap lie at heights of their own. */
const barLevels = (
  sibships: readonly Sibship[],
  graph: FamilyGraph,
  span: (s: Sibship) => Point,
): ReadonlyMap<string, number> => {
  const level = new Map<string, number>()
  const rows = new Map<number, { readonly s: Sibship; readonly span: Point }[]>()
  for (const s of sibships.toSorted((a, b) => span(a)[0] - span(b)[0])) {
    const row = Math.min(...s.children.map((c) => graph.row.get(c) ?? 0))
    const others = rows.get(row) ?? []
    const [low, high] = span(s)
    const used = others.filter((o) => o.span[0] <= high && low <= o.span[1]).map((o) => level.get(o.s.key))
    let free = 0
    while (used.includes(free)) free++
    level.set(s.key, free)
    rows.set(row, [...others, { s, span: [low, high] }])
  }
  return level
}

export const familyLines = (
  pedigree: Pedigree,
  graph: FamilyGraph,
  at: At,
  rowHeight: number,
): readonly FamilyLine[] => {
  const couples = coupleLines(pedigree, at, rowHeight)
  const x = (id: PersonId): number => at.get(id)?.x ?? 0
  const from = (s: Sibship): Point => {
    const [a = '', b] = s.parents
    if (b === undefined) return [x(a), at.get(a)?.y ?? 0]
    return couples.origin.get(pairKey(a, b)) ?? [x(a), at.get(a)?.y ?? 0]
  }
  const stems = (s: Sibship): readonly number[] => twinGroups(s, graph).map((g) => middle(g.map(x)))
  const span = (s: Sibship): Point => {
    const all = [...stems(s), from(s)[0]]
    return [Math.min(...all), Math.max(...all)]
  }
  const levels = barLevels(graph.sibships, graph, span)
  const lines = graph.sibships.flatMap((s): FamilyLine[] => {
    const top = Math.min(...s.children.map((c) => at.get(c)?.y ?? 0))
    const bar = top - rowHeight * (0.3 + 0.05 * Math.min(levels.get(s.key) ?? 0, 4))
    const [fx, fy] = from(s)
    const [low, high] = span(s)
    const down: FamilyLine = {
      kind: 'descent',
      people: s.parents,
      points: [
        [fx, fy],
        [fx, bar],
      ],
    }
    const across: FamilyLine[] =
      low === high
        ? []
        : [
            {
              kind: 'siblings',
              people: s.children,
              points: [
                [low, bar],
                [high, bar],
              ],
            },
          ]
    const ends = twinGroups(s, graph).flatMap((group): FamilyLine[] => {
      const stem = middle(group.map(x))
      const legs = group.map(
        (id): FamilyLine => ({
          kind: 'child',
          people: [id],
          points: [
            [stem, bar],
            [x(id), at.get(id)?.y ?? 0],
          ],
          ...(graph.people.get(id)?.adopted === 'in' ? { dashed: true as const } : {}),
        }),
      )
      const zygosity = graph.people.get(group[0] ?? '')?.twins?.zygosity
      if (group.length < 2 || zygosity === 'fraternal') return legs
      const y = bar + (top - bar) * 0.45
      const half = (id: PersonId): number => stem + (x(id) - stem) * 0.45
      const ends: readonly Point[] = [
        [Math.min(...group.map(half)), y],
        [Math.max(...group.map(half)), y],
      ]
      return [
        ...legs,
        { kind: zygosity === 'identical' ? 'identical' : 'zygosity-unknown', people: group, points: ends },
      ]
    })
    return [down, ...across, ...ends]
  })
  return [...couples.lines, ...lines]
}
