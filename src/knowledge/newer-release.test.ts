import { expect, test } from 'vitest'
import { listReleases, loadAll, loadRelease } from './folder.ts'
import { newerReleaseProblems } from './newer-release.ts'
import type { Release } from './release.ts'

const cpic = loadRelease('cpic')
const withUncoded = (n: number): Release => {
  const [head = '', ...rows] = (cpic.tables['records.tsv'] ?? '').trimEnd().split('\n')
  const advice = head.split('\t').indexOf('advice')
  const changed = rows.map((r, i) => (i < n ? r.split('\t').with(advice, 'uncoded').join('\t') : r))
  const manifest = { ...cpic.manifest, release: '2030-01' }
  return { manifest, tables: { ...cpic.tables, 'records.tsv': [head, ...changed].join('\n') } }
}

const shipped = listReleases().map((r) => r.manifest)

test('every record of the shipped releases is coded, and none stands in another’s place', () => {
  expect(newerReleaseProblems(loadAll(), shipped)).toEqual([])
})

test('a release with records that nobody has coded is told of with their number', () => {
  const [problem, ...others] = newerReleaseProblems([withUncoded(1500)], shipped)
  expect(others).toEqual([])
  expect([problem?.code, problem?.severity, problem?.at.source]).toEqual([
    'knowledge-records-uncoded',
    'warning',
    'cpic 2030-01',
  ])
  expect(problem?.message).toMatch(/^1500 of 2054 records of cpic 2030-01/)
})

test('a release with less than half the rows of the one whose place it takes is told of', () => {
  const manifestWith = (rows: number): Release => ({
    manifest: {
      ...cpic.manifest,
      release: '2030-01',
      tables: cpic.manifest.tables.map((t) => (t.file === 'records.tsv' ? { ...t, rows } : t)),
    },
    tables: {},
  })
  const [problem, ...others] = newerReleaseProblems([manifestWith(1026)], shipped)
  expect(others).toEqual([])
  expect(problem?.code).toBe('knowledge-release-smaller')
  expect(problem?.message).toContain('records.tsv of cpic 2030-01 has 1026 rows, that of cpic 2024-02')
  expect(newerReleaseProblems([manifestWith(1027)], shipped)).toEqual([])
})
