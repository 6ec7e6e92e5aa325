import { canonicalContig } from '../identity/contig-name.ts'
import { fillTabs, lastBaseOfRow } from '../vcf/row-span.ts'
import { firstWindowFrom, type WindowIndex, type Windows } from '../sites/windows.ts'

const tab = 9
const hash = 35

/** The name by which a contig of a file is looked up among windows. */
export const windowName = (name: string): string =>
  canonicalContig(name.startsWith('<') ? name.slice(1, -1) : name) ?? name

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
    const length = chromName.length
    let same = length > 0 && start + length < end && bytes[start + length] === tab
    for (let i = 0; same && i < length; i++) same = bytes[start + i] === chromName[i]
    let at = start + length
    if (!same) {
      at = start
      while (at < end && bytes[at] !== tab) at++
      if (at === end) return true
      chromName = new Uint8Array(bytes.subarray(start, at))
      windows = index.get(windowName(String.fromCharCode(...chromName.subarray(0, 4096))))
      cursor = 0
      lastPos[0] = 0
    }
    if (windows === undefined) return false
    let pos = 0
    let i = at + 1
    for (; i < end; i++) {
      const digit = (bytes[i] as number) - 48
      if (digit < 0 || digit > 9) break
      pos = pos * 10 + digit
    }
    if (i === at + 1 || i === end || bytes[i] !== tab) return true
    if (pos < (lastPos[0] as number)) cursor = firstWindowFrom(windows, pos)
    lastPos[0] = pos
    while (cursor < windows.ends.length && (windows.ends[cursor] as number) < pos) cursor++
    if (cursor === windows.ends.length) return false
    if ((windows.starts[cursor] as number) <= pos) return true
    tabs[0] = at
    tabs[1] = i
    if (!fillTabs(bytes, tabs, 2, 5, end)) return true
    return (windows.starts[cursor] as number) <= lastBaseOfRow(bytes, tabs, pos, end)
  }
}
