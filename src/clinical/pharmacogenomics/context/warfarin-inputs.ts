import type { Instant } from '../../../shared/instant.ts'
import type { Reason } from '../../../shared/recommendation.ts'
import type { GeneResult } from '../model.ts'
import type { ContextKnowledge } from './knowledge.ts'
import {
  activeMedications,
  ageOf,
  hasCondition,
  hasWord,
  heightOf,
  medicationsSilent,
  type PersonContext,
  weightOf,
} from './person.ts'
import { reason, type Truth } from './truth.ts'

export type Vkorc1 = 'GG' | 'AG' | 'AA'
export type Race = 'White' | 'Black' | 'Asian' | 'Mixed'

/** What the dosing equations ask for. An absent figure, an empty list or `unknown` is not recorded. Genotypes are candidates: several when the call is ambiguous. */
export type WarfarinInputs = {
  readonly ageYears?: number
  readonly heightCm?: number
  readonly weightKg?: number
  readonly cyp2c9: readonly (readonly string[])[]
  readonly vkorc1: readonly Vkorc1[]
  readonly amiodarone: Truth
  readonly inducer: Truth
  readonly smoker: Truth
  readonly thrombosis: Truth
  /** As the record states it; the equations were fitted with it. */
  readonly race?: Race
  readonly targetInr?: number
  readonly otherGenes: readonly string[]
  readonly otherMedicines: readonly string[]
}

const inducers = ['carbamazepine', 'phenytoin', 'rifampicin']

const taken = (person: PersonContext, names: readonly string[], knowledge: ContextKnowledge): Truth =>
  activeMedications(person.view).some((m) => names.includes(knowledge.nameOf(m.drug.name)))
    ? 'yes'
    : medicationsSilent(person.view)
      ? 'unknown'
      : 'no'

/** Smoking status (LOINC 72166-2) by the words of its answer; a recorded tobacco dependence says yes; otherwise not recorded. */
const smokerOf = (person: PersonContext): Truth => {
  const said = person.view.observations
    .filter((o) => o.loinc === '72166-2' && 'text' in o.value)
    .sort((a, b) => (b.date ?? '').localeCompare(a.date ?? ''))
    .map((o) => ('text' in o.value ? o.value.text : ''))[0]
  if (said !== undefined) {
    if (/never|former|ex-?smoker|non-?smoker|quit/i.test(said)) return 'no'
    if (/unknown|not assessed/i.test(said)) return 'unknown'
    if (hasWord(said, 'smoker') || /current/i.test(said)) return 'yes'
  }
  return hasCondition(
    person.view,
    { icd10: ['F17.2', 'Z72.0'], words: ['tobacco dependence', 'nicotine dependence'], active: true },
    'smoking',
  ).applies === 'yes'
    ? 'yes'
    : 'unknown'
}

/** Race as the record states it, in the words of the equations; several are `Mixed`; ethnicity alone says nothing. */
const raceOf = (recorded: readonly string[]): Race | undefined => {
  const found = (
    [
      ['White', /\bwhite\b|caucasian/i],
      ['Black', /\bblack\b|african american/i],
      ['Asian', /\basian\b/i],
    ] as const
  ).filter(([, re]) => recorded.some((r) => re.test(r)))
  return found.length > 1 ? 'Mixed' : found[0]?.[0]
}

const vkorc1Form = /-1639\s*([AG])\s*\/?\s*([AG])/

const vkorc1Of = (genes: readonly GeneResult[]): readonly Vkorc1[] => {
  const keys = (genes.find((g) => g.gene === 'VKORC1')?.genetic ?? []).flatMap((d) => d.lookup)
  const found = keys.flatMap((k): readonly Vkorc1[] => {
    const m = vkorc1Form.exec(k)
    if (!m) return []
    return [m[1] === 'G' && m[2] === 'G' ? 'GG' : m[1] === 'A' && m[2] === 'A' ? 'AA' : 'AG']
  })
  return [...new Set(found)]
}

