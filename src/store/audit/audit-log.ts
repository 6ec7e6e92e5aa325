import { type Kysely, sql } from 'kysely'
import type { AuditEntry, AuditSink } from '../../trust/index.ts'
import type { Database } from '../database.ts'
import type { Tables } from '../schema.ts'

/** `flushMs`: so long entries are gathered for one commit; `most`: so many are, before it is made at once. */
export type AuditLogOptions = { readonly flushMs?: number; readonly most?: number }

export type AuditLog = AuditSink & {
  /** Resolves when everything appended so far is durable or has failed. */
  readonly flush: () => Promise<void>
  /** Flushes; an entry appended afterwards is rejected. */
  readonly close: () => Promise<void>
}

type Waiting = { readonly entry: AuditEntry; readonly done: () => void; readonly failed: (cause: unknown) => void }

/** Held by whoever adds entries on PostgreSQL, so that `seq` has the order of the commits; any number that nothing else locks. */
const appendLock = 7_046_330_916

/** Most rows of one statement: SQLite takes at most 32,766 values. */
const rowsAtOnce = 256

const rowOf = ({ tenant, actor, ...entry }: AuditEntry, seq: number): Tables['audit'] => ({
  tenant,
  seq,
  at: entry.at,
  actor: actor.id,
  actor_name: actor.name,
  role: actor.role,
  reference: actor.reference ?? null,
  client: actor.client ?? null,
  purpose: actor.purpose,
  action: entry.action,
  outcome: entry.outcome,
  entity: entry.entity,
  patients: JSON.stringify([...new Set(entry.patients)]),
  query: entry.query ?? null,
  request: entry.request ?? null,
})

const lastSeq = async (tx: Kysely<Tables>, tenant: string): Promise<number> => {
  const last = await tx
    .selectFrom('audit')
    .where('tenant', '=', tenant)
    .select('seq')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last?.seq ?? 0
}

/** Cut into powers of two, so that few different statements are prepared. @example 300 rows: 256, 32, 8, 4 */
const slices = <T>(rows: readonly T[]): readonly (readonly T[])[] => {
  const out: (readonly T[])[] = []
  for (let at = 0; at < rows.length; ) {
    const size = Math.min(rowsAtOnce, 2 ** Math.floor(Math.log2(rows.length - at)))
    out.push(rows.slice(at, at + size))
    at += size
  }
  return out
}

const addEntries = (db: Database, entries: readonly AuditEntry[]): Promise<void> =>
  db.transaction(
    async (tx) => {
      if (db.dialect === 'postgres') await sql`select pg_advisory_xact_lock(${sql.lit(appendLock)})`.execute(tx)
      for (const [tenant, own] of Map.groupBy(entries, (e) => e.tenant)) {
        const first = (await lastSeq(tx, tenant)) + 1
        const rows = own.map((entry, i) => rowOf(entry, first + i))
        const patients = own.flatMap((entry, i) =>
          [...new Set(entry.patients)].map((patient) => ({ tenant, patient, seq: first + i })),
        )
        for (const slice of slices(rows)) await tx.insertInto('audit').values(slice).execute()
        for (const slice of slices(patients)) await tx.insertInto('audit_patient').values(slice).execute()
      }
    },
    { isolation: 'readCommitted' },
  )

/**
 * Writes entries in groups: each `append` resolves when its group is on disk. When a group cannot be written every `append` of it is rejected,
 * and what waited for it must not be answered.
 */
export const auditLog = (db: Database, { flushMs = 5, most = 1000 }: AuditLogOptions = {}): AuditLog => {
  let waiting: Waiting[] = []
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> | undefined
  let closed = false

  const writeAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      const group = waiting.slice(0, most)
      waiting = waiting.slice(most)
      try {
        await addEntries(
          db,
          group.map((w) => w.entry),
        )
        for (const { done } of group) done()
      } catch (cause) {
        for (const { failed } of group) failed(cause)
      }
    }
  }
  const flush = async (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    writing ??= writeAll().finally(() => {
      writing = undefined
      // Appended after the last look and before this.
      if (waiting.length > 0) flushSoon()
    })
    await writing
  }
  const flushSoon = (): void => {
    if (waiting.length >= most) void flush()
    else timer ??= setTimeout(() => void flush(), flushMs)
  }
  return {
    append: (entry) =>
      new Promise((done, failed) => {
        if (closed) {
          failed(new Error('The audit log is closed.'))
          return
        }
        waiting.push({ entry, done, failed })
        if (writing === undefined) flushSoon()
      }),
    flush,
    close: async () => {
      closed = true
      while (waiting.length > 0 || writing !== undefined) await flush()
    },
  }
}
