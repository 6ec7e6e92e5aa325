import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listReleases, loadRelease } from '../../../src/knowledge/folder.ts'
import { contextOf, ownVectors } from '../../run-suites.ts'
import { riskAdapters } from './index.ts'

const knowledge = listReleases()
  .filter((r) => r.manifest.role === undefined)
  .map((r) => loadRelease(r.manifest.id, r.manifest.release))
const discrepancies = readFileSync(join(import.meta.dirname, '../../discrepancies.md'), 'utf8')
const context = contextOf(ownVectors, knowledge)
const runs = riskAdapters
  .filter((a) => [a.path, ...(a.inputs ?? [])].every((p) => existsSync(join(ownVectors, p))))
  .map((a) => [a.path, a] as const)

test.each(runs)('%s of our own vectors: nothing fails, and every explained vector has its entry', async (_, adapter) => {
  const outcome = await adapter.run(context)
  expect(outcome.failed).toEqual([])
  expect(outcome.cases).toBe(outcome.passed + outcome.skipped.length + outcome.explained.length)
  expect(outcome.passed).toBeGreaterThan(0)
  for (const { entry } of outcome.explained) expect(discrepancies).toContain(`## ${entry}\n`)
})
