import { describe, expect, test } from 'vitest'
import {
  calendarAt,
  condition,
  instant,
  itemOn,
  observation,
  person,
  procedure,
  tables,
} from './person.test-support.ts'
import { screening } from './index.ts'
import type { Given, RiskGiven } from './model.ts'

const man = person({ sex: 'male' })
const today = '2026-11-22'

describe('ages are counted by birthdays', () => {
  test.each([
    ['mammography', person({ birthDate: '1986-11-23' }), 'later', '2026-11-23'],
    ['mammography', person({ birthDate: '1986-11-22' }), 'due', '2026-11-22'],
    ['mammography', person({ birthDate: '1951-11-23' }), 'due', undefined],
    ['mammography', person({ birthDate: '1951-11-22' }), 'not-enough-evidence', undefined],
    ['colorectal-cancer', person({ birthDate: '1981-11-23' }), 'later', '2026-11-23'],
    ['colorectal-cancer', person({ birthDate: '1981-11-22' }), 'due', '2026-11-22'],
    ['prostate-cancer', person({ sex: 'male', birthDate: '1956-11-23' }), 'discuss', undefined],
    ['prostate-cancer', person({ sex: 'male', birthDate: '1956-11-22' }), 'not-recommended', undefined],
    ['cervical-cancer', person({ birthDate: '1960-11-23' }), 'due', undefined],
    ['cervical-cancer', person({ birthDate: '1960-11-22' }), 'stopped', undefined],
  ] as const)('%s', (track, view, state, from) => {
    const item = itemOn(view, track, today)
    expect(item.state).toBe(state)
    if (from !== undefined) expect(item.due?.from).toBe(from)
  })

  test('who was born on 29 February reaches an age on 1 March of an ordinary year', () => {
    const leap = person({ birthDate: '1984-02-29' })
    expect(itemOn(leap, 'colorectal-cancer', '2029-02-28').state).toBe('later')
    expect(itemOn(leap, 'colorectal-cancer', '2029-03-01').state).toBe('due')
  })

  test('a year of birth alone gives a window, not a day', () => {
    expect(itemOn(person({ birthDate: '1990' }), 'mammography', today).due).toEqual({
      from: '2030-01-01',
      to: '2030-12-31',
    })
  })

  test('without a date of birth nothing is due, and the question is told', () => {
    const { birthDate: _, ...nobody } = person()
    const item = itemOn(nobody, 'mammography', today)
    expect([item.state, item.needs.map((n) => n.code)]).toEqual(['not-known', ['birth-date']])
  })
})

describe('organs', () => {
  const young = person({ birthDate: '1990-01-01' })

  test('a man is not asked for a cervical smear, a woman not for PSA', () => {
    expect(itemOn(man, 'cervical-cancer', today).state).toBe('not-applicable')
    expect(itemOn(person(), 'prostate-cancer', today).state).toBe('not-applicable')
  })

  test('sex recorded at birth counts for organs', () => {
    const trans = person({ birthDate: '1990-01-01', sex: 'male', birthSex: 'female' })
    expect(itemOn(trans, 'cervical-cancer', today).state).toBe('due')
  })

  test('sex that is not recorded leaves the question open and says what to ask', () => {
    const item = itemOn(person({ birthDate: '1990-01-01', sex: 'other' }), 'cervical-cancer', today)
    expect([item.state, item.needs.map((n) => [n.code, n.about])]).toEqual(['not-known', [['sex', 'cervix']]])
  })

  test.each([
    ['Total abdominal hysterectomy', 'not-applicable'],
    ['Hysterectomy with no residual cervix', 'not-applicable'],
    ['Hysterectomy, not otherwise specified', 'not-known'],
    ['Hysterectomy', 'not-known'],
    ['Supracervical hysterectomy', 'due'],
  ])('after %s cervical screening is %s', (name, state) => {
    const view = { ...young, procedures: [procedure(name, '2020-01-01')] }
    expect(itemOn(view, 'cervical-cancer', today).state).toBe(state)
  })

  test('a hysterectomy that does not say what was left asks for it', () => {
    const view = { ...young, procedures: [procedure('Hysterectomy', '2020-01-01')] }
    expect(itemOn(view, 'cervical-cancer', today).needs.map((n) => n.code)).toEqual(['organ-left'])
  })

  test('absence of the cervix by ICD-10 counts as removed', () => {
    const view = { ...young, conditions: [condition('Acquired absence of both cervix and uterus', 'Z90.710')] }
    expect(itemOn(view, 'cervical-cancer', today).state).toBe('not-applicable')
  })

  test('bilateral mastectomy ends mammography and MRI, one-sided does not', () => {
    const both = person({ procedures: [procedure('Bilateral mastectomy', '2020')] })
    expect(itemOn(both, 'mammography', today).state).toBe('not-applicable')
    expect(itemOn(both, 'breast-mri', today).state).toBe('not-applicable')
    expect(itemOn(person({ procedures: [procedure('Left mastectomy', '2020')] }), 'mammography', today).state).toBe(
      'due',
    )
  })

  test('after total colectomy no bowel is screened, after partial one it is', () => {
    expect(
      itemOn(person({ procedures: [procedure('Total colectomy', '2020')] }), 'colorectal-cancer', today).state,
    ).toBe('not-applicable')
    expect(
      itemOn(person({ procedures: [procedure('Partial colectomy', '2020')] }), 'colorectal-cancer', today).state,
    ).toBe('due')
  })
})

