import type { Kysely } from 'kysely'
import type { Migration } from '../database.ts'
import type { Tables } from '../schema.ts'

/**
 * Cards as they were sent, and what became of them. `person` is a Patient of this store, empty where the call was about nobody that is known here.
 * `client` is the issuer of the calling client, empty where none was asked for. `digest` makes a repeated feedback fall on its first row.
 */
export type CdsFeedbackTables = {
  cds_card: {
    tenant: string
    person: string
    card: string
    client: string
    service: string
    hook: string
    at: string
    recommendation: string
    knowledge: string
    json: string
  }
  cds_feedback: {
    tenant: string
    person: string
    card: string
    digest: string
    outcome: string
    suggestions: string
    reason_code: string | null
    reason_system: string | null
    reason_display: string | null
    comment: string | null
    at: string
    received: string
  }
}

const create = async (db: Kysely<Tables>): Promise<void> => {
  await db.schema
    .createTable('cds_card')
    .addColumn('tenant', 'text', (c) => c.notNull())
    .addColumn('person', 'text', (c) => c.notNull())
    .addColumn('card', 'text', (c) => c.notNull())
    .addColumn('client', 'text', (c) => c.notNull())
    .addColumn('service', 'text', (c) => c.notNull())
    .addColumn('hook', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('recommendation', 'text', (c) => c.notNull())
    .addColumn('knowledge', 'text', (c) => c.notNull())
    .addColumn('json', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('cds_card_key', ['tenant', 'person', 'card'])
    .execute()
  await db.schema.createIndex('cds_card_by_id').unique().on('cds_card').columns(['tenant', 'card']).execute()
  await db.schema
    .createIndex('cds_card_by_recommendation')
    .on('cds_card')
    .columns(['tenant', 'recommendation'])
    .execute()
  await db.schema
    .createTable('cds_feedback')
    .addColumn('tenant', 'text', (c) => c.notNull())
    .addColumn('person', 'text', (c) => c.notNull())
    .addColumn('card', 'text', (c) => c.notNull())
    .addColumn('digest', 'text', (c) => c.notNull())
    .addColumn('outcome', 'text', (c) => c.notNull())
    .addColumn('suggestions', 'text', (c) => c.notNull())
    .addColumn('reason_code', 'text')
    .addColumn('reason_system', 'text')
    .addColumn('reason_display', 'text')
    .addColumn('comment', 'text')
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('received', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('cds_feedback_key', ['tenant', 'person', 'card', 'digest'])
    .execute()
}

export const cdsFeedbackMigrations: readonly Migration[] = [{ id: 'cds-feedback-1', up: create }]
