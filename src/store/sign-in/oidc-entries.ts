import { CompiledQuery } from 'kysely'
import type { Database } from '../database.ts'
import { type Account, roleOf } from './accounts.ts'
import { secretHash } from './secret-hash.ts'

export type OidcPayload = Readonly<Record<string, unknown>> & {
  readonly grantId?: string
  readonly accountId?: string
  readonly uid?: string
  /** The browser session with which a token is over. */
  readonly endsWith?: string
}

type Found = { readonly payload: OidcPayload; readonly consumed?: number }

type BearerRow = {
  readonly kind: string
  readonly payload: string
  readonly expires: number
  readonly name: string | null
  readonly role: string | null
  readonly reference: string | null
  readonly disabled: number | null
  readonly demo: number | null
}

/** `account` is missing where a system acts for itself. */
export type Bearer = {
  readonly payload: OidcPayload
  readonly account?: Pick<Account, 'name' | 'role' | 'reference' | 'demo'>
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/**
 * What the authorization server keeps. Entries are found by the hash of their id and hold no id themselves. What has expired is not found.
 */
export const oidcEntries = (db: Database, tenant: string) => {
  const compiled = db.read
    .selectFrom('oidc_entry')
    .select(['payload', 'consumed', 'expires'])
    .where('tenant', '=', tenant)
    .where('kind', '=', '')
    .where('id_hash', '=', '')
    .compile()
  const find = async (kind: string, id: string, now: number): Promise<Found | undefined> => {
    const query = CompiledQuery.raw(compiled.sql, [tenant, kind, secretHash(id)])
    const { rows } = await db.read.executeQuery<{ payload: string; consumed: number | null; expires: number }>(query)
    const [row] = rows
    if (row === undefined || row.expires <= now) return undefined
    return {
      payload: JSON.parse(row.payload) as OidcPayload,
      ...(row.consumed === null ? {} : { consumed: row.consumed }),
    }
  }
  const compiledBearer = db.read
    .selectFrom('oidc_entry')
    .leftJoin('account', (on) =>
      on.onRef('account.tenant', '=', 'oidc_entry.tenant').onRef('account.id', '=', 'oidc_entry.account'),
    )
    .select([
      'oidc_entry.kind',
      'oidc_entry.payload',
      'oidc_entry.expires',
      'account.name',
      'account.role',
      'account.reference',
      'account.disabled',
      'account.demo',
    ])
    .where('oidc_entry.tenant', '=', tenant)
    .where('oidc_entry.kind', 'in', ['AccessToken', 'ClientCredentials'])
    .where('oidc_entry.id_hash', '=', '')
    .compile()
  return {
    find,
    /** What an access token stands for and whose it is, in one look-up. Undefined: unknown, expired, or of an account that may not sign in. */
    async bearer(token: string, now: number): Promise<Bearer | undefined> {
      const query = CompiledQuery.raw(compiledBearer.sql, [
        tenant,
        'AccessToken',
        'ClientCredentials',
        secretHash(token),
      ])
      const { rows } = await db.read.executeQuery<BearerRow>(query)
      const [row] = rows
      if (row === undefined || row.expires <= now) return undefined
      const payload = JSON.parse(row.payload) as OidcPayload
      if (row.kind === 'ClientCredentials') return { payload }
      if (row.name === null || row.role === null || row.disabled !== 0) return undefined
      return {
        payload,
        account: {
          name: row.name,
          role: roleOf(row.role),
          demo: row.demo !== 0,
          ...(row.reference === null ? {} : { reference: row.reference }),
        },
      }
    },
    async findSession(uid: string, now: number): Promise<Found | undefined> {
      const row = await db.read
        .selectFrom('oidc_entry')
        .select('payload')
        .where('tenant', '=', tenant)
        .where('kind', '=', 'Session')
        .where('session_uid', '=', uid)
        .where('expires', '>', now)
        .executeTakeFirst()
      return row && { payload: JSON.parse(row.payload) as OidcPayload }
    },
    async save(kind: string, id: string, payload: OidcPayload, expires: number): Promise<void> {
      const { jti: _secret, ...kept } = payload as OidcPayload & { jti?: string }
      const row = {
        grant_id: text(payload.grantId),
        account: text(payload.accountId),
        session_uid: text(kind === 'Session' ? payload.uid : payload.endsWith),
        expires,
        payload: JSON.stringify(kept),
      }
      await db.write
        .insertInto('oidc_entry')
        .values({ tenant, kind, id_hash: secretHash(id), consumed: null, ...row })
        .onConflict((c) => c.columns(['tenant', 'kind', 'id_hash']).doUpdateSet(row))
        .execute()
    },
    /** Marks a code or refresh token as used. False: it was used before, or is not there; of two at once only one hears true. */
    async consume(kind: string, id: string, at: number): Promise<boolean> {
      const done = await db.write
        .updateTable('oidc_entry')
        .set({ consumed: at })
        .where('tenant', '=', tenant)
        .where('kind', '=', kind)
        .where('id_hash', '=', secretHash(id))
        .where('consumed', 'is', null)
        .executeTakeFirst()
      return Number(done.numUpdatedRows) > 0
    },
    async remove(kind: string, id: string): Promise<void> {
      await db.write
        .deleteFrom('oidc_entry')
        .where('tenant', '=', tenant)
        .where('kind', '=', kind)
        .where('id_hash', '=', secretHash(id))
        .execute()
    },
    /** Ends a browser session and every token that is over with it. */
    async endSession(uid: string): Promise<void> {
      await db.write.deleteFrom('oidc_entry').where('tenant', '=', tenant).where('session_uid', '=', uid).execute()
    },
    async removeGrant(kind: string, grantId: string): Promise<void> {
      await db.write
        .deleteFrom('oidc_entry')
        .where('tenant', '=', tenant)
        .where('kind', '=', kind)
        .where('grant_id', '=', grantId)
        .execute()
    },
    async removeExpired(now: number): Promise<void> {
      await db.write.deleteFrom('oidc_entry').where('tenant', '=', tenant).where('expires', '<=', now).execute()
    },
  }
}

export type OidcEntries = ReturnType<typeof oidcEntries>
