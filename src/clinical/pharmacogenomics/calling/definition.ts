import type { GeneRules } from '../knowledge.ts'
import type { NamedAllele, Position } from '../model.ts'
import { compareAlleleNames } from './allele-name.ts'
import { basesOf } from './iupac.ts'

/** What an allele has to say at one position: `codes` = bit set of the allele codes it allows. */
export type Spelled = { readonly at: number; readonly codes: number }

/**
 * One gene's alleles compiled for matching. Positions and alleles are numbered; positions in the order of the genome, alleles in
 * natural order of their names, so that a lower number is the earlier name.
 * An allele code is 0 for REF and i for the i-th of `vcfAlleles[position]`.
 */
export type Definition = {
  readonly gene: string
  readonly chrom: string
  readonly rules: GeneRules
  readonly positions: readonly Position[]
  readonly indexByPos: ReadonlyMap<number, number>
  readonly alleles: readonly NamedAllele[]
  readonly names: readonly string[]
  readonly printed: readonly string[]
  readonly vcfAlleles: readonly (readonly string[])[]
  /** Bit set of codes that allele a allows at position p, at [a * positions.length + p]. What a definition leaves open is REF. */
  readonly allowed: Uint8Array
  /** By position: the alleles that spell it. The reference allele spells all and is left out here. */
  readonly spelledBy: readonly (readonly number[])[]
  /** By position: the alleles that do not allow REF there. */
  readonly excludingRef: readonly (readonly number[])[]
  /** By allele: at how many positions it does not allow REF. */
  readonly exclusions: Uint16Array
  /** Alleles that allow REF everywhere: the reference allele, as a rule. */
  readonly openToRef: readonly number[]
  /** By allele: positions where REF is one of several bases that it allows. */
  readonly wobbles: readonly (readonly Spelled[])[]
  /** By allele: positions where it does not spell REF. */
  readonly core: readonly (readonly Spelled[])[]
  /** By allele: how many positions it spells; all of them for the reference allele. */
  readonly scores: Uint16Array
  readonly reference: number
}

/**
 * Compiles one gene. Positions beyond eight VCF alleles do not occur in any release; such a table is refused.
 * Alleles that the rules ignore, and structural ones (nothing in a row of bases shows them), are not matched.
 */
export const define = (
  gene: string,
  positions: readonly Position[],
  all: readonly NamedAllele[],
  rules: GeneRules,
): Definition => {
  const sites = [...positions].sort((a, b) => a.pos - b.pos)
  const n = sites.length
  const ignored = new Set(rules.ignoredAlleles ?? [])
  const alleles = all
    .filter((a) => !ignored.has(a.name) && !a.structural)
    .sort((a, b) => compareAlleleNames(a.name, b.name))
  const indexByPos = new Map(sites.map((p, i) => [p.pos, i]))
  const vcfAlleles = sites.map((p) => [p.ref, ...p.alts])
  const allowed = new Uint8Array(alleles.length * n).fill(1)
  const spelledBy: number[][] = sites.map(() => [])
  const excludingRef: number[][] = sites.map(() => [])
  const exclusions = new Uint16Array(alleles.length)
  const scores = new Uint16Array(alleles.length)
  const wobbles: Spelled[][] = []
  const core: Spelled[][] = []
  alleles.forEach((allele, a) => {
    const ambiguous: Spelled[] = []
    const own: Spelled[] = []
    scores[a] = allele.reference ? n : allele.defining.length
    for (const { pos, allele: spelling } of allele.defining) {
      const p = indexByPos.get(pos)
      if (p === undefined) throw new Error(`${gene} ${allele.name}: no position ${pos}`)
      const known = vcfAlleles[p] as string[]
      let codes = 0
      for (const base of basesOf(spelling)) {
        if (!known.includes(base)) known.push(base)
        codes |= 1 << known.indexOf(base)
      }
      if (known.length > 8) throw new Error(`${gene} ${pos}: more than eight alleles`)
      allowed[a * n + p] = codes
      if (!allele.reference) spelledBy[p]?.push(a)
      if ((codes & 1) === 0) {
        excludingRef[p]?.push(a)
        exclusions[a] = (exclusions[a] as number) + 1
      } else if (codes !== 1) ambiguous.push({ at: p, codes })
      if (codes !== 1 && !allele.reference) own.push({ at: p, codes })
    }
    wobbles.push(ambiguous)
    core.push(own)
  })
  const names = alleles.map((a) => a.name)
  return {
    gene,
    chrom: sites[0]?.chrom ?? '',
    rules,
    positions: sites,
    indexByPos,
    alleles,
    names,
    printed: names.map((name) => rules.printAs?.[name] ?? name),
    vcfAlleles,
    allowed,
    spelledBy,
    excludingRef,
    exclusions,
    openToRef: names.flatMap((_, a) => (exclusions[a] === 0 ? [a] : [])),
    wobbles,
    core,
    scores,
    reference: alleles.findIndex((a) => a.reference),
  }
}
