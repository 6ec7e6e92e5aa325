import type { Parameters, ParametersParameter } from '@medplum/fhirtypes'
import { readToken, type Token } from './coded.ts'
import { type OperationName, operationTable, type ParameterKind } from './operation-table.ts'
import { type Issue, type Refused, refused } from './outcome.ts'
import { type AskedRange, readRange } from './place.ts'
import type { SourceClass } from './subject-genome.ts'

/** From when to when, in ms since 1970, half open. Open ends are infinite. */
export type Period = { readonly from: number; readonly to: number }

/** Which results of a person count. */
export type ResultFilter = {
  readonly tests: readonly Token[]
  readonly specimens: readonly Token[]
  readonly period?: Period
  readonly sourceClass?: SourceClass
}

/** A request as read: everything that the OperationDefinition knows, typed. What was not given is empty or false. */
export type OperationRequest = {
  readonly operation: OperationName
  readonly subject: string
  readonly variants: readonly string[]
  readonly ranges: readonly AskedRange[]
  readonly tokens: Readonly<
    Record<'genes' | 'haplotypes' | 'treatments' | 'conditions' | 'featureConsequences', readonly Token[]>
  >
  /** Whether variants and haplotypes were given in several parameters, which over a population means all of them in one person. */
  readonly together: boolean
  readonly filter: ResultFilter
  readonly includeVariants: boolean
  readonly includePhasing: boolean
  readonly includePatientList: boolean
  readonly count: number
  readonly cursor?: string
  readonly issues: readonly Issue[]
}

/** A parameter with the texts it was given as, before they are read. */
export type RawParameter = { readonly name: string; readonly value: string }

/** Items in one request at most, and results of one page: an answer has to end. */
export const limits = { items: 100, page: 100, largestPage: 1000 } as const

const valueOf = (p: ParametersParameter): string | undefined => {
  const plain = p as unknown as { readonly [key: string]: unknown }
  const key = Object.keys(plain).find((k) => k.startsWith('value'))
  const value = key === undefined ? undefined : plain[key]
  if (value === null || value === undefined) return undefined
  if (typeof value !== 'object') return String(value as string | number | boolean)
  const { start, end, reference, code, coding, system } = value as {
    readonly start?: string
    readonly end?: string
    readonly reference?: string
    readonly code?: string
    readonly system?: string
    readonly coding?: readonly { readonly system?: string; readonly code?: string }[]
  }
  if (reference !== undefined) return reference
  if (code !== undefined) return system === undefined ? code : `${system}|${code}`
  const [first] = coding ?? []
  if (first?.code !== undefined) return first.system === undefined ? first.code : `${first.system}|${first.code}`
  return [start === undefined ? undefined : `ge${start}`, end === undefined ? undefined : `le${end}`]
    .filter((x) => x !== undefined)
    .join(',')
}

/** The parameters of a POST body; what is no Parameters resource is refused with the reason. */
export const ofParameters = (body: unknown): readonly RawParameter[] | Refused => {
  const resource = body as Partial<Parameters> | null | undefined
  if (typeof resource !== 'object' || resource === null || resource.resourceType !== 'Parameters')
    return refused(400, [{ severity: 'error', code: 'structure', text: 'The body must be a Parameters resource.' }])
  if (resource.parameter !== undefined && !Array.isArray(resource.parameter))
    return refused(400, [
      {
        severity: 'error',
        code: 'structure',
        text: 'Parameters.parameter must be a list.',
        expression: 'Parameters.parameter',
      },
    ])
  const raw: RawParameter[] = []
  const issues: Issue[] = []
  for (const [i, p] of (resource.parameter ?? []).entries()) {
    const value = typeof p === 'object' && p !== null ? valueOf(p) : undefined
    if (typeof p?.name !== 'string' || value === undefined)
      issues.push({
        severity: 'error',
        code: 'structure',
        text: 'A parameter needs a name and a value.',
        expression: `Parameters.parameter[${i}]`,
      })
    else raw.push({ name: p.name, value })
  }
  return issues.length > 0 ? refused(400, issues) : raw
}

const day = 86_400_000

/** The interval a date or dateTime covers; undefined when it is none. */
const dateSpan = (text: string): Period | undefined => {
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(T.+)?)?)?$/.exec(text)
  if (parts === null) return undefined
  const [, year, month, date, time] = parts
  if (time !== undefined) {
    const at = Date.parse(/(Z|[+-]\d{2}:\d{2})$/.test(time) ? text : `${text}Z`)
    return Number.isNaN(at) ? undefined : { from: at, to: at + 1 }
  }
  const from = Date.parse(`${year}-${month ?? '01'}-${date ?? '01'}T00:00:00Z`)
  if (Number.isNaN(from)) return undefined
  if (date !== undefined) return { from, to: from + day }
  const next = month === undefined ? Date.UTC(Number(year) + 1, 0) : Date.UTC(Number(year), Number(month))
  return { from, to: next }
}

/** A date range by prefixes (`ge2010-01-01`, `le2012`), as in search; a date alone is the day, month or year itself. */
export const readPeriod = (texts: readonly string[]): Period | undefined => {
  let [from, to] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  for (const text of texts.map((t) => t.trim()).filter((t) => t !== '')) {
    const [, prefix = '', date = ''] = /^(ge|le|gt|lt|sa|eb|eq)?(.+)$/.exec(text) ?? []
    const span = dateSpan(date)
    if (span === undefined) return undefined
    if (prefix === 'ge' || prefix === '' || prefix === 'eq') from = Math.max(from, span.from)
    if (prefix === 'gt' || prefix === 'sa') from = Math.max(from, span.to)
    if (prefix === 'le' || prefix === '' || prefix === 'eq') to = Math.min(to, span.to)
    if (prefix === 'lt' || prefix === 'eb') to = Math.min(to, span.from)
  }
  return { from, to }
}

