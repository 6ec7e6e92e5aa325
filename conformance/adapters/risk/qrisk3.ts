import { inputKinds } from '../../../src/clinical/risk/equations/index.ts'
import { type SuiteAdapter, tally } from '../../suite.ts'
import { riskBy, riskModel } from './risk-models.ts'

type Case = {
  readonly id: string
  readonly inputs: { readonly sex: string } & Readonly<Record<string, number>>
  readonly expected: { readonly risk_pct: number }
}
type Vectors = { readonly tolerance: number; readonly cases: readonly Case[] }

const conditions: Readonly<Record<string, string>> = {
  b_AF: 'atrialFibrillation',
  b_atypicalantipsy: 'onAtypicalAntipsychotic',
  b_corticosteroids: 'onCorticosteroids',
  b_impotence2: 'erectileDysfunction',
  b_migraine: 'migraine',
  b_ra: 'rheumatoidArthritis',
  b_renal: 'chronicKidneyDisease3to5',
  b_semi: 'severeMentalIllness',
  b_sle: 'lupus',
  b_treatedhyp: 'onBloodPressureMedicine',
  b_type1: 'diabetesType1',
  b_type2: 'diabetesType2',
  fh_cvd: 'familyCoronaryBefore60',
}

/** The ratio of the vectors is given as a total cholesterol over an HDL of 50 mg/dL. */
export const qrisk3: SuiteAdapter = {
  path: 'risk/vectors/qrisk3.json',
  title: 'QRISK3-2017 (ClinRisk reference functions)',
  needs: ['attune-risk'],
  run(context) {
    const count = tally()
    const model = riskModel(context, 'qrisk3')
    const { tolerance, cases } = JSON.parse(context.text(this.path)) as Vectors
    for (const { id, inputs: i, expected } of cases) {
      const at = (name: string): number => Number(i[name])
      const probability = riskBy(model, {
        sex: i.sex,
        age: at('age'),
        bmi: at('bmi'),
        totalCholesterol: 50 * at('rati'),
        hdlCholesterol: 50,
        systolic: at('sbp'),
        systolicVariability: at('sbps5'),
        townsend: at('town'),
        smokingAmount: inputKinds.smokingAmount[at('smoke_cat')] ?? '',
        qriskEthnicity: inputKinds.qriskEthnicity[Math.max(0, at('ethrisk') - 1)] ?? '',
        ...Object.fromEntries(Object.entries(conditions).map(([from, to]) => [to, at(from) === 1])),
      })
      count.close(id, expected, { risk_pct: probability === undefined ? undefined : 100 * probability }, tolerance)
    }
    return count.outcome()
  },
}
