import type { Account } from '../../store/index.ts'
import type { Actor, AuditAction, AuditEntry, AuditOutcome } from '../../trust/index.ts'
import type { SignInRoom } from './parts.ts'

type Happened = {
  readonly action: AuditAction
  readonly outcome: AuditOutcome
  readonly entity: string
  readonly account?: Pick<Account, 'id' | 'name' | 'role' | 'reference'>
  readonly actor?: Actor
  readonly client?: string
  readonly service?: boolean
  readonly patients?: readonly string[]
  readonly query?: string
}

const actorOf = ({ account, actor, client, service }: Happened): Actor => {
  if (actor !== undefined) return actor
  const asked = client === undefined ? {} : { client }
  if (account !== undefined)
    return {
      id: account.id,
      name: account.name,
      role: account.role,
      purpose: 'HOPERAT',
      ...(account.reference === undefined ? {} : { reference: account.reference }),
      ...asked,
    }
  // Nobody is known: what was typed is not kept, as people type passwords into the wrong field.
  const name = service === true && client !== undefined ? client : 'unknown'
  return { id: name, name, role: service === true ? 'service' : 'patient', purpose: 'HOPERAT', ...asked }
}

/** One entry about signing in, signing out or a token. */
export const auditEntry = (room: SignInRoom, happened: Happened): AuditEntry => ({
  tenant: room.tenant,
  at: room.now(),
  actor: actorOf(happened),
  action: happened.action,
  outcome: happened.outcome,
  entity: happened.entity,
  patients: happened.patients ?? [],
  ...(happened.query === undefined ? {} : { query: happened.query }),
})
