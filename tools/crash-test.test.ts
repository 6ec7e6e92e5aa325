import { expect, test } from 'vitest'
import { postgresPrograms } from '../test/postgres-server.ts'
import { crashPostgres, crashSqlite } from './crash-test.ts'

const nothing = { lost: 0, half: 0, unaudited: 0, unindexed: 0, damaged: [] }

test('a writer killed four times on SQLite loses none of 5,000 acknowledged writes', { timeout: 180_000 }, async () => {
  const report = await crashSqlite(5000, 4)
  expect(report).toMatchObject(nothing)
  expect(report.acknowledged).toBeGreaterThanOrEqual(5000)
  expect(report.kills).toBeGreaterThanOrEqual(4)
})

test.skipIf(postgresPrograms() === undefined && process.env['CI'] !== 'true')(
  'writer and server killed in turn on PostgreSQL lose none of 5,000 acknowledged writes',
  { timeout: 180_000 },
  async () => {
    const report = await crashPostgres(5000, 4)
    expect(report).toMatchObject(nothing)
    expect(report.acknowledged).toBeGreaterThanOrEqual(5000)
    expect(report.kills).toBeGreaterThanOrEqual(4)
  },
)
