import type { Predicate, ScreeningRule } from '../../../src/clinical/screening/model.ts'

const breasts: Predicate = { all: [{ sex: 'female' }, { has: 'breasts' }] }
const breastCancer: Predicate = { fact: 'breast-cancer' }
const bowelDisease: Predicate = { any: [{ fact: 'colorectal-cancer' }, { fact: 'inflammatory-bowel-disease' }] }

const yearly = (test: 'mammography' | 'breast-mri'): ScreeningRule['options'] => [[{ test, everyMonths: [12, 12] }]]

const brca = {
  topic: 'breast-cancer',
  source: 'NCCN, as quoted',
  year: 2024,
  valid: { from: '2019' },
  grade: 'none',
  stance: 'recommended',
  role: 'overlay',
  notFor: breastCancer,
  citations: [
    { kind: 'guideline', id: 'NCCN Genetic/Familial High-Risk Assessment: Breast, Ovarian, Pancreatic, and Prostate' },
  ],
  checked:
    'only as quoted by facingourrisk.org and densebreast-info.org (MRI from 25, mammography from 30, both to 75)',
  unverified: true,
} as const

const highRiskBreast = {
  topic: 'breast-cancer',
  source: 'ACS',
  year: 2007,
  valid: { from: '2007-03' },
  grade: 'none',
  stance: 'recommended',
  role: 'overlay',
  ages: { from: 30 },
  who: {
    all: [breasts, { risk: { outcome: 'breast-cancer', lifetime: true, atLeast: 0.2, notBy: ['bcrat', 'gail'] } }],
  },
  notFor: breastCancer,
  late: true,
  citations: [{ kind: 'doi', id: '10.3322/canjclin.57.2.75', year: 2007 }],
  checked:
    'threshold, and that the Gail model does not serve for it: densebreast-info.org; the start at 30 is unverified',
  unverified: true,
} as const

const averageBreast = {
  topic: 'breast-cancer',
  track: 'mammography',
  source: 'ACS',
  year: 2015,
  valid: { from: '2015-10' },
  grade: 'none',
  stance: 'recommended',
  role: 'beside',
  who: breasts,
  notFor: { any: [breastCancer, { fact: 'chest-radiation-when-young' }, { carrier: ['BRCA1', 'BRCA2'] }] },
  late: true,
  citations: [{ kind: 'doi', id: '10.1001/jama.2015.12783', year: 2015 }],
  checked: 'JAMA Network’s page on the guideline and guidelinecentral.com',
} as const

const lynch = {
  topic: 'colorectal-cancer',
  track: 'colorectal-cancer',
  source: 'NCCN, as quoted',
  year: 2024,
  valid: { from: '2022' },
  grade: 'none',
  stance: 'recommended',
  role: 'overlay',
  notFor: bowelDisease,
  citations: [{ kind: 'guideline', id: 'NCCN Genetic/Familial High-Risk Assessment: Colorectal' }],
  checked: 'only as quoted in PMC10930657, table 2 (PMC10936860, table 7, has every 1–2 years for MSH6 and PMS2)',
  unverified: true,
} as const

const salpingo = (gene: 'BRCA1' | 'BRCA2', from: number): ScreeningRule => ({
  ...brca,
  id: `nccn-${gene.toLowerCase()}-salpingo-oophorectomy`,
  topic: 'ovarian-cancer',
  track: 'salpingo-oophorectomy',
  ages: { from },
  who: { all: [{ has: 'ovaries' }, { carrier: [gene] }] },
  notFor: { fact: 'ovarian-cancer' },
  options: [],
  measure: 'risk-reducing-salpingo-oophorectomy',
  checked: 'only as quoted in Cancer Prevention Research, table 1 (35–40 years for BRCA1, 40–45 for BRCA2)',
})

const kidney = {
  topic: 'kidney-disease',
  track: 'kidney-disease',
  source: 'KDIGO',
  year: 2024,
  valid: { from: '2024-04' },
  grade: 'none',
  stance: 'recommended',
  role: 'overlay',
  ages: { from: 18 },
  options: [
    [
      { test: 'egfr', everyMonths: [12, 12] },
      { test: 'urine-albumin', everyMonths: [12, 12] },
    ],
  ],
  citations: [{ kind: 'doi', id: '10.1016/j.kint.2023.10.018', year: 2024 }],
} as const

