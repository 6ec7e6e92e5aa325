import type { Database } from '../database.ts'

/**
 * A text for each patient that stays the same as long as nothing in the patient's compartment is written or deleted; a patient without any
 * resource has none. It says nothing else.
 */
export const recordStates = async (
  db: Database,
  tenant: string,
  patients: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  if (patients.length === 0) return new Map()
  const rows = await db.read
    .selectFrom('resource_compartment as c')
    .innerJoin('resource as r', (j) =>
      j.onRef('r.tenant', '=', 'c.tenant').onRef('r.patient', '=', 'c.owner').onRef('r.key', '=', 'c.key'),
    )
    .where('c.tenant', '=', tenant)
    .where('c.patient', 'in', patients)
    .groupBy('c.patient')
    .select((e) => [
      'c.patient',
      e.fn.countAll<number>().as('count'),
      e.fn.max('r.updated').as('updated'),
      e.fn.max('r.key').as('key'),
      e.fn.sum('r.version').as('versions'),
    ])
    .execute()
  return new Map(rows.map((r) => [r.patient, `${r.count}.${r.updated}.${r.key}.${r.versions}`]))
}
