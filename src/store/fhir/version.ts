import type { Resource } from '@medplum/fhirtypes'

/** A resource out of the store, or about to go in: `local` has references to this server as relative ones; `updated` in ms since 1970. */
export type Version = { readonly resource: Resource; readonly local: Resource; readonly updated: number }
