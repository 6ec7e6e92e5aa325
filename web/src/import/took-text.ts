import type { Added } from './upload.ts'

/** What a resource type or kind of file is called here, one and many; others keep their FHIR name. */
const words: Readonly<Record<string, readonly [one: string, many: string]>> = {
  Patient: ['person', 'people'],
  Condition: ['problem', 'problems'],
  Observation: ['value', 'values'],
  MedicationRequest: ['medicine order', 'medicine orders'],
  MedicationStatement: ['medicine statement', 'medicine statements'],
  MedicationAdministration: ['dose given', 'doses given'],
  AllergyIntolerance: ['allergy', 'allergies'],
  Procedure: ['procedure', 'procedures'],
  Immunization: ['immunisation', 'immunisations'],
  DiagnosticReport: ['report', 'reports'],
  Encounter: ['visit', 'visits'],
  CarePlan: ['care plan', 'care plans'],
  CareTeam: ['care team', 'care teams'],
  Goal: ['goal', 'goals'],
  Claim: ['claim', 'claims'],
  ExplanationOfBenefit: ['settled claim', 'settled claims'],
  Organization: ['organisation', 'organisations'],
  Practitioner: ['practitioner', 'practitioners'],
  FamilyMemberHistory: ['family member', 'family members'],
  Coverage: ['coverage', 'coverages'],
  ImagingStudy: ['imaging study', 'imaging studies'],
  Device: ['device', 'devices'],
  genome: ['genome', 'genomes'],
  outsideCalls: ['table of results', 'tables of results'],
}

/** @example tookText([{ what: 'Condition', count: 8 }, { what: 'Patient', count: 1 }]) // '8 problems, 1 person' */
export const tookText = (took: Added['took']): string =>
  took
    .map(({ what, count }) => {
      const [one, many] = words[what] ?? [what, what]
      return `${count} ${count === 1 ? one : many}`
    })
    .join(', ')
