/**
 * In which order to sum genomes out: always the one whose neighbourhood, joined, has the fewest joint states; ties by number, so the order is the same every
 * time. On a family without loops this peels nuclear families from the edge; on loops it keeps the least number of genomes open.
 * `sizes`: states left to each; `together`: groups that stand in one factor.
 */
export const eliminationOrder = (
  sizes: readonly number[],
  together: readonly (readonly number[])[],
): readonly number[] => {
  const logSize = sizes.map((n) => Math.log(n))
  const neighbours = sizes.map(() => new Set<number>())
  for (const group of together) {
    for (const a of group) for (const b of group) if (a !== b) neighbours[a]?.add(b)
  }
  const around = (v: number): Set<number> => neighbours[v] as Set<number>
  const costOf = (v: number): number => {
    let cost = logSize[v] as number
    for (const n of around(v)) cost += logSize[n] as number
    return cost
  }
  const cost = sizes.map((_, v) => costOf(v))
  const left = new Set(sizes.keys())
  const order: number[] = []
  while (left.size > 0) {
    let next = -1
    for (const v of left) if (next < 0 || (cost[v] as number) < (cost[next] as number) - 1e-12) next = v
    left.delete(next)
    order.push(next)
    const open = around(next)
    for (const a of open) {
      around(a).delete(next)
      for (const b of open) if (a !== b) around(a).add(b)
    }
    for (const a of open) cost[a] = costOf(a)
  }
  return order
}
