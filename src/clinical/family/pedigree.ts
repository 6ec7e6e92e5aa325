import type { DatumRef } from '../../shared/assessment.ts'
import type { Range } from '../../shared/quantity.ts'

export type PersonId = string

/** Diseases that the engines and criteria know by name; anything else keeps its own words. */
export const familyDiseases = [
  'breast-cancer',
  'contralateral-breast-cancer',
  'ductal-carcinoma-in-situ',
  'ovarian-cancer',
  'prostate-cancer',
  'pancreatic-cancer',
  'colorectal-cancer',
  'endometrial-cancer',
  'gastric-cancer',
  'small-bowel-cancer',
  'urinary-tract-cancer',
  'biliary-cancer',
  'brain-cancer',
  'sebaceous-tumour',
  'melanoma',
  'lung-cancer',
  'coronary-heart-disease',
  'stroke',
  'type-2-diabetes',
  'familial-hypercholesterolaemia',
] as const
export type FamilyDisease = (typeof familyDiseases)[number]

export type Receptor = 'positive' | 'negative'

/** A disease somebody had. `onset` in completed years, both ends included; absent when the age is not known. */
export type Diagnosis = {
  readonly disease: FamilyDisease | { readonly other: string }
  readonly onset?: Range
  readonly pathology?: {
    readonly er?: Receptor
    readonly pr?: Receptor
    readonly her2?: Receptor
    readonly ck14?: Receptor
    readonly ck56?: Receptor
    readonly msi?: 'high' | 'stable'
  }
  readonly ref?: DatumRef
}

/** A test of one gene. `search`: the whole gene was looked at; `known-variant`: only the variant of the family. */
export type GeneTest = {
  readonly gene: string
  readonly result: 'positive' | 'negative' | 'uncertain'
  readonly method: 'search' | 'known-variant'
  readonly variant?: string
  readonly ref?: DatumRef
}

export type Surgery = {
  readonly what: 'bilateral-mastectomy' | 'bilateral-salpingo-oophorectomy' | 'hysterectomy' | 'colectomy'
  readonly age?: number
}

/**
 * One person of a pedigree. `sex` is the sex assigned at birth, which inheritance and incidence go by; `gender`, where it is known, decides the symbol.
 * `age`: now, or at death. `healthUnknown`: nothing is known of this person's health, so absence of diagnoses says nothing.
 * `pregnancy`: somebody who was not (or not yet) born. `adopted`: `in` lives in this family without its genes, `out` has its genes and lives elsewhere.
 */
export type Relative = {
  readonly id: PersonId
  readonly name?: string
  readonly sex: 'female' | 'male' | 'unknown'
  readonly gender?: 'woman' | 'man' | 'other'
  readonly father?: PersonId
  readonly mother?: PersonId
  readonly age?: Range
  readonly born?: number
  readonly dead?: true
  readonly adopted?: 'in' | 'out'
  readonly pregnancy?: 'ongoing' | 'miscarriage' | 'stillbirth' | 'termination' | 'ectopic'
  readonly twins?: { readonly group: string; readonly zygosity: 'identical' | 'fraternal' | 'unknown' }
  readonly diagnoses: readonly Diagnosis[]
  readonly healthUnknown?: true
  readonly surgery?: readonly Surgery[]
  readonly tests?: readonly GeneTest[]
  readonly ashkenazi?: true
  readonly notes?: string
  readonly ref?: DatumRef
}

/** Two people who are or were a couple, with what their children do not show. `related`: stated to be related by blood. */
export type Couple = {
  readonly partners: readonly [PersonId, PersonId]
  readonly related?: true
  readonly separated?: true
  readonly noChildren?: 'by-choice' | 'infertile'
}

/**
 * A family. Parents are named on the child; somebody with one known parent has an unnamed other one. `asked`: relatives of this kind were asked
 * about, so that who is not listed does not exist; without it the family is what is known of it.
 */
export type Pedigree = {
  readonly id: string
  readonly proband: PersonId
  readonly people: readonly Relative[]
  readonly couples: readonly Couple[]
  readonly asked?: readonly ('parents' | 'siblings' | 'children' | 'grandparents' | 'aunts-and-uncles' | 'cousins')[]
}
