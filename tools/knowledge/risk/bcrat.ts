import { type Family, publishedFacts } from './family.ts'

type Rates = Readonly<Record<string, readonly number[]>>
type Facts = {
  readonly beta: Rates
  readonly one_minus_AR: Readonly<Record<string, unknown>>
  readonly incidence_lambda1: Rates
  readonly competing_mortality_lambda2: Rates
  readonly hyperplasia_multiplier: {
    readonly no_biopsy: number
    readonly biopsy_no: number
    readonly biopsy_yes: number
  }
}

const renamed = <V>(of: Readonly<Record<string, V>>): Readonly<Record<string, V>> =>
  Object.fromEntries(
    Object.entries(of)
      .filter(([name]) => name !== 'order')
      .map(([name, value]) => [name === 'other_unknown' ? 'other' : name.replaceAll('_', '-'), value]),
  )

const asian = ['chinese', 'japanese', 'filipino', 'hawaiian', 'other-pacific-islander', 'other-asian']

export const bcrat: Family = {
  file: 'bcrat.json',
  what: 'BCRAT (Gail) with rates of eleven populations: invasive breast cancer in 5 and 10 years and to age 90',
  table: (facts) => {
    const given = facts('bcrat') as Facts
    const h = given.hyperplasia_multiplier
    return {
      models: [
        {
          id: 'bcrat',
          title: 'Breast Cancer Risk Assessment Tool (Gail)',
          year: 2017,
          kind: 'risk',
          outcomes: [
            { outcome: 'breast-cancer', years: 5, competing: true },
            { outcome: 'breast-cancer', years: 10, age: [35, 79], competing: true },
          ],
          population: {
            age: [35, 84],
            sex: 'female',
            regions: ['US'],
            mustNotHave: ['priorBreastCancer', 'chestRadiotherapy', 'highRiskBreastGene'],
          },
          inputs: [
            { input: 'age' },
            { input: 'sex' },
            { input: 'bcratPopulation' },
            { input: 'ageAtMenarche', range: [7, 20], outside: 'refuse' },
            { input: 'nulliparous' },
            { input: 'ageAtFirstBirth', optional: true, range: [10, 60], outside: 'refuse' },
            { input: 'firstDegreeBreastCancer', range: [0, 20], outside: 'refuse' },
            { input: 'breastBiopsies', range: [0, 30], outside: 'refuse' },
            { input: 'atypicalHyperplasia', optional: true },
          ],
          method: 'bcrat-2017',
          licence: publishedFacts,
          usesRace: true,
          citations: [
            { kind: 'doi', id: '10.1093/jnci/81.24.1879', year: 1989 },
            { kind: 'doi', id: '10.1093/jnci/djm223', year: 2007 },
            { kind: 'doi', id: '10.1093/jnci/djr154', year: 2011 },
            { kind: 'doi', id: '10.1093/jnci/djw215', year: 2017 },
          ],
        },
      ],
      coefficients: {
        groups: {
          white: { beta: 'white', recoding: 'none', average: 'average-white-1992-96' },
          'african-american': { beta: 'african-american', recoding: 'african-american' },
          'hispanic-us-born': { beta: 'hispanic-us-born', recoding: 'hispanic' },
          'hispanic-foreign-born': { beta: 'hispanic-foreign-born', recoding: 'hispanic' },
          other: { beta: 'other', recoding: 'none', average: 'average-white-1992-96' },
          ...Object.fromEntries(asian.map((name) => [name, { beta: 'asian-pacific', recoding: 'asian' }])),
        },
        beta: renamed(given.beta),
        oneMinusAttributable: renamed(given.one_minus_AR),
        incidence: renamed(given.incidence_lambda1),
        otherDeath: renamed(given.competing_mortality_lambda2),
        hyperplasia: { absent: h.biopsy_no, present: h.biopsy_yes, unknown: h.no_biopsy },
      },
    }
  },
}