describe('what was done moves what is due', () => {
  const scoped = (date: string) => person({ procedures: [procedure('Colonoscopy', date)] })

  test('a colonoscopy holds ten years', () => {
    const item = itemOn(scoped('2020-03-04'), 'colorectal-cancer', today)
    expect([item.state, item.due]).toEqual(['later', { from: '2030-03-04', to: '2030-03-04' }])
  })

  test('of a year alone the window is the whole year ten years on', () => {
    expect(itemOn(scoped('2020'), 'colorectal-cancer', today).due).toEqual({ from: '2030-01-01', to: '2030-12-31' })
  })

  test('it is overdue from the day it ran out', () => {
    const view = person({ birthDate: '1960-01-01', procedures: [procedure('Colonoscopy', '2014-06-01')] })
    const item = itemOn(view, 'colorectal-cancer', today)
    expect([item.state, item.overdueSince]).toEqual(['overdue', '2024-06-01'])
  })

  test('a colonoscopy covers the yearly stool test', () => {
    const fit = observation('57905-2', { text: 'Negative' }, '2021-05-01')
    const view = { ...scoped('2020-03-04'), observations: [fit] }
    expect(itemOn(view, 'colorectal-cancer', today).due?.from).toBe('2030-03-04')
  })

  test('a stool test alone is due again after a year; the ways stand side by side', () => {
    const fit = observation('57905-2', { text: 'Negative' }, '2026-05-01')
    const item = itemOn(person({ observations: [fit] }), 'colorectal-cancer', today)
    expect(item.due?.from).toBe('2027-05-01')
    expect(item.options.map((o) => o.parts.map((p) => p.test).join('+'))).toContain('colonoscopy')
    expect(item.following[0]?.from).toBe('2028-05-01')
  })

  test('the stool DNA test has a window of one to three years', () => {
    const dna = observation('77354-9', { text: 'Negative' }, '2026-01-10')
    expect(itemOn(person({ observations: [dna] }), 'colorectal-cancer', today).due).toEqual({
      from: '2027-01-10',
      to: '2029-01-10',
    })
  })

  test('sigmoidoscopy with a yearly stool test holds as long as both do', () => {
    const view = person({
      procedures: [procedure('Flexible sigmoidoscopy', '2020-01-01')],
      observations: [observation('57905-2', { text: 'Negative' }, '2026-06-01')],
    })
    expect(itemOn(view, 'colorectal-cancer', today).due?.from).toBe('2027-06-01')
  })

  test('cytology and HPV test of one day are a co-test', () => {
    const view = person({
      observations: [
        observation('10524-7', { text: 'NILM' }, '2024-02-02'),
        observation('21440-3', { text: 'Not detected' }, '2024-02-02'),
      ],
    })
    expect(itemOn(view, 'cervical-cancer', today).due?.from).toBe('2029-02-02')
  })

  test('cytology alone holds three years', () => {
    const view = person({ observations: [observation('10524-7', { text: 'NILM' }, '2024-02-02')] })
    expect(itemOn(view, 'cervical-cancer', today).due?.from).toBe('2027-02-02')
  })

  test('a positive stool test is no longer a matter of screening, until a colonoscopy settles it', () => {
    const positive = observation('57905-2', { text: 'Positive' }, '2026-05-01')
    expect(itemOn(person({ observations: [positive] }), 'colorectal-cancer', today).state).toBe('follow-up')
    const settled = person({ observations: [positive], procedures: [procedure('Colonoscopy', '2026-06-01')] })
    expect(itemOn(settled, 'colorectal-cancer', today).state).toBe('later')
  })

  test.each([
    ['No abnormality detected', 'normal', 'later'],
    ['Negative', 'normal', 'later'],
    ['BI-RADS 2', 'normal', 'later'],
    ['BI-RADS 4, suspicious', 'abnormal', 'follow-up'],
    ['Not normal', 'abnormal', 'follow-up'],
    ['Left breast: mass detected; right breast: no abnormality', 'abnormal', 'follow-up'],
    ['BI-RADS Category 4', 'abnormal', 'follow-up'],
    ['BI-RADS category 0, no prior for comparison', 'abnormal', 'follow-up'],
    ['Done', 'not-known', 'later'],
  ] as const)('a mammography that says "%s" is %s', (text, result, state) => {
    const item = itemOn(
      person({ observations: [observation('24606-6', { text }, '2026-05-01')] }),
      'mammography',
      today,
    )
    expect([item.last?.result, item.state]).toEqual([result, state])
  })

  test('an unsatisfactory mammography is none: it stays due, and the line says so', () => {
    const view = person({ observations: [observation('24606-6', { text: 'Unsatisfactory' }, '2026-05-01')] })
    const item = itemOn(view, 'mammography', today)
    expect([item.last, item.state]).toEqual([undefined, 'due'])
    expect(item.because.map((b) => b.code)).toContain('not-completed')
  })

  test('what is planned counts as planned', () => {
    const view = person({ procedures: [procedure('Mammography', '2026-12-24', { planned: true })] })
    const item = itemOn(view, 'mammography', today)
    expect([item.state, item.planned?.date]).toEqual(['planned', '2026-12-24'])
  })

  test('once is enough where once is asked', () => {
    const view = person({ observations: [observation('16128-1', { text: 'Non-reactive' }, '2011')] })
    expect(itemOn(view, 'hepatitis-c', today).state).toBe('done')
  })

  test('what was declined or is a relative’s is not done', () => {
    const view = person({ procedures: [procedure('Colonoscopy declined', '2026-01-01')] })
    expect(itemOn(view, 'colorectal-cancer', today).state).toBe('due')
  })

  test('a day to come does not count as done', () => {
    expect(itemOn(scoped('2027-01-01'), 'colorectal-cancer', today).state).toBe('due')
  })
})

