import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { canonicalJson } from '../../../shared/canonical-json.ts'
import type { Access } from '../../../trust/index.ts'
import type { SearchQuery } from './search-query.ts'
import type { SortValue } from './sort-sql.ts'

/** The last resource of a page: what it was sorted by, and its id. It holds nothing of resources that were not shown. */
export type Position = { readonly values: readonly SortValue[]; readonly id: string }

const digests = new WeakMap<Access, string>()

/** Names an access: who asks, through which client, and what for may be seen. */
const accessDigest = (access: Access): string => {
  const known = digests.get(access)
  if (known !== undefined) return known
  const { tenant, actor, grants } = access
  const made = createHash('sha256')
    .update(
      canonicalJson({
        tenant,
        actor: { ...actor },
        grants: grants.map((g) => ({ ...g, rights: [...g.rights].sort() })),
      }),
    )
    .digest('base64url')
  digests.set(access, made)
  return made
}

/** Pages of one search for one caller; `key` signs their cursors. */
export type CursorScope = { readonly key: Uint8Array; readonly access: Access; readonly query: SearchQuery }

const signature = (text: string, { key, access, query }: CursorScope): Buffer =>
  createHmac('sha256', key)
    .update(JSON.stringify(['search-cursor-1', accessDigest(access), query.type, query.used, text]))
    .digest()

export const writeCursor = (position: Position, scope: CursorScope): string => {
  const text = Buffer.from(JSON.stringify([position.id, ...position.values])).toString('base64url')
  return `${text}.${signature(text, scope).toString('base64url')}`
}

/** Undefined: not a cursor that this server gave to this caller for this search. */
export const readCursor = (cursor: string, scope: CursorScope): Position | undefined => {
  const [text = '', mac = '', ...more] = cursor.split('.')
  const given = Buffer.from(mac, 'base64url')
  const right = signature(text, scope)
  if (more.length > 0 || given.length !== right.length || !timingSafeEqual(given, right)) return undefined
  const [id, ...values] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as [string, ...SortValue[]]
  return { id, values }
}
