import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { ReportDocument } from '../../../src/deliver/report/document.ts'
import type { Manifest } from '../../../src/knowledge/release.ts'
import { software } from '../../../src/shared/software.ts'
import { keepAsking, read } from '../session/ask-server.ts'

/**
 * One line of the people table. `toAct`, `caution`, `notKnown` count what the person's overview shows under each head; they are there once the
 * person is `assessed`.
 */
export type PersonRow = {
  readonly id: string
  readonly name: string
  readonly birthDate?: string
  readonly sex?: string
  readonly identifiers: readonly string[]
  readonly assessed: boolean
  readonly age?: number
  readonly problems?: readonly string[]
  readonly toAct?: number
  readonly caution?: number
  readonly notKnown?: number
  readonly changed?: string
  readonly story?: string
}

export type PeoplePage = { readonly people: readonly PersonRow[]; readonly next?: string }

const peopleAddress = (text: string, cursor: string): string => {
  const asked = new URLSearchParams()
  if (text !== '') asked.set('q', text)
  if (cursor !== '') asked.set('cursor', cursor)
  return asked.size === 0 ? '/api/people' : `/api/people?${asked}`
}

/** How often the list asks again while reports are being made; then whoever is left is shown without. */
const mostLooks = 30

/** People by name, record number or birth date, a page at a time. */
export const peopleQuery = (text: string) =>
  infiniteQueryOptions({
    queryKey: ['people', text],
    queryFn: ({ pageParam, signal }) => read<PeoplePage>(peopleAddress(text, pageParam), signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    retry: keepAsking,
    refetchInterval: ({ state }) =>
      state.dataUpdateCount < mostLooks && state.data?.pages.some((p) => p.people.some((r) => !r.assessed))
        ? Math.min(10_000, 500 * state.dataUpdateCount)
        : false,
  })

/** The first people who fit, for answers while typing. */
export const foundPeopleQuery = (text: string) =>
  queryOptions({
    queryKey: ['found-people', text],
    queryFn: ({ signal }) => read<PeoplePage>(peopleAddress(text, ''), signal).then((a) => a.people),
    retry: keepAsking,
  })

export const reportQuery = (id: string) =>
  queryOptions({
    queryKey: ['report', id],
    queryFn: ({ signal }) => read<ReportDocument>(`/api/people/${encodeURIComponent(id)}/report`, signal),
    staleTime: 300_000,
    retry: keepAsking,
  })

export const knowledgeQuery = queryOptions({
  queryKey: ['knowledge'],
  queryFn: ({ signal }) => read<{ releases: readonly Manifest[] }>('/api/knowledge', signal).then((a) => a.releases),
  retry: keepAsking,
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
  retry: keepAsking,
})
