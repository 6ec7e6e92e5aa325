import type { Kysely } from 'kysely'
import type { Problem } from '../shared/problem.ts'
import type { Tables } from './schema.ts'

/**
 * An open database. `read` and `write` are the same pool on PostgreSQL; on SQLite `write` is the one writing connection and `read` another,
 * so that reading goes on while something is written. What `write` committed is seen by `read` at once; what a transaction has written and
 * not yet committed is seen through its `tx` alone. There is no streaming: long results are read in pages by key.
 */
export type Database = {
  readonly dialect: 'sqlite' | 'postgres'
  readonly read: Kysely<Tables>
  readonly write: Kysely<Tables>
  /**
   * Runs in one transaction (`BEGIN IMMEDIATE` on SQLite, serializable on PostgreSQL): all of it is durable when this resolves, or none of
   * it happened. `work` writes and reads through `tx` only, never through `write`, which would wait for itself. Where PostgreSQL finds two
   * transactions in each other's way `work` runs again from the start, so it must leave nothing behind outside the database.
   */
  readonly transaction: <T>(work: (tx: Kysely<Tables>) => Promise<T>, options?: TransactionOptions) => Promise<T>
  readonly close: () => Promise<void>
}

/** `readCommitted`: for PostgreSQL, where the work is right even when others commit between its statements, and need not be run again. */
export type TransactionOptions = { readonly isolation?: 'serializable' | 'readCommitted' }

/**
 * `durability`: `full`, the default, syncs every commit to the disk; `demonstration` may lose the last commits on power loss and is for data
 * that can be made again. `tell` hears of what works but should not stay so, such as a database on a network file system.
 */
export type OpenOptions = {
  readonly durability?: 'full' | 'demonstration'
  readonly tell?: (problem: Problem) => void
}

/** One step forward; a released migration is never changed. It must run on both dialects. */
export type Migration = {
  readonly id: string
  readonly up: (db: Kysely<Tables>, dialect: Database['dialect']) => Promise<void>
}

/**
 * The column type for bytes. Besides it a table uses `text`, `bigint` (on PostgreSQL `integer` ends at 2^31) and `double precision`; yes and no
 * are 1 and 0. Integers come back as numbers, and reading one beyond 2^53 is an error; a `sum` of integers is text on PostgreSQL.
 */
export const bytesColumn = (dialect: Database['dialect']): 'blob' | 'bytea' => (dialect === 'sqlite' ? 'blob' : 'bytea')
