import { expect, test } from 'vitest'
import type { Pedigree } from '../../clinical/family/index.ts'
import { drawnFamilyResources } from './drawn-family.ts'

test('what was read from conditions and results of the record is not kept a second time in the drawing', () => {
  const of = (resource: string) => ({ kind: 'fhir' as const, resource, path: 'code' })
  const family: Pedigree = {
    id: 'p',
    proband: 'me',
    couples: [],
    people: [
      {
        id: 'me',
        sex: 'female',
        diagnoses: [
          { disease: 'breast-cancer', ref: of('Condition/c') },
          { disease: 'melanoma', onset: [30, 30] },
        ],
        tests: [
          { gene: 'BRCA1', result: 'positive', method: 'search', ref: of('Observation/o') },
          { gene: 'BRCA2', result: 'negative', method: 'search' },
        ],
      },
    ],
  }
  const [self] = drawnFamilyResources(family, 'p')
  const kept = JSON.parse(self?.extension?.find((e) => e.valueString !== undefined)?.valueString ?? '{}')
  expect(kept.proband).toEqual({
    id: 'me',
    sex: 'female',
    diagnoses: [{ disease: 'melanoma', onset: [30, 30] }],
    tests: [{ gene: 'BRCA2', result: 'negative', method: 'search' }],
  })
})
