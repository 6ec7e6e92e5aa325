/** What a description counts in: genomic, mitochondrial, circular genomic, coding DNA, non-coding transcript, RNA. */
export type NucleotideType = 'g' | 'm' | 'o' | 'c' | 'n' | 'r'

/**
 * The sequence that a description stands on, as written. `accession`: `NM_007294.4`, `NC_000017.11`, `LRG_199t1`, `ENST…`, or a gene symbol where somebody searches.
 * `selector`: what stands in brackets behind it, a gene (`NM_007294.4(BRCA1)`) or the transcript on a genomic sequence (`NC_000017.11(NM_007294.4)`).
 */
export type HgvsReference = { readonly accession: string; readonly selector?: string }

/** A distance into an intron; `?`: not known how far. */
export type Offset = number | '+?' | '-?'

/** One numbered base, 1-based. `part`: `-` before the start codon, `*` after the stop codon (c. and r. only). */
export type BasePoint = {
  readonly kind: 'base'
  readonly part: '' | '-' | '*'
  readonly number: number
  readonly offset: Offset
}

export type KnownPoint =
  | BasePoint
  | { readonly kind: 'unknown' }
  | { readonly kind: 'landmark'; readonly name: 'pter' | 'qter' | 'cen' }

/** A point, or somewhere between two: `(4071+1_4072-1)`. */
export type Point = KnownPoint | { readonly kind: 'between'; readonly from: KnownPoint; readonly to: KnownPoint }

/** The bases from `start` to `end`, both included; without `end` a single place. */
export type Interval = { readonly start: Point; readonly end?: Point }

/** How many: a number, a range, or unknown. */
export type Count = number | '?' | { readonly from: number | '?'; readonly to: number | '?' }

/** One piece of an inserted sequence: letters, so many unknown bases, or a stretch of a reference (the description's own when `reference` is missing). */
export type InsertedPiece =
  | { readonly kind: 'bases'; readonly bases: string }
  | { readonly kind: 'count'; readonly count: Count; readonly unit: string }
  | {
      readonly kind: 'stretch'
      readonly reference?: HgvsReference
      readonly type?: NucleotideType
      readonly at: Interval
      readonly inverted: boolean
    }

/** What a deletion or duplication says is deleted or doubled, when it says so: the bases or how many. */
export type Stated = string | number

export type NucleotideEdit =
  | { readonly kind: 'substitution'; readonly ref: string; readonly alt: string }
  | { readonly kind: 'deletion'; readonly stated?: Stated }
  | { readonly kind: 'duplication'; readonly stated?: Stated }
  | { readonly kind: 'insertion'; readonly inserted: readonly InsertedPiece[] }
  | { readonly kind: 'delins'; readonly stated?: Stated; readonly inserted: readonly InsertedPiece[] }
  | { readonly kind: 'inversion'; readonly stated?: Stated }
  | {
      readonly kind: 'conversion'
      readonly reference: HgvsReference
      readonly type: NucleotideType
      readonly at: Interval
    }
  /** Tandem repeats, one or more units after each other; `round`: the count stands in round brackets. */
  | {
      readonly kind: 'repeat'
      readonly units: readonly { readonly unit: string; readonly count: Count }[]
      readonly round: boolean
    }
  | { readonly kind: 'copies'; readonly count: number }
  | { readonly kind: 'identity'; readonly stated?: string }
  | { readonly kind: 'methylation'; readonly state: 'gom' | 'lom' | 'met=' }

/** One nucleotide change. `predicted`: in round brackets, deduced and not seen. Without a place: the whole sequence (`=`), unknown (`?`), absent (`0`), splicing altered (`spl`). */
export type NucleotideChange =
  | { readonly kind: 'edit'; readonly predicted: boolean; readonly at: Interval; readonly edit: NucleotideEdit }
  | { readonly kind: 'whole'; readonly predicted: boolean; readonly state: '=' | '?' | '0' | '0?' | 'spl' | 'spl?' }
  /** Found beside the unchanged sequence: in some cells (`mosaic`, `=/`) or in a mix of individuals' cells (`chimeric`, `=//`). */
  | {
      readonly kind: 'mixed'
      readonly how: 'mosaic' | 'chimeric'
      readonly at?: Interval
      readonly of: NucleotideChange
    }

/** One amino acid of the reference, 1-based. `aminoAcid`: one letter, `*` for the stop. */
export type Residue = { readonly aminoAcid: string; readonly number: number }

/** A residue of the reference, or somewhere between two. */
export type ResiduePoint =
  | ({ readonly kind: 'residue' } & Residue)
  | { readonly kind: 'between'; readonly from: Residue | '?'; readonly to: Residue | '?' }

export type ProteinEdit =
  /** `alt`: one letter per possible amino acid (`^` between them in the text); `?` = not known. */
  | { readonly kind: 'substitution'; readonly alt: string }
  | { readonly kind: 'deletion' }
  | { readonly kind: 'duplication' }
  /** `inserted`: one-letter sequence, or how many unknown amino acids. */
  | { readonly kind: 'insertion'; readonly inserted: string | number }
  | { readonly kind: 'delins'; readonly inserted: string | number }
  /** `stop`: position of the new stop, counted from the first changed residue as 1; `?`: none is met; without it the short form. */
  | { readonly kind: 'frameshift'; readonly alt?: string; readonly stop?: number | '?' }
  /** `by`: residues that are added up to and with the new stop (C terminal), or in front of the old start (N terminal, negative). */
  | { readonly kind: 'extension'; readonly alt?: string; readonly end: 'C' | 'N'; readonly by: number | '?' }
  | { readonly kind: 'repeat'; readonly count: Count }
  | { readonly kind: 'identity' }
  | { readonly kind: 'unknown' }

/** One protein change. `predicted`: in round brackets. Without a place: no change (`=`), unknown (`?`), no protein (`0`), perhaps none (`0?`). */
export type ProteinChange =
  | {
      readonly kind: 'edit'
      readonly predicted: boolean
      readonly start: ResiduePoint
      readonly end?: ResiduePoint
      readonly edit: ProteinEdit
    }
  | { readonly kind: 'whole'; readonly predicted: boolean; readonly state: '=' | '?' | '0' | '0?' }

/** Changes of one chromosome (or protein copy), in the order of the text. `unsure`: the ones that `(;)` joins, which may be on the same chromosome or not. */
export type Alleles<Change> = {
  readonly chromosomes: readonly (readonly Change[])[]
  /** How the chromosomes are joined: `];[` (known to be different) or `(;)` (not known). */
  readonly phase: 'trans' | 'unknown'
  /** Square brackets stand around them in the text. */
  readonly bracketed: boolean
}

export type NucleotideVariant = {
  readonly reference?: HgvsReference
  readonly type: NucleotideType
} & Alleles<NucleotideChange>

export type ProteinVariant = { readonly reference?: HgvsReference; readonly type: 'p' } & Alleles<ProteinChange>

export type HgvsVariant = NucleotideVariant | ProteinVariant
