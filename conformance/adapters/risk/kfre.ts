import { type SuiteAdapter, tally } from '../../suite.ts'
import { equationModel, riskWithin, vectorFile } from './equation-model.ts'

type Optional = 'diabetes' | 'hypertension' | 'albumin_g_dl' | 'phosphorus_mg_dl' | 'bicarbonate_mmol_l' | 'calcium_mg_dl'
type Inputs = Readonly<Record<'age' | 'male' | 'egfr' | 'uacr_mg_g' | 'north_american' | 'years' | 'variables', number>> &
  Readonly<Partial<Record<Optional, number>>>

export const kfre: SuiteAdapter = {
  path: 'risk/vectors/kfre.json',
  title: 'Kidney Failure Risk Equation against lshpaner/kfre',
  needs: ['attune-risk'],
  run(context) {
    const model = equationModel(context, 'kfre')
    const file = vectorFile<Inputs, { readonly risk: number }>(context.text(this.path))
    const count = tally()
    for (const { id, inputs: i, expected } of file.cases) {
      const measured = { albumin: i.albumin_g_dl, phosphate: i.phosphorus_mg_dl, bicarbonate: i.bicarbonate_mmol_l, calcium: i.calcium_mg_dl }
      const answer = model({
        age: i.age,
        sex: i.male === 1 ? 'male' : 'female',
        egfr: i.egfr,
        urineAlbuminCreatinine: i.uacr_mg_g,
        country: i.north_american === 1 ? 'US' : 'DE',
        ...(i.diabetes === undefined ? {} : { diabetes: i.diabetes === 1 }),
        ...(i.hypertension === undefined ? {} : { hypertension: i.hypertension === 1 }),
        ...Object.fromEntries(Object.entries(measured).flatMap(([name, v]) => (v === undefined ? [] : [[name, v]]))),
      })
      count.close(id, expected, { risk: riskWithin(answer, i.years) }, file.tolerance)
    }
    return count.outcome()
  },
}
