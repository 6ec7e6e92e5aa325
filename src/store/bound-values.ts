const told = (value: unknown): string =>
  value === undefined ? 'undefined' : value instanceof Date ? 'a Date' : `a ${typeof value}`

/**
 * Refuses values that the two databases would keep differently: a boolean is written as 1 or 0, a time as ISO 8601 text, an absent value as
 * null, an object as JSON text. The value itself is never told.
 */
export const checkBound = (values: readonly unknown[]): void => {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    const kind = typeof value
    if (kind === 'string' || kind === 'bigint' || value === null || value instanceof Uint8Array) continue
    if (kind === 'number' && Number.isFinite(value)) continue
    const what = kind === 'number' ? 'a number that is not finite' : told(value)
    throw new TypeError(
      `Value ${i + 1} of the statement is ${what}: write 1 or 0, ISO 8601 text, JSON text, null or a finite number.`,
    )
  }
}
