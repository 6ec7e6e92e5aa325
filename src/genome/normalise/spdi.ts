import type { ReferenceGenome } from '../reference/reference-genome.ts'
import type { Variant } from '../variant.ts'
import { anchored } from './align-variant.ts'
import { isBases } from './allele-kind.ts'
import { changeOf, movedChange, rollReach } from './roll.ts'

/** Sequence, interbase position, deleted bases, inserted bases (Holmes et al., Bioinformatics 2020;36:1902). The position counts the bases before the change. */
export type Spdi = {
  readonly sequence: string
  readonly position: number
  readonly deleted: string
  readonly inserted: string
}

/**
 * Reads `sequence:position:deletion:insertion`. The deletion may be given as its length; then the reference must tell its bases. Undefined when it is no SPDI,
 * or its bases are not held. @example parseSpdi('NC_000001.11:99:A:G') // { sequence: 'NC_000001.11', position: 99, deleted: 'A', inserted: 'G' }
 */
export const parseSpdi = (text: string, reference?: ReferenceGenome): Spdi | undefined => {
  const parts = /^([^:\s]+):(\d{1,10}):(\d{1,9}|[ACGTN]*):([ACGTN]*)$/i.exec(text.trim())
  if (parts === null) return undefined
  const [, sequence = '', place = '', gone = '', inserted = ''] = parts
  const position = Number(place)
  const deleted = /^\d+$/.test(gone)
    ? Number(gone) === 0
      ? ''
      : reference?.sequence(sequence)?.slice(position, position + Number(gone))
    : gone.toUpperCase()
  return deleted === undefined ? undefined : { sequence, position, deleted, inserted: inserted.toUpperCase() }
}

/** @example formatSpdi({ sequence: 'NC_000001.11', position: 99, deleted: 'A', inserted: 'G' }) // 'NC_000001.11:99:A:G' */
export const formatSpdi = (s: Spdi): string => `${s.sequence}:${s.position}:${s.deleted}:${s.inserted}`

/** The shortest SPDI of a variant: nothing shared at either end. `name`: the sequence as SPDI should call it, else the variant's own. Undefined for alleles that are not bases. */
export const spdiOf = (variant: Variant, name: string = variant.chrom): Spdi | undefined => {
  if (!isBases([variant.ref, variant.alt])) return undefined
  const { start, ref, alt } = changeOf(variant.pos - 1, variant.ref.toUpperCase(), variant.alt.toUpperCase())
  return { sequence: name, position: start, deleted: ref, inserted: alt }
}

/**
 * The contextual form: deletion and insertion widened over the whole stretch in which the change could be placed, so that equal changes get equal text.
 * Undefined when the reference does not hold all of that stretch.
 */
export const contextualSpdi = (spdi: Spdi, reference: ReferenceGenome): Spdi | undefined => {
  const sequence = reference.sequence(spdi.sequence)
  if (sequence === undefined) return undefined
  const change = changeOf(spdi.position, spdi.deleted, spdi.inserted)
  if (change.ref === '' && change.alt === '') return spdi
  if (change.ref !== '' && sequence.slice(change.start, change.start + change.ref.length) === undefined)
    return undefined
  const { left, right, complete } = rollReach(change, sequence)
  const end = change.start + change.ref.length
  const before = sequence.slice(change.start - left, change.start)
  const after = sequence.slice(end, end + right)
  if (!complete || before === undefined || after === undefined) return undefined
  return {
    sequence: spdi.sequence,
    position: change.start - left,
    deleted: before + change.ref + after,
    inserted: before + change.alt + after,
  }
}

/** The variant as VCF writes it, left-aligned and anchored; undefined when nothing changes or the reference does not hold the place. */
export const variantOfSpdi = (
  spdi: Spdi,
  reference: ReferenceGenome,
  chrom: string = spdi.sequence,
): Variant | undefined => {
  const sequence = reference.sequence(spdi.sequence)
  if (sequence === undefined) return undefined
  const change = changeOf(spdi.position, spdi.deleted, spdi.inserted)
  if (change.ref === '' && change.alt === '') return undefined
  return anchored(chrom, movedChange(change, -rollReach(change, sequence).left), sequence)
}