describe('smoking', () => {
  const smoker = (status: 'current' | 'former' | 'never' | 'unknown', ...more: ReturnType<typeof observation>[]) =>
    person({
      birthDate: '1964-01-01',
      social: {
        smoking: {
          status,
          said: status,
          date: '2026-01-01',
          ref: { kind: 'fhir', resource: 'Observation/s', path: 'value' },
        },
      },
      observations: more,
    })
  const packs = (n: number) => observation('8664-5', { value: n, unit: '{PackYears}' }, '2026-01-01')
  const quit = (date: string) => observation('74010-0', { text: date }, '2026-01-01')

  test.each([
    ['19 pack-years', smoker('current', packs(19)), 'not-applicable', []],
    ['20 pack-years', smoker('current', packs(20)), 'due', []],
    ['a current smoker without a figure', smoker('current'), 'not-known', ['pack-years']],
    ['a former smoker without a date', smoker('former', packs(30)), 'not-known', ['quit-date']],
    ['somebody who never smoked', smoker('never'), 'not-applicable', []],
    ['nothing recorded', smoker('unknown'), 'not-known', ['smoking']],
    ['stopped 15 years ago to the day', smoker('former', packs(30), quit('2011-11-22')), 'due', []],
    ['stopped a day longer ago', smoker('former', packs(30), quit('2011-11-21')), 'not-applicable', []],
  ] as const)('lung cancer: %s', (_, view, state, asks) => {
    const item = itemOn(view, 'lung-cancer', today)
    expect(item.state).toBe(state)
    expect([...new Set(item.needs.map((n) => n.code))].filter((c) => c !== 'last-date')).toEqual(asks)
  })

  test('cigarettes a day are not taken for years of smoking', () => {
    const view = smoker(
      'current',
      observation('8663-7', { value: 1, unit: '{packs}/d' }, '2026-01-01'),
      observation('63640-7', { value: 20, unit: '/d' }, '2026-01-01'),
    )
    expect(itemOn(view, 'lung-cancer', today).state).toBe('not-known')
  })

  test('lung screening ends fifteen years after quitting', () => {
    expect(itemOn(smoker('former', packs(30), quit('2015-06-01')), 'lung-cancer', today).ends).toBe('2030-06-01')
  })

  test('a figure of years ago does not tell that a smoker has not passed the mark since', () => {
    const old = observation('8664-5', { value: 19, unit: '{PackYears}' }, '2020-01-01')
    expect(itemOn(smoker('current', old), 'lung-cancer', today).state).toBe('not-known')
  })

  test('guideline and model stand side by side and may differ', () => {
    const risk: RiskGiven = {
      by: 'plcom2012',
      risk: { outcome: 'lung-cancer', horizon: { years: 6 }, probability: 0.02, intervals: [], competing: false },
      basis: [],
    }
    const view = smoker('former', packs(18), quit('2020-01-01'))
    const choice = calendarAt(view, today, { risks: [risk] }).choices.find((c) => c.topic === 'lung-cancer')
    expect(choice?.sides.map((s) => [s.rule.id, s.says])).toEqual([
      ['uspstf-lung', 'no'],
      ['plcom2012-lung', 'yes'],
    ])
    expect(choice?.agree).toBe(false)
    const without = calendarAt(view, today).choices.find((c) => c.topic === 'lung-cancer')
    expect(without?.sides.map((s) => s.says)).toEqual(['no', 'not-known'])
  })
})

