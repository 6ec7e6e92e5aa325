import { type BatchColumns, roomForDepths } from './batch-columns.ts'

const tab = 9
const comma = 44
const slash = 47
const colon = 58
const bar = 124
const mostDepths = 16
const mostDigits = 9

/**
 * Reads a sample's cell that begins `GT:AD:DP:GQ`, as nearly all callers write it, in one pass: two strands of one digit, and whole numbers. Gives the place behind GQ, or -1 when anything
 * is otherwise; then what was put into the row is to be overwritten.
 */
export const takeCommonCell = (
  columns: BatchColumns,
  row: number,
  bytes: Uint8Array,
  from: number,
  end: number,
  alts: number,
): number => {
  const first = (bytes[from] as number) - 48
  const mark = bytes[from + 1]
  const second = (bytes[from + 2] as number) - 48
  if (from + 7 > end || bytes[from + 3] !== colon || (mark !== slash && mark !== bar)) return -1
  if (!(first >= 0 && first <= 9 && second >= 0 && second <= 9) || first > alts || second > alts) return -1
  roomForDepths(columns, row, mostDepths)
  const { depths } = columns
  const begun = columns.depthsFrom[row] as number
  let at = begun
  let i = from + 4
  for (;;) {
    const start = i
    let n = 0
    let d = (bytes[i] as number) - 48
    for (; d >= 0 && d <= 9; d = (bytes[++i] as number) - 48) n = n * 10 + d
    if (i === start || i - start > mostDigits || at - begun === mostDepths) return -1
    depths[at++] = n
    const mark = bytes[i++]
    if (mark === colon) break
    if (mark !== comma) return -1
  }
  const depthFrom = i
  let depth = 0
  let d = (bytes[i] as number) - 48
  for (; d >= 0 && d <= 9; d = (bytes[++i] as number) - 48) depth = depth * 10 + d
  if (i === depthFrom || i - depthFrom > mostDigits || bytes[i] !== colon) return -1
  const qualityFrom = ++i
  let quality = 0
  d = (bytes[i] as number) - 48
  for (; d >= 0 && d <= 9; d = (bytes[++i] as number) - 48) quality = quality * 10 + d
  if (i === qualityFrom || i - qualityFrom > mostDigits || i > end) return -1
  if (i < end && bytes[i] !== colon && bytes[i] !== tab) return -1
  columns.alleles[2 * row] = first
  columns.alleles[2 * row + 1] = second
  columns.ploidy[row] = 2
  columns.phased[row] = mark === bar ? 1 : 0
  columns.depthsFrom[row + 1] = at
  columns.depth[row] = depth
  columns.quality[row] = Math.min(32767, quality)
  return i
}
