import type { FactRow } from '../../../src/clinical/screening/model.ts'

type Given = {
  readonly of?: FactRow['of']
  readonly icd10?: readonly string[]
  readonly not?: readonly string[]
  readonly past?: true
  readonly askedOnly?: true
}

/** Every code and word here is ours and unverified; an ICD-10 code counts by its beginning. */
const row = (fact: string, words: readonly string[], g: Given = {}): FactRow => ({
  fact,
  of: g.of ?? ['condition'],
  codes: g.icd10 === undefined ? [] : [{ system: 'icd-10', codes: g.icd10 }],
  words,
  notWords: g.not ?? [],
  ...(g.past ? { past: true as const } : {}),
  ...(g.askedOnly ? { askedOnly: true as const } : {}),
  unverified: true,
})

/** Words that speak of looking for a cancer, or of a disposition to it, not of having it. */
const noCancer = [
  'screen*',
  'susceptib*',
  'predispos*',
  'risk of',
  'risk for',
  'at risk',
  'increased risk',
  'counsel*',
  'hereditary',
  'nonpolyposis',
  'gene',
  'genetic',
  'carrier',
  'prevention',
  'prophyla*',
]
/** Words that speak of an operation that was not done. */
const notDone = [
  'declin*',
  'refus*',
  'plann*',
  'consider*',
  'discuss*',
  'consult*',
  'counsel*',
  'candidate',
  'scheduled',
  'referral',
  'cancel*',
]

/** Words by which a text on a gene says that nothing was found, that it is not known, or that the tumour was looked at. */
const notCarrier = [
  'negative',
  'uncertain',
  'no',
  'screen*',
  'test',
  'testing',
  'analysis',
  'somatic',
  'tumor',
  'tumour',
  'risk of',
]

const surgery = { of: ['procedure', 'condition'] as const, past: true as const }
const ever = { past: true as const }
const asked = { askedOnly: true as const }

