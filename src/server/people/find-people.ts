import type { Bundle, Patient, Resource } from '@medplum/fhirtypes'
import { parseInstant } from '../../shared/instant.ts'

/** A person of the list, as the record has them. */
export type FoundPerson = {
  readonly id: string
  readonly name: string
  readonly birthDate?: string
  readonly sex?: string
  readonly identifiers: readonly string[]
}

const pageSize = 50

/** Uses of a name, the one to call a person by first; a name without a use comes after the usual one. */
const uses = ['official', 'usual', undefined, 'temp', 'nickname', 'anonymous', 'maiden', 'old'] as const

/** The name to call a person by; the id where the record has none. */
export const nameOf = (patient: Patient): string => {
  const written = (patient.name ?? [])
    .toSorted((a, b) => uses.indexOf(a.use) - uses.indexOf(b.use))
    .map((name) => name.text ?? [...(name.given ?? []), name.family].filter((n) => n !== undefined).join(' '))
  return written.find((name) => name.trim() !== '') ?? patient.id ?? ''
}

const found = (patient: Patient): FoundPerson => ({
  id: patient.id ?? '',
  name: nameOf(patient),
  ...(patient.birthDate === undefined ? {} : { birthDate: patient.birthDate }),
  ...(patient.gender === undefined ? {} : { sex: patient.gender }),
  identifiers: (patient.identifier ?? []).flatMap((i) => i.value ?? []),
})

/** Values in a FHIR search: what separates them is escaped. */
const escaped = (text: string): string => text.replaceAll(/[\\,$|]/g, (c) => `\\${c}`)

/** 2026-02-31 and 2026-13 are words, not dates. */
const dateExists = (text: string): boolean => parseInstant(text.length === 7 ? `${text}-01` : text) !== undefined

/** The searches that a text stands for: a date is a birth date; anything else is words of a name, or a record number as a whole. */
const queriesOf = (text: string): readonly URLSearchParams[] => {
  const words = text
    .trim()
    .split(/\s+/)
    .filter((w) => w !== '')
  const base = [
    ['_count', String(pageSize)],
    ['_sort', 'family,given,_id'],
  ]
  const date = words.find((w) => /^\d{4}-\d{2}(-\d{2})?$/.test(w) && dateExists(w))
  const names = words.filter((w) => w !== date)
  const named = new URLSearchParams([
    ...base,
    ...names.map((w) => ['name:contains', escaped(w)]),
    ...(date === undefined ? [] : [['birthdate', date]]),
  ])
  const [only] = words
  return words.length === 1 && date === undefined && only !== undefined
    ? [named, new URLSearchParams([...base, ['identifier', escaped(only)]])]
    : [named]
}

const patientsIn = (bundle: Bundle): readonly Patient[] =>
  (bundle.entry ?? [])
    .map((e) => e.resource)
    .filter((r: Resource | undefined): r is Patient => r?.resourceType === 'Patient')

const nextIn = (bundle: Bundle): string | undefined => {
  const url = bundle.link?.find((l) => l.relation === 'next')?.url
  return url === undefined ? undefined : (url.split('?')[1] ?? '')
}

/**
 * People whose name holds all words of the text, whose birth date it is, or whose record number it is; without a text everybody. A page at a
 * time; `cursor` is what an earlier page gave as `next`.
 */
export const findPeople = async (
  search: (type: string, query: string) => Promise<Bundle>,
  text: string,
  cursor?: string,
): Promise<{ readonly patients: readonly FoundPerson[]; readonly next?: string }> => {
  const queries = cursor === undefined ? queriesOf(text).map((q) => q.toString()) : [cursor]
  const bundles = await Promise.all(queries.map((query) => search('Patient', query)))
  const all = new Map(bundles.flatMap(patientsIn).map((p) => [p.id ?? '', found(p)]))
  const next = bundles[0] === undefined ? undefined : nextIn(bundles[0])
  return { patients: [...all.values()], ...(next === undefined ? {} : { next }) }
}
