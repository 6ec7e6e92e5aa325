import type { FhirDefinitions, IndexRows } from '../../fhir/index.ts'
import type { Access, Right } from '../../trust/index.ts'
import type { AccessRules } from './search/access-predicate.ts'
import type { Version } from './version.ts'

/**
 * Whether every resource of the type, existing or not, may be touched: then nothing of it is hidden from the caller, and nothing has to be
 * worked out for each.
 */
export const allowsAll = (definitions: FhirDefinitions, access: Access, right: Right, type: string): boolean =>
  access.grants.some(
    ({ rights, types, criteria, patients }) =>
      rights.has(right) &&
      (types === '*' || types.includes(type)) &&
      criteria.length === 0 &&
      (patients === 'all' || !definitions.belongsToPatients(type)),
  )

const changing: ReadonlySet<Right> = new Set(['c', 'u', 'd'])

/**
 * The access predicate for a version in memory: its rows are worked out only when a criterion asks for them. To see it, one of its patients
 * is enough; to change it, all must be the caller's: what is written is found in every one of their records.
 */
export const allows = (
  definitions: FhirDefinitions,
  rules: AccessRules,
  access: Access,
  right: Right,
  { local, updated }: Version,
): boolean => {
  const { resourceType: type, id = '' } = local
  if (allowsAll(definitions, access, right, type)) return true
  if (!rules.mayTouch(access, right, type)) return false
  let rows: IndexRows | undefined
  const indexed = {
    type,
    id,
    updated,
    get rows(): IndexRows {
      rows ??= definitions.indexRowsOf(local)
      return rows
    },
  }
  const patients = definitions.patientsOf(local)
  if (!changing.has(right) || patients.length < 2) return rules.allows(access, right, indexed, patients)
  return patients.every((patient) => rules.allows(access, right, indexed, [patient]))
}
