import type { CodeSystem, CodeSystemConcept, Resource, SearchParameter, ValueSet } from '@medplum/fhirtypes'
import { trimStructure } from './trim-structure.ts'

const trimConcepts = (concepts: readonly CodeSystemConcept[]): CodeSystemConcept[] =>
  concepts.map(({ code, concept }) => ({
    code,
    ...(concept === undefined ? {} : { concept: trimConcepts(concept) }),
  }))

const trimValueSet = ({ url, version, name, status, compose }: ValueSet): ValueSet =>
  ({ resourceType: 'ValueSet', url, version, name, status, compose }) as ValueSet

const trimCodeSystem = ({ url, version, name, status, content, concept }: CodeSystem): CodeSystem =>
  ({
    resourceType: 'CodeSystem',
    url,
    version,
    name,
    status,
    content,
    concept: trimConcepts(concept ?? []),
  }) as CodeSystem

const trimParameter = (p: SearchParameter): SearchParameter =>
  ({
    resourceType: 'SearchParameter',
    url: p.url,
    name: p.name,
    status: p.status,
    code: p.code,
    base: p.base,
    type: p.type,
    expression: p.expression,
    target: p.target,
    component: p.component,
  }) as SearchParameter

/** What is kept of a resource of an implementation guide; undefined for what validation and search have no use for (examples, prose, maps). */
export const trimGuide = (given: Readonly<Record<string, unknown>> | Resource): Resource | undefined => {
  const resource = given as Resource
  if (!('url' in resource) || typeof resource.url !== 'string') return undefined
  if (resource.resourceType === 'StructureDefinition') return trimStructure(resource)
  if (resource.resourceType === 'ValueSet') return trimValueSet(resource)
  if (resource.resourceType === 'CodeSystem') return trimCodeSystem(resource)
  if (resource.resourceType === 'SearchParameter') return trimParameter(resource)
  return undefined
}
