import { execFileSync, spawn } from 'node:child_process'
import { existsSync, statSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, test, vi } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { networkFileSystemOf } from './network-file-system.ts'
import { openSqlite } from './sqlite.ts'

const folder = temporaryFolder('each test')

const setting = async (db: ReturnType<typeof openSqlite>['read'], name: string): Promise<unknown> =>
  Object.values((await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(db)).rows[0] ?? {})[0]

const opener = (file: string): string =>
  `const { openSqlite } = await import(${JSON.stringify(new URL('./sqlite.ts', import.meta.url).href)});
   try { openSqlite(${JSON.stringify(file)}); console.log('opened'); setInterval(() => {}, 1000) } catch (e) { console.log(e.code) }`

describe('SQLite', () => {
  test('a folder of this machine is no network file system, nor is one that is not there', () => {
    expect([networkFileSystemOf(folder.path), networkFileSystemOf('/no/such/folder')]).toEqual([undefined, undefined])
  })

  test('syncs every commit, keeps foreign keys, and has a write-ahead log', async () => {
    const db = openSqlite(join(folder.path, 'deep', 'er', 'a.sqlite'))
    expect(await setting(db.write, 'synchronous')).toBe(2)
    expect(await setting(db.write, 'journal_mode')).toBe('wal')
    expect(await setting(db.write, 'foreign_keys')).toBe(1)
    expect(await setting(db.write, 'busy_timeout')).toBe(5000)
    await db.close()
    const demo = openSqlite(join(folder.path, 'demo.sqlite'), { durability: 'demonstration' })
    expect(await setting(demo.write, 'synchronous')).toBe(1)
    await demo.close()
  })

  test('nothing is written through the reading connection', async () => {
    const db = openSqlite(':memory:')
    await expect(sql`create table a (b)`.execute(db.read)).rejects.toThrow(/readonly/)
    await db.close()
  })

  test('a file that is no database is refused with a code and stays as it is', () => {
    const file = join(folder.path, 'a.sqlite')
    writeFileSync(file, 'a letter, not a database; long enough to be taken for a header of one, as it were '.repeat(20))
    expect(() => openSqlite(file)).toThrow(expect.objectContaining({ code: 'ATTUNE_STORE_FAILED' }))
    expect(statSync(file).size).toBe(1640)
  })

  test('a second opening is refused, in this process and in another, until the first is closed', async () => {
    const file = join(folder.path, 'a.sqlite')
    const first = openSqlite(file)
    expect(() => openSqlite(file)).toThrow(expect.objectContaining({ code: 'ATTUNE_STORE_IN_USE' }))
    const other = execFileSync(process.execPath, ['--input-type=module', '-e', opener(file)], { encoding: 'utf8' })
    expect(other.trim()).toBe('ATTUNE_STORE_IN_USE')
    await first.close()
    await openSqlite(file).close()
  })

  test('a process that was killed locks nothing', async () => {
    const file = join(folder.path, 'a.sqlite')
    const child = spawn(process.execPath, ['--input-type=module', '-e', opener(file)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const said = await new Promise<string>((resolve) => child.stdout.once('data', (b: Buffer) => resolve(b.toString())))
    expect(said.trim()).toBe('opened')
    expect(() => openSqlite(file)).toThrow(expect.objectContaining({ code: 'ATTUNE_STORE_IN_USE' }))
    child.kill('SIGKILL')
    await new Promise((resolve) => child.once('exit', resolve))
    await openSqlite(file).close()
  })

  test('`:memory:` leaves nothing behind', async () => {
    const db = openSqlite(':memory:')
    const file = String(
      (await sql<{ file: string }>`select file from pragma_database_list`.execute(db.read)).rows[0]?.file,
    )
    expect(existsSync(file)).toBe(true)
    await db.close()
    expect(existsSync(file)).toBe(false)
  })

  test('the write-ahead log does not grow while this process reads and writes, and is cut when a reader from elsewhere is gone', async () => {
    const file = join(folder.path, 'a.sqlite')
    const db = openSqlite(file, { durability: 'demonstration' })
    const log = (): number => statSync(`${file}-wal`).size / (1 << 20)
    await sql`create table a (b blob)`.execute(db.write)
    const write = async (times: number): Promise<void> => {
      for (let i = 0; i < times; i++) {
        await sql`insert into a values (zeroblob(${1 << 20}))`.execute(db.write)
        await sql`select length(b) from a`.execute(db.read)
      }
    }
    await write(60)
    expect(log()).toBeLessThan(40)
    const elsewhere = new DatabaseSync(file)
    elsewhere.exec('begin; select * from a')
    await write(80)
    expect(log()).toBeGreaterThan(70)
    elsewhere.close()
    await write(10)
    expect(log()).toBeLessThan(65)
    await db.close()
  })

  test('a transaction that waits for itself is told so instead of hanging, and ends', async () => {
    const db = openSqlite(':memory:')
    await sql`create table a (b integer)`.execute(db.write)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const attempt = db.transaction(async (tx) => {
      await sql`insert into a values (1)`.execute(tx)
      await sql`insert into a values (2)`.execute(db.write)
    })
    const ended = expect(attempt).rejects.toMatchObject({ code: 'ATTUNE_STORE_BUSY' })
    await vi.advanceTimersByTimeAsync(60_000)
    await ended
    vi.useRealTimers()
    expect((await sql`select b from a`.execute(db.read)).rows).toEqual([])
    await sql`insert into a values (3)`.execute(db.write)
    await db.close()
  })

  test('who waits for the writing connection gets it in the order of asking', async () => {
    const db = openSqlite(':memory:')
    await sql`create table a (b integer)`.execute(db.write)
    await Promise.all(
      Array.from({ length: 20 }, (_, i) => db.transaction((tx) => sql`insert into a values (${i})`.execute(tx))),
    )
    const { rows } = await sql<{ b: number }>`select b from a order by rowid`.execute(db.read)
    expect(rows.map((r) => r.b)).toEqual(Array.from({ length: 20 }, (_, i) => i))
    await db.close()
  })
})
