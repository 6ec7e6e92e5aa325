import { CompiledQuery } from 'kysely'
import type { Actor } from '../../trust/index.ts'
import type { Database } from '../database.ts'
import { secretHash } from './secret-hash.ts'

/** The patient whom another health record opened Attune for; `patient` is the id there, `local` the id here where the two are known to be one. */
export type LaunchContext = { readonly fhirServer: string; readonly patient: string; readonly local?: string }

/** `sealed`: secrets that only the holder of the session's id can open. `upstream`: the session at the sign-in server, to end with this one. */
export type WebSession = {
  readonly account: string
  readonly actor: Actor
  readonly launch?: LaunchContext
  readonly sealed?: string
  readonly upstream?: string
  readonly created: number
  readonly used: number
  readonly expires: number
}

type Row = {
  account: string
  actor: string
  launch: string | null
  sealed: string | null
  upstream: string | null
  created: number
  used: number
  expires: number
}

const sessionOf = (row: Row): WebSession => ({
  account: row.account,
  actor: JSON.parse(row.actor) as Actor,
  ...(row.launch === null ? {} : { launch: JSON.parse(row.launch) as LaunchContext }),
  ...(row.sealed === null ? {} : { sealed: row.sealed }),
  ...(row.upstream === null ? {} : { upstream: row.upstream }),
  created: row.created,
  used: row.used,
  expires: row.expires,
})

/** Seconds without a request after which a session is over. */
export const idleSeconds = 30 * 60
/** Seconds after which it is over whatever happens. */
export const longestSeconds = 12 * 60 * 60
/** Use is noted at most so often, so that reading does not write each time. */
const noteSeconds = 60

/** Sessions of the web application; one that idled too long or is too old is not found. */
export const webSessionStore = (db: Database, tenant: string) => {
  const compiled = db.read
    .selectFrom('web_session')
    .select(['account', 'actor', 'launch', 'sealed', 'upstream', 'created', 'used', 'expires'])
    .where('tenant', '=', tenant)
    .where('id_hash', '=', '')
    .compile()
  return {
    async add(id: string, session: Omit<WebSession, 'created' | 'used' | 'expires'>, now: number): Promise<void> {
      await db.write
        .insertInto('web_session')
        .values({
          tenant,
          id_hash: secretHash(id),
          account: session.account,
          actor: JSON.stringify(session.actor),
          launch: session.launch === undefined ? null : JSON.stringify(session.launch),
          sealed: session.sealed ?? null,
          upstream: session.upstream ?? null,
          created: now,
          used: now,
          expires: now + longestSeconds,
        })
        .execute()
    },
    async use(id: string, now: number): Promise<WebSession | undefined> {
      const hash = secretHash(id)
      const { rows } = await db.read.executeQuery<Row>(CompiledQuery.raw(compiled.sql, [tenant, hash]))
      const [row] = rows
      if (row === undefined) return undefined
      const session = sessionOf(row)
      if (session.expires <= now || session.used + idleSeconds <= now) return undefined
      if (session.used + noteSeconds <= now)
        await db.write
          .updateTable('web_session')
          .set({ used: now })
          .where('tenant', '=', tenant)
          .where('id_hash', '=', hash)
          .execute()
      return session
    },
    async remove(id: string): Promise<void> {
      await db.write
        .deleteFrom('web_session')
        .where('tenant', '=', tenant)
        .where('id_hash', '=', secretHash(id))
        .execute()
    },
    /** Gives the sessions at the sign-in server that were behind those removed and are behind no other. */
    async removeExpired(now: number): Promise<readonly string[]> {
      const removed = await db.write
        .deleteFrom('web_session')
        .where('tenant', '=', tenant)
        .where((e) => e.or([e('expires', '<=', now), e('used', '<=', now - idleSeconds)]))
        .returning('upstream')
        .execute()
      const ended = new Set(removed.flatMap(({ upstream }) => (upstream === null ? [] : [upstream])))
      for (const upstream of ended) {
        const other = await db.write
          .selectFrom('web_session')
          .select('id_hash')
          .where('tenant', '=', tenant)
          .where('upstream', '=', upstream)
          .limit(1)
          .executeTakeFirst()
        if (other !== undefined) ended.delete(upstream)
      }
      return [...ended]
    },
  }
}

export type WebSessionStore = ReturnType<typeof webSessionStore>
