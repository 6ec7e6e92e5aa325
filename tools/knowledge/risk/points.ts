import type { InputId, ModelInput, RiskModel } from '../../../src/clinical/risk/model.ts'
import type { Condition, PointItem, PointTable } from '../../../src/clinical/risk/equations/points.ts'
import { type Family, publishedFacts } from './family.ts'

type Bounds = { readonly from?: number; readonly above?: number; readonly upTo?: number; readonly below?: number }

const yes = (input: InputId, points: number): PointItem => ({
  name: input,
  rows: [{ when: { input, is: [true] }, points }],
})
const no = (input: InputId, points: number): PointItem => ({
  name: input,
  rows: [{ when: { input, is: [false] }, points }],
})
const steps = (input: InputId, ...rows: readonly (readonly [Bounds, number])[]): PointItem => ({
  name: input,
  rows: rows.map(([bounds, points]) => ({ when: { input, ...bounds }, points })),
})
const choices = (input: InputId, points: Readonly<Record<string, number>>): PointItem => ({
  name: input,
  rows: Object.entries(points).map(([value, p]) => ({ when: { input, is: [value] }, points: p })),
})
const sex = (is: 'female' | 'male', ...all: readonly Condition[]): Condition => ({
  all: [{ input: 'sex', is: [is] }, ...all],
})

const female = { name: 'sex', rows: [{ when: sex('female'), points: 1 }] }
const stroke = [
  yes('heartFailure', 1),
  yes('hypertension', 1),
  steps('age', [{ from: 75 }, 2], [{ from: 65 }, 1]),
  yes('diabetes', 1),
  yes('strokeOrEmbolism', 2),
  yes('vascularDisease', 1),
]

const scale1 = (points: number, bounds: Bounds): { when: Condition; points: number } => ({
  when: {
    all: [
      { input: 'hypercapnicFailure', is: [false] },
      { input: 'oxygenSaturation', ...bounds },
    ],
  },
  points,
})
const scale2 = (points: number, bounds: Bounds, onOxygen?: true): { when: Condition; points: number } => ({
  when: {
    all: [
      { input: 'hypercapnicFailure', is: [true] },
      { input: 'oxygenSaturation', ...bounds },
      ...(onOxygen ? [{ input: 'onOxygen', is: [true] }] : []),
    ],
  },
  points,
})

