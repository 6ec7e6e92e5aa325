import type { CodeList, TestRow } from '../../../src/clinical/screening/model.ts'

const systems = {
  loinc: 'http://loinc.org',
  hcpcs: 'https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
} as const

type Codes = Partial<Record<keyof typeof systems, readonly string[]>>

export const listed = (codes: Codes): CodeList =>
  (Object.keys(systems) as (keyof typeof systems)[]).flatMap((s) => {
    const own = codes[s]
    return own === undefined ? [] : [{ system: systems[s], codes: own }]
  })

type More = Partial<Pick<TestRow, 'notWords' | 'clearedBy' | 'onlyClearedBy' | 'abnormalFrom'>>

/** Codes are unverified unless `checked`: held against public value sets or records that use them. */
const row = (test: string, codes: Codes, words: readonly string[], more: More = {}, checked = false): TestRow => ({
  test,
  codes: listed(codes),
  words,
  notWords: more.notWords ?? [],
  clearedBy: more.clearedBy ?? [],
  ...(more.onlyClearedBy ? { onlyClearedBy: true as const } : {}),
  ...(more.abnormalFrom === undefined ? {} : { abnormalFrom: more.abnormalFrom }),
  ...(checked ? {} : { unverified: true as const }),
})

/** After a positive result a second test of the same kind settles nothing. */
const settledByColonoscopy = { clearedBy: ['colonoscopy'], onlyClearedBy: true } as const

const breastWork = ['breast-biopsy', 'diagnostic-mammography']

/**
 * How tests are recognised. LOINC of stool tests, stool DNA and CT colonography as in the quality measure CMS130v14; 24606-6, 10524-7 and 21440-3 as used by public
 * quality measures. No SNOMED CT and no CPT number is held: acts that are recorded by these alone are recognised by the words beside the code.
 */
