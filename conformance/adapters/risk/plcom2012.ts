import { type SuiteAdapter, tally } from '../../suite.ts'
import { equationModel, riskWithin, vectorFile } from './equation-model.ts'

type Inputs = Readonly<
  Record<
    'age' | 'education' | 'bmi' | 'copd' | 'cancer_hist' | 'fh_lung' | 'current_smoker' | 'cigs_per_day' | 'years_smoked' | 'years_quit',
    number
  >
> & { readonly race: string }

const education = ['less-than-high-school', 'high-school', 'post-high-school-training', 'some-college', 'college', 'postgraduate']
const races: Readonly<Record<string, string>> = {
  'american indian': 'american-indian-or-alaska-native',
  'native hawaiian': 'native-hawaiian-or-pacific-islander',
}

export const plcom2012: SuiteAdapter = {
  path: 'risk/vectors/plcom2012.json',
  title: 'PLCOm2012 against the resplab package',
  needs: ['attune-risk'],
  run(context) {
    const model = equationModel(context, 'plcom2012')
    const file = vectorFile<Inputs, { readonly risk6y: number }>(context.text(this.path))
    const count = tally()
    for (const { id, inputs: i, expected } of file.cases) {
      const race = i.race.toLowerCase()
      const answer = model({
        age: i.age,
        plcoRace: races[race] ?? race,
        education: education[i.education - 1] ?? '',
        bmi: i.bmi,
        copd: i.copd === 1,
        priorCancer: i.cancer_hist === 1,
        familyLungCancer: i.fh_lung === 1,
        smokingNow: i.current_smoker === 1,
        cigarettesPerDay: i.cigs_per_day,
        yearsSmoked: i.years_smoked,
        yearsSinceQuitting: i.years_quit,
      })
      count.close(id, expected, { risk6y: riskWithin(answer, 6) }, file.tolerance)
    }
    return count.outcome()
  },
}
