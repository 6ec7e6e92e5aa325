import type { Kysely } from 'kysely'
import { auditMigrations } from './audit/tables.ts'
import { cdsFeedbackMigrations } from './cds-feedback/tables.ts'
import type { Database, Migration } from './database.ts'
import { fhirMigrations } from './fhir/tables.ts'
import { genomeMigrations } from './genome/tables.ts'
import { jobMigrations } from './jobs/tables.ts'
import { peopleMigrations } from './people/tables.ts'
import { signInMigrations } from './sign-in/tables.ts'

/** In the order in which they run; new ones are appended to their area, never put in between. */
const migrations: readonly Migration[] = [
  ...peopleMigrations,
  ...genomeMigrations,
  ...fhirMigrations,
  ...auditMigrations,
  ...jobMigrations,
  ...signInMigrations,
  ...cdsFeedbackMigrations,
]

type Applied = { migration: { id: string; applied: string } }

/** Brings the schema to this software's, forward only. Each migration runs in a transaction of its own together with its note. */
export const migrate = async (database: Database, at: string): Promise<void> => {
  const notes = (db: Database['write']): Kysely<Applied> => db as unknown as Kysely<Applied>
  await notes(database.write)
    .schema.createTable('migration')
    .ifNotExists()
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('applied', 'text', (c) => c.notNull())
    .execute()
  for (const migration of migrations)
    await database.transaction(async (tx) => {
      const done = await notes(tx).selectFrom('migration').select('id').where('id', '=', migration.id).execute()
      if (done.length > 0) return
      await migration.up(tx, database.dialect)
      await notes(tx).insertInto('migration').values({ id: migration.id, applied: at }).execute()
    })
}
