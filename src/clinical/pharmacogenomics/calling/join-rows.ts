import type { SiteRow } from '../../../genome/site.ts'

const separators = /[|/]/
const strandsOf = (row: SiteRow): readonly string[] => row.gt.split(separators)

/** Rows of one position that a splitter made of one: same REF, other ALTs, the same number of strands, the same way of phasing, each with a genotype. */
const belongTogether = (a: SiteRow, b: SiteRow): boolean =>
  a.kind === 'row' &&
  b.kind === 'row' &&
  a.ref.toUpperCase() === b.ref.toUpperCase() &&
  a.alts.length > 0 &&
  b.alts.length > 0 &&
  !a.alts.some((alt) => b.alts.includes(alt)) &&
  a.gt.includes('/') === b.gt.includes('/') &&
  (a.phaseSet ?? '.') === (b.phaseSet ?? '.') &&
  strandsOf(a).length === strandsOf(b).length &&
  strandsOf(a).some((s) => s !== '.') &&
  strandsOf(b).some((s) => s !== '.')

/** One strand of two rows: an ALT beats REF and `.`, REF beats `.`; undefined when both name an ALT. */
const oneStrand = (x: string, y: string): string | undefined => {
  const alt = (s: string) => s !== '.' && s !== '0'
  if (alt(x) && alt(y)) return undefined
  if (alt(x)) return x
  if (alt(y)) return y
  return x === '.' ? y : x
}

const merge = (xs: readonly string[], ys: readonly string[]): readonly string[] | undefined => {
  const merged = xs.flatMap((x, i) => oneStrand(x, ys[i] ?? '.') ?? [])
  return merged.length === xs.length ? merged : undefined
}

const join = (a: SiteRow, b: SiteRow): SiteRow | undefined => {
  const shifted = strandsOf(b).map((s) => (s === '.' || s === '0' ? s : String(Number(s) + a.alts.length)))
  const unphased = a.gt.includes('/')
  const strands = merge(strandsOf(a), shifted) ?? (unphased ? merge(strandsOf(a), shifted.toReversed()) : undefined)
  if (strands === undefined) return undefined
  const depths = a.depths !== undefined && b.depths !== undefined ? [...a.depths, ...b.depths.slice(1)] : undefined
  const { depths: _, ...rest } = a
  return {
    ...rest,
    alts: [...a.alts, ...b.alts],
    filter: a.filter === b.filter ? a.filter : `${a.filter};${b.filter}`,
    gt: strands.join(unphased ? '/' : '|'),
    ...(depths === undefined ? {} : { depths }),
    text: `${a.text}\n${b.text}`,
  }
}

/**
 * Puts rows together that state different ALTs of one position (`bcftools norm -m -`), so that a split file calls like a joined one. Rows that contradict each other,
 * or repeat an ALT, stay as they are.
 */
export const joinSplitRows = (rows: readonly SiteRow[]): readonly SiteRow[] => {
  if (rows.length < 2) return rows
  const joined: SiteRow[] = []
  for (const row of rows) {
    const at = joined.findIndex((j) => belongTogether(j, row))
    const whole = at < 0 ? undefined : join(joined[at] as SiteRow, row)
    if (whole === undefined) joined.push(row)
    else joined[at] = whole
  }
  return joined
}
