import { describe, expect, test } from 'vitest'
import type { Medication, PatientView } from '../../../record/patient-view.ts'
import type { Instant } from '../../../shared/instant.ts'
import type { DiplotypePhenotype, GeneResult } from '../model.ts'
import { knowledge } from './shipped-release.test-support.ts'
import { warfarinGage2008 } from './warfarin-gage-2008.ts'
import { warfarinInputs } from './warfarin-inputs.ts'
import { warfarinIwpc2009 } from './warfarin-iwpc-2009.ts'

const at = '2026-11-22T09:00:00Z' as Instant
const ref = { kind: 'fhir', resource: 'x', path: '' } as const
const med = (name: string): Medication => ({ drug: { name }, asWritten: name, status: 'active', ref })
const size = (loinc: string, value: number, unit: string, date: string) => ({
  what: { display: '' },
  loinc,
  value: { value, unit },
  date,
  ref,
})
const view: PatientView = {
  id: 'p',
  name: 'P',
  birthDate: '1961-05-02',
  sex: 'female',
  raceRecorded: ['White', 'Not Hispanic or Latino'],
  medications: [med('warfarin'), med('amiodarone'), med('fluconazole')],
  conditions: [{ what: { display: 'Pulmonary embolism', code: 'I26.99' }, codes: [], active: true, ref }],
  allergies: [],
  observations: [
    size('29463-7', 80, 'kg', '2024-01-01'),
    size('29463-7', 75, 'kg', '2026-01-01'),
    size('8302-2', 1.7, 'm', '2026-01-01'),
    {
      what: { display: 'Tobacco smoking status' },
      loinc: '72166-2',
      value: { text: 'Former smoker' },
      date: '2026-01-01',
      ref,
    },
  ],
  procedures: [],
  silentOn: [],
}
const gene = (
  name: string,
  pairs: readonly { readonly alleles: readonly string[]; readonly lookup: readonly string[] }[],
): GeneResult => ({
  gene: name,
  call: {
    gene: name,
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
  genetic: pairs.map(
    (p): DiplotypePhenotype => ({
      diplotype: { alleles: p.alleles, label: p.alleles.join('/'), score: 0 },
      shownAs: p.alleles.join('/'),
      functions: [],
      phenotypes: [],
      lookup: p.lookup,
      inferred: false,
    }),
  ),
})
const genes = [
  gene('CYP2C9', [{ alleles: ['*3', '*1'], lookup: ['1.0'] }]),
  gene('VKORC1', [{ alleles: ['rs9923231 reference (C)', 'rs9923231 variant (T)'], lookup: ['-1639 AG'] }]),
  gene('CYP4F2', [{ alleles: ['*1', '*3'], lookup: [] }]),
]

describe('warfarin inputs from a record', () => {
  const inputs = warfarinInputs({ view, indications: [], knowledge }, genes, knowledge, at)
  test('takes the latest figures in the units of the equations, genotypes, medicines and reasons', () => {
    expect(inputs).toEqual({
      ageYears: 65,
      heightCm: 170,
      weightKg: 75,
      cyp2c9: [['*1', '*3']],
      vkorc1: ['AG'],
      amiodarone: 'yes',
      inducer: 'no',
      smoker: 'no',
      thrombosis: 'yes',
      race: 'White',
      otherGenes: ['CYP4F2'],
      otherMedicines: ['fluconazole'],
    })
  })
  test('both equations can be computed from it, and name what they leave out', () => {
    const iwpc = warfarinIwpc2009(inputs)
    const gage = warfarinGage2008(inputs)
    expect(iwpc).toMatchObject({ kind: 'dose', dose: { notIncluded: ['CYP4F2', 'rs12777823', 'fluconazole'] } })
    expect(gage).toMatchObject({ kind: 'dose', dose: { missing: ['target-inr'] } })
  })
  test('a record that is silent gives unknowns, not noes', () => {
    const silent = warfarinInputs(
      {
        view: {
          id: 'p',
          name: 'P',
          medications: [],
          conditions: [],
          allergies: [],
          observations: [],
          procedures: [],
          silentOn: ['medications', 'conditions', 'observations'],
        },
        indications: [],
      },
      [],
      knowledge,
      at,
    )
    expect(silent).toEqual({
      cyp2c9: [],
      vkorc1: [],
      amiodarone: 'unknown',
      inducer: 'unknown',
      smoker: 'unknown',
      thrombosis: 'unknown',
      otherGenes: [],
      otherMedicines: [],
    })
  })
  test('several races recorded are mixed, ethnicity alone is none', () => {
    const race = (raceRecorded: readonly string[]) =>
      warfarinInputs({ view: { ...view, raceRecorded }, indications: [] }, [], knowledge, at).race
    expect([race(['White', 'Asian']), race(['Black or African American']), race(['Hispanic or Latino'])]).toEqual([
      'Mixed',
      'Black',
      undefined,
    ])
  })
})
