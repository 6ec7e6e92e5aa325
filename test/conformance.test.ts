import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ownVectors, runSuites } from '../conformance/run-suites.ts'
import { genomeReleases, loadAll } from '../src/knowledge/folder.ts'

const reference = '../shared/reference'
const failures = (report: Awaited<ReturnType<typeof runSuites>>): readonly string[] =>
  report.suites.flatMap((s) =>
    (s.outcome?.failed ?? []).map((f) => `${s.path} ${f.id}: expected ${f.expected}, got ${f.got}`),
  )

describe('conformance', () => {
  test('every suite passes on the vectors that the clone carries', async () => {
    const report = await runSuites(ownVectors, [], loadAll(), genomeReleases())
    expect(failures(report)).toEqual([])
    expect(report.passed).toBeGreaterThan(4000)
  })

  test.skipIf(!existsSync(reference))(
    'every suite passes on the reference folder (skipped where that folder is not there)',
    async () => {
      const report = await runSuites(
        reference,
        ['pgx', 'genome', 'interop/synthea-r4', 'interop/genomics-reporting-3.0.0.examples.ndjson.gz'],
        loadAll(),
        genomeReleases(),
      )
      expect(failures(report)).toEqual([])
    },
  )

  test('what is explained stands in the list of discrepancies, and is at most one in a hundred', async () => {
    const report = await runSuites(ownVectors, [], loadAll(), genomeReleases())
    const written = readFileSync('conformance/discrepancies.md', 'utf8')
    const entries = new Set(report.suites.flatMap((s) => (s.outcome?.explained ?? []).map((e) => e.entry)))
    for (const entry of entries) expect(written).toContain(entry)
    expect(report.explained / (report.passed + report.explained)).toBeLessThanOrEqual(0.01)
  })

  test('a folder with one wrong expectation fails and says which', async () => {
    const { mkdtempSync, mkdirSync, rmSync, writeFileSync } = await import('node:fs')
    const { tmpdir } = await import('node:os')
    const dir = mkdtempSync(`${tmpdir()}/attune-vectors-`)
    try {
      mkdirSync(`${dir}/pgx/conformance`, { recursive: true })
      const line =
        readFileSync(`${ownVectors}/pgx/conformance/pharmcat-differential.jsonl`, 'utf8').split('\n')[0] ?? ''
      const vector = JSON.parse(line) as { diplotypes: string[] }
      writeFileSync(
        `${dir}/pgx/conformance/pharmcat-differential.jsonl`,
        `${JSON.stringify({ ...vector, diplotypes: ['*99/*99'] })}\n`,
      )
      const report = await runSuites(dir, [], loadAll(), genomeReleases())
      expect(report.failed).toBe(1)
      expect(report.suites.map((s) => s.path)).toEqual(['pgx/conformance/pharmcat-differential.jsonl'])
    } finally {
      rmSync(dir, { recursive: true, force: true })
    }
  })
})
