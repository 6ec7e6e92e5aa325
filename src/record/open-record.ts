import { ok, type Result } from '../shared/problem.ts'
import type { PatientView } from './patient-view.ts'
import type { RecordOptions } from './read-record.ts'

/**
 * Reads a record, as text or as resources already parsed, and brings the results that are computed with to their canonical units. The reader and the unit tables are loaded only
 * when there is a record: a command that assesses a genome alone does without them.
 */
export const openRecord = async (
  input: string | readonly unknown[],
  options: RecordOptions,
): Promise<Result<PatientView>> => {
  const { readRecord } = await import('./read-record.ts')
  const read = readRecord(input, options)
  if (!read.ok) return read
  const { withCanonicalUnits } = await import('./units.ts')
  return ok(await withCanonicalUnits(read.value), read.problems)
}
