import type { NucleotideChange } from './hgvs-variant.ts'
import type { BaseReader } from './sequence-edit.ts'

const statedOf = (change: NucleotideChange): string | undefined => {
  if (change.kind !== 'edit') return undefined
  const { edit } = change
  const stated = edit.kind === 'substitution' ? edit.ref : 'stated' in edit ? edit.stated : undefined
  return typeof stated === 'string' && /^[ACGT]+$/.test(stated) ? stated : undefined
}

/**
 * A contig with the reference bases that a genomic change states at places where it is not held itself. `trusted`: there are such places, so these bases count unchecked.
 */
export const withStatedBases = (
  contig: BaseReader,
  change: NucleotideChange,
): { readonly reader: BaseReader; readonly trusted: boolean } => {
  const start = change.kind === 'edit' ? change.at.start : undefined
  const stated = statedOf(change)
  if (start?.kind !== 'base' || stated === undefined) return { reader: contig, trusted: false }
  const from = start.number - 1
  let trusted = false
  for (let i = 0; i < stated.length; i++) if (contig.codeAt(from + i) === 0) trusted = true
  const reader: BaseReader = {
    length: contig.length,
    codeAt: (at) => contig.codeAt(at) || (at >= from && at < from + stated.length ? stated.charCodeAt(at - from) : 0),
  }
  return { reader, trusted }
}
