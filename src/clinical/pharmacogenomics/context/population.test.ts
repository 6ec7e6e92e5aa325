import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { tsvRows } from '../../../knowledge/release.ts'
import type { Condition, Medication, PatientView } from '../../../record/patient-view.ts'
import type { Branch } from '../../../shared/action.ts'
import { circumstances, type Indication } from '../../../shared/advice-vocabulary.ts'
import type { Instant } from '../../../shared/instant.ts'
import { judgeCircumstance } from './circumstances.ts'
import type { PersonContext } from './person.ts'
import { appliesTo, judgeBranches } from './population.ts'
import { reasonCodes } from './reason-codes.ts'
import { recordPopulation } from './record-population.ts'
import { knowledge } from './shipped-release.test-support.ts'

const at = '2026-11-22T09:00:00Z' as Instant
const ref = (id: string) => ({ kind: 'fhir', resource: id, path: '' }) as const

const empty: PatientView = {
  id: 'p',
  name: 'P',
  medications: [],
  conditions: [],
  allergies: [],
  observations: [],
  procedures: [],
  silentOn: ['medications', 'allergies', 'conditions', 'observations', 'procedures'],
}
const told: PatientView = { ...empty, silentOn: [] }

const med = (name: string, more: Partial<Medication> = {}): Medication => ({
  drug: { name },
  asWritten: name,
  status: 'active',
  ref: ref(`MedicationStatement/${name}`),
  ...more,
})
const condition = (display: string, code?: string, active = true): Condition => ({
  what: { display, ...(code === undefined ? {} : { code, system: 'http://hl7.org/fhir/sid/icd-10-cm' }) },
  codes: [],
  active,
  ref: ref(`Condition/${display}`),
})
const of = (view: Partial<PatientView>, indications: readonly Indication[] = []): PersonContext => ({
  view: { ...told, ...view },
  indications: indications.map((indication) => ({ indication, ref: ref(`Condition/${indication}`) })),
  knowledge,
})
const silent: PersonContext = { view: empty, indications: [], knowledge }
const applies = (when: Parameters<typeof appliesTo>[0], person: PersonContext, drug?: string) =>
  appliesTo(when, person, at, drug).applies
const codes = new Set<string>(reasonCodes.map((r) => r.code))

describe('what the record does not say', () => {
  test('is unknown for every circumstance, never yes or no', () => {
    for (const c of circumstances) {
      const judged = judgeCircumstance(c, silent, at, 'phenytoin')
      if (c === 'medicine-is-citalopram') continue
      expect([c, judged.applies]).toEqual([c, 'unknown'])
      expect(judged.because.length).toBeGreaterThan(0)
    }
  })
  test('is unknown for age, weight, body mass index, dose and indication', () => {
    for (const when of [
      { age: { min: 18 } },
      { weight: { min: 40 } },
      { bmi: { above: 25 } },
      { dose: { above: 20, unit: 'mg/6 h' } },
      { indications: ['depression'] },
      { notIndications: ['depression'] },
    ] as const) {
      expect([when, applies(when, silent, 'codeine')]).toEqual([when, 'unknown'])
    }
  })
  test('every reason given has a code of the list', () => {
    for (const person of [silent, of({ sex: 'female', age: 70, ancestry: ['East Asian'] })]) {
      for (const c of circumstances)
        for (const r of judgeCircumstance(c, person, at, 'phenytoin').because) expect(codes).toContain(r.code)
    }
  })
})

describe('age and size', () => {
  test('min is inclusive and max exclusive', () => {
    expect(applies({ age: { min: 18 } }, of({ birthDate: '2008-11-22' }))).toBe('yes')
    expect(applies({ age: { min: 18 } }, of({ birthDate: '2008-11-23' }))).toBe('no')
    expect(applies({ age: { min: 12, max: 18 } }, of({ birthDate: '2008-11-22' }))).toBe('no')
  })
  const weight = (value: number, unit: string, date = '2026-10-01') => ({
    observations: [
      { what: { display: 'Body weight' }, loinc: '29463-7', value: { value, unit }, date, ref: ref('Observation/w') },
    ],
  })
  test('weight is read in kilograms and pounds, and not in units it does not know', () => {
    expect(applies({ weight: { min: 40 } }, of({ age: 30, ...weight(39.9, 'kg') }))).toBe('no')
    expect(applies({ weight: { min: 40 } }, of({ age: 30, ...weight(100, '[lb_av]') }))).toBe('yes')
    expect(applies({ weight: { min: 40 } }, of({ age: 30, ...weight(100, 'stone') }))).toBe('unknown')
  })
  test('an old weight of a child is not used', () => {
    expect(applies({ weight: { min: 40 } }, of({ age: 9, ...weight(25, 'kg', '2024-01-01') }))).toBe('unknown')
    expect(applies({ weight: { min: 40 } }, of({ age: 40, ...weight(70, 'kg', '2020-01-01') }))).toBe('yes')
  })
})

