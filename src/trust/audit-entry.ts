import type { Instant } from '../shared/instant.ts'
import type { Actor } from './access.ts'

export type AuditAction = 'create' | 'read' | 'update' | 'delete' | 'search' | 'execute' | 'signIn' | 'signOut'

/** `failure`: refused or not found; `error`: a fault of the server. */
export type AuditOutcome = 'success' | 'failure' | 'error'

/**
 * One access, as it is kept: who did what to whose data, when, and how it ended. `patients` are those whose data was disclosed or touched.
 * `entity` is the resource (`Observation/1`) or the route; `query` the search as asked, which may name people and so is kept here only.
 */
export type AuditEntry = {
  readonly tenant: string
  readonly at: Instant
  readonly actor: Actor
  readonly action: AuditAction
  readonly outcome: AuditOutcome
  readonly entity: string
  readonly patients: readonly string[]
  readonly query?: string
  readonly request?: string
}

/** Takes entries; resolves when they are durable. An answer leaves only after its entry is. */
export type AuditSink = { readonly append: (entry: AuditEntry) => Promise<void> }
