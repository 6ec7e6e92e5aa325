import { meanOver, onPopulation, riskOfPredictor, standardNormal } from '../../../src/clinical/risk/integrated/index.ts'
import { type SuiteAdapter, tally } from '../../suite.ts'
import { bpc3, ratesOf } from './bpc3.ts'
import { vectorFile } from './equation-model.ts'

type Inputs = Readonly<Record<'hr_per_sd' | 'z' | 'age_start' | 'age_end' | 'extra_log_hr', number>>

export const prsAbsoluteRisk: SuiteAdapter = {
  path: 'risk/integrated/prs_absolute_risk.json',
  title: 'Absolute risk from a polygenic score, its baseline corrected for survivors',
  inputs: [bpc3.incidence, bpc3.mortality],
  run(context) {
    const file = vectorFile<Inputs, Readonly<Record<string, number>>>(context.text(this.path))
    const incidence = ratesOf(context, bpc3.incidence)
    const mortality = ratesOf(context, bpc3.mortality)
    const z = standardNormal()
    const count = tally()
    for (const { id, inputs: i, expected } of file.cases) {
      const perSd = Math.log(i.hr_per_sd)
      const model = onPopulation(incidence, mortality, { at: z.at.map((x) => perSd * x), weight: z.weight })
      const risk = (predictor: number): number => riskOfPredictor(model, predictor, i.age_start, i.age_end, 'discrete')
      count.close(
        id,
        expected,
        { absolute_risk: risk(perSd * i.z + i.extra_log_hr), population_average_z_mixture: meanOver(z, (x) => risk(perSd * x)) },
        file.tolerance,
      )
    }
    return count.outcome()
  },
}
