import { describe, expect, test } from 'vitest'
import type { Observation } from '../../record/index.ts'
import type { Given } from './model.ts'
import { condition, itemOn, observation, person, procedure } from './person.test-support.ts'

const today = '2026-11-22'
const named = (display: string, text: string, date: string): Observation => ({
  what: { display },
  value: { text },
  date,
  ref: { kind: 'fhir', resource: 'Observation/n', path: 'value' },
})

describe('what only speaks of a disease is not the disease', () => {
  test.each([
    ['Encounter for screening for malignant neoplasm of colon', 'colorectal-cancer', 'due'],
    ['Genetic susceptibility to malignant neoplasm of breast', 'mammography', 'due'],
    ['Hereditary breast and ovarian cancer syndrome', 'mammography', 'due'],
    ['Increased risk of breast cancer', 'mammography', 'due'],
    ['Breast cancer', 'mammography', 'followed-otherwise'],
    ['Breast cancer, no metastasis', 'mammography', 'followed-otherwise'],
    ['Breast cancer: no', 'mammography', 'due'],
    ['Breast cancer ruled out', 'mammography', 'due'],
    ['High-risk breast cancer', 'mammography', 'followed-otherwise'],
    ['End of life planning discussed', 'colorectal-cancer', 'due'],
    ['Cornea transplant status', 'cervical-cancer', 'due'],
    ['Kidney transplant status', 'cervical-cancer', 'followed-otherwise'],
  ])('%s: %s is %s', (name, track, state) => {
    expect(itemOn(person({ conditions: [condition(name)] }), track, today).state).toBe(state)
  })

  test.each([
    ['Z15.09', 'colorectal-cancer', 'female', 'due'],
    ['N60.91', 'mammography', 'female', 'due'],
    ['Z90.79', 'prostate-cancer', 'male', 'discuss'],
    ['Z94.7', 'cervical-cancer', 'female', 'due'],
    ['E14.9', 'type-2-diabetes', 'female', 'followed-otherwise'],
  ] as const)('ICD-10 %s: %s of a %s person is %s', (code, track, sex, state) => {
    const view = person({ sex, birthDate: '1966-05-09', conditions: [condition('', code)] })
    const weight = [
      observation('29463-7', { value: 90, unit: 'kg' }, '2026-10-12'),
      observation('8302-2', { value: 175, unit: 'cm' }, '2026-10-12'),
    ]
    expect(itemOn({ ...view, observations: weight }, track, today).state).toBe(state)
  })

  test('an operation that was declined or only planned removed nothing', () => {
    const young = person({ birthDate: '1990-01-01' })
    for (const name of [
      'Total hysterectomy declined',
      'Consultation about total hysterectomy',
      'Total hysterectomy not done',
    ])
      expect(itemOn({ ...young, procedures: [procedure(name, '2024')] }, 'cervical-cancer', today).state, name).toBe(
        'due',
      )
    const part = person({ procedures: [procedure('Bilateral partial mastectomy', '2024')] })
    expect(itemOn(part, 'mammography', today).state).toBe('due')
  })
})

describe('what is not the examination does not count as done', () => {
  test.each([
    procedure('Colonoscopy consultation', '2026-01-01'),
    procedure('Referral for colonoscopy', '2026-01-01'),
    procedure('Bowel preparation for colonoscopy', '2026-01-01'),
    procedure('Colonoscopy refused', '2026-01-01'),
  ])('$what.display', (p) => {
    expect(itemOn(person({ procedures: [p] }), 'colorectal-cancer', today).state).toBe('due')
  })

  test('an entry that tells of another day counts on that day, or not at all', () => {
    const told = (text: string) =>
      itemOn(
        person({ observations: [named('Date of last colonoscopy', text, '2026-01-01')] }),
        'colorectal-cancer',
        today,
      )
    expect([told('2012-05-01').state, told('2012-05-01').overdueSince]).toEqual(['overdue', '2022-05-01'])
    expect(told('2020-03-04').due?.from).toBe('2030-03-04')
    const unsaid = told('some years ago')
    expect([unsaid.state, unsaid.because.map((b) => b.code).includes('recorded-without-date')]).toEqual(['due', true])
  })

  test('a question answered no is not an examination', () => {
    const view = person({ observations: [named('Colonoscopy', 'no', '2026-01-01')] })
    expect(itemOn(view, 'colorectal-cancer', today).state).toBe('due')
  })

  test('an entry without a date does not count, and is not called missing', () => {
    const item = itemOn(person({ procedures: [procedure('Colonoscopy')] }), 'colorectal-cancer', today)
    expect([item.state, item.because.map((b) => b.code)]).toEqual([
      'due',
      expect.arrayContaining(['recorded-without-date']),
    ])
    expect(item.because.map((b) => b.code)).not.toContain('never-recorded')
  })
})

describe('procedures that are a code without words', () => {
  const coded = (system: string, code: string) =>
    procedure(code, '2020-03-04', { codes: [{ system, code, display: '' }] })

  test.each([
    ['http://snomed.info/sct', '73761001'],
    ['http://www.ama-assn.org/go/cpt', '45378'],
  ])('of %s are told as not recognised, not as never done', (system, code) => {
    const item = itemOn(person({ procedures: [coded(system, code)] }), 'colorectal-cancer', today)
    expect(item.state).toBe('due')
    const told = item.because.find((b) => b.code === 'acts-not-recognised')
    expect(told?.with).toEqual({ count: '1' })
    expect(item.because.map((b) => b.code)).not.toContain('never-recorded')
  })

  test('with the words beside it the same code is recognised', () => {
    const p = procedure('', '2020-03-04', {
      codes: [{ system: 'http://snomed.info/sct', code: '73761001', display: 'Colonoscopy (procedure)' }],
    })
    expect(itemOn(person({ procedures: [p] }), 'colorectal-cancer', today).due?.from).toBe('2030-03-04')
  })

  test('a code that is held is recognised without words', () => {
    const p = coded('https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets', 'G0121')
    expect(itemOn(person({ procedures: [p] }), 'colorectal-cancer', today).due?.from).toBe('2030-03-04')
  })
})

