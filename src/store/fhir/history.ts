import type { Bundle, BundleEntry, Resource } from '@medplum/fhirtypes'
import type { Kysely } from 'kysely'
import type { Right } from '../../trust/index.ts'
import type { Database } from '../database.ts'
import type { Tables } from '../schema.ts'
import type { Judge } from './judge.ts'
import { run, type Statement, statement } from './statement.ts'
import { type StoredVersion, type VersionReader, versionColumns } from './stored-version.ts'

/** Where a page of history ended: the last version looked at. */
export type HistoryPosition = { readonly updated: number; readonly key: number; readonly version: number }

/**
 * History of one resource (`type` and `id`), of a type, or of everything. Times are ms since 1970: `since` is the earliest, `at` a span of which
 * versions current at some time within it are wanted.
 */
export type HistoryQuery = {
  readonly type?: string
  readonly id?: string
  readonly since?: number
  readonly at?: { readonly from: number; readonly to: number }
  readonly count: number
  readonly after?: HistoryPosition
}

/** `next`: where to go on, when there may be more. */
export type HistoryPage = { readonly entries: readonly BundleEntry[]; readonly next?: HistoryPosition }

/** Versions looked at for one page: where most may not be read, a page comes out short rather than late. */
const mostLookedAt = 5000
const chunk = 500
const fewest = 50

const scopes = {
  instance: 'tenant = ? and type = ? and id = ?',
  type: 'tenant = ? and type = ?',
  system: 'tenant = ?',
} as const

/** No newer version came before the time; `+` keeps the databases to the index of the id. */
const newest = (table: string): string =>
  `not exists (select 1 from ${table} n where n.tenant = v.tenant and n.type = v.type and n.id = v.id and n.version = v.version + 1 and +n.updated <= ?)`

const ordered = 'order by updated desc, key desc, version desc limit ?'

const within = {
  span: 'and updated >= ? and updated < ? and (updated, key, version) < (?, ?, ?)',
  instance: 'and +updated >= ? and +updated < ? and (+updated, key, version) < (?, ?, ?)',
} as const

/** Each half is cut by itself first, so that neither is sorted whole. */
const statementFor = (scope: keyof typeof scopes, at: boolean): Statement => {
  const current = at ? ` and ${newest('resource')} and ${newest('resource_history')}` : ''
  const limits = within[scope === 'instance' ? 'instance' : 'span']
  const half = (table: string): string =>
    `select * from (select tenant, ${versionColumns} from ${table} v where ${scopes[scope]} ${limits}${current} ${ordered}) ${table}_part`
  return statement(`select * from (${half('resource')} union all ${half('resource_history')}) both_parts ${ordered}`)
}

const statements = {
  instance: [statementFor('instance', false), statementFor('instance', true)],
  type: [statementFor('type', false), statementFor('type', true)],
  system: [statementFor('system', false), statementFor('system', true)],
} as const

const far = 8_640_000_000_000_000

const fetch = (
  db: Kysely<Tables>,
  dialect: Database['dialect'],
  tenant: string,
  { type, id, since, at, after }: HistoryQuery,
  limit: number,
): Promise<readonly StoredVersion[]> => {
  const scope = type === undefined ? 'system' : id === undefined ? 'type' : 'instance'
  const place = [tenant, ...(type === undefined ? [] : [type]), ...(id === undefined ? [] : [id])]
  const position = after === undefined ? [far, far, far] : [after.updated, after.key, after.version]
  const current = at === undefined ? [] : [at.from, at.from]
  const half = [...place, since ?? 0, at?.to ?? far, ...position, ...current, limit]
  return run<StoredVersion>(db, dialect, statements[scope][at === undefined ? 0 : 1], [...half, ...half, limit])
}

const statusOf = ({ method, version }: StoredVersion): string =>
  method === 'DELETE' ? '204' : method === 'POST' || version === 1 ? '201' : '200'

const entryOf = (stored: StoredVersion, resource: Resource | undefined, baseUrl: string): BundleEntry => ({
  fullUrl: `${baseUrl}/${stored.type}/${stored.id}`,
  ...(resource === undefined ? {} : { resource }),
  request: { method: stored.method, url: stored.method === 'POST' ? stored.type : `${stored.type}/${stored.id}` },
  response: {
    status: statusOf(stored),
    etag: `W/"${stored.version}"`,
    lastModified: new Date(stored.updated).toISOString(),
  },
})

export type HistoryContext = {
  readonly db: Kysely<Tables>
  readonly dialect: Database['dialect']
  readonly tenant: string
  readonly baseUrl: string
  readonly reader: VersionReader
  readonly judge: Judge
}

/** Whether the resource may be seen as it is now, told once for each resource. */
const currentReadable = ({ reader, judge }: HistoryContext, right: Right) => {
  const told = new Map<number, boolean>()
  return async (stored: StoredVersion): Promise<boolean> => {
    const known = told.get(stored.key)
    if (known !== undefined) return known
    const current = await reader.current(stored.type, stored.id)
    const last = current === undefined ? undefined : await judge.lastLiving(reader, current)
    const readable = last !== undefined && judge.may(right, last)
    told.set(stored.key, readable)
    return readable
  }
}

/**
 * One page of versions, newest first, of which both they and the resource as it is now may be seen: read, or where not one resource is asked
 * for by its id, searched. @source SMART App Launch 2.2, scopes for requesting FHIR resources: `r` for history-instance, `s` for history-type
 * and history-system
 */
export const historyPage = async (context: HistoryContext, query: HistoryQuery): Promise<HistoryPage> => {
  const { db, dialect, tenant, reader, judge, baseUrl } = context
  const right = query.id === undefined ? 's' : 'r'
  const readable = currentReadable(context, right)
  const entries: BundleEntry[] = []
  let after = query.after
  for (let looked = 0; looked < mostLookedAt; ) {
    const limit = Math.min(chunk, Math.max(fewest, query.count - entries.length + 1))
    const versions = await fetch(db, dialect, tenant, { ...query, ...(after === undefined ? {} : { after }) }, limit)
    for (const stored of versions) {
      if (entries.length === query.count) return { entries, ...(after === undefined ? {} : { next: after }) }
      after = { updated: stored.updated, key: stored.key, version: stored.version }
      const version = await judge.lastLiving(reader, stored)
      if (version === undefined || !judge.may(right, version) || !(await readable(stored))) continue
      entries.push(entryOf(stored, stored.deleted === 1 ? undefined : version.resource, baseUrl))
    }
    if (versions.length < limit) return { entries }
    looked += versions.length
  }
  return { entries, ...(after === undefined ? {} : { next: after }) }
}

/** `total` is told for one resource only: for more it would count what cannot be seen. */
export const historyBundle = <T extends Resource>(entries: readonly BundleEntry[], total?: number): Bundle<T> => ({
  resourceType: 'Bundle',
  type: 'history',
  ...(total === undefined ? {} : { total }),
  ...(entries.length === 0 ? {} : { entry: [...entries] as BundleEntry<T>[] }),
})
