import { digitsEnd, wholeNumber } from './digits.ts'

const tab = 9
const colon = 58

const numberAfter = (bytes: Uint8Array, from: number, to: number): number =>
  wholeNumber(bytes, from, digitsEnd(bytes, from, to))

/** The value of an INFO key given with its `=`, as a whole number without sign; NaN when it is not there. */
const infoNumber = (bytes: Uint8Array, from: number, to: number, key: string): number => {
  const first = key.charCodeAt(0)
  for (let i = from; i + key.length < to; i++) {
    if (bytes[i] !== first || (i > from && bytes[i - 1] !== 59)) continue
    let k = 1
    while (k < key.length && bytes[i + k] === key.charCodeAt(k)) k++
    if (k < key.length) continue
    return numberAfter(bytes, i + k + (bytes[i + k] === 45 ? 1 : 0), to)
  }
  return Number.NaN
}

/** The largest FORMAT LEN (VCF 4.5) of all samples; 0 when there is none. `from`: where FORMAT begins. */
const largestLength = (bytes: Uint8Array, from: number, end: number): number => {
  let at = -1
  let field = 0
  let i = from
  for (let begun = from; i <= end; i++) {
    if (i < end && bytes[i] !== colon && bytes[i] !== tab) continue
    if (i - begun === 3 && bytes[begun] === 76 && bytes[begun + 1] === 69 && bytes[begun + 2] === 78) at = field
    field++
    begun = i + 1
    if (bytes[i] === tab) break
  }
  let largest = 0
  if (at < 0) return 0
  for (let f = 0; i < end; i++) {
    f = bytes[i] === tab ? 0 : bytes[i] === colon ? f + 1 : f
    if (f === at && (bytes[i] === tab || bytes[i] === colon))
      largest = Math.max(largest, numberAfter(bytes, i + 1, end) || 0)
  }
  return largest
}

/** Puts the place of the tab behind column c + 1 into `tabs[c]`, for c from `from` to `upTo - 1`; false when the row ends before. Earlier places must stand already. */
export const fillTabs = (bytes: Uint8Array, tabs: Int32Array, from: number, upTo: number, end: number): boolean => {
  for (let c = from; c < upTo; c++) {
    let i = (tabs[c - 1] as number) + 1
    while (i < end && bytes[i] !== tab) i++
    if (i === end) return false
    tabs[c] = i
  }
  return true
}

/** The last base that a row speaks of (1-based): the end of REF, or END, SVLEN or LEN where ALT is symbolic or absent. Needs `tabs` as far as ALT; fills the rest. */
export const lastBaseOfRow = (bytes: Uint8Array, tabs: Int32Array, pos: number, end: number): number => {
  const refEnd = pos + (tabs[3] as number) - (tabs[2] as number) - 2
  const alt = bytes[(tabs[3] as number) + 1] as number
  if (alt !== 60 && alt !== 46) return refEnd
  tabs.fill(-1, 5)
  if (!fillTabs(bytes, tabs, 5, 8, end)) {
    if ((tabs[6] as number) < 0) return refEnd
    tabs[7] = end
  }
  const info = (tabs[6] as number) + 1
  const infoEnd = tabs[7] as number
  const stated = infoNumber(bytes, info, infoEnd, 'END=') || 0
  const length = stated > 0 ? 0 : infoNumber(bytes, info, infoEnd, 'SVLEN=') || 0
  const local = largestLength(bytes, infoEnd + 1, end)
  return Math.max(refEnd, stated, length > 0 ? pos + length : 0, local > 0 ? pos + local - 1 : 0)
}
