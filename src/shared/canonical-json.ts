/** What JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined }

const text = (value: string): string => {
  if (!value.isWellFormed()) throw new TypeError('A text with half a surrogate pair has no canonical form.')
  return JSON.stringify(value)
}

/**
 * JSON in the one form that RFC 8785 gives it: no blanks, keys in the order of their UTF-16 code units, numbers as ECMAScript writes them. A key without a value is left out.
 * Throws on numbers that JSON does not have and on texts that are not Unicode.
 * @example canonicalJson({ b: [1e3, null], a: 'é' }) // '{"a":"é","b":[1000,null]}'
 */
export const canonicalJson = (value: Json): string => {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return text(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`JSON has no number ${value}.`)
    return JSON.stringify(value)
  }
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`
  const pairs = Object.keys(value)
    .toSorted()
    .flatMap((key) => {
      const of = value[key]
      return of === undefined ? [] : [`${text(key)}:${canonicalJson(of)}`]
    })
  return `{${pairs.join(',')}}`
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)
