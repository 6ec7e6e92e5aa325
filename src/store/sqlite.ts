import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { Kysely, sql, SqliteDialect } from 'kysely'
import { AttuneError } from '../shared/errors.ts'
import type { Database } from './database.ts'
import type { Tables } from './schema.ts'

type Bindable = string | number | bigint | null | Uint8Array

const pragmas =
  'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000'

/** Prepared statements kept per connection: preparing costs as much as running a short one. */
const keptStatements = 500

const connect = (file: string): Kysely<Tables> => {
  const db = new DatabaseSync(file)
  db.exec(pragmas)
  const prepared = new Map<string, StatementSync>()
  const statementOf = (text: string): StatementSync => {
    const known = prepared.get(text)
    if (known !== undefined) return known
    const statement = db.prepare(text)
    const [oldest] = prepared.keys()
    if (prepared.size >= keptStatements && oldest !== undefined) prepared.delete(oldest)
    prepared.set(text, statement)
    return statement
  }
  return new Kysely<Tables>({
    dialect: new SqliteDialect({
      database: {
        close: () => db.close(),
        prepare: (text) => {
          const statement = statementOf(text)
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
}

/** Node's own SQLite: one file, WAL, every commit synced to disk, one writing connection. `:memory:` keeps nothing. */
export const openSqlite = (file: string): Database => {
  try {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true })
    const write = connect(file)
    const read = file === ':memory:' ? write : connect(file)
    return {
      dialect: 'sqlite',
      read,
      write,
      transaction: (work) =>
        write.connection().execute(async (tx) => {
          await sql`begin immediate`.execute(tx)
          try {
            const result = await work(tx)
            await sql`commit`.execute(tx)
            return result
          } catch (cause) {
            await sql`rollback`.execute(tx)
            throw cause
          }
        }),
      close: async () => {
        await write.destroy()
        if (read !== write) await read.destroy()
      },
    }
  } catch (cause) {
    throw new AttuneError('ATTUNE_STORE_FAILED', file, { cause })
  }
}
