import type { Group, Resource } from '@medplum/fhirtypes'
import type { FhirDefinitions } from '../../../fhir/index.ts'
import type { Access } from '../../../trust/index.ts'
import type { AttuneRepository } from '../../../store/fhir/index.ts'
import type { ExportRequest } from './export-request.ts'

export type Exporting = {
  readonly definitions: FhirDefinitions
  readonly repository: AttuneRepository
  readonly access: Access
  readonly request: ExportRequest
  /** Nothing newer than this is exported: it is the time the next export's `_since` begins with. */
  readonly transactionTime: string
}

const pageSize = 1000

const mayTake = (access: Access, type: string): boolean =>
  access.grants.some((g) => g.rights.has('r') && (g.types === '*' || g.types.includes(type))) &&
  access.grants.some((g) => g.rights.has('s') && (g.types === '*' || g.types.includes(type)))

/** The types an export goes through, one file each: those asked for that belong to its scope and the caller may read and search. The audit is not exported. */
export const exportedTypes = ({ definitions, access, request }: Exporting): readonly string[] => {
  const { types, scope, typeFilters } = request
  const filtered = new Set(typeFilters.map((f) => f.split('?')[0] ?? ''))
  return [...definitions.types]
    .filter((type) => type !== 'AuditEvent')
    .filter((type) => (types === undefined ? filtered.size === 0 || filtered.has(type) : types.includes(type)))
    .filter((type) => scope === 'system' || definitions.belongsToPatients(type))
    .filter((type) => mayTake(access, type))
    .sort()
}

const membersOf = async ({ repository, request }: Exporting): Promise<ReadonlySet<string>> => {
  const group = await repository.readResource<Group>('Group', request.group ?? '')
  return new Set(
    (group.member ?? [])
      .filter((m) => m.inactive !== true)
      .flatMap(({ entity }) => {
        const [type, id = ''] = (entity && repository.placeOf(entity)) ?? []
        return type === 'Patient' ? [id] : []
      }),
  )
}

/** The searches that together give a type: one, or one per filter. */
const queriesFor = ({ request, transactionTime }: Exporting, type: string): readonly string[] => {
  const filters = request.typeFilters.filter((f) => f.startsWith(`${type}?`)).map((f) => f.slice(type.length + 1))
  const rest = new URLSearchParams({ _count: String(pageSize), _sort: '_id' })
  rest.append('_lastUpdated', `le${transactionTime}`)
  if (request.since !== undefined) rest.append('_lastUpdated', `gt${request.since}`)
  if (request.elements !== undefined) rest.append('_elements', elementsOf(request.elements, type).join(','))
  return (filters.length === 0 ? [''] : filters).map((f) => (f === '' ? rest.toString() : `${f}&${rest.toString()}`))
}

/** `_elements` may name a type: `Patient.name` holds for Patient only, `id` for all. */
const elementsOf = (elements: readonly string[], type: string): readonly string[] =>
  elements.flatMap((e) => (!e.includes('.') ? [e] : e.startsWith(`${type}.`) ? [e.slice(type.length + 1)] : []))

/** The resources of one type, page by page, in the order of their ids; each once. */
const everyOf = async function* (exporting: Exporting, type: string): AsyncGenerator<Resource> {
  const { repository } = exporting
  const queries = queriesFor(exporting, type)
  const seen = queries.length > 1 ? new Set<string>() : undefined
  for (let query of queries)
    for (;;) {
      const page = await repository.ask({ type, parameters: new URLSearchParams(query), strict: true })
      for (const { resource } of page.entry ?? []) {
        if (resource?.resourceType !== type || seen?.has(resource.id ?? '') === true) continue
        seen?.add(resource.id ?? '')
        yield resource
      }
      const next = page.link?.find((l) => l.relation === 'next')?.url
      if (next === undefined) break
      query = next.slice(next.indexOf('?') + 1)
    }
}

/**
 * Opens an export: the types it has and the resources of each that the caller may see. What may not be seen is passed over in silence.
 * Throws when the group is not there for the caller.
 */
export const openExport = async (
  exporting: Exporting,
): Promise<{ readonly types: readonly string[]; readonly resources: (type: string) => AsyncGenerator<Resource> }> => {
  const members = exporting.request.scope === 'group' ? await membersOf(exporting) : undefined
  return {
    types: exportedTypes(exporting),
    resources: async function* (type) {
      for await (const resource of everyOf(exporting, type)) {
        if (exporting.request.scope !== 'system') {
          const patients = exporting.repository.patientsOf(resource)
          if (members === undefined ? patients.length === 0 : !patients.some((p) => members.has(p))) continue
        }
        yield resource
      }
    },
  }
}
