import type { ElementDefinition } from '@medplum/fhirtypes'

export type Fields = Readonly<Record<string, unknown>>

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const many = (value: unknown): readonly unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]

/** Whether every part of a pattern is in the value; of a list, every item of the pattern in some item of the value. */
const fits = (value: unknown, pattern: unknown): boolean => {
  if (Array.isArray(pattern)) return pattern.every((p) => many(value).some((v) => fits(v, p)))
  if (isFields(pattern)) return isFields(value) && Object.entries(pattern).every(([k, p]) => fits(value[k], p))
  return value === pattern
}

/** The test that a definition's `fixed…` (the same wholly) or `pattern…` (at least that) sets. */
export const demanded = (definition: ElementDefinition): ((value: unknown) => boolean) | undefined => {
  for (const [key, wanted] of Object.entries(definition)) {
    if (/^fixed[A-Z]/.test(key)) return (value) => fits(value, wanted) && fits(wanted, value)
    if (/^pattern[A-Z]/.test(key)) return (value) => fits(value, wanted)
  }
  return undefined
}

/** A value with the JSON name it stands under, and its datatype where the name tells. `bare`: only the extensions of a primitive are given. */
export type Value = {
  readonly key: string
  readonly type: string | undefined
  readonly value: unknown
  readonly place: string
  readonly bare: boolean
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** The values of an element in an object; a choice may stand under the name of any of its types. */
export const valuesOf = (holder: Fields, name: string, types: readonly string[], path: string): readonly Value[] => {
  const keys = name.endsWith('[x]')
    ? types.map((type) => ({ key: `${name.slice(0, -3)}${capital(type)}`, type }))
    : [{ key: name, type: types.length === 1 ? types[0] : undefined }]
  return keys.flatMap(({ key, type }): readonly Value[] => {
    const [found, aside] = [holder[key], holder[`_${key}`]]
    const place = `${path}.${key}`
    if (Array.isArray(found))
      return found.map((value: unknown, i) => ({ key, type, value, place: `${place}[${i}]`, bare: value === null }))
    if (found !== undefined) return [{ key, type, value: found, place, bare: false }]
    return many(aside).map((value) => ({ key, type, value, place, bare: true }))
  })
}
