import type {
  Bundle,
  CodeableConcept,
  CommunicationRequest,
  Reference,
  Resource,
  ServiceRequest,
} from '@medplum/fhirtypes'
import { addMonths, type Part, type ScreeningCalendar, type ScreeningItem } from '../../clinical/screening/index.ts'
import type { DatumRef } from '../../shared/assessment.ts'
import { screeningTestWords, screeningTopicWords } from '../../shared/wording/en-screening.ts'
import type { Language } from '../../shared/wording/render.ts'
import { optionWords, spokenItem } from '../screening/index.ts'
import { coding } from './codes.ts'
import { uuidOf } from './identity.ts'

const system = 'urn:attune:screening'

/** Whom it is for, as the receiving system names them. */
export type ScreeningSubject = { readonly reference: string; readonly display?: string }

const reference = (ref: DatumRef): readonly Reference[] =>
  ref.kind === 'fhir' && /^[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}$/.test(ref.resource)
    ? [{ reference: ref.resource }]
    : []

const urls = (item: ScreeningItem): string[] =>
  item.evidence.flatMap((e) =>
    e.citations.flatMap((c) => (c.kind === 'url' ? [c.id] : c.kind === 'doi' ? [`https://doi.org/${c.id}`] : [])),
  )

const dateTime = (at: string): string => at.replace(/T(\d{2}:\d{2})(?!:)/, 'T$1:00')

/** Due now: asked for from today on. Due soon: within its window. */
const period = (
  calendar: ScreeningCalendar,
  item: ScreeningItem,
): { readonly start: string; readonly end?: string } => {
  const today = calendar.at.slice(0, 10)
  const from = item.due === undefined || item.due.from < today ? today : item.due.from
  const to = item.due?.to
  const end = to !== undefined && to > from ? to : item.ends
  return { start: from, ...(end === undefined || end < from ? {} : { end }) }
}

const asked: readonly ScreeningItem['state'][] = ['due', 'overdue']

/** What is due within so many months is requested too. */
const ahead = 12

const isAsked = (calendar: ScreeningCalendar, item: ScreeningItem): boolean =>
  item.options.length > 0 &&
  (asked.includes(item.state) ||
    (item.state === 'later' && item.due !== undefined && item.due.from <= addMonths(calendar.at.slice(0, 10), ahead)))

/** The tests to order: those of the only way, or of the way that was used last; where the choice is open the topic alone is coded. */
const orders = (item: ScreeningItem): readonly (Part | undefined)[] => {
  const [only, other] = item.options
  if (only !== undefined && other === undefined) return only.parts
  const used = item.options
    .filter((o) => o.last !== undefined)
    .toSorted((a, b) => ((a.last ?? '') < (b.last ?? '') ? 1 : -1))[0]
  return used?.parts ?? [undefined]
}

const codeOf = (item: ScreeningItem, part: Part | undefined): CodeableConcept =>
  part === undefined
    ? {
        coding: [coding(system, item.topic, screeningTopicWords[item.topic])],
        text: `Screening for ${screeningTopicWords[item.topic]}: one of ${item.options.map((o) => optionWords(o.parts, 'clinician')).join('; ')}`,
      }
    : {
        coding: [coding(system, part.test, screeningTestWords[part.test].clinician)],
        text: screeningTestWords[part.test].clinician,
      }

const serviceRequest = (
  calendar: ScreeningCalendar,
  item: ScreeningItem,
  part: Part | undefined,
  subject: ScreeningSubject,
  language: Language,
): ServiceRequest => {
  const say = spokenItem(item, 'clinician', language)
  const rules = urls(item)
  const support = [...new Map(item.basis.flatMap(reference).map((r) => [r.reference, r])).values()]
  return {
    resourceType: 'ServiceRequest',
    id: uuidOf(calendar.person, calendar.at, item.track, part?.test ?? 'choice'),
    ...(rules.length === 0 ? {} : { instantiatesUri: rules }),
    requisition: { system, value: uuidOf(calendar.person, calendar.at, item.track) },
    status: 'draft',
    intent: 'proposal',
    category: [{ text: 'Screening' }],
    priority: 'routine',
    code: codeOf(item, part),
    subject: { ...subject },
    occurrencePeriod: period(calendar, item),
    authoredOn: dateTime(calendar.at),
    reasonCode: say.why.map((text) => ({ text })),
    ...(support.length === 0 ? {} : { supportingInfo: support as Reference<Resource>[] }),
    note: [{ text: `${say.title}. Rule: ${item.rule?.id ?? ''} (${calendar.releases.join(', ')}).` }],
  }
}

const reminder = (
  calendar: ScreeningCalendar,
  item: ScreeningItem,
  requests: readonly ServiceRequest[],
  subject: ScreeningSubject,
  language: Language,
): CommunicationRequest => {
  const say = spokenItem(item, 'patient', language)
  return {
    resourceType: 'CommunicationRequest',
    id: uuidOf(calendar.person, calendar.at, item.track, 'reminder'),
    status: 'draft',
    category: [{ text: 'Reminder' }],
    priority: 'routine',
    subject: { ...subject },
    about: requests.map((r) => ({ reference: `urn:uuid:${r.id}` })),
    payload: [{ contentString: [`${say.title}.`, ...say.why].join(' ') }],
    occurrenceDateTime: period(calendar, item).start,
    authoredOn: dateTime(calendar.at),
    recipient: [{ ...subject }],
  }
}

/**
 * What is due now or within a year as FHIR R4: for every line ServiceRequests (`draft`, `proposal`: nobody has authorised them; one per test that is
 * done together, under one requisition) and a CommunicationRequest that reminds the person. A reminder is a message somebody still has to approve and
 * send, not work to be done, so it is no Task. Nothing is made of what is planned, to be talked over, not known or not recommended.
 */
export const screeningRequests = (
  calendar: ScreeningCalendar,
  subject: ScreeningSubject,
  language: Language,
): readonly Resource[] =>
  calendar.items
    .filter((item) => isAsked(calendar, item))
    .flatMap((item): readonly Resource[] => {
      const requests = orders(item).map((part) => serviceRequest(calendar, item, part, subject, language))
      return [...requests, reminder(calendar, item, requests, subject, language)]
    })

/** The same as one collection. */
export const screeningBundle = (
  calendar: ScreeningCalendar,
  subject: ScreeningSubject,
  language: Language,
): Bundle => ({
  resourceType: 'Bundle',
  type: 'collection',
  timestamp: dateTime(calendar.at),
  entry: screeningRequests(calendar, subject, language).map((resource) => ({
    fullUrl: `urn:uuid:${resource.id}`,
    resource,
  })),
})
