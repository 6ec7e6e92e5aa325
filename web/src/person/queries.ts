import { queryOptions } from '@tanstack/react-query'
import type { ReportDocument } from '../../../src/deliver/report/document.ts'
import type { Manifest } from '../../../src/knowledge/release.ts'
import { software } from '../../../src/shared/software.ts'

/** One line of the people table. `toAct`, `caution`, `notKnown` count what the person's overview shows under each head. */
export type PersonRow = {
  readonly id: string
  readonly name: string
  readonly age?: number
  readonly sex?: string
  readonly problems: readonly string[]
  readonly toAct: number
  readonly caution: number
  readonly notKnown: number
  readonly changed: string
  readonly story?: string
}

/** What the server answers when something is not there is told apart from what went wrong. */
export class NotThere extends Error {}

const read = async <T>(path: string, signal: AbortSignal): Promise<T> => {
  const answer = await fetch(path, { signal, headers: { accept: 'application/json' } }).catch((cause: unknown) => {
    if (signal.aborted) throw cause
    throw new Error('The server did not answer.', { cause })
  })
  if (answer.status === 404) throw new NotThere('Not found')
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`)
  return (await answer.json()) as T
}

const keep = (count: number, error: Error): boolean => !(error instanceof NotThere) && count < 1

export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: ({ signal }) => read<{ people: readonly PersonRow[] }>('/api/people', signal).then((a) => a.people),
  retry: keep,
})

export const reportQuery = (id: string) =>
  queryOptions({
    queryKey: ['report', id],
    queryFn: ({ signal }) => read<ReportDocument>(`/api/people/${encodeURIComponent(id)}/report`, signal),
    staleTime: 300_000,
    retry: keep,
  })

export const knowledgeQuery = queryOptions({
  queryKey: ['knowledge'],
  queryFn: ({ signal }) => read<{ releases: readonly Manifest[] }>('/api/knowledge', signal).then((a) => a.releases),
  retry: keep,
})

type Version = { readonly version: string; readonly knowledge: readonly string[] }

const versionOf = (answer: unknown): Version => {
  const a = answer as { version?: unknown; software?: { version?: unknown }; knowledge?: unknown }
  const version = a.version ?? a.software?.version
  const held = Array.isArray(a.knowledge) ? (a.knowledge as readonly unknown[]) : []
  return {
    version: typeof version === 'string' ? version : software.version,
    knowledge: held.map((k) => {
      if (typeof k === 'string') return k
      const { id, release } = k as { id?: string; release?: string }
      return [id, release].filter(Boolean).join(' ')
    }),
  }
}

export const versionQuery = queryOptions({
  queryKey: ['version'],
  queryFn: ({ signal }) => read<unknown>('/api/version', signal).then(versionOf),
  staleTime: Number.POSITIVE_INFINITY,
  retry: keep,
})
