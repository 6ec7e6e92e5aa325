export type Build = 'GRCh37' | 'GRCh38'

/**
 * A place that somebody wants read: 1-based VCF position and the REF and ALTs that are expected there (left-aligned and anchored as in VCF).
 * `chrom` is canonical: chr1 … chr22, chrX, chrY, chrM. `after`: the reference bases that follow REF as far as the site's own repeat reaches;
 * with it an indel that a file places further right in the repeat is recognised without a reference sequence. Empty: the indel cannot move; absent: not known.
 */
export type Site = {
  readonly chrom: string
  readonly pos: number
  readonly ref: string
  readonly alts: readonly string[]
  readonly rsid?: string
  readonly after?: string
}

/** The same places on either build. A list may be empty: then nothing can be read from a file of that build. */
export type WantedSites = Readonly<Record<Build, readonly Site[]>>

/** A stretch of a chromosome, 1-based, both ends included. */
export type Region = { readonly chrom: string; readonly start: number; readonly end: number }

/**
 * One sample's genotype at one row, as the file says it.
 * `gt` is the GT text (`0/1`, `1|0`, `./.`, `1`), `alts` the row's own ALT list (for a reference block: empty), `line` the 1-based line of the file,
 * `text` the row's first nine columns and this sample's, for provenance.
 */
export type SiteRow = {
  readonly chrom: string
  readonly pos: number
  readonly id: string
  readonly ref: string
  readonly alts: readonly string[]
  readonly filter: string
  readonly gt: string
  readonly phaseSet?: string
  readonly depths?: readonly number[]
  readonly kind: 'row' | 'referenceBlock' | 'array'
  readonly line: number
  readonly text: string
}

/** A symbolic structural record of one sample that touches a gene of interest (`<DEL>`, `<DUP>`, `<CNV>`): what copy-number calling reads. */
export type StructuralRow = {
  readonly chrom: string
  readonly start: number
  readonly end: number
  readonly type: string
  readonly copyNumber?: number
  readonly gt: string
  readonly filter: string
  readonly line: number
  readonly text: string
}

/** A wanted site where the file holds something that could be the expected indel in another notation: not assessable, and never to be taken as reference. */
export type UnresolvedSite = { readonly site: Site; readonly line: number; readonly text: string }

/**
 * Everything one read of one file gave for one sample. `sites` keeps file order and duplicates: which row counts is the caller's rule. All positions are those of `build`.
 * `linesOfExtract`: the file was read through its index, so `line` counts among the header and the rows that were read and is no line of the file; the row is told by its text.
 */
export type SampleSites = {
  readonly source: string
  readonly sample: string
  readonly samples: readonly string[]
  readonly build: Build
  readonly buildEvidence: string
  readonly format: 'vcf' | 'gvcf' | 'array'
  readonly adNumber?: string
  readonly sites: readonly SiteRow[]
  readonly unresolved: readonly UnresolvedSite[]
  readonly structural: readonly StructuralRow[]
  readonly sha256?: string
  readonly rowsRead: number
  readonly linesOfExtract?: true
}
