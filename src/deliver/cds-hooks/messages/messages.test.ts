import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { hasError, type Problem } from '../../../shared/problem.ts'
import { checkDiscovery, checkFeedback, checkRequest, checkResponse, rules } from './index.ts'

type Vector = {
  readonly kind: 'request' | 'response' | 'feedback' | 'discovery'
  readonly id: string
  readonly valid: boolean
  readonly doc: unknown
  readonly service?: { readonly hook: string }
  readonly breaks?: readonly string[]
}

const vectors = (file: string): readonly Vector[] => {
  const path = new URL(`../../../../conformance/vectors/interop/${file}`, import.meta.url)
  return (JSON.parse(readFileSync(path, 'utf8')) as { readonly vectors: readonly Vector[] }).vectors
}

const judge = (v: Vector): readonly Problem[] => {
  if (v.kind === 'request') return checkRequest(v.doc, v.service === undefined ? undefined : [v.service.hook])
  return { response: checkResponse, feedback: checkFeedback, discovery: checkDiscovery }[v.kind](v.doc)
}

const codes = (problems: readonly Problem[]) => problems.map((p) => p.code)

describe('messages of CDS Hooks', () => {
  test.each(vectors('cds-hooks.conformance.json'))('$kind $id is judged as the vectors say', (v) => {
    expect([v.valid, codes(judge(v))]).toEqual([!hasError(judge(v)), codes(judge(v))])
  })
})

describe('the edges of every rule', () => {
  const more = vectors('cds-hooks.more.json')
  test.each(more)('$kind $id', (v) => {
    const told = [...new Set(codes(judge(v)))].map((c) => c.replace('cds-hooks.', '')).sort()
    expect([!hasError(judge(v)), told]).toEqual([v.valid, [...(v.breaks ?? [])].sort()])
  })

  test('no rule is without a message that breaks it', () => {
    const broken = new Set(more.flatMap((v) => v.breaks ?? []))
    expect(Object.keys(rules).filter((r) => !broken.has(r))).toEqual([])
  })
})

describe('what is not JSON of the right shape', () => {
  test.each([null, 0, 'x', [], true])('%j is told and never throws', (value) => {
    for (const check of [checkDiscovery, checkFeedback, checkRequest, checkResponse])
      expect(codes(check(value))).toEqual(['cds-hooks.json.object'])
  })

  test('a message nested a hundred thousand deep is judged', () => {
    let deep: unknown = {}
    for (let i = 0; i < 100_000; i++) deep = { a: deep }
    expect(codes(checkResponse({ cards: [], deep }))).toEqual([])
  })
})

test('every rule has its section and a level', () => {
  for (const rule of Object.values(rules)) expect([rule.section === '', rule.says.endsWith('.')]).toEqual([false, true])
})
