/**
 * How far a point lies outside the convex hull of others (n × k by rows): a lower bound of the distance that is proven, 0 where none is. Whatever lies between reference
 * people, as a person of two ancestries does, is inside. By Frank–Wolfe steps towards the nearest point of the hull.
 */
export const beyondHull = (rows: Float64Array, k: number, point: ArrayLike<number>, steps = 300): number => {
  const n = rows.length / k
  if (n === 0) return Number.POSITIVE_INFINITY
  const nearest = Float64Array.from({ length: k }, (_, j) => (rows[j] as number) - (point[j] as number))
  let proven = 0
  for (let step = 0; step < steps; step++) {
    const length = Math.hypot(...nearest)
    if (length < 1e-12) return 0
    let least = Number.POSITIVE_INFINITY
    let towards = 0
    for (let i = 0; i < n; i++) {
      let along = 0
      for (let j = 0; j < k; j++) along += (nearest[j] as number) * ((rows[i * k + j] as number) - (point[j] as number))
      if (along < least) {
        least = along
        towards = i
      }
    }
    proven = Math.max(proven, least / length)
    let onto = 0
    let squared = 0
    for (let j = 0; j < k; j++) {
      const off = (nearest[j] as number) - ((rows[towards * k + j] as number) - (point[j] as number))
      onto += off * (nearest[j] as number)
      squared += off * off
    }
    if (!(onto > 1e-12 * squared)) break
    const part = Math.min(1, onto / squared)
    for (let j = 0; j < k; j++) {
      const off = (nearest[j] as number) - ((rows[towards * k + j] as number) - (point[j] as number))
      nearest[j] = (nearest[j] as number) - part * off
    }
  }
  return proven
}