describe('higher risk', () => {
  const carrier = (gene: string, state: 'positive' | 'negative' = 'positive'): Given => ({
    carriers: [{ gene, state, probability: state === 'positive' ? 1 : 0, basis: [] }],
  })
  const mother = (age: number): Given => ({
    family: [{ outcome: 'colorectal-cancer', known: true, affected: [{ degree: 1, age: [age, age] }], basis: [] }],
  })

  const onlyBrca2: Given = {
    carriers: [...(carrier('BRCA2').carriers ?? []), ...(carrier('BRCA1', 'negative').carriers ?? [])],
  }

  test('a carrier of BRCA1 has MRI from 25 and mammography from 30, each year', () => {
    const young = person({ birthDate: '1999-01-01' })
    expect(itemOn(young, 'breast-mri', today, carrier('BRCA1')).state).toBe('due')
    const mammo = itemOn(young, 'mammography', today, carrier('BRCA1'))
    expect([mammo.state, mammo.due?.from, mammo.rule?.id]).toEqual(['later', '2029-01-01', 'nccn-brca-mammography'])
    expect(itemOn(young, 'salpingo-oophorectomy', today, carrier('BRCA1')).state).toBe('not-applicable')
    expect(itemOn(person({ birthDate: '1991-01-01' }), 'salpingo-oophorectomy', today, carrier('BRCA1')).state).toBe(
      'offer',
    )
    expect(itemOn(person({ birthDate: '1991-01-01' }), 'salpingo-oophorectomy', today, onlyBrca2).state).toBe(
      'not-applicable',
    )
  })

  test('a relative with bowel cancer at 45 brings the start to 35, every five years, and overrules the base rule', () => {
    const item = itemOn(person({ birthDate: '1991-01-01' }), 'colorectal-cancer', '2026-01-01', mother(45))
    expect([item.state, item.rule?.id, item.due?.from]).toEqual(['due', 'usmstf-relative-under-60', '2026-01-01'])
    const older = itemOn(person(), 'colorectal-cancer', today, mother(59))
    expect(older.overruled.map((o) => [o.rule.id, o.why])).toEqual([['uspstf-colorectal-50', 'overlay']])
    expect(itemOn(person(), 'colorectal-cancer', today, mother(60)).rule?.id).toBe('uspstf-colorectal-50')
  })

  test('of two overlays the shorter interval holds, and the other is shown', () => {
    const both: Given = { ...carrier('MSH2'), ...mother(50) }
    const item = itemOn(person(), 'colorectal-cancer', today, both)
    expect(item.rule?.id).toBe('nccn-lynch-mlh1-msh2')
    expect(item.overruled.map((o) => [o.rule.id, o.why])).toEqual([
      ['usmstf-relative-under-60', 'more-intensive'],
      ['uspstf-colorectal-50', 'overlay'],
    ])
  })

  test('a family of which nothing is known leaves the base rule and says what could change it', () => {
    const item = itemOn(person(), 'colorectal-cancer', today)
    expect(item.state).toBe('due')
    expect(item.wouldChangeIf.map((w) => w.rule.id)).toContain('usmstf-relative-under-60')
  })

  test('a recorded family clears nobody; only "nothing is known in the family" does', () => {
    const listed: Given = { family: [{ outcome: 'breast-cancer', known: true, affected: [], basis: [] }] }
    const none = {
      familyHistory: { members: [], noneKnown: { kind: 'fhir' as const, resource: 'Condition/n', path: 'code' } },
    }
    expect(itemOn(person(), 'hereditary-breast-ovarian-cancer', today, listed).state).toBe('not-known')
    const asks = itemOn(person(none), 'hereditary-breast-ovarian-cancer', today).needs.map((n) => n.about)
    expect(asks).toEqual(['brca-linked-ancestry'])
  })

  const lifetime = (by: string, probability: number, bounds?: readonly [number, number]): Given => ({
    risks: [
      {
        by,
        risk: {
          outcome: 'breast-cancer',
          horizon: { toAge: 80 },
          probability,
          intervals: bounds === undefined ? [] : [{ level: 1, range: bounds, because: ['missing-input'] }],
          competing: true,
        },
        basis: [],
      },
    ],
  })

  test.each([
    ['family-model', 0.2, undefined, 'due'],
    ['family-model', 0.199, undefined, 'not-known'],
    ['family-model', 0.21, [0.15, 0.3], 'not-known'],
    ['bcrat', 0.25, undefined, 'not-known'],
  ] as const)('lifetime breast risk by %s of %d %j: MRI is %s', (by, p, bounds, state) => {
    expect(itemOn(person(), 'breast-mri', today, lifetime(by, p, bounds)).state).toBe(state)
  })

  const ascvd = (p: number): Given => ({
    risks: [
      {
        by: 'pce-2013',
        risk: { outcome: 'ascvd', horizon: { years: 10 }, probability: p, intervals: [], competing: false },
        basis: [],
      },
    ],
  })

  test.each([
    [0.1, 'offer'],
    [0.0999, 'discuss'],
    [0.075, 'discuss'],
    [0.0749, 'not-applicable'],
  ] as const)('a statin at a ten-year risk of %d is %s', (p, state) => {
    const view = person({
      conditions: [condition('Hypertension', 'I10')],
      observations: [observation('18262-6', { value: 130, unit: 'mg/dL' }, '2026-01-01')],
    })
    expect(itemOn(view, 'cardiovascular-prevention', today, ascvd(p)).state).toBe(state)
  })

  test('without a risk factor no statin is asked for, whatever the risk', () => {
    const view = person({
      social: { smoking: { status: 'never', said: 'never', ref: { kind: 'absent', what: '' } } },
      observations: [observation('18262-6', { value: 130, unit: 'mg/dL' }, '2026-01-01')],
    })
    expect(itemOn(view, 'cardiovascular-prevention', today, ascvd(0.2)).state).toBe('not-applicable')
  })

  test('diabetes asks for eGFR and urine albumin each year: due as long as one of them is', () => {
    const view = person({
      conditions: [condition('Type 2 diabetes mellitus', 'E11.9')],
      observations: [observation('98979-8', { value: 80, unit: 'mL/min/{1.73_m2}' }, '2026-10-01')],
    })
    expect(itemOn(view, 'kidney-disease', today).state).toBe('due')
    expect(itemOn(view, 'type-2-diabetes', today).state).toBe('followed-otherwise')
  })
})

