import type { DatabaseSync, StatementSync } from 'node:sqlite'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { AttuneError } from '../shared/errors.ts'
import { checkBound } from './bound-values.ts'

type Bindable = string | number | bigint | null | Uint8Array

/** Prepared statements kept per connection: preparing costs as much as running a short one. */
const keptStatements = 500

/** So long one waits for a connection that somebody else holds. Only a transaction that waits for itself takes longer. */
const longestWait = 20_000

type Prepared = { readonly statement: StatementSync; readonly reader: boolean }

/** The statement asked for longest ago is given up first. */
const preparing = (db: DatabaseSync): ((text: string) => Prepared) => {
  const kept = new Map<string, Prepared>()
  return (text) => {
    const known = kept.get(text)
    if (known !== undefined) {
      kept.delete(text)
      kept.set(text, known)
      return known
    }
    const statement = db.prepare(text)
    const made = { statement, reader: statement.columns().length > 0 }
    const [oldest] = kept.keys()
    if (kept.size >= keptStatements && oldest !== undefined) kept.delete(oldest)
    kept.set(text, made)
    return made
  }
}

const connectionOf = (db: DatabaseSync): DatabaseConnection => {
  const prepare = preparing(db)
  return {
    executeQuery: async <R>({ sql, parameters }: CompiledQuery) => {
      checkBound(parameters)
      const { statement, reader } = prepare(sql)
      if (reader) return { rows: statement.all(...(parameters as readonly Bindable[])) as R[] }
      const { changes, lastInsertRowid } = statement.run(...(parameters as readonly Bindable[]))
      return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
    },
    streamQuery: () => {
      throw new Error('Long results are read in pages by key: an open stream would hold the write-ahead log back.')
    },
  }
}

/** Hands one connection from one asker to the next, in the order of asking. */
const queueFor = (what: string): { readonly take: () => Promise<void>; readonly give: () => void } => {
  const waiting: (() => void)[] = []
  let held = false
  const take = (): Promise<void> => {
    if (!held) {
      held = true
      return Promise.resolve()
    }
    return new Promise((resolve, reject) => {
      const turn = (): void => {
        clearTimeout(timer)
        resolve()
      }
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(turn), 1)
        reject(new AttuneError('ATTUNE_STORE_BUSY', `${what} (does a transaction write beside its own tx?)`))
      }, longestWait)
      waiting.push(turn)
    })
  }
  const give = (): void => {
    const next = waiting.shift()
    if (next === undefined) held = false
    else next()
  }
  return { take, give }
}

/** `what`: the connection, as it is told. `begin`: how a transaction begins. */
export type SqliteUse = { readonly what: string; readonly begin: 'begin' | 'begin immediate' }

const driverOf = (db: DatabaseSync, { what, begin }: SqliteUse): Driver => {
  const connection = connectionOf(db)
  const queue = queueFor(what)
  return {
    init: async () => undefined,
    acquireConnection: async () => {
      await queue.take()
      return connection
    },
    releaseConnection: async () => queue.give(),
    beginTransaction: async () => db.exec(begin),
    commitTransaction: async () => db.exec('commit'),
    rollbackTransaction: async () => {
      // A full disk or a failed read may have ended the transaction already.
      if (db.isTransaction) db.exec('rollback')
    },
    destroy: async () => undefined,
  }
}

/** Askers are kept apart by the queue of the driver, not by Kysely. */
class QueuedSqliteAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

/** One connection to SQLite for Kysely; whoever opened the connection closes it. */
export const sqliteDialect = (db: DatabaseSync, use: SqliteUse): Dialect => ({
  createAdapter: () => new QueuedSqliteAdapter(),
  createDriver: () => driverOf(db, use),
  createIntrospector: (of) => new SqliteIntrospector(of),
  createQueryCompiler: () => new SqliteQueryCompiler(),
})
