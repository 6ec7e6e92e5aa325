import { ownText } from './own-text.ts'

type Row = { readonly pos: number; readonly ref: string; readonly alts: readonly string[]; readonly line: number }

const heldAtMost = 2000
const longestChange = 1000

/** The change in its shortest form: the same change gives the same text whatever bases stand around it. */
const shortest = (pos: number, ref: string, alt: string): string => {
  let [r, a, p] = [ref.toUpperCase(), alt.toUpperCase(), pos]
  let end = 0
  while (
    r.length - end > 1 &&
    a.length - end > 1 &&
    r.charCodeAt(r.length - 1 - end) === a.charCodeAt(a.length - 1 - end)
  )
    end++
  r = r.slice(0, r.length - end)
  a = a.slice(0, a.length - end)
  let start = 0
  while (r.length - start > 1 && a.length - start > 1 && r.charCodeAt(start) === a.charCodeAt(start)) start++
  p += start
  return `${p} ${r.slice(start)} ${a.slice(start)}`
}

/**
 * Watches for a change between bases that stood in an earlier row, in whatever notation. Gives the change and the line where it stood first.
 * Only rows that reach as far as the present position are held, no more than two thousand of them, and none with an allele above a thousand bases.
 */
export const duplicateWatch = (): {
  readonly contig: () => void
  readonly row: (row: Row) => { readonly change: string; readonly line: number } | undefined
} => {
  let waiting: Row[] = []
  let reach = -1
  let met: Map<string, number> | undefined
  const clear = (): void => {
    if (waiting.length > 0) waiting = []
    reach = -1
    met = undefined
  }
  const add = (into: Map<string, number>, row: Row): { change: string; line: number } | undefined => {
    let twice: { change: string; line: number } | undefined
    for (const alt of row.alts) {
      const change = shortest(row.pos, row.ref, alt)
      const line = into.get(change)
      if (line === undefined) into.set(change, row.line)
      else if (line !== row.line) twice ??= { change, line }
    }
    return twice
  }
  return {
    contig: clear,
    row: (row) => {
      if (row.ref.length > longestChange || row.alts.some((a) => a.length > longestChange)) return undefined
      if (row.pos > reach || waiting.length > heldAtMost) clear()
      reach = Math.max(reach, row.pos + row.ref.length - 1)
      waiting.push({ ...row, ref: ownText(row.ref), alts: row.alts.map(ownText) })
      if (waiting.length === 1) return undefined
      if (met === undefined) {
        met = new Map()
        for (const earlier of waiting.slice(0, -1)) add(met, earlier)
      }
      return add(met, row)
    },
  }
}
