import type { ProblemLog } from '../problem-log.ts'
import { asciiText } from '../bytes/ascii-text.ts'
import { tellGenotype } from '../vcf/row-faults.ts'
import { type BatchColumns, putPhaseSet, roomForDepths } from './batch-columns.ts'
import { notStated } from './call-batch.ts'
import { countIn, countsIn, isBlank } from './cell-numbers.ts'
import { type FormatPlan, slotCount, slots } from './format-plan.ts'
import { putOpenStrands, putStrands } from './strands.ts'

const tab = 9
const colon = 58

/** Place of `PASS` in the filter texts of every batch. */
const passes = 1

/** Index of a FILTER text in the columns' list; the text is added when it is new. */
export type FilterOf = (columns: BatchColumns, bytes: Uint8Array, from: number, to: number) => number

const share = (n: number): boolean => n >= 0 && n <= 1

/** Expected copies of each ALT as DS states them, or as the chances of the genotypes of one ALT come to; undefined where neither can be read. */
const expectedCopies = (ds: string | undefined, gp: string | undefined): readonly number[] | undefined => {
  const stated = ds?.split(',').map((n) => (n === '' || n === '.' ? Number.NaN : Number(n)))
  if (stated?.every((d) => d >= 0 && d <= 2) === true) return stated
  const chances = gp?.split(',').map(Number)
  if (chances?.length !== 3 || !chances.every(share)) return undefined
  const [none, one, two] = chances as [number, number, number]
  const all = none + one + two
  return all > 0.9 && all < 1.1 ? [(one + 2 * two) / all] : undefined
}

