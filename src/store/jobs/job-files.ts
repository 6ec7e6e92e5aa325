import { AttuneError } from '../../shared/errors.ts'
import type { Database } from '../database.ts'
import type { Job } from './job-queue.ts'

/** Bytes gathered before a row is written. */
const pieceSize = 1 << 18

export type JobFileWriter = {
  readonly write: (bytes: Uint8Array) => Promise<void>
  /** Writes what was gathered; the file is whole after this, and may be empty. */
  readonly end: () => Promise<void>
}

/** What jobs leave behind for somebody to fetch, such as the files of a bulk export. */
export type JobFiles = {
  /** Begins a file of a running attempt; its rows are refused (ATTUNE_STORE_CHANGED) once the attempt has lost its lease or was cancelled. */
  create(job: Job, name: string): JobFileWriter
  names(tenant: string, job: string): Promise<readonly string[]>
  /** The bytes in pieces; undefined when there is no such file. */
  read(tenant: string, job: string, name: string): Promise<AsyncGenerator<Uint8Array> | undefined>
}

export const jobFiles = (db: Database): JobFiles => {
  const add = (job: Job, name: string, n: number, bytes: Uint8Array): Promise<void> =>
    db.transaction(
      async (tx) => {
        const own = await tx
          .selectFrom('job')
          .where('tenant', '=', job.tenant)
          .where('id', '=', job.id)
          .where('state', '=', 'running')
          .where('attempts', '=', job.attempts)
          .select('id')
          .$if(db.dialect === 'postgres', (q) => q.forShare())
          .executeTakeFirst()
        if (own === undefined) throw new AttuneError('ATTUNE_STORE_CHANGED', 'job')
        await tx.insertInto('job_file').values({ tenant: job.tenant, job: job.id, name, n, bytes }).execute()
      },
      { isolation: 'readCommitted' },
    )
  const piece = (tenant: string, job: string, name: string, n: number) =>
    db.read
      .selectFrom('job_file')
      .where('tenant', '=', tenant)
      .where('job', '=', job)
      .where('name', '=', name)
      .where('n', '=', n)
      .select('bytes')
      .executeTakeFirst()
  return {
    create: (job, name) => {
      const held = new Uint8Array(pieceSize)
      let [used, n] = [0, 0]
      const put = async (): Promise<void> => {
        await add(job, name, n++, held.slice(0, used))
        used = 0
      }
      return {
        write: async (bytes) => {
          for (let at = 0; at < bytes.length; ) {
            const part = bytes.subarray(at, at + pieceSize - used)
            held.set(part, used)
            used += part.length
            at += part.length
            if (used === pieceSize) await put()
          }
        },
        end: async () => {
          if (used > 0 || n === 0) await put()
        },
      }
    },
    names: async (tenant, job) => {
      const rows = await db.read
        .selectFrom('job_file')
        .where('tenant', '=', tenant)
        .where('job', '=', job)
        .where('n', '=', 0)
        .select('name')
        .orderBy('name')
        .execute()
      return rows.map((r) => r.name)
    },
    read: async (tenant, job, name) => {
      const first = await piece(tenant, job, name, 0)
      if (first === undefined) return undefined
      return (async function* () {
        yield first.bytes
        for (let n = 1; ; n++) {
          const next = await piece(tenant, job, name, n)
          if (next === undefined) return
          yield next.bytes
        }
      })()
    },
  }
}
