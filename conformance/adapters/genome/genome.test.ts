import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { contextOf, ownVectors } from '../../run-suites.ts'
import { genomeAdapters } from './index.ts'

const reference = join(import.meta.dirname, '../../../../shared/reference')
const discrepancies = readFileSync(join(import.meta.dirname, '../../discrepancies.md'), 'utf8')
const folders = [ownVectors, reference].filter((dir) => existsSync(dir))
const runs = folders.flatMap((dir) =>
  genomeAdapters
    .filter((a) => [a.path, ...(a.inputs ?? [])].every((p) => existsSync(join(dir, p)) || existsSync(join(ownVectors, p))))
    .map((a) => [a.path, dir === ownVectors ? 'own vectors' : 'the reference folder', a, dir] as const),
)

test.each(runs)('%s of %s: nothing fails, and every explained vector has its entry', async (_path, _name, adapter, dir) => {
  const outcome = await adapter.run(contextOf(dir, []))
  expect(outcome.failed).toEqual([])
  expect(outcome.cases).toBe(outcome.passed + outcome.skipped.length + outcome.explained.length)
  expect(outcome.passed).toBeGreaterThan(0)
  for (const { entry } of outcome.explained) expect(discrepancies).toContain(`## ${entry}\n`)
})
