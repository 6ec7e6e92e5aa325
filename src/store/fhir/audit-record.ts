import type { AuditEvent, Bundle, BundleEntry } from '@medplum/fhirtypes'
import type { FhirDefinitions } from '../../fhir/index.ts'
import type { Instant } from '../../shared/instant.ts'
import type { Access, Right } from '../../trust/index.ts'
import {
  type AuditEvents,
  type AuditQuery,
  auditEventId,
  type KeptAuditEntry,
  seqOfAuditEvent,
  toAuditEvent,
} from '../audit/index.ts'
import type { Judge } from './judge.ts'
import { notThere } from './refusals.ts'
import { readCursor, writeCursor } from './search/cursor.ts'
import { fits } from './search/fits.ts'
import { type AccessRules, type SearchAsked } from './search/index.ts'
import { parseQuery } from './search/parse-query.ts'
import type { Filter, SearchQuery } from './search/search-query.ts'
import { issuesOf, type SearchFault, searchRefused } from './search/search-refusal.ts'
import type { Version } from './version.ts'

export type AuditContext = {
  readonly events: AuditEvents
  readonly definitions: FhirDefinitions
  readonly access: Access
  readonly judge: Judge
  readonly rules: AccessRules
  readonly baseUrl: string
  readonly now: () => number
  readonly pageKey: Uint8Array
}

/** Entries fetched at a time. */
const chunk = 500

/** Entries looked at for one page: where few fit, a page comes out short rather than late. */
const mostLookedAt = 10_000

const versionOf = (event: AuditEvent): Version => ({
  resource: event,
  local: event,
  updated: Date.parse(event.recorded ?? ''),
})

/**
 * The event as the caller may have it: of an entry that is about several patients, whoever is limited to some is told of those alone, and
 * neither what was asked for nor which resource it was.
 */
const eventFor = ({ rules, access }: AuditContext, right: Right, kept: KeptAuditEntry): AuditEvent => {
  const limits = rules.patientsOf(access, right, 'AuditEvent')
  if (limits === undefined || kept.patients.every((patient) => limits.includes(patient))) return toAuditEvent(kept)
  const { query: _query, ...rest } = kept
  return toAuditEvent({
    ...rest,
    patients: kept.patients.filter((patient) => limits.includes(patient)),
    entity: kept.entity.split('/')[0] ?? '',
  })
}

/** An audit entry as an AuditEvent. They are kept apart from other resources and only read. */
export const readAuditEvent = async (context: AuditContext, id: string): Promise<AuditEvent> => {
  const { events, judge } = context
  const seq = seqOfAuditEvent(id)
  const entry = seq === undefined ? undefined : await events.read(seq)
  if (entry === undefined) throw notThere()
  const event = eventFor(context, 'r', entry)
  if (!judge.may('r', versionOf(event))) throw notThere()
  return event
}

/** What of the filters narrows the entries that are fetched at all. */
const narrowed = (filters: readonly Filter[], patients: readonly string[] | undefined): Partial<AuditQuery> => {
  let patient = patients?.length === 1 ? patients[0] : undefined
  let from: number | undefined
  let to: number | undefined
  for (const filter of filters) {
    if (filter.kind !== 'index' || filter.negate || filter.any.length !== 1) continue
    const [match] = filter.any
    if (filter.param === 'patient' && match?.kind === 'reference') patient ??= match.id
    if (filter.param !== 'date' || match?.kind !== 'date') continue
    if (['ge', 'eq'].includes(match.comparator)) from = Math.max(from ?? match.from, match.from)
    if (['lt', 'eq'].includes(match.comparator)) to = Math.min(to ?? match.to, match.to)
  }
  const instant = (ms: number): Instant => new Date(ms).toISOString() as Instant
  return {
    ...(patient === undefined ? {} : { patient }),
    ...(from === undefined ? {} : { from: instant(from) }),
    ...(to === undefined ? {} : { to: instant(to) }),
  }
}

const newestFirst = (query: SearchQuery): boolean =>
  query.sort.every(
    (key) => key.descending && (key.kind === 'updated' || (key.kind === 'index' && key.parameter.code === 'date')),
  )

