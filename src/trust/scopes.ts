import type { Right } from './access.ts'

/** Whose data a scope is for: the patient in context, whatever the user may see, or what a system was registered for. */
export type ScopeContext = 'patient' | 'user' | 'system'

/** One SMART resource scope. `criteria`: the granular query without `?`, empty when there is none. */
export type ResourceScope = {
  readonly context: ScopeContext
  readonly type: string
  readonly rights: ReadonlySet<Right>
  readonly criteria: readonly string[]
}

/** Scopes that are not about resources and give no access to any. */
export const plainScopes = [
  'openid',
  'profile',
  'fhirUser',
  'launch',
  'launch/patient',
  'launch/encounter',
  'online_access',
  'offline_access',
] as const

const form = /^(patient|user|system)\/(\*|[A-Z][A-Za-z]{1,63})\.(read|write|\*|c?r?u?d?s?)(?:\?([!-~]{1,512}))?$/

const version1: Readonly<Record<string, string>> = { read: 'rs', write: 'cud', '*': 'cruds' }

/**
 * Reads one scope by the grammar of SMART App Launch 2: letters in the order c, r, u, d, s, the names of version 1 (`.read` is `rs`,
 * `.write` is `cud`, `.*` is `cruds`), and a query that narrows it, which needs one named type. Undefined: not a resource scope.
 * @source https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html
 * @example parseScope('patient/Observation.sr') // undefined
 */
export const parseScope = (scope: string): ResourceScope | undefined => {
  const [, context, type, suffix, query] = form.exec(scope) ?? []
  if (context === undefined || type === undefined || suffix === undefined || suffix === '') return undefined
  const older = version1[suffix]
  if (query !== undefined && (type === '*' || older !== undefined || !queryIsWhole(query))) return undefined
  return {
    context: context as ScopeContext,
    type,
    rights: new Set((older ?? suffix).split('') as Right[]),
    criteria: query === undefined ? [] : [query],
  }
}

const queryIsWhole = (query: string): boolean =>
  query.split('&').every((part) => /^[A-Za-z_][\w:.-]*=[^=].*$/.test(part)) && decodes(query)

const decodes = (text: string): boolean => {
  try {
    return decodeURIComponent(text) !== ''
  } catch {
    return false
  }
}

export const scopesOf = (text: string): readonly string[] => [...new Set(text.split(' ').filter((s) => s !== ''))]

/** Whether a server that follows SMART may grant the scope at all. */
export const isScope = (scope: string): boolean =>
  (plainScopes as readonly string[]).includes(scope) || parseScope(scope) !== undefined

const covers = (wide: ResourceScope, narrow: ResourceScope): boolean =>
  wide.context === narrow.context &&
  (wide.type === '*' || wide.type === narrow.type) &&
  [...narrow.rights].every((r) => wide.rights.has(r)) &&
  wide.criteria.every((c) => narrow.criteria.includes(c))

/**
 * Whether `wanted` asks for no more than some scope of `allowed`; scopes that are not about resources must be there themselves.
 * @example withinScopes('patient/Observation.r', ['patient/*.rs']) // true
 */
export const withinScopes = (wanted: string, allowed: readonly string[]): boolean => {
  if (allowed.includes(wanted)) return true
  const narrow = parseScope(wanted)
  if (narrow === undefined) return false
  return allowed.some((scope) => {
    const wide = parseScope(scope)
    return wide !== undefined && covers(wide, narrow)
  })
}
