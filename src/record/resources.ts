import type { DatumRef } from '../shared/assessment.ts'
import type { Place } from '../shared/problem.ts'
import type { JsonValue } from './json-text.ts'
import { limits } from './json-text.ts'
import type { ProblemList } from './problem-list.ts'

export type Json = Readonly<Record<string, unknown>>

/**
 * One resource of the record. `path` is where it stands in the input, `base` where FHIRPath finds it (`Bundle.entry[3].resource`),
 * `name` is `Type/id`, or the entry when it has no id. `answersTo` are all references that mean it.
 */
export type Resource = {
  readonly type: string
  readonly json: Json
  readonly name: string
  readonly base: string
  readonly place: Place
  readonly answersTo: readonly string[]
}

export const isJson = (x: unknown): x is Json => typeof x === 'object' && x !== null && !Array.isArray(x)

export const text = (x: unknown): string | undefined => (typeof x === 'string' && x !== '' ? x : undefined)

/** A pointer to a datum: the resource's name and the FHIRPath from the root of the input, or from the resource where it did not come in a Bundle. */
export const refTo = (r: Resource, path: string): DatumRef => ({
  kind: 'fhir',
  resource: r.name,
  path: path === '' ? r.base : `${r.base}.${path}`,
})

/** The place of a part of a resource, for problems. */
export const placeIn = (r: Resource, path = ''): Place => ({
  ...r.place,
  path: path === '' ? (r.place.path ?? r.base) : `${r.place.path ?? r.base}.${path}`,
})

const bundleTypes = ['collection', 'transaction', 'batch', 'searchset', 'document']

/** All resources of what was handed in: a Bundle, one resource, an array of them, `{ resources }`, or the lines of NDJSON. Bundles inside are opened. */
export const resourcesOf = (
  values: readonly JsonValue[],
  source: string,
  problems: ProblemList,
): readonly Resource[] => {
  const found: Resource[] = []
  let seen = 0

  const one = (json: unknown, path: string, line: number | undefined, fullUrl?: string): void => {
    const place: Place = { source, ...(line === undefined ? {} : { line }), ...(path === '' ? {} : { path }) }
    if (!isJson(json))
      return problems.add(
        'record.wrong-type',
        'error',
        place,
        'A resource is expected here, and this is not an object.',
        'Remove it or put a FHIR resource in its place.',
      )
    const type = text(json['resourceType'])
    if (type === undefined)
      return problems.add(
        'record.not-fhir',
        'error',
        place,
        'There is no resourceType, so this is not a FHIR resource.',
        'Export the record as a FHIR R4 Bundle.',
      )
    if (type === 'Bundle') return bundle(json, path, line)
    if (++seen > limits.resources) return
    const id = text(json['id'])
    const name = id === undefined ? (path === '' ? type : path) : `${type}/${id}`
    const base = path.startsWith('Bundle') ? path : type
    const answersTo = [...(id === undefined ? [] : [name]), ...(fullUrl === undefined ? [] : [fullUrl])]
    found.push({ type, json, name, base, place: { ...place, path: path === '' ? type : path }, answersTo })
  }

  const bundle = (json: Json, path: string, line: number | undefined): void => {
    const here = path === '' ? 'Bundle' : path
    const place: Place = { source, ...(line === undefined ? {} : { line }) }
    const type = text(json['type'])
    if (type === undefined || !bundleTypes.includes(type))
      problems.add(
        'record.unknown-code',
        'error',
        { ...place, path: `${here}.type` },
        `A Bundle of type "${type ?? ''}" is not read.`,
        `Export the record as one of: ${bundleTypes.join(', ')}.`,
      )
    const entries = json['entry']
    if (entries !== undefined && !Array.isArray(entries))
      return problems.add(
        'record.wrong-type',
        'error',
        { ...place, path: `${here}.entry` },
        'Bundle.entry is not a list.',
        'Export the Bundle again.',
      )
    const links = Array.isArray(json['link']) ? (json['link'] as readonly unknown[]) : []
    if (links.some((l) => isJson(l) && l['relation'] === 'next'))
      problems.add(
        'record.more-pages',
        'warning',
        { ...place, path: `${here}.link` },
        'This is one page of a longer search result: what stands on the other pages is not known here.',
        'Fetch all pages, or use the $everything operation.',
      )
    for (const [i, entry] of ((entries ?? []) as readonly unknown[]).entries()) {
      const at = `${here}.entry[${i}]`
      if (!isJson(entry)) {
        problems.add(
          'record.wrong-type',
          'error',
          { ...place, path: at },
          'This entry is not an object.',
          'Remove it or mend it.',
        )
        continue
      }
      const request = entry['request']
      const search = entry['search']
      if (
        entry['resource'] === undefined ||
        (isJson(request) && request['method'] === 'DELETE') ||
        (isJson(search) && search['mode'] === 'outcome')
      )
        continue
      one(entry['resource'], `${at}.resource`, line, text(entry['fullUrl']))
    }
  }

  for (const { value, line } of values) {
    const many = values.length > 1 ? line : undefined
    if (Array.isArray(value)) for (const [i, v] of value.entries()) one(v, `[${i}]`, many)
    else if (isJson(value) && value['resourceType'] === undefined && Array.isArray(value['resources'])) {
      if (value['patient'] !== undefined) one(value['patient'], 'patient', many)
      for (const [i, v] of value['resources'].entries()) one(v, `resources[${i}]`, many)
    } else one(value, '', many)
  }
  if (seen > limits.resources)
    problems.add(
      'record.too-large',
      'error',
      { source },
      `The record holds ${seen} resources; at most ${limits.resources} are read.`,
      'Export one person only.',
    )
  return withoutRepeats(found, problems)
}

