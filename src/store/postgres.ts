import { setTimeout as wait } from 'node:timers/promises'
import { randomInt } from 'node:crypto'
import { Kysely, PostgresDialect, type PostgresPoolClient, sql } from 'kysely'
import pg from 'pg'
import { AttuneError } from '../shared/errors.ts'
import { checkBound } from './bound-values.ts'
import type { Problem } from '../shared/problem.ts'
import type { Database, OpenOptions } from './database.ts'
import type { Tables } from './schema.ts'

const oldestVersion = 150_000

/** Serialization failure and deadlock: the transaction has left nothing behind and may run again. @source PostgreSQL 15 manual, appendix A */
const mayRunAgain: ReadonlySet<string> = new Set(['40001', '40P01'])
const mostTries = 10

const codeOf = (fault: unknown): string =>
  typeof fault === 'object' && fault !== null && 'code' in fault && typeof fault.code === 'string' ? fault.code : ''

const wholeNumber = (text: string): number => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError('An integer read from the store lies beyond 2^53.')
  return value
}

const int8 = 20
/** Kinds that `pg` would turn into what cannot hold them: date, timestamps and intervals stay text. */
const keptAsText: ReadonlySet<number> = new Set([1082, 1083, 1114, 1184, 1186, 1266])

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text') => {
    if (oid === int8) return wholeNumber
    if (keptAsText.has(oid)) return (text: string) => text
    return pg.types.getTypeParser(oid, format)
  }) as pg.CustomTypesConfig['getTypeParser'],
}

const poolOf = (url: string): pg.Pool =>
  new pg.Pool({
    connectionString: url,
    types,
    max: 10,
    application_name: 'attune',
    connectionTimeoutMillis: 20_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 60_000,
    keepAlive: true,
  })

type Asking = (text: string, values: readonly unknown[]) => Promise<unknown>

/** `pg` tells only by its words that all connections were busy too long. */
const noneFree = (cause: Error): never => {
  if (!cause.message.startsWith('timeout exceeded')) throw cause
  throw new AttuneError('ATTUNE_STORE_BUSY', 'a connection to PostgreSQL', { cause })
}

/** Connections whose values are held against the same rules as SQLite's. */
const checkedPool = (pool: pg.Pool) => {
  const checked = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  const clientOf = (client: pg.PoolClient): PostgresPoolClient => {
    const ask = client.query.bind(client) as unknown as Asking
    // A server that goes away between two statements of a transaction would else end this process; the next statement fails by itself.
    client.on('error', () => undefined)
    const made = {
      query: (text: string, values: readonly unknown[] = []) => {
        checkBound(values)
        return ask(text, values)
      },
      release: (discard?: boolean) => client.release(discard ?? false),
    }
    return made as unknown as PostgresPoolClient
  }
  return {
    connect: async () => {
      const client = await pool.connect().catch(noneFree)
      const known = checked.get(client) ?? clientOf(client)
      checked.set(client, known)
      return known
    },
    end: () => pool.end(),
    options: pool.options,
  }
}

/** Where the database is, without the password. */
const placeOf = (url: string): string => {
  try {
    const { host, pathname, searchParams } = new URL(url)
    return `PostgreSQL at ${host || (searchParams.get('host') ?? 'localhost')}${pathname}`
  } catch {
    return 'PostgreSQL (DATABASE_URL is no URL)'
  }
}

type Settings = { version: number; fsync: string; synchronous: string; encoding: string }

const settingsOf = async (db: Kysely<Tables>): Promise<Settings> => {
  const asked = await sql<Settings>`
    select current_setting('server_version_num')::int as version, current_setting('fsync') as fsync,
      current_setting('synchronous_commit') as synchronous, pg_encoding_to_char(encoding) as encoding
      from pg_database where datname = current_database()`.execute(db)
  return asked.rows[0] as Settings
}

const notSynced = (place: string): Problem => ({
  code: 'STORE_NOT_SYNCED',
  severity: 'warning',
  at: { source: place },
  message: 'This PostgreSQL does not sync commits to the disk: what was acknowledged can be lost.',
  remedy: 'Set fsync and synchronous_commit to on.',
})

/** PostgreSQL 15 or newer behind a pool of connections. The URL is never told: it may hold a password. */
export const openPostgres = async (url: string, options: OpenOptions = {}): Promise<Database> => {
  const place = placeOf(url)
  const { durability = 'full', tell } = options
  const pool = poolOf(url)
  // A server that goes away ends idle connections; the next statement opens a new one or fails by itself.
  pool.on('error', () => undefined)
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: checkedPool(pool) }) })
  try {
    const settings = await settingsOf(db)
    if (settings.version < oldestVersion)
      throw new AttuneError('ATTUNE_STORE_FAILED', `${place} is older than version 15`)
    if (settings.encoding !== 'UTF8')
      throw new AttuneError('ATTUNE_STORE_FAILED', `${place} is encoded in ${settings.encoding}, not in UTF8`)
    if (durability === 'full' && (settings.fsync !== 'on' || settings.synchronous === 'off')) tell?.(notSynced(place))
  } catch (cause) {
    await db.destroy()
    if (cause instanceof AttuneError) throw cause
    throw new AttuneError('ATTUNE_STORE_FAILED', place, { cause })
  }
  const transaction: Database['transaction'] = async (work, { isolation = 'serializable' } = {}) => {
    const level = isolation === 'serializable' ? 'serializable' : 'read committed'
    for (let attempt = 1; ; attempt++) {
      try {
        return await db.transaction().setIsolationLevel(level).execute(work)
      } catch (fault) {
        if (!mayRunAgain.has(codeOf(fault)) || attempt === mostTries) throw fault
        await wait(randomInt(1, 5 * 2 ** Math.min(attempt, 6)))
      }
    }
  }
  return { dialect: 'postgres', read: db, write: db, transaction, close: () => db.destroy() }
}
