import { cut, type FhirDefinitions, type SearchKind, type SearchParameter } from '../../../fhir/index.ts'
import type { DateMatch, IndexTable, Match } from './match.ts'
import { parseValue, tableOf, type ValueContext } from './parse-value.ts'
import { type Filter, searchLimits } from './search-query.ts'
import type { SearchFault } from './search-refusal.ts'
import { splitEscaped, unescapeValue } from './value-syntax.ts'

export type ParseContext = ValueContext & { readonly definitions: FhirDefinitions }

/** `unknown`: no such parameter, which a lenient server passes over; every other fault refuses the search. */
export type FilterResult =
  | { readonly ok: true; readonly filter: Filter }
  | { readonly ok: false; readonly unknown: boolean; readonly code: SearchFault['code']; readonly text: string }

const refuse = (text: string, code: SearchFault['code'] = 'invalid'): FilterResult => ({
  ok: false,
  unknown: false,
  code,
  text,
})

const unknown = (code: string, type: string): FilterResult => ({
  ok: false,
  unknown: true,
  code: 'not-supported',
  text: `${type} has no search parameter ${code}.`,
})

const modifiers: Readonly<Record<SearchKind, readonly string[]>> = {
  token: ['not', 'text', 'of-type', 'in', 'not-in'],
  string: ['exact', 'contains'],
  uri: ['below', 'above'],
  reference: ['identifier'],
  date: [],
  number: [],
  quantity: [],
  composite: [],
  special: [],
}

const refused: Readonly<Record<string, string>> = {
  _text: 'Searching the narrative is not supported.',
  _content: 'Searching the whole text is not supported.',
  _filter: 'The filter language is not supported: use parameters.',
  _list: 'Lists are not searched by: read the List and search by _id.',
  _query: 'There are no named queries.',
  _type: 'One search is of one type: ask [base]/Type?…',
}

const places = (parameter: SearchParameter): readonly { table: IndexTable; param: string }[] | undefined => {
  const { kind, code } = parameter
  if (kind === 'composite' || kind === 'special') return undefined
  if (kind !== 'reference') return [{ table: tableOf[kind], param: code }]
  return [
    { table: 'reference', param: code },
    { table: 'token', param: `${code}:identifier` },
  ]
}

const missing = (parameter: SearchParameter, value: string): FilterResult => {
  const of = places(parameter)
  if (of === undefined) return refuse('This parameter has no `:missing`.', 'not-supported')
  if (value !== 'true' && value !== 'false') return refuse('The value of `:missing` is true or false.')
  return { ok: true, filter: { kind: 'missing', places: of, wanted: value === 'true' } }
}

const ofType = (value: string): Match | string => {
  const parts = splitEscaped(value, '|').map(unescapeValue)
  const [system = '', code = '', identifier = ''] = parts
  if (parts.length !== 3 || code === '' || identifier === '') return 'The value of `:of-type` is `system|code|value`.'
  return { kind: 'token', system, code: cut(`${code}|${identifier}`) }
}

const valueSetCodes = (url: string, context: ParseContext): readonly Match[] | string =>
  context.valueSet?.(unescapeValue(url))?.map((c) => ({ kind: 'token', ...c })) ?? 'This value set is not loaded here.'

const indexFilter = (
  parameter: SearchParameter,
  modifier: string,
  values: readonly string[],
  context: ParseContext,
): FilterResult => {
  const { code, kind } = parameter
  if (kind === 'special') return refuse('This parameter is not supported.', 'not-supported')
  const named = kind === 'reference' && context.definitions.types.has(modifier) ? modifier : undefined
  if (modifier !== '' && named === undefined && !modifiers[kind].includes(modifier))
    return refuse(`The modifier is not supported for this parameter, which is of the kind ${kind}.`, 'not-supported')
  const any: Match[] = []
  for (const value of values) {
    const found =
      modifier === 'of-type'
        ? ofType(value)
        : modifier === 'in' || modifier === 'not-in'
          ? valueSetCodes(value, context)
          : modifier === 'identifier'
            ? parseValue(value, { ...parameter, kind: 'token' }, '', undefined, context)
            : parseValue(value, parameter, modifier, named, context)
    if (typeof found === 'string') return refuse(found)
    any.push(...('kind' in found ? [found] : found))
  }
  const negate = modifier === 'not' || modifier === 'not-in'
  if (modifier === 'identifier' || modifier === 'of-type')
    return { ok: true, filter: { kind: 'index', table: 'token', param: `${code}:${modifier}`, any, negate } }
  if (kind !== 'composite')
    return { ok: true, filter: { kind: 'index', table: tableOf[kind], param: code, any, negate } }
  const first = parameter.components[0]?.kind
  if (first === undefined || first === 'composite' || first === 'special')
    return refuse('This parameter is not supported.', 'not-supported')
  return { ok: true, filter: { kind: 'index', table: tableOf[first], param: `${code}$1`, any, negate } }
}

const lastUpdated: SearchParameter = {
  code: '_lastUpdated',
  kind: 'date',
  expression: 'Resource.meta.lastUpdated',
  targets: [],
  components: [],
  canonicalUrl: 'http://hl7.org/fhir/SearchParameter/Resource-lastUpdated',
}

