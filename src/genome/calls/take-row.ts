import type { ProblemLog } from '../problem-log.ts'
import { lastBaseOfRow } from '../vcf/row-span.ts'
import { asciiText } from '../bytes/ascii-text.ts'
import { tellColumnCount, tellCutOff } from '../vcf/row-faults.ts'
import { type BatchColumns, roomForText } from './batch-columns.ts'
import { notStated } from './call-batch.ts'
import { cellFields } from './cell-fields.ts'
import { isBlank, qualIn } from './cell-numbers.ts'
import { takeCommonCell } from './common-cell.ts'
import { findTab } from './find-tab.ts'
import { formatPlans } from './format-plan.ts'
import { type AltCount, countAlts, kindOf } from './row-kind.ts'

const tab = 9
const infoKept = 4096
const utf8 = new TextDecoder()

/** Reads one row behind its POS into the columns; `posTab` is the tab behind POS. False when the row is left out, with the problem told. */
export type TakeRow = (
  columns: BatchColumns,
  bytes: Uint8Array,
  end: number,
  posTab: number,
  pos: number,
  line: number,
) => boolean

/** A reader of rows for one sample of a file. `sample`: its 0-based index; `samples`: how many columns each row must have. */
export const rowTaker = (
  sample: number,
  samples: number,
  infos: boolean,
  log: ProblemLog,
  dosages = false,
): TakeRow => {
  const planFor = formatPlans(dosages)
  const filterIndex = new Map<string, number>()
  let filterTexts: readonly string[] = []
  const tabs = new Int32Array(8)
  const alts: AltCount = { all: 0, any: 0, symbolic: 0 }
  let viewed: Uint8Array | undefined
  let view: DataView = new DataView(new ArrayBuffer(0))

  const filterOf = (columns: BatchColumns, bytes: Uint8Array, a: number, b: number): number => {
    if (b - a === 1 && bytes[a] === 46) return 0
    if (b - a === 4 && bytes[a] === 80 && bytes[a + 1] === 65 && bytes[a + 2] === 83 && bytes[a + 3] === 83) return 1
    if (filterTexts !== columns.filterTexts) {
      filterTexts = columns.filterTexts
      filterIndex.clear()
      filterTexts.forEach((text, i) => filterIndex.set(text, i))
    }
    const text = asciiText(bytes, a, b)
    const known = filterIndex.get(text)
    if (known !== undefined) return known
    filterIndex.set(text, columns.filterTexts.length)
    return columns.filterTexts.push(text) - 1
  }

  const fields = cellFields(filterOf, log)

  return (columns, bytes, end, posTab, pos, line) => {
    const row = columns.size
    const idFrom = posTab + 1
    let i = idFrom
    let refFrom = idFrom + 2
    let altFrom = idFrom + 4
    // Most rows change one base and have an ID of one letter (`.`): then the tabs stand at known places.
    const short =
      bytes[idFrom + 1] === tab &&
      bytes[idFrom + 3] === tab &&
      bytes[idFrom + 5] === tab &&
      idFrom + 5 < end &&
      bytes[idFrom] !== tab &&
      bytes[refFrom] !== tab &&
      bytes[altFrom] !== tab
    if (short) i = idFrom + 6
    else {
      while (i < end && bytes[i] !== tab) i++
      refFrom = ++i
      while (i < end && bytes[i] !== tab) i++
      altFrom = ++i
      while (i < end && bytes[i] !== tab) i++
      i++
    }
    const refTo = altFrom - 1
    const altTo = i - 1
    tabs[2] = refFrom - 1
    tabs[3] = refTo
    tabs[4] = altTo
    const qualFrom = i
    while (i < end && bytes[i] !== tab) i++
    const qualTo = i
    tabs[5] = i++
    const filterFrom = i
    while (i < end && bytes[i] !== tab) i++
    const filterTo = i
    tabs[6] = i++
    const infoFrom = i
    if (bytes !== viewed) {
      viewed = bytes
      view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    }
    if (i < end) i = findTab(bytes, view, i, end)
    const infoTo = i
    tabs[7] = i++
    if (i > end) {
      tellCutOff(log, line, infoFrom > end ? 'before INFO' : 'behind INFO')
      return false
    }
    const plan = planFor(bytes, i, end)
    i += plan.bytes.length
    let column = 0
    let cell = -1
    while (i < end && column < sample) {
      i++
      while (i < end && bytes[i] !== tab) i++
      column++
    }
    if (i < end) {
      cell = ++i
      column++
    }
    countAlts(bytes, altFrom, altTo, alts)
    const behind = cell >= 0 && plan.common ? takeCommonCell(columns, row, bytes, cell, end, alts.all) : -1
    if (behind >= 0) i = behind
    else if (cell >= 0) i = fields.find(bytes, plan, cell, end)
    if (cell >= 0) for (i = findTab(bytes, view, i, end); i < end; i = findTab(bytes, view, i + 1, end)) column++
    if (cell < 0 || column !== samples) {
      tellColumnCount(log, line, column + 9, samples)
      return false
    }
    columns.pos[row] = pos
    columns.lines[row] = line
    const refEnd = pos + refTo - refFrom - 1
    const lead = bytes[altFrom]
    if (lead === 60 || lead === 46) {
      tabs[1] = posTab
      columns.end[row] = lastBaseOfRow(bytes, tabs, pos, end)
    } else columns.end[row] = refEnd
    columns.qual[row] = isBlank(bytes, qualFrom, qualTo) ? Number.NaN : qualIn(bytes, qualFrom, qualTo)
    columns.filters[row] = filterTo === filterFrom ? 0 : filterOf(columns, bytes, filterFrom, filterTo)
    columns.phaseSets[row] = notStated
    columns.minDepth[row] = notStated
    if (behind < 0) fields.put(columns, row, bytes, plan, alts.all, line)
    const kind = kindOf(alts, (columns.end[row] as number) > refEnd)
    columns.kinds[row] = kind
    const length = altTo - idFrom
    const at = columns.textFrom[row] as number
    roomForText(columns, row, length)
    const { text } = columns
    if (length < 24) for (let k = 0; k < length; k++) text[at + k] = bytes[idFrom + k] as number
    else text.set(bytes.subarray(idFrom, altTo), at)
    columns.textFrom[row + 1] = at + length
    if (infos || kind === 3)
      columns.infos.set(
        row,
        utf8.decode(bytes.subarray(infoFrom, kind === 3 ? Math.min(infoTo, infoFrom + infoKept) : infoTo)),
      )
    if (row > 0 && (columns.pos[row - 1] as number) > pos) columns.sorted = false
    columns.size = row + 1
    return true
  }
}
