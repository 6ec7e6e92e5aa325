import { text } from '../resources.ts'
import { namedOf } from './named.ts'
import type { Link, ResultValue } from './model.ts'
import type { Amount, Span } from './parts.ts'
import type { QuantityJson } from '../r4.ts'
import type { ValueJson } from './shapes.ts'

/** The object without the fields that are undefined or empty lists: what is not there is not known. */
export const given = <T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } => {
  const out = { ...fields } as Record<string, unknown>
  for (const key of Object.keys(out)) {
    const value = out[key]
    if (value === undefined || (Array.isArray(value) && value.length === 0)) delete out[key]
  }
  return out as { [K in keyof T]: Exclude<T[K], undefined> }
}

type ReferenceJson = {
  readonly reference?: string | undefined
  readonly display?: string | undefined
  readonly identifier?: { readonly system?: string | undefined; readonly value?: string | undefined } | undefined
}

/** Undefined for a reference that names nothing. */
export const linkOf = (r: ReferenceJson | undefined): Link | undefined => {
  const reference = text(r?.reference)
  const display = text(r?.display)
  const { system, value } = r?.identifier ?? {}
  const identifier = value === undefined ? undefined : given({ system, value })
  const link = given({ reference, display, identifier }) as Link
  return Object.keys(link).length === 0 ? undefined : link
}

export const linksOf = (all: readonly ReferenceJson[] | undefined): readonly Link[] =>
  (all ?? []).map(linkOf).filter((l) => l !== undefined)

const amountOf = (q: QuantityJson | undefined): Amount | undefined =>
  q?.value === undefined
    ? undefined
    : (given({
        value: q.value,
        unit: text(q.unit),
        code: text(q.code),
        system: text(q.system),
        comparator: q.comparator,
      }) as Amount)

/** The value of a result or of one of its components; undefined when there is none, nor a reason for it. */
export const valueOf = (v: ValueJson): ResultValue | undefined => {
  const named = namedOf(v.valueCodeableConcept)
  if (named !== undefined) return { named }
  const said = text(v.valueString?.trim())
  if (said !== undefined) return { text: said }
  const amount = v.valueInteger === undefined ? amountOf(v.valueQuantity) : { value: v.valueInteger }
  if (amount !== undefined) return { amount }
  const { low, high } = v.valueRange ?? {}
  const span = given({ low: low?.value, high: high?.value }) as Span
  if (span.low !== undefined || span.high !== undefined) return { span }
  if (v.valueBoolean !== undefined) return { flag: v.valueBoolean }
  const absent = namedOf(v.dataAbsentReason)
  return absent === undefined ? undefined : { absent }
}

/** The value in the shape that a field has; undefined when it has another. Words stand for a concept and the other way round. */
export const inShape = (value: ResultValue, shape: 'named' | 'text' | 'amount' | 'span'): unknown => {
  if (shape === 'named')
    return 'named' in value ? value.named : 'text' in value ? { text: value.text, codes: [] } : undefined
  if (shape === 'text') {
    if ('text' in value) return value.text
    return 'named' in value && value.named.codes.length === 0 ? value.named.text : undefined
  }
  if (shape === 'amount') return 'amount' in value ? value.amount : undefined
  return 'span' in value ? value.span : undefined
}
