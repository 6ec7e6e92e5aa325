/**
 * Remembers tokens until they expire, so that none is used twice. `full`: more live tokens than are kept; then nothing further is let in,
 * because a forgotten token could come back.
 */
export type UsedTokens = { readonly use: (key: string, until: number, now: number) => 'first' | 'again' | 'full' }

/** At most `most` live tokens in memory. Times in seconds since 1970. */
export const usedTokens = (most = 100_000): UsedTokens => {
  const until = new Map<string, number>()
  let nextSweep = 0
  const sweep = (now: number): void => {
    for (const [key, end] of until) if (end < now) until.delete(key)
    nextSweep = now + 60
  }
  return {
    use: (key, end, now) => {
      if (now >= nextSweep || until.size >= most) sweep(now)
      const known = until.get(key)
      if (known !== undefined && known >= now) return 'again'
      if (until.size >= most) return 'full'
      until.set(key, end)
      return 'first'
    },
  }
}
