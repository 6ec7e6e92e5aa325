import { type Kysely, sql } from 'kysely'
import type { AuditAction, AuditOutcome, Role } from '../../trust/index.ts'
import type { Database, Migration } from '../database.ts'
import type { Tables } from '../schema.ts'

/**
 * Who did what. `seq` counts a tenant's entries from 1 in the order of their commits, without gaps; `audit_patient` finds an entry by each
 * patient it is about. Rows are only ever added: the database itself refuses to change or delete one.
 */
export type AuditTables = {
  audit: {
    tenant: string
    seq: number
    at: string
    actor: string
    actor_name: string
    role: Role
    reference: string | null
    client: string | null
    purpose: string
    action: AuditAction
    outcome: AuditOutcome
    entity: string
    patients: string
    query: string | null
    request: string | null
  }
  audit_patient: { tenant: string; patient: string; seq: number }
}

const refusal = 'audit entries are only added, never changed or deleted'

const guardOnSqlite = async (db: Kysely<Tables>, table: string, same: string): Promise<void> => {
  const [on, says] = [sql.table(table), sql.lit(refusal)]
  await sql`create trigger ${sql.ref(`${table}_unchanged`)} before update on ${on} begin select raise(abort, ${says}); end`.execute(
    db,
  )
  await sql`create trigger ${sql.ref(`${table}_kept`)} before delete on ${on} begin select raise(abort, ${says}); end`.execute(
    db,
  )
  // `insert or replace` takes the old row away without asking the trigger above.
  await sql`create trigger ${sql.ref(`${table}_added`)} before insert on ${on}
    when exists (select 1 from ${on} where ${sql.raw(same)}) begin select raise(abort, ${says}); end`.execute(db)
}

const guardOnPostgres = async (db: Kysely<Tables>, table: string): Promise<void> => {
  const on = sql.table(table)
  await sql`create trigger ${sql.ref(`${table}_kept`)} before update or delete on ${on}
    for each row execute function refuse_change_of_audit()`.execute(db)
  await sql`create trigger ${sql.ref(`${table}_whole`)} before truncate on ${on}
    for each statement execute function refuse_change_of_audit()`.execute(db)
}

const guard = async (db: Kysely<Tables>, dialect: Database['dialect']): Promise<void> => {
  if (dialect === 'sqlite') {
    await guardOnSqlite(db, 'audit', 'tenant = new.tenant and seq = new.seq')
    await guardOnSqlite(db, 'audit_patient', 'tenant = new.tenant and patient = new.patient and seq = new.seq')
    return
  }
  await sql`create function refuse_change_of_audit() returns trigger language plpgsql as ${sql.lit(
    `begin raise exception '${refusal}'; end`,
  )}`.execute(db)
  await guardOnPostgres(db, 'audit')
  await guardOnPostgres(db, 'audit_patient')
}

export const auditMigrations: readonly Migration[] = [
  {
    id: 'audit-1',
    up: async (db, dialect) => {
      await db.schema
        .createTable('audit')
        .addColumn('tenant', 'text', (c) => c.notNull())
        .addColumn('seq', 'bigint', (c) => c.notNull())
        .addColumn('at', 'text', (c) => c.notNull())
        .addColumn('actor', 'text', (c) => c.notNull())
        .addColumn('actor_name', 'text', (c) => c.notNull())
        .addColumn('role', 'text', (c) => c.notNull())
        .addColumn('reference', 'text')
        .addColumn('client', 'text')
        .addColumn('purpose', 'text', (c) => c.notNull())
        .addColumn('action', 'text', (c) => c.notNull())
        .addColumn('outcome', 'text', (c) => c.notNull())
        .addColumn('entity', 'text', (c) => c.notNull())
        .addColumn('patients', 'text', (c) => c.notNull())
        .addColumn('query', 'text')
        .addColumn('request', 'text')
        .addPrimaryKeyConstraint('audit_key', ['tenant', 'seq'])
        .execute()
      await db.schema
        .createTable('audit_patient')
        .addColumn('tenant', 'text', (c) => c.notNull())
        .addColumn('patient', 'text', (c) => c.notNull())
        .addColumn('seq', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('audit_patient_key', ['tenant', 'patient', 'seq'])
        .execute()
      await db.schema.createIndex('audit_actor').on('audit').columns(['tenant', 'actor', 'seq']).execute()
      await db.schema.createIndex('audit_entity').on('audit').columns(['tenant', 'entity', 'seq']).execute()
      await db.schema.createIndex('audit_time').on('audit').columns(['tenant', 'at']).execute()
      await guard(db, dialect)
    },
  },
]
