const digits = 10

/**
 * The same data with every figure to ten significant digits. Engines differ in the last bit of exponentials and powers: what is kept, compared or sent must not
 * depend on which of them computed it.
 * @example rounded({ risk: 0.027801691614429348 }) // { risk: 0.02780169161 }
 */
export const rounded = <T>(value: T): T => {
  if (typeof value === 'number') return (Number.isInteger(value) ? value : Number(value.toPrecision(digits))) as T
  if (Array.isArray(value)) return value.map(rounded) as T
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([name, of]) => [name, rounded(of)])) as T
}
