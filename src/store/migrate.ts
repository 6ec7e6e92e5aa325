import { type Kysely, sql } from 'kysely'
import { AttuneError } from '../shared/errors.ts'
import { auditMigrations } from './audit/tables.ts'
import { cdsFeedbackMigrations } from './cds-feedback/tables.ts'
import type { Database, Migration } from './database.ts'
import { fhirMigrations } from './fhir/tables.ts'
import { genomeMigrations } from './genome/tables.ts'
import { jobMigrations } from './jobs/tables.ts'
import { peopleMigrations } from './people/tables.ts'
import type { Tables } from './schema.ts'
import { signInMigrations } from './sign-in/tables.ts'

/** In the order in which they run; new ones are appended to their area, never put in between. */
const allMigrations: readonly Migration[] = [
  ...peopleMigrations,
  ...genomeMigrations,
  ...fhirMigrations,
  ...auditMigrations,
  ...jobMigrations,
  ...signInMigrations,
  ...cdsFeedbackMigrations,
]

type Applied = { migration: { id: string; applied: string } }

const notes = (db: Kysely<Tables>): Kysely<Applied> => db as unknown as Kysely<Applied>

/** Held by whoever migrates; any number that nothing else in the database locks. */
const migrationLock = 7_046_330_915

/** Work alone: on SQLite a transaction is alone by itself. A long change of a big table is not cut short. */
const alone = <T>(database: Database, work: (tx: Kysely<Tables>) => Promise<T>): Promise<T> =>
  database.transaction(
    async (tx) => {
      if (database.dialect === 'postgres') {
        await sql`set local statement_timeout = 0`.execute(tx)
        await sql`select pg_advisory_xact_lock(${sql.lit(migrationLock)})`.execute(tx)
      }
      return work(tx)
    },
    { isolation: 'readCommitted' },
  )

const appliedOf = async (tx: Kysely<Tables>): Promise<ReadonlySet<string>> =>
  new Set((await notes(tx).selectFrom('migration').select('id').execute()).map((m) => m.id))

/**
 * Brings the schema to this software's, forward only; several processes may do so at once. Each migration runs in a transaction of its own
 * together with its note. A database with migrations this software does not know is refused (ATTUNE_STORE_NEWER) and left as it is.
 */
export const migrate = async (
  database: Database,
  at: string,
  migrations: readonly Migration[] = allMigrations,
): Promise<void> => {
  const known = new Set(migrations.map((m) => m.id))
  const applied = await alone(database, async (tx) => {
    await notes(tx)
      .schema.createTable('migration')
      .ifNotExists()
      .addColumn('id', 'text', (c) => c.primaryKey())
      .addColumn('applied', 'text', (c) => c.notNull())
      .execute()
    return appliedOf(tx)
  })
  const foreign = [...applied].filter((id) => !known.has(id))
  if (foreign.length > 0) throw new AttuneError('ATTUNE_STORE_NEWER', foreign.sort().join(', '))
  for (const migration of migrations.filter((m) => !applied.has(m.id)))
    await alone(database, async (tx) => {
      if ((await appliedOf(tx)).has(migration.id)) return
      await migration.up(tx, database.dialect)
      await notes(tx).insertInto('migration').values({ id: migration.id, applied: at }).execute()
    })
}