describe('an abnormal result', () => {
  const positive = observation('57905-2', { text: 'Positive' }, '2025-05-01')

  test('of a stool test is not settled by a negative one', () => {
    const again = observation('57905-2', { text: 'Negative' }, '2026-05-01')
    expect(itemOn(person({ observations: [positive, again] }), 'colorectal-cancer', today).state).toBe('follow-up')
  })

  test('is not settled by a colonoscopy that was not completed', () => {
    const report = {
      what: { display: 'Colonoscopy' },
      codes: [],
      date: '2025-06-01',
      conclusion: 'Inadequate preparation, not completed',
      ref: { kind: 'fhir' as const, resource: 'DiagnosticReport/r', path: 'code' },
    }
    expect(itemOn(person({ observations: [positive], reports: [report] }), 'colorectal-cancer', today).state).toBe(
      'follow-up',
    )
  })

  test('of a diagnostic mammography is not hidden by having settled the first', () => {
    const first = observation('24606-6', { text: 'BI-RADS 0' }, '2026-05-01')
    const second = named('Diagnostic mammography', 'BI-RADS 5', '2026-05-20')
    const item = itemOn(person({ observations: [first, second] }), 'mammography', today)
    expect([item.state, item.last?.test]).toEqual(['follow-up', 'diagnostic-mammography'])
    const biopsy = procedure('Biopsy of breast', '2026-06-01')
    expect(itemOn(person({ observations: [first, second], procedures: [biopsy] }), 'mammography', today).state).toBe(
      'later',
    )
  })

  test('of the diastolic pressure alone is one', () => {
    const at = '2026-10-01'
    const view = person({
      observations: [
        observation('8480-6', { value: 128, unit: 'mm[Hg]' }, at),
        observation('8462-4', { value: 104, unit: 'mm[Hg]' }, at),
      ],
    })
    expect(itemOn(view, 'hypertension', today).state).toBe('follow-up')
  })

  test('of a hepatitis C antibody is settled by looking for the virus', () => {
    const antibody = observation('16128-1', { text: 'Reactive' }, '2026-01-01')
    const rna = observation('11259-9', { text: 'Not detected' }, '2026-02-01')
    expect(itemOn(person({ observations: [antibody] }), 'hepatitis-c', today).state).toBe('follow-up')
    expect(itemOn(person({ observations: [antibody, rna] }), 'hepatitis-c', today).state).toBe('done')
  })

  test('that is preliminary is told, while a preliminary normal one reassures nobody', () => {
    const early = (text: string) =>
      itemOn(
        person({ observations: [observation('24606-6', { text }, '2026-05-01', { preliminary: true })] }),
        'mammography',
        today,
      )
    expect(early('BI-RADS 4').state).toBe('follow-up')
    expect(early('BI-RADS 1').last?.result).toBe('not-known')
  })
})

describe('contradictions', () => {
  test('who is said never to have smoked and has pack-years is asked', () => {
    const view = person({
      sex: 'male',
      birthDate: '1958-01-01',
      social: { smoking: { status: 'never', said: 'never', ref: { kind: 'absent', what: '' } } },
      observations: [observation('8664-5', { value: 40, unit: '{PackYears}' }, '2026-01-01')],
    })
    for (const track of ['lung-cancer', 'abdominal-aortic-aneurysm']) {
      const item = itemOn(view, track, today)
      expect([item.state, item.needs.map((n) => n.code)], track).toEqual([
        'not-known',
        expect.arrayContaining(['smoking']),
      ])
    }
  })
})

describe('relatives', () => {
  const ref = (id: string) => ({ kind: 'fhir' as const, resource: `FamilyMemberHistory/${id}`, path: 'relationship' })
  const parent = {
    relation: { system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: 'PRN', display: 'parent' },
    blood: true,
    degree: 1 as const,
    conditions: [{ what: { display: 'Colon cancer' }, codes: [], onsetAge: { low: 45, high: 45 }, ref: ref('parent') }],
    ref: ref('parent'),
  }
  const given: Given = {
    family: [
      {
        outcome: 'colorectal-cancer',
        known: true,
        affected: [{ degree: 2, age: [70, 70] }],
        basis: [ref('grandmother')],
      },
    ],
  }

  test('whom the pedigree could not place still count beside those it names', () => {
    const view = person({ birthDate: '1986-01-01', familyHistory: { members: [parent] } })
    const item = itemOn(view, 'colorectal-cancer', today, given)
    expect([item.rule?.id, item.state]).toEqual(['usmstf-relative-under-60', 'due'])
  })

  test('a disease that is denied of a relative is none', () => {
    const healthy = {
      ...parent,
      conditions: [{ what: { display: 'No colon cancer' }, codes: [], ref: ref('parent') }],
    }
    const view = person({ birthDate: '1986-01-01', familyHistory: { members: [healthy] } })
    expect(itemOn(view, 'colorectal-cancer', today).state).toBe('later')
  })
})
