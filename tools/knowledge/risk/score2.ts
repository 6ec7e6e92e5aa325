import type { ModelInput, RiskModel } from '../../../src/clinical/risk/model.ts'
import { type Family, publishedFacts } from './family.ts'

type Row = Readonly<Record<string, number>>
type BySex = Readonly<Record<'female' | 'male', Row>>
type Scales = Readonly<Record<string, Readonly<Record<'female' | 'male', readonly number[]>>>>
type Facts = {
  readonly score2: BySex
  readonly score2_op: BySex
  readonly score2_diabetes: BySex
  readonly scales: Readonly<Record<'lt70' | 'op' | 'asia_pacific', Scales>>
  readonly ckd_addon: Readonly<Record<string, string>>
}

const words: Readonly<Record<string, string>> = {
  cage: 'age',
  age: 'age',
  smoker: 'smoker',
  csbp: 'systolic',
  sbp: 'systolic',
  diabetes: 'diabetes',
  ctc: 'total',
  tc: 'total',
  chdl: 'hdl',
  hdl: 'hdl',
  diab_age: 'ageAtDiagnosis',
  chba1c: 'hba1c',
  cegfr: 'lnEgfr',
  'cegfr^2': 'lnEgfrSquared',
  s0: 'survival',
  mean_lp: 'meanLp',
}
const capital = (word: string): string => word[0]?.toUpperCase() + word.slice(1)

/** `cage*smoker` and `chba1c*cage` are both an interaction with age: `ageSmoker`, `ageHba1c`. */
const nameOf = (term: string): string => {
  const parts = term.split('*').map((part) => words[part])
  const other = parts.filter((part) => part !== 'age')
  if (parts.includes(undefined) || (parts.length === 2 && other.length !== 1)) throw new Error(`score2: ${term}`)
  return parts.length === 1 ? (parts[0] ?? '') : `age${capital(other[0] ?? '')}`
}
const renamed = (row: Row): Row => Object.fromEntries(Object.entries(row).map(([term, value]) => [nameOf(term), value]))
const both = ({ female, male }: BySex) => ({ female: renamed(female), male: renamed(male) })
const regions = (scales: Scales) =>
  Object.fromEntries(Object.entries(scales).map(([region, sexes]) => [region.replace('_', '-'), sexes]))

const factors: readonly ModelInput[] = [
  { input: 'age' },
  { input: 'sex' },
  { input: 'smokingNow' },
  { input: 'systolic' },
  { input: 'totalCholesterol' },
  { input: 'hdlCholesterol' },
]
const european: readonly ModelInput[] = [{ input: 'scoreRegion' }, ...factors]
const kidneys: readonly ModelInput[] = [
  { input: 'egfr' },
  { input: 'urineAlbuminCreatinine', optional: true, range: [0.1, 25000], outside: 'clamp' },
]

/** Diabetes is a term of SCORE2, but the model is not for people with diabetes: it is calculated with the term at 0. */
const notInDiabetes = ['priorCardiovascularDisease', 'diabetes'] as const

type Own = Pick<RiskModel, 'id' | 'title' | 'year' | 'population' | 'inputs' | 'method' | 'citations'>
const model = (own: Own): RiskModel => ({
  ...own,
  kind: 'risk',
  outcomes: [{ outcome: 'ascvd', years: 10, competing: true }],
  licence: publishedFacts,
})
const score2Doi = { kind: 'doi', id: '10.1093/eurheartj/ehab309', year: 2021 } as const
const olderDoi = { kind: 'doi', id: '10.1093/eurheartj/ehab312', year: 2021 } as const
const addOnDoi = { kind: 'doi', id: '10.1093/eurjpc/zwac176', year: 2023 } as const

