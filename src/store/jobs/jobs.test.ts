import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { describeOnBoth } from '../../../test/postgres.ts'
import type { Instant } from '../../shared/instant.ts'
import type { Database } from '../database.ts'
import { jobFiles } from './job-files.ts'
import { type Job, type JobQueue, jobQueue } from './job-queue.ts'
import { JobRefused, jobWorker } from './job-worker.ts'

/** A queue whose clock is set by hand. */
const queueOf = (db: Database): { readonly queue: JobQueue; readonly pass: (seconds: number) => void } => {
  let [ms, made] = [Date.UTC(2026, 10, 22, 9), 0]
  const queue = jobQueue(db, {
    now: () => new Date(ms).toISOString() as Instant,
    newId: () => `job-${++made}`,
    leaseMs: 60_000,
    mostAttempts: 3,
  })
  return { queue, pass: (seconds) => void (ms += seconds * 1000) }
}
const job = (request: unknown = {}) => ({ tenant: 'home', kind: 'export', request, createdBy: 'dr-1' })
const claimed = async (queue: JobQueue): Promise<Job> => {
  const found = await queue.claim(['export'])
  if (found === undefined) throw new Error('nothing was due')
  return found
}
const until = async (what: () => Promise<boolean>): Promise<void> => {
  for (let i = 0; i < 400 && !(await what()); i++) await wait(10)
}

