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
    readonly chol_tx: 0 | 1
    readonly fhx: 0 | 1
    readonly cac: number
  }
  readonly expected: { readonly chd10_no_cac: number; readonly chd10_cac: number }
}
type Vectors = { readonly tolerance: number; readonly cases: readonly Case[] }

export const mesa: SuiteAdapter = {
  path: 'risk/vectors/mesa.json',
  title: 'MESA coronary heart disease without and with calcium (preventr)',
  needs: ['attune-risk'],
  run(context) {
    const count = tally()
    const model = riskModel(context, 'mesa-chd')
    const { tolerance, cases } = JSON.parse(context.text(this.path)) as Vectors
    for (const { id, inputs: i, expected } of cases) {
      const given = {
        sex: i.sex,
        mesaRace: i.race,
        age: i.age,
        totalCholesterol: i.total_c,
        hdlCholesterol: i.hdl_c,
        systolic: i.sbp,
        onBloodPressureMedicine: i.bp_tx === 1,
        onLipidMedicine: i.chol_tx === 1,
        diabetes: i.dm === 1,
        smokingNow: i.smoking === 1,
        familyHeartAttack: i.fhx === 1,
      }
      const got = {
        chd10_no_cac: riskBy(model, given),
        chd10_cac: riskBy(model, { ...given, coronaryCalcium: i.cac }),
      }
      count.close(id, expected, got, tolerance)
    }
    return count.outcome()
  },
}
