import { queryOptions } from '@tanstack/react-query'
import type { RecordPage } from '../../../src/server/people/record-page.ts'
import { keepAsking, read } from '../session/ask-server.ts'

const of = (person: string): string => `/api/people/${encodeURIComponent(person)}`

/** Every datum of a person's record. */
export const recordQuery = (person: string) =>
  queryOptions({
    queryKey: ['record', person],
    queryFn: ({ signal }) => read<RecordPage>(`${of(person)}/record`, signal),
    retry: keepAsking,
  })

/** One resource of a person's record, as it is kept; `reference` is `Type/id`. */
export const resourceQuery = (person: string, reference: string) =>
  queryOptions({
    queryKey: ['resource', person, reference],
    queryFn: ({ signal }) =>
      read<Readonly<Record<string, unknown>>>(
        `${of(person)}/resource/${reference.split('/').map(encodeURIComponent).join('/')}`,
        signal,
      ),
    retry: keepAsking,
  })
