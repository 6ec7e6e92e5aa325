import type { Database, OpenOptions } from './database.ts'
import { openSqlite } from './sqlite.ts'

/** Where the data are kept: a file of SQLite, or the URL of a PostgreSQL database (`postgres://…`). */
export type DatabasePlace = { readonly file: string } | { readonly url: string }

/** Opens a database; its schema is brought to this software's by `migrate`. Throws ATTUNE_STORE_… when it cannot be used. */
export const openDatabase = async (place: DatabasePlace, options: OpenOptions = {}): Promise<Database> => {
  if ('file' in place) return openSqlite(place.file, options)
  // Only who uses PostgreSQL pays for loading its client.
  const { openPostgres } = await import('./postgres.ts')
  return openPostgres(place.url, options)
}
