import type { AgeFigures, PenetranceTable, TestAccuracy } from '../../../src/clinical/family/carrier/tables.ts'

type Bands = AgeFigures['bands']

/** Facts of `family_history/criteria.json` and `models/bcrat.json` that the table takes over. */
export type PenetranceFacts = {
  readonly criteria: {
    readonly penetrance_brca_kuchenbaecker_2017: Readonly<
      Record<'breast' | 'ovarian', Readonly<Record<'BRCA1' | 'BRCA2', readonly number[]>>>
    >
    readonly penetrance_moderate_tung_2016: {
      readonly ATM_NBN: readonly number[]
      readonly CHEK2_1100delC: readonly number[]
      readonly PALB2: readonly number[]
    }
  }
  readonly bcrat: {
    readonly incidence_lambda1: Readonly<Record<string, readonly number[]>>
    readonly competing_mortality_lambda2: Readonly<Record<string, readonly number[]>>
  }
}

const bands = (values: readonly number[], from: number, width: number): Bands =>
  values.map((v, i) => [from + i * width, from + (i + 1) * width, v] as const)

const perThousand = (values: readonly number[]): readonly number[] =>
  values.map((v) => Number((v / 1000).toPrecision(10)))

/** Five-year percentages from 25; the last band of the publication (70–75) holds to 80, as its own cumulative risks to 80 take it. */
const fiveYear = (values: readonly number[]): Bands => {
  const shares = values.map((v) => Number((v / 100).toPrecision(10)))
  return bands([...shares, shares.at(-1) ?? 0], 25, 5)
}

const oneIn = (...odds: readonly (readonly [from: number, to: number, n: number])[]): Bands =>
  odds.map(([from, to, n]) => [from, to, 1 / n] as const)

const kuchenbaecker = 'Kuchenbaecker KB et al. 2017, doi 10.1001/jama.2017.7112'
const tung = 'Tung N et al. 2016, doi 10.1038/nrclinonc.2016.90'
const li = 'Li S et al. 2022, doi 10.1200/JCO.21.02112, relative risks of the abstract'
const moller =
  'Møller P et al. 2017, doi 10.1136/gutjnl-2015-309057, cumulative incidences at 70 and first ages of the abstract'
const devcan = 'American Cancer Society, probability of developing invasive cancers 2008–2010 (DevCan, SEER)'
const mollerNote =
  'Published: cumulative incidence at 70 under colonoscopic surveillance, both sexes together. Even rate from the first age at which cancers were seen.'

const brca = (facts: PenetranceFacts): PenetranceTable['carriers'] =>
  (['breast', 'ovarian'] as const).flatMap((organ) =>
    (['BRCA1', 'BRCA2'] as const).map((gene) => ({
      gene,
      cancer: `${organ}-cancer` as const,
      sex: 'female' as const,
      form: 'rate' as const,
      within: 'population' as const,
      bands: bands(perThousand(facts.criteria.penetrance_brca_kuchenbaecker_2017[organ][gene]), 20, 10),
      source: kuchenbaecker,
      unverified: true as const,
      note: 'Rates transcribed from knowledge; they add up to the published risks to age 80 within 1.2 points.',
    })),
  )

const moderate = (facts: PenetranceFacts): PenetranceTable['carriers'] => {
  const t = facts.criteria.penetrance_moderate_tung_2016
  return Object.entries({ PALB2: t.PALB2, CHEK2: t.CHEK2_1100delC, ATM: t.ATM_NBN }).map(([gene, values]) => ({
    gene,
    cancer: 'breast-cancer' as const,
    sex: 'female' as const,
    form: 'probability' as const,
    bands: fiveYear(values),
    source: tung,
    unverified: true as const,
    ...(gene === 'CHEK2' ? { note: 'Figures of c.1100delC; missense variants carry less risk.' } : {}),
  }))
}

