import type { Problem } from '../../../shared/problem.ts'
import { checkCoding } from './coding.ts'
import { type Findings, findings } from './findings.ts'
import { at, isObject, type JsonObject, noEmpties, objects, optional, required } from './members.ts'

const dateTime = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/

const checkReason = (entry: JsonObject, path: string, f: Findings): void => {
  const place = at(path, 'overrideReason')
  const reason = entry['overrideReason']
  if (reason === undefined || reason === null) return
  if (!isObject(reason)) return f.add('json.type', place, 'overrideReason is not an object.')
  optional(reason, 'userComment', place, 'string', f)
  checkCoding(reason['reason'], at(place, 'reason'), f)
  if (reason['reason'] === undefined && reason['userComment'] === undefined)
    f.add('feedback.reason', place, 'There is neither a reason nor a comment.')
}

const checkEntry = (entry: JsonObject, path: string, f: Findings): void => {
  required(entry, 'card', path, 'feedback.card', f)
  const outcome = entry['outcome']
  if (outcome !== 'accepted' && outcome !== 'overridden')
    f.add('feedback.outcome', at(path, 'outcome'), `outcome is ${JSON.stringify(outcome) ?? 'missing'}.`)
  const accepted = objects(entry, 'acceptedSuggestions', path, f)
  if (outcome === 'accepted' && accepted.length === 0)
    f.add('feedback.accepted', at(path, 'acceptedSuggestions'), 'No accepted suggestion is named.')
  for (const [s, place] of accepted) required(s, 'id', place, 'feedback.accepted', f)
  const stamp = entry['outcomeTimestamp']
  const form = typeof stamp === 'string' ? dateTime.exec(stamp) : null
  if (form === null || Number.isNaN(Date.parse(String(stamp))))
    f.add('feedback.timestamp', at(path, 'outcomeTimestamp'), 'outcomeTimestamp is no date and time with offset.')
  else if (!/^([Zz]|[+-]00:00)$/.test(form[1] ?? ''))
    f.add('feedback.timestamp-utc', at(path, 'outcomeTimestamp'), `outcomeTimestamp is given with offset ${form[1]}.`)
  checkReason(entry, path, f)
}

/** Judges what a client sends to a feedback endpoint. */
export const checkFeedback = (value: unknown): readonly Problem[] => {
  const f = findings('feedback')
  if (!isObject(value)) {
    f.add('json.object', '', 'The feedback is not a JSON object.')
    return f.all()
  }
  const list = value['feedback']
  if (!Array.isArray(list) || list.length === 0)
    f.add('feedback.list', 'feedback', 'feedback is not an array with entries.')
  else for (const [entry, path] of objects(value, 'feedback', '', f)) checkEntry(entry, path, f)
  noEmpties(value, f, (path) => path === 'feedback' || path.endsWith('.acceptedSuggestions'))
  return f.all()
}
