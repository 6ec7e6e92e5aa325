import { describe, expect, test } from 'vitest'
import type { Medication, PatientView } from '../../../record/patient-view.ts'
import type { Action } from '../../../shared/action.ts'
import type { Indication } from '../../../shared/advice-vocabulary.ts'
import type { Instant } from '../../../shared/instant.ts'
import type { GeneResult } from '../model.ts'
import { checkAlternative, expandChoice } from './alternatives.ts'
import { interactionsFor } from './interactions.ts'
import type { PersonContext } from './person.ts'
import { cautionReasons, reasonCodes } from './reason-codes.ts'
import { knowledge } from './shipped-release.test-support.ts'

const at = '2026-11-22T09:00:00Z' as Instant
const ref = (id: string) => ({ kind: 'fhir', resource: id, path: '' }) as const
const med = (name: string, more: Partial<Medication> = {}): Medication => ({
  drug: { name },
  asWritten: name,
  status: 'active',
  ref: ref(`MedicationStatement/${name}`),
  ...more,
})
const view: PatientView = {
  id: 'p',
  name: 'P',
  age: 61,
  sex: 'male',
  medications: [],
  conditions: [
    {
      what: { display: 'Acute myocardial infarction', code: 'I25.2' },
      codes: [],
      active: false,
      ref: ref('Condition/mi'),
    },
  ],
  allergies: [],
  observations: [
    {
      what: { display: 'Body weight' },
      loinc: '29463-7',
      value: { value: 82, unit: 'kg' },
      date: '2026-10-01',
      ref: ref('Observation/w'),
    },
  ],
  procedures: [],
  silentOn: [],
}
const person = (
  more: Partial<PatientView> = {},
  indications: readonly Indication[] = ['acute-coronary-syndrome-or-pci'],
): PersonContext => ({
  view: { ...view, ...more },
  indications: indications.map((indication) => ({ indication, ref: ref('Condition/mi') })),
  knowledge,
})
const check = (
  drug: string,
  who: PersonContext,
  instead?: string,
  verdict: 'act' | 'caution' | 'fine' | 'notKnown' | 'noQuestion' = 'noQuestion',
) => checkAlternative({ name: drug }, who, () => verdict, knowledge, at, instead)
const because = (a: ReturnType<typeof check>) => a.because.map((r) => r.with['because'] ?? r.code)

const poor = (gene: string, phenotype = 'Poor Metabolizer'): GeneResult => ({
  gene,
  call: {
    gene,
    source: 'vcf',
    diplotypes: [],
    lowestFunction: [],
    phased: true,
    effectivelyPhased: true,
    positions: [],
    missing: [],
    notExcluded: [],
    basis: [],
    messages: [],
  },
  source: [],
  genetic: [
    {
      diplotype: { alleles: ['*4', '*4'], label: '*4/*4', score: 0 },
      shownAs: '*4/*4',
      functions: [],
      phenotypes: [phenotype],
      activityScore: '0.0',
      lookup: ['0.0'],
      inferred: false,
    },
  ],
})

describe('choices become medicines', () => {
  const names = (actions: readonly Action[], drug: string) =>
    expandChoice(actions, drug, knowledge).candidates.map((c) => c.name)
  test('named medicines and groups, never the medicine itself', () => {
    expect(names([{ do: 'choose', firm: 'do', classes: ['other-p2y12-inhibitor'] }], 'clopidogrel')).toEqual([
      'prasugrel',
      'ticagrelor',
    ])
    expect(names([{ do: 'choose', firm: 'do', drugs: ['prasugrel', 'clopidogrel'] }], 'clopidogrel')).toEqual([
      'prasugrel',
    ])
  })
  test('a gene condition and exclusions narrow a group', () => {
    const all = names(
      [{ do: 'choose', firm: 'do', classes: ['other-antidepressant'], notMetabolisedBy: ['CYP2D6'] }],
      'paroxetine',
    )
    expect(all).toContain('sertraline')
    expect(all).not.toContain('fluoxetine')
    expect(
      names([{ do: 'choose', firm: 'do', classes: ['other-statin'], notDrugs: ['atorvastatin'] }], 'simvastatin'),
    ).not.toContain('atorvastatin')
  })
  test('"not metabolised by" alone stays in the therapeutic area of the medicine', () => {
    const opioids = names([{ do: 'choose', firm: 'do', notMetabolisedBy: ['CYP2D6'] }], 'codeine')
    expect(opioids).toContain('morphine')
    expect(opioids).not.toContain('oxycodone')
    expect(opioids).not.toContain('sertraline')
  })
  test('just "another one" stays in the therapeutic area and offers nothing that advice leaves out', () => {
    expect(names([{ do: 'choose', firm: 'do' }], 'risperidone')).toContain('olanzapine')
    expect(names([{ do: 'choose', firm: 'do' }], 'capecitabine')).toEqual([])
    expect(names([{ do: 'choose', firm: 'do' }], 'rocuronium')).not.toContain('succinylcholine')
  })
  test('what else the same advice tells to avoid is not offered', () => {
    expect(
      names(
        [
          { do: 'avoid', firm: 'do', alsoAvoid: ['prasugrel'] },
          { do: 'choose', firm: 'do', classes: ['other-p2y12-inhibitor'] },
        ],
        'clopidogrel',
      ),
    ).toEqual(['ticagrelor'])
  })
  test('a group without medicines in the catalogue stays a group', () => {
    expect(
      expandChoice(
        [{ do: 'choose', firm: 'do', classes: ['non-fluoropyrimidine-regimen'] }],
        'fluorouracil',
        knowledge,
      ),
    ).toEqual({ candidates: [], unexpanded: ['non-fluoropyrimidine-regimen'] })
  })
})

