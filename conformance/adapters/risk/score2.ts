import type { InputValue, ModelOutcome } from '../../../src/clinical/risk/model.ts'
import { type SuiteAdapter, tally } from '../../suite.ts'
import { riskBy, riskModel } from './risk-models.ts'

type Case = {
  readonly id: string
  readonly algo: string
  readonly tolerance: number
  readonly inputs: {
    readonly region: string
    readonly sex: string
    readonly age: number
    readonly smoker: 0 | 1
    readonly sbp: number
    readonly diabetes: 0 | 1
    readonly tc: number
    readonly hdl: number
    readonly age_at_diabetes?: number
    readonly hba1c_mmol_mol?: number
    readonly egfr?: number
    readonly acr_mg_g?: number
  }
  readonly expected: Readonly<Record<string, number>>
}
type Vectors = { readonly cases: readonly Case[] }

const cholesterolMgPerDl = (mmol: number): number => mmol / 0.02586
const hba1cPercent = (mmolPerMol: number): number => mmolPerMol * 0.09148 + 2.152
const wanted: ModelOutcome = { outcome: 'ascvd', years: 10, competing: true }

const modelFor = ({ algo, inputs }: Case): string => {
  const older = inputs.age >= 70
  if (algo === 'SCORE2-Diabetes') return 'score2-diabetes'
  if (algo === 'SCORE2-Asia-Pacific') return 'score2-asia-pacific'
  if (algo.includes('CKD')) return older ? 'score2-op-ckd' : 'score2-ckd'
  return older ? 'score2-op' : 'score2'
}

/**
 * In percent, as the vectors are. Cases of SCORE2 with its term for diabetes are computed past the check of the population: the model itself is refused to people with diabetes.
 */
export const score2: SuiteAdapter = {
  path: 'risk/vectors/score2.json',
  title: 'SCORE2, OP, Diabetes, Asia-Pacific, kidney add-on (RiskScorescvd and published examples)',
  needs: ['attune-risk'],
  run(context) {
    const count = tally()
    const { cases } = JSON.parse(context.text(this.path)) as Vectors
    const models = new Map(
      [...new Set(cases.map(modelFor))].map((id) => [id, riskModel(context, id)] as const),
    )
    for (const c of cases) {
      const { inputs: i } = c
      const id = modelFor(c)
      const model = models.get(id) ?? riskModel(context, id)
      const region = i.region.toLowerCase().replace(' ', '-')
      const given: Readonly<Record<string, InputValue>> = {
        [id === 'score2-asia-pacific' ? 'asiaPacificRegion' : 'scoreRegion']: region,
        sex: i.sex,
        age: i.age,
        smokingNow: i.smoker === 1,
        systolic: i.sbp,
        diabetes: i.diabetes === 1,
        totalCholesterol: cholesterolMgPerDl(i.tc),
        hdlCholesterol: cholesterolMgPerDl(i.hdl),
        ...(id === 'score2-diabetes' ? { diabetesType2: i.diabetes === 1 } : {}),
        ...(i.age_at_diabetes === undefined ? {} : { ageAtDiabetesDiagnosis: i.age_at_diabetes }),
        ...(i.hba1c_mmol_mol === undefined ? {} : { hba1c: hba1cPercent(i.hba1c_mmol_mol) }),
        ...(i.egfr === undefined ? {} : { egfr: i.egfr }),
        ...(i.acr_mg_g === undefined ? {} : { urineAlbuminCreatinine: i.acr_mg_g }),
      }
      const beyond = i.diabetes === 1 && model.model.population.mustNotHave?.includes('diabetes') === true
      const computed = beyond ? model.compute(given, [wanted]) : undefined
      const probability =
        computed === undefined ? riskBy(model, given) : computed.ok ? computed.risks[0]?.probability : undefined
      const name = Object.keys(c.expected)[0] ?? 'risk_pct'
      count.close(c.id, c.expected, { [name]: probability === undefined ? undefined : 100 * probability }, c.tolerance)
    }
    return count.outcome()
  },
}