/** The add-on of the reference facts, there as formulas, here term by term. Its expected ratio is 8 to the power of a sum whose constant is 1 - 0.0225. */
const kidneyAddOn = {
  expectedEgfr: {
    constant: 87.898,
    age: -3.7891,
    female: -0.7023,
    total: -0.2941,
    hdl: 1.096,
    systolic: -0.1364,
    diabetes: 0.1205,
    smoker: 1.3211,
    ageTotal: 0.0555,
    ageHdl: 0.1717,
    ageSystolic: 0.0059,
    ageDiabetes: -0.8994,
    ageSmoker: 0.2181,
  },
  expectedLog8Acr: {
    constant: 0.9775,
    age: 0.0159,
    female: 0.0308,
    total: 0.0185,
    hdl: -0.0274,
    systolic: 0.1339,
    diabetes: 0.2171,
    smoker: 0.0629,
    ageTotal: -0.0062,
    ageHdl: 0.0003,
    ageSystolic: 0.0008,
    ageDiabetes: -0.0109,
    ageSmoker: 0.0085,
    below60: 0.4057,
    from60to90: 0.0597,
    over90: -0.0916,
  },
  below70: { below60: 0.4713, from60to90: 0.0956, ageBelow60: -0.0802, ageFrom60to90: 0.0088, acr: 0.2432 },
  from70: {
    below60: 0.3072,
    from60to90: 0.0942,
    over90: -0.4616,
    ageBelow60: -0.0127,
    ageFrom60to90: -0.0098,
    ageOver90: -0.0075,
    acr: 0.237,
  },
}

export const score2: Family = {
  file: 'score2.json',
  what: 'SCORE2, SCORE2-OP, SCORE2-Diabetes, SCORE2 Asia-Pacific and the kidney add-on',
  table: (facts) => {
    const given = facts('score2') as Facts
    return {
      models: [
        model({
          id: 'score2',
          title: 'SCORE2',
          year: 2021,
          population: { age: [40, 69], mustNotHave: notInDiabetes },
          inputs: european,
          method: 'score2-2021',
          citations: [score2Doi],
        }),
        model({
          id: 'score2-op',
          title: 'SCORE2-OP',
          year: 2021,
          population: { age: [70, 89], mustNotHave: ['priorCardiovascularDisease'] },
          inputs: [...european, { input: 'diabetes' }],
          method: 'score2-op-2021',
          citations: [olderDoi],
        }),
        model({
          id: 'score2-diabetes',
          title: 'SCORE2-Diabetes',
          year: 2023,
          population: { age: [40, 69], mustHave: ['diabetesType2'], mustNotHave: ['priorCardiovascularDisease'] },
          inputs: [...european, { input: 'ageAtDiabetesDiagnosis' }, { input: 'hba1c' }, { input: 'egfr' }],
          method: 'score2-diabetes-2023',
          citations: [{ kind: 'doi', id: '10.1093/eurheartj/ehad260', year: 2023 }],
        }),
        model({
          id: 'score2-asia-pacific',
          title: 'SCORE2 Asia-Pacific',
          year: 2025,
          population: { age: [40, 69], mustNotHave: notInDiabetes },
          inputs: [{ input: 'asiaPacificRegion' }, ...factors],
          method: 'score2-asia-pacific-2025',
          citations: [{ kind: 'doi', id: '10.1093/eurheartj/ehae609', year: 2025 }],
        }),
        model({
          id: 'score2-ckd',
          title: 'SCORE2 with the kidney add-on',
          year: 2023,
          population: { age: [40, 69], mustNotHave: notInDiabetes },
          inputs: [...european, ...kidneys],
          method: 'score2-ckd-2022',
          citations: [score2Doi, addOnDoi],
        }),
        model({
          id: 'score2-op-ckd',
          title: 'SCORE2-OP with the kidney add-on',
          year: 2023,
          population: { age: [70, 89], mustNotHave: ['priorCardiovascularDisease'] },
          inputs: [...european, { input: 'diabetes' }, ...kidneys],
          method: 'score2-op-ckd-2022',
          citations: [olderDoi, addOnDoi],
        }),
      ],
      coefficients: {
        score2: both(given.score2),
        olderPeople: both(given.score2_op),
        diabetes: both(given.score2_diabetes),
        scales: {
          score2: regions(given.scales.lt70),
          olderPeople: regions(given.scales.op),
          asiaPacific: regions(given.scales.asia_pacific),
        },
        kidneyAddOn,
      },
    }
  },
}
