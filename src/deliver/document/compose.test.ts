import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  type DrawnPerson,
  at,
  condition,
  medicine,
  pgxModule,
  tables,
  viewOf,
} from '../../clinical/pharmacogenomics/drawn-person.test-support.ts'
import { memorySource, portableInflate } from '../../genome/index.ts'
import { loadAll } from '../../knowledge/folder.ts'
import { oneEach, rankRecommendations } from '../../plan/index.ts'
import { indications } from '../../shared/advice-vocabulary.ts'
import { sayReason, titleLength } from '../../shared/wording/render.ts'
import { english } from '../../shared/wording/en.ts'
import { assessPerson } from '../../assess/index.ts'
import type { ReportDocument } from '../report/document.ts'
import { composeReport } from './index.ts'

const knowledge = loadAll()

/** Words with a hyphen that English has; any other word of two or more joined parts in lower case is a code that slipped through. */
const written = new Set([
  'aminoglycoside-induced',
  'anti-emetic',
  'genotype-based',
  'half-life',
  'lipid-lowering',
  'non-depolarising',
  'non-responsive',
  'steady-state',
  'well-founded',
])
const names = new Set([...tables.advice.byDrug.keys()].flatMap((n) => n.split(' ')))
const codesIn = (text: string): readonly string[] =>
  (text.match(/(?<![\w*.:>+/-])[a-z]+(?:-[a-z0-9]+)+(?![\w*])/g) ?? []).filter((w) => !written.has(w) && !names.has(w))

const sentencesOf = (document: ReportDocument): readonly string[] => [
  ...[...document.medicines, ...document.recommendations].flatMap((m) =>
    [m.say.clinician, m.say.patient].flatMap((s) => [s.title, ...(s.why === '' ? [] : [s.why]), ...s.steps]),
  ),
  ...document.medicines.flatMap((m) =>
    [...m.becauseOf, ...m.wouldChangeIf, ...m.alternatives.flatMap((a) => a.because)].map((r) =>
      sayReason(r, 'clinician', english),
    ),
  ),
  ...document.genes.flatMap((g) => [g.say.result, ...(g.say.meaning === '' ? [] : [g.say.meaning]), ...g.say.caveats]),
  ...document.needs.map((n) => n.say),
]

/** Values that a sentence can do without. */
const optional = new Set(['effect', 'reaction', 'stopped'])

/** Places of a reason's sentence that the reason has no value for: "only of places were seen". */
const unfilled = (document: ReportDocument): readonly string[] =>
  [
    ...document.recommendations.flatMap((r) => [...r.because, ...r.wouldChangeIf]),
    ...document.medicines.flatMap((m) => [
      ...m.becauseOf,
      ...m.wouldChangeIf,
      ...m.alternatives.flatMap((a) => a.because),
      ...m.advice.flatMap((a) => [...a.because, ...a.branches.flatMap((b) => b.because)]),
    ]),
  ].flatMap((r) =>
    [...(english.reasons[r.code]?.clinician ?? '').matchAll(/\{(\w+)\}/g)]
      .map((m) => m[1] as string)
      .filter((name) => r.with[name] === undefined && !optional.has(name))
      .map((name) => `${r.code} {${name}}`),
  )