describe('prasugrel and ticagrelor against the labelling', () => {
  test('fit somebody with nothing against them', () => {
    expect(check('prasugrel', person()).fit).toBe('fits')
    expect(check('ticagrelor', person(), undefined, 'noQuestion').fit).toBe('fits')
  })
  test('an earlier stroke forbids prasugrel, also when it is history, coded or written', () => {
    for (const what of [{ display: 'Cerebral infarction', code: 'I63.9' }, { display: 'Transient ischaemic attack' }]) {
      const found = check(
        'prasugrel',
        person({ conditions: [{ what, codes: [], active: false, ref: ref('Condition/s') }] }),
      )
      expect(found.fit).toBe('unsuitable')
      expect(because(found)).toContain('prior-stroke-or-tia')
      expect(found.because[0]?.basis).toEqual([ref('Condition/s')])
    }
  })
  test('age 75 and weight under 60 kg call for caution; 60 kg does not', () => {
    expect(because(check('prasugrel', person({ age: 75 })))).toContain('age-75-or-over')
    const weighing = (value: number) =>
      person({
        observations: [
          {
            what: { display: 'w' },
            loinc: '29463-7',
            value: { value, unit: 'kg' },
            date: '2026-10-01',
            ref: ref('Observation/w'),
          },
        ],
      })
    expect(check('prasugrel', weighing(59.9)).fit).toBe('caution')
    expect(check('prasugrel', weighing(60)).fit).toBe('fits')
    expect(check('prasugrel', person({ observations: [] })).because).toContainEqual(
      expect.objectContaining({ code: 'caution-not-excluded' }),
    )
  })
  test('a strong CYP3A inhibitor forbids ticagrelor', () => {
    expect(check('ticagrelor', person({ medications: [med('clarithromycin')] })).fit).toBe('unsuitable')
    expect(
      check('ticagrelor', person({ medications: [med('simvastatin', { dailyDose: { value: 80, unit: 'mg/d' } })] }))
        .fit,
    ).toBe('caution')
  })
  test('the statin limit beside ticagrelor is above 40 mg, not at it, and an unknown dose stays open', () => {
    const statin = (more: Partial<Medication>) =>
      because(check('ticagrelor', person({ medications: [med('lovastatin', more)] })))
    expect(statin({ dailyDose: { value: 40, unit: 'mg/d' } })).not.toContain('statin-dose-above-40-mg')
    expect(statin({ dailyDose: { value: 41, unit: 'mg/d' } })).toContain('statin-dose-above-40-mg')
    expect(statin({})).toContain('statin-dose-above-40-mg')
  })
  test('what could forbid it and is not recorded weighs more than a caution', () => {
    const both = check('prasugrel', person({ age: 80, silentOn: ['allergies'] }))
    expect(both.fit).toBe('notKnown')
    expect(because(both)).toContain('age-75-or-over')
  })
  test('a record that is silent is told, not taken as none', () => {
    const noAllergies = check('ticagrelor', person({ silentOn: ['allergies'] }))
    expect(noAllergies.fit).toBe('notKnown')
    expect(because(noAllergies)).toContain('allergies-not-recorded')
    expect(check('prasugrel', person({ conditions: [], silentOn: ['conditions'] })).fit).toBe('notKnown')
  })
})

