import type { ModelOutcome } from '../../../src/clinical/risk/model.ts'
import type { Outcome } from '../../../src/shared/disease-risk.ts'
import { type Family, publishedFacts } from './family.ts'

type Facts = {
  readonly coefficients: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>>
}

const names: Readonly<Record<string, Outcome>> = {
  total_cvd: 'total-cvd',
  ascvd: 'ascvd',
  heart_failure: 'heart-failure',
  chd: 'coronary-heart-disease',
  stroke: 'stroke',
}
const outcomes = Object.values(names)
const lipids = outcomes.filter((o) => o !== 'heart-failure')

export const prevent: Family = {
  file: 'prevent.json',
  what: 'PREVENT 2023: base, HbA1c, UACR, deprivation and full tables, five outcomes, 10 and 30 years',
  table: (facts) => {
    const { coefficients } = facts('prevent') as Facts
    return {
      models: [
        {
          id: 'prevent',
          title: 'PREVENT',
          year: 2023,
          kind: 'risk',
          outcomes: [
            ...outcomes.map((outcome): ModelOutcome => ({ outcome, years: 10, competing: true })),
            ...outcomes.map((outcome): ModelOutcome => ({ outcome, years: 30, age: [30, 59], competing: true })),
          ],
          population: { age: [30, 79], regions: ['US'], mustNotHave: ['priorCardiovascularDisease'] },
          inputs: [
            { input: 'age' },
            { input: 'sex' },
            { input: 'totalCholesterol', neededFor: lipids, range: [130, 320], outside: 'refuse' },
            { input: 'hdlCholesterol', neededFor: lipids, range: [20, 100], outside: 'refuse' },
            { input: 'onStatin', neededFor: lipids },
            { input: 'systolic', range: [90, 180], outside: 'refuse' },
            { input: 'onBloodPressureMedicine' },
            { input: 'diabetes' },
            { input: 'smokingNow' },
            { input: 'bmi', neededFor: ['heart-failure'], range: [18.5, 39.9], outside: 'refuse' },
            { input: 'egfr', range: [15, 140], outside: 'refuse' },
            { input: 'hba1c', optional: true, range: [4.5, 15], outside: 'refuse' },
            { input: 'urineAlbuminCreatinine', optional: true, range: [0.1, 25000], outside: 'clamp' },
            { input: 'socialDeprivationDecile', optional: true, range: [1, 10], outside: 'refuse' },
          ],
          method: 'prevent-2023',
          licence: publishedFacts,
          citations: [{ kind: 'doi', id: '10.1161/CIRCULATIONAHA.123.067626', year: 2024 }],
        },
      ],
      coefficients: Object.fromEntries(
        Object.entries(coefficients).map(([table, groups]) => [
          table.replace(/yr$/, ''),
          Object.fromEntries(
            (['female', 'male'] as const).map((sex) => [
              sex,
              Object.fromEntries(Object.entries(names).map(([from, to]) => [to, groups[`${sex}_${from}`]])),
            ]),
          ),
        ]),
      ),
    }
  },
}
