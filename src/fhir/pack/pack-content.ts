import type { SearchParameter, StructureDefinition } from '@medplum/fhirtypes'

/**
 * The elements of every type: type or path of a backbone element (`Patient.contact`) → element name (`value[x]` for a choice) → what may
 * stand there. `system`: the one code system of the value set that a `code` is bound to.
 */
export type ElementTypes = Readonly<Record<string, Readonly<Record<string, ElementType>>>>

export type ElementType = { readonly types: readonly string[]; readonly system?: string }

/** What search and compartments need; small, read when the definitions are loaded. */
export type SearchPack = {
  readonly resourceTypes: readonly string[]
  readonly elements: ElementTypes
  readonly searchParameters: readonly SearchParameter[]
  /** Resource type → search parameters that put a resource into a patient's compartment. */
  readonly patientCompartment: Readonly<Record<string, readonly string[]>>
}

/** Value set → code system → codes, for the value sets that can be listed whole. */
export type ListedCodes = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>

/** What validation needs; read at the first validation. */
export type StructurePack = {
  readonly structures: readonly StructureDefinition[]
  /** Profiles that R4 itself publishes for vital signs. */
  readonly profiles: readonly StructureDefinition[]
  /** Path of an element with a required binding → its value set, where that can be listed. */
  readonly boundTo: Readonly<Record<string, string>>
  readonly listedCodes: ListedCodes
}
