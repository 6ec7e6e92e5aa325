import { datatypes, primitives } from './datatypes.ts'
import type { ElementDefinition } from './profile-definitions.ts'

export type Fields = Readonly<Record<string, unknown>>
export type Report = (path: string, code: string, message: string) => void

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const many = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value]

/** Whether every part of a pattern is found in the value; of a list, every pattern item in some value item. */
export const fits = (value: unknown, pattern: unknown): boolean => {
  if (Array.isArray(pattern)) return pattern.every((p) => many(value).some((v) => fits(v, p)))
  if (isFields(pattern)) return isFields(value) && Object.entries(pattern).every(([k, p]) => fits(value[k], p))
  return value === pattern
}

const same = (a: unknown, b: unknown): boolean => fits(a, b) && fits(b, a)

/** The constant that a definition demands: `fixed…` wholly, `pattern…` at least. */
export const demanded = (definition: ElementDefinition): ((value: unknown) => boolean) | undefined => {
  for (const key of Object.keys(definition)) {
    if (/^fixed[A-Z]/.test(key)) return (value) => same(value, definition[key])
    if (/^pattern[A-Z]/.test(key)) return (value) => fits(value, definition[key])
  }
  return undefined
}

/** `valueCodeableConcept` for `value[x]` and `CodeableConcept`. */
export const choiceKey = (name: string, type: string): string =>
  `${name.replace('[x]', '')}${type.charAt(0).toUpperCase()}${type.slice(1)}`

export type Value = {
  readonly key: string
  readonly type: string | undefined
  readonly value: unknown
  readonly index?: number
}

/** The values of an element in an object with the type each was given under; a choice element may stand under several names. */
export const valuesOf = (holder: Fields, name: string, types: readonly string[]): readonly Value[] => {
  const keys = name.endsWith('[x]')
    ? types.map((type) => ({ key: choiceKey(name, type), type }))
    : [{ key: name, type: types.length === 1 ? types[0] : undefined }]
  return keys.flatMap(({ key, type }): readonly Value[] => {
    const found = holder[key]
    if (Array.isArray(found)) return found.map((value: unknown, index) => ({ key, type, value, index }))
    if (found !== undefined) return [{ key, type, value: found }]
    const bare = `_${key}`
    return holder[bare] === undefined ? [] : [{ key: bare, type: undefined, value: holder[bare] }]
  })
}

const alwaysAllowed = new Set(['id', 'extension'])

/** Checks a value against the form of a FHIR data type, all the way down; types that are not tabled are left open. */
export const checkDatatype = (value: unknown, type: string, path: string, report: Report): void => {
  const primitive = primitives.get(type)
  if (primitive !== undefined) {
    if (!primitive(value)) report(path, 'fhir.type', `${JSON.stringify(value)?.slice(0, 60)} is not a ${type}`)
    return
  }
  const elements = datatypes.get(type === 'SimpleQuantity' ? 'Quantity' : type)
  if (elements === undefined) return
  if (!isFields(value)) {
    report(path, 'fhir.type', `is not a ${type}`)
    return
  }
  for (const [name, given] of Object.entries(value)) {
    if (name.startsWith('_') || alwaysAllowed.has(name)) continue
    const element = elements.get(name)
    if (element === undefined) report(`${path}.${name}`, 'fhir.unknown-element', `${type} has no element ${name}`)
    else if (element.list !== Array.isArray(given))
      report(`${path}.${name}`, 'fhir.type', element.list ? 'is not a list' : 'is a list')
    else
      many(given).forEach((v, i) =>
        checkDatatype(v, element.type, element.list ? `${path}.${name}[${i}]` : `${path}.${name}`, report),
      )
  }
}
