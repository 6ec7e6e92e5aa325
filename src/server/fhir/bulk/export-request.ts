import type { FhirDefinitions } from '../../../fhir/index.ts'
import { saysHowToAnswer } from '../../../store/fhir/index.ts'
import { FhirFault, issue, quoted } from '../fault.ts'
import { timeIn } from '../time-parameter.ts'

/** What an export is of. `types` undefined: every type the caller may read. `typeFilters`: searches without the base, `Observation?status=final`. */
export type ExportRequest = {
  readonly scope: 'system' | 'patient' | 'group'
  readonly group?: string
  readonly types?: readonly string[]
  readonly since?: string
  readonly typeFilters: readonly string[]
  readonly elements?: readonly string[]
}

const parameters = new Set(['_outputFormat', '_since', '_type', '_typeFilter', '_elements', '_format', '_pretty'])

const ndjson = new Set(['application/fhir+ndjson', 'application/fhir ndjson', 'application/ndjson', 'ndjson'])

/**
 * Reads the query of a bulk export. Everything wrong with it is told at once. A parameter that would change what is exported is refused
 * when it is not known, strict handling or not: an export of more than was meant cannot be taken back.
 */
export const exportRequestOf = (
  definitions: FhirDefinitions,
  scope: ExportRequest['scope'],
  group: string,
  queryText: string,
): ExportRequest => {
  const query = new URLSearchParams(queryText)
  const issues = [...new Set(query.keys())]
    .filter((name) => !parameters.has(name))
    .map((name) => issue('not-supported', `$export has no parameter ${quoted(name)}.`, `http.${name}`))
  const list = (name: string): readonly string[] | undefined => {
    const values = query.getAll(name).flatMap((v) => v.split(',').filter((t) => t !== ''))
    return values.length === 0 ? undefined : values
  }
  const refuse = (name: string, text: string): void => void issues.push(issue('value', text, `http.${name}`))
  const format = query.get('_outputFormat')
  if (format !== null && !ndjson.has(format)) refuse('_outputFormat', `Files are NDJSON only, not ${quoted(format)}.`)
  const since = timeIn(query, '_since', issues)
  const types = list('_type')
  for (const type of types ?? [])
    if (!definitions.types.has(type)) refuse('_type', `There is no resource type ${quoted(type)}.`)
    else if (scope !== 'system' && !definitions.belongsToPatients(type))
      refuse('_type', `${type} belongs to no patient; export the system for it.`)
  // Commas within a filter belong to its values, so that several filters come as several parameters.
  const typeFilters = query.getAll('_typeFilter').filter((f) => f !== '')
  for (const filter of typeFilters) {
    const type = filter.split('?')[0] ?? ''
    if (!filter.includes('?') || !definitions.types.has(type))
      refuse('_typeFilter', `${quoted(filter)} is not a search such as Observation?status=final.`)
    else if ([...new URLSearchParams(filter.slice(type.length)).keys()].some(saysHowToAnswer))
      refuse(
        '_typeFilter',
        `${quoted(filter)} says what an answer looks like: only what a resource is found by is a filter.`,
      )
    else if (types !== undefined && !types.includes(type))
      refuse('_typeFilter', `${type} is not among the types asked for.`)
  }
  const elements = list('_elements')
  if (issues.length > 0) throw new FhirFault(400, issues)
  return {
    scope,
    typeFilters,
    ...(scope === 'group' ? { group } : {}),
    ...(types === undefined ? {} : { types }),
    ...(since === undefined ? {} : { since: new Date(since.from).toISOString() }),
    ...(elements === undefined ? {} : { elements }),
  }
}