/** Of several versions of one resource, the one last updated stays (the later one in the file when that is not said). */
const withoutRepeats = (resources: readonly Resource[], problems: ProblemList): readonly Resource[] => {
  const updated = (r: Resource): string => (isJson(r.json['meta']) ? (text(r.json['meta']['lastUpdated']) ?? '') : '')
  const kept = new Map<string, Resource>()
  for (const [i, r] of resources.entries()) {
    const key = r.json['id'] === undefined ? `#${i}` : r.name
    const other = kept.get(key)
    if (other !== undefined)
      problems.add(
        'record.repeated-resource',
        'warning',
        r.place,
        `${r.name} stands in the record more than once; the version last updated was read.`,
        'Export the current versions only.',
      )
    if (other === undefined || updated(r) >= updated(other)) kept.set(key, r)
  }
  return [...kept.values()]
}

/** The id part of an absolute, relative or versioned reference: `https://h/fhir/Patient/1/_history/2` → `Patient/1`. */
const relative = (reference: string): string =>
  /([A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64})(?:\/_history\/[^/]+)?$/.exec(reference)?.[1] ?? reference

/** Finds what a reference means: contained (`#x`), by fullUrl, by `urn:uuid`, relative or absolute. Undefined when it is not in the record. */
export const resolver = (
  resources: readonly Resource[],
): ((from: Resource, reference: string) => Resource | undefined) => {
  const byName = new Map<string, Resource>()
  for (const r of resources) for (const name of r.answersTo) byName.set(name, r)
  const byId = new Map<string, Resource>()
  for (const r of resources) if (typeof r.json['id'] === 'string') byId.set(`urn:uuid:${r.json['id']}`, r)
  return (from, reference) => {
    if (reference.startsWith('#')) {
      const inside = Array.isArray(from.json['contained']) ? (from.json['contained'] as readonly unknown[]) : []
      const i = inside.findIndex((c) => isJson(c) && c['id'] === reference.slice(1))
      const json = inside[i]
      const type = isJson(json) ? text(json['resourceType']) : undefined
      if (!isJson(json) || type === undefined) return undefined
      return {
        type,
        json,
        name: from.name,
        base: `${from.base}.contained[${i}]`,
        place: placeIn(from, `contained[${i}]`),
        answersTo: [],
      }
    }
    return byName.get(reference) ?? byName.get(relative(reference)) ?? byId.get(reference)
  }
}
