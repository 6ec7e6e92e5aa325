import type { Kysely } from 'kysely'
import type { Instant } from '../../shared/instant.ts'
import type { Database } from '../database.ts'
import type { Tables } from '../schema.ts'
import type { JobState } from './tables.ts'

export type Job = {
  readonly tenant: string
  readonly id: string
  readonly kind: string
  readonly state: JobState
  readonly request: unknown
  /** What the worker told last; absent before. */
  readonly progress?: unknown
  /** What was handed to `finish`, or after a failure what was told of it; absent before. */
  readonly result?: unknown
  readonly attempts: number
  readonly created: string
  readonly updated: string
  readonly createdBy: string
}

export type NewJob = Pick<Job, 'tenant' | 'kind' | 'request' | 'createdBy'>

/** `leaseMs`: a running job nobody speaks for so long is begun anew; after `mostAttempts` beginnings it has failed. */
export type JobQueueOptions = {
  readonly now: () => Instant
  readonly newId: () => string
  readonly leaseMs?: number
  readonly mostAttempts?: number
}

/**
 * Jobs of all tenants in the database itself, so that nothing queued is lost with a process. Heartbeat, finish and fail hold only for the
 * attempt they are given: whoever lost a lease changes nothing any more and is told `false`.
 */
export type JobQueue = {
  enqueue(job: NewJob): Promise<Job>
  /** A job that the caller works itself, running from the start under a lease. Left alone it comes to whoever claims its kind. */
  begin(job: NewJob): Promise<Job>
  /** The job that has waited longest, now running under a lease of its own; files of an earlier attempt are gone. Undefined: nothing is due. */
  claim(kinds: readonly string[]): Promise<Job | undefined>
  heartbeat(job: Job, progress?: unknown): Promise<boolean>
  finish(job: Job, result: unknown): Promise<boolean>
  /** Queues it again after a pause while attempts are left and `again` is true, else it has failed. */
  fail(job: Job, reason: unknown, again: boolean): Promise<boolean>
  /** False: there is no such job, or it has ended already. Its files go away. */
  cancel(tenant: string, id: string): Promise<boolean>
  get(tenant: string, id: string): Promise<Job | undefined>
  /** The newest first. */
  list(tenant: string, query: { readonly kind?: string; readonly limit: number }): Promise<readonly Job[]>
  /** Deletes jobs that ended before, with their files; tells how many. */
  prune(before: Instant): Promise<number>
  /** Calls when a job is queued through this queue; gives back how to stop that. */
  onEnqueue(listener: () => void): () => void
}

const jobOf = (row: Tables['job']): Job => ({
  tenant: row.tenant,
  id: row.id,
  kind: row.kind,
  state: row.state,
  request: JSON.parse(row.request) as unknown,
  ...(row.progress === null ? {} : { progress: JSON.parse(row.progress) as unknown }),
  ...(row.result === null ? {} : { result: JSON.parse(row.result) as unknown }),
  attempts: row.attempts,
  created: row.created,
  updated: row.updated,
  createdBy: row.created_by,
})

const json = (value: unknown): string => JSON.stringify(value) ?? 'null'

const pauseMs = (attempts: number): number => Math.min(60_000, 1000 * 4 ** (attempts - 1))

const dropFiles = async (tx: Kysely<Tables>, tenant: string, job: string): Promise<void> => {
  await tx.deleteFrom('job_file').where('tenant', '=', tenant).where('job', '=', job).execute()
}

const dueOf = (db: Kysely<Tables>, kinds: readonly string[], now: string) =>
  db.selectFrom('job').where('state', 'in', ['queued', 'running']).where('kind', 'in', kinds).where('due', '<=', now)

/** Others of the same database skip what one of them is just claiming. */
const concurrent = { isolation: 'readCommitted' } as const

