import type { Findings } from './findings.ts'
import { at, isObject, optional, required } from './members.ts'

/** A coding of a card or of feedback. */
export const checkCoding = (value: unknown, path: string, f: Findings): void => {
  if (value === undefined) return
  if (!isObject(value)) return f.add('json.type', path, 'A coding is an object with code and system.')
  required(value, 'code', path, 'coding.code', f)
  required(value, 'system', path, 'coding.system', f)
  optional(value, 'display', path, 'string', f)
}

/** A reason that a card offers: a coding that must have words. */
export const checkOverrideReason = (value: unknown, path: string, f: Findings): void => {
  checkCoding(value, path, f)
  if (isObject(value) && (typeof value['display'] !== 'string' || value['display'].trim() === ''))
    f.add('card.override-display', at(path, 'display'), 'display is missing.')
}
