import { describe, expect, test } from 'vitest'
import { assessed, at, condition, medicine, pgxModule, viewOf } from './drawn-person.test-support.ts'

const stent = condition('acute-coronary-syndrome-or-pci')
const stroke = condition('stroke-or-tia')
const arteries = condition('cardiovascular-other')
const clopidogrel = [medicine('clopidogrel')]

describe('clopidogrel, by CPIC 2022', () => {
  const of = (diplotype: string, conditions = [stent]) =>
    assessed({ stated: { CYP2C19: diplotype }, medications: clopidogrel, conditions })
  test.each([
    ['*2/*2', 'PA166297572', 'act'],
    ['*1/*2', 'PA166297570', 'act'],
    ['*1/*1', 'PA166297567', 'fine'],
    ['*1/*17', 'PA166297566', 'fine'],
    ['*17/*17', 'PA166297565', 'fine'],
  ])('%s with a stent: %s, %s', (diplotype, record, verdict) => {
    const person = of(diplotype)
    expect([person.leads('clopidogrel'), person.medicine('clopidogrel').verdict]).toEqual([record, verdict])
  })
  test('a stroke and diseased leg arteries have records of their own', () => {
    expect(of('*2/*2', [stroke]).leads('clopidogrel')).toBe('PA166297590')
    expect(of('*2/*2', [arteries]).leads('clopidogrel')).toBe('PA166297582')
  })
  test('prasugrel is not offered after a stroke', () => {
    const offered = of('*2/*2', [stroke])
      .medicine('clopidogrel')
      .alternatives.map((a) => a.drug.name)
    expect(offered).not.toContain('prasugrel')
    expect(offered).toContain('ticagrelor')
  })
  test('without a recorded reason a poor metaboliser is told to act, an intermediate one gets caution', () => {
    const unknown = [condition('gout')]
    expect(of('*2/*2', unknown).medicine('clopidogrel').verdict).toBe('act')
    expect(of('*1/*2', unknown).medicine('clopidogrel').verdict).toBe('caution')
  })
  test('an allele of unknown function is not known, and not normal', () => {
    const person = of('*1/*12')
    expect(person.medicine('clopidogrel').verdict).toBe('notKnown')
    expect(person.medicine('clopidogrel').becauseOf.map((r) => r.code)).toEqual(['gene-indeterminate'])
    expect(person.stateOf('clopidogrel')).toBe('indeterminate')
  })
})

