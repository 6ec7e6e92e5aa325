import type { OperationOutcomeIssue, Resource } from '@medplum/fhirtypes'
import type { FoundBy } from './index-rows.ts'
import type { Target } from './search/reference-text.ts'

export type SearchKind =
  | 'token'
  | 'reference'
  | 'date'
  | 'string'
  | 'quantity'
  | 'number'
  | 'uri'
  | 'composite'
  | 'special'

/**
 * `expression` holds the branches for the one resource type only. `targets`: resource types a reference may lead to. `components`: the parts of
 * a composite, in order; their expressions start at the element that the composite's own leads to.
 */
export type SearchParameter = {
  readonly code: string
  readonly kind: SearchKind
  readonly expression: string
  readonly targets: readonly string[]
  readonly components: readonly { readonly code: string; readonly kind: SearchKind; readonly expression: string }[]
  readonly canonicalUrl: string
}

/** What FHIR R4 says about resources: which there are, how they are searched, whose compartment they belong to, and when they are well formed. */
export type FhirDefinitions = {
  readonly types: ReadonlySet<string>
  readonly searchParameters: (type: string) => ReadonlyMap<string, SearchParameter>
  readonly indexRowsOf: (resource: Resource) => FoundBy
  /**
   * Ids of the patients in whose compartment the resource is; a Patient is in its own, Provenance and AuditEvent in those of their targets.
   * References that begin with `baseUrl` are taken as relative ones.
   */
  readonly patientsOf: (resource: Resource, baseUrl?: string) => readonly string[]
  /** Whether resources of the type can belong to a patient at all. */
  readonly belongsToPatients: (type: string) => boolean
  /** The resources of this server that a Provenance or an AuditEvent is about: whose patients they are, its patients are too. Empty for other types. */
  readonly targetsOf: (resource: Resource) => readonly Target[]
  /** Structure and narrative: an `error` refuses the resource. Every issue has its place as a FHIRPath. */
  readonly faultsOf: (resource: unknown) => readonly OperationOutcomeIssue[]
  /**
   * Fit of a resource without faults with the loaded profiles that it claims, or with `profiles`; findings, which never refuse a resource, whatever
   * their severity. `resolve` finds what its references lead to, as far as the caller has it.
   */
  readonly findingsOf: (
    resource: Resource,
    profiles?: readonly string[],
    resolve?: (reference: string) => Resource | undefined,
  ) => readonly OperationOutcomeIssue[]
  /** All codes of a value set of FHIR R4 or of a loaded guide, for `:in`; undefined when they cannot all be listed. */
  readonly valueSetCodes: (url: string) => readonly { readonly system: string; readonly code: string }[] | undefined
  /** Fills the registries of `@medplum/core`, which its router and `parseSearchRequest` need; about a quarter of a second, once. */
  readonly warm: () => void
}
