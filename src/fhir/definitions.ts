import type { OperationOutcomeIssue, Resource } from '@medplum/fhirtypes'
import type { IndexRows } from './index-rows.ts'

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

/** `targets`: resource types a reference may lead to. `components`: the parts of a composite, in order. */
export type SearchParameter = {
  readonly code: string
  readonly kind: SearchKind
  readonly expression: string
  readonly targets: readonly string[]
  readonly components: readonly { readonly code: string; readonly kind: SearchKind }[]
  readonly canonicalUrl: string
}

/** What FHIR R4 says about resources: which there are, how they are searched, whose compartment they belong to, and when they are well formed. */
export type FhirDefinitions = {
  readonly types: ReadonlySet<string>
  readonly searchParameters: (type: string) => ReadonlyMap<string, SearchParameter>
  readonly indexRowsOf: (resource: Resource) => IndexRows
  /** Ids of the patients in whose compartment the resource is; a Patient is in its own, Provenance and AuditEvent in those of their targets. */
  readonly patientsOf: (resource: Resource) => readonly string[]
  /** Whether resources of the type can belong to a patient at all. */
  readonly belongsToPatients: (type: string) => boolean
  /** Structure and narrative: an `error` refuses the resource. Every issue has its place as a FHIRPath. */
  readonly faultsOf: (resource: unknown) => readonly OperationOutcomeIssue[]
  /** Fit with the loaded profiles that the resource claims, or with `profiles`; findings, which never refuse a resource. */
  readonly findingsOf: (resource: Resource, profiles?: readonly string[]) => readonly OperationOutcomeIssue[]
}
