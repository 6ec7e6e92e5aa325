import { coefficientsIn, framinghamHeartAge2008, framinghamRows } from '../../../src/clinical/risk/equations/index.ts'
import { type SuiteAdapter, tally } from '../../suite.ts'
import { riskBy, riskModel } from './risk-models.ts'

type Case = {
  readonly id: string
  readonly inputs: {
    readonly sex: 'female' | 'male'
    readonly age: number
    readonly tc: number
    readonly hdl: number
    readonly sbp: number
    readonly treated: 0 | 1
    readonly smoker: 0 | 1
    readonly diabetes: 0 | 1
    readonly bmi: number
  }
  readonly expected: { readonly lipid: number; readonly bmi: number; readonly heart_age_uncapped: number }
}
type Vectors = { readonly tolerance: number; readonly cases: readonly Case[] }

export const framingham2008: SuiteAdapter = {
  path: 'risk/vectors/framingham_2008.json',
  title: 'Framingham general cardiovascular risk 2008 and heart age (independent script)',
  needs: ['attune-risk'],
  run(context) {
    const count = tally()
    const model = riskModel(context, 'framingham-2008')
    const lipidRows = framinghamRows(coefficientsIn(context.knowledge, 'framingham.json')).lipid
    const { tolerance, cases } = JSON.parse(context.text(this.path)) as Vectors
    for (const { id, inputs: i, expected } of cases) {
      const given = {
        sex: i.sex,
        age: i.age,
        systolic: i.sbp,
        onBloodPressureMedicine: i.treated === 1,
        smokingNow: i.smoker === 1,
        diabetes: i.diabetes === 1,
      }
      const person = [i.age, i.tc, i.hdl, i.bmi, i.sbp, i.treated, i.smoker, i.diabetes] as const
      const got = {
        lipid: riskBy(model, { ...given, totalCholesterol: i.tc, hdlCholesterol: i.hdl }),
        bmi: riskBy(model, { ...given, bmi: i.bmi }),
        heart_age_uncapped: framinghamHeartAge2008(lipidRows[i.sex], ...person),
      }
      count.close(id, expected, got, tolerance)
    }
    return count.outcome()
  },
}
