import * as fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { describeOnBoth } from '../../../../test/postgres.ts'
import type { Database } from '../../database.ts'
import { mayTouch, randomAccess } from './random-access.test-support.ts'
import { type Made, query, world } from './random-record.test-support.ts'
import { put, walk } from './search.test-support.ts'

/** Worlds tried; more by `ATTUNE_WORLDS` for a longer look. */
const worlds = {
  sqlite: Number(process.env['ATTUNE_WORLDS'] ?? 60),
  postgres: Number(process.env['ATTUNE_WORLDS'] ?? 12),
}

describeOnBoth('what may not be seen', (open, dialect) => {
  let whole: Database
  let part: Database
  beforeAll(async () => {
    whole = await open()
    part = await open()
  })

  test('changes no byte of any answer: entries, order, totals, links and refusals are as if it did not exist', async () => {
    let tenants = 0
    let hidden = 0
    let shown = 0
    await fc.assert(
      fc.asyncProperty(
        world,
        randomAccess(''),
        fc.array(query, { minLength: 30, maxLength: 40 }),
        async (all, drawn, queries) => {
          const access = { ...drawn, tenant: `t${tenants++}` }
          const seen = (r: Made): boolean => mayTouch(access, 'r', r) || mayTouch(access, 's', r)
          const at = new Map(all.map((r, i) => [r.id, Date.UTC(2026, 0, 1) + i]))
          const visible = all.filter(seen)
          hidden += all.length - visible.length
          const write = (database: Database, resources: readonly Made[]) =>
            put(database, resources, { tenant: access.tenant, at: (i) => at.get(resources[i]?.id ?? '') ?? 0 })
          await write(whole, all)
          await write(part, visible)
          for (const text of queries) {
            const answers = await walk(whole, text, access)
            shown += answers.reduce((n, a) => n + (a.resourceType === 'Bundle' ? (a.entry?.length ?? 0) : 0), 0)
            expect(JSON.stringify(answers), text).toBe(JSON.stringify(await walk(part, text, access)))
            for (const { resource, search } of answers.flatMap((a) =>
              a.resourceType === 'Bundle' ? (a.entry ?? []) : [],
            ))
              if (resource !== undefined && search?.mode === 'match')
                expect(
                  mayTouch(access, 's', all.find((r) => r.id === resource.id) as Made),
                  `${text} ${resource.id}`,
                ).toBe(true)
          }
        },
      ),
      { numRuns: worlds[dialect], endOnFailure: false },
    )
    expect(hidden).toBeGreaterThan(worlds[dialect])
    expect(shown).toBeGreaterThan(worlds[dialect])
  }, 600_000)
})
