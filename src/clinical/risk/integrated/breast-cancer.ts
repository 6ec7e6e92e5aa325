import type { Release } from '../../../knowledge/release.ts'
import { type BcratAnswers, bcratRatios, type BcratTable, bcratTable } from '../equations/bcrat-2017.ts'
import { bcratAnswers } from '../equations/bcrat-method.ts'
import type { InputId, InputValue } from '../model.ts'
import { type AgeRates, fromBands } from './age-rates.ts'
import type { ClinicalPart } from './integrated-question.ts'

/**
 * The breast cancer tool as a part of an integrated risk: rates of the woman's population from 20 to 90 years and her hazard relative to it. `undefined` for a
 * population it has no rates of. The rates are of the years in which the tool was made.
 * @source NCI BCRA 2.1.2, as {@link bcratRatios}
 */
export const bcratPart = (
  table: BcratTable,
  population: string,
  answers: BcratAnswers,
):
  | { readonly clinical: ClinicalPart; readonly population: { incidence: AgeRates; otherDeath: AgeRates } }
  | undefined => {
  const incidence = table.incidence[population]
  const otherDeath = table.otherDeath[population]
  const attributable = table.oneMinusAttributable[table.groups[population]?.beta ?? '']
  if (incidence === undefined || otherDeath === undefined || attributable === undefined) return undefined
  const own = bcratRatios(table, population, answers)
  const alone = bcratRatios(table, population, { ...answers, firstDegreeRelatives: 0 })
  const source = `NCI BCRA 2.1.2, ${population}`
  return {
    clinical: {
      model: 'bcrat',
      factors: [
        'age',
        'sex',
        'bcratPopulation',
        'ageAtMenarche',
        'nulliparous',
        'ageAtFirstBirth',
        'firstDegreeBreastCancer',
        'breastBiopsies',
        'atypicalHyperplasia',
      ],
      familyLogRatio: Math.log(own.from50 / alone.from50),
      ratio: (age) => (age < 50 ? own.below50 * attributable[0] : own.from50 * attributable[1]),
    },
    population: { incidence: fromBands(20, 5, incidence, source), otherDeath: fromBands(20, 5, otherDeath, source) },
  }
}

/** The tables of the breast cancer tool in the last `attune-risk` release; `undefined` without them. */
export const bcratTableOf = (releases: readonly Release[]): BcratTable | undefined => {
  const text = releases.findLast((r) => r.manifest.id === 'attune-risk')?.tables['bcrat.json']
  return text === undefined ? undefined : bcratTable.parse((JSON.parse(text) as { coefficients: unknown }).coefficients)
}

/** Inputs without which the tool has no ratio for a woman. */
const needed: readonly InputId[] = [
  'bcratPopulation',
  'ageAtMenarche',
  'nulliparous',
  'firstDegreeBreastCancer',
  'breastBiopsies',
]

/** The part of one woman from the inputs of the registry; `undefined` where one that the tool needs is not known: nothing is guessed. */
export const bcratPartOf = (
  table: BcratTable,
  inputs: Readonly<Record<InputId, InputValue>>,
): ReturnType<typeof bcratPart> => {
  if (needed.some((id) => inputs[id] === undefined)) return undefined
  if (inputs['nulliparous'] === false && inputs['ageAtFirstBirth'] === undefined) return undefined
  return bcratPart(table, String(inputs['bcratPopulation']), bcratAnswers(inputs))
}
