import type { Build, Site, StructuralRow } from '../site.ts'

/** Stands in a `CohortColumn` where a strand's allele was not called (`.`), or where the sample has no row at this site. */
export const notCalled = 255
/** Stands in a `CohortColumn` for the second strand of a haploid genotype (`1`): there is no second allele. */
export const noSecondStrand = 254
/** Largest allele index a `CohortColumn` can hold; rows that use a larger one are reported and stay `notCalled`. */
export const largestAlleleIndex = 253

/** `CohortColumn.phased`: how the two strands of a sample stand to each other. */
export const unphased = 0
export const phasedPair = 1

/**
 * One row of the file at one wanted site, for all samples. Most sites have no column (absent: unknown, never reference) or one;
 * duplicated rows give one column each, in file order.
 * `ref` and `alts` are upper case and as in the file, except that an indel written otherwise than the wanted site is rewritten to the
 * site's own REF and ALTs where that is sure. Allele index 0 = `ref`, i = `alts[i - 1]`.
 * `alleles[2 * s]` and `alleles[2 * s + 1]`: allele indices of sample `s` by strand; see `notCalled`, `noSecondStrand`. `0/.` is [0, 255].
 * `phased[s]`: 1 when the GT has no `/` (a haploid GT counts as phased), else 0.
 * `phaseSets[s]`: the PS text of sample `s`; null where it has none. Absent when the row's FORMAT has no PS.
 * `oneDepth[s]`: 1 when the sample's AD has exactly one value above 0. Absent when the header does not declare AD with Number=R, or the row has no AD.
 * `filter`: the row's FILTER text. A sample that its own FT filters out is `notCalled`.
 */
export type CohortColumn = {
  readonly site: number
  readonly ref: string
  readonly alts: readonly string[]
  readonly filter: string
  readonly line: number
  readonly alleles: Uint8Array
  readonly phased: Uint8Array
  readonly phaseSets?: readonly (string | null)[]
  readonly oneDepth?: Uint8Array
}

/** Everything one read of one file gave for all its samples. `columns` are in file order; `CohortColumn.site` is the index into `wanted`. */
export type CohortSites = {
  readonly source: string
  readonly samples: readonly string[]
  readonly wanted: readonly Site[]
  readonly build: Build
  readonly buildEvidence: string
  readonly columns: readonly CohortColumn[]
  readonly structural: readonly { readonly sample: number; readonly row: StructuralRow }[]
  readonly sha256?: string
  readonly rowsRead: number
}
