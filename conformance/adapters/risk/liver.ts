import { meld3Raw } from '../../../src/clinical/risk/equations/meld.ts'
import { type SuiteAdapter, tally } from '../../suite.ts'
import { equationModel, scoreNamed, vectorFile } from './equation-model.ts'

type Inputs = Readonly<
  Record<
    | 'age'
    | 'ast'
    | 'alt'
    | 'platelets_1e9_l'
    | 'bmi'
    | 'ifg_or_diabetes'
    | 'albumin_g_dl'
    | 'female'
    | 'bilirubin_mg_dl'
    | 'sodium'
    | 'inr'
    | 'creatinine_mg_dl'
    | 'dialysis',
    number
  >
>

export const liver: SuiteAdapter = {
  path: 'risk/vectors/liver.json',
  title: 'FIB-4, NAFLD fibrosis score and MELD 3.0',
  needs: ['attune-risk'],
  run(context) {
    const fib4 = equationModel(context, 'fib-4')
    const nafld = equationModel(context, 'nafld-fibrosis-score')
    const meld = equationModel(context, 'meld-3.0')
    const file = vectorFile<Inputs, Readonly<Record<string, number>>>(context.text(this.path))
    const count = tally()
    for (const { id, inputs: i, expected } of file.cases) {
      const given = {
        age: i.age,
        sex: i.female === 1 ? 'female' : 'male',
        bmi: i.bmi,
        ast: i.ast,
        alt: i.alt,
        platelets: i.platelets_1e9_l,
        impairedGlucose: i.ifg_or_diabetes === 1,
        albumin: i.albumin_g_dl,
        bilirubin: i.bilirubin_mg_dl,
        inr: i.inr,
        creatinine: i.creatinine_mg_dl,
        sodium: i.sodium,
        dialysisThisWeek: i.dialysis === 1,
      }
      count.close(
        id,
        expected,
        {
          fib4: scoreNamed(fib4(given), 'fib-4'),
          nafld_fs: scoreNamed(nafld(given), 'nafld-fibrosis-score'),
          meld_3_0: scoreNamed(meld(given), 'meld-3.0'),
          meld_3_0_raw: meld3Raw({ ...given, female: i.female === 1, dialysis: i.dialysis === 1 }),
        },
        file.tolerance,
      )
    }
    return count.outcome()
  },
}
