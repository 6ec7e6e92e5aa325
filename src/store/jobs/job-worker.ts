import type { Job, JobQueue } from './job-queue.ts'

/** Thrown by a handler whose job cannot succeed however often it is tried; `reason` is kept as the job's result. */
export class JobRefused extends Error {
  readonly reason: unknown
  constructor(reason: unknown) {
    super('The job cannot be done.')
    this.name = 'JobRefused'
    this.reason = reason
  }
}

/** `signal` is aborted when the job was cancelled, its lease was lost, or the worker was told to stop at once. */
export type JobContext = {
  readonly signal: AbortSignal
  readonly progress: (progress: unknown) => Promise<void>
}

/** Does one job and gives its result. What it throws leads to another attempt. */
export type JobHandler = (job: Job, context: JobContext) => Promise<unknown>

/** `pollMs`: how often is looked for jobs that other processes queued. `failed` hears what handlers threw; it may hold patient data. */
export type JobWorkerOptions = {
  readonly heartbeatMs?: number
  readonly pollMs?: number
  readonly concurrency?: number
  readonly failed?: (job: Job, fault: unknown) => void
}

export type JobWorker = {
  /** Begins no more jobs and waits for those that run; after `graceMs` they are aborted, and queued again for another process. */
  readonly stop: (graceMs?: number) => Promise<void>
}

/** Works the queue until stopped. What a failed job keeps is a sentence without detail. */
export const jobWorker = (
  queue: JobQueue,
  handlers: Readonly<Record<string, JobHandler>>,
  { heartbeatMs = 15_000, pollMs = 1000, concurrency = 1, failed }: JobWorkerOptions = {},
): JobWorker => {
  const kinds = Object.keys(handlers)
  const running = new Map<Promise<void>, AbortController>()
  let stopped = false
  let looking: Promise<void> | undefined
  let again = false

  const work = async (job: Job, abort: AbortController): Promise<void> => {
    const held = async (alive: Promise<boolean>): Promise<void> => {
      if (!(await alive)) abort.abort()
    }
    const beat = setInterval(() => void held(queue.heartbeat(job)).catch(() => undefined), heartbeatMs)
    try {
      const handler = handlers[job.kind]
      const result = await handler?.(job, {
        signal: abort.signal,
        progress: (progress) => held(queue.heartbeat(job, progress)),
      })
      await queue.finish(job, result)
    } catch (fault) {
      failed?.(job, fault)
      if (fault instanceof JobRefused) await queue.fail(job, fault.reason, false)
      else await queue.fail(job, { message: 'A fault of the server ended it.' }, true)
    } finally {
      clearInterval(beat)
    }
  }
  const begin = (job: Job): void => {
    const abort = new AbortController()
    const one = work(job, abort)
      .catch((fault: unknown) => failed?.(job, fault))
      .finally(() => {
        running.delete(one)
        look()
      })
    running.set(one, abort)
  }
  const lookOnce = async (): Promise<void> => {
    while (!stopped && running.size < concurrency) {
      const job = await queue.claim(kinds)
      if (job === undefined) return
      begin(job)
    }
  }
  const lookWhileAsked = async (): Promise<void> => {
    while (again && !stopped) {
      again = false
      // A store that cannot be asked now is asked again at the next turn.
      await lookOnce().catch(() => undefined)
    }
  }
  const look = (): void => {
    again = true
    if (!stopped) looking ??= lookWhileAsked().finally(() => (looking = undefined))
  }
  const poll = setInterval(look, pollMs)
  const forget = queue.onEnqueue(look)
  look()

  return {
    stop: async (graceMs = 10_000) => {
      stopped = true
      clearInterval(poll)
      forget()
      const late = setTimeout(() => running.forEach((abort) => abort.abort()), graceMs)
      await looking
      await Promise.all(running.keys())
      clearTimeout(late)
    },
  }
}