const ownFilter = (
  code: '_id' | '_lastUpdated',
  modifier: string,
  values: readonly string[],
  context: ParseContext,
): FilterResult => {
  if (code === '_id') {
    if (modifier !== '' && modifier !== 'not') return refuse('The modifier is not supported for _id.', 'not-supported')
    if (values.includes('')) return refuse('There is no value.')
    return { ok: true, filter: { kind: 'id', any: values.map(unescapeValue), negate: modifier === 'not' } }
  }
  if (modifier !== '') return refuse('The modifier is not supported for _lastUpdated.', 'not-supported')
  const any: DateMatch[] = []
  for (const value of values) {
    const found = parseValue(value, lastUpdated, '', undefined, context)
    if (typeof found === 'string') return refuse(found)
    if (found.kind === 'date') any.push(found)
  }
  return { ok: true, filter: { kind: 'updated', any } }
}

/** Links followed so far, and resource types they may lead to in all. */
export type Reach = { readonly depth: number; readonly width: number }

export const atStart: Reach = { depth: 0, width: 1 }

const chain = (type: string, key: string, value: string, reach: Reach, context: ParseContext): FilterResult => {
  const dot = key.indexOf('.')
  const [code = '', named] = key.slice(0, dot).split(':')
  const parameter = context.definitions.searchParameters(type).get(code)
  if (parameter === undefined) return unknown(code, type)
  if (parameter.kind !== 'reference') return refuse(`${code} is not a reference, so nothing can follow it.`)
  if (reach.depth >= searchLimits.chainDepth)
    return refuse(`A chain has at most ${searchLimits.chainDepth} links.`, 'too-costly')
  if (named !== undefined && !context.definitions.types.has(named)) return refuse('The chain names no resource type.')
  const targets = named === undefined ? parameter.targets.filter((t) => context.definitions.types.has(t)) : [named]
  const rest = key.slice(dot + 1)
  const further = { depth: reach.depth + 1, width: reach.width * targets.length }
  if (further.width > searchLimits.chainTargets)
    return refuse(
      `${code} leads to too many resource types: name the one that is meant, as ${code}:Patient.`,
      'too-costly',
    )
  const tried = targets.map((t) => ({ type: t, result: parseFilter(t, rest, value, further, context) }))
  const branches = tried.flatMap(({ type: t, result }) => (result.ok ? [{ type: t, filter: result.filter }] : []))
  if (branches.length > 0) return { ok: true, filter: { kind: 'chain', param: code, branches } }
  const failures = tried.map((t) => t.result).filter((r) => !r.ok)
  return failures.find((f) => !f.unknown) ?? failures[0] ?? refuse('Nothing can follow this reference.')
}

const has = (type: string, key: string, value: string, reach: Reach, context: ParseContext): FilterResult => {
  const found = /^_has:([A-Za-z]+):([A-Za-z0-9_-]+):(.+)$/.exec(key)
  if (found === null) return refuse('The form is `_has:Type:reference:parameter`.')
  const [, source = '', code = '', rest = ''] = found
  const { types, searchParameters } = context.definitions
  if (!types.has(source)) return refuse('_has names no resource type.')
  if (reach.depth >= searchLimits.chainDepth)
    return refuse(`A chain has at most ${searchLimits.chainDepth} links.`, 'too-costly')
  const parameter = searchParameters(source).get(code)
  if (parameter === undefined) return unknown(code, source)
  if (parameter.kind !== 'reference' || (parameter.targets.length > 0 && !parameter.targets.includes(type)))
    return refuse(`${source}.${code} does not refer to ${type}.`)
  const inner = parseFilter(source, rest, value, { ...reach, depth: reach.depth + 1 }, context)
  return inner.ok ? { ok: true, filter: { kind: 'has', type: source, param: code, filter: inner.filter } } : inner
}

/** One parameter of a search as a filter: `key` is the name with its modifiers and chain, `reach` how far it has been followed. */
export const parseFilter = (
  type: string,
  key: string,
  value: string,
  reach: Reach,
  context: ParseContext,
): FilterResult => {
  if (key.startsWith('_has:')) return has(type, key, value, reach, context)
  if (key.includes('.')) return chain(type, key, value, reach, context)
  const [code = '', modifier = '', ...more] = key.split(':')
  const why = refused[code]
  if (why !== undefined) return refuse(why, 'not-supported')
  if (more.length > 0) return refuse('A parameter has at most one modifier.')
  if (value.length > searchLimits.valueLength)
    return refuse(`A value has at most ${searchLimits.valueLength} characters.`, 'too-costly')
  const values = splitEscaped(value, ',')
  if (values.length > searchLimits.values)
    return refuse(`A parameter has at most ${searchLimits.values} values.`, 'too-costly')
  if (code === '_id' || code === '_lastUpdated') return ownFilter(code, modifier, values, context)
  const parameter = context.definitions.searchParameters(type).get(code)
  if (parameter === undefined) return unknown(code, type)
  return modifier === 'missing' ? missing(parameter, value) : indexFilter(parameter, modifier, values, context)
}
