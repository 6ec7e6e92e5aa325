import { afterAll, describe, expect, inject, test } from 'vitest'
import { type Database, migrate, openDatabase } from '../src/store/index.ts'
import { postgresPrograms } from './postgres-server.ts'

/** An empty database with the schema of this software, of its own for whoever asks; all are closed when the suite ends. */
export type OpenEmpty = () => Promise<Database>

const madeAt = '2026-11-22T00:00:00Z'

/** The URL of a new, empty PostgreSQL database. */
export const emptyPostgres = async (): Promise<string> => {
  const answer = await fetch(inject('postgres'))
  const text = await answer.text()
  if (!answer.ok) throw new Error(text)
  return text
}

const opening = (place: () => Promise<Parameters<typeof openDatabase>[0]>): OpenEmpty => {
  const open: Database[] = []
  afterAll(async () => {
    for (const database of open) await database.close()
  })
  return async () => {
    const database = await openDatabase(await place(), { durability: 'demonstration' })
    open.push(database)
    await migrate(database, madeAt)
    return database
  }
}

/** Whether suites run on PostgreSQL here; where CI is set they must. */
export const postgresIsHere = postgresPrograms() !== undefined

/** The same suite on SQLite and on a real PostgreSQL. Where that is not installed its half is listed as skipped, and fails under CI. */
export const describeOnBoth = (name: string, suite: (open: OpenEmpty, dialect: Database['dialect']) => void): void => {
  describe(`${name}, on SQLite`, () =>
    suite(
      opening(async () => ({ file: ':memory:' })),
      'sqlite',
    ))
  if (postgresIsHere)
    describe(`${name}, on PostgreSQL`, () =>
      suite(
        opening(async () => ({ url: await emptyPostgres() })),
        'postgres',
      ))
  else
    test.skipIf(process.env['CI'] !== 'true')(`${name}, on PostgreSQL: NOT RUN, it is not installed here`, () => {
      expect.fail('PostgreSQL must be installed where CI runs: see .ci/run')
    })
}