describe('allergies, genes, earlier use', () => {
  test('an allergy to it or to a medicine of its kind rules it out', () => {
    const allergic = (name: string) =>
      person({
        allergies: [
          { to: { display: name }, drug: { name }, reaction: 'angioedema', ref: ref('AllergyIntolerance/1') },
        ],
      })
    expect(because(check('prasugrel', allergic('clopidogrel')))[0]).toBe('allergy-to-related')
    expect(check('ticagrelor', allergic('clopidogrel')).fit).toBe('fits')
    expect(check('rosuvastatin', allergic('Rosuvastatin')).fit).toBe('unsuitable')
  })
  test('an allergy to a kind of medicine counts, as do aspirin and the other NSAIDs for each other', () => {
    const toKind = (display: string, drugClass: string) =>
      person({ allergies: [{ to: { display }, drugClass, ref: ref('AllergyIntolerance/1') }] })
    expect(check('morphine', toKind('Opiates', 'opioids')).fit).toBe('unsuitable')
    expect(check('naproxen', toKind('Aspirin', 'aspirin')).fit).toBe('unsuitable')
    expect(check('celecoxib', toKind('Sulfa drugs', 'sulfonamide antibiotics')).fit).toBe('unsuitable')
    expect(because(check('morphine', toKind('Penicillin', 'penicillins')))).not.toContain('allergy-to-related')
  })
  test('the same person’s genes decide too', () => {
    expect(check('ticagrelor', person(), undefined, 'act').fit).toBe('unsuitable')
    expect(check('ticagrelor', person(), undefined, 'notKnown').fit).toBe('notKnown')
    expect(check('ticagrelor', person(), undefined, 'caution').fit).toBe('caution')
  })
  test('earlier use is told', () => {
    expect(
      because(
        check('ticagrelor', person({ medications: [med('ticagrelor', { status: 'stopped', stopped: '2024-03' })] })),
      ),
    ).toContain('taken-before')
  })
  test('the medicine that is replaced does not count against its replacement', () => {
    const taking = person({ medications: [med('clarithromycin')] })
    expect(check('ticagrelor', taking, 'clarithromycin').fit).toBe('fits')
  })
  test('a medicine outside the catalogue is not called fitting', () => {
    expect(check('sulfasalazine', person()).fit).toBe('notKnown')
  })
  test('azathioprine on the list forbids febuxostat', () => {
    expect(
      check(
        'febuxostat',
        person({
          conditions: [{ what: { display: 'Gout' }, codes: [], active: true, ref: ref('c') }],
          medications: [med('azathioprine')],
        }),
      ).fit,
    ).toBe('unsuitable')
  })
  test('every code given is in the lists', () => {
    const known = new Set<string>([...reasonCodes, ...cautionReasons].map((r) => r.code))
    for (const m of knowledge.medicines) {
      for (const who of [
        person(),
        person({ silentOn: ['allergies', 'conditions', 'medications'], conditions: [], observations: [] }),
      ]) {
        for (const r of check(m.drug.name, who).because) {
          expect(known).toContain(r.code)
          if (r.with['because'] !== undefined) expect(known).toContain(r.with['because'])
        }
      }
    }
  })
})

describe('interactions', () => {
  const of = (drug: string, meds: readonly Medication[], genes: readonly GeneResult[] = []) =>
    interactionsFor(drug, meds, genes, knowledge)
  test('codeine cannot be activated beside paroxetine, seen from both sides', () => {
    const list = [med('codeine'), med('paroxetine')]
    expect(of('codeine', list)).toEqual([
      expect.objectContaining({
        with: { name: 'paroxetine' },
        gene: 'CYP2D6',
        effect: 'activation-blocked',
        severity: 'avoid',
        basis: ref('MedicationStatement/paroxetine'),
      }),
    ])
    expect(of('paroxetine', list)).toEqual([
      expect.objectContaining({ with: { name: 'codeine' }, effect: 'blocks-activation-of' }),
    ])
  })
  test('when the genes have switched the enzyme off, the inhibitor adds nothing', () => {
    expect(of('codeine', [med('codeine'), med('paroxetine')], [poor('CYP2D6')])).toEqual([
      expect.objectContaining({ effect: 'enzyme-already-absent', severity: 'note' }),
    ])
  })
  test('an enzyme that only works less can still be switched off', () => {
    expect(of('codeine', [med('paroxetine')], [poor('CYP2D6', 'Intermediate Metabolizer')])[0]?.effect).toBe(
      'activation-blocked',
    )
  })
  test('clopidogrel with omeprazole, esomeprazole and fluoxetine', () => {
    expect(
      of('clopidogrel', [med('omeprazole'), med('fluoxetine'), med('pantoprazole')]).map((i) => [
        i.with.name,
        i.effect,
        i.severity,
      ]),
    ).toEqual([
      ['fluoxetine', 'activation-reduced', 'avoid'],
      ['omeprazole', 'activation-reduced', 'avoid'],
    ])
  })
  test('simvastatin: forbidden beside clarithromycin, limited beside amlodipine', () => {
    const found = of('simvastatin', [med('clarithromycin'), med('amlodipine'), med('cyclosporine')])
    expect(found.map((i) => [i.with.name, i.severity, i.limitMgPerDay])).toEqual([
      ['clarithromycin', 'avoid', undefined],
      ['cyclosporine', 'avoid', undefined],
      ['amlodipine', 'caution', 20],
    ])
  })
  test('two ways of interacting with one medicine are two lines', () => {
    expect(
      of('tramadol', [med('paroxetine', { drug: { name: 'paroxetine', atc: ['N06AB05'] } })]).map((i) => i.effect),
    ).toEqual(['activation-blocked', 'serotonin-toxicity-and-seizures'])
  })
  test('what was stopped does not interact; what is planned does', () => {
    expect(of('codeine', [med('paroxetine', { status: 'stopped' })])).toEqual([])
    expect(of('codeine', [med('paroxetine', { status: 'planned' })])).toHaveLength(1)
  })
  test('what could not be looked up is marked', () => {
    expect(of('metoprolol', [med('paroxetine')])[0]?.unverified).toBe(true)
    expect(of('codeine', [med('paroxetine')])[0]?.unverified).toBeUndefined()
  })
})
