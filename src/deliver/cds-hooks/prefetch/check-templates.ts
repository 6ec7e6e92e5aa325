import type { Findings } from '../messages/findings.ts'
import { at, isObject } from '../messages/members.ts'
import { parseToken, piecesOf, type Token } from './token.ts'

const query = /^(?:[A-Z][A-Za-z]+(?:\/[^?\s]+|\?.+)|\{\{.*\}\}.*)$/
const datePrefix = /^[^&=]*=(?:ne|sa|eb|ap)\d{4}(?:-|$)/

/** What of a query goes beyond the subset that every client can be asked for. */
const beyondSubset = (template: string): string | undefined => {
  const [, asked = ''] = template.replace(/\{\{.*?\}\}/g, 'x').split(/\?(.*)/s)
  for (const pair of asked.split('&').filter((p) => p !== '')) {
    const name = pair.split('=')[0] ?? ''
    const modifier = name.startsWith('_') ? undefined : name.split(':')[1]
    if (name.includes('.') || name.startsWith('_has')) return `${name} looks into another resource`
    if (modifier !== undefined && modifier !== 'in' && modifier !== 'not') return `the modifier :${modifier}`
    if (datePrefix.test(pair)) return `the prefix of ${name}`
  }
  return undefined
}

const dependsOn = (tokens: readonly Token[]): readonly string[] =>
  tokens.flatMap((t) => (t.kind === 'path' && t.of !== 'context' ? [t.of.prefetch] : []))

/** Judges the prefetch templates of a service. */
export const checkTemplates = (value: unknown, path: string, f: Findings): void => {
  if (value === undefined || value === null) return
  if (!isObject(value)) return f.add('discovery.prefetch', path, 'prefetch is not an object.')
  const needs = new Map<string, readonly string[]>()
  for (const [key, template] of Object.entries(value)) {
    const place = at(path, key)
    if (typeof template !== 'string' || template === '') {
      f.add('discovery.prefetch', place, 'The template is not a text.')
      continue
    }
    if (!query.test(template)) f.add('prefetch.query', place, 'The template is no read or search of one resource type.')
    const beyond = beyondSubset(template)
    if (beyond !== undefined) f.add('prefetch.restricted', place, `Not every client understands ${beyond}.`)
    const found: string[] = []
    if (piecesOf(template).some((p) => 'text' in p && /\{\{|\}\}/.test(p.text)))
      f.add('prefetch.token', place, 'A token is not closed.')
    for (const piece of piecesOf(template)) {
      if (!('token' in piece)) continue
      const tokens = parseToken(piece.token)
      if (tokens === undefined)
        f.add(
          /^(?:context\.|%|today)/.test(piece.token) ? 'prefetch.token-path' : 'prefetch.token',
          place,
          `{{${piece.token.slice(0, 80)}}} is not a token.`,
        )
      else found.push(...dependsOn(tokens))
    }
    needs.set(key, found)
  }
  for (const [key, names] of needs) {
    const missing = names.find((n) => !needs.has(n))
    if (missing !== undefined) f.add('prefetch.token-order', at(path, key), `%${missing} is no prefetch template.`)
    if (reaches(key, key, needs, new Set()))
      f.add('prefetch.token-order', at(path, key), 'The template depends on itself.')
  }
}

const reaches = (
  from: string,
  to: string,
  needs: ReadonlyMap<string, readonly string[]>,
  seen: Set<string>,
): boolean => {
  for (const next of needs.get(from) ?? []) {
    if (next === to) return true
    if (seen.has(next)) continue
    seen.add(next)
    if (reaches(next, to, needs, seen)) return true
  }
  return false
}
