import { expandTemplate, isObject, type JsonObject } from '../../deliver/cds-hooks/index.ts'

/** A service as its own discovery tells. */
export type OfferedService = {
  readonly id: string
  readonly hook: string
  readonly prefetch: Readonly<Record<string, string>>
}

export const offeredServices = (discovery: unknown): readonly OfferedService[] => {
  const list =
    isObject(discovery) && Array.isArray(discovery['services']) ? (discovery['services'] as readonly unknown[]) : []
  return list.flatMap((s): readonly OfferedService[] => {
    if (!isObject(s) || typeof s['id'] !== 'string' || typeof s['hook'] !== 'string') return []
    const templates = isObject(s['prefetch']) ? Object.entries(s['prefetch']) : []
    const prefetch = Object.fromEntries(templates.flatMap(([k, t]) => (typeof t === 'string' ? [[k, t] as const] : [])))
    return [{ id: s['id'], hook: s['hook'], prefetch }]
  })
}

const order = (patientId: string): JsonObject => ({
  resourceType: 'MedicationRequest',
  id: 'kit-order',
  status: 'draft',
  intent: 'order',
  subject: { reference: `Patient/${patientId}` },
  medicationCodeableConcept: {
    coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '32968', display: 'clopidogrel' }],
    text: 'clopidogrel',
  },
})

const bundle = (resource: JsonObject): JsonObject => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: [{ resource }],
})

/** A context of the hook that keeps every rule; undefined for a hook whose context is not known. */
export const contextOf = (hook: string, patientId: string): JsonObject | undefined => {
  const base = { userId: 'Practitioner/kit', patientId }
  const orders = { draftOrders: bundle(order(patientId)) }
  const known: Readonly<Record<string, JsonObject>> = {
    'patient-view': base,
    'order-select': { ...base, selections: ['MedicationRequest/kit-order'], ...orders },
    'order-sign': { ...base, ...orders },
    'order-dispatch': { patientId, dispatchedOrders: ['ServiceRequest/kit'], performer: 'Organization/kit' },
    'encounter-start': { ...base, encounterId: 'kit' },
    'encounter-discharge': { ...base, encounterId: 'kit' },
    'appointment-book': {
      ...base,
      appointments: bundle({
        resourceType: 'Appointment',
        id: 'kit',
        status: 'proposed',
        participant: [{ actor: { reference: `Patient/${patientId}` }, status: 'needs-action' }],
      }),
    },
  }
  return Object.hasOwn(known, hook) ? known[hook] : undefined
}

const patientOf = (id: string): JsonObject => ({ resourceType: 'Patient', id, gender: 'unknown' })

/** What each template would be answered with by a FHIR server that knows the patient and nothing else. */
export const prefetchFor = (
  service: OfferedService,
  context: JsonObject,
  patientId: string,
  today: string,
): JsonObject =>
  Object.fromEntries(
    Object.entries(service.prefetch).flatMap(([key, template]): readonly (readonly [string, JsonObject | null])[] => {
      const query = expandTemplate(template, { context, today })
      if (query === undefined) return []
      if (query === `Patient/${patientId}`) return [[key, patientOf(patientId)]]
      return [[key, query.includes('?') ? { resourceType: 'Bundle', type: 'searchset', total: 0 } : null]]
    }),
  )

export const failedOutcome: JsonObject = {
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code: 'timeout', diagnostics: 'Played by the kit.' }],
}