export const factRows: readonly FactRow[] = [
  row('breast-cancer', ['cancer breast', 'carcinoma breast', 'malignant breast', 'ductal carcinoma'], {
    ...ever,
    icd10: ['C50', 'D05', 'Z85.3'],
    not: ['benign', ...noCancer],
  }),
  row(
    'ovarian-cancer',
    [
      'cancer ovar*',
      'carcinoma ovar*',
      'malignant ovar*',
      'cancer fallopian',
      'cancer peritone*',
      'carcinoma peritone*',
    ],
    { ...ever, icd10: ['C56', 'C57.0', 'C48.1', 'C48.2', 'Z85.43'], not: noCancer },
  ),
  row(
    'high-risk-breast-lesion',
    ['atypical hyperplasia breast', 'atypical ductal hyperplasia', 'lobular carcinoma in situ', 'lcis'],
    { ...ever, icd10: ['D05.0'], not: noCancer },
  ),
  row('chest-radiation-when-young', ['mantle radiation', 'mantle radiotherapy', 'radiotherapy chest childhood'], {
    of: ['procedure', 'condition'],
    ...ever,
  }),
  row('brca-linked-ancestry', ['ashkenazi'], { ...asked, ...ever }),
  row(
    'cervical-cancer-or-high-grade-lesion',
    [
      'cancer cervix',
      'carcinoma cervix',
      'cancer cervical',
      'carcinoma cervical',
      'cin 2',
      'cin 3',
      'cervical intraepithelial grade 2',
      'cervical intraepithelial grade 3',
      'high grade squamous intraepithelial',
    ],
    {
      ...ever,
      icd10: ['C53', 'D06', 'N87.1', 'Z85.41', 'R87.613'],
      not: ['vertebra*', 'spine', 'spinal', ...noCancer],
    },
  ),
  row('weakened-immunity', ['immunodeficien*', 'immunosuppress*', 'transplant status', 'organ transplant'], {
    icd10: ['D80', 'D81', 'D82', 'D83', 'D84', 'Z94.0', 'Z94.1', 'Z94.2', 'Z94.3', 'Z94.4', 'Z94.8'],
    not: ['cornea*', 'hair', 'skin', 'tendon'],
  }),
  row(
    'colorectal-cancer',
    [
      'cancer colon',
      'carcinoma colon',
      'malignant colon',
      'cancer rect*',
      'carcinoma rect*',
      'malignant rect*',
      'cancer colorectal',
      'cancer bowel',
      'colorectal carcinoma',
    ],
    { ...ever, icd10: ['C18', 'C19', 'C20', 'Z85.03', 'Z85.04'], not: noCancer },
  ),
  row(
    'colorectal-polyp',
    ['polyp colon', 'polyps colon', 'adenoma colon', 'colonic polyp*', 'adenomatous polyp', 'rectal polyp*'],
    { of: ['condition', 'procedure'], ...ever, icd10: ['D12', 'K63.5', 'Z86.010'] },
  ),
  row('inflammatory-bowel-disease', ['ulcerative colitis', 'crohn*', 'inflammatory bowel'], {
    ...ever,
    icd10: ['K50', 'K51'],
  }),
  row('polyposis-syndrome', ['familial adenomatous polyposis', 'lynch syndrome', 'polyposis syndrome'], {
    ...ever,
    icd10: ['D12.6'],
  }),
  row('lung-cancer', ['cancer lung', 'carcinoma lung', 'malignant lung', 'lung cell carcinoma'], {
    ...ever,
    icd10: ['C34', 'Z85.11'],
    not: noCancer,
  }),
  row('prostate-cancer', ['cancer prostate', 'carcinoma prostate', 'malignant prostate', 'neoplasm prostate'], {
    ...ever,
    icd10: ['C61', 'D07.5', 'Z85.46'],
    not: ['benign', ...noCancer],
  }),
  row('pancreatic-cancer', ['cancer pancrea*', 'carcinoma pancrea*', 'malignant pancrea*'], {
    ...ever,
    icd10: ['C25', 'Z85.07'],
    not: noCancer,
  }),
  row('thyroid-cancer', ['cancer thyroid', 'carcinoma thyroid', 'malignant thyroid'], {
    ...ever,
    icd10: ['C73', 'Z85.850'],
    not: noCancer,
  }),
  row('aortic-aneurysm', ['aneurysm aort*'], { ...ever, icd10: ['I71'], not: ['screen*'] }),
  row('diabetes', ['diabetes mellitus', 'diabetes', 'diabetic'], {
    icd10: ['E08', 'E09', 'E10', 'E11', 'E12', 'E13', 'E14'],
    not: ['prediabetes', 'pre', 'gestational', 'insipidus', 'risk', 'screen*'],
  }),
  row('prediabetes', ['prediabetes', 'pre diabetes', 'impaired glucose'], {
    icd10: ['R73.03'],
    not: ['screen*', 'risk'],
  }),
  row('hypertension', ['hypertension', 'hypertensive'], {
    icd10: ['I10', 'I11', 'I12', 'I13', 'I15'],
    not: ['pulmonary', 'portal', 'ocular', 'intracranial', 'screen*'],
  }),
  row('dyslipidaemia', ['dyslipid*', 'hyperlipid*', 'hypercholesterol*'], { icd10: ['E78'], not: ['screen*'] }),
  row(
    'cardiovascular-disease',
    [
      'myocardial infarct*',
      'coronary disease',
      'coronary heart',
      'ischemic heart',
      'ischaemic heart',
      'heart attack',
      'angina',
      'stroke',
      'transient ischemic',
      'transient ischaemic',
      'peripheral arter*',
    ],
    {
      ...ever,
      icd10: ['I20', 'I21', 'I22', 'I24', 'I25', 'I63', 'I64', 'G45', 'I73.9', 'I70.2', 'Z86.73', 'Z95.1', 'Z95.5'],
      not: ['screen*', 'heat', 'risk of', 'risk for', 'at risk', 'increased risk'],
    },
  ),
  row('familial-hypercholesterolaemia', ['familial hypercholesterol*'], { ...ever, icd10: ['E78.01'] }),
  row('hepatitis-c', ['hepatitis c'], {
    ...ever,
    icd10: ['B18.2', 'B17.1', 'B19.2'],
    not: ['screen*', 'vaccin*', 'exposure'],
  }),
  row('hepatitis-b', ['hepatitis b'], {
    ...ever,
    icd10: ['B18.0', 'B18.1', 'B16', 'B19.1'],
    not: ['screen*', 'vaccin*', 'exposure', 'immuni*'],
  }),
  row('hiv', ['human immunodeficiency virus', 'hiv infection', 'hiv disease', 'hiv positive'], {
    ...ever,
    icd10: ['B20', 'Z21'],
    not: ['screen*', 'exposure', 'counsel*'],
  }),
  row('osteoporosis', ['osteoporo*'], { ...ever, icd10: ['M80', 'M81'], not: ['screen*', 'risk'] }),
  row('depression', ['depressive', 'depression', 'major depress*'], {
    icd10: ['F32', 'F33'],
    not: ['screen*', 'respiratory', 'st', 'bone'],
  }),
  row('bipolar', ['bipolar'], { ...ever, icd10: ['F31'] }),
  row('anxiety-disorder', ['anxiety disorder', 'panic disorder', 'generalized anxiety', 'severe anxiety'], {
    icd10: ['F40', 'F41'],
    not: ['screen*'],
  }),
  row('alcohol-use-disorder', ['alcohol dependence', 'alcoholism', 'alcohol use disorder', 'alcohol abuse'], {
    icd10: ['F10.1', 'F10.2'],
  }),
  row('tuberculosis', ['tuberculosis'], {
    ...ever,
    icd10: ['A15', 'A16', 'A17', 'A18', 'A19', 'Z22.7', 'Z86.15'],
    not: ['screen*', 'exposure', 'risk', 'vaccin*'],
  }),
  row('atrial-fibrillation', ['atrial fibrillation', 'atrial flutter'], { ...ever, icd10: ['I48'] }),
  row('stroke-or-tia', ['stroke', 'transient ischemic', 'transient ischaemic', 'cerebral infarct*'], {
    ...ever,
    icd10: ['I63', 'I64', 'G45', 'Z86.73'],
    not: ['heat', 'screen*'],
  }),
  row('carotid-stenosis', ['carotid stenosis', 'stenosis carotid'], { ...ever, icd10: ['I65.2'] }),
  row(
    'kidney-disease',
    [
      'chronic kidney disease stage 3',
      'chronic kidney disease stage 4',
      'chronic kidney disease stage 5',
      'ckd stage 3',
      'ckd stage 4',
      'ckd stage 5',
    ],
    { icd10: ['N18.3', 'N18.4', 'N18.5'] },
  ),
  row('limited-life-expectancy', ['hospice', 'palliative', 'terminal illness', 'end of life'], {
    of: ['condition', 'procedure'],
    icd10: ['Z51.5'],
    not: ['planning', 'directive*', 'discuss*', 'counsel*', 'declin*', 'refus*'],
  }),
  row('sexually-active', ['sexually active'], { ...asked, not: ['not', 'never'] }),
  row('hepatitis-b-risk', ['hepatitis b risk', 'injection drug', 'intravenous drug', 'hemodialysis'], { ...asked }),
  row('tuberculosis-risk', ['tuberculosis risk', 'tuberculosis exposure', 'homeless*', 'tuberculosis contact'], {
    ...asked,
    icd10: ['Z20.1', 'Z59.0'],
  }),
  row('fall-risk', ['fall risk', 'recurrent fall*', 'repeated fall*', 'risk falls'], {
    ...asked,
    icd10: ['R29.6', 'Z91.81'],
  }),
  row('pre-eclampsia-risk', ['pre eclampsia', 'preeclampsia', 'eclampsia'], {
    ...asked,
    ...ever,
    icd10: ['O14', 'O15', 'O09.29'],
  }),
  row('may-become-pregnant', ['planning pregnancy', 'trying to conceive', 'wants pregnancy'], {
    ...asked,
    icd10: ['Z31.69'],
  }),
  row('postmenopausal', ['postmenopausal', 'post menopausal', 'menopause'], {
    ...asked,
    ...ever,
    icd10: ['Z78.0', 'N95'],
  }),
  row('fracture-risk', ['osteoporotic fracture risk', 'osteoporosis risk', 'high fracture risk'], { ...asked }),
  row('hypertension-risk', ['high normal blood pressure', 'prehypertension', 'elevated blood pressure'], {
    ...asked,
    icd10: ['R03.0'],
  }),
  row('carrier-brca1', ['brca 1 pathogenic', 'brca 1 mutation', 'brca 1 positive', 'brca 1 carrier'], {
    ...ever,
    not: notCarrier,
  }),
  row('carrier-brca2', ['brca 2 pathogenic', 'brca 2 mutation', 'brca 2 positive', 'brca 2 carrier'], {
    ...ever,
    not: notCarrier,
  }),
  row('breasts-removed', ['bilateral mastectomy', 'double mastectomy', 'absence both breasts'], {
    ...surgery,
    icd10: ['Z90.13'],
    not: ['partial', 'segmental', 'lumpectomy', ...notDone],
  }),
  row(
    'cervix-removed',
    [
      'total hysterectomy',
      'radical hysterectomy',
      'absence cervix',
      'hysterectomy cervix removed',
      'hysterectomy no residual cervix',
      'trachelectomy',
    ],
    { ...surgery, icd10: ['Z90.710', 'Z90.712'], not: ['subtotal', 'supracervical', 'partial', ...notDone] },
  ),
  row('uterus-removed-cervix-kept', ['supracervical hysterectomy', 'subtotal hysterectomy', 'partial hysterectomy'], {
    ...surgery,
    icd10: ['Z90.711'],
    not: notDone,
  }),
  row('uterus-removed', ['hysterectomy'], { ...surgery, not: notDone }),
  row(
    'ovaries-removed',
    ['bilateral oophorectomy', 'bilateral salpingo oophorectomy', 'salpingo oophorectomy bilateral'],
    { ...surgery, icd10: ['Z90.722'], not: notDone },
  ),
  row('prostate-removed', ['prostatectomy', 'absence prostate'], {
    ...surgery,
    not: ['transurethral', 'partial', 'simple', 'suprapubic', 'laser', 'holmium', ...notDone],
  }),
  row('colon-removed', ['total colectomy', 'proctocolectomy'], {
    ...surgery,
    not: ['partial', 'hemicolectomy', 'subtotal', ...notDone],
  }),
]