describe('how long a medicine has been used', () => {
  const use = (started: string | undefined, status: Medication['status'] = 'active') =>
    of({ medications: [med('carbamazepine', { status, ...(started === undefined ? {} : { started }) })] })
  const naive = { circumstances: ['treatment-naive'] } as const
  const long = { circumstances: ['used-over-3-months-without-reaction'] } as const
  test('planned and never taken is naive', () => {
    expect(applies(naive, use(undefined, 'planned'), 'carbamazepine')).toBe('yes')
    expect(applies(long, use(undefined, 'planned'), 'carbamazepine')).toBe('no')
    expect(applies(naive, of({}), 'carbamazepine')).toBe('yes')
  })
  test('three months to the day is long use; before that the reaction can still come, as in somebody who is new to it', () => {
    expect([
      applies(naive, use('2026-08-22'), 'carbamazepine'),
      applies(long, use('2026-08-22'), 'carbamazepine'),
    ]).toEqual(['no', 'yes'])
    expect([
      applies(naive, use('2026-08-23'), 'carbamazepine'),
      applies(long, use('2026-08-23'), 'carbamazepine'),
    ]).toEqual(['yes', 'no'])
  })
  test('a coarse date decides only when all its days agree; no date decides nothing', () => {
    expect(applies(long, use('2026-08'), 'carbamazepine')).toBe('unknown')
    expect(applies(long, use('2025'), 'carbamazepine')).toBe('yes')
    expect(applies(long, use('2026-10'), 'carbamazepine')).toBe('no')
    expect(applies(long, use(undefined), 'carbamazepine')).toBe('unknown')
  })
  test('a recorded reaction, or silence about allergies, is not "without reaction"', () => {
    const taking = use('2025-01-01').view
    expect(
      applies(
        long,
        of({
          ...taking,
          allergies: [{ to: { display: 'Carbamazepine' }, reaction: 'rash', ref: ref('AllergyIntolerance/1') }],
        }),
        'carbamazepine',
      ),
    ).toBe('no')
    expect(applies(long, of({ ...taking, silentOn: ['allergies'] }), 'carbamazepine')).toBe('unknown')
  })
  test('somebody who stopped is not naive', () => {
    expect(applies(naive, use('2020-01-01', 'stopped'), 'carbamazepine')).toBe('no')
  })
})

describe('indications', () => {
  const pci = recordPopulation('CVI ACS PCI')
  const other = recordPopulation('CVI non-ACS non-PCI')
  const neuro = recordPopulation('NVI')
  test('a stent decides between the populations of clopidogrel', () => {
    const person = of({}, ['percutaneous-coronary-intervention'])
    expect([applies(pci, person), applies(other, person), applies(neuro, person)]).toEqual(['yes', 'no', 'no'])
  })
  test('a stroke decides the other way', () => {
    const person = of({}, ['stroke-or-tia'])
    expect([applies(pci, person), applies(neuro, person)]).toEqual(['no', 'yes'])
  })
  test('without a recorded reason all stay open', () => {
    const person = of({ conditions: [condition('Gout', 'M10.9')] }, ['gout'])
    expect([applies(pci, person), applies(other, person), applies(neuro, person)]).toEqual([
      'unknown',
      'unknown',
      'unknown',
    ])
  })
  test('a reason stated for the medicine itself comes before what else is recorded', () => {
    const both = {
      ...of({}, ['depression']),
      indications: [
        { indication: 'depression', ref: ref('Condition/d') },
        { indication: 'neuropathic-pain', ref: ref('MedicationRequest/a'), forDrug: 'amitriptyline' },
      ],
    } as const
    expect(applies({ indications: ['depression'] }, both, 'amitriptyline')).toBe('no')
    expect(applies({ indications: ['neuropathic-pain'] }, both, 'amitriptyline')).toBe('yes')
    expect(applies({ indications: ['depression'] }, both, 'sertraline')).toBe('yes')
  })
  test('leukaemia is a malignancy, and a general reason does not exclude a narrower one', () => {
    expect(applies({ indications: ['malignancy'] }, of({}, ['leukaemia']))).toBe('yes')
    expect(applies({ indications: ['leukaemia'] }, of({}, ['malignancy']))).toBe('unknown')
    expect(applies({ notIndications: ['non-malignant'] }, of({}, ['leukaemia']))).toBe('yes')
  })
})

