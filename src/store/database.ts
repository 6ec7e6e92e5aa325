import type { Kysely } from 'kysely'
import type { Tables } from './schema.ts'

/**
 * An open database. `read` and `write` are the same pool on PostgreSQL; on SQLite `write` is the one writing connection and `read` another,
 * so that reading goes on while something is written. What `write` committed is seen by `read` at once.
 */
export type Database = {
  readonly dialect: 'sqlite' | 'postgres'
  readonly read: Kysely<Tables>
  readonly write: Kysely<Tables>
  /** Runs in one transaction (`BEGIN IMMEDIATE` on SQLite): all of it is durable when this resolves, or none of it happened. */
  readonly transaction: <T>(work: (tx: Kysely<Tables>) => Promise<T>) => Promise<T>
  readonly close: () => Promise<void>
}

/** One step forward; a released migration is never changed. It must run on both dialects. */
export type Migration = {
  readonly id: string
  readonly up: (db: Kysely<Tables>, dialect: Database['dialect']) => Promise<void>
}
