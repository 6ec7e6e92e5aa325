import type { WarfarinOutcome } from '../model.ts'
import {
  combinations,
  eitherWay,
  missingSizes,
  obstacles,
  plausible,
  type Race,
  type Vkorc1,
  type WarfarinInputs,
} from './warfarin-inputs.ts'

/**
 * Coefficients on the square root of the weekly dose in mg.
 * @source International Warfarin Pharmacogenetics Consortium, N Engl J Med 2009;360:753 (supplementary appendix). Compared coefficient by coefficient with two
 * independent public implementations, one of the University of Pennsylvania (WarfarinDosingOracle, MIT) and one in the package reil; all agree.
 */
const c = {
  intercept: 5.6044,
  ageDecade: -0.2614,
  heightCm: 0.0087,
  weightKg: 0.0128,
  vkorc1: { GG: 0, AG: -0.8677, AA: -1.6974, unknown: -0.4854 },
  cyp2c9: {
    '*1/*1': 0,
    '*1/*2': -0.5211,
    '*1/*3': -0.9357,
    '*2/*2': -1.0616,
    '*2/*3': -1.9206,
    '*3/*3': -2.3312,
    unknown: -0.2188,
  } as Readonly<Record<string, number>>,
  race: { White: 0, Asian: -0.1092, Black: -0.276, Mixed: -0.1032, unknown: -0.1032 },
  inducer: 1.1816,
  amiodarone: -0.5503,
} as const

const source = 'IWPC, N Engl J Med 2009;360:753 (PMID 19228618); coefficients compared with two public implementations'

export type IwpcTerms = {
  readonly ageYears: number
  readonly heightCm: number
  readonly weightKg: number
  readonly vkorc1: Vkorc1 | 'unknown'
  readonly cyp2c9: string
  readonly race: Race | 'unknown'
  readonly inducer: 0 | 1
  readonly amiodarone: 0 | 1
}

/**
 * Square root of the weekly warfarin dose (mg). Age in years counts in completed decades, 90 and over as nine. `cyp2c9` is a diplotype of *1, *2, *3
 * or `unknown`; another one gives NaN. Derived for a target INR of 2–3.
 */
export const iwpcRoot = (t: IwpcTerms): number =>
  c.intercept +
  c.ageDecade * Math.min(9, Math.floor(t.ageYears / 10)) +
  c.heightCm * t.heightCm +
  c.weightKg * t.weightKg +
  c.vkorc1[t.vkorc1] +
  (c.cyp2c9[t.cyp2c9] ?? Number.NaN) +
  c.race[t.race] +
  c.inducer * t.inducer +
  c.amiodarone * t.amiodarone

/**
 * The starting dose by the IWPC equation of 2009. One unknown gene or an unrecorded race uses the equation's own term for it; an unrecorded size or
 * medicine widens the dose to a range, whose `mgPerWeek` is the middle on the square-root scale. Other CYP2C9 alleles, both genes unknown, age under
 * 18, or two sizes missing: not computable.
 * @source IWPC 2009, see the coefficients
 */
export const warfarinIwpc2009 = (inputs: WarfarinInputs): WarfarinOutcome => {
  const bothUnknown = inputs.cyp2c9.length === 0 && inputs.vkorc1.length === 0
  const because = obstacles(inputs, bothUnknown ? ['CYP2C9', 'VKORC1'] : [])
  if (because.length > 0) return { kind: 'notComputable', equation: 'IWPC 2009', because }
  const vkorc1: readonly (Vkorc1 | 'unknown')[] = inputs.vkorc1.length > 0 ? inputs.vkorc1 : ['unknown']
  const cyp2c9 = inputs.cyp2c9.length > 0 ? inputs.cyp2c9.map((pair) => pair.join('/')) : ['unknown']
  const roots = combinations({
    ageYears: inputs.ageYears === undefined ? plausible.ageYears : [inputs.ageYears],
    heightCm: inputs.heightCm === undefined ? plausible.heightCm : [inputs.heightCm],
    weightKg: inputs.weightKg === undefined ? plausible.weightKg : [inputs.weightKg],
    vkorc1,
    cyp2c9,
    race: [inputs.race ?? 'unknown'] as const,
    inducer: eitherWay(inputs.inducer),
    amiodarone: eitherWay(inputs.amiodarone),
  }).map((t) => Math.max(0, iwpcRoot(t)))
  const [low, high] = [Math.min(...roots), Math.max(...roots)]
  const missing = [
    ...missingSizes(inputs),
    ...(inputs.amiodarone === 'unknown' ? ['amiodarone'] : []),
    ...(inputs.inducer === 'unknown' ? ['enzyme-inducer'] : []),
  ]
  const assumed = [
    ...(inputs.vkorc1.length === 0 ? ['VKORC1-unknown-term'] : []),
    ...(inputs.cyp2c9.length === 0 ? ['CYP2C9-unknown-term'] : []),
    ...(inputs.race === undefined ? ['race-missing-term'] : []),
    ...(inputs.targetInr === undefined ? ['target-inr-2-3'] : []),
  ]
  const notIncluded = [...inputs.otherGenes, 'rs12777823', ...inputs.otherMedicines]
  return {
    kind: 'dose',
    dose: {
      equation: 'IWPC 2009',
      mgPerWeek: ((low + high) / 2) ** 2,
      ...(high > low ? { range: [low ** 2, high ** 2] as const } : {}),
      ...(missing.length > 0 ? { missing } : {}),
      notIncluded,
      inputs: {
        age: inputs.ageYears === undefined ? `${plausible.ageYears.join('–')} a` : `${inputs.ageYears} a`,
        height:
          inputs.heightCm === undefined ? `${plausible.heightCm.join('–')} cm` : `${inputs.heightCm.toFixed(0)} cm`,
        weight:
          inputs.weightKg === undefined ? `${plausible.weightKg.join('–')} kg` : `${inputs.weightKg.toFixed(1)} kg`,
        VKORC1: vkorc1.join(' or '),
        CYP2C9: cyp2c9.join(' or '),
        race: inputs.race ?? 'unknown',
        amiodarone: inputs.amiodarone,
        enzymeInducer: inputs.inducer,
      },
      assumed,
      unverified: false,
      source,
    },
  }
}
