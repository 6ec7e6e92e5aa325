import { type SuiteAdapter, tally } from '../../suite.ts'
import { equationModel, scoreNamed, vectorFile } from './equation-model.ts'

type Inputs = Readonly<Record<'female' | 'age' | 'scr_mg_dl' | 'scys_mg_l', number>>

const names = {
  creat_2021: 'ckd-epi-creatinine-2021',
  cys_2012: 'ckd-epi-cystatin-2012',
  creat_cys_2021: 'ckd-epi-creatinine-cystatin-2021',
}

export const ckdEpi: SuiteAdapter = {
  path: 'risk/vectors/ckd_epi.json',
  title: 'CKD-EPI filtration rates of 2012 and 2021',
  needs: ['attune-risk'],
  run(context) {
    const models = Object.entries(names).map(([name, id]) => [name, equationModel(context, id)] as const)
    const file = vectorFile<Inputs, Readonly<Record<string, number>>>(context.text(this.path))
    const count = tally()
    for (const { id, inputs: i, expected } of file.cases) {
      const given = { age: i.age, sex: i.female === 1 ? 'female' : 'male', creatinine: i.scr_mg_dl, cystatinC: i.scys_mg_l }
      const got = Object.fromEntries(models.map(([name, model]) => [name, scoreNamed(model(given), 'egfr')]))
      count.close(id, expected, got, file.tolerance)
    }
    return count.outcome()
  },
}