describe('what is never a thing to do', () => {
  test('grade D is not recommended, I is not enough evidence, and neither is recommended', () => {
    const module = screening(tables)
    const assessments = module.assess({ view: person(), given: {} }, instant(today))
    const tracks = module.recommend(assessments, person()).map((r) => r.id)
    for (const track of [
      'ovarian-cancer',
      'pancreatic-cancer',
      'thyroid-cancer',
      'carotid-stenosis',
      'atrial-fibrillation',
    ])
      expect(tracks).not.toContain(`screening:${track}`)
    expect(tracks).toContain('screening:mammography')
    expect(itemOn(person(), 'ovarian-cancer', today)).toMatchObject({ state: 'not-recommended', following: [] })
    expect(itemOn(person(), 'atrial-fibrillation', today)).toMatchObject({
      state: 'not-enough-evidence',
      following: [],
    })
  })

  test('a known illness is followed, not screened for', () => {
    expect(
      itemOn(person({ conditions: [condition('Malignant neoplasm of breast', 'C50.9')] }), 'mammography', today).state,
    ).toBe('followed-otherwise')
  })

  test.each([
    ['of normal weight', '1968-02-09'],
    ['before the age at which screening starts', '1996-02-09'],
    ['after the age at which it ends', '1950-02-09'],
  ])('the HbA1c of somebody with diabetes %s is no open result of screening', (_, birthDate) => {
    const view = person({
      birthDate,
      conditions: [condition('Type 2 diabetes mellitus', 'E11.22')],
      observations: [
        observation('4548-4', { value: 9.6, unit: '%' }, '2026-10-12'),
        observation('29463-7', { value: 60, unit: 'kg' }, '2026-10-12'),
        observation('8302-2', { value: 175, unit: 'cm' }, '2026-10-12'),
      ],
    })
    expect(['followed-otherwise', 'not-applicable', 'stopped']).toContain(itemOn(view, 'type-2-diabetes', today).state)
  })

  test('a relative’s illness on the problem list is not the person’s', () => {
    const view = person({ conditions: [condition('Family history of breast cancer')] })
    expect(itemOn(view, 'mammography', today).state).toBe('due')
  })

  test('screening whose benefit comes late stops with palliative care and by decision', () => {
    expect(itemOn(person({ conditions: [condition('Palliative care', 'Z51.5')] }), 'mammography', today).state).toBe(
      'stopped',
    )
    const decided: Given = { decisions: [{ track: 'mammography', what: 'declined', date: '2026-01-01' }] }
    expect(itemOn(person(), 'mammography', today, decided).state).toBe('stopped')
    expect(itemOn(person(), 'colorectal-cancer', today, decided).state).toBe('due')
  })

  test('nothing is asked of somebody who has died', () => {
    const calendar = calendarAt(person({ deceased: '2026-01-01' }), today)
    expect(new Set(calendar.items.map((i) => i.state))).toEqual(new Set(['not-applicable']))
  })
})

