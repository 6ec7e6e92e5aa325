import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compileRisk } from '../src/clinical/risk/index.ts'
import { loadAll } from '../src/knowledge/folder.ts'

const rows = readFileSync('docs/early-detection.md', 'utf8').split('\n')
const row = (begins: string): string =>
  rows.find((r) => r.startsWith(`| attune-risk, ${begins}`)) ?? expect.unreachable(begins)
const models = [...compileRisk(loadAll()).models.values()].map((m) => m.model)

test.each([
  ['models checked', false],
  ['further models', true],
] as const)('%s: every model of the tables is named in the row of its kind, and no other', (begins, unverified) => {
  const named = (row(begins).split('|')[2] ?? '').trim()
  const titles = models.filter((m) => (m.unverified === true) === unverified).map((m) => m.title)
  expect(titles.length).toBeGreaterThan(10)
  expect(titles.filter((t) => !named.includes(t))).toEqual([])
  expect(named.length).toBe(titles.join(', ').length)
})
