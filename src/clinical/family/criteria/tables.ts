import type { Release } from '../../../knowledge/release.ts'
import { AttuneError } from '../../../shared/errors.ts'
import type { Citation } from '../../../shared/evidence.ts'
import type { FamilyDisease } from '../pedigree.ts'

/** What a criterion points to. */
export type Suspicion = 'hereditary-breast-ovarian' | 'lynch' | 'familial-hypercholesterolaemia'

/** A published instrument. `heldAgainst`: a later publication whose table says the same. */
export type Instrument = {
  readonly title: string
  readonly about: Suspicion
  readonly source: Citation
  readonly unverified?: true
  readonly heldAgainst?: string
}

/** Points for a cancer at these ages, both ends included, in completed years. */
export type AgePoints<P> = { readonly from: number; readonly to: number; readonly points: P }

export type Fhs7 = Instrument & {
  readonly referAt: number
  readonly earlyBreastBefore: number
  readonly severalRelatives: number
}
export type Rst = Instrument & {
  readonly referAt: number
  readonly earlyBreastUpTo: number
  readonly lateBreastSameSide: number
}
export type Pat = Instrument & {
  readonly referAt: number
  readonly breast: { readonly before: number; readonly early: number; readonly late: number }
  readonly ovarian: number
  readonly maleBreast: number
  readonly ashkenazi: number
}
export type Fhat = Instrument & {
  readonly referAt: number
  readonly breastAndOvarian: { readonly mother: number; readonly sibling: number; readonly further: number }
  readonly breast: {
    readonly parent: number
    readonly sibling: number
    readonly further: number
    readonly maleAdds: number
  }
  readonly breastOnset: readonly AgePoints<number>[]
  readonly premenopausal: number
  readonly bilateral: number
  readonly ovarian: { readonly mother: number; readonly sibling: number; readonly further: number }
  readonly ovarianOnset: readonly AgePoints<number>[]
  readonly prostateOnset: { readonly before: number; readonly points: number }
  readonly colonOnset: { readonly before: number; readonly points: number }
}
type BothGenes = readonly [brca1: number, brca2: number]
export type Manchester = Instrument & {
  readonly singleGeneAt: number
  readonly combinedAt: number
  readonly combinedHigherAt: number
  readonly femaleBreast: readonly AgePoints<BothGenes>[]
  readonly maleBreast: readonly AgePoints<BothGenes>[]
  readonly ovarian: readonly AgePoints<BothGenes>[]
  readonly pancreatic: readonly AgePoints<BothGenes>[]
  readonly prostate: readonly AgePoints<BothGenes>[]
}
export type Amsterdam = Instrument & {
  readonly relatives: number
  readonly generations: number
  readonly before: number
  readonly cancers: readonly FamilyDisease[]
}
export type Bethesda = Instrument & {
  readonly before: number
  readonly msiBefore: number
  readonly relatives: number
  readonly cancers: readonly FamilyDisease[]
}
/** LDL cholesterol in mmol/L before treatment. */
export type DutchLipid = Instrument & {
  readonly premature: { readonly male: number; readonly female: number }
  readonly family: {
    readonly heartDisease: number
    readonly raisedLdl: number
    readonly xanthomaOrArcus: number
    readonly childRaisedLdl: number
  }
  readonly history: { readonly heartDisease: number; readonly otherVascular: number }
  readonly signs: { readonly xanthoma: number; readonly arcus: number }
  readonly ldl: readonly { readonly from: number; readonly points: number }[]
  readonly gene: number
  readonly possible: number
  readonly probable: number
  readonly definite: number
}

export type CriteriaTables = {
  readonly fhs7: Fhs7
  readonly rst: Rst
  readonly pat: Pat
  readonly fhat: Fhat
  readonly manchester: Manchester
  readonly amsterdam: Amsterdam
  readonly bethesda: Bethesda
  readonly dutchLipid: DutchLipid
}

export const criteriaTables = (releases: readonly Release[]): CriteriaTables => {
  const text = releases.find((r) => r.manifest.id === 'attune-family')?.tables['criteria.json']
  if (text === undefined) throw new AttuneError('ATTUNE_KNOWLEDGE_MISSING', 'attune-family criteria.json')
  return JSON.parse(text) as CriteriaTables
}
