/** A number without upper or lower bound is written as ± this. */
export const unbounded = Number.MAX_VALUE

/** Both ends belong to it. */
export type NumberInterval = { readonly low: number; readonly high: number }

const bits = new DataView(new ArrayBuffer(8))

const nextTo = (value: number, up: boolean): number => {
  if (value === 0) return up ? Number.MIN_VALUE : -Number.MIN_VALUE
  bits.setFloat64(0, value)
  bits.setBigInt64(0, bits.getBigInt64(0) + (value > 0 === up ? 1n : -1n))
  return bits.getFloat64(0)
}

/** What a measured value means with its comparator: `< 5` is everything below 5, 5 itself not. */
export const comparedInterval = (value: number, comparator: unknown): NumberInterval => {
  if (comparator === '<') return { low: -unbounded, high: nextTo(value, false) }
  if (comparator === '<=') return { low: -unbounded, high: value }
  if (comparator === '>') return { low: nextTo(value, true), high: unbounded }
  if (comparator === '>=') return { low: value, high: unbounded }
  return { low: value, high: value }
}
