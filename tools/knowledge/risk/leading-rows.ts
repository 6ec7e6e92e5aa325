// Sources of leading-models.tsv: which model leads for an outcome in a country, in order of preference among those that apply.
import { asiaPacific, europeanCodes } from './country-rows.ts'

export type LeadingRow = {
  readonly outcome: string
  readonly countries: readonly string[]
  readonly models: readonly string[]
  readonly reason: string
  readonly source: string
  readonly verified?: true
}

const heart = 'cardiovascular'

export const leadingRows: readonly LeadingRow[] = [
  {
    outcome: heart,
    countries: ['US'],
    models: ['prevent', 'pce-2013'],
    reason: 'guideline-of-country',
    source: 'made for the United States: 10.1161/CIRCULATIONAHA.123.067626',
    verified: true,
  },
  {
    outcome: heart,
    countries: ['GB'],
    models: ['qrisk3'],
    reason: 'guideline-of-country',
    source: 'made for the United Kingdom: 10.1136/bmj.j2099',
    verified: true,
  },
  {
    outcome: heart,
    countries: ['GB'],
    models: ['score2-diabetes', 'score2', 'score2-op'],
    reason: 'model-of-region',
    source: 'regions of 10.1093/eurheartj/ehab309',
    verified: true,
  },
  {
    outcome: heart,
    countries: europeanCodes.filter((c) => c !== 'GB'),
    models: ['score2-diabetes', 'score2', 'score2-op'],
    reason: 'guideline-of-region',
    source: 'ESC guideline on prevention 2021, 10.1093/eurheartj/ehab484; regions of 10.1093/eurheartj/ehab309',
  },
  {
    outcome: heart,
    countries: asiaPacific.filter((c) => c !== 'AU' && c !== 'NZ'),
    models: ['score2-asia-pacific'],
    reason: 'model-of-region',
    source: '10.1093/eurheartj/ehae609',
  },
  {
    outcome: heart,
    countries: ['CA'],
    models: ['framingham-2008'],
    reason: 'guideline-of-country',
    source: 'Canadian Cardiovascular Society guideline on dyslipidaemia 2021',
  },
  {
    outcome: 'kidney-failure',
    countries: [],
    models: ['kfre'],
    reason: 'only-model',
    source: '10.1001/jama.2015.18202',
  },
  {
    outcome: 'breast-cancer',
    countries: [],
    models: ['bcrat'],
    reason: 'only-model',
    source: '10.1093/jnci/81.24.1879',
  },
  {
    outcome: 'lung-cancer',
    countries: [],
    models: ['plcom2012'],
    reason: 'best-calibrated',
    source: '10.1056/NEJMoa1211776',
  },
  {
    outcome: 'thromboembolism',
    countries: europeanCodes,
    models: ['cha2ds2-va', 'cha2ds2-vasc'],
    reason: 'guideline-of-region',
    source: 'ESC guideline on atrial fibrillation 2024',
  },
  { outcome: 'thromboembolism', countries: [], models: ['cha2ds2-vasc'], reason: 'most-used', source: 'own judgement' },
  {
    outcome: 'type-2-diabetes',
    countries: europeanCodes,
    models: ['findrisc'],
    reason: 'guideline-of-region',
    source: 'own judgement',
  },
  {
    outcome: 'type-2-diabetes',
    countries: ['US'],
    models: ['ada-risk-test', 'framingham-diabetes-2007'],
    reason: 'guideline-of-country',
    source: 'own judgement',
  },
]
