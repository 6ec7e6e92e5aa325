import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { operationNames, operationTable } from './operation-table.ts'
import { readRange, regionsText, union, without } from './place.ts'
import { ofParameters, readPeriod, readRequest } from './read-request.ts'

const guide = new URL(
  '../../../../shared/reference/interop/genomics-reporting-3.0.0.conformance.ndjson.gz',
  import.meta.url,
)
const examples = new URL(
  '../../../../shared/reference/interop/genomics-reporting-3.0.0.examples.ndjson.gz',
  import.meta.url,
)
const isHere = existsSync(guide) && existsSync(examples)
if (!isHere) console.warn('OperationDefinitions and example answers: NOT RUN, ../shared/reference is not there')

type Definition = {
  readonly resourceType: string
  readonly id: string
  readonly parameter: readonly { readonly name: string; readonly use: string; readonly min: number }[]
}

const rows = (file: URL): readonly Definition[] =>
  gunzipSync(readFileSync(file))
    .toString()
    .trim()
    .split('\n')
    .map((l) => JSON.parse(l) as Definition)

test.skipIf(!isHere)(
  'the operations and their parameters are those of the OperationDefinitions, besides paging',
  () => {
    const stated = rows(guide)
      .filter((r) => r.resourceType === 'OperationDefinition')
      .map(
        (d) =>
          [
            d.id,
            d.parameter
              .filter((p) => p.use === 'in')
              .map((p) => `${p.name}${p.min > 0 ? '*' : ''}`)
              .toSorted(),
          ] as const,
      )
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
    const ours = operationNames
      .map(
        (n) =>
          [
            n,
            operationTable[n]
              .filter((p) => !p.name.startsWith('_'))
              .map((p) => `${p.name}${'required' in p ? '*' : ''}`)
              .toSorted(),
          ] as const,
      )
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
    expect(ours).toEqual(stated)
  },
)

describe('a request', () => {
  test('is refused with everything that is wrong with it at once', () => {
    const answer = readRequest('find-subject-variants', [
      { name: 'ranges', value: 'chr1:5-9,NC_000001.11:9-5,NC_000001.11:1-999999999' },
      { name: 'includeVariants', value: 'yes' },
      { name: 'genomicSourceClass', value: 'both' },
      { name: 'testDateRange', value: 'last year' },
      { name: '_count', value: '0' },
    ])
    expect(answer).toMatchObject({ status: 400 })
    const said = 'issues' in answer ? answer.issues.map((i) => i.expression) : []
    expect(said.map(String).toSorted()).toEqual([
      '_count',
      'genomicSourceClass',
      'includeVariants',
      'ranges',
      'ranges',
      'ranges',
      'subject',
      'testDateRange',
    ])
  })

  test('takes lists by commas and by repeating, a subject with or without its type, and codes for the source class', () => {
    const answer = readRequest('find-subject-tx-implications', [
      { name: 'subject', value: 'Patient/ann' },
      { name: 'treatments', value: 'http://www.nlm.nih.gov/research/umls/rxnorm|32968,clopidogrel' },
      { name: 'treatments', value: 'x|1' },
      { name: 'genomicSourceClass', value: 'http://loinc.org|LA6683-2' },
    ])
    expect(answer).toMatchObject({ subject: 'ann', filter: { sourceClass: 'germline' } })
    expect('tokens' in answer ? answer.tokens.treatments.map((t) => [t.system, t.code]) : []).toEqual([
      ['http://www.nlm.nih.gov/research/umls/rxnorm', '32968'],
      [undefined, 'clopidogrel'],
      ['x', '1'],
    ])
  })

  test('passes over what it does not know and says so; strictly it refuses', () => {
    const raw = [
      { name: 'variants', value: 'NC_000019.10:1:A:G' },
      { name: 'subject', value: 'ann' },
    ]
    expect(readRequest('find-population-specific-variants', raw)).toMatchObject({ issues: [{ expression: 'subject' }] })
    expect(readRequest('find-population-specific-variants', raw, true)).toMatchObject({ status: 400 })
  })

  test('comes as a Parameters resource too, with references, codings and periods; anything else is refused with its place', () => {
    expect(
      ofParameters({
        resourceType: 'Parameters',
        parameter: [
          { name: 'subject', valueReference: { reference: 'Patient/ann' } },
          { name: 'genes', valueCoding: { system: 'http://www.genenames.org', code: 'HGNC:2621' } },
          { name: 'testDateRange', valuePeriod: { start: '2024-01-01', end: '2024-12-31' } },
          { name: 'includeVariants', valueBoolean: true },
        ],
      }),
    ).toEqual([
      { name: 'subject', value: 'Patient/ann' },
      { name: 'genes', value: 'http://www.genenames.org|HGNC:2621' },
      { name: 'testDateRange', value: 'ge2024-01-01,le2024-12-31' },
      { name: 'includeVariants', value: 'true' },
    ])
    expect(ofParameters({ resourceType: 'Bundle' })).toMatchObject({ status: 400 })
    for (const parameter of [[null], [{ name: 'subject' }], [{ valueString: 'x' }], 'x'])
      expect(ofParameters({ resourceType: 'Parameters', parameter })).toMatchObject({ status: 400 })
  })

  test('reads dates of any precision as intervals', () => {
    const day = (text: string): number => Date.parse(text)
    expect(readPeriod(['ge2020-06', 'lt2021'])).toEqual({ from: day('2020-06-01'), to: day('2021-01-01') })
    expect(readPeriod(['2020'])).toEqual({ from: day('2020-01-01'), to: day('2021-01-01') })
    expect(readPeriod(['gt2020-06-30'])).toEqual({ from: day('2020-07-01'), to: Number.POSITIVE_INFINITY })
    expect(readPeriod(['2020-13'])).toBeUndefined()
  })
})

test('stretches are joined, cut and written as the guide writes them', () => {
  const range = readRange('NC_000007.14:55019016-55211628')
  if (typeof range === 'string') throw new Error(range)
  const { span } = range
  const cut = without(span, [{ ...span, start: 55_100_000, end: 55_100_010 }])
  expect(regionsText(cut)).toBe("['NC_000007.14:55019016-55100000', 'NC_000007.14:55100010-55211628']")
  expect(union([...cut, { ...span, start: 55_100_000, end: 55_100_010 }])).toEqual([span])
})
