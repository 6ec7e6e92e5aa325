import {
  type Card,
  type CdsService,
  checkRequest,
  isObject,
  type JsonObject,
  type MadeCard,
  type PrefetchKey,
  prefetchKeys,
} from '../../deliver/cds-hooks/index.ts'
import { type PatientView } from '../../record/index.ts'
import type { Instant } from '../../shared/instant.ts'
import { knowledgeStamp } from '../people/person-reports.ts'
import { viewOfCall, draftsIn } from './call-view.ts'
import type { Caller } from './caller.ts'
import { actNowCards, type CardCase, orderCards, selectedIn, textIn } from './cards.ts'
import { byOwnId, knownPatient } from './known-patient.ts'
import { mergedView, withOrders } from './merged-view.ts'
import { type Gathered, gather, prefetchIn } from './missing-data.ts'
import { noticeCards } from './notices.ts'
import { CdsRefusal, issuesOf, refusal } from './outcome.ts'
import type { CdsHooksParts } from './parts.ts'

/** Breaches that do not keep a call from being understood. */
const tolerated = new Set([
  'cds-hooks.json.empty',
  'cds-hooks.json.extension',
  'cds-hooks.request.hook-instance-uuid',
  'cds-hooks.request.authorization',
])

/** The call as it came, once it is known to be one for this service. */
export const readCall = (
  body: unknown,
  offered: readonly CdsService[],
): { readonly call: JsonObject; readonly service: CdsService } => {
  const breaches = checkRequest(
    body,
    offered.map((s) => s.hook),
  ).filter((p) => p.severity === 'error' && !tolerated.has(p.code))
  const service = isObject(body) ? offered.find((s) => s.hook === body['hook']) : undefined
  if (breaches.length > 0 || !isObject(body) || service === undefined) throw new CdsRefusal(400, issuesOf(breaches))
  return { call: body, service }
}

const resourcesIn = (gathered: Gathered): readonly JsonObject[] =>
  Object.values(gathered).flatMap((p) => (p.state === 'found' ? p.resources : []))

const incomplete = (keys: readonly PrefetchKey[]): CdsRefusal =>
  new CdsRefusal(
    412,
    keys.map((key) => ({
      severity: 'error' as const,
      code: 'incomplete' as const,
      diagnostics: `What was to be prefetched as ${key} is needed: it did not come with the call and could not be fetched from fhirServer.`,
      expression: [`prefetch.${key}`],
    })),
  )

/** What an answer is: the cards with what they came from, and whose data was used. */
export type Answer = { readonly cards: readonly MadeCard[]; readonly person?: string }

const settledBy = async (of: CardCase, parts: CdsHooksParts): Promise<(recommendation: string) => boolean> => {
  if (of.known === undefined) return () => false
  const stamp = knowledgeStamp(parts.knowledge)
  const settled = new Set(
    (await parts.cards.feedbackOf(of.known.person))
      .filter((c) => c.knowledge === stamp && c.feedback.length > 0)
      .map((c) => c.recommendation),
  )
  return (recommendation) => settled.has(recommendation)
}

/**
 * Answers a call. Data come from the prefetch, then from the caller's FHIR server, then from the record that is kept here; without the patient or
 * the medicines the call is refused with 412.
 */
export const answer = async (
  call: JsonObject,
  service: CdsService,
  caller: Caller,
  parts: CdsHooksParts,
): Promise<Answer> => {
  const at: Instant = parts.now()
  const context = isObject(call['context']) ? call['context'] : {}
  const patientId = String(context['patientId'])
  const fhirServer = textIn(call, 'fhirServer')
  const token = textIn(call['fhirAuthorization'], 'access_token')
  const drafts = draftsIn(context, patientId)
  const own = await byOwnId(patientId, fhirServer, parts)
  const wanted: readonly PrefetchKey[] = own === undefined ? prefetchKeys : []
  const gathered = await gather(
    {
      service,
      context,
      prefetch: prefetchIn(call),
      ...(fhirServer === undefined ? {} : { fhirServer }),
      ...(token === undefined ? {} : { token }),
    },
    caller,
    wanted,
    parts,
  )
  const resources = resourcesIn(gathered)
  const told = await viewOfCall(resources, drafts, context, parts, at)
  const patient = resources.find((r) => r['resourceType'] === 'Patient' && r['id'] === patientId)
  const identified = await knownPatient(own, patient, told.view, caller, parts)
  const { known } = identified
  const needed = (['patient', 'medications'] as const).filter(
    (key) => known === undefined && gathered[key].state !== 'found',
  )
  if (needed.length > 0) throw incomplete(needed)
  const listed =
    gathered.medications.state === 'found' ? told.view.silentOn.filter((s) => s !== 'medications') : told.view.silentOn
  const said: PatientView = { ...told.view, silentOn: listed }
  const person = identified.known === undefined ? said : mergedView(said, identified.known.view, at, identified.sameIds)
  const of: CardCase = { context, known, at, view: withOrders(person, told.ordered) }
  const hidden = known === undefined && 'because' in identified ? identified.because : known?.unread
  const asked =
    service.hook === 'order-select' ? selectedIn(context, drafts) : service.hook === 'order-sign' ? drafts : undefined
  const cards =
    asked !== undefined
      ? orderCards(of, asked, parts)
      : actNowCards(of, service.hook === 'encounter-start' ? await settledBy(of, parts) : () => false, parts)
  const notices = noticeCards(of.view, asked, hidden, parts)
  return { cards: [...notices, ...cards], ...(known === undefined ? {} : { person: known.person }) }
}

/** The cards as they are kept, for feedback to find. */
export const sentCards = (
  { cards, person }: Answer,
  service: CdsService,
  caller: Caller,
  parts: CdsHooksParts,
): Parameters<CdsHooksParts['cards']['sent']>[0] => {
  const knowledge = knowledgeStamp(parts.knowledge)
  const at = parts.now()
  return cards.map(({ card, recommendation }: { readonly card: Card; readonly recommendation: string }) => ({
    card: card.uuid,
    ...(person === undefined ? {} : { person }),
    ...(caller.client === undefined ? {} : { client: caller.client.iss }),
    service: service.id,
    hook: service.hook,
    at,
    recommendation,
    knowledge,
    json: JSON.stringify(card),
  }))
}

export const noService = (): CdsRefusal => refusal(404, 'not-found', 'There is no such service.')
