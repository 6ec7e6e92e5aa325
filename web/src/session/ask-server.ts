import type { Problem } from '../../../src/shared/problem.ts'

/** What the server answers when something is not there is told apart from what went wrong. */
export class NotThere extends Error {}

/** Nobody is signed in, or the session has ended. */
export class SignedOut extends Error {}

/** The role may not see this. */
export class NotAllowed extends Error {}

/** The server did not answer at all. */
export class NoAnswer extends Error {}

/** The server understood, and says why it cannot: everything at once. */
export class Refused extends Error {
  readonly problems: readonly Problem[]
  constructor(message: string, problems: readonly Problem[]) {
    super(message)
    this.problems = problems
  }
}

type Said = { readonly message?: string; readonly problems?: readonly Problem[] }

/** The fault that an answer stands for; undefined for a good one. */
export const faultOf = (status: number, said: Said): Error | undefined => {
  if (status >= 200 && status < 300) return undefined
  if (status === 401) return new SignedOut('Nobody is signed in, or the session has ended.')
  if (status === 403) return new NotAllowed('This is not for the role you signed in with.')
  if (status === 404) return new NotThere('Not found')
  if (said.problems !== undefined) return new Refused(said.message ?? '', said.problems)
  return new Error(
    status >= 500
      ? `The server answered ${status}: a fault of its own.`
      : (said.message ?? `The server answered ${status}.`),
  )
}

const ask = async (path: string, init: RequestInit): Promise<Response> => {
  const answer = await fetch(path, init).catch((cause: unknown) => {
    if (init.signal?.aborted) throw cause
    throw new NoAnswer('The server did not answer.', { cause })
  })
  if (answer.ok) return answer
  throw faultOf(answer.status, (await answer.json().catch(() => ({}))) as Said) ?? new Error('')
}

export const read = async <T>(path: string, signal: AbortSignal): Promise<T> =>
  (await ask(path, { signal, headers: { accept: 'application/json' } })).json() as Promise<T>

export const put = async (path: string, body: unknown): Promise<void> =>
  void (await ask(path, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  }))

export const post = async (path: string): Promise<void> => void (await ask(path, { method: 'POST' }))

/** Asks once more after a fault that may pass; what the server decided stays decided. */
export const keepAsking = (count: number, error: Error): boolean =>
  count < 1 &&
  !(error instanceof NotThere || error instanceof SignedOut || error instanceof NotAllowed || error instanceof Refused)