const notServed = (query: SearchQuery): readonly SearchFault[] => {
  const leads = query.filters.some(({ kind }) => kind === 'chain' || kind === 'has')
  const refuse = (at: string, text: string): SearchFault => ({ code: 'not-supported', at, text })
  return [
    ...(leads ? [refuse('', 'AuditEvents are searched by what they say themselves, not by chains.')] : []),
    ...(query.includes.length > 0 ? [refuse('_include', 'AuditEvents come without what they refer to.')] : []),
    ...(newestFirst(query) ? [] : [refuse('_sort', 'AuditEvents come newest first.')]),
    ...(query.summary === 'count' || query.count === 0 ? [refuse('_summary', 'AuditEvents are not counted.')] : []),
    ...(query.offset > 0 ? [refuse('_offset', 'Follow the link to the next page.')] : []),
  ]
}

/** Newest first, in pages; all search parameters of AuditEvent hold, without chains, includes and totals. */
export const searchAuditEvents = async (context: AuditContext, asked: SearchAsked): Promise<Bundle> => {
  const { events, definitions, access, judge, rules, baseUrl, now, pageKey } = context
  const { query, faults, unknown } = parseQuery('AuditEvent', asked.parameters, { definitions, baseUrl, now })
  const denied: readonly SearchFault[] = judge.mayTouch('s', 'AuditEvent')
    ? []
    : [{ code: 'forbidden', at: 'AuditEvent', text: 'Your access does not allow this. Ask for the scope it needs.' }]
  const refused = [...faults, ...(asked.strict ? unknown : []), ...denied, ...notServed(query)]
  if (refused.length > 0) throw searchRefused(refused)
  const scope = { key: pageKey, access, query }
  const position = query.cursor === undefined ? undefined : readCursor(query.cursor, scope)
  if (query.cursor !== undefined && position === undefined)
    throw searchRefused([{ code: 'invalid', at: '_cursor', text: 'The page is not known. Begin the search again.' }])
  const wanted = narrowed(query.filters, rules.patientsOf(access, 's', 'AuditEvent'))
  const entry: BundleEntry[] = []
  let before = position === undefined ? undefined : seqOfAuditEvent(position.id)
  let more = false
  // For callers from whom entries are hidden a page goes on to the end: where it stopped would tell of one.
  const most = judge.mayAll('s', 'AuditEvent') ? mostLookedAt : Number.POSITIVE_INFINITY
  for (let looked = 0; !more; looked += chunk) {
    more = looked >= most
    if (more) break
    const found = await events.search({ ...wanted, limit: chunk, ...(before === undefined ? {} : { before }) })
    for (const kept of found) {
      more = entry.length === query.count
      if (more) break
      const event = eventFor(context, 's', kept)
      const version = versionOf(event)
      const indexed = {
        type: 'AuditEvent',
        id: event.id ?? '',
        updated: version.updated,
        rows: definitions.indexRowsOf(event),
      }
      before = kept.seq
      if (!fits(indexed, query.filters) || !judge.may('s', version)) continue
      entry.push({ fullUrl: `${baseUrl}/AuditEvent/${event.id}`, resource: event, search: { mode: 'match' } })
    }
    if (found.length < chunk) break
  }
  const address = (cursor?: string): string => {
    const parameters = new URLSearchParams(query.used.map(([name, value]) => [name, value]))
    if (cursor !== undefined) parameters.append('_cursor', cursor)
    return `${baseUrl}/AuditEvent?${parameters.toString()}`
  }
  const next = more && before !== undefined ? writeCursor({ id: auditEventId(before), values: [] }, scope) : undefined
  const told: readonly BundleEntry[] =
    unknown.length === 0
      ? []
      : [
          {
            resource: { resourceType: 'OperationOutcome', issue: [...issuesOf(unknown, 'warning')] },
            search: { mode: 'outcome' },
          },
        ]
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    link: [
      { relation: 'self', url: address() },
      ...(next === undefined ? [] : [{ relation: 'next', url: address(next) }]),
    ],
    ...(entry.length + told.length === 0 ? {} : { entry: [...entry, ...told] }),
  }
}
