import { describe, expect, test } from 'vitest'
import { loadAll } from '../../knowledge/folder.ts'
import type { Instant } from '../../shared/instant.ts'
import { genomeStore, migrate, openSqlite, peopleStore } from '../../store/index.ts'
import { personGenomes } from '../genomes/person-genomes.ts'
import { personReports } from './person-reports.ts'

const knowledge = loadAll()
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const calls = (text: string) => ({ kind: 'outsideCalls' as const, name: 'calls.tsv', sha256: text, bytes: bytes(text) })
const at = '2026-11-22T00:00:00Z' as Instant

type Room = Awaited<ReturnType<typeof room>>

/** One person whose record stands in the test; time goes on by a minute with each look at the clock. */
const room = async (tables = knowledge, database = openSqlite(':memory:'), polygenicStamp?: string) => {
  await migrate(database, at)
  const people = peopleStore(database, 'home')
  const genomes = personGenomes({ genomes: genomeStore(database, 'home'), people, knowledge: tables })
  const clock = { minutes: 0 }
  const record: { state: string; resources: object[]; whileRead?: () => void } = {
    state: '1',
    resources: [{ resourceType: 'Patient', id: 'p', name: [{ text: 'Jo' }] }],
  }
  const reports = personReports({
    people,
    genomes,
    record: {
      states: async (asked) => new Map(asked.filter((p) => p === 'p').map((p) => [p, record.state])),
      resources: async () => {
        const read = [...record.resources]
        record.whileRead?.()
        return read as never
      },
    },
    knowledge: tables,
    polygenicStamp,
    now: () => new Date(Date.parse(at) + 60_000 * clock.minutes++).toISOString() as Instant,
  })
  const made = async (): Promise<string | undefined> => {
    const report = await reports.current('p')
    return report?.ok ? report.value.made : undefined
  }
  return { database, people, reports, record, made, clock }
}

const within = async (work: (r: Room) => Promise<void>): Promise<void> => {
  const r = await room()
  await work(r)
  await r.database.close()
}

test('a report is out of date when other scores or panels are imported', async () => {
  const database = openSqlite(':memory:')
  const before = await room(knowledge, database, 'a')
  const first = await before.made()
  expect(await before.made()).toBe(first)
  const after = await room(knowledge, database, 'b')
  expect(await after.reports.upToDate(['p'])).toEqual(new Set())
  after.clock.minutes = 30
  expect(await after.made()).not.toBe(first)
  await database.close()
})

describe('the report of a person', () => {
  test('is made once for one state of the record, also when two ask at once', () =>
    within(async ({ reports, made }) => {
      const [first, second] = await Promise.all([made(), made()])
      expect(first).toBeDefined()
      expect([second, await made()]).toEqual([first, first])
      expect(await reports.upToDate(['p', 'nobody'])).toEqual(new Set(['p']))
    }))

  test('is made anew when the record changes, and says what changed', () =>
    within(async ({ reports, record, made }) => {
      const first = await made()
      record.state = '2'
      record.resources.push({
        resourceType: 'Condition',
        id: 'c',
        subject: { reference: 'Patient/p' },
        code: { text: 'Gout' },
      })
      expect(await reports.upToDate(['p'])).toEqual(new Set())
      expect(await made()).not.toBe(first)
      const report = await reports.current('p')
      expect(report?.ok && report.value.document).toContain('Gout')
    }))

  test('is made anew when results of another laboratory come in', () =>
    within(async ({ people, made }) => {
      const first = await made()
      await people.saveInput('p', calls('CYP2C19\t*2/*2\n'), at)
      const second = await made()
      expect(second).not.toBe(first)
      await people.saveInput('p', calls('CYP2C19\t*1/*1\n'), at)
      expect(await made()).not.toBe(second)
    }))

  test('is made anew with other tables', () =>
    within(async ({ database, made }) => {
      const first = await made()
      const changed = knowledge.map((r) =>
        r.manifest.id === 'cpic'
          ? { ...r, manifest: { ...r.manifest, tables: r.manifest.tables.map((t) => ({ ...t, sha256: '0' })) } }
          : r,
      )
      const later = await room(changed, database)
      expect(await later.reports.upToDate(['p'])).toEqual(new Set())
      expect(await later.made()).toBeDefined()
      expect(first).toBeDefined()
    }))

  test('that cannot be made of the record as it stands tells why, and the earlier one is not passed off as of now', () =>
    within(async ({ reports, record, made }) => {
      await made()
      record.state = '2'
      record.resources.splice(0, 1, { resourceType: 'Patient', id: 'p', birthDate: 7 })
      const report = await reports.current('p')
      expect(report?.ok).toBe(false)
      expect(report?.problems.some((p) => p.severity === 'error' && p.remedy !== '')).toBe(true)
    }))

  test('is never of half an old and half a new record: what changed while it was made is in it', () =>
    within(async ({ reports, record, people }) => {
      const gout = { resourceType: 'Condition', id: 'c', subject: { reference: 'Patient/p' }, code: { text: 'Gout' } }
      record.whileRead = () => {
        record.state = '2'
        record.resources.push(gout)
      }
      const report = await reports.current('p')
      expect(report?.ok && report.value.document).toContain('Gout')
      expect(await reports.upToDate(['p'])).toEqual(new Set(['p']))
      expect((await people.report('p'))?.document).toContain('Gout')
      record.whileRead = () => void (record.state += '+')
      record.state = '3'
      await expect(reports.current('p')).rejects.toMatchObject({ code: 'ATTUNE_STORE_CHANGED' })
    }))

  test('is of one day: the next day it is made anew, as ages and what is active change', () =>
    within(async ({ made, reports, clock }) => {
      const first = await made()
      clock.minutes += 24 * 60
      expect(await reports.upToDate(['p'])).toEqual(new Set(['p']))
      expect(await made()).not.toBe(first)
    }))

  test('that could not be made is not tried again until the record changes', () =>
    within(async ({ reports, record }) => {
      record.resources.splice(0, 1, { resourceType: 'Patient', id: 'p', birthDate: 7 })
      let reads = 0
      record.whileRead = () => void reads++
      for (let i = 0; i < 3; i++) expect((await reports.current('p'))?.ok).toBe(false)
      expect(reads).toBe(1)
      record.state = '2'
      await reports.current('p')
      expect(reads).toBe(2)
    }))

  test('of nobody is none', () =>
    within(async ({ reports }) => {
      expect(await reports.current('nobody')).toBeUndefined()
    }))

  test('is made in the background when asked for, and one that cannot be made holds up no other', () =>
    within(async ({ reports }) => {
      reports.soon(['nobody', 'p'])
      await reports.settled()
      expect(await reports.upToDate(['p'])).toEqual(new Set(['p']))
    }))
})
