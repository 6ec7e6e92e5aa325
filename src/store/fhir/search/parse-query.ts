import { atStart, parseFilter, type ParseContext } from './parse-filter.ts'
import { type Include, searchLimits, type SearchQuery, type SortKey, type Summary } from './search-query.ts'
import type { SearchFault } from './search-refusal.ts'

export type Pairs = Iterable<readonly [name: string, value: string]>

/** `faults` refuse the search; `unknown` are parameters passed over, which strict handling refuses too. */
export type ParsedQuery = {
  readonly query: SearchQuery
  readonly faults: readonly SearchFault[]
  readonly unknown: readonly SearchFault[]
}

type Draft = {
  -readonly [K in 'count' | 'offset' | 'cursor' | 'total' | 'summary' | 'elements']: SearchQuery[K]
} & { sort: SortKey[]; includes: Include[]; faults: SearchFault[] }

type Refuse = (code: SearchFault['code'], text: string) => void

const whole = (value: string, max: number, refuse: Refuse): number | undefined => {
  if (/^\d{1,9}$/.test(value) && Number(value) <= max) return Number(value)
  refuse('invalid', `The value is a whole number from 0 to ${max}.`)
  return undefined
}

const oneOf = <T extends string>(value: string, allowed: readonly T[], refuse: Refuse): T | undefined => {
  const found = allowed.find((a) => a === value)
  if (found === undefined) refuse('invalid', `The value is one of ${allowed.join(', ')}.`)
  return found
}

const sortKeys = (type: string, value: string, context: ParseContext, refuse: Refuse): readonly SortKey[] => {
  const parts = value.split(',')
  if (parts.length > searchLimits.sortKeys) refuse('too-costly', `At most ${searchLimits.sortKeys} sort keys.`)
  return parts.slice(0, searchLimits.sortKeys).flatMap((part): SortKey[] => {
    const descending = part.startsWith('-')
    const code = descending ? part.slice(1) : part
    if (code === '_id') return [{ kind: 'id', descending }]
    if (code === '_lastUpdated') return [{ kind: 'updated', descending }]
    const parameter = context.definitions.searchParameters(type).get(code)
    if (parameter === undefined || parameter.kind === 'composite' || parameter.kind === 'special') {
      refuse('not-supported', `${type} cannot be sorted by ${code}.`)
      return []
    }
    return [{ kind: 'index', parameter, descending }]
  })
}

const include = (
  type: string,
  value: string,
  of: { readonly reverse: boolean; readonly iterate: boolean },
  context: ParseContext,
  refuse: Refuse,
): Include | undefined => {
  const { types, searchParameters } = context.definitions
  const [source = '', code, target, ...more] = value === '*' && !of.reverse ? [type, '*'] : value.split(':')
  if (!types.has(source) || code === undefined || more.length > 0) {
    refuse('invalid', 'The form is `Type:reference` or `Type:reference:TargetType`.')
    return undefined
  }
  if (target !== undefined && !types.has(target)) {
    refuse('invalid', 'The target is no resource type.')
    return undefined
  }
  const parameter = searchParameters(source).get(code)
  if (code !== '*' && parameter?.kind !== 'reference') {
    refuse('invalid', `${source} has no reference ${code}.`)
    return undefined
  }
  return { ...of, source, param: code === '*' ? undefined : code, target }
}

const ignored = new Set(['_format', '_pretty', '_'])

const takeResultParameter = (
  draft: Draft,
  type: string,
  name: string,
  value: string,
  context: ParseContext,
): boolean => {
  const [code = '', modifier = ''] = name.split(':')
  const refuse: Refuse = (fault, text) => void draft.faults.push({ code: fault, at: name, text })
  switch (code) {
    case '_sort':
      draft.sort.push(...sortKeys(type, value, context, refuse))
      return true
    case '_count':
      if (/^\d{1,9}$/.test(value)) draft.count = Math.min(Number(value), searchLimits.count)
      else refuse('invalid', 'The value is a whole number.')
      return true
    case '_offset':
      draft.offset = whole(value, searchLimits.offset, refuse) ?? 0
      return true
    case '_cursor':
      draft.cursor = value
      return true
    case '_total':
      draft.total = oneOf(value, ['none', 'estimate', 'accurate'], refuse) ?? 'none'
      return true
    case '_summary':
      draft.summary = oneOf<Summary>(value, ['true', 'text', 'data', 'count', 'false'], refuse) ?? 'false'
      return true
    case '_elements': {
      const names = value.split(',')
      if (names.every((n) => /^[A-Za-z]{1,64}$/.test(n))) draft.elements = [...(draft.elements ?? []), ...names]
      else refuse('invalid', 'The value is a list of top-level elements.')
      return true
    }
    case '_include':
    case '_revinclude': {
      if (modifier !== '' && modifier !== 'iterate' && modifier !== 'recurse') {
        refuse('not-supported', 'The only modifier is `:iterate`.')
        return true
      }
      const of = { reverse: code === '_revinclude', iterate: modifier !== '' }
      const found = include(type, value, of, context, refuse)
      if (found !== undefined) draft.includes.push(found)
      if (draft.includes.length > searchLimits.includes)
        refuse('too-costly', `At most ${searchLimits.includes} includes.`)
      return true
    }
    case '_contained':
      if (value !== 'false') refuse('not-supported', 'Contained resources are not searched.')
      return true
    default:
      return false
  }
}

/** Reads a search of one type; every fault is told at once. */
export const parseQuery = (type: string, pairs: Pairs, context: ParseContext): ParsedQuery => {
  const draft: Draft = {
    sort: [],
    includes: [],
    count: searchLimits.defaultCount,
    offset: 0,
    cursor: undefined,
    total: 'none',
    summary: 'false',
    elements: undefined,
    faults: [],
  }
  const filters: SearchQuery['filters'][number][] = []
  const unknown: SearchFault[] = []
  const used: (readonly [string, string])[] = []
  let taken = 0
  for (const [name, value] of pairs) {
    if (ignored.has(name)) continue
    if (++taken > searchLimits.parameters) {
      draft.faults.push({ code: 'too-costly', at: '', text: `At most ${searchLimits.parameters} parameters.` })
      break
    }
    if (value.includes('\0') || !value.isWellFormed()) {
      draft.faults.push({ code: 'invalid', at: name, text: 'The value holds characters that are no text.' })
      continue
    }
    if (takeResultParameter(draft, type, name, value, context)) {
      if (name !== '_cursor') used.push([name, value])
      continue
    }
    const result = parseFilter(type, name, value, atStart, context)
    if (result.ok) {
      filters.push(result.filter)
      used.push([name, value])
    } else (result.unknown ? unknown : draft.faults).push({ code: result.code, at: name, text: result.text })
  }
  const { faults, ...rest } = draft
  if (rest.summary === 'text' && rest.includes.length > 0)
    faults.push({
      code: 'invalid',
      at: '_summary',
      text: 'Includes cannot be asked for together with `_summary=text`.',
    })
  return { query: { type, filters, ...rest, used }, faults, unknown }
}
