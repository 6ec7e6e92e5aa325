import type { Access } from './access.ts'
import { resourceGroups } from './resource-groups.ts'

/** A report is made of all that can be a patient's: whoever may not read some type of it whole may not read what is concluded from it. */
const reportTypes = resourceGroups.record

const covers = (access: Access, type: string, patient: string, right: 'r' | 'u'): boolean =>
  access.grants.some(
    (g) =>
      g.rights.has(right) &&
      g.criteria.length === 0 &&
      (g.types === '*' || g.types.includes(type)) &&
      (g.patients === 'all' || g.patients.includes(patient)),
  )

/** Whether somebody may read what is concluded from the whole of a patient's record and genome. */
export const mayReadReport = (access: Access, patient: string): boolean =>
  reportTypes.every((type) => covers(access, type, patient, 'r'))

/** Whether somebody may add files to a patient's record: a genome or results of other laboratories. */
export const mayAddFiles = (access: Access, patient: string): boolean =>
  reportTypes.every((type) => covers(access, type, patient, 'u'))

/** Whether somebody may see any patient's record at all. */
export const mayMeetPatients = (access: Access): boolean =>
  access.grants.some((g) => g.rights.has('s') && (g.types === '*' || g.types.includes('Patient')))

/** Whether somebody may add people, or to people's records, at all. */
export const mayImport = (access: Access): boolean =>
  access.grants.some((g) => g.rights.has('c') && g.rights.has('u') && (g.types === '*' || g.types.includes('Patient')))
