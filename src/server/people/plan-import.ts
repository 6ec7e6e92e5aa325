import type { Bundle, Patient, Resource } from '@medplum/fhirtypes'
import type { FhirDefinitions } from '../../fhir/index.ts'
import {
  isJson,
  type JsonValue,
  type ProblemList,
  problemList,
  type RecordResource,
  resolver,
  resourcesOf,
} from '../../record/index.ts'
import { bad, hasError, ok, type Problem, type Result } from '../../shared/problem.ts'

export type ImportPlan = {
  /** A transaction of PUTs, references rewritten to the ids under which things are kept. */
  readonly transaction: Bundle
  readonly patients: readonly string[]
  readonly took: readonly { readonly type: string; readonly count: number }[]
}

export type ImportOptions = {
  readonly source: string
  readonly definitions: FhirDefinitions
  /** SHA-256 of the file, hexadecimal: stands in `meta.source` of what came from it. */
  readonly sha256: string
  /** What the store holds under this id; undefined when the id is free. */
  readonly stored: (type: string, id: string) => Promise<Resource | undefined>
  /** A stable id made from a text: the same text gives the same id, so that the same file imported again changes nothing. */
  readonly idFrom: (text: string) => string
  /** Leave out resources that are not well formed instead of refusing the file. */
  readonly leaveOutFaulty: boolean
}

const idForm = /^[A-Za-z0-9.-]{1,64}$/

const faultProblems = (r: RecordResource, options: ImportOptions): readonly Problem[] =>
  options.definitions
    .faultsOf(r.json)
    .filter((issue) => issue.severity === 'error' || issue.severity === 'fatal')
    .map((issue) => {
      const [expression = ''] = issue.expression ?? []
      const within = expression.replace(/^[A-Z][A-Za-z]*\.?/, '')
      const path = [r.place.path, within].filter((p) => p !== undefined && p !== '').join('.')
      return {
        code: `import.${issue.code ?? 'invalid'}`,
        severity: options.leaveOutFaulty ? 'warning' : 'error',
        at: { ...r.place, path },
        message: issue.details?.text ?? issue.diagnostics ?? 'This is not as FHIR R4 has it.',
        remedy: options.leaveOutFaulty
          ? 'The resource was left out: mend it in the source system and import it again.'
          : 'Mend it in the source system, or import the file without what is faulty.',
      }
    })

/** Every string under the key `reference`, replaced where `to` knows better. */
const rewritten = (value: unknown, to: (reference: string) => string | undefined): unknown => {
  if (Array.isArray(value)) return value.map((v) => rewritten(v, to))
  if (!isJson(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, v]) =>
      key === 'reference' && typeof v === 'string' ? [key, to(v) ?? v] : [key, rewritten(v, to)],
    ),
  )
}

const originalId = (r: RecordResource): string | undefined =>
  typeof r.json['id'] === 'string' && idForm.test(r.json['id']) ? r.json['id'] : undefined

const identifiersOf = (resource: Resource): readonly string[] => {
  const given: unknown = (resource as { identifier?: unknown }).identifier
  return (Array.isArray(given) ? given : [])
    .filter(isJson)
    .flatMap(({ system, value }) =>
      typeof system === 'string' && typeof value === 'string' ? [`${system}|${value}`] : [],
    )
}

const contentOf = (resource: Resource): string => JSON.stringify({ ...resource, meta: undefined })

/**
 * Whether a resource of the file is the one that the store holds under its id: it belongs to the same patient; or, where neither belongs to
 * any (a practitioner, an organisation), it says the same or shares an identifier.
 */
const sameThing = (mine: Resource, stored: Resource, { definitions }: ImportOptions): boolean => {
  const [here, there] = [definitions.patientsOf(mine), definitions.patientsOf(stored)]
  if (here.length > 0 || there.length > 0) return here.some((patient) => there.includes(patient))
  const known = identifiersOf(stored)
  return contentOf(mine) === contentOf(stored) || identifiersOf(mine).some((i) => known.includes(i))
}

/** Family name and first given name, or the name as text, without case and accents. */
const namesOf = (patient: Patient): readonly string[] =>
  (patient.name ?? [])
    .map(({ family, given: [first] = [], text }) => (family === undefined ? (text ?? '') : `${family} ${first ?? ''}`))
    .map((name) => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim())
    .filter((name) => name !== '')

const meet = (a: readonly string[], b: readonly string[]): boolean => a.some((x) => b.includes(x))

