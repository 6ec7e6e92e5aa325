import { affectedByOrders, assessOrders, type OrdersAssessed, tablesOf } from '../../assess/index.ts'
import {
  type CardParts,
  type DraftOrder,
  isObject,
  type JsonObject,
  type MadeCard,
  medicineCard,
  type MissingTest,
  testCard,
} from '../../deliver/cds-hooks/index.ts'
import type { MedicineCard } from '../../deliver/report/index.ts'
import { releaseName } from '../../knowledge/release.ts'
import type { PatientView } from '../../record/index.ts'
import type { Instant } from '../../shared/instant.ts'
import type { Recommendation } from '../../shared/recommendation.ts'
import { keyOf, pointsTo } from './call-view.ts'
import type { KnownPerson } from './cds-people.ts'
import type { CdsHooksParts } from './parts.ts'

/** What cards are made from: the person as told and kept, and who that is here, if anybody. */
export type CardCase = {
  readonly context: JsonObject
  readonly view: PatientView
  readonly known: KnownPerson | undefined
  readonly at: Instant
}

const mostNow = 3
const mostForOrders = 10

const cardParts = ({ context, known }: CardCase, parts: CdsHooksParts): CardParts => {
  const encounter = context['encounterId']
  return {
    newId: parts.newId,
    patient: `Patient/${String(context['patientId'])}`,
    ...(typeof encounter === 'string' ? { encounter } : {}),
    drug: tablesOf(parts.knowledge).drug,
    page: parts.baseUrl,
    ...(known === undefined ? {} : { person: known.person }),
    ...(parts.config?.smartLaunch === undefined ? {} : { smartLaunch: parts.config.smartLaunch }),
    knowledge: parts.knowledge
      .filter((r) => ['cpic', 'dpwg', 'fda'].includes(r.manifest.id))
      .map((r) => releaseName(r.manifest))
      .join(', '),
  }
}

/** Draft orders by the medicine they are for, in the order in which they stand; what is not recognised is counted. */
const byMedicine = (
  view: PatientView,
  drafts: readonly DraftOrder[],
  parts: CdsHooksParts,
): ReadonlyMap<string, readonly DraftOrder[]> => {
  const found = new Map<string, DraftOrder[]>()
  let unknown = 0
  for (const draft of drafts) {
    const medicines = view.medications.filter((m) => pointsTo(m, keyOf(draft.resource)) && m.recognisedBy !== undefined)
    if (medicines.length === 0) unknown++
    for (const m of medicines) found.set(m.drug.name, [...(found.get(m.drug.name) ?? []), draft])
  }
  if (unknown > 0) parts.tell?.({ event: 'unknown-medicines', count: unknown })
  return found
}

/** The missing tests whose result could lead to well-founded advice on a medicine. */
const missingFor = (name: string, assessed: OrdersAssessed): readonly MissingTest[] =>
  assessed.needs
    .filter((n) => n.wouldDecide.includes(name) && (n.atStake === 'strong' || n.atStake === 'moderate'))
    .flatMap((n) => {
      const said = assessed.recommendations.find((r) => r.id === `pgx:test:${n.about}:${n.test}`)
      return said === undefined ? [] : [{ gene: n.about, test: n.test, title: said.say.clinician.title }]
    })

/** Cards for medicines that are being ordered: one for each that asks for something, and one for each of the list that an order would turn. */
export const orderCards = (of: CardCase, drafts: readonly DraftOrder[], parts: CdsHooksParts): readonly MadeCard[] => {
  const orders = byMedicine(of.view, drafts, parts)
  if (orders.size === 0) return []
  const options = { at: of.at, knowledge: parts.knowledge }
  const question = { view: of.view, results: of.known?.results ?? [], orders: [...orders.keys()] }
  const assessed = assessOrders(question, options)
  const made = cardParts(of, parts)
  // A genome that is not stored is nobody's omission: tests are asked for only where other results are known.
  const missing = (name: string): readonly MissingTest[] =>
    of.known?.results === undefined ? [] : missingFor(name, assessed)
  const turned = affectedByOrders(question, options).filter((a) => !orders.has(a.medicine.drug.name))
  // What two medicines do to each other is one decision: it is told once, and of the one that suffers where that is on the list.
  const told = new Set<string>()
  const saidElsewhere = (medicine: MedicineCard, { intent }: Recommendation): boolean =>
    intent === 'discuss' &&
    medicine.interactions
      .filter((i) => i.severity === 'avoid')
      .every(
        (i) =>
          told.has(i.with.name) ||
          turned.some((t) => t.by === medicine.drug.name && t.medicine.drug.name === i.with.name),
      )
  const isCombined = (name: string): boolean =>
    of.view.medications.some((m) => m.drug.name === name && (m.combinedWith ?? []).length > 0)
  const own = assessed.recommendations.flatMap((recommendation): readonly MadeCard[] => {
    const medicine = assessed.medicines.find((m) => recommendation.id === `pgx:medicine:${m.drug.name}`)
    if (medicine === undefined || saidElsewhere(medicine, recommendation)) return []
    if (recommendation.intent === 'discuss') told.add(medicine.drug.name)
    return [
      medicineCard(
        {
          medicine,
          recommendation,
          orders: orders.get(medicine.drug.name) ?? [],
          missing: missing(medicine.drug.name),
          combined: isCombined(medicine.drug.name),
        },
        made,
      ),
    ]
  })
  const open = assessed.medicines.flatMap((medicine): readonly MadeCard[] => {
    const tests = medicine.verdict === 'notKnown' ? missing(medicine.drug.name) : []
    const [first] = tests
    const recommendation = assessed.recommendations.find((r) => r.id === `pgx:test:${first?.gene}:${first?.test}`)
    return recommendation === undefined ? [] : [testCard(medicine, recommendation, tests, made)]
  })
  const others = turned.map(({ by, medicine, recommendation }) =>
    medicineCard({ medicine, recommendation, orders: [], broughtUpBy: by, missing: [] }, made),
  )
  return [...own, ...others, ...open].slice(0, mostForOrders)
}

/** The drafts that the user has just picked. */
export const selectedIn = (context: JsonObject, drafts: readonly DraftOrder[]): readonly DraftOrder[] => {
  const picked = Array.isArray(context['selections']) ? (context['selections'] as readonly unknown[]) : []
  return drafts.filter((d) => d.reference !== undefined && picked.includes(d.reference))
}

/** What to act on now among the medicines of the list, at most three; `isSettled` leaves out what somebody has answered already. */
export const actNowCards = (
  of: CardCase,
  isSettled: (recommendation: string) => boolean,
  parts: CdsHooksParts,
): readonly MadeCard[] => {
  const names = of.view.medications.filter((m) => m.status === 'active').map((m) => m.drug.name)
  const question = { view: of.view, results: of.known?.results ?? [], orders: names }
  const assessed = assessOrders(question, { at: of.at, knowledge: parts.knowledge })
  const made = cardParts(of, parts)
  return assessed.recommendations
    .filter((r) => r.onList && r.verdict === 'act' && r.urgency === 'now' && !isSettled(r.id))
    .slice(0, mostNow)
    .flatMap((recommendation) => {
      const medicine = assessed.medicines.find((m) => recommendation.id === `pgx:medicine:${m.drug.name}`)
      return medicine === undefined ? [] : [medicineCard({ medicine, recommendation, orders: [], missing: [] }, made)]
    })
}

/** A text of the call, where it is one. */
export const textIn = (o: unknown, key: string): string | undefined => {
  const value = isObject(o) ? o[key] : undefined
  return typeof value === 'string' && value !== '' ? value : undefined
}
