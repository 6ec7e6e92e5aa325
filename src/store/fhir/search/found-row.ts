import { type RawBuilder, sql } from 'kysely'
import type { Resource } from '@medplum/fhirtypes'
import { parseJson } from '../../../shared/exact-json.ts'
import type { ContentCodec } from '../content.ts'
import { column } from './match-sql.ts'

/** A row of `resource` as searching reads it. */
export type FoundRow = {
  readonly patient: string
  readonly key: number
  readonly type: string
  readonly id: string
  readonly version: number
  readonly content: Uint8Array
}

export const foundColumns = (alias: string): RawBuilder<unknown> =>
  sql.join(['patient', 'key', 'type', 'id', 'version', 'content'].map((name) => column(alias, name)))

export const openFound = (row: FoundRow, tenant: string, codec: ContentCodec): Resource =>
  parseJson(codec.decode({ tenant, ...row }, row.content)) as Resource
