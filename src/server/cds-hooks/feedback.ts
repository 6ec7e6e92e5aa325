import { checkFeedback, isObject, type JsonObject } from '../../deliver/cds-hooks/index.ts'
import { type Instant, parseInstant } from '../../shared/instant.ts'
import type { CardFeedback } from '../../store/cds-feedback/index.ts'
import { textIn } from './cards.ts'
import { CdsRefusal, issuesOf, refusal } from './outcome.ts'

const mostEntries = 100
const longestComment = 4000

/** Breaches that leave it clear what became of a card: some clients send a reason without its system, or a time that is not in UTC. */
const tolerated = new Set([
  'cds-hooks.json.empty',
  'cds-hooks.coding.system',
  'cds-hooks.feedback.timestamp-utc',
  'cds-hooks.feedback.reason',
])

const reasonOf = (entry: JsonObject): CardFeedback['reason'] => {
  const given = isObject(entry['overrideReason']) ? entry['overrideReason']['reason'] : undefined
  const [code, system, display] = [textIn(given, 'code'), textIn(given, 'system'), textIn(given, 'display')]
  return code === undefined
    ? undefined
    : {
        code: code.slice(0, 200),
        ...(system === undefined ? {} : { system: system.slice(0, 500) }),
        ...(display === undefined ? {} : { display: display.slice(0, 500) }),
      }
}

/** The entries of a feedback message; a message that cannot be understood is refused whole. */
export const readFeedback = (body: unknown): readonly CardFeedback[] => {
  const breaches = checkFeedback(body).filter((p) => p.severity === 'error' && !tolerated.has(p.code))
  if (breaches.length > 0 || !isObject(body)) throw new CdsRefusal(400, issuesOf(breaches))
  const entries = body['feedback'] as readonly JsonObject[]
  if (entries.length > mostEntries)
    throw refusal(400, 'too-long', `At most ${mostEntries} entries are taken at once.`, 'feedback')
  return entries.map((entry) => {
    const accepted = Array.isArray(entry['acceptedSuggestions'])
      ? (entry['acceptedSuggestions'] as readonly unknown[])
      : []
    const reason = reasonOf(entry)
    const comment = textIn(entry['overrideReason'], 'userComment')?.slice(0, longestComment)
    return {
      card: String(entry['card']),
      outcome: entry['outcome'] === 'accepted' ? 'accepted' : 'overridden',
      suggestions: [...new Set(accepted.flatMap((s) => textIn(s, 'id') ?? []))].slice(0, 50),
      ...(reason === undefined ? {} : { reason }),
      ...(comment === undefined ? {} : { comment }),
      at: instantOf(String(entry['outcomeTimestamp'])),
    }
  })
}

/** In UTC, so that times sort as text. */
const instantOf = (text: string): Instant => parseInstant(new Date(text).toISOString()) ?? (text as Instant)
