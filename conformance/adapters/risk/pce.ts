import { type SuiteAdapter, tally } from '../../suite.ts'
import { riskBy, riskModel } from './risk-models.ts'

type Case = {
  readonly id: string
  readonly inputs: {
    readonly sex: string
    readonly race: string
    readonly age: number
    readonly total_c: number
    readonly hdl_c: number
    readonly sbp: number
    readonly bp_tx: 0 | 1
    readonly dm: 0 | 1
    readonly smoking: 0 | 1
  }
  readonly expected: { readonly pce_2013: number; readonly pce_revised_2018: number }
}
type Vectors = { readonly tolerance: number; readonly cases: readonly Case[] }

export const pce: SuiteAdapter = {
  path: 'risk/vectors/pce.json',
  title: 'Pooled cohort equations of 2013 and their revision of 2018 (preventr)',
  needs: ['attune-risk'],
  run(context) {
    const count = tally()
    const original = riskModel(context, 'pce-2013')
    const revised = riskModel(context, 'pce-2018')
    const { tolerance, cases } = JSON.parse(context.text(this.path)) as Vectors
    for (const { id, inputs: i, expected } of cases) {
      const given = {
        sex: i.sex,
        pceRace: i.race,
        age: i.age,
        totalCholesterol: i.total_c,
        hdlCholesterol: i.hdl_c,
        systolic: i.sbp,
        onBloodPressureMedicine: i.bp_tx === 1,
        diabetes: i.dm === 1,
        smokingNow: i.smoking === 1,
      }
      count.close(
        id,
        expected,
        { pce_2013: riskBy(original, given), pce_revised_2018: riskBy(revised, given) },
        tolerance,
      )
    }
    return count.outcome()
  },
}
