import { type Family, publishedFacts } from './family.ts'

type BySex = Readonly<Record<'female' | 'male', Readonly<Record<string, number>>>>
type Facts = { readonly coefficients: Readonly<Record<'lipid' | 'bmi', BySex>> }

const names: Readonly<Record<string, string>> = {
  ln_age: 'lnAge',
  ln_tc: 'lnTotal',
  ln_hdl: 'lnHdl',
  ln_bmi: 'lnBmi',
  ln_sbp_untreated: 'lnUntreatedSystolic',
  ln_sbp_treated: 'lnTreatedSystolic',
  s0: 'survival',
}
const renamed = (row: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(row).map(([from, value]) => [names[from] ?? from, value]))
const both = ({ female, male }: BySex) => ({ female: renamed(female), male: renamed(male) })

export const framingham: Family = {
  file: 'framingham.json',
  what: 'Framingham general cardiovascular risk 2008, with lipids and with body mass index, and heart age',
  table: (facts) => {
    const { coefficients } = facts('framingham_2008') as Facts
    return {
      models: [
        {
          id: 'framingham-2008',
          title: 'Framingham general cardiovascular risk',
          year: 2008,
          kind: 'risk',
          outcomes: [{ outcome: 'total-cvd', years: 10 }],
          population: { age: [30, 74], regions: ['US'], mustNotHave: ['priorCardiovascularDisease'] },
          inputs: [
            { input: 'age' },
            { input: 'sex' },
            { input: 'totalCholesterol', optional: true },
            { input: 'hdlCholesterol', optional: true },
            { input: 'bmi', optional: true },
            { input: 'systolic' },
            { input: 'onBloodPressureMedicine' },
            { input: 'smokingNow' },
            { input: 'diabetes' },
          ],
          method: 'framingham-2008',
          licence: publishedFacts,
          citations: [{ kind: 'doi', id: '10.1161/CIRCULATIONAHA.107.699579', year: 2008 }],
        },
      ],
      coefficients: { lipid: both(coefficients.lipid), bmi: both(coefficients.bmi) },
    }
  },
}
