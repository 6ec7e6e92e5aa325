import { bytesColumn, type Migration } from '../database.ts'

export const jobStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const
export type JobState = (typeof jobStates)[number]

/**
 * Work that outlasts a request. `due`: while queued not to be begun before; while running the end of the lease, after which somebody else may
 * begin it anew. `attempts` counts how often it was begun. `progress`, `request` and `result` are JSON.
 */
export type JobTables = {
  job: {
    tenant: string
    id: string
    kind: string
    state: JobState
    progress: string | null
    request: string
    result: string | null
    due: string
    attempts: number
    created: string
    updated: string
    created_by: string
  }
  job_file: { tenant: string; job: string; name: string; n: number; bytes: Uint8Array }
}

export const jobMigrations: readonly Migration[] = [
  {
    id: 'jobs-1',
    up: async (db, dialect) => {
      await db.schema
        .createTable('job')
        .addColumn('tenant', 'text', (c) => c.notNull())
        .addColumn('id', 'text', (c) => c.notNull())
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('progress', 'text')
        .addColumn('request', 'text', (c) => c.notNull())
        .addColumn('result', 'text')
        .addColumn('due', 'text', (c) => c.notNull())
        .addColumn('attempts', 'bigint', (c) => c.notNull())
        .addColumn('created', 'text', (c) => c.notNull())
        .addColumn('updated', 'text', (c) => c.notNull())
        .addColumn('created_by', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('job_key', ['tenant', 'id'])
        .execute()
      await db.schema.createIndex('job_due').on('job').columns(['state', 'kind', 'due']).execute()
      await db.schema
        .createTable('job_file')
        .addColumn('tenant', 'text', (c) => c.notNull())
        .addColumn('job', 'text', (c) => c.notNull())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('n', 'bigint', (c) => c.notNull())
        .addColumn('bytes', bytesColumn(dialect), (c) => c.notNull())
        .addPrimaryKeyConstraint('job_file_key', ['tenant', 'job', 'name', 'n'])
        .execute()
    },
  },
]
