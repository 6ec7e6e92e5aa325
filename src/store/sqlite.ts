import { closeSync, mkdirSync, openSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { AttuneError } from '../shared/errors.ts'
import type { Database, OpenOptions } from './database.ts'
import { networkFileSystemOf } from './network-file-system.ts'
import type { Tables } from './schema.ts'
import { sqliteDialect } from './sqlite-driver.ts'
import { lockSqliteFile } from './sqlite-lock.ts'

/**
 * `cache_size` is per connection: 64 MB of pages. The write-ahead log is carried over to the file at 32 MB (`wal_autocheckpoint`, in pages of 4 kB),
 * so that pages which many transactions touch, as those of indexes, go there once, and then begins anew when nobody is reading, which within this
 * process is always, as each statement reads to its end at once; a reader from elsewhere, such as a backup, may let it grow, and afterwards it is
 * cut to `journal_size_limit`, 64 MB.
 */
const pragmas = (durability: 'full' | 'demonstration'): string => `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = ${durability === 'full' ? 'FULL' : 'NORMAL'};
  PRAGMA foreign_keys = ON;
  PRAGMA busy_timeout = 5000;
  PRAGMA cache_size = -65536;
  PRAGMA journal_size_limit = 67108864;
  PRAGMA wal_autocheckpoint = 8192;
  PRAGMA trusted_schema = OFF`

const connect = (file: string, durability: 'full' | 'demonstration'): DatabaseSync => {
  const db = new DatabaseSync(file)
  try {
    db.exec(pragmas(durability))
    return db
  } catch (cause) {
    db.close()
    throw cause
  }
}

const failed = (file: string, cause: unknown): AttuneError =>
  cause instanceof AttuneError ? cause : new AttuneError('ATTUNE_STORE_FAILED', file, { cause })

const tellOfNetwork = (folder: string, file: string, tell: OpenOptions['tell']): void => {
  const system = networkFileSystemOf(folder)
  if (system === undefined) return
  tell?.({
    code: 'STORE_ON_NETWORK',
    severity: 'warning',
    at: { source: file },
    message: `The store lies on a network file system (${system}), where locks and syncs may not hold.`,
    remedy: 'Choose a folder on a disk of this machine, or use PostgreSQL through DATABASE_URL.',
  })
}

const temporaryFolders = new Set<string>()
const removeFolder = (folder: string): void => {
  temporaryFolders.delete(folder)
  rmSync(folder, { recursive: true, force: true })
}
const removeAll = (): void => temporaryFolders.forEach(removeFolder)

/** A file that goes away with its database: it behaves like any other, reading beside writing too, and nothing of it waits for a disk. */
const temporaryFile = (): { readonly file: string; readonly remove: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), 'attune-store-'))
  if (temporaryFolders.size === 0 && !process.listeners('exit').includes(removeAll)) process.once('exit', removeAll)
  temporaryFolders.add(folder)
  return { file: join(folder, 'store.sqlite'), remove: () => removeFolder(folder) }
}

/**
 * Node's own SQLite: one file, WAL, every commit synced to disk, one writing connection and one for reading, and one process at a time
 * (ATTUNE_STORE_IN_USE for the second). `:memory:` keeps nothing.
 */
export const openSqlite = (place: string, options: OpenOptions = {}): Database => {
  const { durability = 'full', tell } = options
  const temporary = place === ':memory:' ? temporaryFile() : undefined
  const file = temporary?.file ?? place
  const opened: (() => void)[] = temporary === undefined ? [] : [temporary.remove]
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    tellOfNetwork(dirname(file), file, tell)
    opened.push(lockSqliteFile(file))
    // Records, genomes and signing keys are for this account alone; SQLite gives its side files the mode of this one.
    closeSync(openSync(file, 'a', 0o600))
    const writing = connect(file, temporary === undefined ? durability : 'demonstration')
    opened.push(() => writing.close())
    const reading = connect(file, durability)
    opened.push(() => reading.close())
    reading.exec('PRAGMA query_only = ON')
    const write = new Kysely<Tables>({
      dialect: sqliteDialect(writing, { what: 'the writing connection', begin: 'begin immediate' }),
    })
    const read = new Kysely<Tables>({
      dialect: sqliteDialect(reading, { what: 'the reading connection', begin: 'begin' }),
    })
    return {
      dialect: 'sqlite',
      read,
      write,
      transaction: (work) => write.transaction().execute(work),
      close: async () => {
        await read.destroy()
        await write.destroy()
        for (const undo of opened.toReversed()) undo()
        opened.length = 0
      },
    }
  } catch (cause) {
    for (const undo of opened.toReversed()) undo()
    throw failed(file, cause)
  }
}
