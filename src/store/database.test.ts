import { type Kysely, sql } from 'kysely'
import { expect, test } from 'vitest'
import { describeOnBoth } from '../../test/postgres.ts'
import type { Database } from './database.ts'
import { bytesColumn, migrate } from './index.ts'
import type { Migration } from './database.ts'

type Counter = { counter: { name: string; value: number; bytes: Uint8Array | null } }
const counters = (db: Database['read']): Kysely<Counter> => db as unknown as Kysely<Counter>

const withCounter = async (open: () => Promise<Database>): Promise<Database> => {
  const db = await open()
  await db.write.schema
    .createTable('counter')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('value', 'bigint', (c) => c.notNull())
    .addColumn('bytes', bytesColumn(db.dialect))
    .execute()
  await counters(db.write).insertInto('counter').values({ name: 'a', value: 0, bytes: null }).execute()
  return db
}

const valueOf = async (db: Database, name = 'a'): Promise<number | undefined> =>
  (await counters(db.read).selectFrom('counter').select('value').where('name', '=', name).executeTakeFirst())?.value

describeOnBoth('a database', (open, dialect) => {
  test('what a transaction wrote is seen by others only once it is committed, and then at once', async () => {
    const db = await withCounter(open)
    await db.transaction(async (tx) => {
      await counters(tx).updateTable('counter').set({ value: 1 }).execute()
      expect(await valueOf(db)).toBe(0)
      expect((await counters(tx).selectFrom('counter').select('value').executeTakeFirstOrThrow()).value).toBe(1)
    })
    expect(await valueOf(db)).toBe(1)
  })

  test('a transaction that throws leaves nothing behind, and the next one works', async () => {
    const db = await withCounter(open)
    const fault = new Error('on purpose')
    const attempt = db.transaction(async (tx) => {
      await counters(tx).updateTable('counter').set({ value: 5 }).execute()
      throw fault
    })
    await expect(attempt).rejects.toBe(fault)
    expect(await valueOf(db)).toBe(0)
    await db.transaction((tx) => counters(tx).updateTable('counter').set({ value: 2 }).execute())
    expect(await valueOf(db)).toBe(2)
  })

  test('a statement that fails ends its transaction, even where the work goes on as if nothing were', async () => {
    const db = await withCounter(open)
    const attempt = db.transaction(async (tx) => {
      await counters(tx).insertInto('counter').values({ name: 'b', value: 1, bytes: null }).execute()
      await counters(tx).insertInto('counter').values({ name: 'a', value: 1, bytes: null }).execute()
    })
    await expect(attempt).rejects.toThrow()
    expect(await valueOf(db, 'b')).toBeUndefined()
  })

  test('forty transactions at once that read and then write lose no step', async () => {
    const db = await withCounter(open)
    const step = (): Promise<unknown> =>
      db.transaction(async (tx) => {
        const { value } = await counters(tx).selectFrom('counter').select('value').executeTakeFirstOrThrow()
        await counters(tx)
          .updateTable('counter')
          .set({ value: value + 1 })
          .execute()
      })
    const ended = await Promise.allSettled(Array.from({ length: 40 }, step))
    const done = ended.filter((e) => e.status === 'fulfilled').length
    expect(await valueOf(db)).toBe(done)
    expect(done).toBe(40)
  })

  test('integers come back as numbers up to 2^53 and are refused beyond, never rounded', async () => {
    const db = await withCounter(open)
    await counters(db.write).updateTable('counter').set({ value: Number.MAX_SAFE_INTEGER }).execute()
    expect(await valueOf(db)).toBe(Number.MAX_SAFE_INTEGER)
    await sql`update counter set value = ${9_007_199_254_740_993n}`.execute(db.write)
    await expect(valueOf(db)).rejects.toThrow()
    await sql`update counter set value = 7`.execute(db.write)
    expect(await valueOf(db)).toBe(7)
  })

  test('counts are numbers', async () => {
    const db = await withCounter(open)
    const row = await counters(db.read)
      .selectFrom('counter')
      .select((e) => e.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    expect(row.n).toBe(1)
  })

  test('bytes and texts outside the alphabet come back as they were', async () => {
    const db = await withCounter(open)
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i)
    await counters(db.write).insertInto('counter').values({ name: 'Ünï 𝔘 \u2028\'"\\', value: 1, bytes }).execute()
    const row = await counters(db.read)
      .selectFrom('counter')
      .selectAll()
      .where('value', '=', 1)
      .executeTakeFirstOrThrow()
    expect(row.name).toBe('Ünï 𝔘 \u2028\'"\\')
    expect(Array.from(row.bytes ?? [])).toEqual(Array.from(bytes))
  })

  test.each([true, new Date(0), undefined, { a: 1 }, Number.NaN])(
    '%s is refused as a value, and the value is not repeated',
    async (value) => {
      const db = await withCounter(open)
      await expect(sql`update counter set value = ${value}`.execute(db.write)).rejects.toThrow(/^Value 1 of the state/)
      expect(await valueOf(db)).toBe(0)
    },
  )

  test('text is sorted by code point on both', async () => {
    const db = await withCounter(open)
    for (const name of ['b', 'B', 'é', 'Z', '𝔘', '_'])
      await counters(db.write).insertInto('counter').values({ name, value: 1, bytes: null }).execute()
    const rows = await counters(db.read).selectFrom('counter').select('name').orderBy('name').execute()
    expect(rows.map((r) => r.name)).toEqual(['B', 'Z', '_', 'a', 'b', 'é', '𝔘'])
  })

  test('there is no streaming', async () => {
    const db = await withCounter(open)
    const read = async (): Promise<void> => {
      for await (const _row of counters(db.read).selectFrom('counter').selectAll().stream()) break
    }
    await expect(read()).rejects.toThrow()
  })

  const steps: readonly Migration[] = ['one', 'two'].map((id) => ({
    id,
    up: (tx) => tx.schema.createTable(`made_${id}`).addColumn('id', 'text').execute(),
  }))
  const applied = async (db: Database): Promise<readonly unknown[]> =>
    (await sql`select id, applied from migration where id in ('one', 'two') order by id`.execute(db.read)).rows

  test('two that migrate at once do it once', async () => {
    const db = await open()
    await sql`delete from migration`.execute(db.write)
    await Promise.all([1, 2, 3, 4].map(() => migrate(db, '2027-01-01T00:00:00Z', steps)))
    expect(await applied(db)).toEqual([
      { id: 'one', applied: '2027-01-01T00:00:00Z' },
      { id: 'two', applied: '2027-01-01T00:00:00Z' },
    ])
  })

  test('a migration that fails leaves the ones before it and nothing of its own', async () => {
    const db = await open()
    await sql`delete from migration`.execute(db.write)
    const broken: Migration = {
      id: 'two',
      up: async (tx) => {
        await tx.schema.createTable('half').addColumn('id', 'text').execute()
        throw new Error('on purpose')
      },
    }
    await expect(migrate(db, '2027-01-01T00:00:00Z', [steps[0] as Migration, broken])).rejects.toThrow('on purpose')
    expect(await applied(db)).toHaveLength(1)
    await expect(sql`select * from half`.execute(db.read)).rejects.toThrow()
    await migrate(db, '2027-01-01T00:00:00Z', steps)
    expect(await applied(db)).toHaveLength(2)
  })

  test('a database of a newer version is refused and left as it is', async () => {
    const db = await open()
    await sql`insert into migration values ('of-the-future', '2030-01-01T00:00:00Z')`.execute(db.write)
    await expect(migrate(db, '2027-01-01T00:00:00Z', steps)).rejects.toMatchObject({ code: 'ATTUNE_STORE_NEWER' })
    expect(await applied(db)).toEqual([])
  })

  test('it says which it is', async () => {
    expect((await open()).dialect).toBe(dialect)
  })
})
