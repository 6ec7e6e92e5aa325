import type { Population } from '../action.ts'
import type { Indication } from '../advice-vocabulary.ts'
import { joinEn } from './en-lists.ts'
import { circumstanceWords, doseUnitWords, indicationWords } from './en-words.ts'

const bounds = (
  b: { readonly min?: number; readonly max?: number } | undefined,
  what: string,
  unit: string,
): readonly string[] => {
  if (!b) return []
  if (b.min !== undefined && b.max !== undefined) return [`${what} ${b.min} to under ${b.max}${unit}`]
  if (b.min !== undefined) return [`${what} ${b.min}${unit} or more`]
  return b.max === undefined ? [] : [`${what} under ${b.max}${unit}`]
}

/** A coronary intervention is already said where acute coronary syndrome or intervention is. */
const saidOnce = (indications: readonly Indication[]): readonly Indication[] =>
  indications.includes('acute-coronary-syndrome-or-pci')
    ? indications.filter((i) => i !== 'percutaneous-coronary-intervention')
    : indications

/** Whom a piece of advice is for, as a phrase; empty when it is for everybody. @example populationWords({ age: { min: 65 } }) // 'at age 65 or more' */
export const populationWords = (p: Population | undefined): string => {
  if (!p) return ''
  const dose = p.dose
  const parts = [
    ...(p.indications
      ? [
          `for ${joinEn(
            saidOnce(p.indications).map((i) => indicationWords[i]),
            'or',
          )}`,
        ]
      : []),
    ...(p.notIndications
      ? [
          `except for ${joinEn(
            saidOnce(p.notIndications).map((i) => indicationWords[i]),
            'or',
          )}`,
        ]
      : []),
    ...bounds(p.age, 'at age', ''),
    ...bounds(p.weight, 'at weight', ' kg'),
    ...bounds(p.bmi, 'at BMI', ''),
    ...(p.bmi?.above === undefined ? [] : [`at BMI above ${p.bmi.above}`]),
    ...(p.bmi?.upTo === undefined ? [] : [`at BMI up to ${p.bmi.upTo}`]),
    ...(p.circumstances
      ? [
          `if ${joinEn(
            p.circumstances.map((c) => circumstanceWords[c]),
            'and',
          )}`,
        ]
      : []),
    ...(p.anyCircumstance
      ? [
          `if ${joinEn(
            p.anyCircumstance.map((c) => circumstanceWords[c]),
            'or',
          )}`,
        ]
      : []),
    ...(dose?.above === undefined ? [] : [`at a dose above ${dose.above} ${doseUnitWords[dose.unit]}`]),
    ...(dose?.from === undefined ? [] : [`at a dose from ${dose.from} ${doseUnitWords[dose.unit]}`]),
    ...(dose?.below === undefined ? [] : [`at a dose below ${dose.below} ${doseUnitWords[dose.unit]}`]),
    ...(dose?.upTo === undefined ? [] : [`at a dose up to ${dose.upTo} ${doseUnitWords[dose.unit]}`]),
  ]
  return [...(p.otherwise ? ['in all other cases'] : []), ...parts].join(', ')
}
