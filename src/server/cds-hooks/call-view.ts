import { termsOf } from '../../assess/index.ts'
import {
  type DraftOrder,
  fhirId,
  isObject,
  type JsonObject,
  meansPatient,
  ofPatient,
} from '../../deliver/cds-hooks/index.ts'
import type { Medication, PatientView } from '../../record/index.ts'
import type { Instant } from '../../shared/instant.ts'
import { refusal } from './outcome.ts'
import type { CdsHooksParts } from './parts.ts'
import { readSound } from './read-sound.ts'

const entriesIn = (context: JsonObject): readonly JsonObject[] => {
  const bundle = context['draftOrders']
  return isObject(bundle) && Array.isArray(bundle['entry'])
    ? (bundle['entry'] as readonly unknown[]).map((e) => (isObject(e) ? e : {}))
    : []
}

/** What is no order of a medicine any more, or never was one. */
const ended = new Set(['stopped', 'cancelled', 'completed', 'entered-in-error'])
const isNoOrder = (r: JsonObject): boolean => ended.has(String(r['status'])) || r['doNotPerform'] === true

/**
 * The medicines that are being ordered. Refused with 400 where one is for another patient than the call: that is a mix-up nobody may act on.
 * An order without an id gets one for reading only. An order to stop a medicine or not to give it is none.
 */
export const draftsIn = (context: JsonObject, patientId: string): readonly DraftOrder[] =>
  entriesIn(context).flatMap(({ resource }, i): readonly DraftOrder[] => {
    if (!isObject(resource)) return []
    const subject = isObject(resource['subject']) ? resource['subject']['reference'] : undefined
    if (typeof subject === 'string' && !meansPatient(subject, patientId))
      throw refusal(
        400,
        'invalid',
        'An order is about another patient than the call.',
        `context.draftOrders.entry[${i}]`,
      )
    if (resource['resourceType'] !== 'MedicationRequest' || isNoOrder(resource)) return []
    const { id } = resource
    return typeof id === 'string' && fhirId.test(id)
      ? [{ reference: `MedicationRequest/${id}`, resource }]
      : [{ resource: { ...resource, id: `attune-draft-${i}` } }]
  })

/** Medications that draft orders point to, where they travel beside them, under the address that the bundle gives them. */
const besides = (context: JsonObject): readonly JsonObject[] =>
  entriesIn(context).filter(({ resource }) => isObject(resource) && resource['resourceType'] === 'Medication')

export const keyOf = (r: JsonObject): string => `${String(r['resourceType'])}/${String(r['id'])}`

/** As a draft of this patient, whatever the client left out. */
const asDraft = ({ resource }: DraftOrder, patientId: string): JsonObject => ({
  intent: 'order',
  ...resource,
  status: 'draft',
  subject: { reference: `Patient/${patientId}` },
})

/** A draft down to whom and what it is for: what is read where a fault elsewhere in it keeps it from being read whole. */
const bare = (draft: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(draft)
      .filter(([key]) =>
        [
          'resourceType',
          'id',
          'status',
          'subject',
          'contained',
          'medicationCodeableConcept',
          'medicationReference',
        ].includes(key),
      )
      .concat([['intent', 'order']]),
  )

/** The patient as the call tells, without the orders, and the ordered medicines. */
export type ToldByCall = { readonly view: PatientView; readonly ordered: readonly Medication[] }

/**
 * What was prefetched, and the orders as planned medicines. What is about somebody else is never read, and what has a fault is left out; the orders are
 * read by themselves, so that nothing else keeps them from being read.
 */
export const viewOfCall = async (
  resources: readonly JsonObject[],
  drafts: readonly DraftOrder[],
  context: JsonObject,
  parts: CdsHooksParts,
  at: Instant,
): Promise<ToldByCall> => {
  const patientId = String(context['patientId'])
  const { own, foreign } = ofPatient(resources, patientId)
  if (foreign.length > 0) parts.tell?.({ event: 'foreign-resources', count: foreign.length })
  const options = { at, terms: termsOf(parts.knowledge), source: 'call', patient: patientId }
  const orders = drafts.map((d) => asDraft(d, patientId))
  const drafted = new Set(orders.map(keyOf))
  const nobody: JsonObject = { resourceType: 'Patient', id: patientId }
  const told = await readSound(
    own.filter((r) => !drafted.has(keyOf(r))),
    nobody,
    options,
  )
  const medications = own.filter((r) => r['resourceType'] === 'Medication')
  const read = async (some: readonly JsonObject[]): Promise<readonly Medication[]> =>
    some.length === 0
      ? []
      : (
          await readSound(
            [{ resourceType: 'Bundle', type: 'collection', entry: besides(context) }, ...medications, ...some],
            nobody,
            options,
          )
        ).view.medications
  const whole = await read(orders)
  const unread = orders.filter((o) => !whole.some((m) => pointsTo(m, keyOf(o))))
  const ordered = unread.length === 0 ? whole : [...whole, ...(await read(unread.map(bare)))]
  const leftOut = told.leftOut + unread.length
  if (leftOut > 0) parts.tell?.({ event: 'unread-resources', count: leftOut })
  return { view: told.view, ordered }
}

/** Whether one of the statements behind a medicine of the list is this resource. */
export const pointsTo = (m: Medication, reference: string): boolean =>
  [m.ref, ...(m.others ?? []).map((o) => o.ref)].some((r) => r.kind === 'fhir' && r.resource === reference)
