import type { Database } from '../database.ts'

/** `public`: holds no secret; `secret`: shares one with us; `key`: signs with a private key whose public half is registered. */
export type ClientAuth = 'public' | 'secret' | 'key'

/**
 * An application (`kind: 'app'`, a person signs in) or a system (`kind: 'service'`, no person is there). `scopes` bounds what it may be given.
 * `trusted`: the house has agreed for its people, so nobody is asked for consent. `launchUrl`: where a launch from our own page goes.
 */
export type Client = {
  readonly id: string
  readonly name: string
  readonly kind: 'app' | 'service'
  readonly auth: ClientAuth
  readonly redirectUris: readonly string[]
  readonly scopes: readonly string[]
  readonly trusted: boolean
  readonly launchUrl?: string
  readonly jwksUri?: string
  readonly jwks?: { readonly keys: readonly Readonly<Record<string, unknown>>[] }
  readonly secretHash?: string
}

type Row = { id: string; name: string; registration: string; secret_hash: string | null }

const clientOf = (row: Row): Client => ({
  ...(JSON.parse(row.registration) as Omit<Client, 'id' | 'name' | 'secretHash'>),
  id: row.id,
  name: row.name,
  ...(row.secret_hash === null ? {} : { secretHash: row.secret_hash }),
})

/** Registered clients of one tenant. Removing one ends its tokens. */
export const clientStore = (db: Database, tenant: string) => ({
  async byId(id: string): Promise<Client | undefined> {
    const row = await db.read
      .selectFrom('sign_in_client')
      .select(['id', 'name', 'registration', 'secret_hash'])
      .where('tenant', '=', tenant)
      .where('id', '=', id)
      .executeTakeFirst()
    return row && clientOf(row)
  },
  async list(): Promise<readonly Client[]> {
    const rows = await db.read
      .selectFrom('sign_in_client')
      .select(['id', 'name', 'registration', 'secret_hash'])
      .where('tenant', '=', tenant)
      .orderBy('id')
      .execute()
    return rows.map(clientOf)
  },
  /** False: the id is taken, and nothing was changed. */
  async add({ id, name, secretHash, ...registration }: Client, created: string): Promise<boolean> {
    const done = await db.write
      .insertInto('sign_in_client')
      .values({
        tenant,
        id,
        name,
        registration: JSON.stringify(registration),
        secret_hash: secretHash ?? null,
        created,
      })
      .onConflict((c) => c.doNothing())
      .executeTakeFirst()
    return Number(done.numInsertedOrUpdatedRows) > 0
  },
  remove: (id: string): Promise<boolean> =>
    db.transaction(async (tx) => {
      const done = await tx
        .deleteFrom('sign_in_client')
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .executeTakeFirst()
      const own = await tx
        .selectFrom('oidc_entry')
        .select(['kind', 'id_hash', 'payload'])
        .where('tenant', '=', tenant)
        .where('kind', 'in', ['AccessToken', 'RefreshToken', 'AuthorizationCode', 'ClientCredentials', 'Grant'])
        .execute()
      for (const entry of own.filter((e) => (JSON.parse(e.payload) as { clientId?: string }).clientId === id))
        await tx
          .deleteFrom('oidc_entry')
          .where('tenant', '=', tenant)
          .where('kind', '=', entry.kind)
          .where('id_hash', '=', entry.id_hash)
          .execute()
      return Number(done.numDeletedRows) > 0
    }),
})

export type ClientStore = ReturnType<typeof clientStore>