describe('medicines, organs, other genes', () => {
  test('inhibitors on the list count, the medicine itself does not', () => {
    const person = of({ medications: [med('paroxetine'), med('clarithromycin')] })
    expect(applies({ circumstances: ['strong-cyp2d6-inhibitor'] }, person, 'codeine')).toBe('yes')
    expect(applies({ circumstances: ['strong-cyp2d6-inhibitor'] }, person, 'paroxetine')).toBe('no')
    expect(
      applies({ anyCircumstance: ['moderate-cyp3a-inhibitor', 'strong-cyp3a-inhibitor'] }, person, 'simvastatin'),
    ).toBe('yes')
    expect(
      applies({ circumstances: ['no-interacting-drug'] }, of({ medications: [med('metformin')] }), 'codeine'),
    ).toBe('yes')
  })
  test('kidney function by eGFR; without one only disease says yes and nothing says no', () => {
    const egfr = (value: number) =>
      of({
        observations: [
          {
            what: { display: 'eGFR' },
            loinc: '98979-8',
            value: { value, unit: 'mL/min/{1.73_m2}' },
            date: '2026-01-01',
            ref: ref('Observation/e'),
          },
        ],
      })
    expect(applies({ circumstances: ['renal-impairment'] }, egfr(45))).toBe('yes')
    expect(applies({ circumstances: ['renal-impairment'] }, egfr(60))).toBe('no')
    expect(applies({ circumstances: ['renal-impairment'] }, of({ conditions: [condition('Gout')] }))).toBe('unknown')
    expect(
      applies({ circumstances: ['renal-impairment'] }, of({ conditions: [condition('CKD stage 4', 'N18.4')] })),
    ).toBe('yes')
  })
  test('a man is not pregnant; a woman under 60 is a question', () => {
    expect(applies({ circumstances: ['pregnancy'] }, of({ sex: 'male', age: 30 }))).toBe('no')
    expect(
      applies({ circumstances: ['pregnancy'] }, of({ sex: 'female', age: 30, conditions: [condition('Asthma')] })),
    ).toBe('unknown')
    expect(
      applies(
        { circumstances: ['pregnancy'] },
        of({ sex: 'female', age: 30, conditions: [condition('Pregnancy', 'Z33.1')] }),
      ),
    ).toBe('yes')
  })
  test('sex at birth decides about pregnancy where both are recorded', () => {
    expect(
      applies(
        { circumstances: ['pregnancy'] },
        of({ sex: 'male', birthSex: 'female', age: 30, conditions: [condition('Asthma')] }),
      ),
    ).toBe('unknown')
    expect(applies({ circumstances: ['pregnancy'] }, of({ sex: 'female', birthSex: 'male', age: 30 }))).toBe('no')
  })
  test('an unconfirmed condition is neither there nor absent', () => {
    const maybe = { ...condition('Cirrhosis of liver', 'K74.6'), verification: 'provisional' }
    expect(applies({ circumstances: ['hepatic-impairment'] }, of({ conditions: [maybe] }))).toBe('unknown')
  })
  test('two ingredients of one product are a combination', () => {
    const codeine = (more: Partial<Medication>) => of({ medications: [med('codeine', more)] })
    expect(
      applies({ circumstances: ['combination-product'] }, codeine({ combinedWith: ['paracetamol'] }), 'codeine'),
    ).toBe('yes')
    expect(
      applies({ circumstances: ['single-agent-product'] }, codeine({ asWritten: 'Codeine 30 mg tablet' }), 'codeine'),
    ).toBe('yes')
    expect(applies({ circumstances: ['combination-product'] }, of({}), 'codeine')).toBe('unknown')
  })
  test('recorded race is not read as ancestry', () => {
    expect(applies({ circumstances: ['asian-ancestry'] }, of({ raceRecorded: ['Asian'] }))).toBe('unknown')
    expect(applies({ circumstances: ['asian-ancestry'] }, of({ ancestry: ['East Asian'] }))).toBe('yes')
  })
  test('a family history or a denied condition is not the condition', () => {
    expect(
      applies(
        { circumstances: ['hepatic-impairment'] },
        of({ conditions: [condition('Family history of cirrhosis')] }),
      ),
    ).toBe('no')
    expect(
      applies(
        { circumstances: ['hepatic-impairment'] },
        of({ conditions: [condition('Alcoholic cirrhosis of liver')] }),
      ),
    ).toBe('yes')
  })
  test('a recorded dose is compared in the unit of the advice', () => {
    const codeine = (value: number) => of({ medications: [med('codeine', { dailyDose: { value, unit: 'mg/d' } })] })
    expect(applies({ dose: { above: 20, unit: 'mg/6 h' } }, codeine(120), 'codeine')).toBe('yes')
    expect(applies({ dose: { above: 20, unit: 'mg/6 h' } }, codeine(80), 'codeine')).toBe('no')
    expect(applies({ dose: { upTo: 20, unit: 'mg/6 h' } }, codeine(80), 'codeine')).toBe('yes')
  })
})

