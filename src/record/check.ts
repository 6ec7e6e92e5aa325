import type { z } from 'zod'
import type { PartialDate } from '../shared/instant.ts'
import type { ProblemList } from './problem-list.ts'
import type { Concept } from './r4.ts'
import { isJson, placeIn, text, type Resource } from './resources.ts'
import type { Coded } from './patient-view.ts'

const pathText = (path: readonly PropertyKey[]): string =>
  path.map((p, i) => (typeof p === 'number' ? `[${p}]` : i === 0 ? String(p) : `.${String(p)}`)).join('')

const at = (json: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (v, p) => (typeof v === 'object' && v !== null ? (v as Record<PropertyKey, unknown>)[p] : undefined),
    json,
  )

const shown = (value: unknown): string => {
  const said = typeof value === 'string' ? `"${value}"` : (JSON.stringify(value) ?? 'nothing')
  return said.length > 60 ? `${said.slice(0, 57)}…` : said
}

const kindOf = (value: unknown): string => (Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value)

/** True for what the source has taken back; such resources are left out before anything else is looked at. */
export const takenBack = (r: Resource): boolean => {
  const verification = r.json['verificationStatus']
  const codes =
    isJson(verification) && Array.isArray(verification['coding']) ? (verification['coding'] as readonly unknown[]) : []
  return r.json['status'] === 'entered-in-error' || codes.some((c) => isJson(c) && c['code'] === 'entered-in-error')
}

/** The resource in the shape asked for, or undefined after each thing wrong with it has been reported with its path. */
export const checked = <S extends z.ZodType>(schema: S, r: Resource, problems: ProblemList): z.infer<S> | undefined => {
  const result = schema.safeParse(r.json)
  if (result.success) return result.data
  for (const issue of result.error.issues) {
    const path = pathText(issue.path)
    const value = at(r.json, issue.path)
    const place = placeIn(r, path)
    const whole = `${r.type}.${path.replace(/\[\d+\]/g, '')}`
    if (value === undefined)
      problems.add(
        'record.missing',
        'error',
        place,
        `${whole} is missing in ${r.name}; R4 requires it.`,
        'Add it in the source system, or leave this resource out of the export.',
      )
    else if (issue.code === 'custom')
      problems.add(
        'record.bad-date',
        'error',
        place,
        `${shown(value)} is not a date that exists (${whole}).`,
        'Write YYYY, YYYY-MM, YYYY-MM-DD, or a date with time and zone.',
      )
    else if (issue.code === 'invalid_value')
      problems.add(
        'record.unknown-code',
        'error',
        place,
        `${shown(value)} is not a code that R4 knows for ${whole}.`,
        `Use one of: ${issue.values.map(String).join(', ')}.`,
      )
    else {
      const expected = issue.code === 'invalid_type' ? String(issue.expected) : 'another form'
      problems.add(
        'record.wrong-type',
        'error',
        place,
        `${whole} is of type ${kindOf(value)}; R4 has ${expected} there.`,
        'Export the record again, or mend this value.',
      )
    }
  }
  return undefined
}

/**
 * The same for what the plan can do without: a resource that is not well formed is left out with one warning, and the record is still read.
 */
export const checkedOrLeft = <S extends z.ZodType>(
  schema: S,
  r: Resource,
  problems: ProblemList,
): z.infer<S> | undefined => {
  const result = schema.safeParse(r.json)
  if (result.success) return result.data
  const path = pathText(result.error.issues[0]?.path ?? [])
  problems.add(
    'record.left-out',
    'warning',
    placeIn(r, path),
    `${r.name} is not well formed at ${path === '' ? 'its root' : path}; it was left out.`,
    'Mend it in the source system if it matters.',
  )
  return undefined
}

/** The text of a concept: its own text, else the first display, else the first code. */
export const conceptText = (c: Concept | undefined): string =>
  text(c?.text?.trim()) ??
  c?.coding?.map((x) => text(x.display?.trim())).find((d) => d !== undefined) ??
  c?.coding?.map((x) => text(x.code)).find((d) => d !== undefined) ??
  ''

/** All codings of a concept as Coded, in order. */
export const codings = (c: Concept | undefined): readonly Coded[] =>
  (c?.coding ?? []).map((x) => ({
    ...(x.system === undefined ? {} : { system: x.system }),
    ...(x.code === undefined ? {} : { code: x.code }),
    display: x.display ?? '',
  }))

/** One Coded for a concept: its first coding with the concept's text as what is shown. */
export const coded = (c: Concept | undefined): Coded => {
  const first = codings(c)[0]
  return { ...first, display: conceptText(c) }
}

/** Whether a concept carries one of these codes, whatever its system. */
export const hasCode = (c: Concept | undefined, ...codes: readonly string[]): boolean =>
  (c?.coding ?? []).some((x) => codes.includes(x.code ?? ''))

/** The calendar date of a FHIR date or dateTime, as written where it was recorded. */
export const dateOf = (moment: string | undefined): PartialDate | undefined => moment?.slice(0, 10)

/** True when `a` lies before `b` at the precision that both have. */
export const before = (a: string, b: string): boolean => {
  const n = Math.min(a.length, b.length, 10)
  return a.slice(0, n) < b.slice(0, n)
}