const otherBrca: PenetranceTable['carriers'] = [
  { gene: 'BRCA1', cancer: 'breast-cancer', sex: 'male', form: 'ratio', bands: [[30, 80, 4.3]], source: li },
  { gene: 'BRCA2', cancer: 'breast-cancer', sex: 'male', form: 'ratio', bands: [[30, 80, 44]], source: li },
  { gene: 'BRCA2', cancer: 'prostate-cancer', sex: 'male', form: 'ratio', bands: [[40, 70, 2.22]], source: li },
  ...(['female', 'male'] as const).flatMap((sex) => [
    {
      gene: 'BRCA1',
      cancer: 'pancreatic-cancer' as const,
      sex,
      form: 'ratio' as const,
      bands: [[20, 80, 2.36]] as const,
      source: li,
    },
    {
      gene: 'BRCA2',
      cancer: 'pancreatic-cancer' as const,
      sex,
      form: 'ratio' as const,
      bands: [[20, 80, 3.34]] as const,
      source: li,
    },
  ]),
]

const lynchRisks: Readonly<
  Record<
    string,
    { readonly from: number; readonly colorectal: number; readonly endometrial: number; readonly ovarian?: number }
  >
> = {
  MLH1: { from: 25, colorectal: 0.46, endometrial: 0.34, ovarian: 0.11 },
  MSH2: { from: 25, colorectal: 0.35, endometrial: 0.51, ovarian: 0.15 },
  MSH6: { from: 40, colorectal: 0.2, endometrial: 0.49 },
  PMS2: { from: 40, colorectal: 0.1, endometrial: 0.24 },
}

const lynch: PenetranceTable['carriers'] = Object.entries(lynchRisks).flatMap(([gene, risk]) => {
  const to70 = (value: number) => ({
    form: 'probability' as const,
    bands: [[risk.from, 70, value]] as const,
    source: moller,
    unverified: true as const,
    note: mollerNote,
  })
  return [
    { gene, cancer: 'colorectal-cancer' as const, sex: 'female' as const, ...to70(risk.colorectal) },
    { gene, cancer: 'colorectal-cancer' as const, sex: 'male' as const, ...to70(risk.colorectal) },
    { gene, cancer: 'endometrial-cancer' as const, sex: 'female' as const, ...to70(risk.endometrial) },
    ...(risk.ovarian === undefined
      ? []
      : [{ gene, cancer: 'ovarian-cancer' as const, sex: 'female' as const, ...to70(risk.ovarian) }]),
  ]
})

const perHundredThousand = (...rows: readonly (readonly [from: number, to: number, rate: number])[]): Bands =>
  rows.map(([from, to, rate]) => [from, to, Number((rate / 100_000).toPrecision(10))] as const)

const early = 'The figure from birth to 49 is spread evenly over the ages it is used for.'

const population = (facts: PenetranceFacts): PenetranceTable['population'] => [
  ...Object.entries(facts.bcrat.incidence_lambda1).map(([name, rates]) => ({
    cancer: 'breast-cancer' as const,
    sex: 'female' as const,
    population: name,
    form: 'rate' as const,
    bands: bands(rates, 20, 5),
    source: 'NCI Breast Cancer Risk Assessment Tool (BCRA 2.1.2), SEER incidence of invasive breast cancer',
  })),
  {
    cancer: 'breast-cancer',
    sex: 'male',
    form: 'probability',
    bands: [[30, 80, 0.0013]],
    source: 'American Cancer Society, lifetime risk of developing cancer 2009–2011 (SEER): 0.13 % in men',
    unverified: true,
    note: 'Published: the risk of a lifetime. Spread evenly over 30 to 80; only ratios to it are used.',
  },
  {
    cancer: 'ovarian-cancer',
    sex: 'female',
    form: 'rate',
    bands: perHundredThousand(
      [20, 35, 2.2],
      [35, 45, 5.7],
      [45, 55, 18.1],
      [55, 65, 33.9],
      [65, 75, 38.2],
      [75, 80, 52],
    ),
    source: 'SEER 2004–2008: 12.8 per 100,000 women and the distribution of ages at diagnosis',
    unverified: true,
    note: 'Derived: share of diagnoses in the band × 12.8 ÷ share of the band in the US standard population of 2000; to be held against SEER’s table by age.',
  },
  ...(['female', 'male'] as const).map((sex) => ({
    cancer: 'pancreatic-cancer' as const,
    sex,
    form: 'rate' as const,
    bands: perHundredThousand(
      ...(sex === 'female'
        ? ([
            [20, 55, 2.25],
            [55, 80, 46.49],
          ] as const)
        : ([
            [20, 55, 3.01],
            [55, 80, 58.97],
          ] as const)),
    ),
    source: 'Cancers 2023;15:870, doi 10.3390/cancers15030870, table 1: age-adjusted incidence below and from 55',
    note: 'Two bands only; chiefly ratios to it are used.',
  })),
  {
    cancer: 'prostate-cancer',
    sex: 'male',
    form: 'probability',
    bands: oneIn([40, 50, 298], [50, 60, 43], [60, 70, 16]),
    source: devcan,
    note: early,
  },
  {
    cancer: 'colorectal-cancer',
    sex: 'male',
    form: 'probability',
    bands: oneIn([25, 50, 305], [50, 60, 144], [60, 70, 76]),
    source: devcan,
    note: early,
  },
  {
    cancer: 'colorectal-cancer',
    sex: 'female',
    form: 'probability',
    bands: oneIn([25, 50, 334], [50, 60, 189], [60, 70, 109]),
    source: devcan,
    note: early,
  },
  {
    cancer: 'endometrial-cancer',
    sex: 'female',
    form: 'probability',
    bands: oneIn([25, 50, 370], [50, 60, 171], [60, 70, 111]),
    source: devcan,
    note: early,
  },
]

