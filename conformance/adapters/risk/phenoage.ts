import { phenoAge2018, phenoAgeTable } from '../../../src/clinical/risk/equations/phenoage-2018.ts'
import { type SuiteAdapter, tally } from '../../suite.ts'
import { coefficientsOf, vectorFile } from './equation-model.ts'

type Inputs = Readonly<
  Record<'age' | 'albumin_g_l' | 'creatinine_umol_l' | 'glucose_mmol_l' | 'crp_mg_dl' | 'lymphocyte_pct' | 'mcv' | 'rdw' | 'alp' | 'wbc', number>
>

export const phenoage: SuiteAdapter = {
  path: 'risk/vectors/phenoage.json',
  title: 'PhenoAge and its ten-year mortality',
  needs: ['attune-risk'],
  run(context) {
    const table = phenoAgeTable.parse(coefficientsOf(context, 'phenoage.json'))
    const file = vectorFile<Inputs, Readonly<Record<string, number>>>(context.text(this.path))
    const count = tally()
    for (const { id, inputs: i, expected } of file.cases) {
      const got = phenoAge2018(table, {
        age: i.age,
        albumin: i.albumin_g_l,
        creatinine: i.creatinine_umol_l,
        glucose: i.glucose_mmol_l,
        crp: i.crp_mg_dl,
        lymphocytes: i.lymphocyte_pct,
        meanCellVolume: i.mcv,
        redCellWidth: i.rdw,
        alkalinePhosphatase: i.alp,
        whiteCells: i.wbc,
      })
      count.close(id, expected, { mortality_10y: got.mortality10y, phenoage: got.age }, file.tolerance)
    }
    return count.outcome()
  },
}
