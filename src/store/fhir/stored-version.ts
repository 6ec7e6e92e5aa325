import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import type { Tables } from '../schema.ts'
import { run, statement } from './statement.ts'

/** A version as it lies in the store. */
export type StoredVersion = Tables['resource']

export const versionColumns = 'patient, key, type, id, version, updated, deleted, method, content'

const current = `select tenant, ${versionColumns} from resource where tenant = ? and type = ? and id = ?`
const readCurrent = statement(current)
const lockCurrent = { ...readCurrent, postgres: `${readCurrent.postgres} for update` }
const readOlder = statement(
  `select tenant, ${versionColumns} from resource_history where tenant = ? and type = ? and id = ? and version = ?`,
)
const readMany = {
  sqlite: `select tenant, ${versionColumns} from resource where tenant = ? and type = ? and id in (select value from json_each(?))`,
  postgres: `select tenant, ${versionColumns} from resource where tenant = $1 and type = $2 and id in (select json_array_elements_text($3::json))`,
}

/** Reads versions of one tenant, through a connection or a running transaction. */
export type VersionReader = {
  readonly current: (type: string, id: string) => Promise<StoredVersion | undefined>
  /** The current version, held against other writers until the transaction ends. */
  readonly locked: (type: string, id: string) => Promise<StoredVersion | undefined>
  readonly older: (type: string, id: string, version: number) => Promise<StoredVersion | undefined>
  readonly many: (type: string, ids: readonly string[]) => Promise<readonly StoredVersion[]>
}

export const versionReader = (db: Kysely<Tables>, dialect: Database['dialect'], tenant: string): VersionReader => ({
  current: async (type, id) => (await run<StoredVersion>(db, dialect, readCurrent, [tenant, type, id]))[0],
  locked: async (type, id) => (await run<StoredVersion>(db, dialect, lockCurrent, [tenant, type, id]))[0],
  older: async (type, id, version) =>
    (await run<StoredVersion>(db, dialect, readOlder, [tenant, type, id, version]))[0],
  many: (type, ids) => run<StoredVersion>(db, dialect, readMany, [tenant, type, JSON.stringify(ids)]),
})
