import { describe, expect, test } from 'vitest'
import { migrate, openSqlite, type PeopleStore, peopleStore } from '../index.ts'

const at = '2026-11-22T00:00:00Z'
const report = (name: string, made = at) => ({
  made,
  software: '0',
  knowledge: 'k',
  basis: 'b',
  name,
  summary: '{}',
  document: '{"a":1}',
})
const file = { kind: 'genome' as const, name: 'g.vcf', sha256: 'ab', bytes: new Uint8Array([1, 2, 3]) }

const withStore = async (work: (people: PeopleStore, other: PeopleStore) => Promise<void>): Promise<void> => {
  const db = openSqlite(':memory:')
  await migrate(db, at)
  await work(peopleStore(db, 'a'), peopleStore(db, 'b'))
  await db.close()
}

describe('what is kept of people beside their record', () => {
  test('a file and a report come back as they were saved', () =>
    withStore(async (people) => {
      await people.saveInput('p1', file, at)
      await people.saveReport('p1', report('Jo'))
      expect(Array.from((await people.input('p1', 'genome'))?.bytes ?? [])).toEqual([1, 2, 3])
      expect(await people.inputList('p1')).toEqual([{ kind: 'genome', name: 'g.vcf', sha256: 'ab' }])
      expect(await people.report('p1')).toEqual(report('Jo'))
    }))

  test('a later file or report takes the place of the earlier one, and the story stays', () =>
    withStore(async (people) => {
      await people.saveStory('p1', 'a story', at)
      await people.saveInput('p1', file, at)
      await people.saveInput('p1', { ...file, name: 'h.vcf', bytes: new Uint8Array([4]) }, at)
      await people.saveReport('p1', report('Jo'))
      await people.saveReport('p1', report('Jo B', '2027-01-01T00:00:00Z'))
      expect((await people.inputList('p1')).map((i) => i.name)).toEqual(['h.vcf'])
      expect(await people.lines(['p1', 'nobody'])).toEqual([
        {
          person: 'p1',
          story: 'a story',
          made: '2027-01-01T00:00:00Z',
          software: '0',
          knowledge: 'k',
          basis: 'b',
          summary: '{}',
        },
      ])
    }))

  test('one tenant sees nothing of another', () =>
    withStore(async (people, other) => {
      await people.saveInput('p1', file, at)
      await people.saveReport('p1', report('Jo'))
      expect(await other.report('p1')).toBeUndefined()
      expect(await other.input('p1', 'genome')).toBeUndefined()
      expect([...(await other.inputList('p1')), ...(await other.lines(['p1']))]).toEqual([])
    }))
})