describe('codeine beside inhibitors of CYP2D6, by CPIC 2020', () => {
  const of = (diplotype: string | undefined, ...others: readonly string[]) =>
    assessed({
      ...(diplotype === undefined ? {} : { stated: { CYP2D6: diplotype } }),
      medications: ['codeine', ...others].map((m) => medicine(m)),
      conditions: [condition('pain')],
    })
  test.each([
    ['*4/*4', 'PA166297602', 'act'],
    ['*1/*4', 'PA166297596', 'caution'],
    ['*1/*1', 'PA166297600', 'fine'],
    ['*1/*1x2', 'PA166297604', 'act'],
  ])('%s alone: %s, %s', (diplotype, record, verdict) => {
    expect([of(diplotype).leads('codeine'), of(diplotype).medicine('codeine').verdict]).toEqual([record, verdict])
  })
  test('a strong inhibitor makes a poor metaboliser of everybody, tested or not', () => {
    for (const diplotype of ['*1/*1', '*1/*4', '*1/*1x2', '*1/*22', undefined])
      for (const inhibitor of ['paroxetine', 'fluoxetine', 'bupropion', 'quinidine'])
        expect([diplotype, of(diplotype, inhibitor).leads('codeine')]).toEqual([diplotype, 'PA166297602'])
  })
  test('what holds only beside a moderate inhibitor is caution, and says so', () => {
    const codeine = of('*1/*1x2', 'duloxetine').medicine('codeine')
    expect(codeine.verdict).toBe('caution')
    expect(codeine.becauseOf.map((r) => r.code)).toContain('only-while-taken')
  })
  test('an inhibitor without a result leaves a need for the test', () => {
    const codeine = of(undefined, 'paroxetine').medicine('codeine')
    expect(codeine.needs.map((n) => n.test)).toEqual(['genotype-cyp2d6'])
    expect(codeine.wouldChangeIf.map((r) => r.code)).toEqual(['if-inhibitor-stops-untested'])
  })
  test('a medicine’s own inhibition does not count against itself, and weak inhibitors are not blamed', () => {
    const person = of('*1/*1', 'paroxetine', 'sertraline')
    expect(person.medicine('paroxetine').advice.every((a) => a.basedOn === 'genetic')).toBe(true)
    expect(person.medicine('paroxetine').wouldChangeIf).toEqual([])
    const blamed = person.medicine('codeine').becauseOf.find((r) => r.code === 'phenoconverted')?.with
    expect(blamed).toMatchObject({
      by: 'paroxetine',
      from: 'Normal Metabolizer (activity score 2.0)',
      to: 'Poor Metabolizer (activity score 0.0)',
    })
  })
  test('a conversion known from the literature only is told and does not steer', () => {
    const person = assessed({
      stated: { CYP2C19: '*1/*1' },
      medications: [...clopidogrel, medicine('fluvoxamine')],
      conditions: [stent],
    })
    const finding = person.medicine('clopidogrel')
    expect([person.leads('clopidogrel'), finding.becauseOf.map((r) => r.code)]).toEqual([
      'PA166297567',
      ['gene-effect', 'phenoconversion-literature'],
    ])
  })
})

describe('two genes', () => {
  const azathioprine = [medicine('azathioprine')]
  test('"fine" is not said while the other gene is not tested', () => {
    const amitriptyline = assessed({ stated: { CYP2C19: '*1/*1' }, medications: [medicine('amitriptyline')] })
    expect(amitriptyline.leads('amitriptyline')).toBe('PA166297028')
    expect(amitriptyline.medicine('amitriptyline').verdict).toBe('notKnown')
    expect(amitriptyline.medicine('amitriptyline').needs.map((n) => n.about)).toEqual(['CYP2D6'])
  })
  test('what one gene asks for stands although the other is not tested', () => {
    const person = assessed({ stated: { CYP2C19: '*2/*2' }, medications: [medicine('amitriptyline')] })
    expect([person.leads('amitriptyline'), person.medicine('amitriptyline').verdict]).toEqual(['PA166297053', 'act'])
  })
  test('a thiopurine: usual dose is caution with NUDT15 open, and an intermediate metaboliser acts', () => {
    const open = assessed({ stated: { TPMT: '*1/*1' }, medications: azathioprine })
    expect([open.leads('azathioprine'), open.medicine('azathioprine').verdict]).toEqual(['PA166297281', 'caution'])
    const both = { TPMT: '*1/*3A', NUDT15: '*1/*1' }
    const less = assessed({ stated: both, medications: azathioprine, conditions: [condition('non-malignant')] })
    expect([less.leads('azathioprine'), less.medicine('azathioprine').verdict]).toEqual(['PA166297271', 'act'])
  })
  test('warfarin: what the second gene asks for is among the advice that certainly applies', () => {
    const person = assessed({
      stated: { CYP2C9: '*1/*3', VKORC1: 'rs9923231 variant (T)/rs9923231 variant (T)' },
      medications: [medicine('warfarin')],
    })
    const certain = person.medicine('warfarin').advice.filter((a) => a.record.source === 'DPWG')
    expect(certain.map((a) => Object.keys(a.key).join())).toEqual(expect.arrayContaining(['CYP2C9', 'VKORC1']))
  })
})

