import type { ModelInput } from '../../../src/clinical/risk/model.ts'
import { type Family, publishedFacts } from './family.ts'

const enzymes: readonly ModelInput[] = [
  { input: 'ast', range: [1, 10000], outside: 'refuse' },
  { input: 'alt', range: [1, 10000], outside: 'refuse' },
  { input: 'platelets', range: [5, 2000], outside: 'refuse' },
]
/** Days that laboratory values count for a MELD: our own limit, a quarter of a year. */
const within = 90
const blood: readonly ModelInput[] = [
  { input: 'bilirubin', within, range: [0.05, 80], outside: 'refuse' },
  { input: 'inr', within, range: [0.5, 20], outside: 'refuse' },
  { input: 'creatinine', within, range: [0.1, 30], outside: 'refuse' },
  { input: 'sodium', within, range: [90, 190], outside: 'refuse' },
  { input: 'dialysisThisWeek' },
]

export const liver: Family = {
  file: 'liver.json',
  what: 'liver fibrosis (FIB-4, NAFLD fibrosis score) and severity of liver disease (MELD 3.0, MELD-Na 2016)',
  table: () => ({
    models: [
      {
        id: 'fib-4',
        title: 'FIB-4',
        year: 2006,
        kind: 'measure',
        outcomes: [],
        population: { age: [18, 120] },
        inputs: [{ input: 'age', range: [35, 120], outside: 'warn' }, ...enzymes],
        method: 'liver-fibrosis',
        licence: publishedFacts,
        citations: [{ kind: 'doi', id: '10.1002/hep.21178', year: 2006 }],
      },
      {
        id: 'nafld-fibrosis-score',
        title: 'NAFLD fibrosis score',
        year: 2007,
        kind: 'measure',
        outcomes: [],
        population: { age: [18, 120] },
        inputs: [
          { input: 'age', range: [35, 120], outside: 'warn' },
          { input: 'bmi', range: [10, 80], outside: 'refuse' },
          { input: 'impairedGlucose' },
          ...enzymes,
          { input: 'albumin', range: [1, 6], outside: 'refuse' },
        ],
        method: 'liver-fibrosis',
        licence: publishedFacts,
        citations: [{ kind: 'doi', id: '10.1002/hep.21496', year: 2007 }],
      },
      {
        id: 'meld-3.0',
        title: 'MELD 3.0',
        year: 2021,
        kind: 'points',
        outcomes: [],
        population: { age: [12, 120] },
        inputs: [
          { input: 'age' },
          { input: 'sex' },
          ...blood,
          { input: 'albumin', within, range: [0.5, 7], outside: 'refuse' },
        ],
        method: 'meld',
        licence: publishedFacts,
        citations: [{ kind: 'doi', id: '10.1053/j.gastro.2021.08.050', year: 2021 }],
      },
      {
        id: 'meld-na-2016',
        title: 'MELD-Na (2016)',
        year: 2016,
        kind: 'points',
        outcomes: [],
        population: { age: [12, 120] },
        inputs: [{ input: 'age' }, ...blood],
        method: 'meld',
        licence: publishedFacts,
        citations: [{ kind: 'doi', id: '10.1056/NEJMoa0801209', year: 2008 }],
      },
    ],
    coefficients: {
      nafld: {
        intercept: -1.675,
        age: 0.037,
        bmi: 0.094,
        glucoseIntolerance: 1.13,
        astAltRatio: 0.99,
        platelets: -0.013,
        albumin: -0.66,
      },
      cutoffs: {
        'fib-4': { ruleOut: 1.3, ruleOutFrom65: 2, ruleIn: 2.67 },
        'nafld-fibrosis-score': { ruleOut: -1.455, ruleOutFrom65: 0.12, ruleIn: 0.676 },
      },
    },
  }),
}