describe('branches', () => {
  const branch = (when?: Branch['when']): Branch => ({
    ...(when ? { when } : {}),
    first: [{ do: 'standard', firm: 'do' }],
  })
  const two = [branch({ indications: ['acute-coronary-syndrome-or-pci'] }), branch({ otherwise: true })]
  const states = (person: PersonContext, branches = two) => judgeBranches(branches, person, at).map((b) => b.applies)
  test('otherwise holds when no sibling does, and stays open while one is open', () => {
    expect(states(of({}, ['acute-coronary-syndrome-or-pci']))).toEqual(['yes', 'no'])
    expect(states(of({}, ['stroke-or-tia']))).toEqual(['no', 'yes'])
    expect(states(of({}))).toEqual(['unknown', 'unknown'])
  })
  test('a branch for everybody does not take part in otherwise', () => {
    expect(states(of({}, ['stroke-or-tia']), [branch(), ...two])).toEqual(['yes', 'no', 'yes'])
  })
  test('codes and reasons go together', () => {
    const [first] = judgeBranches(two, of({}, ['stroke-or-tia']), at)
    expect(first?.because).toEqual(['other-indication-recorded'])
    expect(first?.reasons[0]?.basis?.[0]).toEqual(ref('Condition/stroke-or-tia'))
  })
})

describe('the population column of guideline records', () => {
  test('everybody', () => {
    for (const text of ['', 'general', 'n/a']) expect(recordPopulation(text)).toBeUndefined()
  })
  test('ages and subgroups that the lookup key has already chosen', () => {
    expect(recordPopulation('pediatrics')).toEqual({ age: { max: 18 } })
    expect(recordPopulation('Affected subgroup: CYP2C19 intermediate or poor metabolizers')).toBeUndefined()
    expect(recordPopulation('Affected subgroup: CYP2C19 and/or UGT2B17 poor metabolizers')).toBeUndefined()
    expect(recordPopulation('HLA-B*15:02 allele positive')).toBeUndefined()
    expect(recordPopulation('Pediatrics; Affected subgroup: CYP2C19 intermediate or poor metabolizers')).toEqual({
      age: { max: 18 },
    })
  })
  test('a text that is not known is kept as an open question, never dropped', () => {
    const when = recordPopulation('people who sing')
    expect(applies(when, of({ age: 40 }, ['depression']))).toBe('unknown')
    expect(recordPopulation('Pediatrics; singing')).toEqual({ age: { max: 18 }, circumstances: ['other-population'] })
  })
  const folder = join(import.meta.dirname, '../../../../../shared/reference/pgx')
  test.skipIf(!existsSync(folder))('every text of the reference tables is known', () => {
    const texts = ['recommendations-2024-02.tsv', 'recommendations-matched-examples-2025-11.tsv'].flatMap((f) =>
      tsvRows(readFileSync(join(folder, f), 'utf8')).map((r) => r['population'] ?? ''),
    )
    expect(texts.length).toBe(2896)
    expect([...new Set(texts)].filter((t) => recordPopulation(t)?.circumstances?.includes('other-population'))).toEqual(
      [],
    )
  })
})
