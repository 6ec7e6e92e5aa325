import type { Resource } from '@medplum/fhirtypes'
import { evaluate } from 'fhirpath'
import r4 from 'fhirpath/fhir-context/r4'
import { dateInterval, foldText, type SearchParameter } from '../../../fhir/index.ts'
import type { Made } from './random-record.test-support.ts'
import { definitions, today } from './search.test-support.ts'

/**
 * A second search engine, as plain as can be: it looks at every resource, takes values out by FHIRPath and compares as the R4 search page
 * says. It knows UCUM only for mmol/L and umol/L.
 */

type Fields = Readonly<Record<string, unknown>>
const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? `${value}` : ''

const referenceOf = (value: unknown): string => textOf((value as Fields)['reference'])

type Interval = { readonly from: number; readonly to: number }

const narrowed = /\.where\(resolve\(\) is (\w+)\)/g

/** References are told apart by what they say, as there is nothing to resolve them with. */
const valuesOf = (resource: Resource, { expression }: SearchParameter): readonly unknown[] => {
  const type = narrowed.exec(expression)?.[1]
  narrowed.lastIndex = 0
  const all = evaluate(resource, expression.replaceAll(narrowed, ''), {}, r4) as readonly unknown[]
  return type === undefined ? all : all.filter((v) => referenceOf(v).startsWith(`${type}/`))
}

const list = (value: unknown): readonly unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value])

const intervalOf = (value: unknown): Interval | undefined => {
  if (typeof value === 'string') return dateInterval(value)
  const { start, end } = value as { start?: string; end?: string }
  return {
    from: start === undefined ? Number.NEGATIVE_INFINITY : (dateInterval(start)?.from ?? Number.NaN),
    to: end === undefined ? Number.POSITIVE_INFINITY : (dateInterval(end)?.to ?? Number.NaN),
  }
}

const prefixed = (text: string): readonly [prefix: string, rest: string] => {
  const found = /^(eq|ne|gt|lt|ge|le|sa|eb|ap)(.*)$/.exec(text)
  return found === null ? ['eq', text] : [found[1] ?? '', found[2] ?? '']
}

const contains = (outer: Interval, inner: Interval): boolean => inner.from >= outer.from && inner.to <= outer.to
const overlaps = (a: Interval, b: Interval): boolean => a.from < b.to && b.from < a.to

const dateFits = (value: unknown, text: string): boolean => {
  const [prefix, rest] = prefixed(text)
  const target = intervalOf(value)
  const search = dateInterval(rest.length === 16 ? `${rest}Z` : rest)
  if (target === undefined || search === undefined) return false
  const above: Interval = { from: search.to, to: Number.POSITIVE_INFINITY }
  const below: Interval = { from: Number.NEGATIVE_INFINITY, to: search.from }
  switch (prefix) {
    case 'eq':
      return contains(search, target)
    case 'ne':
      return !contains(search, target)
    case 'gt':
      return overlaps(above, target)
    case 'lt':
      return overlaps(below, target)
    case 'ge':
      return overlaps(above, target) || contains(search, target)
    case 'le':
      return overlaps(below, target) || contains(search, target)
    case 'sa':
      return contains(above, target)
    case 'eb':
      return contains(below, target)
    default: {
      const now = Date.parse(today)
      const tenth = Math.floor(Math.max(0, now - search.to, search.from - now) / 10)
      return overlaps({ from: search.from - tenth, to: search.to + tenth }, target)
    }
  }
}

/** Hundred-thousandths as whole numbers, so that nothing is rounded. */
const whole = (value: number): number => Math.round(value * 100_000)

const quantityFits = (value: unknown, text: string): boolean => {
  const { value: amount, code, unit, comparator } = value as Readonly<Record<string, string>> & { value: number }
  const [prefix, rest] = prefixed(text)
  const [digits = '', system = '', wanted = ''] = rest.split('|')
  const decimals = digits.includes('.') ? (digits.split('.')[1] ?? '').length : 0
  let target = whole(amount)
  let search = whole(Number(digits))
  let half = whole(0.5 * 10 ** -decimals)
  if (wanted !== '' && system === '' && wanted !== code && wanted !== unit) return false
  if (wanted !== '' && system !== '' && wanted !== code) {
    if (wanted === 'mmol/L') target /= 1000
    else {
      search /= 1000
      half /= 1000
    }
  }
  const low = comparator === '<' ? Number.NEGATIVE_INFINITY : target
  const high = comparator === '>=' ? Number.POSITIVE_INFINITY : target
  // "Less than" leaves its own value out.
  const open = comparator === '<'
  const inside = low >= search - half && high < search + half
  const tenth = Math.max(half, Math.abs(search) / 10)
  switch (prefix) {
    case 'eq':
      return inside
    case 'ne':
      return !inside
    case 'gt':
      return high > search
    case 'lt':
      return low < search
    case 'ge':
      return open ? high > search : high >= search
    case 'le':
      return low <= search
    case 'sa':
      return low > search
    case 'eb':
      return open ? high <= search : high < search
    default:
      return (open ? high > search - tenth : high >= search - tenth) && low <= search + tenth
  }
}

