import * as fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { describeOnBoth } from '../../../../test/postgres.ts'
import type { Database } from '../../database.ts'
import { accessOf } from '../repository.test-support.ts'
import { fits } from './fits.ts'
import { parseQuery } from './parse-query.ts'
import { filterQuery, world } from './random-record.test-support.ts'
import { fitsParameter } from './search-oracle.test-support.ts'
import { ask, baseUrl, definitions, idsIn, put, today } from './search.test-support.ts'

/** Worlds tried; more by `ATTUNE_WORLDS` for a longer look. */
const worlds = {
  sqlite: Number(process.env['ATTUNE_WORLDS'] ?? 80),
  postgres: Number(process.env['ATTUNE_WORLDS'] ?? 8),
}

describeOnBoth('a search of random data', (open, dialect) => {
  let database: Database
  beforeAll(async () => {
    database = await open()
  })

  test('finds what looking at every resource finds, and so does the matcher in memory', async () => {
    let tenants = 0
    let found = 0
    let judged = 0
    await fc.assert(
      fc.asyncProperty(world, fc.array(filterQuery, { minLength: 20, maxLength: 40 }), async (all, queries) => {
        const tenant = `t${tenants++}`
        const updated = new Map(all.map((r, i) => [r.id, Date.UTC(2026, 0, 1) + i]))
        await put(database, all, { tenant })
        for (const { type, filters } of queries) {
          const parameters = [...new URLSearchParams(filters.join('&'))]
          const expected = all.filter(
            (r) =>
              r.resourceType === type &&
              parameters.every(([name, value]) => fitsParameter(r, name, value, all, updated)),
          )
          const text = `${type}?${filters.join('&')}`
          const answer = await ask(database, text, { ...accessOf(), tenant })
          expect([...idsIn(answer)].sort(), text).toEqual(expected.map((r) => r.id).sort())
          found += expected.length
          const context = { definitions, baseUrl, now: () => Date.parse(today) }
          const { query, faults } = parseQuery(type, parameters, context)
          expect(faults).toEqual([])
          if (query.filters.some((f) => f.kind === 'chain' || f.kind === 'has')) continue
          const inMemory = all.filter(
            (r) =>
              r.resourceType === type &&
              fits(
                { type, id: r.id, updated: updated.get(r.id) ?? 0, rows: definitions.indexRowsOf(r) },
                query.filters,
              ),
          )
          expect(inMemory.map((r) => r.id).sort(), text).toEqual(expected.map((r) => r.id).sort())
          judged++
        }
      }),
      { numRuns: worlds[dialect] },
    )
    expect(found).toBeGreaterThan(worlds[dialect])
    expect(judged).toBeGreaterThan(worlds[dialect])
  }, 600_000)
})
