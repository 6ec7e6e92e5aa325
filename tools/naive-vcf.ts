import { canonicalContig } from '../src/genome/index.ts'

/** One row as a reader sees it that only splits text: the first sample's alleles, by strand (null for a dot). */
export type NaiveRow = {
  readonly chrom: string | undefined
  readonly pos: number
  readonly ref: string
  readonly alts: readonly string[]
  readonly strands: readonly (number | null)[]
}

const strandsOf = (gt: string): readonly (number | null)[] =>
  gt
    .replace(/^[/|]/, '')
    .split(/[/|]/)
    .map((a) => (/^\d+$/.test(a) ? Number(a) : null))

/** The rows of a text by their line (1-based). Nothing is checked: it is the plainest reading that the text allows. */
export const naiveRows = (text: string): ReadonlyMap<number, NaiveRow> => {
  const rows = new Map<number, NaiveRow>()
  for (const [i, whole] of text.split('\n').entries()) {
    const line = whole.replace(/\r$/, '')
    const cells = line.split('\t')
    if (line.startsWith('#') || cells.length < 10) continue
    const name = cells[0] as string
    const format = (cells[8] as string).split(':')
    rows.set(i + 1, {
      chrom: canonicalContig(name.startsWith('<') ? name.slice(1, -1) : name),
      pos: Number(cells[1]),
      ref: (cells[3] as string).toUpperCase(),
      alts: (cells[4] as string).toUpperCase().split(','),
      strands: strandsOf((cells[9] as string).split(':')[format.indexOf('GT')] ?? '.'),
    })
  }
  return rows
}

/** What an allele changes, with the bases that it shares with REF taken off both ends. */
type Change = { readonly pos: number; readonly removed: string; readonly added: string }

const changeOf = (pos: number, ref: string, alt: string): Change => {
  let tail = 0
  while (tail < Math.min(ref.length, alt.length) && ref.at(-1 - tail) === alt.at(-1 - tail)) tail++
  let head = 0
  while (head < Math.min(ref.length, alt.length) - tail && ref[head] === alt[head]) head++
  return { pos: pos + head, removed: ref.slice(head, ref.length - tail), added: alt.slice(head, alt.length - tail) }
}

/** Whether an allele of a row changes what a called allele says: the same change, or one that holds it base for base. */
export const holdsChange = (row: NaiveRow, allele: number, pos: number, ref: string, alt: string): boolean => {
  const own = row.alts[allele - 1]
  if (own === undefined) return false
  const called = changeOf(pos, ref, alt)
  const held = changeOf(row.pos, row.ref, own)
  if (held.pos === called.pos && held.removed === called.removed && held.added === called.added) return true
  if (held.removed.length !== held.added.length || called.removed.length !== called.added.length) return false
  const at = called.pos - held.pos
  return (
    at >= 0 &&
    held.removed.slice(at, at + called.removed.length) === called.removed &&
    held.added.slice(at, at + called.added.length) === called.added
  )
}
