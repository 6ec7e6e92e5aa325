import type { Findings } from './findings.ts'
import type { RuleId } from './rules.ts'

export type JsonObject = Readonly<Record<string, unknown>>

export const isObject = (x: unknown): x is JsonObject => typeof x === 'object' && x !== null && !Array.isArray(x)

/** `a.b`, `b` at the top, `a["x y"]` where the key is no plain name. */
export const at = (path: string, key: string): string => {
  if (!/^[A-Za-z_$][\w$]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`
  return path === '' ? key : `${path}.${key}`
}

const kind = (x: unknown): string => (x === null ? 'null' : Array.isArray(x) ? 'an array' : `a ${typeof x}`)

/** A string that must be there and say something; breaches of `rule` otherwise. */
export const required = (o: JsonObject, key: string, path: string, rule: RuleId, f: Findings): string | undefined => {
  const value = o[key]
  if (typeof value === 'string' && value.trim() !== '') return value
  f.add(rule, at(path, key), value === undefined ? `${key} is missing.` : `${key} is ${kind(value)} without a text.`)
  return undefined
}

/** A member that may be missing but has a type when it is there. Null and empty are told by `noEmpties`. */
export const optional = (
  o: JsonObject,
  key: string,
  path: string,
  type: 'string' | 'boolean' | 'number',
  f: Findings,
): unknown => {
  const value = o[key]
  if (value !== undefined && value !== null && typeof value !== type)
    f.add('json.type', at(path, key), `${key} is ${kind(value)}, not a ${type}.`)
  return typeof value === type ? value : undefined
}

/** An array of objects; a member of another type is told. */
export const objects = (
  o: JsonObject,
  key: string,
  path: string,
  f: Findings,
): readonly (readonly [JsonObject, string])[] => {
  const value = o[key]
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) {
    f.add('json.type', at(path, key), `${key} is ${kind(value)}, not an array.`)
    return []
  }
  return value.flatMap((item: unknown, i) => {
    const place = `${at(path, key)}[${i}]`
    if (isObject(item)) return [[item, place] as const]
    if (item !== null) f.add('json.type', place, `This is ${kind(item)}, not an object.`)
    return []
  })
}

/** An absolute http(s) address; undefined for anything else, `javascript:` among it. */
export const webAddress = (value: unknown): URL | undefined => {
  if (typeof value !== 'string' || !/^https?:\/\//i.test(value) || !URL.canParse(value)) return undefined
  return new URL(value)
}

export const fhirId = /^[A-Za-z0-9.-]{1,64}$/
/** A reference as hooks write it: resource type and id. */
export const reference = /^([A-Z][A-Za-z]+)\/([A-Za-z0-9.-]{1,64})$/
export const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

const depthLimit = 64

/**
 * Tells every null, "", [] and {}. At the paths `mayBeEmpty` they may stand; what is within FHIR resources and extensions is left alone.
 */
export const noEmpties = (value: JsonObject, f: Findings, mayBeEmpty: (path: string) => boolean): void => {
  const visit = (v: unknown, path: string, depth: number): void => {
    if (depth > depthLimit) return undefined
    const empty = v === null || v === '' || (Array.isArray(v) && v.length === 0)
    if (empty && mayBeEmpty(path)) return undefined
    if (empty)
      return f.add('json.empty', path, `${v === null ? 'null' : JSON.stringify(v)} stands here; leave the member out.`)
    if (Array.isArray(v)) return v.forEach((x, i) => visit(x, `${path}[${i}]`, depth + 1))
    if (!isObject(v)) return undefined
    if (path !== '' && Object.keys(v).length === 0 && !mayBeEmpty(path))
      return f.add('json.empty', path, '{} stands here; leave the member out.')
    if (path !== '' && typeof v['resourceType'] === 'string') return undefined
    for (const [key, x] of Object.entries(v)) {
      if (key !== 'extension') visit(x, at(path, key), depth + 1)
      else if (!isObject(x)) f.add('json.extension', at(path, key), 'extension is not an object.')
    }
  }
  visit(value, '', 0)
}