const tables: Readonly<Record<string, PointTable>> = {
  'cha2ds2-vasc': { items: [...stroke, female], bands: [] },
  'cha2ds2-va': {
    items: stroke,
    bands: [
      { from: 0, band: 'low' },
      { from: 1, band: 'intermediate' },
      { from: 2, band: 'high' },
    ],
  },
  'has-bled': {
    items: [
      steps('systolic', [{ above: 160 }, 1]),
      yes('bleedingKidneyDisease', 1),
      yes('bleedingLiverDisease', 1),
      yes('priorStroke', 1),
      yes('majorBleeding', 1),
      yes('labileInr', 1),
      steps('age', [{ above: 65 }, 1]),
      yes('onAntiplateletOrNsaid', 1),
      steps('alcoholDrinksPerWeek', [{ from: 8 }, 1]),
    ],
    bands: [
      { from: 0, band: 'low' },
      { from: 3, band: 'high' },
    ],
  },
  heart: {
    items: [
      choices('chestPainHistory', { 'moderately-suspicious': 1, 'highly-suspicious': 2 }),
      choices('ecgFinding', { 'nonspecific-repolarisation': 1, 'st-deviation': 2 }),
      steps('age', [{ from: 65 }, 2], [{ from: 45 }, 1]),
      {
        name: 'riskFactors',
        rows: [
          {
            when: {
              any: [
                { input: 'atherosclerosis', is: [true] },
                { input: 'cardiacRiskFactors', from: 3 },
              ],
            },
            points: 2,
          },
          { when: { input: 'cardiacRiskFactors', from: 1 }, points: 1 },
        ],
      },
      steps('troponinRatio', [{ above: 3 }, 2], [{ above: 1 }, 1]),
    ],
    bands: [
      { from: 0, band: 'low' },
      { from: 4, band: 'moderate' },
      { from: 7, band: 'high' },
    ],
  },
  findrisc: {
    items: [
      steps('age', [{ from: 65 }, 4], [{ from: 55 }, 3], [{ from: 45 }, 2]),
      steps('bmi', [{ above: 30 }, 3], [{ from: 25 }, 1]),
      {
        name: 'waist',
        rows: [
          { when: sex('male', { input: 'waist', above: 102 }), points: 4 },
          { when: sex('male', { input: 'waist', from: 94 }), points: 3 },
          { when: sex('female', { input: 'waist', above: 88 }), points: 4 },
          { when: sex('female', { input: 'waist', from: 80 }), points: 3 },
        ],
      },
      no('activeHalfHourDaily', 2),
      no('fruitOrVegetablesDaily', 1),
      yes('onBloodPressureMedicine', 2),
      yes('everHighGlucose', 5),
      choices('familyDiabetes', { 'second-degree': 3, 'first-degree': 5 }),
    ],
    bands: [
      { from: 0, band: 'low', risk: 0.01 },
      { from: 7, band: 'slightly-elevated', risk: 0.04 },
      { from: 12, band: 'moderate', risk: 0.17 },
      { from: 15, band: 'high', risk: 0.33 },
      { from: 21, band: 'very-high', risk: 0.5 },
    ],
  },
  'ada-risk-test': {
    items: [
      steps('age', [{ from: 60 }, 3], [{ from: 50 }, 2], [{ from: 40 }, 1]),
      { name: 'sex', rows: [{ when: sex('male'), points: 1 }] },
      {
        name: 'gestationalDiabetes',
        rows: [{ when: sex('female', { input: 'gestationalDiabetes', is: [true] }), points: 1 }],
      },
      choices('familyDiabetes', { 'first-degree': 1 }),
      yes('hypertension', 1),
      no('physicallyActive', 1),
      steps('bmi', [{ from: 40 }, 3], [{ from: 30 }, 2], [{ from: 25 }, 1]),
    ],
    bands: [
      { from: 0, band: 'low' },
      { from: 5, band: 'high' },
    ],
  },
  'framingham-diabetes-2007': {
    items: [
      steps('fastingGlucose', [{ from: 100, upTo: 126 }, 10]),
      steps('bmi', [{ from: 30 }, 5], [{ from: 25 }, 2]),
      {
        name: 'hdlCholesterol',
        rows: [
          { when: sex('male', { input: 'hdlCholesterol', below: 40 }), points: 5 },
          { when: sex('female', { input: 'hdlCholesterol', below: 50 }), points: 5 },
        ],
      },
      yes('parentDiabetes', 3),
      steps('triglycerides', [{ from: 150 }, 3]),
      {
        name: 'bloodPressure',
        rows: [
          {
            when: {
              any: [
                { input: 'systolic', from: 130 },
                { input: 'diastolic', from: 85 },
                { input: 'onBloodPressureMedicine', is: [true] },
              ],
            },
            points: 2,
          },
        ],
      },
    ],
    bands: [
      { from: 0, band: 'at-most-3-percent' },
      { from: 11, band: '4-percent', risk: 0.04 },
      { from: 13, band: '5-percent', risk: 0.05 },
      { from: 14, band: '6-percent', risk: 0.06 },
      { from: 15, band: '7-percent', risk: 0.07 },
      { from: 16, band: '9-percent', risk: 0.09 },
      { from: 17, band: '11-percent', risk: 0.11 },
      { from: 18, band: '13-percent', risk: 0.13 },
      { from: 19, band: '15-percent', risk: 0.15 },
      { from: 20, band: '18-percent', risk: 0.18 },
      { from: 21, band: '21-percent', risk: 0.21 },
      { from: 22, band: '25-percent', risk: 0.25 },
      { from: 23, band: '29-percent', risk: 0.29 },
      { from: 24, band: '33-percent', risk: 0.33 },
      { from: 25, band: 'over-35-percent' },
    ],
  },
  news2: {
    items: [
      steps(
        'respiratoryRate',
        [{ upTo: 8 }, 3],
        [{ below: 12 }, 1],
        [{ below: 21 }, 0],
        [{ below: 25 }, 2],
        [{ from: 25 }, 3],
      ),
      {
        name: 'oxygenSaturation',
        rows: [
          scale1(3, { below: 92 }),
          scale1(2, { below: 94 }),
          scale1(1, { below: 96 }),
          scale2(3, { below: 84 }),
          scale2(2, { below: 86 }),
          scale2(1, { below: 88 }),
          scale2(3, { from: 97 }, true),
          scale2(2, { from: 95 }, true),
          scale2(1, { from: 93 }, true),
        ],
      },
      yes('onOxygen', 2),
      steps(
        'systolic',
        [{ below: 91 }, 3],
        [{ below: 101 }, 2],
        [{ below: 111 }, 1],
        [{ below: 220 }, 0],
        [{ from: 220 }, 3],
      ),
      steps(
        'heartRate',
        [{ below: 41 }, 3],
        [{ below: 51 }, 1],
        [{ below: 91 }, 0],
        [{ below: 111 }, 1],
        [{ below: 131 }, 2],
        [{ from: 131 }, 3],
      ),
      choices('consciousness', { 'not-alert': 3 }),
      steps(
        'temperature',
        [{ upTo: 35 }, 3],
        [{ upTo: 36 }, 1],
        [{ upTo: 38 }, 0],
        [{ upTo: 39 }, 1],
        [{ above: 39 }, 2],
      ),
    ],
    bands: [
      { from: 0, band: 'low' },
      { from: 5, band: 'urgent' },
      { from: 7, band: 'emergency' },
    ],
    single: { points: 3, remark: 'single-item-of-three' },
  },
}

