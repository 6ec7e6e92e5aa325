import type { Drug } from '../../../shared/drug.ts'
import type { JsonObject } from '../messages/index.ts'
import type { CardAction, CardSuggestion } from './card.ts'

/** An order that is being written: its name as a reference where it has an id, and the resource. */
export type DraftOrder = { readonly reference?: string; readonly resource: JsonObject }

export type SuggestionParts = {
  readonly newId: () => string
  /** Reference to the patient on the caller's server. */
  readonly patient: string
  readonly encounter?: string
  readonly drug: (name: string) => Drug
}

const rxnorm = 'http://www.nlm.nih.gov/research/umls/rxnorm'
const atc = 'http://www.whocc.no/atc'

/** RxNorm and ATC codes as far as the tables hold them; the name always. */
const medicineConcept = (drug: Drug): JsonObject => {
  const coding = [
    ...(drug.rxnorm === undefined ? [] : [{ system: rxnorm, code: drug.rxnorm, display: drug.name }]),
    ...(drug.atc ?? []).map((code) => ({ system: atc, code, display: drug.name })),
  ]
  return { ...(coding.length > 0 ? { coding } : {}), text: drug.name }
}

/** What a new order takes over from the one it stands for: for whom, where, by whom and why; never the dose. */
const takenOver = [
  'encounter',
  'requester',
  'recorder',
  'reasonCode',
  'reasonReference',
  'category',
  'priority',
] as const

const framed = (parts: SuggestionParts): JsonObject => ({
  subject: { reference: parts.patient },
  ...(parts.encounter === undefined ? {} : { encounter: { reference: `Encounter/${parts.encounter}` } }),
})

/** A reference to what is contained in the old order would point nowhere in the new one. */
const pointsInside = (value: unknown): boolean => /"reference":"#/.test(JSON.stringify(value))

/**
 * Whether accepting a replacement would leave nothing of the orders behind: one that cannot be named cannot be removed, and then both medicines
 * would be given.
 */
export const removable = (orders: readonly DraftOrder[]): boolean => orders.every((o) => o.reference !== undefined)

/** Another medicine in the place of the ordered one; its dose is left to the prescriber. */
export const replacement = (
  name: string,
  ordered: string,
  orders: readonly DraftOrder[],
  parts: SuggestionParts,
): CardSuggestion => {
  const [first] = orders
  const kept = Object.fromEntries(
    takenOver.flatMap((key) => {
      const value = first?.resource[key]
      return value === undefined || pointsInside(value) ? [] : [[key, value] as const]
    }),
  )
  const removed = orders.flatMap(({ reference }): readonly CardAction[] =>
    reference === undefined
      ? []
      : [{ type: 'delete', description: `Remove the order of ${ordered}`, resourceId: reference }],
  )
  return {
    label: `Replace ${ordered} by ${name}`,
    uuid: parts.newId(),
    actions: [
      ...removed,
      {
        type: 'create',
        description: `Draft an order of ${name}; the dose is to be entered`,
        resource: {
          resourceType: 'MedicationRequest',
          status: 'draft',
          intent: 'order',
          ...framed(parts),
          ...kept,
          medicationCodeableConcept: medicineConcept(parts.drug(name)),
        },
      },
    ],
  }
}

/** The advice as a note on the order itself; what is ordered stays as it is. */
export const noted = (
  label: string,
  text: string,
  orders: readonly DraftOrder[],
  parts: SuggestionParts,
): readonly CardSuggestion[] => {
  const actions = orders.flatMap(({ reference, resource }): readonly CardAction[] => {
    if (reference === undefined) return []
    const notes = Array.isArray(resource['note']) ? (resource['note'] as readonly unknown[]) : []
    return [
      {
        type: 'update',
        description: 'Add the advice to the order as a note',
        resource: { ...resource, note: [...notes, { text }] },
      },
    ]
  })
  return actions.length === 0 ? [] : [{ label, uuid: parts.newId(), actions }]
}

/** The order of a missing test, under Attune's own code: no LOINC code of a gene test is held. */
export const testOrder = (gene: string, test: string, title: string, parts: SuggestionParts): CardSuggestion => ({
  label: title,
  uuid: parts.newId(),
  actions: [
    {
      type: 'create',
      description: title,
      resource: {
        resourceType: 'ServiceRequest',
        status: 'draft',
        intent: 'order',
        ...framed(parts),
        category: [{ text: 'Genetic test' }],
        code: { coding: [{ system: 'urn:attune:test', code: test, display: title }], text: `${gene}: ${title}` },
      },
    },
  ],
})