describeOnBoth('the job queue', (open) => {
  test('a job goes from queued through running to done, with what was asked and what came out', async () => {
    const { queue, pass } = queueOf(await open())
    const queued = await queue.enqueue(job({ types: ['Patient'] }))
    expect(queued).toEqual({
      tenant: 'home',
      id: 'job-1',
      kind: 'export',
      state: 'queued',
      request: { types: ['Patient'] },
      attempts: 0,
      created: '2026-11-22T09:00:00.000Z',
      updated: '2026-11-22T09:00:00.000Z',
      createdBy: 'dr-1',
    })
    pass(1)
    expect(await queue.claim(['other'])).toBeUndefined()
    const running = await claimed(queue)
    expect([running.state, running.attempts]).toEqual(['running', 1])
    expect(await queue.claim(['export'])).toBeUndefined()
    expect(await queue.heartbeat(running, { done: 3 })).toBe(true)
    expect((await queue.get('home', 'job-1'))?.progress).toEqual({ done: 3 })
    expect(await queue.finish(running, { files: 2 })).toBe(true)
    expect(await queue.get('home', 'job-1')).toMatchObject({ state: 'done', result: { files: 2 } })
    expect(await queue.get('away', 'job-1')).toBeUndefined()
    expect(await queue.finish(running, { files: 9 })).toBe(false)
  })

  test('what waited longest is begun first', async () => {
    const { queue, pass } = queueOf(await open())
    for (let i = 0; i < 3; i++) {
      await queue.enqueue(job())
      pass(1)
    }
    expect([await claimed(queue), await claimed(queue), await claimed(queue)].map((j) => j.id)).toEqual([
      'job-1',
      'job-2',
      'job-3',
    ])
    expect((await queue.list('home', { limit: 2 })).map((j) => j.id)).toEqual(['job-3', 'job-2'])
  })

  test('thirty jobs claimed by eight at once are each claimed by one', async () => {
    const { queue } = queueOf(await open())
    for (let i = 0; i < 30; i++) await queue.enqueue(job())
    const ids: string[] = []
    const worker = async (): Promise<void> => {
      for (let misses = 0; misses < 3; ) {
        const found = await queue.claim(['export'])
        if (found === undefined) misses++
        else ids.push(found.id)
      }
    }
    await Promise.all(Array.from({ length: 8 }, worker))
    expect(ids.toSorted()).toEqual(Array.from({ length: 30 }, (_, i) => `job-${i + 1}`).toSorted())
  })

  test('a job nobody speaks for is begun anew; who lost it changes nothing any more', async () => {
    const { queue, pass } = queueOf(await open())
    await queue.enqueue(job())
    const first = await claimed(queue)
    pass(50)
    await queue.heartbeat(first)
    pass(50)
    expect(await queue.claim(['export'])).toBeUndefined()
    pass(20)
    const second = await claimed(queue)
    expect([second.id, second.attempts]).toEqual(['job-1', 2])
    expect([await queue.heartbeat(first), await queue.finish(first, {}), await queue.fail(first, {}, true)]).toEqual([
      false,
      false,
      false,
    ])
    pass(100)
    expect((await claimed(queue)).attempts).toBe(3)
    pass(100)
    expect(await queue.claim(['export'])).toBeUndefined()
    expect((await queue.get('home', 'job-1'))?.state).toBe('failed')
  })

  test('a failure is tried again after a growing pause, three times in all', async () => {
    const { queue, pass } = queueOf(await open())
    await queue.enqueue(job())
    expect(await queue.fail(await claimed(queue), { message: 'no' }, true)).toBe(true)
    expect(await queue.claim(['export'])).toBeUndefined()
    pass(1)
    expect(await queue.fail(await claimed(queue), {}, true)).toBe(true)
    pass(3)
    expect(await queue.claim(['export'])).toBeUndefined()
    pass(1)
    expect(await queue.fail(await claimed(queue), { message: 'last' }, true)).toBe(true)
    pass(3600)
    expect(await queue.claim(['export'])).toBeUndefined()
    expect(await queue.get('home', 'job-1')).toMatchObject({ state: 'failed', result: { message: 'last' } })
  })

  test('a cancelled job is not begun, a running one hears of it, and its files are gone', async () => {
    const db = await open()
    const { queue } = queueOf(db)
    const files = jobFiles(db)
    await queue.enqueue(job())
    const running = await claimed(queue)
    const file = files.create(running, 'a.ndjson')
    await file.write(new Uint8Array(300_000))
    expect(await queue.cancel('away', 'job-1')).toBe(false)
    expect(await queue.cancel('home', 'job-1')).toBe(true)
    expect(await queue.heartbeat(running)).toBe(false)
    await expect(file.end()).rejects.toMatchObject({ code: 'ATTUNE_STORE_CHANGED' })
    expect(await files.names('home', 'job-1')).toEqual([])
    expect(await queue.cancel('home', 'job-1')).toBe(false)
  })

  test('files come back byte for byte, and those of a lost attempt are not mixed with the next one’s', async () => {
    const db = await open()
    const { queue, pass } = queueOf(db)
    const files = jobFiles(db)
    await queue.enqueue(job())
    const lost = files.create(await claimed(queue), 'a.ndjson')
    await lost.write(new Uint8Array(600_000).fill(9))
    pass(100)
    const running = await claimed(queue)
    await expect(lost.end()).rejects.toMatchObject({ code: 'ATTUNE_STORE_CHANGED' })
    const bytes = Uint8Array.from({ length: 700_001 }, (_, i) => i % 251)
    const file = files.create(running, 'a.ndjson')
    for (let at = 0; at < bytes.length; at += 12_345) await file.write(bytes.subarray(at, at + 12_345))
    await file.end()
    await files.create(running, 'empty.ndjson').end()
    expect(await files.names('home', 'job-1')).toEqual(['a.ndjson', 'empty.ndjson'])
    const read = await files.read('home', 'job-1', 'a.ndjson')
    const pieces: Uint8Array[] = []
    for await (const piece of read ?? []) pieces.push(piece)
    expect(Buffer.concat(pieces).equals(Buffer.from(bytes))).toBe(true)
    expect(await files.read('away', 'job-1', 'a.ndjson')).toBeUndefined()
    expect(await files.read('home', 'job-1', 'b.ndjson')).toBeUndefined()
  })

  test('what ended long ago is pruned with its files, what has not ended is kept', async () => {
    const db = await open()
    const { queue, pass } = queueOf(db)
    await queue.enqueue(job())
    await queue.enqueue(job())
    const running = await claimed(queue)
    await jobFiles(db).create(running, 'a').end()
    await queue.finish(running, {})
    pass(86_400)
    expect(await queue.prune('2026-11-22T08:00:00Z' as Instant)).toBe(0)
    expect(await queue.prune('2026-11-23T08:00:00Z' as Instant)).toBe(1)
    expect((await queue.list('home', { limit: 9 })).map((j) => j.id)).toEqual(['job-2'])
    expect(await db.read.selectFrom('job_file').selectAll().execute()).toEqual([])
  })

  test('a worker does what is queued, as soon as it is queued, and stops when what runs has ended', async () => {
    const { queue } = queueOf(await open())
    const seen: unknown[] = []
    let ended = false
    const worker = jobWorker(
      queue,
      {
        export: async ({ request }, { progress }) => {
          seen.push(request)
          await progress({ half: true })
          await wait(50)
          ended = true
          return { of: request }
        },
      },
      { pollMs: 60_000 },
    )
    await queue.enqueue(job(1))
    await until(async () => seen.length === 1)
    await worker.stop()
    expect(ended).toBe(true)
    expect(await queue.get('home', 'job-1')).toMatchObject({
      state: 'done',
      result: { of: 1 },
      progress: { half: true },
    })
    await queue.enqueue(job(2))
    await wait(50)
    expect(seen).toEqual([1])
  })

  test('a worker tries again what threw, gives up what was refused, and tells no detail of a fault', async () => {
    const { queue } = queueOf(await open())
    const faults: unknown[] = []
    const worker = jobWorker(
      queue,
      {
        export: async ({ request }) => {
          throw request === 'refuse' ? new JobRefused({ message: 'no such group' }) : new Error('Jane Doe')
        },
      },
      { failed: (_, fault) => faults.push(fault), pollMs: 60_000 },
    )
    await queue.enqueue(job('refuse'))
    await queue.enqueue(job('throw'))
    await until(async () => faults.length === 2 && (await queue.get('home', 'job-2'))?.result !== undefined)
    await worker.stop()
    expect(await queue.get('home', 'job-1')).toMatchObject({ state: 'failed', result: { message: 'no such group' } })
    expect(await queue.get('home', 'job-2')).toMatchObject({ state: 'queued', attempts: 1 })
    expect(JSON.stringify(await queue.list('home', { limit: 9 }))).not.toContain('Jane')
  })

  test('a worker aborts a job that was cancelled', async () => {
    const { queue } = queueOf(await open())
    let aborted = false
    const worker = jobWorker(
      queue,
      {
        export: async (_, { signal }) => {
          await new Promise((resolve) => signal.addEventListener('abort', resolve))
          aborted = true
        },
      },
      { heartbeatMs: 10, pollMs: 60_000 },
    )
    await queue.enqueue(job())
    await until(async () => (await queue.get('home', 'job-1'))?.state === 'running')
    await queue.cancel('home', 'job-1')
    await until(async () => aborted)
    await worker.stop()
    expect(aborted).toBe(true)
    expect((await queue.get('home', 'job-1'))?.state).toBe('cancelled')
  })
})