type Code = { readonly system: string; readonly code: string; readonly text: string }

const codesOf = (value: unknown): readonly Code[] => {
  if (typeof value !== 'object' || value === null) return [{ system: '', code: String(value), text: '' }]
  const { coding, system, code, value: of, display, text } = value as Fields
  const own = { system: textOf(system), code: textOf(code ?? of), text: textOf(display ?? text) }
  return coding === undefined ? [own] : [...list(coding).flatMap(codesOf), { system: '', code: '', text: textOf(text) }]
}

const tokenFits = (value: unknown, text: string): boolean => {
  const [first = '', second] = text.split('|')
  return codesOf(value).some(({ system, code }) =>
    second === undefined ? code === first : system === first && (second === '' || code === second),
  )
}

const stringsOf = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : ['text', 'family', 'given', 'prefix', 'suffix'].flatMap((name) => list((value as Fields)[name]).map(String))

const referenceFits = (value: unknown, text: string, type: string | undefined): boolean => {
  const [of, id] = referenceOf(value).split('/')
  const [wantedType, wantedId] = text.includes('/') ? text.split('/') : [type, text]
  return id === wantedId && (wantedType === undefined || of === wantedType)
}

const valueFits = (value: unknown, parameter: SearchParameter, modifier: string, text: string): boolean => {
  switch (parameter.kind) {
    case 'date':
      return dateFits(value, text)
    case 'quantity':
      return quantityFits(value, text)
    case 'reference':
      return referenceFits(value, text, modifier === '' ? undefined : modifier)
    case 'token':
      return modifier === 'text'
        ? codesOf(value).some((c) => c.text !== '' && foldText(c.text).startsWith(foldText(text)))
        : tokenFits(value, text)
    case 'uri':
      return value === text
    case 'string':
      return stringsOf(value).some((s) =>
        modifier === 'exact'
          ? s === text
          : modifier === 'contains'
            ? foldText(s).includes(foldText(text))
            : foldText(s).startsWith(foldText(text)),
      )
    default:
      throw new Error(`The oracle does not know ${parameter.kind}.`)
  }
}

const parameterOf = (type: string, code: string): SearchParameter => {
  const found = definitions.searchParameters(type).get(code)
  if (found === undefined) throw new Error(`${type} has no ${code}`)
  return found
}

const composed = (resource: Made, value: string): boolean => {
  const [code = '', amount = ''] = value.split('$')
  const { code: concept, valueQuantity } = resource as unknown as Fields
  return tokenFits(concept, code) && valueQuantity !== undefined && quantityFits(valueQuantity, amount)
}

/** Whether a resource fits one parameter, with the whole world at hand for chains. `updated`: when each was written, by its id. */
export const fitsParameter = (
  resource: Made,
  name: string,
  value: string,
  world: readonly Made[],
  updated: ReadonlyMap<string, number>,
): boolean => {
  const type = resource.resourceType
  if (name.startsWith('_has:')) {
    const [, source = '', through = '', ...rest] = name.split(':')
    return world.some(
      (other) =>
        other.resourceType === source &&
        valuesOf(other, parameterOf(source, through)).some((r) =>
          referenceFits(r, `${type}/${resource.id}`, undefined),
        ) &&
        fitsParameter(other, rest.join(':'), value, world, updated),
    )
  }
  const dot = name.indexOf('.')
  if (dot >= 0) {
    const [code = '', named] = name.slice(0, dot).split(':')
    const parameter = parameterOf(type, code)
    const rest = name.slice(dot + 1)
    const next = rest.startsWith('_has:') ? undefined : (rest.split('.')[0] ?? '').split(':')[0]
    return valuesOf(resource, parameter).some((reference) => {
      const target = world.find((r) => referenceFits(reference, `${r.resourceType}/${r.id}`, undefined))
      if (target === undefined || (named !== undefined && target.resourceType !== named)) return false
      const known = next === undefined || definitions.searchParameters(target.resourceType).has(next)
      return known && fitsParameter(target, rest, value, world, updated)
    })
  }
  const [code = '', modifier = ''] = name.split(':')
  if (code === '_id') return value.split(',').includes(resource.id) !== (modifier === 'not')
  if (code === '_lastUpdated') return dateFits(new Date(updated.get(resource.id) ?? 0).toISOString(), value)
  if (code === 'code-value-quantity') return value.split(',').some((v) => composed(resource, v))
  const parameter = parameterOf(type, code)
  const values = valuesOf(resource, parameter)
  if (modifier === 'missing') return (values.length === 0) === (value === 'true')
  const alternatives = value.split(',')
  if (modifier === 'not') return !values.some((v) => alternatives.some((a) => valueFits(v, parameter, '', a)))
  return values.some((v) => alternatives.some((a) => valueFits(v, parameter, modifier, a)))
}
