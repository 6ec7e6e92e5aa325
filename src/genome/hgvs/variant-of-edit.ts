import type { Variant } from '../variant.ts'
import { basesOf } from './edit-of-change.ts'
import { type Refusal, refuse } from './refusal.ts'
import { type BaseReader, type SequenceEdit, shiftEdit, trimEdit } from './sequence-edit.ts'

/**
 * An edit of a contig as VCF writes it: trimmed, left-aligned, and where nothing would be left with the base before it (at the contig's beginning the one behind it).
 * Refused when nothing changes or when a base that is needed is not held.
 */
export const variantOfEdit = (chrom: string, contig: BaseReader, edit: SequenceEdit): Variant | Refusal => {
  const trimmed = trimEdit(contig, edit, 5)
  if (trimmed.start === trimmed.end && trimmed.inserted === '') return refuse('noChange')
  const { start, end, inserted, cut } = shiftEdit(contig, trimmed, 5, { low: 0, high: contig.length })
  if (cut) return refuse('noSequence')
  const plain = start < end && inserted !== ''
  const from = plain || start === 0 ? start : start - 1
  const to = plain || start > 0 ? end : end + 1
  const ref = basesOf(contig, from, to)
  if (ref === undefined) return refuse('noSequence')
  const alt = plain ? inserted : start > 0 ? ref.charAt(0) + inserted : inserted + ref.charAt(ref.length - 1)
  return { chrom, pos: from + 1, ref, alt }
}
