import type { Database } from '../database.ts'
import { ownerOf, type Written } from './resource-rows.ts'
import { run, statement } from './statement.ts'
import { type StoredVersion, versionColumns } from './stored-version.ts'
import { indexTableNames } from './tables.ts'
import type { FhirTransaction } from './transaction.ts'

const keep = statement(
  `insert into resource_history (tenant, ${versionColumns}) select tenant, ${versionColumns} from resource where tenant = ? and type = ? and id = ?`,
)
const replace = statement(
  'update resource set patient = ?, version = ?, updated = ?, deleted = ?, method = ?, content = ? where tenant = ? and type = ? and id = ?',
)
const leaveCompartments = statement('delete from resource_compartment where tenant = ? and key = ?')
const forget = indexTableNames.map((table) =>
  statement(`delete from ${table} where tenant = ? and patient = ? and key = ?`),
)

/** Puts a new version, or a tombstone, in the place of the current one, which goes into the history; nothing finds it any more. */
export const replaceVersion = async (
  tx: FhirTransaction,
  dialect: Database['dialect'],
  current: StoredVersion,
  next: Written,
  deleted: 0 | 1,
  content: Uint8Array,
): Promise<void> => {
  const { tenant, type, id } = next
  const patient = ownerOf(next.patients)
  await run(tx.db, dialect, keep, [tenant, type, id])
  const values = [patient, next.version, next.updated, deleted, next.method, content]
  await run(tx.db, dialect, replace, [...values, tenant, type, id])
  if (current.deleted === 1) return
  await run(tx.db, dialect, leaveCompartments, [tenant, current.key])
  for (const rows of forget) await run(tx.db, dialect, rows, [tenant, current.patient, current.key])
}
