import type { Database } from '../database.ts'

export type SecretKind = 'signingKey' | 'cookieKey' | 'pages'
export type ServerSecret = { readonly id: string; readonly content: string; readonly created: string }

/**
 * Secrets the server made for itself, newest first. The first call makes one; two servers that start at once end up with the same.
 * They lie in the database as they are: whoever can read it could sign in as anybody anyway.
 */
export const serverSecrets = (db: Database, tenant: string) => {
  const list = async (kind: SecretKind): Promise<readonly ServerSecret[]> =>
    await db.write
      .selectFrom('sign_in_secret')
      .select(['id', 'content', 'created'])
      .where('tenant', '=', tenant)
      .where('kind', '=', kind)
      .orderBy('created', 'desc')
      .orderBy('id')
      .execute()
  const add = async (kind: SecretKind, secret: ServerSecret): Promise<void> => {
    await db.write
      .insertInto('sign_in_secret')
      .values({ tenant, kind, ...secret })
      .execute()
  }
  return {
    list,
    add,
    async listOrMake(kind: SecretKind, make: () => Promise<readonly ServerSecret[]>): Promise<readonly ServerSecret[]> {
      const known = await list(kind)
      if (known.length > 0) return known
      const made = await make()
      await db.write
        .insertInto('sign_in_secret')
        .values(made.map((m) => ({ tenant, kind, ...m })))
        .onConflict((c) => c.doNothing())
        .execute()
      return list(kind)
    },
    async remove(id: string): Promise<boolean> {
      const done = await db.write
        .deleteFrom('sign_in_secret')
        .where('tenant', '=', tenant)
        .where('id', '=', id)
        .executeTakeFirst()
      return Number(done.numDeletedRows) > 0
    },
  }
}

export type ServerSecrets = ReturnType<typeof serverSecrets>
