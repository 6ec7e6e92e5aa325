import type { Database } from '../database.ts'
import { secretHash } from './secret-hash.ts'

export type TicketKind = 'launch' | 'attempt' | 'replay'

/** Values kept until they expire and taken once. */
export const ticketStore = (db: Database, tenant: string) => ({
  async put(kind: TicketKind, id: string, content: unknown, expires: number): Promise<void> {
    await db.write
      .insertInto('sign_in_ticket')
      .values({ tenant, kind, id_hash: secretHash(id), content: JSON.stringify(content), expires })
      .execute()
  },
  /** Looks without taking. */
  async peek<T>(kind: TicketKind, id: string, now: number): Promise<T | undefined> {
    const row = await db.read
      .selectFrom('sign_in_ticket')
      .select('content')
      .where('tenant', '=', tenant)
      .where('kind', '=', kind)
      .where('id_hash', '=', secretHash(id))
      .where('expires', '>', now)
      .executeTakeFirst()
    return row && (JSON.parse(row.content) as T)
  },
  /** Of two who take the same at once, one gets it. */
  async take<T>(kind: TicketKind, id: string, now: number): Promise<T | undefined> {
    const row = await db.write
      .deleteFrom('sign_in_ticket')
      .where('tenant', '=', tenant)
      .where('kind', '=', kind)
      .where('id_hash', '=', secretHash(id))
      .returning(['content', 'expires'])
      .executeTakeFirst()
    return row !== undefined && row.expires > now ? (JSON.parse(row.content) as T) : undefined
  },
  async removeExpired(now: number): Promise<void> {
    await db.write.deleteFrom('sign_in_ticket').where('tenant', '=', tenant).where('expires', '<=', now).execute()
  },
})

export type TicketStore = ReturnType<typeof ticketStore>
