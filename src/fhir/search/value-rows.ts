import type { DateRow, QuantityRow, ReferenceRow, StringRow, TokenRow, UriRow } from '../index-rows.ts'
import { canonicalUnit, inBaseUnits } from './canonical-unit.ts'
import { intervalOf } from './date-interval.ts'
import { cut, foldText } from './fold.ts'
import { comparedInterval, type NumberInterval, unbounded } from './quantity-interval.ts'
import { localTarget } from './reference-text.ts'

type Fields = Readonly<Record<string, unknown>>

/** Rows of one resource while they are gathered. */
export type Gathering = {
  readonly token: TokenRow[]
  readonly reference: ReferenceRow[]
  readonly date: DateRow[]
  readonly string: StringRow[]
  readonly quantity: QuantityRow[]
  readonly uri: UriRow[]
}

/** Where a row is put: the parameter's code, and the group of a composite. */
export type Under = { readonly param: string; readonly group: number }

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const list = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const token = (rows: Gathering, { param, group }: Under, system: string, code: string, shown: string): void => {
  if (code !== '' || system !== '' || shown !== '')
    rows.token.push({ param, group, system: cut(system), code: cut(code), text: shown === '' ? '' : foldText(shown) })
}

const codingRow = (coding: Fields, rows: Gathering, under: Under): void =>
  token(rows, under, text(coding['system']), text(coding['code']), text(coding['display']))

const identifierRows = (identifier: Fields, rows: Gathering, under: Under): void => {
  const type = identifier['type']
  const value = text(identifier['value'])
  token(rows, under, text(identifier['system']), value, isFields(type) ? text(type['text']) : '')
  if (!isFields(type) || value === '') return
  for (const coding of list(type['coding']))
    if (isFields(coding) && text(coding['code']) !== '')
      token(
        rows,
        { ...under, param: `${under.param}:of-type` },
        text(coding['system']),
        `${text(coding['code'])}|${value}`,
        '',
      )
}

const hasText = (rows: readonly TokenRow[], from: number, folded: string): boolean => {
  for (let i = from; i < rows.length; i++) if (rows[i]?.text === folded) return true
  return false
}

/** Codes, codings, concepts, identifiers, contact points, booleans and strings. `system`: the one that goes without saying for a bound code. */
export const tokenRows = (value: unknown, type: string, system: string, rows: Gathering, under: Under): void => {
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number')
    return token(rows, under, system, String(value), '')
  if (!isFields(value)) return
  if (type === 'CodeableConcept') {
    const shown = text(value['text'])
    const before = rows.token.length
    for (const coding of list(value['coding'])) if (isFields(coding)) codingRow(coding, rows, under)
    const folded = foldText(shown)
    if (shown !== '' && !hasText(rows.token, before, folded)) token(rows, under, '', '', shown)
  } else if (type === 'Identifier') identifierRows(value, rows, under)
  else if (type === 'ContactPoint') token(rows, under, '', text(value['value']), '')
  else if (type === 'Quantity' || type === 'Money') return
  else codingRow(value, rows, under)
}

const canonicalRows = (url: string, rows: Gathering, { param, group }: Under): void => {
  const target = localTarget(url)
  const bar = url.indexOf('|')
  if (target !== undefined) rows.reference.push({ param, group, ...target })
  else rows.reference.push({ param, group, type: '', id: cut(url) })
  if (bar > 0) rows.reference.push({ param, group, type: '', id: cut(url.slice(0, bar)) })
}

/** References, canonicals (also without their version) and, for a Bundle's first entry, the resource itself. */
export const referenceRows = (value: unknown, rows: Gathering, under: Under): void => {
  const { param, group } = under
  if (typeof value === 'string') return canonicalRows(value, rows, under)
  if (!isFields(value)) return
  if (typeof value['resourceType'] === 'string') {
    if (typeof value['id'] === 'string')
      rows.reference.push({ param, group, type: value['resourceType'], id: value['id'] })
    return
  }
  const reference = text(value['reference'])
  const target = localTarget(reference)
  if (target !== undefined) rows.reference.push({ param, group, ...target })
  else if (reference !== '') rows.reference.push({ param, group, type: '', id: cut(reference) })
  const identifier = value['identifier']
  if (isFields(identifier))
    token(rows, { param: `${param}:identifier`, group }, text(identifier['system']), text(identifier['value']), '')
}

export const dateRows = (value: unknown, type: string, rows: Gathering, { param, group }: Under): void => {
  const interval = intervalOf(value, type)
  if (interval !== undefined) rows.date.push({ param, group, ...interval })
}

const nameParts = ['text', 'family', 'given', 'prefix', 'suffix']
const addressParts = ['text', 'line', 'city', 'district', 'state', 'postalCode', 'country']

/** A string, and each part of a name or an address by itself. */
export const stringRows = (value: unknown, type: string, rows: Gathering, { param, group }: Under): void => {
  const add = (of: unknown): void => {
    if (typeof of === 'string' && of !== '') rows.string.push({ param, group, folded: foldText(of), exact: cut(of) })
  }
  if (!isFields(value)) return add(value)
  const parts = type === 'HumanName' ? nameParts : type === 'Address' ? addressParts : ['text']
  for (const part of parts) for (const one of list(value[part])) add(one)
}

const ucum = 'http://unitsofmeasure.org'
const currencies = 'urn:iso:std:iso:4217'

const addQuantity = (
  { low, high }: NumberInterval,
  system: string,
  code: string,
  rows: Gathering,
  { param, group }: Under,
): void => {
  const unit = system === ucum ? canonicalUnit(code) : undefined
  const base = (value: number): number =>
    Math.abs(value) === unbounded || unit === undefined ? value : inBaseUnits(unit, value)
  const usable = unit !== undefined && Number.isFinite(base(low)) && Number.isFinite(base(high))
  rows.quantity.push({
    param,
    group,
    system: cut(system),
    code: cut(code),
    low,
    high,
    canonicalCode: usable ? unit.code : '',
    canonicalLow: usable ? base(low) : null,
    canonicalHigh: usable ? base(high) : null,
  })
}

const numberIn = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined

const end = (of: unknown): number | undefined => (isFields(of) ? numberIn(of['value']) : undefined)

/** Numbers, quantities with their comparator, ranges with open ends, and money. A quantity without UCUM code is found by its written unit. */
export const quantityRows = (value: unknown, type: string, rows: Gathering, under: Under): void => {
  const plain = numberIn(value)
  if (plain !== undefined) return addQuantity({ low: plain, high: plain }, '', '', rows, under)
  if (!isFields(value)) return
  if (type === 'Range') {
    const [low, high] = [end(value['low']), end(value['high'])]
    if (low === undefined && high === undefined) return
    const unit = (isFields(value['low']) ? value['low'] : value['high']) as Fields
    const interval = { low: low ?? -unbounded, high: high ?? unbounded }
    return addQuantity(interval, text(unit['system']), text(unit['code']) || text(unit['unit']), rows, under)
  }
  const amount = numberIn(value['value'])
  if (amount === undefined) return
  const currency = text(value['currency'])
  if (currency !== '') return addQuantity({ low: amount, high: amount }, currencies, currency, rows, under)
  const unit = text(value['code']) || text(value['unit'])
  addQuantity(comparedInterval(amount, value['comparator']), text(value['system']), unit, rows, under)
}

export const uriRows = (value: unknown, rows: Gathering, { param, group }: Under): void => {
  if (typeof value === 'string' && value !== '') rows.uri.push({ param, group, uri: cut(value) })
}
