import type { WithId } from '@medplum/core'
import type { Resource } from '@medplum/fhirtypes'
import type { FhirDefinitions } from '../../fhir/index.ts'
import { writeJson } from '../../shared/exact-json.ts'
import type { Right } from '../../trust/index.ts'
import type { Database } from '../database.ts'
import type { ContentCodec } from './content.ts'
import type { Judge } from './judge.ts'
import { notAllowed, tooMuch } from './refusals.ts'
import { replaceVersion } from './replace-version.ts'
import { addFoundBy, addResource, ownerOf, type Written } from './resource-rows.ts'
import { type Stamp, stamped } from './server-meta.ts'
import type { StoredVersion } from './stored-version.ts'
import type { FhirTransaction } from './transaction.ts'
import type { Version } from './version.ts'

export type WriterParts = {
  readonly dialect: Database['dialect']
  readonly tenant: string
  readonly definitions: FhirDefinitions
  readonly judge: Judge
  readonly content: ContentCodec
  /** ms since 1970 */
  readonly now: () => number
}

/** Writes versions that were held against `faultsOf`; each is judged once more as it will be. */
export type ResourceWriter = {
  readonly insert: <T extends Resource>(
    tx: FhirTransaction,
    right: Right,
    resource: T,
    id: string,
    method: 'POST' | 'PUT',
  ) => Promise<WithId<T>>
  /** `last` is the version before, or before its tombstone. */
  readonly replace: <T extends Resource>(
    tx: FhirTransaction,
    current: StoredVersion,
    last: Version,
    resource: T,
    method: 'PUT' | 'PATCH',
  ) => Promise<WithId<T>>
  readonly remove: (tx: FhirTransaction, current: StoredVersion, last: Version) => Promise<void>
}

const none = new Uint8Array(0)

export const resourceWriter = ({ dialect, tenant, definitions, judge, content, now }: WriterParts): ResourceWriter => {
  const prepare = <T extends Resource>(right: Right, resource: T, stamp: Stamp, previous?: Resource) => {
    const made = stamped(resource, stamp, previous)
    const json = writeJson(made)
    const version = judge.versionOf(made, json, stamp.updated)
    if (!judge.may(right, version)) throw notAllowed()
    const patients = definitions.patientsOf(version.local)
    const { resourceType: type } = resource
    const rows = definitions.indexRowsOf(version.local)
    if (rows.over !== undefined)
      throw tooMuch(
        `By ${rows.over.join(', ')} the resource would not be found whole: it has too many values. Split it.`,
        type,
      )
    const encoded = content.encode(
      { tenant, patient: ownerOf(patients), type, id: stamp.id, version: stamp.version },
      json,
    )
    return { made, encoded, patients, rows }
  }
  /** Time never goes back within one resource. */
  const after = (current: StoredVersion): number => Math.max(now(), current.updated)
  return {
    insert: async (tx, right, resource, id, method) => {
      const updated = now()
      const { made, encoded, patients, rows } = prepare(right, resource, { id, version: 1, updated })
      const type = resource.resourceType
      const written: Written = { tenant, patients, key: await tx.nextKey(), type, id, version: 1, updated, method }
      tx.touch(type, id)
      addResource(tx.buffer, written, 0, encoded)
      addFoundBy(tx.buffer, written, rows)
      return made
    },
    replace: async (tx, current, last, resource, method) => {
      const { key, type, id } = current
      const version = current.version + 1
      const updated = after(current)
      const { made, encoded, patients, rows } = prepare('u', resource, { id, version, updated }, last.resource)
      const written: Written = { tenant, patients, key, type, id, version, updated, method }
      await replaceVersion(tx, dialect, current, written, 0, encoded)
      tx.touch(type, id)
      addFoundBy(tx.buffer, written, rows)
      return made
    },
    remove: async (tx, current, last) => {
      const { key, type, id, version } = current
      const patients = definitions.patientsOf(last.local)
      const next = {
        tenant,
        patients,
        key,
        type,
        id,
        version: version + 1,
        updated: after(current),
        method: 'DELETE',
      } as const
      await replaceVersion(tx, dialect, current, next, 1, none)
    },
  }
}
