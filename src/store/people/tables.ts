import type { Kysely } from 'kysely'
import type { Migration } from '../database.ts'
import type { Tables } from '../schema.ts'

export const inputKinds = ['genome', 'record', 'outsideCalls'] as const
export type InputKind = (typeof inputKinds)[number]

/** People of one tenant (`person` is the id of the FHIR Patient), the files that came in for each, and the last report made of them. */
export type PeopleTables = {
  person: { tenant: string; person: string; story: string | null; created: string; changed: string }
  input: { tenant: string; person: string; kind: InputKind; name: string; sha256: string; bytes: Uint8Array }
  report: {
    tenant: string
    person: string
    made: string
    software: string
    knowledge: string
    basis: string
    name: string
    summary: string
    document: string
  }
}

const people = async (db: Kysely<Tables>, bytes: 'blob' | 'bytea'): Promise<void> => {
  await db.schema
    .createTable('person')
    .addColumn('tenant', 'text', (c) => c.notNull())
    .addColumn('person', 'text', (c) => c.notNull())
    .addColumn('story', 'text')
    .addColumn('created', 'text', (c) => c.notNull())
    .addColumn('changed', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('person_key', ['tenant', 'person'])
    .execute()
  await db.schema
    .createTable('input')
    .addColumn('tenant', 'text', (c) => c.notNull())
    .addColumn('person', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('sha256', 'text', (c) => c.notNull())
    .addColumn('bytes', bytes, (c) => c.notNull())
    .addPrimaryKeyConstraint('input_key', ['tenant', 'person', 'kind'])
    .execute()
  await db.schema
    .createTable('report')
    .addColumn('tenant', 'text', (c) => c.notNull())
    .addColumn('person', 'text', (c) => c.notNull())
    .addColumn('made', 'text', (c) => c.notNull())
    .addColumn('software', 'text', (c) => c.notNull())
    .addColumn('knowledge', 'text', (c) => c.notNull())
    .addColumn('basis', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('summary', 'text', (c) => c.notNull())
    .addColumn('document', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('report_key', ['tenant', 'person'])
    .execute()
}

export const peopleMigrations: readonly Migration[] = [
  { id: 'people-1', up: (db, dialect) => people(db, dialect === 'sqlite' ? 'blob' : 'bytea') },
]