const inputsOf = (c: Condition): readonly InputId[] =>
  'all' in c ? c.all.flatMap(inputsOf) : 'any' in c ? c.any.flatMap(inputsOf) : [c.input]

/** Inputs that a table asks for only of some people: the method asks for them where they decide. */
const sometimes: readonly InputId[] = ['gestationalDiabetes']

/** `within`: days that measurements count, of a score of the moment. */
const declared = (
  head: Pick<RiskModel, 'id' | 'title' | 'year' | 'outcomes' | 'population' | 'citations'>,
  within?: number,
): RiskModel => {
  const used = new Set(tables[head.id]?.items.flatMap((i) => i.rows.flatMap((r) => inputsOf(r.when))))
  return {
    ...head,
    kind: 'points',
    inputs: [...used].map(
      (input): ModelInput => ({
        input,
        ...(sometimes.includes(input) ? { optional: true } : {}),
        ...(within === undefined ? {} : { within }),
      }),
    ),
    method: 'points',
    licence: publishedFacts,
    unverified: true,
  }
}

const fibrillation = { age: [18, 120], mustHave: ['atrialFibrillation'] } as const
const adult = { age: [18, 120] } as const
const noDiabetes = { mustNotHave: ['diabetes'] } as const

export const points: Family = {
  file: 'points.json',
  what: 'point scores: CHA2DS2-VASc, CHA2DS2-VA, HAS-BLED, HEART, FINDRISC, ADA risk test, Framingham diabetes, NEWS2',
  table: () => ({
    models: [
      declared({
        id: 'cha2ds2-vasc',
        title: 'CHA₂DS₂-VASc',
        year: 2010,
        outcomes: [],
        population: fibrillation,
        citations: [{ kind: 'doi', id: '10.1378/chest.09-1584', year: 2010 }],
      }),
      declared({
        id: 'cha2ds2-va',
        title: 'CHA₂DS₂-VA',
        year: 2024,
        outcomes: [],
        population: fibrillation,
        citations: [{ kind: 'doi', id: '10.1093/eurheartj/ehae176', year: 2024 }],
      }),
      declared({
        id: 'has-bled',
        title: 'HAS-BLED',
        year: 2010,
        outcomes: [],
        population: fibrillation,
        citations: [{ kind: 'doi', id: '10.1378/chest.10-0134', year: 2010 }],
      }),
      declared({
        id: 'heart',
        title: 'HEART',
        year: 2008,
        outcomes: [],
        population: adult,
        citations: [{ kind: 'pmid', id: '18665203', year: 2008 }],
      }),
      declared({
        id: 'findrisc',
        title: 'FINDRISC',
        year: 2003,
        outcomes: [{ outcome: 'type-2-diabetes', years: 10 }],
        population: { ...adult, ...noDiabetes },
        citations: [{ kind: 'doi', id: '10.2337/diacare.26.3.725', year: 2003 }],
      }),
      declared({
        id: 'ada-risk-test',
        title: 'ADA type 2 diabetes risk test',
        year: 2009,
        outcomes: [],
        population: { ...adult, ...noDiabetes },
        citations: [{ kind: 'doi', id: '10.7326/0003-4819-151-11-200912010-00005', year: 2009 }],
      }),
      declared({
        id: 'framingham-diabetes-2007',
        title: 'Framingham Offspring diabetes score',
        year: 2007,
        outcomes: [{ outcome: 'type-2-diabetes', years: 8 }],
        population: { age: [45, 64], ...noDiabetes },
        citations: [{ kind: 'doi', id: '10.1001/archinte.167.10.1068', year: 2007 }],
      }),
      declared(
        {
          id: 'news2',
          title: 'NEWS2',
          year: 2017,
          outcomes: [],
          population: { age: [16, 120] },
          citations: [
            { kind: 'guideline', id: 'Royal College of Physicians: National Early Warning Score (NEWS) 2', year: 2017 },
          ],
        },
        1,
      ),
    ],
    coefficients: tables,
  }),
}
