import { isAnyOther } from '../vcf/any-other.ts'

/** What an ALT does to REF. `star`: the place is gone through a deletion on the same strand; `any`: stands for alleles not seen (`<*>`, `<NON_REF>`). */
export type AlleleKind =
  | 'none'
  | 'snp'
  | 'mnp'
  | 'indel'
  | 'other'
  | 'symbolic'
  | 'breakend'
  | 'star'
  | 'any'
  | 'invalid'

const isSequence = (text: string): boolean => /^[ACGTNacgtn]+$/.test(text)

/** The kind of an ALT after what it shares with REF at both ends is taken off. @example alleleKind('TAC', 'TC') // 'indel' */
export const alleleKind = (ref: string, alt: string): AlleleKind => {
  if (alt === '*') return 'star'
  if (isAnyOther(alt)) return 'any'
  if (alt.startsWith('<')) return 'symbolic'
  if (/[[\]]/.test(alt) || /^\.[A-Za-z]|[A-Za-z]\.$/.test(alt)) return 'breakend'
  if (!isSequence(alt)) return 'invalid'
  const [r, a] = [ref.toUpperCase(), alt.toUpperCase()]
  let start = 0
  while (start < r.length && start < a.length && r[start] === a[start]) start++
  let [rEnd, aEnd] = [r.length, a.length]
  while (rEnd > start && aEnd > start && r[rEnd - 1] === a[aEnd - 1]) {
    rEnd--
    aEnd--
  }
  const [gone, come] = [rEnd - start, aEnd - start]
  if (gone === 0 && come === 0) return 'none'
  if (gone === 0 || come === 0) return 'indel'
  return gone !== come ? 'other' : gone === 1 ? 'snp' : 'mnp'
}

/** Whether an allele is plain bases. N counts as a base. */
export const isBases = (alleles: readonly string[]): boolean => alleles.every(isSequence)
