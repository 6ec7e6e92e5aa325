import { CompiledQuery, type Kysely } from 'kysely'
import type { Database } from '../database.ts'
import type { Tables } from '../schema.ts'
import { keysOf } from './keys.ts'
import { inUse } from './refusals.ts'
import { type VersionReader, versionReader } from './stored-version.ts'
import { type WriteBuffer, writeBuffer } from './write-buffer.ts'

/** A running transaction over the FHIR tables of one tenant. */
export type FhirTransaction = {
  readonly db: Kysely<Tables>
  readonly buffer: WriteBuffer
  /** Reads what the transaction sees, its own writes included. */
  readonly read: VersionReader
  readonly nextKey: () => Promise<number>
  /** Notes that rows of this resource wait in the buffer, so that they are written before it is read. */
  readonly touch: (type: string, id: string) => void
  /** What happens within is undone when it fails, and the transaction goes on. */
  readonly nested: <T>(work: () => Promise<T>) => Promise<T>
}

const within = (db: Kysely<Tables>, database: Database, tenant: string): FhirTransaction => {
  const buffer = writeBuffer(db, database.dialect)
  const reader = versionReader(db, database.dialect, tenant)
  const waiting = new Set<string>()
  let depth = 0
  const flush = async (): Promise<void> => {
    waiting.clear()
    await buffer.flush()
  }
  const seen = async (type: string, id: string): Promise<void> => {
    if (waiting.has(`${type}/${id}`)) await flush()
  }
  const command = (text: string) => db.executeQuery(CompiledQuery.raw(text))
  return {
    db,
    buffer: { ...buffer, flush },
    read: {
      current: async (type, id) => {
        await seen(type, id)
        return reader.current(type, id)
      },
      locked: async (type, id) => {
        await seen(type, id)
        return reader.locked(type, id)
      },
      older: async (type, id, version) => {
        await seen(type, id)
        return reader.older(type, id, version)
      },
      many: async (type, ids) => {
        await flush()
        return reader.many(type, ids)
      },
    },
    nextKey: keysOf(database).within(db, tenant),
    touch: (type, id) => waiting.add(`${type}/${id}`),
    nested: async (work) => {
      await flush()
      const point = `nested_${++depth}`
      await command(`savepoint ${point}`)
      try {
        const result = await work()
        await flush()
        await command(`release savepoint ${point}`)
        return result
      } catch (cause) {
        buffer.clear()
        waiting.clear()
        await command(`rollback to savepoint ${point}`)
        await command(`release savepoint ${point}`)
        throw cause
      } finally {
        depth--
      }
    },
  }
}

const mostTries = 3

/**
 * Whether a resource of the same id came into being meanwhile, or was there already.
 * @source PostgreSQL 15 manual, appendix A (23505); SQLite result codes SQLITE_CONSTRAINT_PRIMARYKEY and SQLITE_CONSTRAINT_UNIQUE
 */
const isTaken = (cause: unknown): boolean => {
  if (typeof cause !== 'object' || cause === null) return false
  return (
    ('code' in cause && cause.code === '23505') || ('errcode' in cause && [1555, 2067].includes(Number(cause.errcode)))
  )
}

/**
 * Runs `work` in a transaction; all its rows are written before it commits. `serializable` where what is written rests on a search.
 * `work` may run more than once and must leave nothing behind outside the store. 409 where an id that was chosen is in use.
 */
export const inTransaction = async <T>(
  database: Database,
  tenant: string,
  serializable: boolean,
  work: (tx: FhirTransaction) => Promise<T>,
): Promise<T> => {
  await keysOf(database).prepare(tenant)
  for (let attempt = 1; ; attempt++)
    try {
      return await database.transaction(
        async (db) => {
          const tx = within(db, database, tenant)
          const result = await work(tx)
          await tx.buffer.flush()
          return result
        },
        { isolation: serializable ? 'serializable' : 'readCommitted' },
      )
    } catch (cause) {
      if (!isTaken(cause)) throw cause
      if (attempt === mostTries) throw inUse('Resource.id')
    }
}