/** A reader of one sample's cell, field by field, for every FORMAT there is. */
export const cellFields = (
  filterOf: FilterOf,
  log: ProblemLog,
): {
  /** Finds the fields that the plan needs in the cell that begins at `cell`; gives a place within the cell or at its end. */
  readonly find: (bytes: Uint8Array, plan: FormatPlan, cell: number, end: number) => number
  /** Puts the fields that `find` found into a row whose `pos`, `end`, `filters`, `phaseSets` and `minDepth` stand already. */
  readonly put: (
    columns: BatchColumns,
    row: number,
    bytes: Uint8Array,
    plan: FormatPlan,
    alts: number,
    line: number,
  ) => void
} => {
  const from = new Int32Array(slotCount)
  const to = new Int32Array(slotCount)

  const count = (bytes: Uint8Array, slot: number, name: string, line: number): number => {
    const a = from[slot] as number
    const b = to[slot] as number
    if (isBlank(bytes, a, b)) return notStated
    const n = countIn(bytes, a, b)
    if (n >= 0) return n
    log.add(
      'warning',
      'VCF_COUNT_INVALID',
      { line },
      `${name} is ${JSON.stringify(asciiText(bytes, a, Math.min(b, a + 40)))}, not a count; it is taken as 0, so that nothing rests on it.`,
      'Write the file again with a caller that gives valid numbers.',
    )
    return 0
  }

  /** The ALT that each local allele stands for (LAA); undefined when the field is not there or no list of ALTs. */
  const localAlts = (bytes: Uint8Array, plan: FormatPlan): readonly number[] | undefined => {
    if (plan.has[slots.LAA] === 0) return undefined
    const a = from[slots.LAA] as number
    const b = to[slots.LAA] as number
    if (b <= a) return undefined
    if (isBlank(bytes, a, b)) return []
    const list = new Int32Array(b - a + 1)
    const n = countsIn(bytes, a, b, list, 0)
    return n < 0 ? undefined : Array.from(list.subarray(0, n))
  }

  const takeGenotype = (
    columns: BatchColumns,
    row: number,
    bytes: Uint8Array,
    plan: FormatPlan,
    alts: number,
    line: number,
  ): void => {
    const slot = plan.has[slots.GT] === 1 ? slots.GT : slots.LGT
    const a = from[slot] as number
    const b = to[slot] as number
    if (plan.has[slot] === 0 || b <= a) {
      putOpenStrands(columns, row)
      return
    }
    const local = slot === slots.LGT ? (localAlts(bytes, plan) ?? []) : undefined
    if (putStrands(columns, row, bytes, a, b, alts, local)) return
    putOpenStrands(columns, row)
    const genotype = asciiText(bytes, a, Math.min(b, a + 40))
    tellGenotype(log, line, genotype, columns.chrom, columns.pos[row] as number, alts)
  }

  const takeDepths = (columns: BatchColumns, row: number, bytes: Uint8Array, plan: FormatPlan, alts: number): void => {
    const own = plan.has[slots.AD] === 1 && (to[slots.AD] as number) > (from[slots.AD] as number)
    const slot = own ? slots.AD : slots.LAD
    if (!own && plan.has[slots.LAD] === 0) {
      columns.depthsFrom[row + 1] = columns.depthsFrom[row] as number
      return
    }
    const a = from[slot] as number
    const b = to[slot] as number
    const at = columns.depthsFrom[row] as number
    columns.depthsFrom[row + 1] = at
    if (isBlank(bytes, a, b)) return
    roomForDepths(columns, row, Math.max(b - a + 1, alts + 1))
    if (own) {
      const n = countsIn(bytes, a, b, columns.depths, at)
      columns.depthsFrom[row + 1] = at + Math.max(0, n)
      return
    }
    const local = localAlts(bytes, plan)
    const given = new Int32Array(b - a + 1)
    const n = countsIn(bytes, a, b, given, 0)
    if (local === undefined || n !== local.length + 1 || local.some((l) => l < 1 || l > alts)) return
    columns.depths.fill(notStated, at, at + alts + 1)
    columns.depths[at] = given[0] as number
    local.forEach((l, i) => {
      columns.depths[at + l] = given[i + 1] as number
    })
    columns.depthsFrom[row + 1] = at + alts + 1
  }

  const takeRareFields = (
    columns: BatchColumns,
    row: number,
    bytes: Uint8Array,
    plan: FormatPlan,
    line: number,
  ): void => {
    const text = (slot: number): string | undefined => {
      const a = from[slot] as number
      const b = to[slot] as number
      return isBlank(bytes, a, b) ? undefined : asciiText(bytes, a, b)
    }
    if (plan.has[slots.FT] === 1 && !isBlank(bytes, from[slots.FT] as number, to[slots.FT] as number)) {
      const own = filterOf(columns, bytes, from[slots.FT] as number, to[slots.FT] as number)
      if (own !== passes) columns.filters[row] = own
    }
    if (plan.has[slots.PS] === 1) putPhaseSet(columns, row, text(slots.PS))
    if (plan.has[slots.MIN_DP] === 1) columns.minDepth[row] = count(bytes, slots.MIN_DP, 'MIN_DP', line)
    for (const slot of [slots.GQX, slots.RGQ])
      if (plan.has[slot] === 1 && columns.quality[row] === notStated)
        columns.quality[row] = Math.min(32767, count(bytes, slot, 'GQ', line))
    if (plan.has[slots.LEN] === 1) {
      const length = count(bytes, slots.LEN, 'LEN', line)
      if (length > 0) columns.end[row] = (columns.pos[row] as number) + length - 1
    }
    if (plan.has[slots.CN] === 1) {
      const copies = Number(text(slots.CN) ?? Number.NaN)
      if (Number.isFinite(copies)) columns.copyNumbers.set(row, copies)
    }
    if (plan.has[slots.DS] === 1 || plan.has[slots.GP] === 1) {
      const copies = expectedCopies(text(slots.DS), text(slots.GP))
      if (copies !== undefined) columns.dosages.set(row, copies)
    }
    if (plan.has[slots.AF] === 1 && columns.chrom === 'chrM') {
      const list = text(slots.AF)?.split(',').map(Number)
      if (list?.every((f) => f >= 0 && f <= 1) === true) columns.fractions.set(row, list)
    }
  }

  const find = (bytes: Uint8Array, plan: FormatPlan, cell: number, end: number): number => {
    const { slotOf, last } = plan
    let field = 0
    let begun = cell
    let i = cell
    for (; field <= last; i++) {
      const b = i < end ? (bytes[i] as number) : tab
      if (b !== colon && b !== tab) continue
      const slot = slotOf[field] as number
      if (slot >= 0) {
        from[slot] = begun
        to[slot] = i
      }
      field++
      begun = i + 1
      if (b === tab) break
    }
    for (; field <= last; field++) if ((slotOf[field] as number) >= 0) to[slotOf[field] as number] = 0
    return i
  }

  const put = (
    columns: BatchColumns,
    row: number,
    bytes: Uint8Array,
    plan: FormatPlan,
    alts: number,
    line: number,
  ): void => {
    columns.depth[row] = plan.has[slots.DP] === 1 ? count(bytes, slots.DP, 'DP', line) : notStated
    columns.quality[row] = plan.has[slots.GQ] === 1 ? Math.min(32767, count(bytes, slots.GQ, 'GQ', line)) : notStated
    if (!plan.plain) takeRareFields(columns, row, bytes, plan, line)
    takeGenotype(columns, row, bytes, plan, alts, line)
    takeDepths(columns, row, bytes, plan, alts)
  }
  return { find, put }
}
