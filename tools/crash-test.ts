// npm run crash [WRITES]: kills a writer, and PostgreSQL itself, at random moments and counts acknowledged writes that are not there afterwards (50,000 writes on each database unless
// told). Prints one line per database; exit 1 when anything was lost or half-written, or when PostgreSQL is not installed.
import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Observation } from '@medplum/fhirtypes'
import { sql } from 'kysely'
import { postgresPrograms, postgresServer } from '../test/postgres-server.ts'
import { loadFhirDefinitions } from '../src/fhir/index.ts'
import type { Instant } from '../src/shared/instant.ts'
import { type Database, type DatabasePlace, migrate, openDatabase, openRepository } from '../src/store/index.ts'
import { crashAccess, observationOf } from './crash-record.ts'

/** What came of it. `half`: transactions of which a part is there. `unaudited`: acknowledged ones without their audit entry. `unindexed`: resources a search would not find. */
export type CrashReport = {
  readonly kills: number
  readonly acknowledged: number
  readonly lost: number
  readonly half: number
  readonly unaudited: number
  readonly unindexed: number
  readonly damaged: readonly string[]
}

type Acknowledged = Map<number, number>

const writerFile = fileURLToPath(new URL('crash-writer.ts', import.meta.url))

const startedAt = '2026-11-22T00:00:00Z'

/** Lets a writer write until so many resources more are acknowledged and a little longer, then calls `end`, and waits until the writer is gone. */
const writeUntil = async (
  place: DatabasePlace,
  first: number,
  wanted: number,
  acknowledged: Acknowledged,
  end: (writer: ReturnType<typeof spawn>) => Promise<void>,
): Promise<number> => {
  const writer = spawn(process.execPath, [writerFile, JSON.stringify(place), String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const gone = new Promise((resolve) => writer.once('exit', resolve))
  let resources = 0
  let ending: Promise<void> | undefined
  const endSoon = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, randomInt(0, 40)))
    await end(writer)
  }
  for await (const line of createInterface({ input: writer.stdout })) {
    // A line that the kill cut off is no acknowledgement.
    const told = /^(\d+) (\d+)$/.exec(line)
    if (told === null) continue
    const [, transaction = '', size = ''] = told
    acknowledged.set(Number(transaction), Number(size))
    resources += Number(size)
    if (resources >= wanted) ending ??= endSoon()
  }
  await gone
  await ending
  return resources
}

const look = async (database: Database, kills: number, acknowledged: Acknowledged): Promise<CrashReport> => {
  const rows = await database.read.selectFrom('resource').where('type', '=', 'Observation').select('id').execute()
  const parts = Map.groupBy(rows, ({ id }) => id.split('-').slice(0, 2).join('-'))
  const half = [...parts].filter(([name, own]) => Number(name.split('-')[1]) !== own.length).length
  const repository = openRepository({
    database,
    definitions: loadFhirDefinitions(),
    access: crashAccess,
    now: () => startedAt as Instant,
    newId: () => 'none',
    baseUrl: 'http://localhost/fhir',
    pageKey: new Uint8Array(32),
  })
  let [all, lost] = [0, 0]
  for (const [transaction, size] of acknowledged) {
    const expected = Array.from({ length: size }, (_, n) => observationOf(transaction, size, n))
    const found = await repository.readReferences<Observation>(
      expected.map(({ id }) => ({ reference: `Observation/${id}` })),
    )
    all += size
    lost += expected.filter(({ id, valueQuantity, note }, n) => {
      const there = found[n]
      return !(
        there !== undefined &&
        'resourceType' in there &&
        there.id === id &&
        there.valueQuantity?.value === valueQuantity?.value &&
        there.note?.[0]?.text === note?.[0]?.text
      )
    }).length
  }
  const audited = new Set((await database.read.selectFrom('audit').select('entity').execute()).map((row) => row.entity))
  const { rows: bare } = await sql<{ n: number }>`
    select count(*) as n from resource r where r.type = 'Observation' and not exists (select 1 from index_reference i
    where i.tenant = r.tenant and i.patient = r.patient and i.key = r.key)`.execute(database.read)
  const damaged =
    database.dialect === 'sqlite'
      ? (await sql<{ integrity_check: string }>`pragma integrity_check`.execute(database.read)).rows
          .map((row) => row.integrity_check)
          .filter((said) => said !== 'ok')
      : []
  return {
    kills,
    acknowledged: all,
    lost,
    half,
    unaudited: [...acknowledged.keys()].filter((n) => !audited.has(`transaction/${n}`)).length,
    unindexed: bare[0]?.n ?? 0,
    damaged,
  }
}

type End = (writer: ReturnType<typeof spawn>) => Promise<void>

/** `ends` are taken in turn; `ready` makes the database usable again after one. */
const crash = async (
  place: DatabasePlace,
  writes: number,
  kills: number,
  ends: readonly End[],
): Promise<CrashReport> => {
  const made = await openDatabase(place)
  await migrate(made, startedAt)
  await made.close()
  const acknowledged: Acknowledged = new Map()
  let written = 0
  let killed = 0
  for (; killed < kills || written < writes; killed++) {
    const end = ends[killed % ends.length] as End
    written += await writeUntil(place, killed * 1_000_000 + 1, Math.ceil(writes / kills), acknowledged, end)
    if (killed > 20 * kills) throw new Error('The writer does not get on.')
  }
  const database = await openDatabase(place)
  try {
    return await look(database, killed, acknowledged)
  } finally {
    await database.close()
  }
}

const killWriter: End = async (writer) => void writer.kill('SIGKILL')

export const crashSqlite = async (writes: number, kills: number): Promise<CrashReport> => {
  const folder = mkdtempSync(join(tmpdir(), 'attune-crash-'))
  try {
    return await crash({ file: join(folder, 'crash.sqlite') }, writes, kills, [killWriter])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Kills the writer and the server in turn; the server syncs as in production. */
export const crashPostgres = async (writes: number, kills: number): Promise<CrashReport> => {
  const server = await postgresServer({ durable: true })
  const killServer: End = async () => {
    await server.kill()
    await server.start()
  }
  try {
    return await crash({ url: server.urlOf('postgres') }, writes, kills, [killWriter, killServer])
  } finally {
    await server.stop()
  }
}

const whole = (report: CrashReport): boolean =>
  report.lost + report.half + report.unaudited + report.unindexed + report.damaged.length === 0

const tell = (name: string, report: CrashReport, seconds: number): void => {
  const { lost, acknowledged, kills, half, unaudited, unindexed, damaged } = report
  process.stdout.write(
    `${name}: lost: ${lost} of ${acknowledged} (${kills} kills, ${half} half-written, ${unaudited} unaudited, ${unindexed} unindexed, ${damaged.length} damaged; ${seconds.toFixed(0)} s)\n`,
  )
  if (!whole(report)) process.exitCode = 1
}

if (import.meta.main) {
  const writes = Number(process.argv[2] ?? 50_000)
  for (const [name, run] of [
    ['SQLite', crashSqlite],
    ['PostgreSQL', crashPostgres],
  ] as const) {
    if (name === 'PostgreSQL' && postgresPrograms() === undefined) {
      process.stdout.write('PostgreSQL: NOT RUN, it is not installed\n')
      process.exitCode = 1
      continue
    }
    const from = performance.now()
    tell(name, await run(writes, 10), (performance.now() - from) / 1000)
  }
}
