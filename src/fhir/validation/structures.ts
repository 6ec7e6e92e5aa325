import { indexSearchParameterBundle, loadDataType } from '@medplum/core'
import type { SearchParameter, StructureDefinition } from '@medplum/fhirtypes'

/** The definitions of `@medplum/core`'s own registry, filled a type at a time: reading all of them takes a fifth of a second. */
export type Registry = {
  readonly need: (types: Iterable<string>) => void
  readonly needAll: () => void
}

export const registry = (structures: readonly StructureDefinition[]): Registry => {
  const waiting = new Map(structures.filter((s) => s.kind === 'resource').map((s) => [s.type, s]))
  for (const structure of structures) if (structure.kind !== 'resource') loadDataType(structure)
  const need = (types: Iterable<string>): void => {
    for (const type of types) {
      const structure = waiting.get(type)
      if (structure === undefined) continue
      loadDataType(structure)
      waiting.delete(type)
    }
  }
  return { need, needAll: () => need([...waiting.keys()]) }
}

/** Makes the search parameters known to `parseSearchRequest` and the router. */
export const indexSearch = (parameters: readonly SearchParameter[]): void =>
  indexSearchParameterBundle({
    resourceType: 'Bundle',
    type: 'collection',
    entry: parameters.map((resource) => ({ resource })),
  })
