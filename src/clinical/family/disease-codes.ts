import type { FamilyDisease } from './pedigree.ts'

/** How a disease of a relative may be coded: ICD-10 code or beginning of one, SNOMED CT concepts, and words in which it is written. */
type Coding = { readonly icd10: readonly string[]; readonly snomed: readonly string[]; readonly words: RegExp }

/**
 * @source ICD-10 (WHO) and ICD-10-CM, chapter and category titles; SNOMED CT concept ids written from memory and unverified. The first ICD-10 code is
 * the one that is written out. Order matters: the first disease that fits is taken.
 */
const codings: Readonly<Record<FamilyDisease, Coding>> = {
  'ductal-carcinoma-in-situ': {
    icd10: ['D05.1'],
    snomed: ['399935008', '109889007'],
    words: /\b(ductal carcinoma in[- ]situ|dcis)\b/i,
  },
  'contralateral-breast-cancer': { icd10: [], snomed: [], words: /\bcontralateral breast (cancer|carcinoma)\b/i },
  'breast-cancer': {
    icd10: ['C50'],
    snomed: ['254837009', '372137005', '254838004', '286896005', '286897001'],
    words:
      /\b(breast (cancer|carcinoma)|(cancer|carcinoma|malignant (neoplasm|tumou?r)) of (the )?(female |male )?breast)\b/i,
  },
  'ovarian-cancer': {
    icd10: ['C56', 'C57.0'],
    snomed: ['363443007', '93934004'],
    words:
      /\b((ovarian|ovary|fallopian tube) (cancer|carcinoma)|(cancer|carcinoma|malignant (neoplasm|tumou?r)) of (the )?(ovary|fallopian tube))\b/i,
  },
  'prostate-cancer': {
    icd10: ['C61'],
    snomed: ['399068003', '93974005'],
    words: /\b(prostate (cancer|carcinoma)|(cancer|carcinoma|malignant (neoplasm|tumou?r)) of (the )?prostate)\b/i,
  },
  'pancreatic-cancer': {
    icd10: ['C25'],
    snomed: ['363418001', '372142002'],
    words:
      /\b(pancrea(tic|s) (cancer|carcinoma)|(cancer|carcinoma|malignant (neoplasm|tumou?r)) of (the )?pancreas)\b/i,
  },
  'small-bowel-cancer': {
    icd10: ['C17'],
    snomed: ['363509000'],
    words: /\b(small (bowel|intestine) (cancer|carcinoma)|(cancer|carcinoma) of (the )?small (bowel|intestine))\b/i,
  },
  'colorectal-cancer': {
    icd10: ['C18', 'C19', 'C20'],
    snomed: ['363406005', '363351006', '93761005', '781382000'],
    words:
      /\b((colorectal|colon|bowel|rectal|rectum) (cancer|carcinoma)|(cancer|carcinoma|malignant (neoplasm|tumou?r)) of (the )?(colon|rectum|large (bowel|intestine)))\b/i,
  },
  'endometrial-cancer': {
    icd10: ['C54.1'],
    snomed: ['254878006', '188192002'],
    words:
      /\b((endometrial|endometrium) (cancer|carcinoma)|(cancer|carcinoma|malignant (neoplasm|tumou?r)) of (the )?endometrium)\b/i,
  },
  'gastric-cancer': {
    icd10: ['C16'],
    snomed: ['363349007', '372143007'],
    words:
      /\b((gastric|stomach) (cancer|carcinoma)|(cancer|carcinoma|malignant (neoplasm|tumou?r)) of (the )?stomach)\b/i,
  },
  'urinary-tract-cancer': {
    icd10: ['C66', 'C65'],
    snomed: ['363458004', '363457009'],
    words:
      /\b((ureter(al|ic)?|renal pelvi[sc]) (cancer|carcinoma)|(cancer|carcinoma) of (the )?(ureter|renal pelvis))\b/i,
  },
  'biliary-cancer': {
    icd10: ['C24', 'C23', 'C22.1'],
    snomed: ['363416002', '312104005'],
    words: /\b(cholangiocarcinoma|(biliary|bile duct|gall ?bladder) (cancer|carcinoma))\b/i,
  },
  'brain-cancer': {
    icd10: ['C71'],
    snomed: ['428061005', '393563007'],
    words: /\b(glioblastoma|(brain (cancer|tumou?r))|malignant (neoplasm|tumou?r) of (the )?brain)\b/i,
  },
  'sebaceous-tumour': { icd10: [], snomed: [], words: /\b(sebaceous (adenoma|carcinoma|tumou?r)|keratoacanthoma)\b/i },
  melanoma: { icd10: ['C43'], snomed: ['372244006', '93655004'], words: /\bmelanoma\b/i },
  'lung-cancer': {
    icd10: ['C34'],
    snomed: ['363358000', '93880001', '254637007'],
    words: /\b(lung (cancer|carcinoma)|(cancer|carcinoma|malignant (neoplasm|tumou?r)) of (the )?(bronchus|lung))\b/i,
  },
  'coronary-heart-disease': {
    icd10: ['I25', 'I20', 'I21', 'I22', 'I24'],
    snomed: ['53741008', '22298006', '414545008', '194828000', '57054005'],
    words: /\b((coronary|ischa?emic) (heart|artery) disease|myocardial infarction|heart attack|angina( pectoris)?)\b/i,
  },
  stroke: {
    icd10: ['I63', 'I61', 'I64'],
    snomed: ['230690007', '422504002', '432504007', '274100004'],
    words: /\b(stroke|cerebral infarction|cerebrovascular accident)\b/i,
  },
  'type-2-diabetes': {
    icd10: ['E11'],
    snomed: ['44054006'],
    words: /\b(type (2|ii) diabetes|diabetes( mellitus)?,? type (2|ii)|t2dm)\b/i,
  },
  'familial-hypercholesterolaemia': {
    icd10: ['E78.01'],
    snomed: ['398036000'],
    words: /\bfamilial hypercholesterol(a)?emia\b/i,
  },
}

