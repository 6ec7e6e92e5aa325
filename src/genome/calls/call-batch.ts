/** What a row of a VCF states. `symbolic`: at least one ALT is `<…>` (other than the placeholder for any other allele) or a breakend. */
export type RowKind = 'variant' | 'referenceBlock' | 'noAlt' | 'symbolic'

/** The numbers that `CallBatch.kinds` holds. */
export const rowKinds: readonly RowKind[] = ['variant', 'referenceBlock', 'noAlt', 'symbolic']

/** In `CallBatch.alleles`: a strand that the file leaves open (`.`). */
export const openStrand = -1

/** In `CallBatch.alleles`: a strand that this sample does not have there (haploid). */
export const absentStrand = -2

/** In every count column of a `CallBatch`: the file does not say. */
export const notStated = -1

/**
 * Up to a few thousand rows of one sample on one contig, in file order, by column. Element i of every column is row i; only the first `size` count.
 * A batch and all that it holds are valid during the call that hands it over; who keeps something copies it (`callAt` does).
 */
export type CallBatch = {
  readonly size: number
  /** The canonical name (`chr1`) where the contig is known, else the file's own. */
  readonly chrom: string
  /** The contig as the file writes it. */
  readonly contig: string
  /** Whether `pos` never descends within the batch. */
  readonly sorted: boolean
  /** 1-based VCF positions. */
  readonly pos: Int32Array
  /** Last base that the row speaks of: the end of REF, or END, SVLEN or LEN. */
  readonly end: Int32Array
  /** Index into `rowKinds`. */
  readonly kinds: Uint8Array
  /** Number of strands; 0 is never there: a row without GT counts as two open strands. */
  readonly ploidy: Uint8Array
  /** Two strands a row: allele indices (0 = REF, j = ALT j), `openStrand` or `absentStrand`. Of more than two strands the first two; all of them stand in `longGenotypes`. */
  readonly alleles: Int16Array
  /** 1: every strand is phased to the one before. A haploid call counts as phased. */
  readonly phased: Uint8Array
  /** FORMAT PS as a number; `notStated` where there is none or it stands in `oddPhaseSets`. */
  readonly phaseSets: Int32Array
  /** Index into `filterTexts`; FT of the sample where that fails, else FILTER of the row: a call passes when neither fails. 0 is `.`, 1 is `PASS`. */
  readonly filters: Uint16Array
  readonly filterTexts: readonly string[]
  /** QUAL to seven digits; NaN where there is none. */
  readonly qual: Float32Array
  /** FORMAT DP. */
  readonly depth: Int32Array
  /** FORMAT MIN_DP, of reference blocks. */
  readonly minDepth: Int32Array
  /** FORMAT GQ, or GQX or RGQ where that is what the file has; rounded down to a whole number, at most 32767. */
  readonly quality: Int16Array
  /** AD of row i: `depths[depthsFrom[i]]` to before `depths[depthsFrom[i + 1]]`, REF first; nothing between: not stated. A single value may be `notStated`. */
  readonly depthsFrom: Int32Array
  readonly depths: Int32Array
  /** 1-based line of the file. */
  readonly lines: Int32Array
  /** `ID TAB REF TAB ALT` of row i: bytes `textFrom[i]` to before `textFrom[i + 1]` of `text`, letters as the file has them. */
  readonly textFrom: Int32Array
  readonly text: Uint8Array
  /** Genotypes of more than two strands, by row. */
  readonly longGenotypes: ReadonlyMap<number, readonly number[]>
  /** PS that is not a plain whole number, by row. */
  readonly oddPhaseSets: ReadonlyMap<number, string>
  /** FORMAT CN, by row. */
  readonly copyNumbers: ReadonlyMap<number, number>
  /** FORMAT AF of the ALTs, by row; on the mitochondrion only. */
  readonly fractions: ReadonlyMap<number, readonly number[]>
  /** Expected copies of each ALT, by row: FORMAT DS, or what FORMAT GP comes to for one ALT on two strands. Only when the reader was asked for it. */
  readonly dosages: ReadonlyMap<number, readonly number[]>
  /** INFO as written, by row: of symbolic rows, or of all when the reader was asked for it. */
  readonly infos: ReadonlyMap<number, string>
}

