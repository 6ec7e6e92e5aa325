import { sql } from 'kysely'
import type { Instant } from '../../shared/instant.ts'
import type { AuditAction, AuditEntry, AuditOutcome } from '../../trust/index.ts'
import type { Database } from '../database.ts'
import type { Tables } from '../schema.ts'

/** An entry as it was kept, with its number among the tenant's. */
export type KeptAuditEntry = AuditEntry & { readonly seq: number }

/** What is looked for; all that is given must hold. Times are `[from, to)`. `before`: entries with smaller numbers only, for the next page. */
export type AuditQuery = {
  readonly patient?: string
  readonly from?: Instant
  readonly to?: Instant
  readonly agent?: string
  readonly action?: AuditAction
  readonly outcome?: AuditOutcome
  /** `Observation/1`, or `Observation` for all of a type and the type itself. */
  readonly entity?: string
  readonly limit: number
  readonly before?: number
}

export type AuditEvents = {
  /** The newest first. */
  search(query: AuditQuery): Promise<readonly KeptAuditEntry[]>
  read(seq: number): Promise<KeptAuditEntry | undefined>
}

const entryOf = (row: Tables['audit']): KeptAuditEntry => ({
  seq: row.seq,
  tenant: row.tenant,
  at: row.at as Instant,
  actor: {
    id: row.actor,
    name: row.actor_name,
    role: row.role,
    ...(row.reference === null ? {} : { reference: row.reference }),
    ...(row.client === null ? {} : { client: row.client }),
    purpose: row.purpose,
  },
  action: row.action,
  outcome: row.outcome,
  entity: row.entity,
  patients: JSON.parse(row.patients) as readonly string[],
  ...(row.query === null ? {} : { query: row.query }),
  ...(row.request === null ? {} : { request: row.request }),
})

/** Reads one tenant's entries; whoever may do so is decided by the caller, and is an access to be audited itself. */
export const auditEvents = (db: Database, tenant: string): AuditEvents => ({
  read: async (seq) => {
    const row = await db.read
      .selectFrom('audit')
      .where('tenant', '=', tenant)
      .where('seq', '=', seq)
      .selectAll()
      .executeTakeFirst()
    return row === undefined ? undefined : entryOf(row)
  },
  search: async (query) => {
    const { patient, from, to, agent, action, outcome, entity, before, limit } = query
    const rows = await db.read
      .selectFrom('audit')
      .where('audit.tenant', '=', tenant)
      .$if(patient !== undefined, (q) =>
        q.where('audit.seq', 'in', (e) =>
          e
            .selectFrom('audit_patient as p')
            .where('p.tenant', '=', tenant)
            .where('p.patient', '=', patient ?? '')
            .select('p.seq'),
        ),
      )
      .$if(from !== undefined, (q) => q.where('at', '>=', from ?? ''))
      .$if(to !== undefined, (q) => q.where('at', '<', to ?? ''))
      .$if(agent !== undefined, (q) => q.where('actor', '=', agent ?? ''))
      .$if(action !== undefined, (q) => q.where('action', '=', action ?? 'read'))
      .$if(outcome !== undefined, (q) => q.where('outcome', '=', outcome ?? 'success'))
      .$if(entity?.includes('/') === true, (q) => q.where('entity', '=', entity ?? ''))
      // '0' is the character after '/': everything that begins with `Type/`.
      .$if(entity?.includes('/') === false, (q) =>
        q.where((e) =>
          e.or([
            e('entity', '=', entity ?? ''),
            e.and([e('entity', '>=', `${entity}/`), sql<boolean>`entity < ${`${entity}0`}`]),
          ]),
        ),
      )
      .$if(before !== undefined, (q) => q.where('seq', '<', before ?? 0))
      .selectAll()
      .orderBy('seq', 'desc')
      .limit(limit)
      .execute()
    return rows.map(entryOf)
  },
})
