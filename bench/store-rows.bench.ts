import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Instant } from '../src/shared/instant.ts'
import { auditLog, type Database, type DatabasePlace, migrate, openDatabase } from '../src/store/index.ts'
import type { AuditEntry } from '../src/trust/index.ts'
import { postgresPrograms, postgresServer } from '../test/postgres-server.ts'
import type { BenchResult, BenchRow } from './bench.ts'

const rows = 5000
const size = 1400

/** A row as long as an average resource, in a table with the shape of one: it is found by tenant, patient and name. */
const row = (name: string) => ({
  tenant: 'bench',
  patient: `p${name.length % 7}`,
  stamp: name,
  digest: 'd',
  sites: new Uint8Array(size).fill(65),
})

const entry = (n: number): AuditEntry => ({
  tenant: 'bench',
  at: '2026-11-22T00:00:00.000Z' as Instant,
  actor: { id: 'dr-1', name: 'Dr One', role: 'clinician', purpose: 'TREAT' },
  action: 'read',
  outcome: 'success',
  entity: `Observation/${n}`,
  patients: ['p1'],
})

const perSecond = async (times: number, work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now()
  await work()
  return times / ((performance.now() - from) / 1000)
}

const inTurn = async (times: number, work: (n: number) => Promise<unknown>): Promise<void> => {
  for (let n = 0; n < times; n++) await work(n)
}

const atOnce = async (times: number, lanes: number, work: (n: number) => Promise<unknown>): Promise<void> => {
  let next = 0
  const lane = async (): Promise<void> => {
    while (next < times) await work(next++)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

const insert = (db: Database['write'], name: string) => db.insertInto('genome_sites').values(row(name)).execute()

const read = (db: Database, n: number) =>
  db.read
    .selectFrom('genome_sites')
    .where('tenant', '=', 'bench')
    .where('patient', '=', row(`bulk-${n}`).patient)
    .where('stamp', '=', `bulk-${n}`)
    .select('sites')
    .executeTakeFirstOrThrow()

const measured = async (name: string, place: DatabasePlace): Promise<readonly BenchRow[]> => {
  const opening = performance.now()
  const db = await openDatabase(place)
  await migrate(db, '2026-11-22T00:00:00Z')
  const opened = performance.now() - opening
  const log = auditLog(db)
  const each = async (what: string, times: number, work: () => Promise<unknown>): Promise<BenchRow> => ({
    what: `${name}: ${what}`,
    value: await perSecond(times, work),
    unit: '/s',
  })
  const out = [
    { what: `${name}: opened and its schema made`, value: opened, unit: 'ms' },
    await each('rows, a transaction each, one after the other', 300, () =>
      inTurn(300, (n) => insert(db.write, `one-${n}`)),
    ),
    await each('rows, a transaction each, 16 at once', 1000, () =>
      atOnce(1000, 16, (n) => insert(db.write, `at-once-${n}`)),
    ),
    await each('rows, 500 in a transaction', rows, () =>
      inTurn(rows / 500, (t) => db.transaction((tx) => inTurn(500, (n) => insert(tx, `bulk-${t * 500 + n}`)))),
    ),
    await each('rows read by key, one after the other', rows, () => inTurn(rows, (n) => read(db, n))),
    await each('rows read by key, 16 at once', rows, () => atOnce(rows, 16, (n) => read(db, n))),
    await each('audit entries, 64 at once, each waited for', 4000, () => atOnce(4000, 64, (n) => log.append(entry(n)))),
  ]
  await log.close()
  await db.close()
  return out
}

/** Rows of 1,400 bytes a second; every commit is synced to the disk on both. */
export const run = async (): Promise<BenchResult> => {
  const folder = mkdtempSync(join(tmpdir(), 'attune-bench-'))
  const sqlite = await measured('SQLite', { file: join(folder, 'rows.sqlite') })
  rmSync(folder, { recursive: true, force: true })
  if (postgresPrograms() === undefined) return { name: 'Rows (PostgreSQL not installed)', rows: sqlite }
  const server = await postgresServer({ durable: true })
  const postgres = await measured('PostgreSQL', { url: server.urlOf('postgres') })
  await server.stop()
  return { name: 'Rows', rows: [...sqlite, ...postgres] }
}
