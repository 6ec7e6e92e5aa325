import { bcrat2017, bcratAverageWoman, bcratRatios, bcratTable } from '../../../src/clinical/risk/equations/bcrat-2017.ts'
import { type SuiteAdapter, tally } from '../../suite.ts'
import { coefficientsOf, vectorFile } from './equation-model.ts'

type Inputs = Readonly<
  Record<'age' | 'age_end' | 'n_biopsies' | 'atypical_hyperplasia' | 'age_menarche' | 'age_first_birth' | 'n_first_degree', number>
> & { readonly race: string }

const known = (code: number): number | undefined => (code === 99 ? undefined : code)

export const bcrat: SuiteAdapter = {
  path: 'risk/vectors/bcrat.json',
  title: 'BCRAT (Gail) against the NCI package BCRA 2.1.2',
  needs: ['attune-risk'],
  run(context) {
    const table = bcratTable.parse(coefficientsOf(context, 'bcrat.json'))
    const file = vectorFile<Inputs, Readonly<Record<string, number>>>(context.text(this.path))
    const count = tally()
    for (const { id, inputs: i, expected } of file.cases) {
      const population = i.race === 'other_unknown' ? 'other' : i.race.replaceAll('_', '-')
      const hyperplasia = known(i.atypical_hyperplasia)
      const answers = {
        biopsies: known(i.n_biopsies),
        atypicalHyperplasia: hyperplasia === undefined ? undefined : hyperplasia === 1,
        ageAtMenarche: known(i.age_menarche),
        ageAtFirstBirth: i.age_first_birth === 98 ? ('nulliparous' as const) : known(i.age_first_birth),
        firstDegreeRelatives: known(i.n_first_degree),
      }
      const ratios = bcratRatios(table, population, answers)
      count.close(
        id,
        expected,
        {
          abs_risk_pct: 100 * bcrat2017(table, population, i.age, i.age_end, answers),
          avg_risk_pct: 100 * bcratAverageWoman(table, population, i.age, i.age_end),
          rr_lt50: ratios.below50,
          rr_ge50: ratios.from50,
        },
        file.tolerance,
      )
    }
    return count.outcome()
  },
}
