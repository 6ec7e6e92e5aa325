import { quantity } from '../../../shared/quantity.ts'
import type { WarfarinOutcome } from '../model.ts'
import { duBois1916 } from '../../../shared/body-size.ts'
import {
  combinations,
  eitherWay,
  missingSizes,
  obstacles,
  plausible,
  type Vkorc1,
  type WarfarinInputs,
} from './warfarin-inputs.ts'

/**
 * Coefficients on the natural logarithm of the daily dose in mg.
 * @source Gage BF et al., Clin Pharmacol Ther 2008;84:326 (PMID 18305455). Each coefficient gives the percentage that the paper's abstract states for it;
 * intercept and all coefficients equal those of an independent public implementation (package reil). The erratum (2008;84:430) was not read.
 */
const c = {
  intercept: 0.9751,
  vkorc1A: -0.3238,
  bsa: 0.4317,
  cyp2c9Star3: -0.4008,
  ageYear: -0.00745,
  cyp2c9Star2: -0.2066,
  targetInr: 0.2029,
  amiodarone: -0.2538,
  smoker: 0.0922,
  black: -0.0901,
  thrombosis: 0.0664,
} as const

const copiesOfA: Readonly<Record<Vkorc1, number>> = { GG: 0, AG: 1, AA: 2 }

const source = 'Gage et al., Clin Pharmacol Ther 2008;84:326 (PMID 18305455); body surface area by Du Bois 1916'

export type GageTerms = {
  readonly ageYears: number
  /** Body surface area in m2. */
  readonly bsa: number
  readonly vkorc1: Vkorc1
  readonly cyp2c9: readonly string[]
  readonly targetInr: number
  readonly amiodarone: 0 | 1
  readonly smoker: 0 | 1
  readonly black: 0 | 1
  readonly thrombosis: 0 | 1
}

/** Natural logarithm of the daily warfarin dose (mg). Alleles are counted: `A` of VKORC1 -1639, *2 and *3 of CYP2C9. */
export const gageLog = (t: GageTerms): number =>
  c.intercept +
  c.vkorc1A * copiesOfA[t.vkorc1] +
  c.bsa * t.bsa +
  c.cyp2c9Star3 * t.cyp2c9.filter((a) => a === '*3').length +
  c.ageYear * t.ageYears +
  c.cyp2c9Star2 * t.cyp2c9.filter((a) => a === '*2').length +
  c.targetInr * t.targetInr +
  c.amiodarone * t.amiodarone +
  c.smoker * t.smoker +
  c.black * t.black +
  c.thrombosis * t.thrombosis

/**
 * The starting dose by the equation of Gage 2008, in mg per week. What is not recorded (a size, target INR, smoking, race, thrombosis, medicines) widens
 * the dose to a range, whose `mgPerWeek` is the middle on the logarithmic scale. Both genes are needed; other CYP2C9 alleles, age under 18 or two sizes
 * missing: not computable. `unverified`, because the paper's erratum and its formula for body surface area could not be read.
 * @source Gage 2008, see the coefficients
 */
export const warfarinGage2008 = (inputs: WarfarinInputs): WarfarinOutcome => {
  const because = obstacles(inputs, ['CYP2C9', 'VKORC1'])
  if (because.length > 0) return { kind: 'notComputable', equation: 'Gage 2008', because }
  const logs = combinations({
    ageYears: inputs.ageYears === undefined ? plausible.ageYears : [inputs.ageYears],
    heightCm: inputs.heightCm === undefined ? plausible.heightCm : [inputs.heightCm],
    weightKg: inputs.weightKg === undefined ? plausible.weightKg : [inputs.weightKg],
    vkorc1: inputs.vkorc1,
    cyp2c9: inputs.cyp2c9,
    targetInr: inputs.targetInr === undefined ? plausible.targetInr : [inputs.targetInr],
    amiodarone: eitherWay(inputs.amiodarone),
    smoker: eitherWay(inputs.smoker),
    black: eitherWay(
      inputs.race === undefined || inputs.race === 'Mixed' ? 'unknown' : inputs.race === 'Black' ? 'yes' : 'no',
    ),
    thrombosis: eitherWay(inputs.thrombosis),
  }).map((t) => gageLog({ ...t, bsa: duBois1916(quantity<'kg'>(t.weightKg), quantity<'cm'>(t.heightCm)) }))
  const [low, high] = [Math.min(...logs), Math.max(...logs)]
  const week = (log: number): number => Math.exp(log) * 7
  const missing = [
    ...missingSizes(inputs),
    ...(inputs.targetInr === undefined ? ['target-inr'] : []),
    ...(inputs.race === undefined ? ['race'] : []),
    ...(['amiodarone', 'smoker', 'thrombosis'] as const).filter((k) => inputs[k] === 'unknown'),
  ]
  const notIncluded = [
    ...inputs.otherGenes,
    'rs12777823',
    ...(inputs.inducer === 'yes' ? ['enzyme-inducer'] : []),
    ...inputs.otherMedicines,
  ]
  return {
    kind: 'dose',
    dose: {
      equation: 'Gage 2008',
      mgPerWeek: week((low + high) / 2),
      ...(high > low ? { range: [week(low), week(high)] as const } : {}),
      ...(missing.length > 0 ? { missing } : {}),
      notIncluded,
      inputs: {
        age: inputs.ageYears === undefined ? `${plausible.ageYears.join('–')} a` : `${inputs.ageYears} a`,
        height:
          inputs.heightCm === undefined ? `${plausible.heightCm.join('–')} cm` : `${inputs.heightCm.toFixed(0)} cm`,
        weight:
          inputs.weightKg === undefined ? `${plausible.weightKg.join('–')} kg` : `${inputs.weightKg.toFixed(1)} kg`,
        VKORC1: inputs.vkorc1.join(' or '),
        CYP2C9: inputs.cyp2c9.map((p) => p.join('/')).join(' or '),
        targetInr: inputs.targetInr === undefined ? plausible.targetInr.join('–') : String(inputs.targetInr),
        race: inputs.race ?? 'unknown',
        amiodarone: inputs.amiodarone,
        smoker: inputs.smoker,
        thrombosis: inputs.thrombosis,
      },
      assumed: [],
      unverified: true,
      source,
    },
  }
}
