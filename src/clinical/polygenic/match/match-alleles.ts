import { reverseComplement } from '../../../genome/index.ts'

/** How a row's alleles fit a variant's, best first. @source PGScatalog/pygscatalog, match priorities of `pgscatalog.calc` */
export const matchTypes = [
  'REFALT',
  'ALTREF',
  'REFALT_FLIP',
  'ALTREF_FLIP',
  'REF_NO_OA',
  'ALT_NO_OA',
  'EXCLUDED',
  'NO_MATCH',
] as const
export type MatchType = (typeof matchTypes)[number]

/** `ambiguous`, `multiallelic`: whether such variants may match. `otherStrand`: how alleles are turned to the other strand; letter by letter is what the peer does also with several bases. */
export type MatchRule = {
  readonly ambiguous: boolean
  readonly multiallelic: boolean
  readonly otherStrand: 'letters' | 'strand'
}

/** `index`: of the effect allele in REF and ALTs, 0 = REF; undefined without a match. */
export type AlleleMatch = { readonly type: MatchType; readonly index?: number; readonly ambiguous: boolean }

const pairs: Readonly<Record<string, string>> = { A: 'T', C: 'G', G: 'C', T: 'A' }

/** Whether an allele is spelled in A, C, G and T, upper case. */
export const isBases = (allele: string): boolean => /^[ACGT]+$/.test(allele)

/** The allele on the other strand; undefined when it holds anything but A, C, G, T. */
const turned = (allele: string, rule: MatchRule): string | undefined =>
  !isBases(allele)
    ? undefined
    : rule.otherStrand === 'strand'
      ? reverseComplement(allele)
      : allele.replace(/./g, (c) => pairs[c] as string)

/** Whether two alleles are one base each and each other's complement, so that the strand cannot be told from them. @example isAmbiguous('A', 'T') // true */
export const isAmbiguous = (a: string, b: string): boolean => a.length === 1 && pairs[a] === b

const directly = (
  effect: string,
  other: string | undefined,
  ref: string,
  alts: readonly string[],
): AlleleMatch | undefined => {
  const ambiguous = (i: number): boolean => isAmbiguous(ref, alts[i] as string)
  if (other !== undefined) {
    const asRef = effect === ref ? alts.indexOf(other) : -1
    if (asRef >= 0) return { type: 'REFALT', index: 0, ambiguous: ambiguous(asRef) }
    const asAlt = other === ref ? alts.indexOf(effect) : -1
    return asAlt < 0 ? undefined : { type: 'ALTREF', index: asAlt + 1, ambiguous: ambiguous(asAlt) }
  }
  if (effect === ref) return { type: 'REF_NO_OA', index: 0, ambiguous: alts.some((_, i) => ambiguous(i)) }
  const asAlt = alts.indexOf(effect)
  return asAlt < 0 ? undefined : { type: 'ALT_NO_OA', index: asAlt + 1, ambiguous: ambiguous(asAlt) }
}

const flippedType: Readonly<Partial<Record<MatchType, MatchType>>> = { REFALT: 'REFALT_FLIP', ALTREF: 'ALTREF_FLIP' }

/**
 * How a row's effect allele and other allele fit REF and the ALTs of a variant: every ALT is tried. Without an other allele the other strand is not tried. A variant with several
 * ALTs, or one whose two bases are complements, is `EXCLUDED` unless the rule lets it match. Alleles are upper case.
 */
export const matchAlleles = (
  effect: string,
  other: string | undefined,
  ref: string,
  alts: readonly string[],
  rule: MatchRule,
): AlleleMatch => {
  if (alts.length > 1 && !rule.multiallelic) return { type: 'EXCLUDED', ambiguous: false }
  const direct = directly(effect, other, ref, alts)
  const turnedEffect = direct === undefined && other !== undefined ? turned(effect, rule) : undefined
  const turnedOther = turnedEffect === undefined ? undefined : turned(other as string, rule)
  const flipped =
    turnedEffect === undefined || turnedOther === undefined ? undefined : directly(turnedEffect, turnedOther, ref, alts)
  const found =
    direct ?? (flipped === undefined ? undefined : { ...flipped, type: flippedType[flipped.type] ?? flipped.type })
  if (found === undefined) return { type: 'NO_MATCH', ambiguous: false }
  return found.ambiguous && !rule.ambiguous ? { type: 'EXCLUDED', ambiguous: true } : found
}