/**
 * Whether a Patient of the file is the one that the store holds under its id, for ids of different houses coincide. Birth dates that differ say no; an
 * identifier that both have says yes, and so do birth date and name together. A file that says nothing of this is the same person only when it
 * says exactly what the store has.
 */
const samePerson = (mine: Patient, stored: Patient): boolean => {
  const born = [mine.birthDate, stored.birthDate]
  if (born[0] !== undefined && born[1] !== undefined && born[0] !== born[1]) return false
  if (meet(identifiersOf(mine), identifiersOf(stored))) return true
  const bothBorn = born[0] !== undefined && born[0] === born[1]
  return (bothBorn && meet(namesOf(mine), namesOf(stored))) || contentOf(mine) === contentOf(stored)
}

/** Checks Patients against those already kept under their ids. */
const checkPatients = async (
  patients: readonly RecordResource[],
  options: ImportOptions,
  problems: ProblemList,
): Promise<void> => {
  for (const r of patients) {
    const id = originalId(r)
    const stored = id === undefined ? undefined : await options.stored('Patient', id)
    if (stored !== undefined && !samePerson(r.json as unknown as Patient, stored as Patient))
      problems.add(
        'import.other-person',
        'error',
        r.place,
        `The record already holds a Patient ${id ?? ''}, and nothing shows that this is the same person.`,
        'Give this Patient another id; or, if it is the same person, state an identifier, or name and birth date, as the record has them.',
      )
  }
}

/**
 * Plans how a FHIR file joins the record: each resource keeps its id unless that belongs to somebody else's; then it gets one made from the
 * person and the old id, so that importing the same file twice changes nothing. Every problem comes back at once, and nothing is written here.
 */
export const planImport = async (values: readonly JsonValue[], options: ImportOptions): Promise<Result<ImportPlan>> => {
  const problems = problemList()
  const found = resourcesOf(values, options.source, problems)
  const faults = new Map(found.map((r) => [r, faultProblems(r, options)]))
  const kept = found.filter((r) => !options.leaveOutFaulty || faults.get(r)?.length === 0)
  const patients = kept.filter((r) => r.type === 'Patient')
  if (patients.length === 0)
    problems.add(
      'import.no-patient',
      'error',
      { source: options.source },
      'There is no Patient resource in the file.',
      'Export the Patient together with the data, for instance by Patient/$everything.',
    )
  await checkPatients(patients, options, problems)
  const all = (): readonly Problem[] => [...problems.all(), ...[...faults.values()].flat()]
  if (hasError(all())) return bad(all())

  const ids = new Map<RecordResource, string>()
  for (const r of patients) ids.set(r, originalId(r) ?? options.idFrom(`${options.sha256} ${r.place.path ?? ''}`))
  const resolve = resolver(found)
  const rewrite = (r: RecordResource): Resource =>
    rewritten(r.json, (reference) => {
      if (reference.startsWith('#')) return undefined
      const target = resolve(r, reference)
      const id = target === undefined ? undefined : ids.get(target)
      return target === undefined || id === undefined ? undefined : `${target.type}/${id}`
    }) as Resource
  const home = ids.get(patients[0] as RecordResource) ?? ''
  for (const r of kept) {
    if (ids.has(r)) continue
    const original = originalId(r)
    const mine = rewrite(r)
    const there = original === undefined ? undefined : await options.stored(r.type, original)
    const owner = options.definitions.patientsOf(mine)[0] ?? home
    const made = options.idFrom(`${owner} ${r.type} ${original ?? `${options.sha256} ${r.place.path ?? ''}`}`)
    ids.set(r, original !== undefined && (there === undefined || sameThing(mine, there, options)) ? original : made)
  }
  const source = `urn:attune:import:${options.sha256}`
  const counts = new Map<string, number>()
  const entry = kept.map((r) => {
    const id = ids.get(r) ?? ''
    counts.set(r.type, (counts.get(r.type) ?? 0) + 1)
    const resource = rewrite(r)
    return {
      resource: { ...resource, id, meta: { ...resource.meta, source } },
      request: { method: 'PUT' as const, url: `${r.type}/${id}` },
    }
  })
  return ok(
    {
      transaction: { resourceType: 'Bundle', type: 'transaction', entry },
      patients: patients.map((r) => ids.get(r) ?? ''),
      took: [...counts].map(([type, count]) => ({ type, count })).sort((a, b) => b.count - a.count),
    },
    all(),
  )
}
