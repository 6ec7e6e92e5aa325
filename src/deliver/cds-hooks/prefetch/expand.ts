import { isObject, type JsonObject } from '../messages/members.ts'
import { parseToken, type PathStep, piecesOf, type Token } from './token.ts'

/**
 * What templates are filled from. `today` is the client's date (YYYY-MM-DD); `results` are the answers to other templates, by key;
 * `resolve` finds a referenced resource beyond those in the context and the results.
 */
export type PrefetchScope = {
  readonly context: JsonObject
  readonly today?: string
  readonly results?: Readonly<Record<string, unknown>>
  readonly resolve?: (reference: string) => unknown
}

const depthLimit = 100_000

/** The values of an element; `medication` also finds `medicationReference`, as in FHIRPath. */
const element = (node: unknown, name: string): readonly unknown[] => {
  if (!isObject(node)) return []
  const own = Object.hasOwn(node, name)
    ? node[name]
    : Object.entries(node).find(([k]) => k.startsWith(name) && /^[A-Z]/.test(k.slice(name.length)))?.[1]
  return own === undefined || own === null ? [] : Array.isArray(own) ? own.filter((x) => x !== null) : [own]
}

const bundled = (scope: PrefetchScope): readonly JsonObject[] =>
  [...Object.values(scope.context), ...Object.values(scope.results ?? {})].flatMap((v) =>
    isObject(v) && v['resourceType'] === 'Bundle'
      ? element(v, 'entry')
          .flatMap((e) => element(e, 'resource'))
          .filter(isObject)
      : isObject(v) && typeof v['resourceType'] === 'string'
        ? [v]
        : [],
  )

const referenceForm = /(?:^|\/)([A-Z][A-Za-z]+)\/([A-Za-z0-9.-]{1,64})(?:\/_history\/[^/]+)?$/

/** What a reference means; where it is nowhere at hand, its type and id, which the reference itself tells. */
const resolved = (node: unknown, scope: PrefetchScope): readonly unknown[] => {
  const text = typeof node === 'string' ? node : isObject(node) ? node['reference'] : undefined
  const parts = typeof text === 'string' ? referenceForm.exec(text) : null
  if (parts === null || typeof text !== 'string') return []
  const [, type = '', id = ''] = parts
  const near = bundled(scope).find((r) => r['resourceType'] === type && r['id'] === id)
  return [near ?? scope.resolve?.(text) ?? { resourceType: type, id }]
}

const stepped = (nodes: readonly unknown[], step: PathStep, scope: PrefetchScope): readonly unknown[] => {
  if (step.kind === 'element') return nodes.flatMap((n) => element(n, step.name))
  if (step.kind === 'resolve') return nodes.flatMap((n) => resolved(n, scope))
  return nodes.filter((n) => isObject(n) && n['resourceType'] === step.type)
}

const daysLater = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

const valuesOf = (token: Token, scope: PrefetchScope): readonly unknown[] => {
  if (token.kind === 'today') return scope.today === undefined ? [] : [daysLater(scope.today, token.days)]
  if (token.kind === 'user') {
    const user = scope.context['userId']
    const [type, id] = typeof user === 'string' ? user.split('/') : []
    return type === token.type && id !== undefined ? [id] : []
  }
  let nodes: readonly unknown[] = [token.of === 'context' ? scope.context : scope.results?.[token.of.prefetch]]
  for (const step of token.steps) nodes = stepped(nodes, step, scope).slice(0, depthLimit)
  return nodes
}

const simple = (v: unknown): v is string | number | boolean =>
  (typeof v === 'string' && v !== '') || typeof v === 'number' || typeof v === 'boolean'

/**
 * The FHIR query that a template stands for, relative to the client's FHIR server. Several values of a token are joined by commas.
 * Undefined when a token has no value or is none: then the key is left out. In a query, values are percent-encoded; in a path they
 * must be ids or references.
 */
export const expandTemplate = (template: string, scope: PrefetchScope): string | undefined => {
  let text = ''
  for (const piece of piecesOf(template)) {
    if ('text' in piece) {
      text += piece.text
      continue
    }
    const values = [
      ...new Set(
        (parseToken(piece.token) ?? [])
          .flatMap((t) => valuesOf(t, scope))
          .filter(simple)
          .map(String),
      ),
    ]
    const inQuery = text.includes('?')
    if (values.length === 0 || (!inQuery && !values.every((v) => /^[A-Za-z0-9.\-/]+$/.test(v) && !v.includes('..'))))
      return undefined
    text += inQuery
      ? values.map((v) => encodeURIComponent(v).replaceAll('%2F', '/').replaceAll('%3A', ':')).join(',')
      : values.join(',')
  }
  return text
}