export const testRows: readonly TestRow[] = [
  row('aortic-ultrasound', {}, ['aort* aneurysm screen*', 'ultraso* aorta', 'ultraso* abdominal aorta', 'aaa screen*']),
  row(
    'mammography',
    { loinc: ['24606-6'], hcpcs: ['G0202'] },
    ['mammogra*', 'breast tomosynthesis'],
    { notWords: ['diagnostic', 'unilateral', 'declined', 'refused'], clearedBy: breastWork },
    true,
  ),
  row('breast-mri', {}, ['mri breast*', 'magnetic resonance breast*'], {
    notWords: ['biopsy'],
    clearedBy: breastWork,
  }),
  row('diagnostic-mammography', {}, ['diagnostic mammogra*'], {
    clearedBy: ['breast-biopsy'],
  }),
  row('breast-biopsy', {}, ['biopsy breast']),
  row('familial-risk-tool', {}, ['familial risk assessment', 'brca risk assessment', 'family history screen* tool']),
  row(
    'cervical-cytology',
    { loinc: ['10524-7'] },
    ['pap smear', 'pap test', 'papanicolaou', 'cervical cytology', 'cervical smear', 'cytology cervix'],
    { notWords: ['anal', 'declined', 'refused'], clearedBy: ['colposcopy'] },
    true,
  ),
  row(
    'hpv-test',
    { loinc: ['21440-3', '77379-6', '82675-0'] },
    ['hpv dna', 'hpv test', 'hpv rna', 'human papilloma virus dna', 'human papillomavirus dna'],
    { notWords: ['vaccin*', 'immuniz*'], clearedBy: ['colposcopy'] },
    true,
  ),
  row('co-test', {}, ['cervical cotest*', 'cervical co test*', 'pap hpv cotest*'], { clearedBy: ['colposcopy'] }),
  row('colposcopy', {}, ['colposcop*', 'conization cervix', 'leep']),
  row(
    'faecal-immunochemical-test',
    { loinc: ['29771-3', '56490-6', '56491-4', '57905-2', '58453-2', '80372-6'], hcpcs: ['G0328'] },
    ['fecal immunochemical', 'faecal immunochemical', 'immunochemical stool'],
    { notWords: ['dna'], ...settledByColonoscopy },
    true,
  ),
  row(
    'guaiac-stool-test',
    {
      loinc: ['2335-8', '27396-1', '14563-1', '14564-9', '14565-6', '12503-9', '12504-7'],
    },
    ['guaiac', 'fecal occult blood', 'faecal occult blood', 'fobt'],
    { notWords: ['immunochemical', 'dna'], ...settledByColonoscopy },
    true,
  ),
  row(
    'stool-dna-test',
    { loinc: ['77353-1', '77354-9'] },
    ['cologuard', 'stool dna', 'fit dna'],
    { ...settledByColonoscopy },
    true,
  ),
  row(
    'colonoscopy',
    { hcpcs: ['G0105', 'G0121'] },
    ['colonoscop*'],
    { notWords: ['virtual', 'ct', 'declined', 'refused', 'incomplete'] },
    true,
  ),
  row(
    'ct-colonography',
    { loinc: ['60515-4', '72531-7', '79069-1', '79071-7', '79101-2', '82688-3'] },
    ['ct colonograph*', 'virtual colonoscop*'],
    { ...settledByColonoscopy },
    true,
  ),
  row('sigmoidoscopy', { hcpcs: ['G0104'] }, ['sigmoidoscop*'], {
    ...settledByColonoscopy,
  }),
  row('low-dose-ct', { hcpcs: ['G0297'] }, ['low dose ct', 'low dose computed tomography', 'ldct'], {
    clearedBy: ['lung-biopsy'],
  }),
  row('lung-biopsy', {}, ['biopsy lung', 'biopsy bronch*']),
  row(
    'psa',
    { loinc: ['2857-1', '83112-3'], hcpcs: ['G0103'] },
    ['prostate specific antigen', 'prostate specific ag'],
    { clearedBy: ['prostate-biopsy'] },
    true,
  ),
  row('prostate-biopsy', {}, ['biopsy prostat*']),
  row(
    'glucose-or-hba1c',
    { loinc: ['4548-4', '17856-6', '59261-8', '1558-6', '1518-0'] },
    ['hemoglobin a 1 c', 'haemoglobin a 1 c', 'hba 1 c', 'fasting glucose'],
    {
      notWords: ['urine'],
      abnormalFrom: [
        { loinc: '4548-4', unit: '%', atLeast: 5.7 },
        { loinc: '17856-6', unit: '%', atLeast: 5.7 },
        { loinc: '59261-8', unit: 'mmol/mol', atLeast: 39 },
        { loinc: '1558-6', unit: 'mg/dL', atLeast: 100 },
        { loinc: '1518-0', unit: 'mg/dL', atLeast: 140 },
      ],
    },
  ),
  row('blood-pressure', { loinc: ['85354-9', '55284-4', '8480-6', '8462-4'] }, ['blood pressure'], {
    abnormalFrom: [
      { loinc: '8480-6', unit: 'mm[Hg]', atLeast: 140 },
      { loinc: '8462-4', unit: 'mm[Hg]', atLeast: 90 },
    ],
  }),
  row(
    'hepatitis-c-antibody',
    { loinc: ['16128-1', '13955-0', '5198-7'], hcpcs: ['G0472'] },
    ['hepatitis c antibod*', 'hepatitis c virus ab', 'hcv ab'],
    { clearedBy: ['hepatitis-c-rna'] },
  ),
  row('hepatitis-c-rna', { loinc: ['5012-0', '11011-4', '11259-9'] }, [
    'hepatitis c rna',
    'hepatitis c virus rna',
    'hcv rna',
  ]),
  row('hepatitis-b-surface-antigen', { loinc: ['5195-3', '5196-1'] }, [
    'hepatitis b surface antigen',
    'hbsag',
    'hepatitis b virus surface ag',
  ]),
  row(
    'hiv-test',
    { loinc: ['56888-1', '75622-1', '31201-7', '48345-3'], hcpcs: ['G0475'] },
    ['hiv test', 'hiv screen*', 'hiv 1 2 ab', 'hiv antibod*', 'hiv 1 2 antigen*'],
    { notWords: ['risk', 'counsel*'] },
  ),
  row('bone-densitometry', { loinc: ['38268-9', '80948-3'] }, ['dxa', 'dexa', 'bone densit*', 'bone mineral densit*'], {
    notWords: ['dexamethasone'],
  }),
  row(
    'depression-questionnaire',
    { loinc: ['44261-6', '55758-7', '44249-1', '73831-0', '71354-5'] },
    ['phq 9', 'phq 2', 'depression screen*', 'patient health questionnaire'],
    {
      abnormalFrom: [{ loinc: '44261-6', unit: '{score}', atLeast: 10 }],
    },
  ),
  row(
    'anxiety-questionnaire',
    { loinc: ['70274-6', '69737-5'] },
    ['gad 7', 'anxiety screen*', 'generalized anxiety disorder 7'],
    {
      abnormalFrom: [{ loinc: '70274-6', unit: '{score}', atLeast: 10 }],
    },
  ),
  row('alcohol-questionnaire', { loinc: ['75626-2', '72110-0', '75624-7'] }, [
    'audit c',
    'alcohol use screen*',
    'alcohol use disorders identification',
  ]),
  row('tobacco-question', { loinc: ['72166-2'] }, ['tobacco smoking status', 'tobacco use screen*'], {}, true),
  row('chlamydia-gonorrhoea-test', { loinc: ['36903-3', '43305-2'] }, [
    'chlamydia trachomatis',
    'chlamydia gonorrh*',
    'chlamydia test',
  ]),
  row('tuberculosis-test', { loinc: ['71776-9', '45241-7'] }, [
    'igra',
    'quantiferon',
    'tuberculin',
    'mantoux',
    'interferon gamma release',
  ]),
  row('oral-glucose-tolerance-test', { loinc: ['20436-2', '1507-3'] }, ['glucose tolerance', 'glucose challenge']),
  row('dutch-lipid-clinic-score', {}, ['dutch lipid']),
  row('ldl-receptor-gene-test', {}, [
    'ldlr gen*',
    'familial hypercholesterol* genetic',
    'familial hypercholesterol* gene',
  ]),
  row('egfr', { loinc: ['98979-8', '62238-1', '33914-3'] }, ['glomerular filtration', 'egfr'], {
    notWords: ['epidermal', 'mutation'],
  }),
  row('urine-albumin', { loinc: ['9318-7', '14959-1', '32294-1', '14958-3'] }, [
    'microalbumin creatinine',
    'albumin creatinine ratio urine',
  ]),
]
