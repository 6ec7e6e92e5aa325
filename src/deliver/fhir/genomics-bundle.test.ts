import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { problemList, readGenomics, resourcesOf } from '../../record/index.ts'
import { genomicsResources } from './index.ts'

const read = (resources: readonly unknown[]) => {
  const problems = problemList()
  const all = resourcesOf([{ value: resources }], 'r', problems)
  const { genomics } = readGenomics(all, { problems, resolve: () => undefined })
  return { genomics, problems: problems.all() }
}

const concept = fc.record(
  {
    coding: fc.array(
      fc.record(
        {
          system: fc.constantFrom('http://loinc.org', 'http://varnomen.hgvs.org'),
          version: fc.constant('1'),
          code: fc.constantFrom('48018-6', '48004-6', '69547-8', '81254-5', '81258-6', 'LA9633-4', 'x'),
          display: fc.constantFrom('', 'BRCA1', ' c.1A>G '),
        },
        { requiredKeys: [] },
      ),
      { maxLength: 3 },
    ),
    text: fc.constantFrom('', 'words', ' CYP2C19 '),
  },
  { requiredKeys: [] },
)
const value = fc.record(
  {
    valueCodeableConcept: concept,
    valueString: fc.constantFrom('', 'A', '*2/*2'),
    valueQuantity: fc.record(
      { value: fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0 || 0), unit: fc.constant('%') },
      { requiredKeys: [] },
    ),
    valueRange: fc.record(
      { low: fc.record({ value: fc.integer() }), high: fc.record({ value: fc.integer() }) },
      { requiredKeys: [] },
    ),
    dataAbsentReason: concept,
  },
  { requiredKeys: [] },
)
const kinds = [
  '69548-6',
  '84413-4',
  '84414-2',
  '82120-7',
  '81695-9',
  '53041-0',
  'diagnostic-implication',
  'therapeutic-implication',
  'molecular-consequence',
]
const observation = fc
  .tuple(
    fc.constantFrom(...kinds),
    fc.constantFrom('final', 'preliminary', 'amended'),
    value,
    fc.array(
      fc.tuple(concept, value).map(([code, v]) => ({ code, ...v })),
      { maxLength: 6 },
    ),
    fc.array(
      fc.record(
        { reference: fc.constantFrom('Observation/a', 'urn:uuid:b', ''), display: fc.constantFrom('', 'name') },
        { requiredKeys: [] },
      ),
      { maxLength: 2 },
    ),
  )
  .map(([code, status, v, component, derivedFrom]) => ({
    resourceType: 'Observation',
    id: 'o',
    status,
    code: { coding: [{ system: 'http://loinc.org', code }] },
    ...v,
    component,
    derivedFrom,
  }))

test('whatever a well-formed result says, in, out, in gives the same model', () => {
  fc.assert(
    fc.property(observation, (o) => {
      const { genomics } = read([o])
      if (genomics === undefined) return false
      const written: unknown = JSON.parse(JSON.stringify(genomicsResources(genomics, { reference: 'Patient/p' })))
      expect(read(written as readonly unknown[]).genomics).toEqual(genomics)
      return true
    }),
    { numRuns: 500 },
  )
})

test('whatever stands in the place of a result, there are problems and never an exception', () => {
  const types = ['Observation', 'DiagnosticReport', 'Task', 'Procedure', 'RiskAssessment']
  fc.assert(
    fc.property(
      fc.constantFrom(...types),
      fc.constantFrom(...kinds),
      fc.dictionary(
        fc.constantFrom(
          'status',
          'component',
          'valueString',
          'extension',
          'prediction',
          'result',
          'performer',
          'meta',
          'category',
          'hasMember',
        ),
        fc.jsonValue(),
      ),
      (resourceType, code, more) => {
        const { problems } = read([{ resourceType, id: 'x', code: { coding: [{ code }] }, ...more }])
        for (const p of problems) expect(p.remedy).not.toBe('')
      },
    ),
    { numRuns: 500 },
  )
})
