import type { ModelInput } from '../../../src/clinical/risk/model.ts'
import { type Family, publishedFacts } from './family.ts'

const shared: readonly ModelInput[] = [
  { input: 'age' },
  { input: 'sex' },
  { input: 'systolic' },
  { input: 'totalCholesterol' },
  { input: 'hdlCholesterol' },
  { input: 'highSensitivityCrp', range: [0.01, 600], outside: 'refuse' },
  { input: 'smokingNow' },
  { input: 'parentHeartAttackBefore60' },
]

/**
 * The coefficients stand in the reference facts as a formula, transcribed there from knowledge; here term by term. They agree with the formulas printed at
 * https://www.cardiology-connections.com/archive/app/reynolds-cardiovascular-risk-score; the publications themselves were not seen, so they stay unverified.
 */
export const reynolds: Family = {
  file: 'reynolds.json',
  what: 'Reynolds risk scores of women and of men',
  table: () => ({
    models: [
      {
        id: 'reynolds-women',
        title: 'Reynolds risk score, women',
        year: 2007,
        kind: 'risk',
        outcomes: [{ outcome: 'ascvd', years: 10 }],
        population: { age: [45, 80], sex: 'female', regions: ['US'], mustNotHave: ['priorCardiovascularDisease'] },
        inputs: [...shared, { input: 'diabetes' }, { input: 'hba1c', optional: true }],
        method: 'reynolds',
        licence: publishedFacts,
        citations: [{ kind: 'doi', id: '10.1001/jama.297.6.611', year: 2007 }],
        unverified: true,
      },
      {
        id: 'reynolds-men',
        title: 'Reynolds risk score, men',
        year: 2008,
        kind: 'risk',
        outcomes: [{ outcome: 'ascvd', years: 10 }],
        population: {
          age: [50, 80],
          sex: 'male',
          regions: ['US'],
          mustNotHave: ['priorCardiovascularDisease', 'diabetes'],
        },
        inputs: shared,
        method: 'reynolds',
        licence: publishedFacts,
        citations: [{ kind: 'doi', id: '10.1161/CIRCULATIONAHA.108.814251', year: 2008 }],
        unverified: true,
      },
    ],
    coefficients: {
      female: {
        age: 0.0799,
        lnSystolic: 3.137,
        lnTotal: 1.382,
        lnHdl: -1.172,
        lnCrp: 0.18,
        smoker: 0.818,
        parent: 0.438,
        hba1cInDiabetes: 0.134,
        mean: 22.325,
        survival: 0.98634,
      },
      male: {
        lnAge: 4.385,
        lnSystolic: 2.607,
        lnTotal: 0.963,
        lnHdl: -0.772,
        lnCrp: 0.102,
        smoker: 0.405,
        parent: 0.541,
        mean: 33.097,
        survival: 0.899,
      },
    },
  }),
}
