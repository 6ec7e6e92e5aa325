import { evaluate } from '../../../src/clinical/risk/equations/index.ts'
import { type SuiteAdapter, tally } from '../../suite.ts'
import { probabilityIn, riskModel } from './risk-models.ts'

type Case = {
  readonly id: string
  readonly inputs: {
    readonly sex: string
    readonly age: number
    readonly total_c: number
    readonly hdl_c: number
    readonly sbp: number
    readonly dm: 0 | 1
    readonly smoking: 0 | 1
    readonly bmi: number
    readonly egfr: number
    readonly bp_tx: 0 | 1
    readonly statin: 0 | 1
    readonly hba1c?: number
    readonly uacr?: number
    readonly sdi_decile?: number
  }
  readonly expected: {
    readonly model: string
    readonly y10: Readonly<Record<string, number>>
    readonly y30?: Readonly<Record<string, number>>
  }
}
type Vectors = { readonly tolerance: number; readonly cases: readonly Case[] }

const outcomes: Readonly<Record<string, string>> = {
  total_cvd: 'total-cvd',
  ascvd: 'ascvd',
  heart_failure: 'heart-failure',
  chd: 'coronary-heart-disease',
  stroke: 'stroke',
}

/** Five outcomes at 10 and, where the model has it, 30 years; the variant that is chosen counts as a figure: 1 when it is the peer's. */
export const prevent: SuiteAdapter = {
  path: 'risk/vectors/prevent.json',
  title: 'PREVENT (preventr)',
  needs: ['attune-risk'],
  run(context) {
    const count = tally()
    const model = riskModel(context, 'prevent')
    const { tolerance, cases } = JSON.parse(context.text(this.path)) as Vectors
    for (const { id, inputs: i, expected } of cases) {
      const answer = evaluate(model, {
        sex: i.sex,
        age: i.age,
        totalCholesterol: i.total_c,
        hdlCholesterol: i.hdl_c,
        systolic: i.sbp,
        diabetes: i.dm === 1,
        smokingNow: i.smoking === 1,
        bmi: i.bmi,
        egfr: i.egfr,
        onBloodPressureMedicine: i.bp_tx === 1,
        onStatin: i.statin === 1,
        ...(i.hba1c === undefined ? {} : { hba1c: i.hba1c }),
        ...(i.uacr === undefined ? {} : { urineAlbuminCreatinine: i.uacr }),
        ...(i.sdi_decile === undefined ? {} : { socialDeprivationDecile: i.sdi_decile }),
      })
      const want: Record<string, number> = { variant: 1 }
      const got: Record<string, number | undefined> = { variant: answer.ok && answer.variant === expected.model ? 1 : 0 }
      for (const [name, outcome] of Object.entries(outcomes))
        for (const years of [10, 30]) {
          const value = (years === 10 ? expected.y10 : expected.y30)?.[name]
          const ours = probabilityIn(answer, outcome, years)
          if (value !== undefined) want[`${name} ${years}`] = value
          if (value !== undefined || ours !== undefined) got[`${name} ${years}`] = ours
        }
      count.close(id, want, got, tolerance)
    }
    return count.outcome()
  },
}
