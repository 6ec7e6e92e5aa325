import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadRelease } from '../knowledge/folder.ts'
import type { Instant } from '../shared/instant.ts'
import type { Problem } from '../shared/problem.ts'
import { circumstancesOf, indicationsOf, type PatientView } from './index.ts'
import { readRecord } from './read-record.ts'
import { compileTerms } from './terms.ts'

const at = '2026-11-22T09:00:00Z' as Instant
const terms = compileTerms(loadRelease('attune-terms'))
const options = { at, terms, source: 'r.json' }

type Json = Record<string, unknown>
const patient: Json = {
  resourceType: 'Patient',
  id: 'p',
  name: [{ given: ['Ann'], family: 'Lee' }],
  birthDate: '1990-05-01',
  gender: 'female',
}
const subject = { reference: 'Patient/p' }
const bundle = (...resources: readonly Json[]): Json => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: [patient, ...resources].map((resource) => ({ resource })),
})
const order = (text: string, more: Json = {}): Json => ({
  resourceType: 'MedicationRequest',
  status: 'active',
  intent: 'order',
  subject,
  medicationCodeableConcept: { text },
  ...more,
})
const coded = (code: string, display: string): Json => ({
  medicationCodeableConcept: { coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code, display }] },
})

const view = (input: unknown): PatientView => {
  const result = readRecord(input, options)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}
const problems = (input: unknown, more: object = {}): readonly Problem[] =>
  readRecord(input, { ...options, ...more }).problems
const codes = (input: unknown): readonly string[] => problems(input).map((p) => p.code)
const statusOf = (...resources: readonly Json[]): readonly (readonly [string, string])[] =>
  view(bundle(...resources)).medications.map((m) => [m.drug.name, m.status] as const)

