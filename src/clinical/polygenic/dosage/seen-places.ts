/**
 * What a person's file said of a place, the weakest first: nothing; a row with other alleles than the place has; a row that leaves it open; reference, without telling the bases (a block);
 * read out of a row that is written otherwise (several bases, another POS); REF of the place with other ALTs; both alleles on the other strand; both alleles.
 * When several rows speak of a place, the strongest counts.
 */
export const sightings = {
  silent: 0,
  otherAlleles: 1,
  open: 2,
  reference: 3,
  otherNotation: 4,
  refOnly: 5,
  complement: 6,
  exact: 7,
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

/** Puts one reading of a place beside what was seen before: a stronger sighting replaces a weaker one; rows that split one variant between them add up. */
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
  const atPlace = before >= sightings.refOnly
  if (how === sightings.refOnly && atPlace) {
    seen.others[place] = (seen.others[place] as number) + others
    return
  }
  if (how <= before) return
  seen.how[place] = how
  seen.refIs[place] = ref
  seen.alt[place] = alt
  // What rows of the same place say of other alleles stays true beside the row that names both.
  seen.others[place] = atPlace ? (seen.others[place] as number) + others : others
  seen.strands[place] = strands
}
