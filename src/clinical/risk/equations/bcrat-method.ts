import { bcrat2017, bcratAverageWoman, type BcratAnswers, bcratTable } from './bcrat-2017.ts'
import { absoluteRisk, choiceOf, type Inputs, type Method, numberIfKnown, numberOf, oneIf, refused } from './method.ts'

/** Lifetime of the tool: until the birthday of this age. */
const lifetime = 90

/** The tool's answers of checked inputs. */
export const bcratAnswers = (inputs: Inputs): BcratAnswers => ({
  biopsies: numberOf(inputs, 'breastBiopsies'),
  atypicalHyperplasia:
    inputs['atypicalHyperplasia'] === undefined ? undefined : oneIf(inputs, 'atypicalHyperplasia') === 1,
  ageAtMenarche: numberOf(inputs, 'ageAtMenarche'),
  ageAtFirstBirth: oneIf(inputs, 'nulliparous') ? 'nulliparous' : numberOf(inputs, 'ageAtFirstBirth'),
  firstDegreeRelatives: numberOf(inputs, 'firstDegreeBreastCancer'),
})

/** Risks of the declared horizons and to age 90, with those of the average woman beside them as scores. */
export const bcratMethod: Method = {
  id: 'bcrat-2017',
  compile: (coefficients) => {
    const table = bcratTable.parse(coefficients)
    return (inputs, wanted) => {
      if (inputs['nulliparous'] === false && numberIfKnown(inputs, 'ageAtFirstBirth') === undefined)
        return refused({ code: 'missing-input', input: 'ageAtFirstBirth' })
      const age = numberOf(inputs, 'age')
      const population = choiceOf(inputs, 'bcratPopulation')
      const said = bcratAnswers(inputs)
      const unknownTissue = (said.biopsies ?? 0) > 0 && said.atypicalHyperplasia === undefined
      return {
        ok: true,
        risks: [
          ...wanted.map((w) => absoluteRisk(w, bcrat2017(table, population, age, age + w.years, said))),
          {
            outcome: 'breast-cancer',
            horizon: { toAge: lifetime },
            probability: bcrat2017(table, population, age, lifetime, said),
            intervals: [],
            competing: true,
          },
        ],
        scores: [
          ...wanted.map((w) => ({
            name: `average-woman-${w.years}-years`,
            value: bcratAverageWoman(table, population, age, age + w.years),
          })),
          { name: `average-woman-to-age-${lifetime}`, value: bcratAverageWoman(table, population, age, lifetime) },
        ],
        variant: population,
        remarks: [
          ...(unknownTissue ? [{ code: 'hyperplasia-not-known', input: 'atypicalHyperplasia' }] : []),
          ...(population === 'other' ? [{ code: 'rates-of-another-population', input: 'bcratPopulation' }] : []),
        ],
      }
    }
  },
}
