import type { JsonObject } from '../../deliver/cds-hooks/index.ts'
import { emptyView, openRecord, type PatientView, type RecordOptions } from '../../record/index.ts'
import type { Problem } from '../../shared/problem.ts'

const entryOf = (p: Problem): number | undefined => {
  const found = /^\[(\d+)\]/.exec(p.at.path ?? '')
  return found === null ? undefined : Number(found[1])
}

/** Faults of one kind are told before those of the next are looked for, so that it may take several rounds to find them all. */
const rounds = 5

/**
 * One person's view of what is sound in a record: a resource with a fault is left out and counted, and keeps nothing else from being read.
 * `bare` stands in where there is no Patient that can be read. `whole` is false where nothing could be read at all.
 */
export const readSound = async (
  resources: readonly JsonObject[],
  bare: JsonObject,
  options: RecordOptions,
): Promise<{ readonly view: PatientView; readonly leftOut: number; readonly whole: boolean }> => {
  const isPatient = (r: JsonObject): boolean => r['resourceType'] === 'Patient'
  const patient = resources.find((r) => isPatient(r) && r['id'] === bare['id']) ?? bare
  let rest = [patient, ...resources.filter((r) => !isPatient(r))]
  let leftOut = 0
  for (let round = 0; round < rounds; round++) {
    const read = await openRecord(rest, options)
    if (read.ok) return { view: read.value, leftOut, whole: true }
    const faulty = new Set(read.problems.filter((p) => p.severity === 'error').flatMap((p) => entryOf(p) ?? []))
    if (faulty.size === 0) break
    leftOut += faulty.size
    rest = rest.flatMap((r, i) => (!faulty.has(i) ? [r] : i === 0 ? [bare] : []))
  }
  return { view: emptyView(String(bare['id'])), leftOut: rest.length - 1 + leftOut, whole: false }
}
