import type { ReferenceGenome } from '../reference/reference-genome.ts'
import type { Build } from '../site.ts'
import type { Variant } from '../variant.ts'
import { fullyJustify } from './fully-justify.ts'
import { vrsIdentify } from './identify.ts'
import type { Allele } from './model.ts'
import { refgetAccession } from './refget-accessions.ts'

/** The allele with its identifier, or why it has none that can be told. */
export type VrsNaming =
  | { readonly kind: 'named'; readonly id: string; readonly allele: Allele }
  | {
      readonly kind: 'notKnown'
      readonly because: 'accession' | 'notLetters' | 'referenceNotHeld' | 'referenceDiffers'
    }

const letters = /^[ACGTN]+$/

/**
 * Names one allele of a VCF row by GA4GH VRS 2.0. `alt` equal to `ref` names the reference allele of the row. REF is held against the reference;
 * symbolic alleles, breakends and `*` have no name. `accession`: for sequences beyond the chromosomes of the two builds.
 * chr19:28946400 T>C of GRCh38 is `ga4gh:VA.uV5O4M9zpiwk6sftOd-EDvtw_pkSAvdf`.
 */
export const vrsOfVariant = (
  variant: Variant,
  build: Build,
  reference: ReferenceGenome,
  accession = refgetAccession(build, variant.chrom),
): VrsNaming => {
  if (accession === undefined) return { kind: 'notKnown', because: 'accession' }
  const ref = variant.ref.toUpperCase()
  const alt = variant.alt.toUpperCase()
  if (!letters.test(ref) || !letters.test(alt)) return { kind: 'notKnown', because: 'notLetters' }
  const sequence = reference.sequence(variant.chrom)
  const start = variant.pos - 1
  const held = sequence?.slice(start, start + ref.length)
  if (sequence === undefined || held === undefined) return { kind: 'notKnown', because: 'referenceNotHeld' }
  if (held !== ref) return { kind: 'notKnown', because: 'referenceDiffers' }
  const justified = fullyJustify(sequence, start, ref, alt)
  if (justified === undefined) return { kind: 'notKnown', because: 'referenceNotHeld' }
  const allele: Allele = {
    type: 'Allele',
    location: {
      type: 'SequenceLocation',
      sequenceReference: { type: 'SequenceReference', refgetAccession: accession },
      start: justified.start,
      end: justified.end,
    },
    state: justified.state,
  }
  return { kind: 'named', id: vrsIdentify(allele), allele }
}
