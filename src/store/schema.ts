import type { Kysely } from 'kysely'

/** Tables as they stand on disk. Tenant and person come first in every key. Times are ISO 8601 text. */
export type Tables = {
  person: { tenant: string; person: string; story: string | null; created: string; changed: string }
  input: { tenant: string; person: string; kind: InputKind; name: string; sha256: string; bytes: Uint8Array }
  report: {
    tenant: string
    person: string
    made: string
    software: string
    knowledge: string
    name: string
    summary: string
    document: string
  }
}

export const inputKinds = ['genome', 'record', 'outsideCalls'] as const
export type InputKind = (typeof inputKinds)[number]

/** Creates what is not there yet. Forward only: a released table is never altered in place. */
export const migrate = async (db: Kysely<Tables>): Promise<void> => {
  await db.schema
    .createTable('person')
    .ifNotExists()
    .addColumn('tenant', 'text', (c) => c.notNull())
    .addColumn('person', 'text', (c) => c.notNull())
    .addColumn('story', 'text')
    .addColumn('created', 'text', (c) => c.notNull())
    .addColumn('changed', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('person_key', ['tenant', 'person'])
    .execute()
  await db.schema
    .createTable('input')
    .ifNotExists()
    .addColumn('tenant', 'text', (c) => c.notNull())
    .addColumn('person', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('sha256', 'text', (c) => c.notNull())
    .addColumn('bytes', 'blob', (c) => c.notNull())
    .addPrimaryKeyConstraint('input_key', ['tenant', 'person', 'kind'])
    .execute()
  await db.schema
    .createTable('report')
    .ifNotExists()
    .addColumn('tenant', 'text', (c) => c.notNull())
    .addColumn('person', 'text', (c) => c.notNull())
    .addColumn('made', 'text', (c) => c.notNull())
    .addColumn('software', 'text', (c) => c.notNull())
    .addColumn('knowledge', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('summary', 'text', (c) => c.notNull())
    .addColumn('document', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('report_key', ['tenant', 'person'])
    .execute()
}