/** Schedules for people at higher risk, and guidelines and models that are shown beside. */
export const otherRules: readonly ScreeningRule[] = [
  {
    ...brca,
    id: 'nccn-brca-mri',
    track: 'breast-mri',
    ages: { from: 25, to: 75 },
    who: { all: [breasts, { carrier: ['BRCA1', 'BRCA2'] }] },
    options: yearly('breast-mri'),
    late: true,
  },
  {
    ...brca,
    id: 'nccn-brca-mammography',
    track: 'mammography',
    ages: { from: 30, to: 75 },
    who: { all: [breasts, { carrier: ['BRCA1', 'BRCA2'] }] },
    options: yearly('mammography'),
    late: true,
  },
  salpingo('BRCA1', 35),
  salpingo('BRCA2', 40),
  { ...highRiskBreast, id: 'acs-high-risk-mri', track: 'breast-mri', options: yearly('breast-mri') },
  { ...highRiskBreast, id: 'acs-high-risk-mammography', track: 'mammography', options: yearly('mammography') },
  { ...averageBreast, id: 'acs-average-45', ages: { from: 45, to: 54 }, options: yearly('mammography') },
  {
    ...averageBreast,
    id: 'acs-average-55',
    ages: { from: 55 },
    options: [[{ test: 'mammography', everyMonths: [12, 24] }]],
  },
  {
    ...lynch,
    id: 'nccn-lynch-mlh1-msh2',
    ages: { from: 20 },
    who: { all: [{ has: 'colon' }, { carrier: ['MLH1', 'MSH2', 'EPCAM'] }] },
    options: [[{ test: 'colonoscopy', everyMonths: [12, 24] }]],
  },
  {
    ...lynch,
    id: 'nccn-lynch-msh6-pms2',
    ages: { from: 30 },
    who: { all: [{ has: 'colon' }, { carrier: ['MSH6', 'PMS2'] }] },
    options: [[{ test: 'colonoscopy', everyMonths: [12, 36] }]],
  },
  {
    id: 'usmstf-relative-under-60',
    topic: 'colorectal-cancer',
    track: 'colorectal-cancer',
    source: 'US Multi-Society Task Force',
    year: 2017,
    valid: { from: '2017-06' },
    grade: 'none',
    stance: 'recommended',
    role: 'overlay',
    ages: { from: 40 },
    startBeforeYoungest: { disease: 'colorectal-cancer', degree: 1, years: 10 },
    who: { all: [{ has: 'colon' }, { relative: { disease: 'colorectal-cancer', degree: 1, before: 60 } }] },
    notFor: { any: [bowelDisease, { fact: 'colorectal-polyp' }, { fact: 'polyposis-syndrome' }] },
    options: [[{ test: 'colonoscopy', everyMonths: [60, 60] }]],
    late: true,
    citations: [{ kind: 'guideline', id: 'US Multi-Society Task Force on Colorectal Cancer 2017' }],
    checked: 'only as quoted by clinmedjournals.org (jfmdp-2-027, table 4)',
    unverified: true,
  },
  {
    id: 'suspected-familial-hypercholesterolaemia',
    topic: 'familial-hypercholesterolaemia',
    track: 'familial-hypercholesterolaemia',
    source: 'Attune',
    year: 2025,
    valid: { from: '2025' },
    grade: 'none',
    stance: 'recommended',
    role: 'overlay',
    who: {
      any: [
        {
          all: [
            {
              measure: {
                what: 'LDL cholesterol',
                loinc: ['18262-6', '13457-7', '2089-1'],
                unit: 'mg/dL',
                atLeast: 190,
              },
            },
          ],
        },
        { fact: 'familial-hypercholesterolaemia' },
      ],
    },
    ages: { from: 18 },
    options: [
      [
        { test: 'dutch-lipid-clinic-score', once: true },
        { test: 'ldl-receptor-gene-test', once: true },
      ],
    ],
    citations: [],
    unverified: true,
  },
  {
    id: 'suspected-familial-hypercholesterolaemia-child',
    topic: 'familial-hypercholesterolaemia',
    track: 'familial-hypercholesterolaemia',
    source: 'Attune',
    year: 2025,
    valid: { from: '2025' },
    grade: 'none',
    stance: 'recommended',
    role: 'overlay',
    who: { measure: { what: 'LDL cholesterol', loinc: ['18262-6', '13457-7', '2089-1'], unit: 'mg/dL', atLeast: 160 } },
    ages: { to: 17 },
    options: [[{ test: 'ldl-receptor-gene-test', once: true }]],
    citations: [],
    unverified: true,
  },
  {
    ...kidney,
    id: 'kdigo-kidney-disease',
    who: { fact: 'kidney-disease' },
    checked:
      'at least yearly in chronic kidney disease: BMJ Best Practice, citing KDIGO 2024; the heat map’s numbers are not held',
  },
  { ...kidney, id: 'kdigo-diabetes', who: { fact: 'diabetes' }, unverified: true },
  {
    id: 'plcom2012-lung',
    topic: 'lung-cancer',
    track: 'lung-cancer',
    source: 'PLCOm2012 (6-year risk of 1.51 % or more)',
    year: 2014,
    valid: { from: '2014-12' },
    grade: 'none',
    stance: 'recommended',
    role: 'beside',
    ages: { from: 55, to: 80 },
    who: {
      all: [{ smoked: 'ever' }, { risk: { outcome: 'lung-cancer', years: 6, atLeast: 0.0151, by: ['plcom2012'] } }],
    },
    notFor: { fact: 'lung-cancer' },
    options: [[{ test: 'low-dose-ct', everyMonths: [12, 12] }]],
    late: true,
    citations: [
      { kind: 'doi', id: '10.1371/journal.pmed.1001764', year: 2014 },
      { kind: 'doi', id: '10.1016/S1470-2045(21)00590-8', year: 2022 },
    ],
    checked:
      'threshold: abstract of PLoS Med 2014;11(12); ages 55–80: abstract of the International Lung Screening Trial',
  },
]