export const jobQueue = (db: Database, options: JobQueueOptions): JobQueue => {
  const { newId, leaseMs = 60_000, mostAttempts = 3 } = options
  const listeners = new Set<() => void>()
  // One form of time everywhere, so that times can be compared as text.
  const inMs = (ms: number): string => new Date(Date.parse(options.now()) + ms).toISOString()

  const add = async (
    { tenant, kind, request, createdBy }: NewJob,
    how: Pick<Tables['job'], 'state' | 'due' | 'attempts'>,
  ): Promise<Job> => {
    const now = inMs(0)
    const row = await db.write
      .insertInto('job')
      .values({
        tenant,
        id: newId(),
        kind,
        progress: null,
        request: json(request),
        result: null,
        created: now,
        updated: now,
        created_by: createdBy,
        ...how,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    return jobOf(row)
  }

  const change = async (job: Job, values: Partial<Tables['job']>): Promise<boolean> => {
    const changed = await db.write
      .updateTable('job')
      .set({ updated: inMs(0), ...values })
      .where('tenant', '=', job.tenant)
      .where('id', '=', job.id)
      .where('state', '=', 'running')
      .where('attempts', '=', job.attempts)
      .executeTakeFirst()
    return changed.numUpdatedRows === 1n
  }

  const giveUpLost = (tx: Kysely<Tables>, now: string) =>
    tx
      .updateTable('job')
      .set({ state: 'failed', updated: now, result: json({ message: 'It was begun several times and never ended.' }) })
      .where('state', '=', 'running')
      .where('due', '<=', now)
      .where('attempts', '>=', mostAttempts)
      .execute()

  const begin = (kinds: readonly string[]): Promise<Job | undefined> =>
    db.transaction(async (tx) => {
      const now = inMs(0)
      await giveUpLost(tx, now)
      const due = await dueOf(tx, kinds, now)
        .select(['tenant', 'id', 'attempts'])
        .orderBy('due')
        .orderBy('id')
        .limit(1)
        .$if(db.dialect === 'postgres', (q) => q.forUpdate().skipLocked())
        .executeTakeFirst()
      if (due === undefined) return undefined
      const { tenant, id, attempts } = due
      if (attempts > 0) await dropFiles(tx, tenant, id)
      const row = await tx
        .updateTable('job')
        .set({ state: 'running', due: inMs(leaseMs), attempts: attempts + 1, updated: now })
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirstOrThrow()
      return jobOf(row)
    }, concurrent)

  const claim: JobQueue['claim'] = async (kinds) => {
    // Whoever looks and finds nothing keeps no writer waiting.
    const any = await dueOf(db.read, kinds, inMs(0)).select('id').limit(1).executeTakeFirst()
    return any === undefined ? undefined : begin(kinds)
  }

  return {
    claim,
    enqueue: async (job) => {
      const made = await add(job, { state: 'queued', due: inMs(0), attempts: 0 })
      for (const listener of listeners) listener()
      return made
    },
    begin: (job) => add(job, { state: 'running', due: inMs(leaseMs), attempts: 1 }),
    heartbeat: (job, progress) =>
      change(job, { due: inMs(leaseMs), ...(progress === undefined ? {} : { progress: json(progress) }) }),
    finish: (job, result) => change(job, { state: 'done', result: json(result) }),
    fail: (job, reason, again) =>
      again && job.attempts < mostAttempts
        ? change(job, { state: 'queued', due: inMs(pauseMs(job.attempts)), result: json(reason) })
        : change(job, { state: 'failed', result: json(reason) }),
    cancel: (tenant, id) =>
      db.transaction(async (tx) => {
        const changed = await tx
          .updateTable('job')
          .set({ state: 'cancelled', updated: inMs(0) })
          .where('tenant', '=', tenant)
          .where('id', '=', id)
          .where('state', 'in', ['queued', 'running'])
          .executeTakeFirst()
        if (changed.numUpdatedRows === 0n) return false
        await dropFiles(tx, tenant, id)
        return true
      }, concurrent),
    get: async (tenant, id) => {
      const row = await db.read
        .selectFrom('job')
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .selectAll()
        .executeTakeFirst()
      return row === undefined ? undefined : jobOf(row)
    },
    list: async (tenant, { kind, limit }) => {
      const rows = await db.read
        .selectFrom('job')
        .where('tenant', '=', tenant)
        .$if(kind !== undefined, (q) => q.where('kind', '=', kind ?? ''))
        .selectAll()
        .orderBy('created', 'desc')
        .orderBy('id')
        .limit(limit)
        .execute()
      return rows.map(jobOf)
    },
    prune: (before) =>
      db.transaction(async (tx) => {
        const old = await tx
          .selectFrom('job')
          .where('state', 'in', ['done', 'failed', 'cancelled'])
          .where('updated', '<', new Date(before).toISOString())
          .select(['tenant', 'id'])
          .execute()
        for (const { tenant, id } of old) {
          await dropFiles(tx, tenant, id)
          await tx.deleteFrom('job').where('tenant', '=', tenant).where('id', '=', id).execute()
        }
        return old.length
      }),
    onEnqueue: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