/** One row of a batch as a plain object that may be kept. REF and sequence ALTs are upper case; ALT `.` gives no ALTs. `alleles`: null = open strand. */
export type Call = {
  readonly chrom: string
  readonly pos: number
  readonly end: number
  readonly id: string
  readonly ref: string
  readonly alts: readonly string[]
  readonly kind: RowKind
  readonly alleles: readonly (number | null)[]
  readonly phased: boolean
  readonly phaseSet?: string
  readonly filter: string
  readonly qual?: number
  readonly depth?: number
  readonly minDepth?: number
  readonly quality?: number
  readonly depths?: readonly (number | null)[]
  readonly copyNumber?: number
  readonly fractions?: readonly number[]
  readonly info?: string
  readonly line: number
}

/** Text of ASCII bytes; others come out as Latin-1. */
const shortText = (bytes: Uint8Array, from: number, to: number): string => {
  if (to - from === 1) return String.fromCharCode(bytes[from] as number)
  let text = ''
  for (let at = from; at < to; at += 8192) text += String.fromCharCode(...bytes.subarray(at, Math.min(to, at + 8192)))
  return text
}

const upper = (allele: string): string => (/^[a-z]+$/i.test(allele) ? allele.toUpperCase() : allele)

/** The strands of row i: allele indices, null where open. */
export const strandsAt = (batch: CallBatch, i: number): readonly (number | null)[] => {
  const long = batch.longGenotypes.get(i)
  if (long !== undefined) return long.map((a) => (a < 0 ? null : a))
  const a = batch.alleles[2 * i] as number
  const b = batch.alleles[2 * i + 1] as number
  return b === absentStrand ? [a < 0 ? null : a] : [a < 0 ? null : a, b < 0 ? null : b]
}

/** ID, REF (upper case) and ALTs (sequences upper case) of row i. */
export const namesAt = (
  batch: CallBatch,
  i: number,
): { readonly id: string; readonly ref: string; readonly alts: readonly string[] } => {
  const text = shortText(batch.text, batch.textFrom[i] as number, batch.textFrom[i + 1] as number)
  const first = text.indexOf('\t')
  const second = text.indexOf('\t', first + 1)
  const alt = text.slice(second + 1)
  return {
    id: text.slice(0, first),
    ref: text.slice(first + 1, second).toUpperCase(),
    alts: alt === '.' || alt === '' ? [] : alt.includes(',') ? alt.split(',').map(upper) : [upper(alt)],
  }
}

/** The AD of row i, REF first; undefined when the file does not state it. */
export const depthsAt = (batch: CallBatch, i: number): readonly (number | null)[] | undefined => {
  const from = batch.depthsFrom[i] as number
  const to = batch.depthsFrom[i + 1] as number
  return from === to ? undefined : Array.from(batch.depths.subarray(from, to), (d) => (d < 0 ? null : d))
}

/** Row i of a batch as an object of its own. */
export const callAt = (batch: CallBatch, i: number): Call => {
  const stated = (n: number): number | undefined => (n === notStated ? undefined : n)
  const set = batch.phaseSets[i] as number
  const phaseSet = set === notStated ? batch.oddPhaseSets.get(i) : String(set)
  const qual = batch.qual[i] as number
  const depth = stated(batch.depth[i] as number)
  const minDepth = stated(batch.minDepth[i] as number)
  const quality = stated(batch.quality[i] as number)
  const depths = depthsAt(batch, i)
  const copyNumber = batch.copyNumbers.get(i)
  const fractions = batch.fractions.get(i)
  const info = batch.infos.get(i)
  return {
    chrom: batch.chrom,
    pos: batch.pos[i] as number,
    end: batch.end[i] as number,
    ...namesAt(batch, i),
    kind: rowKinds[batch.kinds[i] as number] as RowKind,
    alleles: strandsAt(batch, i),
    phased: batch.phased[i] === 1,
    ...(phaseSet === undefined ? {} : { phaseSet }),
    filter: batch.filterTexts[batch.filters[i] as number] as string,
    ...(Number.isNaN(qual) ? {} : { qual: Number(qual.toPrecision(7)) }),
    ...(depth === undefined ? {} : { depth }),
    ...(minDepth === undefined ? {} : { minDepth }),
    ...(quality === undefined ? {} : { quality }),
    ...(depths === undefined ? {} : { depths }),
    ...(copyNumber === undefined ? {} : { copyNumber }),
    ...(fractions === undefined ? {} : { fractions }),
    ...(info === undefined ? {} : { info }),
    line: batch.lines[i] as number,
  }
}