describe('what comes in', () => {
  const order1 = order('Codeine 30 mg tablet')
  test('a Bundle, an array, an object with resources and NDJSON give the same medicines', () => {
    const inputs = [
      bundle(order1),
      JSON.stringify(bundle(order1)),
      [patient, order1],
      { patient, resources: [order1] },
      `${JSON.stringify(patient)}\n${JSON.stringify(order1)}\n`,
    ]
    for (const input of inputs) expect(view(input).medications.map((m) => m.drug.name)).toEqual(['codeine'])
  })
  test('text that is not JSON is a problem with line and column', () => {
    expect(problems('{\n  "a": 1,\n  "b": }\n')).toMatchObject([{ code: 'record.json', at: { line: 3, column: 8 } }])
    expect(problems('<html>')[0]?.message).toContain('XML')
    expect(problems('  ')).toMatchObject([{ code: 'record.empty' }])
    expect(problems(`${'['.repeat(200)}${']'.repeat(200)}`)).toMatchObject([{ code: 'record.too-deep' }])
  })
  test('each broken NDJSON line is named', () => {
    expect(
      problems(`${JSON.stringify(patient)}\n{"resourceType": \n{bad}\n${JSON.stringify(order1)}`).map((p) => p.at.line),
    ).toEqual([2, 3])
  })
  test('other versions of FHIR are refused with the version and the place', () => {
    expect(
      problems(bundle({ resourceType: 'Condition', clinicalStatus: 'active', subject, code: { text: 'x' } })),
    ).toMatchObject([{ code: 'record.fhir-version', at: { path: 'Bundle.entry[1].resource.clinicalStatus' } }])
    expect(
      problems(
        bundle({ resourceType: 'MedicationStatement', status: 'recorded', medication: { concept: { text: 'x' } } }),
      )[0]?.message,
    ).toContain('R5')
  })
  test('several patients need a choice; the choice leaves the other one out', () => {
    const two = {
      resourceType: 'Bundle',
      type: 'collection',
      entry: [patient, { ...patient, id: 'q' }, order1, order('Aspirin', { subject: { reference: 'Patient/q' } })].map(
        (resource) => ({ resource }),
      ),
    }
    expect(problems(two)).toMatchObject([
      { code: 'record.several-patients', remedy: expect.stringContaining('--patient') },
    ])
    const q = readRecord(two, { ...options, patient: 'q' })
    expect(q.ok && q.value.medications.map((m) => m.drug.name)).toEqual(['aspirin'])
    expect(problems(two, { patient: 'z' })[0]?.code).toBe('record.no-such-patient')
  })
  test('a resource about somebody who is not in the record is left out and told', () => {
    const b = bundle(order('Aspirin', { subject: { reference: 'Patient/stranger' } }))
    expect(view(b).medications).toEqual([])
    expect(codes(b)).toEqual(['record.other-subject'])
  })
  test('one page of a search result says that more is missing', () => {
    expect(codes({ ...bundle(), type: 'searchset', link: [{ relation: 'next', url: 'x' }] })).toContain(
      'record.more-pages',
    )
  })
  test('all problems come at once, each with its path, and nothing is read', () => {
    const broken = bundle(
      order('Codeine', { status: 'actve', authoredOn: '2025-02-30' }),
      { resourceType: 'Observation', status: 'final', subject, valueQuantity: { value: '70' } },
      { resourceType: 'MedicationRequest', status: 'active', intent: 'order', subject },
    )
    const result = readRecord(broken, options)
    expect(result.ok).toBe(false)
    expect(result.problems.map((p) => [p.code, p.at.path])).toEqual([
      ['record.unknown-code', 'Bundle.entry[1].resource.status'],
      ['record.bad-date', 'Bundle.entry[1].resource.authoredOn'],
      ['record.missing', 'Bundle.entry[3].resource.medication[x]'],
      ['record.missing', 'Bundle.entry[2].resource.code'],
      ['record.wrong-type', 'Bundle.entry[2].resource.valueQuantity.value'],
    ])
    for (const p of result.problems) expect(p.remedy).not.toBe('')
  })
  test('any JSON gives a result or problems, never an exception', () => {
    const resource = fc.record(
      {
        resourceType: fc.constantFrom(
          'Patient',
          'MedicationRequest',
          'MedicationStatement',
          'Observation',
          'Condition',
          'AllergyIntolerance',
          'Procedure',
          'Bundle',
        ),
        status: fc.jsonValue(),
        code: fc.jsonValue(),
        subject: fc.jsonValue(),
        medicationCodeableConcept: fc.jsonValue(),
        medicationReference: fc.jsonValue(),
        reasonReference: fc.jsonValue(),
        entry: fc.jsonValue(),
        dosageInstruction: fc.jsonValue(),
        name: fc.jsonValue(),
        verificationStatus: fc.jsonValue(),
      },
      { requiredKeys: ['resourceType'] },
    )
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.array(resource), fc.json()), (input) => {
        const result = readRecord(Array.isArray(input) ? [patient, ...input] : input, options)
        if (!result.ok) expect(result.problems.length).toBeGreaterThan(0)
      }),
      { numRuns: 500 },
    )
  })
})

