import { pce2018Terms } from '../../../src/clinical/risk/equations/pce-2018.ts'
import type { ModelInput, RiskModel } from '../../../src/clinical/risk/model.ts'
import { type Family, publishedFacts } from './family.ts'

type Row = Readonly<Record<string, number>>
type Facts2013 = { readonly groups: Readonly<Record<string, Row>> }
type Facts2018 = {
  readonly terms: readonly string[]
  readonly female: readonly number[]
  readonly male: readonly number[]
}

const names: Readonly<Record<string, string>> = {
  ln_age: 'lnAge',
  ln_age_sq: 'lnAgeSquared',
  ln_tc: 'lnTotal',
  ln_age_ln_tc: 'lnAgeLnTotal',
  ln_hdl: 'lnHdl',
  ln_age_ln_hdl: 'lnAgeLnHdl',
  ln_treated_sbp: 'lnTreatedSystolic',
  ln_age_ln_treated_sbp: 'lnAgeLnTreatedSystolic',
  ln_untreated_sbp: 'lnUntreatedSystolic',
  ln_age_ln_untreated_sbp: 'lnAgeLnUntreatedSystolic',
  smoker: 'smoker',
  ln_age_smoker: 'lnAgeSmoker',
  diabetes: 'diabetes',
  mean: 'mean',
  s0: 'survival',
}

const renamed = (row: Row | undefined): Row =>
  Object.fromEntries(
    Object.entries(row ?? {}).map(([from, value]) => {
      const to = names[from]
      if (to === undefined) throw new Error(`pce_2013: ${from}`)
      return [to, value]
    }),
  )

// Ranges: ACC/AHA ASCVD risk estimator.
const inputs: readonly ModelInput[] = [
  { input: 'age' },
  { input: 'sex' },
  { input: 'pceRace' },
  { input: 'totalCholesterol', range: [130, 320], outside: 'warn' },
  { input: 'hdlCholesterol', range: [20, 100], outside: 'warn' },
  { input: 'systolic', range: [90, 200], outside: 'warn' },
  { input: 'onBloodPressureMedicine' },
  { input: 'diabetes' },
  { input: 'smokingNow' },
]

const shared: Omit<RiskModel, 'id' | 'title' | 'year' | 'method' | 'citations'> = {
  kind: 'risk',
  outcomes: [{ outcome: 'ascvd', years: 10 }],
  population: { age: [40, 79], regions: ['US'], mustNotHave: ['priorCardiovascularDisease'] },
  inputs,
  licence: publishedFacts,
  usesRace: true,
}

export const pooledCohort: Family = {
  file: 'pooled-cohort.json',
  what: 'Pooled cohort equations of 2013 and their revision of 2018',
  table: (facts) => {
    const { groups } = facts('pce_2013') as Facts2013
    const { terms, female, male } = facts('pce_revised_2018') as Facts2018
    if (JSON.stringify(terms) !== JSON.stringify(pce2018Terms)) throw new Error('pce_revised_2018: other terms')
    return {
      models: [
        {
          id: 'pce-2013',
          title: 'Pooled cohort equations 2013',
          year: 2013,
          ...shared,
          method: 'pce-2013',
          citations: [{ kind: 'doi', id: '10.1161/01.cir.0000437741.48606.98', year: 2014 }],
        },
        {
          id: 'pce-2018',
          title: 'Pooled cohort equations, revision of 2018',
          year: 2018,
          ...shared,
          method: 'pce-2018',
          citations: [{ kind: 'doi', id: '10.7326/M17-3011', year: 2018 }],
        },
      ],
      coefficients: {
        2013: {
          female: { white: renamed(groups['female_white']), black: renamed(groups['female_black']) },
          male: { white: renamed(groups['male_white']), black: renamed(groups['male_black']) },
        },
        2018: { female, male },
      },
    }
  },
}
