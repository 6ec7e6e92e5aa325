import { describe, expect, test } from 'vitest'
import { migrate, openSqlite, peopleStore } from '../index.ts'

const report = (name: string) => ({
  made: '2026-11-22T00:00:00Z',
  software: '0',
  knowledge: 'k',
  name,
  summary: '{}',
  document: '{"a":1}',
})
const file = { kind: 'genome' as const, name: 'g.vcf', sha256: 'ab', bytes: new Uint8Array([1, 2, 3]) }

describe('the people store', () => {
  test('gives back what was saved, byte for byte', async () => {
    const db = openSqlite(':memory:')
    await migrate(db, '2026-11-22T00:00:00Z')
    const people = peopleStore(db, 'home')
    await people.save('p1', 'a story', [file], report('Jo'))
    expect(await people.count()).toBe(1)
    expect(Array.from((await people.inputs('p1'))[0]?.bytes ?? [])).toEqual([1, 2, 3])
    expect((await people.report('p1'))?.document).toBe('{"a":1}')
    expect((await people.list()).map((p) => p.name)).toEqual(['Jo'])
    await db.close()
  })

  test('keeps tenants apart', async () => {
    const db = openSqlite(':memory:')
    await migrate(db, '2026-11-22T00:00:00Z')
    await peopleStore(db, 'a').save('p1', undefined, [file], report('Jo'))
    expect(await peopleStore(db, 'b').count()).toBe(0)
    expect(await peopleStore(db, 'b').report('p1')).toBeUndefined()
    await db.close()
  })

  test('saving again replaces inputs and report and keeps the day of creation', async () => {
    const db = openSqlite(':memory:')
    await migrate(db, '2026-11-22T00:00:00Z')
    const people = peopleStore(db, 'a')
    await people.save('p1', undefined, [file], report('Jo'))
    await people.save('p1', undefined, [], { ...report('Jo B'), made: '2027-01-01T00:00:00Z' })
    expect(await people.inputs('p1')).toEqual([])
    const row = await db.read.selectFrom('person').selectAll().executeTakeFirstOrThrow()
    expect([row.created, row.changed]).toEqual(['2026-11-22T00:00:00Z', '2027-01-01T00:00:00Z'])
    await db.close()
  })

  test('a failed save leaves the former state untouched', async () => {
    const db = openSqlite(':memory:')
    await migrate(db, '2026-11-22T00:00:00Z')
    const people = peopleStore(db, 'a')
    await people.save('p1', undefined, [file], report('Jo'))
    await expect(people.save('p1', undefined, [file, file], report('Other'))).rejects.toThrow()
    expect((await people.report('p1'))?.name).toBe('Jo')
    expect(await people.inputs('p1')).toHaveLength(1)
    await db.close()
  })
})
