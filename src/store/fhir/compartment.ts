import type { WithId } from '@medplum/core'
import type { Resource } from '@medplum/fhirtypes'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import type { Tables } from '../schema.ts'
import type { Judge } from './judge.ts'
import { run, statement } from './statement.ts'
import { type StoredVersion, versionColumns } from './stored-version.ts'

export type CompartmentQuery = { readonly types?: readonly string[]; readonly since?: number }

export type CompartmentContext = {
  readonly db: Kysely<Tables>
  readonly dialect: Database['dialect']
  readonly tenant: string
  readonly judge: Judge
}

const pageSize = 1000

const from = `select r.tenant, ${versionColumns
  .split(', ')
  .map((column) => `r.${column}`)
  .join(
    ', ',
  )} from resource_compartment c join resource r on r.tenant = c.tenant and r.patient = c.owner and r.key = c.key
  where c.tenant = ? and c.patient = ? and r.updated >= ?`

const page = `and (c.type, c.key) > (?, ?) order by c.type, c.key limit ${pageSize}`
const all = statement(`${from} ${page}`)
const ofType = statement(`${from} and c.type = ? ${page}`)

/** By type, and within it in the order of creation, a page at a time. */
export async function* compartmentPages(
  { db, dialect, tenant, judge }: CompartmentContext,
  patient: string,
  { types, since = 0 }: CompartmentQuery,
): AsyncGenerator<readonly WithId<Resource>[]> {
  for (const type of types ?? [undefined])
    for (let after: readonly [string, number] = ['', 0]; ; ) {
      const narrow = type === undefined ? [] : [type]
      const statement = type === undefined ? all : ofType
      const rows = await run<StoredVersion>(db, dialect, statement, [tenant, patient, since, ...narrow, ...after])
      const versions = rows.map(judge.open).filter((version) => judge.may('r', version))
      if (versions.length > 0) yield versions.map(({ resource }) => resource as WithId<Resource>)
      const last = rows.at(-1)
      if (last === undefined || rows.length < pageSize) break
      after = [last.type, last.key]
    }
}