const check = (document: ReportDocument): void => {
  expect([...new Set(unfilled(document))]).toEqual([])
  const said = sentencesOf(document)
  expect(said.filter((s) => s.trim() === '')).toEqual([])
  expect(
    said.filter((s) =>
      /undefined|\[object|\bNaN\b|\{[a-z]+\}| {2}|\bnull\b|[,;:]\.|\(\s*\)|\bIf {2}| ,|\? stops/.test(s),
    ),
  ).toEqual([])
  expect([...new Set(said.flatMap(codesIn))]).toEqual([])
  const titles = [...document.medicines, ...document.recommendations].flatMap((m) => [
    m.say.clinician.title,
    m.say.patient.title,
  ])
  expect(titles.filter((t) => t.length > titleLength)).toEqual([])
  for (const m of document.medicines) {
    const { title, why, steps } = m.say.clinician
    expect(new Set(steps).size).toBe(steps.length)
    const sentences = why.split(/(?<=[.?]) (?=[A-Z])/)
    expect([m.drug.name, new Set(sentences).size]).toEqual([m.drug.name, sentences.length])
    if (m.verdict === 'act' || m.verdict === 'caution')
      expect([m.drug.name, /no genetic reason to change/.test(title)]).toEqual([m.drug.name, false])
  }
}

const documentOf = (of: DrawnPerson): ReportDocument => {
  const view = viewOf(of)
  const assessments = pgxModule.assess(pgxModule.gather(view).input, at)
  return composeReport({
    view,
    assessments,
    recommendations: oneEach(rankRecommendations(pgxModule.recommend(assessments, view))),
    inputs: [],
    problems: [],
    limits: pgxModule.limits,
    knowledge: pgxModule.knowledge,
    at,
    language: english,
  })
}

describe('every sentence of the example people', () => {
  const slugs = [
    'stent-clopidogrel',
    'statin-muscle-pain',
    'before-capecitabine',
    'child-before-anaesthesia',
    'array-only',
    'healthy-two-unknowns',
    'two-candidates',
  ]
  test.each(slugs)('%s', async (slug) => {
    const folder = `examples/${slug}`
    const genome = ['genome.vcf', 'genome.vcf.gz', 'genome.g.vcf', 'genome.txt'].find((f) =>
      existsSync(`${folder}/${f}`),
    )
    const outside = `${folder}/outside-calls.tsv`
    const textOf = (path: string) => ({ name: path, text: readFileSync(path, 'utf8'), sha256: '' })
    const result = await assessPerson(
      {
        ...(genome === undefined ? {} : { genome: memorySource(genome, readFileSync(`${folder}/${genome}`)) }),
        record: textOf(`${folder}/record.json`),
        ...(existsSync(outside) ? { outsideCalls: textOf(outside) } : {}),
      },
      { at, knowledge, inflate: portableInflate },
    )
    expect(result.ok).toBe(true)
    if (result.ok) check(result.value)
  })
})

describe('every sentence of people drawn at random', () => {
  /** A repeatable stand-in for chance. */
  const dice = (seed: number) => {
    let state = seed >>> 0
    return <T>(from: readonly T[]): T => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return from[Math.floor((state / 2 ** 32) * from.length)] as T
    }
  }
  const alleles: Readonly<Record<string, readonly string[]>> = {
    CYP2D6: ['*1', '*2', '*4', '*5', '*10', '*22', '*41', '*1x2', '*4x2'],
    CYP2C19: ['*1', '*2', '*9', '*12', '*17'],
    CYP2C9: ['*1', '*2', '*3'],
    CYP2B6: ['*1', '*4', '*6'],
    CYP3A5: ['*1', '*3'],
    TPMT: ['*1', '*3A', '*18'],
    NUDT15: ['*1', '*3'],
    SLCO1B1: ['*1', '*5', '*15'],
    UGT1A1: ['*1', '*28', '*6'],
    DPYD: ['Reference', 'c.1905+1G>A (*2A)', 'c.2846A>T'],
    'HLA-B': ['*07:02', '*15:02', '*57:01', '*58:01'],
    'HLA-A': ['*01:01', '*31:01'],
    VKORC1: ['rs9923231 reference (C)', 'rs9923231 variant (T)'],
    G6PD: ['B (reference)', 'Mediterranean, Dallas, Panama, Sassari, Cagliari, Birmingham'],
    CYP4F2: ['*1', '*3'],
  }
  const drugs = [
    ...tables.advice.byDrug.keys(),
    'paroxetine',
    'fluoxetine',
    'duloxetine',
    'rifampicin',
    'amiodarone',
    'fluconazole',
    'ketoconazole',
    'metformin',
  ]
  const draw = (seed: number): DrawnPerson => {
    const pick = dice(seed)
    const stated: Record<string, string> = {}
    for (const [gene, from] of Object.entries(alleles))
      if (pick([true, true, false])) stated[gene] = `${pick(from)}/${pick(from)}`
    const taken = [...new Set(Array.from({ length: 8 }, () => pick(drugs)))]
    return {
      stated,
      ...(pick([true, false]) ? { pairs: {} } : {}),
      medications: taken.map((d) => medicine(d, { status: pick(['active', 'active', 'planned']) })),
      conditions: Array.from({ length: 3 }, () => condition(pick(indications))).filter(
        (c, i, all) => all.findIndex((o) => o.what.display === c.what.display) === i,
      ),
      view: {
        age: pick([3, 12, 17, 30, 66, 81]),
        sex: pick(['female', 'male'] as const),
        silentOn: pick([[], ['allergies'], ['conditions', 'observations']]),
      },
    }
  }
  test.each(Array.from({ length: 50 }, (_, i) => i + 1))('person %i', (seed) => {
    check(documentOf(draw(seed)))
  })
})

describe('titles', () => {
  const title = (of: DrawnPerson, drug: string) =>
    documentOf(of).medicines.find((m) => m.drug.name === drug)?.say.clinician.title
  test('say for whom they are where that is not certain', () => {
    const of = { stated: { CYP2C19: '*1/*2' }, medications: [medicine('clopidogrel')] }
    expect(title(of, 'clopidogrel')).toBe(
      'For acute coronary syndrome or a coronary stent: avoid clopidogrel; choose prasugrel or ticagrelor',
    )
    expect(title({ ...of, stated: { CYP2C19: '*1/*1' } }, 'clopidogrel')).toBe(
      'Use clopidogrel as usual: no genetic reason to change',
    )
  })
  test('keep the condition when they lose clauses', () => {
    const of = { stated: { CYP2D6: '*4/*4' }, medications: [medicine('metoprolol')] }
    expect(title(of, 'metoprolol')).toContain('slow heart rate causes symptoms')
  })
  test('name the genotype they hang on', () => {
    const of = {
      stated: { CYP2C19: '*2/*2\nCYP2C19\t*1/*1' },
      medications: [medicine('clopidogrel')],
      conditions: [condition('acute-coronary-syndrome-or-pci')],
    }
    expect(title(of, 'clopidogrel')).toBe('If CYP2C19 is *2/*2: avoid clopidogrel; choose prasugrel or ticagrelor')
  })
  test('tell a silent guideline from a gene that is not known', () => {
    const of = { stated: { CYP2C19: '*17/*17' }, medications: [medicine('rabeprazole'), medicine('abacavir')] }
    expect(title(of, 'rabeprazole')).toBe(
      'Rabeprazole: the guidelines held here give no advice for this CYP2C19 result',
    )
    expect(title(of, 'abacavir')).toBe('Abacavir: genetic effect not known (HLA-B)')
  })
  test('of a usual dose with caution say why', () => {
    const of = { stated: { CYP2D6: '*1/*1x2' }, medications: [medicine('codeine'), medicine('duloxetine')] }
    expect(title(of, 'codeine')).toBe(
      'Codeine: usual dose while duloxetine is taken; without it the genes ask for a change',
    )
  })
})
