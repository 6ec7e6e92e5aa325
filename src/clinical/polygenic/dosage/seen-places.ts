/**
 * What a person's file said of a place, the weakest first: nothing; a row with other alleles than the place has; reference, without telling the bases (a block); a row that leaves it open; read out of a
 * row that is written otherwise (several bases, another POS); REF of the place with other ALTs; both alleles on the other strand; both alleles; rows that contradict one another. When several rows speak
 * of a place, the strongest counts.
 */
export const sightings = {
  silent: 0,
  otherAlleles: 1,
  reference: 2,
  open: 3,
  otherNotation: 4,
  refOnly: 5,
  complement: 6,
  exact: 7,
  contradicted: 8,
} as const

/** In `refIs`: which of a place's alleles the file has as REF. 4 is added where only one allele of the place is stated and REF and ALT of the row are each other's complement. */
export const refIs = { unknown: 0, first: 1, second: 2 } as const
export const ambiguousRow = 4

/** The alleles of each strand of one call, for haplotypes: 0 the first allele of the place, 1 the second (or whatever is not the first, where only one is stated), 2 another. */
export type Strands = {
  readonly alleles: readonly number[]
  readonly phased: boolean
  readonly phaseSet: string | undefined
}

/**
 * What was seen at the places of one packed chromosome, place by place. `alt`: copies of the allele that is not REF; `others`: copies of alleles that the place does not have; `strands`: how many there
 * are, the copies of REF are what is left. `strandsOf`: of kept places.
 */
export type SeenChrom = {
  readonly how: Uint8Array
  readonly refIs: Uint8Array
  readonly alt: Float32Array
  readonly others: Float32Array
  readonly strands: Uint8Array
  readonly strandsOf: Map<number, Strands>
}

/** Everything one genome said of the places of a pack, chromosome by chromosome in the pack's order. */
export type SeenPlaces = { readonly chroms: readonly SeenChrom[] }

export const emptySeen = (places: number): SeenChrom => ({
  how: new Uint8Array(places),
  refIs: new Uint8Array(places),
  alt: new Float32Array(places),
  others: new Float32Array(places),
  strands: new Uint8Array(places),
  strandsOf: new Map(),
})

/** Whether two rows of one strength say different things of a place. Rows written otherwise may each tell of a strand, but not twice of the same allele. */
const contradicts = (
  seen: SeenChrom,
  place: number,
  how: number,
  ref: number,
  alt: number,
  strands: number,
): boolean =>
  how === sightings.otherNotation
    ? seen.refIs[place] !== ref || ((seen.alt[place] as number) > 0 && alt > 0)
    : seen.refIs[place] !== ref || seen.alt[place] !== Math.fround(alt) || seen.strands[place] !== strands

/**
 * Puts one reading of a place beside what was seen before: a stronger sighting replaces a weaker one; rows that split one variant between them add up; two that contradict one another leave nothing to
 * believe, whichever comes first.
 */
export const putSeen = (
  seen: SeenChrom,
  place: number,
  how: number,
  ref: number,
  alt: number,
  others: number,
  strands: number,
): void => {
  const before = seen.how[place] as number
  // Whatever else is read of the place: a strand with another allele has neither of its own.
  if (others > 0) seen.others[place] = (seen.others[place] as number) + others
  if (how === before && how >= sightings.otherNotation && how !== sightings.refOnly) {
    if (contradicts(seen, place, how, ref, alt, strands)) seen.how[place] = sightings.contradicted
    else if (alt > 0) seen.alt[place] = alt
    return
  }
  if (how <= before) return
  seen.how[place] = how
  seen.refIs[place] = ref
  seen.alt[place] = alt
  seen.strands[place] = strands
}
