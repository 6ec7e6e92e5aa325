import type { ModelInput, RiskModel } from '../../../src/clinical/risk/model.ts'
import { type Family, publishedFacts } from './family.ts'

type Facts = { readonly race: Readonly<Record<string, number>> }

const smoker: Pick<RiskModel, 'kind' | 'licence'> = { kind: 'risk', licence: publishedFacts }
const smoking: readonly ModelInput[] = [
  { input: 'smokingNow' },
  { input: 'yearsSmoked', range: [0, 80], outside: 'refuse' },
]

export const lung: Family = {
  file: 'lung.json',
  what: 'lung cancer of people who have smoked: PLCOm2012, Pittsburgh predictor 2015, LLPi 2015',
  table: (facts) => ({
    models: [
      {
        ...smoker,
        id: 'plcom2012',
        title: 'PLCOm2012',
        year: 2013,
        outcomes: [{ outcome: 'lung-cancer', years: 6 }],
        population: { age: [55, 80], mustHave: ['smokedEver'], mustNotHave: ['priorLungCancer'] },
        inputs: [
          { input: 'age' },
          { input: 'plcoRace' },
          { input: 'education' },
          { input: 'bmi', range: [10, 80], outside: 'refuse' },
          { input: 'copd' },
          { input: 'priorCancer' },
          { input: 'familyLungCancer' },
          ...smoking,
          { input: 'cigarettesPerDay', range: [1, 100], outside: 'refuse' },
          { input: 'yearsSinceQuitting', optional: true, range: [0, 80], outside: 'refuse' },
        ],
        method: 'plcom-2012',
        usesRace: true,
        citations: [{ kind: 'doi', id: '10.1056/NEJMoa1211776', year: 2013 }],
      },
      {
        ...smoker,
        id: 'pittsburgh-2015',
        title: 'Pittsburgh Predictor',
        year: 2015,
        outcomes: [{ outcome: 'lung-cancer', years: 6 }],
        population: { age: [50, 79], mustHave: ['smokedEver'], mustNotHave: ['priorLungCancer'] },
        inputs: [
          { input: 'age' },
          ...smoking,
          { input: 'cigarettesPerDay', range: [1, 100], outside: 'refuse' },
          { input: 'yearsSinceQuitting', optional: true, range: [0, 80], outside: 'refuse' },
        ],
        method: 'pittsburgh-2015',
        citations: [{ kind: 'doi', id: '10.1016/j.lungcan.2015.07.021', year: 2015 }],
        unverified: true,
      },
      {
        ...smoker,
        id: 'llpi-2015',
        title: 'Liverpool Lung Project incidence model',
        year: 2015,
        outcomes: [{ outcome: 'lung-cancer', years: 8.7 }],
        population: { age: [45, 79], mustNotHave: ['priorLungCancer'] },
        inputs: [
          { input: 'age' },
          { input: 'sex' },
          { input: 'yearsSmoked', range: [0, 80], outside: 'refuse' },
          { input: 'copd' },
          { input: 'priorCancer' },
          { input: 'familyLungCancerOnset' },
        ],
        method: 'llpi-2015',
        citations: [{ kind: 'doi', id: '10.1158/1940-6207.CAPR-14-0438', year: 2015 }],
        unverified: true,
      },
    ],
    coefficients: {
      plcom2012: {
        intercept: -4.532506,
        age: 0.0778868,
        education: -0.0812744,
        bmi: -0.0274194,
        copd: 0.3553063,
        priorCancer: 0.4589971,
        familyLungCancer: 0.587185,
        smokingNow: 0.2597431,
        cigarettes: -1.822606,
        yearsSmoked: 0.0317321,
        yearsSinceQuitting: -0.0308572,
        race: Object.fromEntries(
          Object.entries((facts('plcom2012') as Facts).race).map(([name, beta]) => [
            name
              .replaceAll('_', '-')
              .replace('indian-alaska', 'indian-or-alaska')
              .replace('hawaiian-pacific', 'hawaiian-or-pacific'),
            beta,
          ]),
        ),
        centre: {
          age: 62,
          education: 4,
          bmi: 27,
          inverseCigarettes: 0.4021541613,
          yearsSmoked: 27,
          yearsSinceQuitting: 10,
        },
      },
      pittsburgh: {
        yearsSmoked: [
          { from: 0, points: -10 },
          { from: 30, points: 0 },
          { from: 40, points: 8 },
          { from: 50, points: 14 },
        ],
        ages: [
          { yearsSmokedFrom: 0, age: 57 },
          { yearsSmokedFrom: 30, age: 59 },
          { yearsSmokedFrom: 40, age: 61 },
          { yearsSmokedFrom: 50, age: 68 },
        ],
        agePoints: 4,
        quit: -3,
        cigarettes: [
          { from: 0, points: -4 },
          { from: 20, points: 0 },
          { from: 30, points: 2 },
          { from: 40, points: 5 },
        ],
        intercept: 4.2195,
        perPoint: 0.1,
      },
      llpi: {
        baselineSurvival: 0.9728386,
        age: 0.036,
        male: 0.391,
        yearsSmoked: 0.043,
        copd: 0.89,
        priorCancer: 1.044,
        familyEarlyOnset: 0.521,
        familyLateOnset: 0.071,
        mean: 3.556,
      },
    },
  }),
}
