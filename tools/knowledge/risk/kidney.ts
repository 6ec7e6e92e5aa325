import type { RiskModel } from '../../../src/clinical/risk/model.ts'
import { type Family, publishedFacts } from './family.ts'

type Figures = Readonly<Record<string, number>>
type Kfre = {
  readonly centres: Figures
  readonly betas: Readonly<Record<string, Figures>>
  readonly S0: Readonly<Record<string, Readonly<Record<'north_america' | 'other', Figures>>>>
}

const names: Readonly<Record<string, string>> = {
  'age/10': 'ageTenth',
  'egfr/5': 'egfrFifth',
  ln_uacr_mg_g: 'lnUrineAlbuminCreatinine',
  albumin_g_dl: 'albumin',
  phosphorus_mg_dl: 'phosphate',
  calcium_mg_dl: 'calcium',
}
const renamed = (of: Figures): Figures =>
  Object.fromEntries(Object.entries(of).map(([name, value]) => [names[name] ?? name, value]))

const rate: Pick<RiskModel, 'kind' | 'outcomes' | 'population' | 'method' | 'licence'> = {
  kind: 'measure',
  outcomes: [],
  population: { age: [18, 120] },
  method: 'ckd-epi',
  licence: publishedFacts,
}
const creatinine = { input: 'creatinine', range: [0.1, 30], outside: 'refuse' } as const
const cystatinC = { input: 'cystatinC', range: [0.1, 15], outside: 'refuse' } as const
const inker2021 = [{ kind: 'doi', id: '10.1056/NEJMoa2102953', year: 2021 }] as const
const scale = { female: 0.7, male: 0.9 }
const cystatinScale = { female: 0.8, male: 0.8 }

export const kidney: Family = {
  file: 'kidney.json',
  what: 'Kidney Failure Risk Equation (4, 6 and 8 variables); CKD-EPI filtration rates of 2012 and 2021',
  table: (facts) => {
    const kfre = facts('kfre') as Kfre
    return {
      models: [
        {
          id: 'kfre',
          title: 'Kidney Failure Risk Equation',
          year: 2016,
          kind: 'risk',
          outcomes: [
            { outcome: 'kidney-failure', years: 2 },
            { outcome: 'kidney-failure', years: 5 },
          ],
          population: {
            age: [18, 110],
            mustHave: ['chronicKidneyDisease3to5'],
            mustNotHave: ['onDialysis', 'kidneyTransplant'],
          },
          inputs: [
            { input: 'age' },
            { input: 'sex' },
            { input: 'country' },
            { input: 'egfr', range: [1, 59.99], outside: 'refuse' },
            { input: 'urineAlbuminCreatinine', range: [0.1, 25000], outside: 'clamp' },
            { input: 'diabetes', optional: true },
            { input: 'hypertension', optional: true },
            { input: 'albumin', optional: true, range: [1, 6], outside: 'refuse' },
            { input: 'phosphate', optional: true, range: [1, 12], outside: 'refuse' },
            { input: 'bicarbonate', optional: true, range: [5, 50], outside: 'refuse' },
            { input: 'calcium', optional: true, range: [4, 16], outside: 'refuse' },
          ],
          method: 'kfre-2016',
          licence: publishedFacts,
          citations: [
            { kind: 'doi', id: '10.1001/jama.2011.451', year: 2011 },
            { kind: 'doi', id: '10.1001/jama.2015.18202', year: 2016 },
          ],
        },
        {
          ...rate,
          id: 'ckd-epi-creatinine-2021',
          title: 'CKD-EPI 2021, creatinine',
          year: 2021,
          inputs: [{ input: 'age' }, { input: 'sex' }, creatinine],
          citations: inker2021,
        },
        {
          ...rate,
          id: 'ckd-epi-cystatin-2012',
          title: 'CKD-EPI 2012, cystatin C',
          year: 2012,
          inputs: [{ input: 'age' }, { input: 'sex' }, cystatinC],
          citations: [{ kind: 'doi', id: '10.1056/NEJMoa1114248', year: 2012 }],
        },
        {
          ...rate,
          id: 'ckd-epi-creatinine-cystatin-2021',
          title: 'CKD-EPI 2021, creatinine and cystatin C',
          year: 2021,
          inputs: [{ input: 'age' }, { input: 'sex' }, creatinine, cystatinC],
          citations: inker2021,
        },
      ],
      coefficients: {
        kfre: {
          centre: renamed(kfre.centres),
          beta: Object.fromEntries(Object.entries(kfre.betas).map(([variant, beta]) => [variant, renamed(beta)])),
          baselineSurvival: Object.fromEntries(
            Object.entries(kfre.S0).map(([variant, s]) => [variant, { northAmerica: s.north_america, other: s.other }]),
          ),
        },
        'ckd-epi-creatinine-2021': {
          factor: 142,
          creatinine: { scale, below: { female: -0.241, male: -0.302 }, above: -1.2 },
          ageBase: 0.9938,
          female: 1.012,
        },
        'ckd-epi-cystatin-2012': {
          factor: 133,
          cystatinC: { scale: cystatinScale, below: { female: -0.499, male: -0.499 }, above: -1.328 },
          ageBase: 0.996,
          female: 0.932,
        },
        'ckd-epi-creatinine-cystatin-2021': {
          factor: 135,
          creatinine: { scale, below: { female: -0.219, male: -0.144 }, above: -0.544 },
          cystatinC: { scale: cystatinScale, below: { female: -0.323, male: -0.323 }, above: -0.778 },
          ageBase: 0.9961,
          female: 0.963,
        },
      },
    }
  },
}
