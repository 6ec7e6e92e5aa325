import { isObject, type JsonObject } from '../messages/members.ts'

/**
 * What came for one key. `found`: resources, none where the search gave none (also a null). `failed`: the client tried and got an error;
 * asking again is of no use. `missing`: nobody tried yet. `more`: address of the next page, where there is one.
 */
export type Prefetched =
  | { readonly state: 'found'; readonly resources: readonly JsonObject[]; readonly more?: string }
  | { readonly state: 'failed'; readonly because: string }
  | { readonly state: 'missing' }

const outcomeText = (outcome: JsonObject): string => {
  const issues = Array.isArray(outcome['issue']) ? (outcome['issue'] as readonly unknown[]) : []
  return issues.flatMap((i) => (isObject(i) && typeof i['code'] === 'string' ? [i['code']] : []))[0] ?? 'unknown'
}

/** Reads the value of one prefetch key, or the body of a FHIR answer. */
export const readPrefetched = (value: unknown): Prefetched => {
  if (value === undefined) return { state: 'missing' }
  if (value === null) return { state: 'found', resources: [] }
  if (!isObject(value) || typeof value['resourceType'] !== 'string') return { state: 'failed', because: 'not-fhir' }
  if (value['resourceType'] === 'OperationOutcome') return { state: 'failed', because: outcomeText(value) }
  if (value['resourceType'] !== 'Bundle') return { state: 'found', resources: [value] }
  const entries = Array.isArray(value['entry']) ? (value['entry'] as readonly unknown[]) : []
  const inside = entries.flatMap((e) => (isObject(e) && isObject(e['resource']) ? [e['resource']] : []))
  const resources = inside.filter((r) => r['resourceType'] !== 'OperationOutcome')
  if (resources.length === 0 && inside.length > 0) return { state: 'failed', because: outcomeText(inside[0] ?? {}) }
  const links = Array.isArray(value['link']) ? (value['link'] as readonly unknown[]) : []
  const next = links.find((l) => isObject(l) && l['relation'] === 'next')
  const more = isObject(next) && typeof next['url'] === 'string' ? next['url'] : undefined
  return { state: 'found', resources, ...(more === undefined ? {} : { more }) }
}

/** Where each type that is read says whom it is about. */
const subjectOf = (resource: JsonObject): string | undefined => {
  for (const key of ['subject', 'patient', 'beneficiary']) {
    const value = resource[key]
    if (isObject(value) && typeof value['reference'] === 'string') return value['reference']
  }
  return undefined
}

/** Types that belong to no patient and are fetched beside what does. */
const shared = new Set(['Medication', 'Practitioner', 'PractitionerRole', 'Organization', 'Location'])

/** Whether a reference means the patient with this id, whatever stands before `Patient/`. */
export const meansPatient = (reference: string, patientId: string): boolean =>
  new RegExp(`(?:^|/)Patient/${patientId.replaceAll('.', '\\.')}(?:/_history/[^/]+)?$`).test(reference)

/**
 * Divides what came into what is about this patient and what is not. A client may send what does not belong to the patient of the call:
 * it is never read. A resource of a type that belongs to patients and names none counts as a stranger's.
 */
export const ofPatient = (
  resources: readonly JsonObject[],
  patientId: string,
): { readonly own: readonly JsonObject[]; readonly foreign: readonly JsonObject[] } => {
  const own: JsonObject[] = []
  const foreign: JsonObject[] = []
  for (const r of resources) {
    const subject = subjectOf(r)
    const belongs =
      r['resourceType'] === 'Patient'
        ? r['id'] === patientId
        : subject === undefined
          ? shared.has(String(r['resourceType']))
          : meansPatient(subject, patientId)
    ;(belongs ? own : foreign).push(r)
  }
  return { own, foreign }
}
