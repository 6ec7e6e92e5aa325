/** What may be done: create, read, update, delete, search; the letters and their order are those of SMART scopes, version 2. */
export type Right = 'c' | 'r' | 'u' | 'd' | 's'

export const roles = ['clinician', 'patient', 'tumourBoard', 'analyst', 'administrator', 'service'] as const
export type Role = (typeof roles)[number]

/** Who asks. `reference` is the FHIR resource of that person or system, e.g. `Practitioner/7`. `purpose` is a code of v3-ActReason. */
export type Actor = {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly reference?: string
  readonly client?: string
  readonly purpose: string
}

/**
 * One permission. It holds for `types` (`*`: all), for the `rights`, for resources in the compartment of one of `patients` (`all`: every
 * patient, and what belongs to none), and only where the resource fits every one of `criteria` (FHIR search queries without the type,
 * e.g. `category=laboratory`). Types that cannot belong to a patient (Practitioner, Organization, Medication …) are not narrowed by `patients`.
 */
export type Grant = {
  readonly types: readonly string[] | '*'
  readonly rights: ReadonlySet<Right>
  readonly patients: readonly string[] | 'all'
  readonly criteria: readonly string[]
}

/** Everything one request may see and do: a resource may be touched when at least one grant allows it. No grants: nothing. */
export type Access = {
  readonly tenant: string
  readonly actor: Actor
  readonly grants: readonly Grant[]
}
