import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { pharmacogenomics } from '../clinical/pharmacogenomics/index.ts'
import { memorySource, portableInflate } from '../genome/index.ts'
import { loadAll } from '../knowledge/folder.ts'
import { oneEach, rankRecommendations } from '../plan/index.ts'
import type { PatientView } from '../record/index.ts'
import type { SpokenRecommendation } from '../deliver/report/index.ts'
import type { Recommendation } from '../shared/recommendation.ts'
import { parseInstant } from '../shared/instant.ts'
import { affectedByOrders, assessOrders, geneResultsOf, openPerson, tablesOf, withoutRows } from './index.ts'

const at = parseInstant('2026-11-22T09:00:00Z') ?? expect.unreachable()
const knowledge = loadAll()
const tables = tablesOf(knowledge)
const people = [
  'stent-clopidogrel',
  'statin-muscle-pain',
  'before-capecitabine',
  'child-before-anaesthesia',
  'array-only',
  'healthy-two-unknowns',
  'two-candidates',
]

const viewOf = async (slug: string): Promise<PatientView> => {
  const folder = new URL(`../../examples/${slug}/`, import.meta.url)
  const file = ['genome.vcf', 'genome.vcf.gz', 'genome.g.vcf', 'genome.txt'].find((f) => existsSync(new URL(f, folder)))
  const outside = new URL('outside-calls.tsv', folder)
  const textOf = (url: URL) => ({ name: url.pathname, text: readFileSync(url, 'utf8'), sha256: '' })
  const person = await openPerson(
    {
      ...(file === undefined ? {} : { genome: memorySource(file, readFileSync(new URL(file, folder))) }),
      record: textOf(new URL('record.json', folder)),
      ...(existsSync(outside) ? { outsideCalls: textOf(outside) } : {}),
    },
    { at, knowledge, inflate: portableInflate },
  )
  return person.ok ? person.value.view : expect.unreachable()
}

/** Sixty medicines that records speak of, drawn evenly over the alphabet. */
const names = [...tables.advice.byDrug.keys()].sort()
const drugs = Array.from({ length: 60 }, (_, i) => names[Math.floor((i * names.length) / 60)] as string)

/** The record with an order besides. */
const withOrder = (view: PatientView, name: string): PatientView => ({
  ...view,
  medications: view.medications.some((m) => m.drug.name === name)
    ? view.medications
    : [
        ...view.medications,
        {
          drug: tables.drug(name),
          asWritten: name,
          status: 'planned',
          ref: { kind: 'fhir', resource: 'MedicationRequest/order', path: 'medication' },
        },
      ],
})

const unspoken = (recommendation: SpokenRecommendation): Recommendation => {
  const { say: _, ...rest } = recommendation
  return rest
}

describe('an order is judged as the whole report judges it', () => {
  test.each(people)('%s, sixty medicines', async (slug) => {
    const view = await viewOf(slug)
    const results = geneResultsOf(view.genome ?? expect.unreachable(), knowledge)
    if (!results.ok) expect.unreachable()
    const module = pharmacogenomics(tables)
    for (const name of drugs) {
      const ordered = withOrder(view, name)
      const whole = module.assess(module.gather(ordered).input, at)
      const report = oneEach(rankRecommendations(module.recommend(whole, ordered)))
      const finding = whole.find((a) => a.question.code === 'medicine' && a.question.about === name)
      const quick = assessOrders(
        { view: ordered, results: results.ok ? results.value : [], orders: [name] },
        { at, knowledge },
      )
      expect(quick.recommendations.map(unspoken).filter((r) => r.about.name === name)).toEqual(
        report.filter((r) => r.about.name === name),
      )
      expect(quick.medicines).toMatchObject([finding !== undefined && 'finding' in finding ? finding.finding : {}])
    }
  })
})

/** The same without the places in files that it rests on. */
const withoutBasis = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, v: unknown) => (key === 'basis' ? undefined : v)))

test('results kept without their rows lead to the same advice', async () => {
  for (const slug of people) {
    const view = await viewOf(slug)
    const results = geneResultsOf(view.genome ?? expect.unreachable(), knowledge)
    const kept = JSON.parse(JSON.stringify(withoutRows(results.ok ? results.value : []))) as ReturnType<
      typeof withoutRows
    >
    const orders = drugs.filter((d) => !view.medications.some((m) => m.drug.name === d))
    const ordered = orders.reduce(withOrder, view)
    const ask = (r: typeof kept) => withoutBasis(assessOrders({ view: ordered, results: r, orders }, { at, knowledge }))
    expect(ask(kept)).toEqual(ask(results.ok ? results.value : []))
  }
})

describe('what an order does to the medicines of the list', () => {
  test('paroxetine beside tamoxifen and codeine asks for more than before', async () => {
    const base = await viewOf('healthy-two-unknowns')
    const taken = (name: string, status: 'active' | 'planned') => ({
      drug: tables.drug(name),
      asWritten: name,
      status,
      ref: { kind: 'fhir' as const, resource: `MedicationRequest/${name}`, path: 'medication' },
    })
    const view: PatientView = {
      ...base,
      medications: [taken('codeine', 'active'), taken('metformin', 'active'), taken('paroxetine', 'planned')],
      genome: {
        outsideCalls: { source: 'lab.tsv', text: 'CYP2D6\t*1/*1\n' },
        missingAsReference: false,
        callCyp2d6: false,
      },
    }
    const results = geneResultsOf(view.genome ?? expect.unreachable(), knowledge)
    const question = { view, results: results.ok ? results.value : [], orders: ['paroxetine'] }
    const affected = affectedByOrders(question, { at, knowledge })
    expect(affected.map((a) => [a.by, a.medicine.drug.name])).toEqual([['paroxetine', 'codeine']])
    expect(affectedByOrders({ ...question, orders: ['metformin'] }, { at, knowledge })).toEqual([])
  })
})
