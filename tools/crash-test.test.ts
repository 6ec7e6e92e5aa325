import { expect, test } from 'vitest'
import { postgresPrograms } from '../test/postgres-server.ts'
import { crashPostgres, crashSqlite } from './crash-test.ts'

const nothing = { lost: 0, half: 0, unaudited: 0, unindexed: 0, damaged: [] }

test('a writer killed twice on SQLite loses none of 1,500 acknowledged writes', { timeout: 180_000 }, async () => {
  const report = await crashSqlite(1500, 2)
  expect(report).toMatchObject(nothing)
  expect(report.acknowledged).toBeGreaterThanOrEqual(1500)
  expect(report.kills).toBeGreaterThanOrEqual(2)
})

test.skipIf(postgresPrograms() === undefined && process.env['CI'] !== 'true')(
  'writer and server killed in turn on PostgreSQL lose none of 1,500 acknowledged writes',
  { timeout: 180_000 },
  async () => {
    const report = await crashPostgres(1500, 2)
    expect(report).toMatchObject(nothing)
    expect(report.acknowledged).toBeGreaterThanOrEqual(1500)
    expect(report.kills).toBeGreaterThanOrEqual(2)
  },
)
