import { type CallBatch, notStated } from './call-batch.ts'

/** Rows of one batch at most. */
export const batchRows = 32768

/** The columns of a batch while they are being filled; `batch` gives them as they stand. */
export type BatchColumns = {
  size: number
  chrom: string
  contig: string
  sorted: boolean
  readonly pos: Int32Array
  readonly end: Int32Array
  readonly kinds: Uint8Array
  readonly ploidy: Uint8Array
  readonly alleles: Int16Array
  readonly phased: Uint8Array
  readonly phaseSets: Int32Array
  readonly filters: Uint16Array
  filterTexts: string[]
  readonly qual: Float32Array
  readonly depth: Int32Array
  readonly minDepth: Int32Array
  readonly quality: Int16Array
  readonly depthsFrom: Int32Array
  depths: Int32Array
  readonly lines: Int32Array
  readonly textFrom: Int32Array
  text: Uint8Array
  readonly longGenotypes: Map<number, readonly number[]>
  readonly oddPhaseSets: Map<number, string>
  readonly copyNumbers: Map<number, number>
  readonly fractions: Map<number, readonly number[]>
  readonly dosages: Map<number, readonly number[]>
  readonly infos: Map<number, string>
}

/** Empty columns with room for so many rows. */
export const batchColumns = (rows: number = batchRows): BatchColumns => ({
  size: 0,
  chrom: '',
  contig: '',
  sorted: true,
  pos: new Int32Array(rows),
  end: new Int32Array(rows),
  kinds: new Uint8Array(rows),
  ploidy: new Uint8Array(rows),
  alleles: new Int16Array(2 * rows),
  phased: new Uint8Array(rows),
  phaseSets: new Int32Array(rows),
  filters: new Uint16Array(rows),
  filterTexts: ['.', 'PASS'],
  qual: new Float32Array(rows),
  depth: new Int32Array(rows),
  minDepth: new Int32Array(rows),
  quality: new Int16Array(rows),
  depthsFrom: new Int32Array(rows + 1),
  depths: new Int32Array(3 * rows),
  lines: new Int32Array(rows),
  textFrom: new Int32Array(rows + 1),
  text: new Uint8Array(16 * rows),
  longGenotypes: new Map(),
  oddPhaseSets: new Map(),
  copyNumbers: new Map(),
  fractions: new Map(),
  dosages: new Map(),
  infos: new Map(),
})

/** Empties the columns for the rows of a contig. */
export const beginBatch = (columns: BatchColumns, chrom: string, contig: string): void => {
  columns.size = 0
  columns.chrom = chrom
  columns.contig = contig
  columns.sorted = true
  columns.depthsFrom[0] = 0
  columns.textFrom[0] = 0
  if (columns.filterTexts.length > 1000) columns.filterTexts = ['.', 'PASS']
  columns.longGenotypes.clear()
  columns.oddPhaseSets.clear()
  columns.copyNumbers.clear()
  columns.fractions.clear()
  columns.dosages.clear()
  columns.infos.clear()
}

/** Makes room for `more` bytes of text behind row `row`. */
export const roomForText = (columns: BatchColumns, row: number, more: number): void => {
  const used = columns.textFrom[row] as number
  if (used + more <= columns.text.length) return
  const larger = new Uint8Array(Math.max(2 * columns.text.length, used + more))
  larger.set(columns.text.subarray(0, used))
  columns.text = larger
}

/** Makes room for `more` depths behind row `row`. */
export const roomForDepths = (columns: BatchColumns, row: number, more: number): void => {
  const used = columns.depthsFrom[row] as number
  if (used + more <= columns.depths.length) return
  const larger = new Int32Array(Math.max(2 * columns.depths.length, used + more))
  larger.set(columns.depths.subarray(0, used))
  columns.depths = larger
}

/** Puts a phase set as written into row `row`: as a number where the number's text is the same. */
export const putPhaseSet = (columns: BatchColumns, row: number, text: string | undefined): void => {
  columns.phaseSets[row] = notStated
  if (text === undefined) return
  if (/^(?:0|[1-9]\d{0,8})$/.test(text)) columns.phaseSets[row] = Number(text)
  else columns.oddPhaseSets.set(row, text)
}

/** The columns as the batch they make up. */
export const asBatch = (columns: BatchColumns): CallBatch => columns