/** Words by which a text says the disease is absent, or of somebody else, or another one: nothing is read from them. */
const notSaid =
  /\b(no|not|without|denies|negative for|family history of|screening|risk of|gene|carrier|susceptib\w*|benign|suspected|exclude)\b/i

export type WrittenDisease = {
  readonly codes: readonly { readonly system?: string; readonly code?: string }[]
  readonly text: string
}

/** The disease a code or text names: codes first, then words; undefined for any other, which keeps its own words. */
export const familyDiseaseOf = ({ codes, text }: WrittenDisease): FamilyDisease | undefined => {
  const entries = Object.entries(codings) as readonly (readonly [FamilyDisease, Coding])[]
  for (const { system = '', code = '' } of codes) {
    const icd = /icd-?10/i.test(system)
    const snomed = /snomed|^sct$/i.test(system)
    if (!icd && !snomed) continue
    const found = entries.find(([, c]) =>
      icd ? c.icd10.some((start) => code.toUpperCase().startsWith(start)) : c.snomed.includes(code),
    )
    if (found !== undefined) return found[0]
  }
  return notSaid.test(text) ? undefined : entries.find(([, c]) => c.words.test(text))?.[0]
}

/** The ICD-10 code a disease is written out with; diseases without one of their own are written in words. */
export const icd10Of = (disease: FamilyDisease): string | undefined => codings[disease].icd10[0]

/** `breast cancer`: the disease in plain English words, which `familyDiseaseOf` reads back. */
export const diseaseWords = (disease: FamilyDisease): string => {
  const special: Partial<Record<FamilyDisease, string>> = {
    'type-2-diabetes': 'type 2 diabetes',
    'urinary-tract-cancer': 'cancer of the ureter or renal pelvis',
    'ductal-carcinoma-in-situ': 'ductal carcinoma in situ',
    'biliary-cancer': 'biliary cancer',
  }
  return special[disease] ?? disease.replaceAll('-', ' ')
}
