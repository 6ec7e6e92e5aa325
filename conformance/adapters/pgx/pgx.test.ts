import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listReleases, loadRelease } from '../../../src/knowledge/folder.ts'
import { contextOf, ownVectors } from '../../run-suites.ts'
import { pgxAdapters } from './index.ts'

const knowledge = listReleases().map((r) => loadRelease(r.manifest.id, r.manifest.release))
const discrepancies = readFileSync(join(import.meta.dirname, '../../discrepancies.md'), 'utf8')
const context = contextOf(ownVectors, knowledge)

test.each(pgxAdapters.map((a) => [a.path, a] as const))('%s: nothing fails, and every explained vector has its entry', async (_, adapter) => {
  const lacking = (adapter.needs ?? []).filter((id) => !knowledge.some((r) => r.manifest.id === id))
  expect(lacking).toEqual([])
  const outcome = await adapter.run(context)
  expect(outcome.failed).toEqual([])
  expect(outcome.cases).toBe(outcome.passed + outcome.skipped.length + outcome.explained.length)
  for (const { entry } of outcome.explained) expect(discrepancies).toContain(`## ${entry}\n`)
})

test('at most one vector in a hundred is explained instead of passed', async () => {
  const outcomes = await Promise.all(pgxAdapters.map(async (a) => a.run(context)))
  const judged = outcomes.reduce((n, o) => n + o.passed + o.explained.length, 0)
  const explained = outcomes.reduce((n, o) => n + o.explained.length, 0)
  expect(explained / judged).toBeLessThan(0.01)
})
