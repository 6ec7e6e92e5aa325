import { createHash } from 'node:crypto'
import type { Access, Grant, Right } from '../../../trust/index.ts'

type StoredGrant = Omit<Grant, 'rights'> & { readonly rights: string }

/** An Access as JSON, so that work done later sees exactly what the caller might see when asking. */
export type AccessSnapshot = Omit<Access, 'grants'> & { readonly grants: readonly StoredGrant[] }

export const snapshotOf = (access: Access): AccessSnapshot => ({
  tenant: access.tenant,
  actor: access.actor,
  grants: access.grants.map((g) => ({ ...g, rights: [...g.rights].sort().join('') })),
})

export const accessOfSnapshot = (snapshot: AccessSnapshot): Access => ({
  ...snapshot,
  grants: snapshot.grants.map((g) => ({ ...g, rights: new Set(g.rights.split('') as Right[]) })),
})

/** Equal for two requests of the same caller with the same permissions. The purpose and the display name do not count. */
export const accessDigest = (access: Access): string => {
  const { tenant, actor, grants } = snapshotOf(access)
  return createHash('sha256')
    .update(JSON.stringify([tenant, actor.id, actor.role, actor.reference, actor.client, grants]))
    .digest('hex')
}
