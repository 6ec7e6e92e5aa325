import type { Pedigree, Relative } from '../../src/clinical/family/index.ts'

const woman = (id: string, name: string, fields: Partial<Relative> = {}): Relative => ({
  id,
  name,
  sex: 'female',
  diagnoses: [],
  ...fields,
})
const man = (id: string, name: string, fields: Partial<Relative> = {}): Relative => ({
  id,
  name,
  sex: 'male',
  diagnoses: [],
  ...fields,
})

/** An invented family of three generations in which a variant of BRCA2 comes down from the mother's father: his prostate, his daughters' breasts and ovaries. */
export const brca2Family: Pedigree = {
  id: 'brca2-family',
  proband: 'proband',
  asked: ['parents', 'siblings', 'children', 'grandparents', 'aunts-and-uncles'],
  couples: [],
  people: [
    woman('proband', 'Ruth', { father: 'father', mother: 'mother', age: [38, 38], born: 1988 }),
    man('brother', 'Daniel', { father: 'father', mother: 'mother', age: [41, 41] }),
    woman('sister', 'Hannah', { father: 'father', mother: 'mother', age: [35, 35] }),
    man('father', 'Peter', { father: 'pgf', mother: 'pgm', age: [70, 70] }),
    woman('mother', 'Miriam', {
      father: 'mgf',
      mother: 'mgm',
      age: [67, 67],
      diagnoses: [
        {
          disease: 'breast-cancer',
          onset: [44, 44],
          pathology: { er: 'positive', pr: 'positive', her2: 'negative' },
        },
      ],
      tests: [{ gene: 'BRCA2', result: 'positive', method: 'search', variant: 'NM_000059.4:c.5946del' }],
    }),
    woman('aunt', 'Leah', {
      father: 'mgf',
      mother: 'mgm',
      age: [58, 58],
      dead: true,
      diagnoses: [{ disease: 'ovarian-cancer', onset: [56, 56] }],
    }),
    man('uncle', 'Aaron', {
      father: 'mgf',
      mother: 'mgm',
      age: [64, 64],
      diagnoses: [{ disease: 'breast-cancer', onset: [61, 61] }],
    }),
    man('mgf', 'Jacob', {
      age: [74, 74],
      dead: true,
      diagnoses: [{ disease: 'prostate-cancer', onset: [58, 58] }],
    }),
    woman('mgm', 'Esther', { age: [88, 88], dead: true }),
    man('pgf', 'Karl', {
      age: [81, 81],
      dead: true,
      diagnoses: [{ disease: 'coronary-heart-disease', onset: [70, 70] }],
    }),
    woman('pgm', 'Anna', { age: [90, 90] }),
  ],
}
