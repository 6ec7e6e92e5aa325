const comma = 44
const dot = 46
const less = 60
const open = 91
const close = 93

/** Numbers of ALTs of each sort in an ALT column: `any` are placeholders for any other allele (`<*>`, `<NON_REF>`), `symbolic` other `<…>` and breakends. */
export type AltCount = { all: number; any: number; symbolic: number }

const isAny = (bytes: Uint8Array, from: number, to: number): boolean =>
  (to - from === 3 && bytes[from + 1] === 42) ||
  (to - from === 9 &&
    bytes[from + 1] === 78 &&
    bytes[from + 2] === 79 &&
    bytes[from + 3] === 78 &&
    bytes[from + 5] === 82)

const isBreakend = (bytes: Uint8Array, from: number, to: number): boolean => {
  if (to - from < 2) return false
  if (bytes[from] === dot || bytes[to - 1] === dot) return true
  for (let i = from; i < to; i++) if (bytes[i] === open || bytes[i] === close) return true
  return false
}

/** Counts the ALTs of a column into `out`. */
export const countAlts = (bytes: Uint8Array, from: number, to: number, out: AltCount): void => {
  out.all = 0
  out.any = 0
  out.symbolic = 0
  if (to - from === 1) {
    if (bytes[from] !== dot) out.all = 1
    return
  }
  if (to <= from) return
  let begun = from
  for (let i = from; i <= to; i++) {
    if (i < to && bytes[i] !== comma) continue
    out.all++
    if (bytes[begun] === less) {
      if (isAny(bytes, begun, i)) out.any++
      else out.symbolic++
    } else if (isBreakend(bytes, begun, i)) out.symbolic++
    begun = i + 1
  }
}

/** The index into `rowKinds` of a row with these ALTs. `beyondRef`: it speaks of bases behind its REF. */
export const kindOf = (alts: AltCount, beyondRef: boolean): number => {
  if (alts.all === 0) return beyondRef ? 1 : 2
  if (alts.symbolic > 0) return 3
  return alts.any === alts.all ? 1 : 0
}
