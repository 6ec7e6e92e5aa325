import { type Family, publishedFacts } from './family.ts'

export const phenoage: Family = {
  file: 'phenoage.json',
  what: 'phenotypic age: ten-year mortality and biological age from nine blood values',
  table: (facts) => {
    const { xb } = facts('phenoage') as { readonly xb: Readonly<Record<string, number>> }
    return {
      models: [
        {
          id: 'phenoage',
          title: 'PhenoAge',
          year: 2018,
          kind: 'measure',
          outcomes: [{ outcome: 'death', years: 10 }],
          population: { age: [20, 84] },
          inputs: [
            { input: 'age' },
            { input: 'albumin', range: [1, 6], outside: 'refuse' },
            { input: 'creatinine', range: [0.1, 30], outside: 'refuse' },
            { input: 'glucose', range: [20, 1000], outside: 'refuse' },
            { input: 'crp', range: [0.1, 500], outside: 'clamp' },
            { input: 'lymphocytePercent', range: [0, 100], outside: 'refuse' },
            { input: 'meanCellVolume', range: [50, 150], outside: 'refuse' },
            { input: 'redCellWidth', range: [8, 40], outside: 'refuse' },
            { input: 'alkalinePhosphatase', range: [5, 3000], outside: 'refuse' },
            { input: 'whiteCells', range: [0.1, 100], outside: 'refuse' },
          ],
          method: 'phenoage-2018',
          licence: publishedFacts,
          citations: [{ kind: 'doi', id: '10.18632/aging.101414', year: 2018 }],
        },
      ],
      coefficients: {
        xb: {
          intercept: xb['intercept'],
          age: xb['age'],
          albumin: xb['albumin'],
          creatinine: xb['creatinine'],
          glucose: xb['glucose'],
          lnCrp: xb['ln_crp'],
          lymphocytes: xb['lymphocyte'],
          meanCellVolume: xb['mcv'],
          redCellWidth: xb['rdw'],
          alkalinePhosphatase: xb['alp'],
          whiteCells: xb['wbc'],
        },
        hazard: 1.51714,
        shape: 0.007692696,
        age: { intercept: 141.50225, hazard: -0.0055305, slope: 0.090165 },
      },
    }
  },
}
