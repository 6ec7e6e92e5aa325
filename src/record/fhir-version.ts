import { isJson, placeIn, text, type Resource } from './resources.ts'
import type { ProblemList } from './problem-list.ts'

/** Signs by which a resource shows that it was written in another version of FHIR than R4: type, field, and what the field is there. */
const signs: readonly {
  readonly version: string
  readonly type: string
  readonly field: string
  readonly is?: 'text' | 'object'
}[] = [
  { version: 'DSTU2', type: 'MedicationOrder', field: 'resourceType' },
  { version: 'DSTU2', type: 'Condition', field: 'patient' },
  { version: 'DSTU2', type: 'AllergyIntolerance', field: 'substance' },
  { version: 'STU3', type: 'MedicationStatement', field: 'taken' },
  { version: 'STU3', type: 'MedicationRequest', field: 'context' },
  { version: 'STU3', type: 'MedicationRequest', field: 'definition' },
  { version: 'STU3', type: 'Condition', field: 'clinicalStatus', is: 'text' },
  { version: 'STU3', type: 'Condition', field: 'verificationStatus', is: 'text' },
  { version: 'STU3', type: 'AllergyIntolerance', field: 'clinicalStatus', is: 'text' },
  { version: 'STU3', type: 'AllergyIntolerance', field: 'verificationStatus', is: 'text' },
  { version: 'STU3', type: 'Observation', field: 'context' },
  { version: 'STU3', type: 'Procedure', field: 'context' },
  { version: 'R5', type: 'MedicationStatement', field: 'medication', is: 'object' },
  { version: 'R5', type: 'MedicationRequest', field: 'medication', is: 'object' },
  { version: 'R5', type: 'MedicationDispense', field: 'medication', is: 'object' },
  { version: 'R5', type: 'MedicationAdministration', field: 'medication', is: 'object' },
  { version: 'R5', type: 'AllergyIntolerance', field: 'type', is: 'object' },
  { version: 'R5', type: 'Procedure', field: 'occurrenceDateTime' },
  { version: 'R5', type: 'Procedure', field: 'occurrencePeriod' },
  { version: 'R5', type: 'Condition', field: 'participant' },
]

/** Reports resources of other FHIR versions, one problem per version with the first place and how many there are. @returns true when all are R4 */
export const onlyR4 = (resources: readonly Resource[], problems: ProblemList): boolean => {
  const met = new Map<string, { first: Resource; field: string; count: number }>()
  for (const r of resources) {
    const sign = signs.find((s) => {
      const value = r.json[s.field]
      if (s.type !== r.type || value === undefined) return false
      return s.is === undefined || (s.is === 'text' ? text(value) !== undefined : isJson(value))
    })
    if (sign === undefined) continue
    const before = met.get(sign.version)
    met.set(sign.version, {
      first: before?.first ?? r,
      field: before?.field ?? sign.field,
      count: (before?.count ?? 0) + 1,
    })
  }
  for (const [version, { first, field, count }] of met)
    problems.add(
      'record.fhir-version',
      'error',
      placeIn(first, field),
      `${count} resource${count === 1 ? ' is' : 's are'} written in FHIR ${version}; only R4 is read.`,
      `Ask the source system for FHIR R4 (4.0.1), or convert the ${version} resources first.`,
    )
  return met.size === 0
}