describe('dated rules', () => {
  test('a plan of 2020 is made by the rules of 2020', () => {
    const at46 = person({ birthDate: '1974-01-01' })
    expect(itemOn(at46, 'colorectal-cancer', '2020-11-22')).toMatchObject({
      state: 'later',
      rule: { id: 'uspstf-colorectal-2016' },
      due: { from: '2024-01-01' },
    })
    expect(itemOn(at46, 'colorectal-cancer', '2021-05-18').state).toBe('due')
    expect(itemOn(person({ birthDate: '1980-01-01' }), 'mammography', '2024-04-29').rule?.id).toBe('uspstf-breast-2016')
    expect(itemOn(person({ birthDate: '1980-01-01' }), 'mammography', '2024-04-30').rule?.id).toBe('uspstf-breast')
  })
})

describe('pregnancy', () => {
  const pregnant = (weeks: number) =>
    person({
      birthDate: '1995-01-01',
      pregnancy: { pregnant: 'yes', gestationalAge: { weeks, days: 0 }, ref: [] },
    })

  test('diabetes of pregnancy is looked for from 24 weeks on', () => {
    expect(itemOn(pregnant(24), 'gestational-diabetes', today).state).toBe('due')
    const early = itemOn(pregnant(20), 'gestational-diabetes', today)
    expect([early.state, early.due?.from]).toEqual(['later', '2026-12-20'])
    expect(itemOn(person({ birthDate: '1995-01-01' }), 'gestational-diabetes', today).state).toBe('not-known')
    expect(itemOn(man, 'gestational-diabetes', today).state).toBe('not-applicable')
  })
})

test('a silent record is told, not taken for health', () => {
  const silent = person({ silentOn: ['conditions', 'procedures'] })
  expect(itemOn(silent, 'mammography', today).because.map((r) => r.code)).toContain('record-silent')
})