describe('HLA', () => {
  const hla = (b: string, a = '*01:01/*02:01') => ({ 'HLA-A': a, 'HLA-B': b })
  const of = (b: string, started: string | undefined, status: 'active' | 'planned' = 'active') => {
    const { started: _, ...base } = medicine('carbamazepine', { status })
    return assessed({
      stated: hla(b),
      medications: [started === undefined ? base : { ...base, started }],
      conditions: [condition('epilepsy')],
    })
  }
  test('*15:02 and carbamazepine not yet begun, or begun a week ago: avoid', () => {
    expect(of('*15:02/*07:02', undefined, 'planned').leads('carbamazepine')).toBe('PA166297291')
    expect(of('*15:02/*07:02', '2026-11-15').leads('carbamazepine')).toBe('PA166297291')
    expect(of('*15:02/*07:02', '2026-11-15').medicine('carbamazepine').verdict).toBe('act')
  })
  test('taken for years without a reaction: with caution', () => {
    const person = of('*15:02/*07:02', '2021-01-01')
    expect([person.leads('carbamazepine'), person.medicine('carbamazepine').verdict]).toEqual([
      'PA166297308',
      'caution',
    ])
  })
  test('an unrecorded start does not hide what other sources say to everybody', () => {
    expect(of('*15:02/*07:02', undefined).medicine('carbamazepine').verdict).toBe('act')
  })
  test('the reason names the allele that the advice asks for and no other', () => {
    const reasons = of('*15:02/*07:02', '2026-11-15').medicine('carbamazepine').becauseOf
    expect(reasons.map((r) => r.with['phenotype'])).toEqual(['*15:02 positive', '*31:01 negative'])
  })
  test('abacavir and allopurinol each by their own allele', () => {
    const person = assessed({
      pairs: {},
      stated: hla('*57:01/*07:02'),
      medications: ['abacavir', 'allopurinol'].map((m) => medicine(m)),
    })
    expect([person.leads('abacavir'), person.medicine('abacavir').verdict]).toEqual(['PA166296759', 'act'])
    expect([person.leads('allopurinol'), person.medicine('allopurinol').verdict]).toEqual(['PA166296760', 'fine'])
    expect(person.medicine('lamotrigine').verdict).toBe('fine')
  })
})

describe('DPYD', () => {
  const of = (pair: readonly string[]) =>
    assessed({ pairs: { DPYD: pair }, phased: true, medications: ['capecitabine', 'tegafur'].map((m) => medicine(m)) })
  const [none, less, normal] = ['c.1905+1G>A (*2A)', 'c.2846A>T', 'Reference']
  test.each([
    [[normal, normal], 'fine', 'fine'],
    [[normal, less], 'act', 'act'],
    [[normal, none], 'act', 'act'],
    [[less, none], 'act', 'act'],
    [[none, none], 'act', 'act'],
  ])('%s: capecitabine %s, tegafur %s', (pair, capecitabine, tegafur) => {
    const person = of(pair)
    expect([person.medicine('capecitabine').verdict, person.medicine('tegafur').verdict]).toEqual([
      capecitabine,
      tegafur,
    ])
  })
  test('two copies of c.2846A>T are recognised from the genotype itself', () => {
    const branches = (pair: readonly string[]) => {
      const finding = of(pair).medicine('capecitabine')
      return finding.advice.find((a) => a.record.source === 'CPIC')?.branches.map((b) => b.applies)
    }
    expect(branches([less, less])).toEqual(['yes', 'no'])
    expect(branches([normal, none])).toEqual(['no', 'yes'])
  })
})

describe('ordinary results', () => {
  test('are fine where the sources speak only of others, and keep their coverage', () => {
    const person = assessed({ pairs: {}, stated: { CYP2D6: '*1/*1' }, medications: [medicine('metoprolol')] })
    expect(person.medicine('metoprolol').verdict).toBe('fine')
    expect(person.medicine('hydroxychloroquine').verdict).toBe('fine')
    expect(person.stateOf('hydroxychloroquine')).toBe('negative')
  })
  test('a result that is not ordinary and of which nothing is said stays not known', () => {
    expect(assessed({ stated: { CYP2C19: '*17/*17' } }).medicine('rabeprazole').verdict).toBe('notKnown')
  })
  test('no known variant of malignant hyperthermia excludes nothing', () => {
    expect(assessed({ pairs: {} }).medicine('sevoflurane').verdict).toBe('caution')
  })
})

