import type { ReferenceGenome, ReferenceSequence } from '../reference/reference-genome.ts'
import type { Variant } from '../variant.ts'
import { isBases } from './allele-kind.ts'
import { type Change, changeOf, movedChange, rolledLeft, rollReach, trimmed } from './roll.ts'

/** Takes off what REF and ALT share while both keep a base: first at the end, then at the beginning. Symbolic alleles and `*` are left alone. */
export const trim = (variant: Variant): Variant => {
  if (!isBases([variant.ref, variant.alt])) return variant
  const { position, alleles } = trimmed(variant.pos - 1, [variant.ref, variant.alt])
  return { ...variant, pos: position + 1, ref: alleles[0] as string, alt: alleles[1] as string }
}

/**
 * The left-aligned, trimmed form that VCF asks for. What cannot be moved comes back trimmed: symbolic alleles, `*`, breakends, and places that the
 * reference does not hold. REF must agree with the reference: see `checkReference`.
 */
export const leftAlign = (variant: Variant, reference: ReferenceGenome): Variant => {
  const sequence = reference.sequence(variant.chrom)
  if (sequence === undefined || !isBases([variant.ref, variant.alt])) return trim(variant)
  const { position, alleles } = rolledLeft(variant.pos - 1, [variant.ref, variant.alt], sequence)
  return { ...variant, pos: position + 1, ref: alleles[0] as string, alt: alleles[1] as string }
}

/** A change as a VCF variant: anchored by the base before it, at the first base of a sequence by the one behind; undefined when that base is not held. */
export const anchored = (chrom: string, change: Change, sequence: ReferenceSequence): Variant | undefined => {
  const { start, ref, alt } = change
  if (ref !== '' && alt !== '') return { chrom, pos: start + 1, ref, alt }
  const code = start > 0 ? sequence.codeAt(start - 1) : sequence.codeAt(ref.length)
  if (code === 0) return undefined
  const base = String.fromCharCode(code)
  return start > 0
    ? { chrom, pos: start, ref: base + ref, alt: base + alt }
    : { chrom, pos: 1, ref: ref + base, alt: alt + base }
}

/** The form furthest 3' on the plus strand, as HGVS names it, still anchored as in VCF. Moves what `leftAlign` moves, the other way. */
export const rightAlign = (variant: Variant, reference: ReferenceGenome): Variant => {
  const sequence = reference.sequence(variant.chrom)
  if (sequence === undefined || !isBases([variant.ref, variant.alt])) return trim(variant)
  const change = changeOf(variant.pos - 1, variant.ref.toUpperCase(), variant.alt.toUpperCase())
  if (change.ref === '' && change.alt === '') return variant
  return anchored(variant.chrom, movedChange(change, rollReach(change, sequence).right), sequence) ?? trim(variant)
}