const spurdle = 'Spurdle AB et al. 2014, doi 10.1186/s13058-014-0474-y'

const tripleNegative: PenetranceTable['pathology'] = (
  [
    ['BRCA1', [0, 50], 3.73],
    ['BRCA1', [50, 120], 4.41],
    ['BRCA2', [50, 120], 1.79],
  ] as const
).map(([gene, ages, ratio]) => ({
  gene,
  cancer: 'breast-cancer' as const,
  pathology: 'triple-negative' as const,
  ages,
  ratio,
  source: spurdle,
  unverified: true as const,
}))

/** Share of ER-positive tumours in carriers from their cumulative risks of either kind to 70, over that of hormone receptor-positive tumours in everybody. */
const erPositive: PenetranceTable['pathology'] = (
  [
    ['BRCA1', 0.55, 0.18],
    ['BRCA2', 0.21, 0.44],
  ] as const
).map(([gene, negative, positive]) => ({
  gene,
  cancer: 'breast-cancer' as const,
  pathology: 'er-positive' as const,
  ages: [0, 120] as const,
  ratio: Number(
    (Math.log1p(-positive) / (Math.log1p(-positive) + Math.log1p(-negative)) / (0.727 + 0.103)).toPrecision(3),
  ),
  source:
    'Derived: Mavaddat N et al. 2010, doi 10.1186/bcr2576, cumulative risks to 70 of the abstract; Howlader N et al. 2014 (PMC4580552), 83 % of tumours hormone receptor-positive',
  unverified: true as const,
}))

const tests: readonly TestAccuracy[] = [
  {
    method: 'search',
    sensitivity: 0.95,
    specificity: 1,
    source: 'convention of Mendelian carrier models',
    unverified: true,
  },
  {
    method: 'known-variant',
    sensitivity: 1,
    specificity: 1,
    source: 'a test for the variant of the family; other variants of the gene are left out of account',
    unverified: true,
  },
]

/** `penetrances.json`: what cancers do to carriers and to everybody. */
export const penetranceTable = (facts: PenetranceFacts): PenetranceTable => ({
  groups: [
    {
      id: 'breast-ovarian',
      title: 'Hereditary breast and ovarian cancer',
      genes: ['BRCA1', 'BRCA2', 'PALB2', 'CHEK2', 'ATM'],
      cancers: ['breast-cancer', 'ovarian-cancer', 'pancreatic-cancer', 'prostate-cancer'],
    },
    {
      id: 'lynch',
      title: 'Lynch syndrome',
      genes: ['MLH1', 'MSH2', 'MSH6', 'PMS2'],
      cancers: ['colorectal-cancer', 'endometrial-cancer', 'ovarian-cancer'],
    },
  ],
  population: population(facts),
  carriers: [...brca(facts), ...moderate(facts), ...otherBrca, ...lynch],
  mortality: Object.entries(facts.bcrat.competing_mortality_lambda2).map(([name, rates]) => ({
    sex: 'female' as const,
    population: name,
    without: 'breast-cancer' as const,
    form: 'rate' as const,
    bands: bands(rates, 20, 5),
    source:
      'NCI Breast Cancer Risk Assessment Tool (BCRA 2.1.2), US deaths of women of causes other than breast cancer',
  })),
  pathology: [...tripleNegative, ...erPositive],
  tests,
})