test('advice for the doses of depression does not lead in neuropathic pain', () => {
  const of = (means: 'depression' | 'neuropathic-pain') =>
    assessed({
      stated: { CYP2D6: '*1/*4', CYP2C19: '*1/*1' },
      medications: [medicine('amitriptyline')],
      conditions: [condition(means)],
    }).leads('amitriptyline')
  expect([of('depression'), of('neuropathic-pain')]).toEqual(['PA166297010', 'PA166301863'])
})

describe('what was not seen', () => {
  const fewPlaces = (gene: string, keep: readonly string[]) => (row: { gene: string; rsid: string }) =>
    row.gene !== gene || keep.includes(row.rsid)
  test('nothing unusual in few places is not fine', () => {
    const person = assessed({ pairs: {}, seen: fewPlaces('CYP2C19', ['rs4244285']), medications: clopidogrel })
    expect(person.medicine('clopidogrel').verdict).toBe('notKnown')
    expect(person.medicine('clopidogrel').needs.map((n) => n.code)).toEqual(['gene-thinly-covered'])
  })
  test('a variant found in few places does not make the rest fine', () => {
    const pairs = { CYP2C19: ['*1', '*2'] }
    const seen = fewPlaces('CYP2C19', ['rs4244285', 'rs12769205', 'rs3758581'])
    const of = (more: object) =>
      assessed({ pairs, ...more, medications: [medicine('voriconazole')] }).medicine('voriconazole')
    expect(of({}).verdict).toBe('fine')
    expect(of({ seen }).verdict).toBe('notKnown')
    expect(of({ seen }).becauseOf[0]?.code).toBe('gene-partly-covered')
  })
  test('an ambiguous genotype keeps both readings, is at least caution and asks for what settles it', () => {
    const stated = 'CYP2C19\t*2/*2\nCYP2C19\t*1/*1'
    const base = viewOf({ medications: clopidogrel, conditions: [stent] })
    const view = {
      ...base,
      genome: { missingAsReference: false, callCyp2d6: false, outsideCalls: { source: 'two.tsv', text: stated } },
    }
    const found = pgxModule
      .assess(pgxModule.gather(view).input, at)
      .flatMap((a) => ('finding' in a && a.finding?.kind === 'medicine' ? [a.finding] : []))
      .find((m) => m.drug.name === 'clopidogrel')
    expect(found?.verdict).toBe('caution')
    expect(found?.becauseOf.map((r) => r.code)).toContain('candidates-differ')
    expect(found?.needs.map((n) => n.code)).toEqual(['candidates-differ'])
  })
})

describe('the four states', () => {
  const person = assessed({
    pairs: {},
    stated: { CYP2D6: '*4/*4' },
    medications: ['codeine', 'metformin'].map((m) => medicine(m)),
  })
  test('finding, negative with coverage, indeterminate with needs, not applicable', () => {
    expect(person.stateOf('codeine')).toBe('finding')
    expect(person.stateOf('clopidogrel')).toBe('negative')
    expect(person.stateOf('abacavir')).toBe('indeterminate')
    expect(person.stateOf('metformin')).toBe('notApplicable')
    for (const a of person.assessments) {
      if (a.state === 'negative') expect(a.coverage.of).toBeGreaterThan(0)
      if (a.state === 'indeterminate' && a.question.code === 'gene') expect(a.finding?.kind).toBe('gene')
    }
  })
  test('the same input gives the same bytes', () => {
    const again = assessed({
      pairs: {},
      stated: { CYP2D6: '*4/*4' },
      medications: ['codeine', 'metformin'].map((m) => medicine(m)),
    })
    expect(JSON.stringify(again.assessments)).toBe(JSON.stringify(person.assessments))
  })
})
