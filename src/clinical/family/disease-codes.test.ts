import { expect, test } from 'vitest'
import { diseaseWords, familyDiseaseOf, icd10Of } from './disease-codes.ts'
import { familyDiseases } from './pedigree.ts'

const said = (text: string) => familyDiseaseOf({ codes: [], text })

test('every disease is read back from its own words and its own code', () => {
  for (const disease of familyDiseases) {
    expect(said(diseaseWords(disease))).toBe(disease)
    const code = icd10Of(disease)
    if (code !== undefined)
      expect(familyDiseaseOf({ codes: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code }], text: '' })).toBe(
        disease,
      )
  }
})

test.each([
  ['Malignant neoplasm of female breast', 'breast-cancer'],
  ['History of ovarian cancer', 'ovarian-cancer'],
  ['Colon cancer', 'colorectal-cancer'],
  ['Myocardial infarction', 'coronary-heart-disease'],
  ['Carcinoma of upper-outer quadrant of right female breast', 'breast-cancer'],
  ['Breast cancer metastatic to lung', 'breast-cancer'],
  ['Breast cancer, no metastasis', 'breast-cancer'],
  ['Small bowel cancer', 'small-bowel-cancer'],
  ['Uterine cancer', 'endometrial-cancer'],
  ['Ischaemic heart disease', 'coronary-heart-disease'],
])('%s is %s', (text, disease) => expect(said(text)).toBe(disease))

test.each([
  'No breast cancer',
  'Family history of breast cancer',
  'Breast cancer screening',
  'Breast cancer gene carrier',
  'Genetic susceptibility to malignant neoplasm of breast',
  'Benign neoplasm of breast',
  'Carcinoma in situ of breast',
  'Lobular carcinoma in situ of breast',
  'Secondary malignant neoplasm of ovary',
  'Possible ovarian cancer',
  'Hereditary nonpolyposis colorectal cancer',
  'Hereditary breast and ovarian cancer syndrome',
  'Cancer of the uterine cervix',
  'Heat stroke',
])('%s names no disease of the person', (text) => expect(said(text)).toBeUndefined())

test('a SNOMED CT number alone names no disease: none is held', () => {
  expect(
    familyDiseaseOf({ codes: [{ system: 'http://snomed.info/sct', code: '254837009' }], text: '' }),
  ).toBeUndefined()
})