/** The interval that a date of a result covers. */
export const periodOfDate = dateSpan

const sourceClasses: Readonly<Record<string, SourceClass>> = {
  germline: 'germline',
  somatic: 'somatic',
  'LA6683-2': 'germline',
  'LA6684-0': 'somatic',
}

const isId = /^(?:Patient\/)?([A-Za-z0-9.-]{1,64})$/

/** Cuts at commas that do not stand inside the brackets of an HGVS allele. */
const listed = (value: string): readonly string[] => {
  const out: string[] = []
  let depth = 0
  let from = 0
  for (let i = 0; i < value.length; i++) {
    const c = value[i]
    if (c === '[' || c === '(') depth++
    else if (c === ']' || c === ')') depth--
    else if (c === ',' && depth <= 0) {
      out.push(value.slice(from, i))
      from = i + 1
    }
  }
  return [...out, value.slice(from)].map((t) => t.trim()).filter((t) => t !== '')
}

/** Reads a request against its OperationDefinition; everything that is wrong with it comes back at once. `strict`: a parameter that is not known is an error and not a warning. */
export const readRequest = (
  operation: OperationName,
  raw: readonly RawParameter[],
  strict = false,
): OperationRequest | Refused => {
  const errors: Issue[] = []
  const warnings: Issue[] = []
  const wrong = (expression: string, text: string): void =>
    void errors.push({ severity: 'error', code: 'value', text, expression })
  const known: ReadonlyMap<string, { readonly kind: ParameterKind; readonly required?: true }> = new Map(
    operationTable[operation].map((p) => [p.name, p]),
  )
  const values = Map.groupBy(raw, (p) => p.name)
  for (const name of values.keys())
    if (!known.has(name) && name !== '_format' && name !== '_pretty')
      (strict ? errors : warnings).push({
        severity: strict ? 'error' : 'warning',
        code: 'not-supported',
        text: `The parameter ${name} is not one of $${operation} and was ${strict ? 'refused' : 'passed over'}.`,
        expression: name,
      })
  const of = (name: string): readonly string[] =>
    known.has(name) ? (values.get(name) ?? []).flatMap((p) => listed(p.value)) : []
  const single = (name: string): string | undefined => {
    const all = known.has(name) ? (values.get(name) ?? []) : []
    if (all.length > 1) wrong(name, `${name} may be given once.`)
    return all[0]?.value.trim()
  }
  for (const [name, p] of known)
    if (p.required === true && of(name).length === 0)
      errors.push({ severity: 'error', code: 'required', text: `${name} is required.`, expression: name })
  const tokens = (name: string): readonly Token[] =>
    of(name).flatMap((text) => {
      const token = readToken(text)
      if (token === undefined) wrong(name, `${text} is no token: a code, or system|code.`)
      return token ?? []
    })
  const flag = (name: string): boolean => {
    const value = single(name)
    if (value !== undefined && value !== 'true' && value !== 'false') wrong(name, `${name} is true or false.`)
    return value === 'true'
  }
  const ranges = of('ranges').flatMap((text) => {
    const range = readRange(text)
    if (typeof range === 'string') wrong('ranges', `${text}: ${range}`)
    return typeof range === 'string' ? [] : range
  })
  const variants = of('variants')
  for (const [name, list] of [
    ['variants', variants],
    ['ranges', ranges],
    ['haplotypes', of('haplotypes')],
    ['genes', of('genes')],
  ] as const)
    if (list.length > limits.items) wrong(name, `At most ${limits.items} ${name} in one request.`)
  const subject = isId.exec(single('subject') ?? '')?.[1]
  if (subject === undefined && (values.get('subject') ?? []).length > 0 && known.has('subject'))
    wrong('subject', 'subject is the id of a patient, or Patient/ and the id.')
  const dates = of('testDateRange')
  const period = readPeriod(dates)
  if (period === undefined)
    wrong('testDateRange', 'testDateRange is a date, or dates with ge, le, gt or lt before them.')
  const stated = single('genomicSourceClass')
  const classCode = stated === undefined ? undefined : readToken(stated)?.code
  const sourceClass = classCode === undefined ? undefined : sourceClasses[classCode]
  if (stated !== undefined && stated !== '' && sourceClass === undefined)
    wrong('genomicSourceClass', 'genomicSourceClass is germline or somatic.')
  const asked = single('_count')
  const count = asked === undefined ? limits.page : Number(asked)
  if (!Number.isInteger(count) || count < 1) wrong('_count', '_count is a whole number from 1 on.')
  const cursor = single('_cursor')
  const includePhasing = flag('includePhasing')
  const request: OperationRequest = {
    operation,
    subject: subject ?? '',
    variants,
    ranges,
    tokens: {
      genes: tokens('genes'),
      haplotypes: tokens('haplotypes'),
      treatments: tokens('treatments'),
      conditions: tokens('conditions'),
      featureConsequences: tokens('featureConsequences'),
    },
    together: (values.get('variants') ?? []).length > 1 || (values.get('haplotypes') ?? []).length > 1,
    filter: {
      tests: tokens('testIdentifiers'),
      specimens: tokens('specimenIdentifiers'),
      ...(period === undefined || dates.length === 0 ? {} : { period }),
      ...(sourceClass === undefined ? {} : { sourceClass }),
    },
    includeVariants: flag('includeVariants') || includePhasing,
    includePhasing,
    includePatientList: flag('includePatientList'),
    count: Math.min(count, limits.largestPage),
    ...(cursor === undefined ? {} : { cursor }),
    issues: warnings,
  }
  return errors.length > 0 ? refused(400, [...errors, ...warnings]) : request
}
