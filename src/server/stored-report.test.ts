import { describe, expect, test } from 'vitest'
import { loadAll } from '../knowledge/folder.ts'
import type { Instant } from '../shared/instant.ts'
import { migrate, openSqlite, type PeopleStore, peopleStore } from '../store/index.ts'
import { refreshReports, reportFrom } from './stored-report.ts'

const at = '2026-11-22T00:00:00Z' as Instant
const later = '2027-01-01T00:00:00Z' as Instant
const knowledge = loadAll()
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const calls = { kind: 'outsideCalls' as const, name: 'calls.tsv', sha256: 'ab', bytes: bytes('CYP2C19\t*2/*2\n') }

const withPerson = async (work: (people: PeopleStore) => Promise<void>): Promise<void> => {
  const db = openSqlite(':memory:')
  await migrate(db, '2026-11-22T00:00:00Z')
  const people = peopleStore(db, 'home')
  const report = await reportFrom([calls], knowledge, at)
  if (!report.ok) throw new Error('not assessed')
  await people.save('p', 'a story', [calls], report.value)
  await work(people)
  await db.close()
}

describe('stored reports', () => {
  test('a report made with the same software and tables stays as it is', () =>
    withPerson(async (people) => {
      expect(await refreshReports(people, knowledge, later)).toEqual({ made: 0, problems: [] })
      expect((await people.report('p'))?.made).toBe(at)
    }))

  test('other tables make it out of date: it is made anew from the stored inputs', () =>
    withPerson(async (people) => {
      const changed = knowledge.map((r) =>
        r.manifest.id === 'cpic'
          ? { ...r, manifest: { ...r.manifest, tables: r.manifest.tables.map((t) => ({ ...t, sha256: '0' })) } }
          : r,
      )
      expect((await refreshReports(people, changed, later)).made).toBe(1)
      const report = await people.report('p')
      expect(report?.made).toBe(later)
      expect(JSON.parse(report?.document ?? '{}')).toMatchObject({ at: later, inputs: [{ sha256: 'ab' }] })
      expect((await people.list())[0]?.story).toBe('a story')
    }))

  test('inputs that can no longer be assessed keep the old report, and that is told', () =>
    withPerson(async (people) => {
      const old = await people.report('p')
      if (old === undefined) throw new Error('no report')
      await people.save('p', undefined, [{ ...calls, bytes: bytes('') }], { ...old, software: '0.0.0' })
      const refreshed = await refreshReports(people, knowledge, later)
      expect(refreshed.made).toBe(0)
      expect(refreshed.problems.map((p) => p.code)).toEqual(['outside-no-call'])
      expect((await people.report('p'))?.document).toBe(old.document)
    }))
})
