/**
 * Whether a premature stop is expected to have the transcript degraded. `uncertain`: between 50 and 55 bases before the last junction.
 */
export type NonsenseDecay = {
  readonly expected: 'yes' | 'no' | 'uncertain'
  readonly because:
    | 'farBeforeLastJunction'
    | 'nearLastJunction'
    | 'lastExon'
    | 'singleExon'
    | 'earlyInCodingPart'
    | 'longExon'
}

/**
 * Limits in bases. A stop escapes less than 50 bases before the last exon junction and is degraded from 55 on; in the first 100 coding bases; in an exon longer than 400.
 * @source Nagy and Maquat 1998, Trends Biochem Sci 23:198 (50–55 nt); Lindeboom et al. 2016, Nat Genet 48:1112 (start-proximal, long exons); 100 bases as in Ensembl's NMD rule
 */
export const decayLimits = { near: 50, far: 55, early: 100, longExon: 400 } as const

/**
 * Expectation for a stop codon whose last base is followed by transcript position `stopEnd` of the changed transcript. `junctions`: ends of all exons but the last, ascending, in the
 * same coordinates; `coding`: first coding base.
 */
export const nonsenseDecay = (stopEnd: number, coding: number, junctions: readonly number[]): NonsenseDecay => {
  const last = junctions.at(-1)
  if (last === undefined) return { expected: 'no', because: 'singleExon' }
  if (stopEnd > last) return { expected: 'no', because: 'lastExon' }
  const distance = last - stopEnd
  if (distance < decayLimits.near) return { expected: 'no', because: 'nearLastJunction' }
  if (stopEnd - coding <= decayLimits.early) return { expected: 'no', because: 'earlyInCodingPart' }
  const exon = junctions.findIndex((end) => stopEnd <= end)
  const length = (junctions[exon] as number) - (exon === 0 ? 0 : (junctions[exon - 1] as number))
  if (length > decayLimits.longExon) return { expected: 'no', because: 'longExon' }
  return distance < decayLimits.far
    ? { expected: 'uncertain', because: 'nearLastJunction' }
    : { expected: 'yes', because: 'farBeforeLastJunction' }
}
