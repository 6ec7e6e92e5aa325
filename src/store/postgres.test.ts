import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { emptyPostgres, postgresIsHere } from '../../test/postgres.ts'
import { postgresServer } from '../../test/postgres-server.ts'
import type { Problem } from '../shared/problem.ts'
import { openPostgres } from './postgres.ts'

describe.skipIf(!postgresIsHere)('PostgreSQL', () => {
  test('names itself, limits the time of a statement, and syncs', async () => {
    const db = await openPostgres(await emptyPostgres())
    const { rows } = await sql`select current_setting('application_name') as name,
      current_setting('statement_timeout') as longest, current_setting('timezone') <> '' as zoned`.execute(db.read)
    expect(rows).toEqual([{ name: 'attune', longest: '30s', zoned: true }])
    await db.close()
  })

  test('says so when the server does not sync to the disk', async () => {
    const told: Problem[] = []
    const db = await openPostgres(await emptyPostgres(), { tell: (p) => told.push(p) })
    expect(told.map((p) => p.code)).toEqual(['STORE_NOT_SYNCED'])
    await db.close()
  })

  test('a server that is not there is a fault with a code that never tells the password', async () => {
    const fault = await openPostgres('postgres://me:s3cret@127.0.0.1:1/none').catch((e: unknown) => e)
    expect(fault).toMatchObject({ code: 'ATTUNE_STORE_FAILED' })
    expect(String(fault)).toContain('127.0.0.1:1/none')
    expect(String(fault)).not.toContain('s3cret')
  })

  test('a text with a NUL is refused by the database and ends only its own transaction', async () => {
    const db = await openPostgres(await emptyPostgres())
    await expect(sql`select ${'a\u0000b'}::text`.execute(db.write)).rejects.toThrow()
    expect((await sql<{ a: string }>`select ${'ab'}::text as a`.execute(db.read)).rows).toEqual([{ a: 'ab' }])
    await db.close()
  })

  test('times stay text, and a deadlock is run again until both are done', async () => {
    const db = await openPostgres(await emptyPostgres())
    expect((await sql`select date '2026-11-22' as d`.execute(db.read)).rows).toEqual([{ d: '2026-11-22' }])
    await sql`create table lane (id int primary key, n int not null)`.execute(db.write)
    await sql`insert into lane values (1, 0), (2, 0)`.execute(db.write)
    let tries = 0
    let meet: () => void = () => undefined
    const met = new Promise<void>((resolve) => (meet = resolve))
    const crossing = (first: number, second: number): Promise<void> =>
      db.transaction(
        async (tx) => {
          await sql`update lane set n = n + 1 where id = ${first}`.execute(tx)
          if (++tries >= 2) meet()
          await met
          await sql`update lane set n = n + 1 where id = ${second}`.execute(tx)
        },
        { isolation: 'readCommitted' },
      )
    await Promise.all([crossing(1, 2), crossing(2, 1)])
    expect(tries).toBeGreaterThan(2)
    expect((await sql`select n from lane`.execute(db.read)).rows).toEqual([{ n: 2 }, { n: 2 }])
    await db.close()
  })

  test('a connection that is cut in the middle of a transaction fails that transaction, and nothing else', async () => {
    const db = await openPostgres(await emptyPostgres())
    await sql`create table kept (id int)`.execute(db.write)
    const attempt = db.transaction(async (tx) => {
      await sql`insert into kept values (1)`.execute(tx)
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
      await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(db.read)
      await wait(50)
      await sql`insert into kept values (2)`.execute(tx)
    })
    await expect(attempt).rejects.toThrow()
    expect((await sql`select * from kept`.execute(db.read)).rows).toEqual([])
    await db.close()
  })

  test('a server that is killed and comes back is used again', async () => {
    const server = await postgresServer({ durable: true })
    const db = await openPostgres(server.urlOf('postgres'))
    await sql`create table kept (id int)`.execute(db.write)
    await sql`insert into kept values (1)`.execute(db.write)
    await server.kill()
    await expect(sql`select * from kept`.execute(db.read)).rejects.toThrow()
    await server.start()
    expect((await sql`select * from kept`.execute(db.read)).rows).toEqual([{ id: 1 }])
    await db.close()
    await server.stop()
  })
})
