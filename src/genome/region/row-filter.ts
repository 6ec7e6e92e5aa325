import { asciiText } from '../bytes/ascii-text.ts'
import { contigOfColumn } from '../identity/contig-name.ts'
import { firstWindowFrom, type WindowIndex, type Windows } from '../sites/windows.ts'
import { beginsWith, columnEnd, positionOf } from '../vcf/row-head.ts'
import { fillTabs, lastBaseOfRow } from '../vcf/row-span.ts'

const hash = 35

/**
 * Whether a line of a VCF (its bytes `start` to `end`) reaches into one of the windows. Lines that begin with `#`, empty lines and rows of which that cannot be said (too
 * short, POS no number) count as reaching. Rows are best asked in file order.
 */
export const rowFilter = (index: WindowIndex): ((bytes: Uint8Array, start: number, end: number) => boolean) => {
  let chromName = new Uint8Array(0)
  let windows: Windows | undefined
  let cursor = 0
  // Numbers that outlive a call stand in an array: as captured variables each new value would be an object of its own.
  const lastPos = new Float64Array(1)
  const tabs = new Int32Array(8)
  return (bytes, start, end) => {
    if (start === end || bytes[start] === hash) return true
    let at = start + chromName.length
    if (!beginsWith(chromName, bytes, start, end)) {
      at = columnEnd(bytes, start, end)
      if (at === end) return true
      chromName = new Uint8Array(bytes.subarray(start, at))
      windows = index.get(contigOfColumn(asciiText(chromName, 0, chromName.length)))
      cursor = 0
      lastPos[0] = 0
    }
    if (windows === undefined) return false
    tabs[0] = at
    const pos = positionOf(bytes, tabs, end)
    if (!(pos >= 0)) return true
    if (pos < (lastPos[0] as number)) cursor = firstWindowFrom(windows, pos)
    lastPos[0] = pos
    while (cursor < windows.ends.length && (windows.ends[cursor] as number) < pos) cursor++
    if (cursor === windows.ends.length) return false
    if ((windows.starts[cursor] as number) <= pos) return true
    if (!fillTabs(bytes, tabs, 2, 5, end)) return true
    return (windows.starts[cursor] as number) <= lastBaseOfRow(bytes, tabs, pos, end)
  }
}
