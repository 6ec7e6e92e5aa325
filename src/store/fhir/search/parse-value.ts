import {
  canonicalUnit,
  cut,
  foldText,
  inBaseUnits,
  type SearchKind,
  type SearchParameter,
} from '../../../fhir/index.ts'
import type { IndexTable, Match, QuantityMatch, Span } from './match.ts'
import {
  nearDate,
  nearNumber,
  parseDate,
  parseNumber,
  splitEscaped,
  splitPrefix,
  unescapeValue,
} from './value-syntax.ts'

/** What reading a value needs to know besides the value. */
export type ValueContext = {
  readonly baseUrl: string
  /** ms since 1970 */
  readonly now: () => number
  /** The codes of a value set that is loaded. */
  readonly valueSet?: (url: string) => readonly { readonly system: string; readonly code: string }[] | undefined
}

/** A text is why the value cannot be searched for. */
export type Parsed = Match | string

export const ucum = 'http://unitsofmeasure.org'

export const tableOf: Readonly<Record<Exclude<SearchKind, 'composite' | 'special'>, IndexTable>> = {
  token: 'token',
  reference: 'reference',
  date: 'date',
  string: 'string',
  quantity: 'quantity',
  number: 'quantity',
  uri: 'uri',
}

const token = (value: string): Parsed => {
  const parts = splitEscaped(value, '|').map((p) => cut(unescapeValue(p)))
  if (parts.length > 2) return 'A token is `code`, `system|code`, `|code` or `system|`.'
  const [first = '', second] = parts
  if (second === undefined) return { kind: 'token', system: undefined, code: first }
  if (first === '' && second === '') return 'A token needs a code or a system.'
  return { kind: 'token', system: first, code: second === '' ? undefined : second }
}

const date = (value: string, context: ValueContext): Parsed => {
  const { comparator, rest } = splitPrefix(value)
  const found = parseDate(rest)
  if (found === undefined) return 'A date is YYYY, YYYY-MM, YYYY-MM-DD or with a time and zone, and must exist.'
  return { kind: 'date', comparator, ...(comparator === 'ap' ? nearDate(found, context.now()) : found) }
}

const canonicalSpan = (span: Span, code: string): { code: string; span: Span } | undefined => {
  const unit = canonicalUnit(code)
  if (unit === undefined) return undefined
  const [value, low, high] = [span.value, span.low, span.high].map((n) => inBaseUnits(unit, n))
  const converted = { value: value ?? 0, low: low ?? 0, high: high ?? 0 }
  return Object.values(converted).every(Number.isFinite) ? { code: unit.code, span: converted } : undefined
}

const quantity = (value: string): Parsed => {
  const { comparator, rest } = splitPrefix(value)
  const [number = '', ...unit] = splitEscaped(rest, '|').map((p) => cut(unescapeValue(p)))
  if (unit.length !== 0 && unit.length !== 2)
    return 'A quantity is `number` or `number|system|code`; the system may be empty.'
  const written = parseNumber(number)
  if (written === undefined) return 'The number of a quantity is a decimal, as 5.4 or 5.40e-3.'
  const span = comparator === 'ap' ? nearNumber(written) : written
  const [system = '', code = ''] = unit
  if (code === '') {
    if (system !== '') return 'A quantity with a system needs the code of a unit.'
    return { kind: 'quantity', comparator, span, unit: undefined }
  }
  const match: QuantityMatch = {
    kind: 'quantity',
    comparator,
    span,
    unit: {
      system: system === '' ? undefined : system,
      code,
      canonical: system === ucum ? canonicalSpan(span, code) : undefined,
    },
  }
  return match
}

const number = (value: string): Parsed => {
  const { comparator, rest } = splitPrefix(value)
  const written = parseNumber(rest)
  if (written === undefined) return 'A number is a decimal, as 100, 5.40 or 1e2.'
  return { kind: 'quantity', comparator, span: comparator === 'ap' ? nearNumber(written) : written, unit: undefined }
}

