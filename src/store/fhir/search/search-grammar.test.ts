import type { KyselyPlugin, RootOperationNode } from 'kysely'
import * as fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { describeOnBoth } from '../../../../test/postgres.ts'
import type { Database } from '../../database.ts'
import { accessOf } from '../repository.test-support.ts'
import { query, world } from './random-record.test-support.ts'
import { ask, definitions, put } from './search.test-support.ts'

/** Every text that goes to the database as SQL, not as a bound value. */
const sqlTexts = (node: unknown, into: string[]): void => {
  if (typeof node !== 'object' || node === null) return
  const { kind, sqlFragments, name, ...value } = node as Readonly<Record<string, unknown>> & {
    sqlFragments?: readonly string[]
  }
  if (kind === 'ValueNode') {
    if (value['immediate'] === true) into.push(String(value['value']))
    return
  }
  if (sqlFragments !== undefined) into.push(...sqlFragments)
  if (kind === 'IdentifierNode' && typeof name === 'string') into.push(name)
  for (const child of Object.values(node)) sqlTexts(child, into)
}

const listener = (heard: (node: RootOperationNode) => void): KyselyPlugin => ({
  transformQuery: ({ node }) => {
    heard(node)
    return node
  },
  transformResult: async ({ result }) => result,
})

const mark = 'zqx'

const hostile = fc.oneof(
  fc.constantFrom(
    `${mark}'; drop table resource; --`,
    `${mark}" or 1=1`,
    `${mark}\\`,
    `${mark}|${mark}|${mark}`,
    `${mark}$${mark}`,
    `${mark}%_*?`,
    `ge${mark}`,
    `1e308|http://unitsofmeasure.org|${mark}`,
    `9999-12-31T23:59:59.999999999Z`,
    `-9e999`,
    `(${'(a+)+'.repeat(20)}${mark}`,
    `Patient/${mark}`,
    `http://${mark}/${'a/'.repeat(200)}`,
    `${mark}\u{10ffff}\u0301`,
    ',,,',
    '$',
    '|',
    '',
  ),
  fc.string({ unit: 'grapheme', maxLength: 40 }).map((s) => `${mark}${s}`),
)

const types = ['Patient', 'Observation', 'Condition', 'MedicationRequest', 'Provenance', 'ValueSet']

const ofResults = '_has _include _revinclude _sort _count _offset _cursor _total _summary _elements _type'
const strange = ['_filter', '_text', '_list', '_contained', '_query', '', ':', '.', '__proto__', 'constructor', mark]

const parts = fc.constantFrom(
  ...definitions.searchParameters('Observation').keys(),
  ...definitions.searchParameters('Patient').keys(),
  ...ofResults.split(' '),
  ...strange,
)

const modifier = fc.constantFrom(
  '',
  ':exact',
  ':not',
  ':missing',
  ':text',
  ':in',
  ':of-type',
  ':identifier',
  ':Patient',
  ':above',
  `:${mark}`,
)

const name = fc
  .tuple(
    fc.array(fc.tuple(parts, modifier), { minLength: 1, maxLength: 6 }),
    fc.constantFrom('.', ':', ':Patient:', '..'),
  )
  .map(([all, between]) => all.map((p) => p.join('')).join(between))

const wild = fc
  .tuple(
    fc.constantFrom(...types),
    fc.array(fc.tuple(name, fc.oneof(hostile, fc.constantFrom('1', 'a', '-date', '*'))), { maxLength: 4 }),
  )
  .map(
    ([type, pairs]) =>
      `${type}?${pairs.map(([n, v]) => `${encodeURIComponent(n)}=${encodeURIComponent(v)}`).join('&')}`,
  )

const parameterOf = (type: string) => fc.constantFrom(...definitions.searchParameters(type).keys())

const everyParameter = fc
  .constantFrom(...types)
  .chain((type) => fc.tuple(fc.constant(type), parameterOf(type), modifier, hostile, parameterOf(type)))
  .map(([type, code, how, value, sort]) => `${type}?${code}${how}=${encodeURIComponent(value)}&_sort=-${sort}`)

const likely = fc
  .tuple(query, hostile)
  .map(([text, value]) => text.replaceAll(/=(?:a|ann|dr|Patient\/p0)(?=&|$)/g, `=${encodeURIComponent(value)}`))

const runs = { sqlite: 1500, postgres: 300 }

describeOnBoth('whatever is asked', (open, dialect) => {
  let database: Database
  beforeAll(async () => {
    database = await open()
    await put(database, fc.sample(world, { numRuns: 1, seed: 1 })[0] ?? [])
  })

  test('is answered or refused, never fails, and never becomes part of a statement', async () => {
    const outcomes = { answered: 0, refused: 0, statements: 0 }
    await fc.assert(
      fc.asyncProperty(fc.oneof(wild, everyParameter, likely), fc.boolean(), async (text, strict) => {
        const texts: string[] = []
        const db = database.read.withPlugin(listener((node) => sqlTexts(node, texts)))
        const answer = await ask(database, text, accessOf({}, { types: '*', patients: ['p1'] }), { strict, db })
        outcomes[answer.resourceType === 'Bundle' ? 'answered' : 'refused']++
        outcomes.statements += texts.filter((t) => t.startsWith('select')).length
        expect(texts.filter((t) => t.toLowerCase().includes(mark))).toEqual([])
        if (answer.resourceType === 'OperationOutcome')
          expect(answer.issue.every((i) => i.severity === 'error' && (i.details?.text?.length ?? 0) > 0)).toBe(true)
      }),
      { numRuns: runs[dialect] },
    )
    expect(outcomes.answered).toBeGreaterThan(runs[dialect] / 10)
    expect(outcomes.statements).toBeGreaterThan(outcomes.answered)
    expect(outcomes.refused).toBeGreaterThan(runs[dialect] / 10)
  }, 300_000)
})
