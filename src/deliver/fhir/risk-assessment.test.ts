import { describe, expect, test } from 'vitest'
import { definitionsOf, heldAgainstProfiles } from '../../../conformance/held-against-profiles.ts'
import {
  assessRisk,
  compileRisk,
  givenInputs,
  type ModelFinding,
  personWithoutRecord,
} from '../../clinical/risk/index.ts'
import { loadRelease } from '../../knowledge/folder.ts'
import type { Instant } from '../../shared/instant.ts'
import { riskAssessments } from './risk-assessment.ts'

const at = '2026-11-22T09:00:00Z' as Instant
const tables = compileRisk([loadRelease('attune-risk')])
const person = {
  age: 50,
  sex: 'female',
  systolic: 160,
  onBloodPressureMedicine: true,
  totalCholesterol: 200,
  hdlCholesterol: 45,
  onStatin: false,
  diabetes: true,
  smokingNow: false,
  egfr: 90,
  bmi: 35,
  priorCardiovascularDisease: false,
}
const findingsOf = (raw: Readonly<Record<string, unknown>>): readonly ModelFinding[] =>
  assessRisk(
    { view: personWithoutRecord('p'), given: givenInputs(raw, tables.catalogue, {}).inputs, detail: 'brief' },
    tables,
    at,
  ).assessments.flatMap((a) => ('finding' in a && a.finding?.kind === 'model' ? [a.finding] : []))
const written = (raw: Readonly<Record<string, unknown>>) =>
  riskAssessments(findingsOf(raw), { subject: 'Patient/p', at, age: 50 })
const of = (raw: Readonly<Record<string, unknown>>, model: string) =>
  written(raw).find((r) => r.method?.coding?.[0]?.code === model)

describe('risks as FHIR', () => {
  test('are well-formed R4, whole and in part', () => {
    const definitions = definitionsOf([])
    for (const raw of [person, { ...person, country: 'GB', egfr: undefined, systolic: undefined }])
      for (const r of written(raw))
        expect(
          heldAgainstProfiles(r, definitions).flatMap((x) => x.issues),
          r.method?.text ?? '',
        ).toEqual([])
    expect(written(person).length).toBeGreaterThan(5)
  })
  test('state the published PREVENT figure in percent, over ages', () => {
    const first = of({ ...person, country: 'US' }, 'prevent')
    expect(first?.status).toBe('final')
    expect(first?.prediction?.[0]).toMatchObject({
      probabilityDecimal: expect.closeTo(14.68, 2),
      whenRange: { low: { value: 50 }, high: { value: 60 } },
    })
  })
  test('give bounds as a range that says it is no estimate, and no figure', () => {
    const first = of({ ...person, egfr: undefined }, 'prevent')
    expect(first?.status).toBe('preliminary')
    expect(
      first?.prediction?.every(
        (p) => p.probabilityDecimal === undefined && /^within \d+ years\. Not an estimate/.test(p.rationale ?? ''),
      ),
    ).toBe(true)
  })
  test('say of a figure that hangs on an exclusion that it does, not that it is bounds', () => {
    const first = of({ ...person, priorCardiovascularDisease: undefined }, 'prevent')
    expect(first?.status).toBe('preliminary')
    expect(first?.prediction?.[0]?.probabilityDecimal).toBeUndefined()
    expect(first?.prediction?.[0]?.rationale).toBe(
      'within 10 years. Holds only if the model is for this person, which is not known (priorCardiovascularDisease).',
    )
  })
  test('carry the disclaimer of QRISK3 beside its figures', () => {
    const uk = of(
      {
        ...person,
        country: 'GB',
        diabetesType1: false,
        diabetesType2: true,
        townsend: 0,
        qriskEthnicity: 'white',
        systolicVariability: 5,
        smokingAmount: 'never',
        ...Object.fromEntries(
          'atrialFibrillation chronicKidneyDisease3to5 migraine rheumatoidArthritis lupus severeMentalIllness onAtypicalAntipsychotic onCorticosteroids familyCoronaryBefore60'
            .split(' ')
            .map((id) => [id, false]),
        ),
      },
      'qrisk3',
    )
    expect(uk?.prediction?.[0]?.probabilityDecimal).toBeGreaterThan(0)
    expect(uk?.note?.[0]?.text).toMatch(/ClinRisk/)
  })
  test('nothing known makes none', () => {
    expect(written({})).toEqual([])
  })
})
