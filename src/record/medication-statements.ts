import type { Instant, PartialDate } from '../shared/instant.ts'
import { entryOf } from './entry-of.ts'
import { before, checked, conceptText, dateOf } from './check.ts'
import type { Medication } from './patient-view.ts'
import type { ProblemList } from './problem-list.ts'
import * as r4 from './r4.ts'
import { placeIn, type Resource, text } from './resources.ts'
import type { Terms } from './terms.ts'

export type Reading = {
  readonly at: Instant
  readonly terms: Terms
  readonly problems: ProblemList
  readonly resolve: (from: Resource, reference: string) => Resource | undefined
}

/** One statement about a medicine, before statements of the same ingredient are brought together. `weight`: 2 ordered or stated, 1 dispensed or given. */
export type Statement = {
  readonly r: Resource
  readonly status: Medication['status']
  readonly weight: 1 | 2
  readonly told: PartialDate | undefined
  readonly started: PartialDate | undefined
  readonly stopped: PartialDate | undefined
  readonly dosage: readonly r4.DosageJson[]
  readonly reason: { readonly concept: r4.Concept } | undefined
  readonly intent?: string | undefined
  readonly whyStopped?: string | undefined
}

export const medicationTypes = [
  'MedicationRequest',
  'MedicationStatement',
  'MedicationDispense',
  'MedicationAdministration',
]

const periodUnitDays: Readonly<Record<string, number>> = { d: 1, wk: 7, mo: 30, a: 365 }

const plusDays = (date: PartialDate, days: number): PartialDate | undefined => {
  const time = Date.parse(date)
  return date.length < 10 || Number.isNaN(time)
    ? undefined
    : new Date(time + days * 86_400_000).toISOString().slice(0, 10)
}

/** The last day that any part of a dosage runs to; undefined when it is open. */
const dosageEnd = (dosages: readonly r4.DosageJson[], from: PartialDate | undefined): PartialDate | undefined => {
  const ends = dosages.map((d) => {
    const repeat = d.timing?.repeat
    if (repeat?.boundsPeriod?.end !== undefined) return dateOf(repeat.boundsPeriod.end)
    const start = dateOf(repeat?.boundsPeriod?.start) ?? from
    const length = repeat?.boundsDuration
    const days = entryOf(periodUnitDays, length?.code ?? length?.unit ?? '')
    return start === undefined || length?.value === undefined || days === undefined
      ? undefined
      : plusDays(start, length.value * days)
  })
  return ends.length > 0 && ends.every((e) => e !== undefined)
    ? ends.reduce((a, b) => (before(a, b) ? b : a))
    : undefined
}

const inTime = (
  status: Medication['status'],
  start: PartialDate | undefined,
  end: PartialDate | undefined,
  at: Instant,
): Medication['status'] => {
  if (status !== 'active') return status
  if (end !== undefined && before(end, at)) return 'stopped'
  return start !== undefined && before(at, start) ? 'planned' : 'active'
}

const readRequest = (r: Resource, { at, problems }: Reading): Statement | undefined => {
  const m = checked(r4.medicationRequest, r, problems)
  if (m === undefined) return undefined
  if (m.doNotPerform === true) {
    problems.add(
      'record.do-not-give',
      'info',
      placeIn(r, 'doNotPerform'),
      `${r.name} says that a medicine is not to be given; it is not on the list.`,
      'Nothing to do, unless it was meant as an order.',
    )
    return undefined
  }
  const dosage = m.dosageInstruction ?? []
  const bounds = dosage.map((d) => dateOf(d.timing?.repeat?.boundsPeriod?.start)).filter((d) => d !== undefined)
  const started = bounds.sort()[0] ?? dateOf(m.authoredOn)
  const ends = [dosageEnd(dosage, started), dateOf(m.dispenseRequest?.validityPeriod?.end)].filter(
    (d) => d !== undefined,
  )
  const end = ends.sort()[0]
  const intended = m.intent === 'proposal' || m.intent === 'plan' || m.intent === 'option'
  const said = {
    active: 'active',
    'on-hold': 'planned',
    draft: 'planned',
    unknown: 'unknown',
    stopped: 'stopped',
    completed: 'stopped',
    cancelled: 'stopped',
    'entered-in-error': 'stopped',
  } as const
  const status = inTime(intended && m.status === 'active' ? 'planned' : said[m.status], started, end, at)
  return {
    r,
    status,
    weight: 2,
    told: dateOf(m.authoredOn),
    started,
    stopped: end,
    dosage,
    reason: reasonOf(m),
    intent: m.intent,
    whyStopped: text(conceptText(m.statusReason)),
  }
}

const readStatement = (r: Resource, { at, problems }: Reading): Statement | undefined => {
  const m = checked(r4.medicationStatement, r, problems)
  if (m === undefined) return undefined
  const dosage = m.dosage ?? []
  const started = dateOf(m.effectivePeriod?.start) ?? dateOf(m.effectiveDateTime)
  const end = dateOf(m.effectivePeriod?.end) ?? dosageEnd(dosage, started)
  const said = {
    active: 'active',
    intended: 'planned',
    'on-hold': 'planned',
    unknown: 'unknown',
    completed: 'stopped',
    stopped: 'stopped',
    'not-taken': 'stopped',
    'entered-in-error': 'stopped',
  } as const
  return {
    r,
    status: inTime(said[m.status], started, end, at),
    weight: 2,
    told: dateOf(m.dateAsserted) ?? end ?? started,
    started,
    stopped: end,
    dosage,
    reason: reasonOf(m),
    whyStopped: text(conceptText(m.statusReason?.[0])),
  }
}

const reasonOf = (m: {
  readonly reasonCode?: readonly r4.Concept[] | undefined
}): { concept: r4.Concept } | undefined => (m.reasonCode?.[0] === undefined ? undefined : { concept: m.reasonCode[0] })

/** A dispense counts as taken while its days of supply last; without days of supply nobody knows, so the status is unknown. */
const readDispense = (r: Resource, { at, problems }: Reading): Statement | undefined => {
  const m = checked(r4.medicationDispense, r, problems)
  if (m === undefined || m.status === 'cancelled' || m.status === 'declined') return undefined
  const given = dateOf(m.whenHandedOver) ?? dateOf(m.whenPrepared)
  const end = given === undefined || m.daysSupply?.value === undefined ? undefined : plusDays(given, m.daysSupply.value)
  const status = end === undefined ? 'unknown' : inTime('active', given, end, at)
  return {
    r,
    status,
    weight: 1,
    told: given,
    started: given,
    stopped: end,
    dosage: m.dosageInstruction ?? [],
    reason: undefined,
  }
}

const readAdministration = (r: Resource, { at, problems }: Reading): Statement | undefined => {
  const m = checked(r4.medicationAdministration, r, problems)
  if (m === undefined || m.status === 'not-done') return undefined
  const started = dateOf(m.effectivePeriod?.start) ?? dateOf(m.effectiveDateTime)
  const status = m.status === 'in-progress' ? inTime('active', started, dateOf(m.effectivePeriod?.end), at) : 'stopped'
  return {
    r,
    status,
    weight: 1,
    told: started,
    started,
    stopped: dateOf(m.effectivePeriod?.end) ?? started,
    dosage: [],
    reason: undefined,
  }
}

/** How each type of resource tells of a medicine: what its status and dates mean at the day of the assessment. */
export const statementReaders: Readonly<Record<string, (r: Resource, reading: Reading) => Statement | undefined>> = {
  MedicationRequest: readRequest,
  MedicationStatement: readStatement,
  MedicationDispense: readDispense,
  MedicationAdministration: readAdministration,
}