describe('which medicines are taken now', () => {
  test('orders that ended by their dosage or validity are stopped, drafts and plans are planned', () => {
    expect(
      statusOf(
        order('Codeine', {
          dosageInstruction: [{ timing: { repeat: { boundsPeriod: { start: '2026-01-01', end: '2026-02-01' } } } }],
        }),
        order('Aspirin', { dispenseRequest: { validityPeriod: { end: '2026-11-01' } } }),
        order('Ibuprofen', {
          authoredOn: '2026-11-01',
          dosageInstruction: [{ timing: { repeat: { boundsDuration: { value: 10, code: 'd' } } } }],
        }),
        order('Naproxen', {
          authoredOn: '2026-11-20',
          dosageInstruction: [{ timing: { repeat: { boundsDuration: { value: 10, code: 'd' } } } }],
        }),
        order('Sertraline', { status: 'draft' }),
        order('Capecitabine', { intent: 'plan' }),
        order('Warfarin', { status: 'on-hold' }),
        order('Clopidogrel', { authoredOn: '2026-12-24' }),
      ),
    ).toEqual([
      ['naproxen', 'active'],
      ['sertraline', 'planned'],
      ['capecitabine', 'planned'],
      ['warfarin', 'planned'],
      ['clopidogrel', 'planned'],
      ['codeine', 'stopped'],
      ['aspirin', 'stopped'],
      ['ibuprofen', 'stopped'],
    ])
  })
  test('one ingredient told of twice is one medicine, and the active statement leads', () => {
    const [m, ...rest] = view(
      bundle(order('Simvastatin 20 MG Oral Tablet', { status: 'stopped', id: 'a' }), {
        resourceType: 'MedicationStatement',
        id: 'b',
        status: 'active',
        subject,
        ...coded('36567', 'simvastatin'),
      }),
    ).medications
    expect(rest).toEqual([])
    expect(m).toMatchObject({
      status: 'active',
      ref: { resource: 'MedicationStatement/b' },
      others: [{ status: 'stopped', ref: { resource: 'MedicationRequest/a' } }],
    })
  })
  test('a later statement that it is not taken is told and not followed', () => {
    const b = bundle(order('Codeine', { authoredOn: '2026-01-01' }), {
      resourceType: 'MedicationStatement',
      status: 'not-taken',
      subject,
      medicationCodeableConcept: { text: 'Codeine' },
      dateAsserted: '2026-10-01',
    })
    expect(statusOf(...(b['entry'] as { resource: Json }[]).slice(1).map((e) => e.resource))).toEqual([
      ['codeine', 'active'],
    ])
    expect(codes(b)).toEqual(['record.medicine-status-differs'])
  })
  test('a dispense counts while its supply lasts', () => {
    const dispense = (day: string): Json => ({
      resourceType: 'MedicationDispense',
      status: 'completed',
      subject,
      medicationCodeableConcept: { text: 'Metformin' },
      whenHandedOver: day,
      daysSupply: { value: 90 },
    })
    expect(statusOf(dispense('2026-11-01'))).toEqual([['metformin', 'active']])
    expect(statusOf(dispense('2026-01-01'))).toEqual([['metformin', 'stopped']])
  })
  test('what is entered in error or must not be given is not on the list', () => {
    expect(
      statusOf(order('Codeine', { status: 'entered-in-error' }), order('Aspirin', { doNotPerform: true })),
    ).toEqual([])
  })
  test('a combination gives each ingredient, with the others beside it', () => {
    const list = view(bundle(order('acetaminophen 300 MG / codeine phosphate 15 MG Oral Tablet'))).medications
    expect(list.map((m) => [m.drug.name, m.combinedWith])).toEqual([
      ['paracetamol', ['codeine']],
      ['codeine', ['paracetamol']],
    ])
  })
  test('an unknown medicine stays on the list by name and is told', () => {
    const b = bundle(order('Foobarin 20 MG Oral Tablet', coded('999999999', 'Foobarin 20 MG Oral Tablet')))
    expect(view(b).medications[0]).toMatchObject({ drug: { name: 'foobarin 20 mg oral tablet' }, status: 'active' })
    expect(view(b).medications[0]?.recognisedBy).toBeUndefined()
    expect(problems(b)).toMatchObject([
      {
        code: 'record.unknown-medicine',
        severity: 'warning',
        message: 'The medicine "Foobarin 20 MG Oral Tablet" (999999999) is not known; it was not assessed.',
      },
    ])
  })
  test('the part of a combination that is not known is not dropped', () => {
    expect(statusOf(order('codeine 15 MG / foobarin 5 MG Oral Tablet'))).toEqual([
      ['codeine', 'active'],
      ['foobarin', 'active'],
    ])
  })
  test('code and text that disagree both count, and the contradiction is told', () => {
    const b = bundle(order('', { ...coded('32968', 'Warfarin 5 MG Oral Tablet') }))
    expect(view(b).medications.map((m) => m.drug.name)).toEqual(['clopidogrel', 'warfarin'])
    expect(codes(b)).toEqual(['record.medicine-contradiction'])
  })
  test('contained and referenced Medications are followed', () => {
    const contained = order('', {
      medicationCodeableConcept: undefined,
      contained: [{ resourceType: 'Medication', id: 'm', code: { text: 'Tramadol' } }],
      medicationReference: { reference: '#m' },
    })
    const urn = {
      resourceType: 'MedicationRequest',
      status: 'active',
      intent: 'order',
      subject,
      medicationReference: { reference: 'urn:uuid:0b1' },
    }
    const b = {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [
        { resource: patient },
        { resource: contained },
        { fullUrl: 'urn:uuid:0b1', resource: { resourceType: 'Medication', code: { text: 'Aspirin' } } },
        { resource: urn },
      ],
    }
    expect(view(b).medications.map((m) => m.drug.name)).toEqual(['tramadol', 'aspirin'])
  })
  test('a daily dose is given only where amount and rhythm are stated', () => {
    const dose = (more: Json): unknown =>
      view(
        bundle(
          order('Simvastatin 20 MG Oral Tablet', {
            dosageInstruction: [{ timing: { repeat: { frequency: 2, period: 1, periodUnit: 'd' } }, ...more }],
          }),
        ),
      ).medications[0]?.dailyDose
    expect(dose({ doseAndRate: [{ doseQuantity: { value: 20, code: 'mg' } }] })).toEqual({ value: 40, unit: 'mg/d' })
    expect(dose({ doseAndRate: [{ doseQuantity: { value: 1, unit: 'tablet' } }] })).toEqual({ value: 40, unit: 'mg/d' })
    expect(dose({ doseAndRate: [{ doseQuantity: { value: 5, code: 'mL' } }] })).toBeUndefined()
    expect(dose({ doseAndRate: [{ doseQuantity: { value: 20, code: 'mg' } }], asNeededBoolean: true })).toBeUndefined()
    expect(dose({})).toBeUndefined()
  })
})

