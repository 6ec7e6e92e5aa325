import { termsOf } from '../../assess/index.ts'
import {
  type DraftOrder,
  fhirId,
  isObject,
  type JsonObject,
  meansPatient,
  ofPatient,
} from '../../deliver/cds-hooks/index.ts'
import { emptyView, openRecord, type PatientView } from '../../record/index.ts'
import type { Instant } from '../../shared/instant.ts'
import type { Problem } from '../../shared/problem.ts'
import { refusal } from './outcome.ts'
import type { CdsHooksParts } from './parts.ts'

/**
 * The medicines that are being ordered. Refused with 400 where one is for another patient than the call: that is a mix-up nobody may act on.
 * An order without an id gets one for reading only.
 */
export const draftsIn = (context: JsonObject, patientId: string): readonly DraftOrder[] => {
  const bundle = context['draftOrders']
  const entries = isObject(bundle) && Array.isArray(bundle['entry']) ? (bundle['entry'] as readonly unknown[]) : []
  return entries.flatMap((entry, i): readonly DraftOrder[] => {
    const resource = isObject(entry) ? entry['resource'] : undefined
    if (!isObject(resource)) return []
    const subject = isObject(resource['subject']) ? resource['subject']['reference'] : undefined
    if (typeof subject === 'string' && !meansPatient(subject, patientId))
      throw refusal(
        400,
        'invalid',
        'An order is about another patient than the call.',
        `context.draftOrders.entry[${i}]`,
      )
    if (resource['resourceType'] !== 'MedicationRequest') return []
    const { id } = resource
    return typeof id === 'string' && fhirId.test(id)
      ? [{ reference: `MedicationRequest/${id}`, resource }]
      : [{ resource: { ...resource, id: `attune-draft-${i}` } }]
  })
}

/** Medications that draft orders point to, where they travel beside them. */
const besides = (context: JsonObject): readonly JsonObject[] => {
  const bundle = context['draftOrders']
  const entries = isObject(bundle) && Array.isArray(bundle['entry']) ? (bundle['entry'] as readonly unknown[]) : []
  return entries.flatMap((e) =>
    isObject(e) && isObject(e['resource']) && e['resource']['resourceType'] === 'Medication' ? [e['resource']] : [],
  )
}

const keyOf = (r: JsonObject): string => `${String(r['resourceType'])}/${String(r['id'])}`

/** As a draft of this patient, whatever the client left out. */
const asDraft = ({ resource }: DraftOrder, patientId: string): JsonObject => ({
  intent: 'order',
  ...resource,
  status: 'draft',
  subject: { reference: `Patient/${patientId}` },
})

const entryOf = (p: Problem): number | undefined => {
  const found = /^\[(\d+)\]/.exec(p.at.path ?? '')
  return found === null ? undefined : Number(found[1])
}

/** The patient as the call tells: what was prefetched, and the orders as planned medicines. What is about somebody else is never read. */
export const viewOfCall = async (
  resources: readonly JsonObject[],
  drafts: readonly DraftOrder[],
  context: JsonObject,
  parts: CdsHooksParts,
  at: Instant,
): Promise<PatientView> => {
  const patientId = String(context['patientId'])
  const { own, foreign } = ofPatient([...resources, ...besides(context)], patientId)
  if (foreign.length > 0) parts.tell?.({ event: 'foreign-resources', count: foreign.length })
  const orders = drafts.map((d) => asDraft(d, patientId))
  const drafted = new Set(orders.map(keyOf))
  const told = own.filter((r) => !drafted.has(keyOf(r)))
  const patient = told.find((r) => r['resourceType'] === 'Patient') ?? { resourceType: 'Patient', id: patientId }
  let rest = [patient, ...told.filter((r) => r['resourceType'] !== 'Patient'), ...orders]
  const terms = termsOf(parts.knowledge)
  // A resource with a fault is left out, and what is sound is read all the same.
  for (let attempt = 0; attempt < 3; attempt++) {
    const read = await openRecord(rest, { at, terms, source: 'call', patient: patientId })
    if (read.ok) return read.value
    const faulty = new Set(read.problems.filter((p) => p.severity === 'error').flatMap((p) => entryOf(p) ?? []))
    if (faulty.size === 0) break
    parts.tell?.({ event: 'unread-resources', count: faulty.size })
    rest = rest.flatMap((r, i) => (!faulty.has(i) ? [r] : i === 0 ? [{ resourceType: 'Patient', id: patientId }] : []))
  }
  return emptyView(patientId)
}
