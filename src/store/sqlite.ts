import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely, SqliteDialect } from 'kysely'
import { AttuneError } from '../shared/errors.ts'
import type { Tables } from './schema.ts'

type Bindable = string | number | bigint | null | Uint8Array

/** Kysely over Node's own SQLite: one file, WAL, every commit synced to disk. `:memory:` keeps nothing. */
export const openSqlite = (file: string): Kysely<Tables> => {
  try {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true })
    const db = new DatabaseSync(file)
    db.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000',
    )
    return new Kysely<Tables>({
      dialect: new SqliteDialect({
        database: {
          close: () => db.close(),
          prepare: (sql) => {
            const statement = db.prepare(sql)
            return {
              reader: statement.columns().length > 0,
              all: (parameters) => statement.all(...(parameters as readonly Bindable[])),
              run: (parameters) => statement.run(...(parameters as readonly Bindable[])),
              iterate: (parameters) => statement.iterate(...(parameters as readonly Bindable[])),
            }
          },
        },
      }),
    })
  } catch (cause) {
    throw new AttuneError('ATTUNE_STORE_FAILED', file, { cause })
  }
}
