import { tryGetDataType } from '@medplum/core'
import type { Resource } from '@medplum/fhirtypes'
import type { FhirDefinitions } from '../../../fhir/index.ts'
import type { Summary } from './search-query.ts'

const always = ['resourceType', 'id', 'meta']

const wholes = new WeakMap<Resource, Resource>()

/** The same resource with some of its top-level elements, marked as cut down. */
const subset = (resource: Resource, keep: (name: string) => boolean): Resource => {
  const kept = Object.fromEntries(
    Object.entries(resource).filter(
      ([name]) => always.includes(name) || keep(name.startsWith('_') ? name.slice(1) : name),
    ),
  )
  const { tag = [], ...meta } = resource.meta ?? {}
  const subsetted = { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' }
  const shown = { ...kept, meta: { ...meta, tag: [...tag, subsetted] } } as unknown as Resource
  wholes.set(shown, resource)
  return shown
}

/** The whole resource of which a search shows some elements: they may not say whose it is. */
export const wholeOf = (shown: Resource): Resource => wholes.get(shown) ?? shown

/** Element names as they stand in JSON: the choice `value` is any name that begins so and goes on with a datatype. */
const named = (elements: ReadonlySet<string>, name: string): boolean => {
  if (elements.has(name)) return true
  for (let i = 1; i < name.length; i++) {
    const c = name.charAt(i)
    if (c >= 'A' && c <= 'Z' && elements.has(name.slice(0, i))) return true
  }
  return false
}

const none: ReadonlySet<string> = new Set()

const structureOf = (type: string, definitions: FhirDefinitions) => {
  const known = tryGetDataType(type)
  if (known !== undefined) return known
  definitions.warm()
  return tryGetDataType(type)
}

/** A resource as `_summary` or `_elements` asks for it; elements that every resource of the type must have stay. */
export const shownElements = (
  resource: Resource,
  summary: Summary,
  elements: readonly string[] | undefined,
  definitions: FhirDefinitions,
): Resource => {
  if (summary === 'data') return subset(resource, (name) => name !== 'text')
  if (elements === undefined && (summary === 'false' || summary === 'count')) return resource
  const structure = structureOf(resource.resourceType, definitions)
  const mandatory = structure?.mandatoryProperties ?? none
  if (elements !== undefined && summary === 'false') {
    const asked = new Set(elements)
    return subset(resource, (name) => named(asked, name) || named(mandatory, name))
  }
  if (summary === 'text') return subset(resource, (name) => name === 'text' || named(mandatory, name))
  const inSummary = structure?.summaryProperties ?? none
  return subset(resource, (name) => named(inSummary, name) || named(mandatory, name))
}