const localReference = /^([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[A-Za-z0-9\-.]{1,64})?$/

/** `type`: what `:Type` said. */
const reference = (value: string, type: string | undefined, context: ValueContext): Parsed => {
  const text = unescapeValue(value)
  const base = `${context.baseUrl}/`
  const local = text.startsWith(base) ? text.slice(base.length) : text
  const found = localReference.exec(local)
  if (found !== null) {
    const [, named = '', id = ''] = found
    if (type !== undefined && type !== named) return `The reference is to ${named}, the modifier says ${type}.`
    return { kind: 'reference', type: named, id }
  }
  if (/^[A-Za-z0-9\-.]{1,64}$/.test(text)) return { kind: 'reference', type, id: text }
  if (type !== undefined) return 'With a type as modifier the value is an id.'
  return /^[A-Za-z][A-Za-z0-9+.-]*:/.test(text)
    ? { kind: 'reference', type: '', id: cut(text) }
    : 'A reference is `id`, `Type/id` or a URL.'
}

/** Every URI that is a parent of this one, and itself. */
const above = (uri: string): readonly string[] => {
  const parents = new Set([uri])
  const start = uri.indexOf('://')
  for (let i = uri.lastIndexOf('/'); i > start + 2; i = uri.lastIndexOf('/', i - 1)) {
    parents.add(uri.slice(0, i))
    parents.add(uri.slice(0, i + 1))
    if (i === 0) break
  }
  return [...parents]
}

const uri = (value: string, modifier: string): Parsed => {
  const text = cut(unescapeValue(value))
  if (modifier === 'below') return { kind: 'uri', how: 'below', uri: text }
  return { kind: 'uri', how: 'oneOf', uris: modifier === 'above' ? above(text) : [text] }
}

/** `url|version`: both of one resource, whose own address is its `url`. */
const canonical = (value: string): Parsed => {
  const [url = '', ...version] = unescapeValue(value).split('|')
  const code = cut(version.join('|'))
  return {
    kind: 'composite',
    first: { kind: 'uri', how: 'oneOf', uris: [cut(url)] },
    others: [{ table: 'token', param: 'version', match: { kind: 'token', system: undefined, code } }],
  }
}

const string = (value: string, modifier: string): Parsed => {
  const text = unescapeValue(value)
  if (modifier === 'exact') return { kind: 'string', how: 'exact', value: cut(text) }
  const folded = foldText(text)
  if (folded === '') return 'Nothing is left of the text once accents and blanks are taken away.'
  return { kind: 'string', how: modifier === 'contains' ? 'contains' : 'prefix', value: folded }
}

const composite = (value: string, parameter: SearchParameter, context: ValueContext): Parsed => {
  const parts = splitEscaped(value, '$')
  const { components, code } = parameter
  if (parts.length !== components.length)
    return `The value has ${parts.length} parts and needs ${components.length}: ${components.map((c) => c.code).join('$')}.`
  const places: { table: IndexTable; param: string; match: Match }[] = []
  for (const [i, { kind }] of components.entries()) {
    if (kind === 'composite' || kind === 'special') return 'This parameter cannot be searched by.'
    const match = parseSimple(parts[i] ?? '', kind, '', undefined, context)
    if (typeof match === 'string') return match
    places.push({ table: tableOf[kind], param: `${code}$${i + 1}`, match })
  }
  const [first, ...others] = places
  return first === undefined ? 'This parameter has no parts.' : { kind: 'composite', first: first.match, others }
}

const parseSimple = (
  value: string,
  kind: SearchKind,
  modifier: string,
  type: string | undefined,
  context: ValueContext,
): Parsed => {
  switch (kind) {
    case 'token': {
      if (modifier !== 'text') return token(value)
      const folded = foldText(unescapeValue(value))
      return folded === '' ? 'The text is empty.' : { kind: 'text', folded }
    }
    case 'date':
      return date(value, context)
    case 'quantity':
      return quantity(value)
    case 'number':
      return number(value)
    case 'reference':
      return reference(value, type, context)
    case 'uri':
      return uri(value, modifier)
    case 'string':
      return string(value, modifier)
    case 'composite':
    case 'special':
      return 'This parameter cannot be searched by.'
  }
}

/** One of the values of a parameter as what it must be compared with; `type` is the type that a reference's modifier names. */
export const parseValue = (
  value: string,
  parameter: SearchParameter,
  modifier: string,
  type: string | undefined,
  context: ValueContext,
): Parsed => {
  if (value === '') return 'There is no value.'
  if (parameter.kind === 'composite') return composite(value, parameter, context)
  if (parameter.code === 'url' && modifier === '' && value.includes('|')) return canonical(value)
  const found = parseSimple(value, parameter.kind, modifier, type, context)
  const [target, ...others] = parameter.targets
  return typeof found !== 'string' && found.kind === 'reference' && found.type === undefined && others.length === 0
    ? { ...found, type: target }
    : found
}
