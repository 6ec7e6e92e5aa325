import { describe, expect, test } from 'vitest'
import { loadRelease } from '../knowledge/folder.ts'
import { recogniseDrugs, drugNamed, allergenGroupsOf } from './index.ts'
import { strengthOf } from './dosage.ts'
import { compileTerms } from './terms.ts'

const terms = compileTerms(loadRelease('attune-terms'))
const rx = (code: string, display = ''): { system: string; code: string; display: string } => ({
  system: 'http://www.nlm.nih.gov/research/umls/rxnorm',
  code,
  display,
})
const names = (text: string): readonly string[] =>
  recogniseDrugs([], text, terms).drugs.map((d) => `${d.drug.name} ${d.by}`)

describe('recognising a medicine', () => {
  test('by the RxNorm code of the ingredient or of a known product', () => {
    expect(recogniseDrugs([rx('32968')], '', terms).drugs[0]).toMatchObject({
      drug: { name: 'clopidogrel', rxnorm: '32968' },
      by: 'rxnorm',
    })
    expect(recogniseDrugs([rx('316672', 'Simvistatin 10 MG')], 'Simvistatin 10 MG', terms).drugs).toMatchObject([
      { drug: { name: 'simvastatin' }, by: 'rxnorm-product' },
    ])
  })
  test('by ATC code', () => {
    expect(
      recogniseDrugs([{ system: 'http://www.whocc.no/atc', code: 'N06AB05', display: '' }], '', terms).drugs[0]?.drug
        .name,
    ).toBe('paroxetine')
  })
  test.each([
    ['Codeine phosphate 30 mg tablets', ['codeine name']],
    ['acetaminophen-codeine (TYLENOL #3) 300-30 MG', ['paracetamol name', 'codeine name']],
    ['5-Fluorouracil infusion', ['fluorouracil name']],
    ['Plavix 75', ['clopidogrel brand']],
    ['VITAMIN B12 1000 MCG', ['cyanocobalamin name']],
    ['Ciclosporin 25mg capsules', ['cyclosporine name']],
    ['Insulin glargine 100 UNT/ML', ['insulin glargine name']],
    ['Sodium valproate', ['valproic acid name']],
    ['S-omeprazole 20 mg', []],
    ['apomorphine injection', []],
    ['des-loratadine', []],
    ['hydrocortisone cream', ['hydrocortisone name']],
  ])('%s', (text, expected) => {
    expect(names(text)).toEqual(expected)
  })
  test('a synonym or brand leads to the one name that the advice tables use', () => {
    expect(drugNamed('Acetylsalicylic acid', terms)?.name).toBe('aspirin')
    expect(drugNamed('Coumadin', terms)?.name).toBe('warfarin')
    expect(drugNamed('nonsense', terms)).toBeUndefined()
  })
  test('an unverified code is not used', () => {
    expect(drugNamed('ticagrelor', terms)?.rxnorm).toBeUndefined()
    expect(recogniseDrugs([rx('1116632')], '', terms).drugs).toEqual([])
  })
  test('a medicine knows the groups that an allergy can be recorded against', () => {
    const of = (name: string): readonly string[] => allergenGroupsOf(drugNamed(name, terms) ?? { name }, terms)
    expect(of('amoxicillin')).toEqual(['penicillins'])
    expect(of('sulfamethoxazole')).toEqual(['sulfonamide antibiotics'])
    expect(of('clopidogrel')).toEqual(['thienopyridines'])
    expect(of('metformin')).toEqual([])
  })
})

test('the strength of a product is read from names with one strength only', () => {
  expect(strengthOf('Simvastatin 20 MG Oral Tablet')).toBe(20)
  expect(strengthOf('Digoxin 0.125 MG Oral Tablet')).toBe(0.125)
  expect(strengthOf('Levothyroxine 75 mcg')).toBeCloseTo(0.075, 10)
  expect(strengthOf('Acetaminophen 300 MG / Codeine 15 MG')).toBeUndefined()
  expect(strengthOf('Morphine 10 MG/ML Injection')).toBeUndefined()
})