describe('allergies, conditions and results', () => {
  const allergy = (text: string, more: Json = {}): Json => ({
    resourceType: 'AllergyIntolerance',
    patient: subject,
    code: { text },
    ...more,
  })
  test('silence about allergies is not the same as none', () => {
    expect(view(bundle()).silentOn).toContain('allergies')
    const none = view(bundle(allergy('No known drug allergy')))
    expect([none.allergies, none.silentOn.includes('allergies'), none.noKnownAllergies?.kind]).toEqual([
      [],
      false,
      'fhir',
    ])
  })
  test('a denial of food allergy says nothing about medicines', () => {
    const v = view(bundle(allergy('No known food allergy')))
    expect([v.noKnownAllergies, v.silentOn.includes('allergies')]).toEqual([undefined, true])
  })
  test('an exception to "no allergies" is an allergy', () => {
    for (const said of ['No known drug allergies except penicillin', 'NKDA other than codeine']) {
      const v = view(bundle(allergy(said)))
      expect([said, v.allergies.length, v.noKnownAllergies]).toEqual([said, 1, undefined])
    }
  })
  test('of a product every ingredient is one', () => {
    const found = view(bundle(allergy('paracetamol / codeine'))).allergies
    expect(found.map((a) => String(a.drug?.name)).sort()).toEqual(['codeine', 'paracetamol'])
  })
  test('a result about somebody else in this record is not this patient’s', () => {
    const weight = {
      resourceType: 'Observation',
      status: 'final',
      subject,
      focus: [{ reference: 'RelatedPerson/baby' }],
      code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }] },
      valueQuantity: { value: 3.2, system: 'http://unitsofmeasure.org', code: 'kg' },
    }
    expect([view(bundle(weight)).observations, codes(bundle(weight))]).toEqual([[], ['record.other-subject']])
  })
  test('an empty list with the reason "nil known" states that there is none', () => {
    const list = {
      resourceType: 'List',
      subject,
      code: { coding: [{ code: '48765-2' }] },
      emptyReason: { coding: [{ code: 'nilknown' }] },
    }
    expect(view(bundle(list)).noKnownAllergies).toMatchObject({ path: 'Bundle.entry[1].resource.emptyReason' })
  })
  test('medicines and groups are recognised, refuted allergies are left out', () => {
    const refuted = { verificationStatus: { coding: [{ code: 'refuted' }] } }
    const found = view(
      bundle(
        allergy('Penicillins'),
        allergy('Sulfa drugs'),
        allergy('amoxicillin'),
        allergy('Aspirin', refuted),
        allergy('Bee venom'),
      ),
    ).allergies
    expect(found.map((a) => [a.to.display, a.drug?.name, a.drugClass])).toEqual([
      ['Penicillins', undefined, 'penicillins'],
      ['Sulfa drugs', undefined, 'sulfonamide antibiotics'],
      ['amoxicillin', 'amoxicillin', 'penicillins'],
      ['Bee venom', undefined, undefined],
    ])
  })
  const condition = (text: string, icd: string | undefined, more: Json = {}): Json => ({
    resourceType: 'Condition',
    subject,
    code: {
      text,
      ...(icd === undefined ? {} : { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: icd }] }),
    },
    ...more,
  })
  const resolved = { clinicalStatus: { coding: [{ code: 'resolved' }] } }
  const said = (...resources: readonly Json[]): readonly string[] =>
    indicationsOf(view(bundle(...resources)), at).map((i) => `${i.indication} by ${i.by}`)
  test('ICD-10 codes are read before words, and a stent keeps counting', () => {
    expect(said(condition('Some text', 'F33.1'))).toEqual(['depression by code'])
    expect(said(condition('Coronary stent', 'Z95.5', resolved))).toEqual([
      'acute-coronary-syndrome-or-pci by code',
      'percutaneous-coronary-intervention by code',
    ])
    expect(said(condition('Depression', 'F32.9', resolved))).toEqual([])
  })
  test('words stand in where there is no ICD-10 code, but not for relatives, suspicions or denials', () => {
    expect(said(condition('Ischemic stroke', undefined))).toEqual(['stroke-or-tia by text', 'neurovascular by text'])
    for (const text of [
      'Family history of stroke',
      'No history of stroke',
      'Suspected lung cancer',
      'Pulmonary hypertension',
      'Heat stroke',
      'Benign neoplasm of skin',
    ])
      expect(said(condition(text, undefined))).toEqual([])
    expect(
      said(condition('Stroke', undefined, { verificationStatus: { coding: [{ code: 'differential' }] } })),
    ).toEqual([])
  })
  test('procedures and stated reasons of medicines count too', () => {
    expect(
      said({
        resourceType: 'Procedure',
        status: 'completed',
        subject,
        code: { text: 'Percutaneous coronary intervention' },
        performedDateTime: '2026-10-01',
      }),
    ).toContain('percutaneous-coronary-intervention by text')
    expect(
      said({ resourceType: 'Procedure', status: 'preparation', subject, code: { text: 'Tonsillectomy' } }),
    ).toEqual(['surgery by text'])
    expect(
      said({
        resourceType: 'Procedure',
        status: 'completed',
        subject,
        code: { text: 'Tonsillectomy' },
        performedDateTime: '2001-01-01',
      }),
    ).toEqual([])
    expect(said(order('Amitriptyline', { reasonCode: [{ text: 'Postherpetic neuralgia' }] }))).toEqual([
      'neuropathic-pain by text',
    ])
    expect(circumstancesOf(view(bundle(condition('CKD', 'N18.4'))), at).map((c) => c.code)).toEqual([
      'renal-impairment',
    ])
  })
  const result = (more: Json): Json => ({
    resourceType: 'Observation',
    status: 'final',
    subject,
    effectiveDateTime: '2026-01-02',
    code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }] },
    ...more,
  })
  test('a number without a unit is shown and not computed with', () => {
    const b = bundle(result({ valueQuantity: { value: 70 } }))
    expect(view(b).observations[0]?.value).toEqual({ text: '70' })
    expect(codes(b)).toEqual(['record.no-unit'])
  })
  test('an INR needs no unit, a comparator stays text, a written unit becomes UCUM', () => {
    expect(
      view(
        bundle(
          result({ code: { coding: [{ system: 'http://loinc.org', code: '6301-6' }] }, valueQuantity: { value: 2.4 } }),
        ),
      ).observations[0]?.value,
    ).toEqual({ value: 2.4, unit: '1' })
    expect(
      view(bundle(result({ valueQuantity: { value: 5, comparator: '<', unit: 'mg/dL' } }))).observations[0]?.value,
    ).toEqual({ text: '< 5 mg/dL' })
    expect(view(bundle(result({ valueQuantity: { value: 154, unit: 'lbs' } }))).observations[0]?.value).toEqual({
      value: 154,
      unit: '[lb_av]',
    })
  })
  test('race is kept as recorded and never becomes ancestry', () => {
    const race = {
      url: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-race',
      extension: [{ url: 'text', valueString: 'Asian' }],
    }
    const v = view([{ ...patient, extension: [race] }])
    expect([v.raceRecorded, v.ancestry]).toEqual([['Asian'], undefined])
  })
})
