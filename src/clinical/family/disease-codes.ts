import type { FamilyDisease } from './pedigree.ts'

/** How a disease of a relative may be coded: ICD-10 code or beginning of one, and words in which it is written; `not`: words that make it another disease. */
type Coding = { readonly icd10: readonly string[]; readonly words: RegExp; readonly not?: RegExp }

/** A cancer of a site, before it (`ovarian cancer`) or after it (`malignant neoplasm of the upper-outer quadrant of the left breast`). */
const cancerOf = (sites: string): RegExp =>
  new RegExp(
    `\\b(?:(?:${sites})(?: [\\w-]+){0,2}? (?:cancer|carcinoma|adenocarcinoma|malignancy)|` +
      `(?:cancer|carcinoma|adenocarcinoma|malignancy|malignant(?: primary)? (?:neoplasm|tumou?r)) (?:of|in)(?: [\\w-]+){0,6}? (?:${sites}))\\b`,
    'i',
  )

/**
 * @source ICD-10 (WHO) and ICD-10-CM, chapter and category titles; Z85 is the personal history of a cancer. The first ICD-10 code is the one that is written
 * out. No SNOMED CT code is held: what is coded by it is read by its words. Order matters: the first disease that fits is taken.
 */
const codings: Readonly<Record<FamilyDisease, Coding>> = {
  'ductal-carcinoma-in-situ': { icd10: ['D05.1'], words: /\b(ductal carcinoma in[- ]situ|dcis)\b/i },
  'contralateral-breast-cancer': { icd10: [], words: /\bcontralateral breast (cancer|carcinoma)\b/i },
  'breast-cancer': { icd10: ['C50', 'Z85.3'], words: cancerOf('breasts?') },
  'ovarian-cancer': {
    icd10: ['C56', 'C57.0', 'Z85.43'],
    words: cancerOf('ovarian|ovary|ovaries|fallopian tubes?'),
  },
  'prostate-cancer': { icd10: ['C61', 'Z85.46'], words: cancerOf('prostate|prostatic') },
  'pancreatic-cancer': { icd10: ['C25', 'Z85.07'], words: cancerOf('pancreatic|pancreas') },
  'small-bowel-cancer': { icd10: ['C17'], words: cancerOf('small (?:bowel|intestine|intestinal)|duoden(?:al|um)') },
  'colorectal-cancer': {
    icd10: ['C18', 'C19', 'C20', 'Z85.03', 'Z85.04'],
    words: cancerOf('colorectal|colon|colonic|bowel|rectal|rectum|rectosigmoid|large (?:bowel|intestine)'),
    not: /\bsmall (bowel|intestin)/i,
  },
  'endometrial-cancer': {
    icd10: ['C54.1', 'C54.3', 'C54.8', 'C54.9'],
    words: cancerOf('endometrial|endometrium|uterine|uterus|womb'),
    not: /\b(cervix|cervical|sarcoma\w*|leiomyo\w*)\b/i,
  },
  'gastric-cancer': { icd10: ['C16'], words: cancerOf('gastric|stomach') },
  'urinary-tract-cancer': {
    icd10: ['C66', 'C65'],
    words: cancerOf('ureter|ureteral|ureteric|renal pelvis|renal pelvic'),
  },
  'biliary-cancer': {
    icd10: ['C24', 'C23', 'C22.1'],
    words: new RegExp(`\\bcholangiocarcinoma\\b|${cancerOf('biliary|bile ducts?|gall ?bladder').source}`, 'i'),
  },
  'brain-cancer': {
    icd10: ['C71'],
    words: new RegExp(`\\bglioblastoma\\b|\\bbrain tumou?r\\b|${cancerOf('brain').source}`, 'i'),
  },
  'sebaceous-tumour': { icd10: [], words: /\b(sebaceous (adenoma|carcinoma|tumou?r)|keratoacanthoma)\b/i },
  melanoma: { icd10: ['C43', 'Z85.820'], words: /\bmelanoma\b/i },
  'lung-cancer': { icd10: ['C34', 'Z85.11'], words: cancerOf('lung|bronchus|bronchial') },
  'coronary-heart-disease': {
    icd10: ['I25', 'I20', 'I21', 'I22', 'I24'],
    words: /\b((coronary|isch?a?emic) (heart|artery) disease|myocardial infarction|heart attack|angina( pectoris)?)\b/i,
  },
  stroke: {
    icd10: ['I63', 'I61', 'I64'],
    words: /\b(stroke|cerebral infarction|cerebrovascular accident)\b/i,
    not: /\bheat stroke\b/i,
  },
  'type-2-diabetes': {
    icd10: ['E11'],
    words: /\b(type (2|ii) diabetes|diabetes( mellitus)?,? type (2|ii)|t2dm)\b/i,
  },
  'familial-hypercholesterolaemia': { icd10: ['E78.01'], words: /\bfamilial hypercholesterol(a)?emia\b/i },
}

/** Words before a disease by which a text says that it is absent or only thought of. */
const denied =
  /\b(no|not|without|denies|denied|negative for|suspected|suspicion of|possible|possibly|exclude|rule out|ruled out)\b/i

/** Words anywhere by which a text speaks of somebody else, of a disposition, or of another disease. */
const notSaid =
  /\b(family history of|screening|risk (of|for)|at risk|gene|genetic|carrier|susceptib\w*|predispos\w*|cancer syndrome|nonpolyposis|benign|secondary|excluded|unlikely|ruled out)\b/i

const inSitu = /\bin[- ]situ\b/i

export type WrittenDisease = {
  readonly codes: readonly { readonly system?: string; readonly code?: string }[]
  readonly text: string
}

/** The disease a code or text names: codes first, then words; undefined for any other, which keeps its own words. Where a cancer has spread to is no cancer of its own. */
export const familyDiseaseOf = ({ codes, text }: WrittenDisease): FamilyDisease | undefined => {
  const entries = Object.entries(codings) as readonly (readonly [FamilyDisease, Coding])[]
  for (const { system = '', code = '' } of codes) {
    if (!/icd-?10/i.test(system)) continue
    const found = entries.find(([, c]) => c.icd10.some((start) => code.toUpperCase().startsWith(start)))
    if (found !== undefined) return found[0]
  }
  const said = text.replace(/\bmetasta\w*\s+(to|in)\b.*$/i, '')
  if (notSaid.test(said)) return undefined
  const inPlace = inSitu.test(said)
  return entries.find(([disease, c]) => {
    const at = inPlace && disease !== 'ductal-carcinoma-in-situ' ? null : c.words.exec(said)
    return at !== null && !denied.test(said.slice(0, at.index)) && !(c.not?.test(said) ?? false)
  })?.[0]
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
