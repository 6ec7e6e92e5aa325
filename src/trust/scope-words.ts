import { parseScope, type ResourceScope } from './scopes.ts'

const verbs: readonly (readonly [string, string])[] = [
  ['r', 'read'],
  ['s', 'search'],
  ['c', 'add'],
  ['u', 'change'],
  ['d', 'delete'],
]

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`

const things: Readonly<Record<string, string>> = {
  Patient: 'name, birth date and contact details',
  Observation: 'measurements and laboratory results',
  Condition: 'conditions',
  MedicationRequest: 'prescriptions',
  MedicationStatement: 'medicines taken',
  AllergyIntolerance: 'allergies',
  Procedure: 'procedures',
  DiagnosticReport: 'reports',
  Immunization: 'immunisations',
  Encounter: 'visits',
  FamilyMemberHistory: 'family history',
  DocumentReference: 'documents',
}

const plain: Readonly<Record<string, string>> = {
  openid: 'know who you are',
  profile: 'know your name',
  fhirUser: 'know your own entry in the record',
  launch: 'know which patient is open',
  'launch/patient': 'be opened for one patient',
  'launch/encounter': 'know which visit is open',
  online_access: 'stay connected while you are signed in',
  offline_access: 'stay connected after you leave, until you take it back',
}

const ofWhom: Readonly<Record<ResourceScope['context'], string>> = {
  patient: 'of this patient',
  user: 'of every patient you may see',
  system: 'of every patient',
}

const narrowedTo = (criteria: readonly string[]): string =>
  criteria.length === 0 ? '' : `, only where ${criteria.join(' and ').replaceAll('&', ' and ')}`

/**
 * What a scope lets an application do, in words for the person who is asked.
 * @example scopeInWords('patient/Observation.rs') // 'read and search measurements and laboratory results of this patient'
 */
export const scopeInWords = (scope: string): string | undefined => {
  const resource = parseScope(scope)
  if (resource === undefined) return plain[scope]
  const may = verbs.filter(([letter]) => (resource.rights as ReadonlySet<string>).has(letter)).map(([, word]) => word)
  const what =
    resource.type === '*' ? 'everything in the record' : (things[resource.type] ?? `${resource.type} entries`)
  return `${listed(may)} ${what} ${ofWhom[resource.context]}${narrowedTo(resource.criteria)}`
}
