import { asciiText } from '../bytes/ascii-text.ts'
import type { OnLine } from '../bytes/line-scanner.ts'
import { contigOfColumn } from '../identity/contig-name.ts'
import type { ProblemLog } from '../problem-log.ts'
import { firstWindowFrom, type WindowIndex, type Windows } from '../sites/windows.ts'
import { eachVcfRow } from './each-row.ts'
import { tellCutOff, tellNoPosition, tellNoRow, tellTooLong } from './row-faults.ts'
import { beginsWith, columnEnd, positionOf } from './row-head.ts'
import { fillTabs, lastBaseOfRow } from './row-span.ts'
import type { VcfHeader } from './vcf-header.ts'

/** A row that may matter, still as bytes. `tabs[i]` is the place of the tab behind column i + 1 (CHROM … INFO); columns behind INFO begin at `tabs[7] + 1`. */
export type RowBytes = {
  readonly bytes: Uint8Array
  readonly start: number
  readonly end: number
  readonly tabs: Int32Array
  readonly line: number
  readonly chrom: string
  readonly pos: number
  readonly spanEnd: number
}

/** What came of a scan: the header (undefined when none that can be used was found) and the number of data rows. */
export type Scan = { readonly header: VcfHeader | undefined; readonly rowsRead: number }

/**
 * Walks through the text of a VCF once. Of rows that lie wholly outside the windows only CHROM and POS are looked at (and REF length, END and LEN where a row
 * begins before a window). `begin` is called with the header and gives the windows; undefined ends the reading of rows. `onRow` gets the rest.
 * The bytes of a row are only valid during the call.
 */
export const scanVcf = async (
  chunks: AsyncIterable<Uint8Array>,
  lineLimit: number,
  log: ProblemLog,
  begin: (header: VcfHeader) => WindowIndex | undefined,
  onRow: (row: RowBytes) => void,
): Promise<Scan> => {
  let index: WindowIndex | undefined
  let foreignMitochondrion = false
  let rowsRead = 0
  let chromName = new Uint8Array(0)
  let chrom = ''
  let windows: Windows | undefined
  let cursor = 0
  let lastPos = 0
  const tabs = new Int32Array(8)

  const newChrom = (bytes: Uint8Array, start: number, end: number): void => {
    chromName = bytes.slice(start, end)
    chrom = contigOfColumn(asciiText(bytes, start, end))
    windows = chrom === 'chrM' && foreignMitochondrion ? undefined : index?.get(chrom)
    cursor = 0
    lastPos = 0
  }

  const row: OnLine = (bytes, start, end, line, whole) => {
    rowsRead++
    let at = start + chromName.length
    if (!beginsWith(chromName, bytes, start, end)) {
      at = columnEnd(bytes, start, end)
      if (at === end) {
        tellNoRow(log, line)
        return
      }
      newChrom(bytes, start, at)
    }
    if (windows === undefined) return
    tabs[0] = at
    const pos = positionOf(bytes, tabs, end)
    if (!(pos >= 0)) {
      tellNoPosition(log, line, bytes, at + 1, columnEnd(bytes, at + 1, end))
      return
    }
    if (pos < lastPos) cursor = firstWindowFrom(windows, pos)
    lastPos = pos
    while (cursor < windows.ends.length && (windows.ends[cursor] as number) < pos) cursor++
    if (cursor === windows.ends.length) return
    if (!fillTabs(bytes, tabs, 2, 5, end)) {
      tellCutOff(log, line, 'before INFO')
      return
    }
    const last = lastBaseOfRow(bytes, tabs, pos, end)
    if ((windows.starts[cursor] as number) > last) return
    if (!whole) {
      tellTooLong(log, line, chrom, pos, lineLimit)
      return
    }
    if (!fillTabs(bytes, tabs, 5, 8, end)) {
      tellCutOff(log, line, 'behind INFO')
      return
    }
    onRow({ bytes, start, end, tabs, line, chrom, pos, spanEnd: last })
  }

  const header = await eachVcfRow(chunks, lineLimit, log, (header) => {
    foreignMitochondrion = header.foreignMitochondrion
    index = begin(header)
    return index === undefined ? undefined : row
  })
  return { header, rowsRead }
}