/** The inputs as one person's record and genes give them. `stated` are answers from the clinician that no record field holds. */
export const warfarinInputs = (
  person: PersonContext,
  genes: readonly GeneResult[],
  knowledge: ContextKnowledge,
  at: Instant,
  stated: { readonly race?: Race; readonly targetInr?: number } = {},
): WarfarinInputs => {
  const [age, height, weight] = [ageOf(person.view, at), heightOf(person.view, at), weightOf(person.view, at)]
  const named = new Set<string>()
  const cyp2c9 = (genes.find((g) => g.gene === 'CYP2C9')?.genetic ?? [])
    .map((d) => [...d.diplotype.alleles].sort())
    .filter((pair) => pair.length === 2 && !named.has(pair.join('/')) && named.add(pair.join('/')))
  const race = stated.race ?? raceOf(person.view.raceRecorded ?? [])
  const used = new Set(['warfarin', 'amiodarone', ...inducers])
  return {
    ...(age === undefined ? {} : { ageYears: age }),
    ...(height === undefined ? {} : { heightCm: height.value }),
    ...(weight === undefined ? {} : { weightKg: weight.value }),
    cyp2c9,
    vkorc1: vkorc1Of(genes),
    amiodarone: taken(person, ['amiodarone'], knowledge),
    inducer: taken(person, inducers, knowledge),
    smoker: smokerOf(person),
    thrombosis: hasCondition(
      person.view,
      {
        icd10: ['I26', 'I80.1', 'I80.2', 'I80.3', 'I82'],
        words: ['deep vein thrombosis', 'deep venous thrombosis', 'dvt', 'pulmonary embolism'],
        active: true,
      },
      'thrombosis',
    ).applies,
    ...(race === undefined ? {} : { race }),
    ...(stated.targetInr === undefined ? {} : { targetInr: stated.targetInr }),
    otherGenes: genes.filter((g) => g.gene === 'CYP4F2' && g.genetic.length > 0).map((g) => g.gene),
    otherMedicines: activeMedications(person.view)
      .map((m) => knowledge.nameOf(m.drug.name))
      .filter(
        (n) =>
          !used.has(n) && knowledge.modulatorsOf(n).some((x) => x.gene === 'CYP2C9' && x.effect !== 'weak-inhibitor'),
      ),
  }
}

/** Adult sizes that bound a dose when a figure is not recorded: our own choice, wide on purpose, told beside every dose that rests on it. */
export const plausible = { ageYears: [18, 90], heightCm: [150, 190], weightKg: [45, 110], targetInr: [2, 3] } as const

const minimumAge = 18

/** Reasons why neither equation can be used for these inputs; `genes` are those without which this equation has no answer. */
export const obstacles = (inputs: WarfarinInputs, needs: readonly ('CYP2C9' | 'VKORC1')[]): readonly Reason[] => {
  const foreign = [...new Set(inputs.cyp2c9.flat().filter((a) => !['*1', '*2', '*3'].includes(a)))]
  const absent = { CYP2C9: inputs.cyp2c9.length === 0, VKORC1: inputs.vkorc1.length === 0 }
  const sizes = [inputs.ageYears, inputs.heightCm, inputs.weightKg].filter((x) => x === undefined).length
  return [
    ...foreign.map((allele) => reason('allele-not-in-equation', { gene: 'CYP2C9', allele })),
    ...needs.filter((g) => absent[g]).map((gene) => reason('gene-not-known', { gene })),
    ...(inputs.ageYears !== undefined && inputs.ageYears < minimumAge
      ? [reason('outside-equation-age', { age: inputs.ageYears })]
      : []),
    ...(sizes > 1 ? [reason('too-much-missing', { missing: missingSizes(inputs).join(', ') })] : []),
  ]
}

export const missingSizes = (inputs: WarfarinInputs): readonly string[] =>
  (['ageYears', 'heightCm', 'weightKg'] as const)
    .filter((k) => inputs[k] === undefined)
    .map((k) => ({ ageYears: 'age', heightCm: 'height', weightKg: 'weight' })[k])

/** Both answers while it is not known. */
export const eitherWay = (t: Truth): readonly (0 | 1)[] => (t === 'unknown' ? [0, 1] : [t === 'yes' ? 1 : 0])

/** Every combination of the options. */
export const combinations = <T extends Readonly<Record<string, readonly unknown[]>>>(
  options: T,
): readonly { readonly [K in keyof T]: T[K][number] }[] => {
  let all: Record<string, unknown>[] = [{}]
  for (const [key, values] of Object.entries(options))
    all = all.flatMap((one) => values.map((v) => ({ ...one, [key]: v })))
  return all as { readonly [K in keyof T]: T[K][number] }[]
}
