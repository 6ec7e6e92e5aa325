import { parseJson } from '../../shared/exact-json.ts'
import { firstJsonFault, nestedDeeperThan, placeInText } from '../../shared/json-fault.ts'
import { fault, quoted } from './fault.ts'
import { limits } from './limits.ts'
import { repeatedName } from './repeated-name.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true })

const decoded = (bytes: Uint8Array): string => {
  try {
    return utf8.decode(bytes)
  } catch {
    throw fault(400, 'structure', 'The body is not UTF-8 text: send JSON as UTF-8.')
  }
}

/** What bytes that are not JSON look like, by their first ones. */
const looksLike = (text: string): string => {
  if (text.startsWith('PK\u0003\u0004')) return ' It looks like a zip archive: unpack it first.'
  if (text.startsWith('<')) return ' It looks like XML or HTML: send FHIR JSON.'
  return ''
}

const packedSign = (bytes: Uint8Array): string => {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b)
    return 'The body is packed by gzip but has no header Content-Encoding: gzip: add it.'
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4)
    return 'The body is a zip archive, not JSON: unpack it and send the files one by one.'
  return ''
}

const hasOwnProto = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false
  return Object.hasOwn(value, '__proto__') || Object.values(value).some(hasOwnProto)
}

/**
 * The JSON value of a text. Refused with the place: what is not JSON, what is nested over the limit, a name given twice in one object
 * (readers differ on which counts), and the name `__proto__`.
 */
export const readJson = (text: string, depth: number = limits.depth): unknown => {
  if (nestedDeeperThan(text, depth))
    throw fault(400, 'structure', `The JSON is nested more than ${depth} levels deep; FHIR needs far fewer.`)
  let value: unknown
  try {
    value = parseJson(text)
  } catch {
    const first = firstJsonFault(text)
    const { line, column } = placeInText(text, first?.offset ?? 0)
    throw fault(
      400,
      'structure',
      `The body is not JSON: line ${line}, column ${column}: expected here: ${first?.expected ?? 'a JSON value'}.${looksLike(text)}`,
    )
  }
  const repeated = repeatedName(text)
  if (repeated !== undefined) {
    const { line, column } = placeInText(text, repeated.offset)
    throw fault(
      400,
      'structure',
      `Line ${line}, column ${column}: the name ${quoted(repeated.name)} stands twice in one object: keep one.`,
    )
  }
  if (/__proto__|\\u005f/i.test(text) && hasOwnProto(value))
    throw fault(400, 'structure', 'An object has the name __proto__, which no FHIR element has: remove it.')
  return value
}

/** The JSON value of a body in UTF-8, with or without a byte order mark. */
export const readJsonBody = (bytes: Uint8Array): unknown => {
  if (bytes.length === 0) throw fault(400, 'structure', 'The body is empty: a FHIR resource as JSON is expected.')
  const packed = packedSign(bytes)
  if (packed !== '') throw fault(400, 'structure', packed)
  return readJson(decoded(bytes))
}
