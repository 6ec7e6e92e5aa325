import { bad, hasError, ok, type Result } from '../../shared/problem.ts'
import { isArrayText } from '../array/array-layout.ts'
import type { ByteSource } from '../bytes/byte-source.ts'
import { eachLine } from '../bytes/line-scanner.ts'
import { type OpenedText, withText } from '../bytes/open-text.ts'
import { weighBuild } from '../identity/build-evidence.ts'
import { canonicalContig } from '../identity/contig-name.ts'
import { noConcordance, settleBuild } from '../identity/settle-build.ts'
import { type ProblemLog, problemLog } from '../problem-log.ts'
import { defaults } from '../read-options.ts'
import { sampleIndex } from '../sites/read-sample-vcf.ts'
import { type VcfHeader, vcfHeaderReader } from '../vcf/vcf-header.ts'
import { asciiText } from '../vcf/vcf-scan.ts'
import { asBatch, batchColumns, batchRows, beginBatch } from './batch-columns.ts'
import type { CallsHeader, CallsRead, OnBatch, ReadCallsOptions } from './calls-read.ts'
import { rowTaker, type TakeRow } from './take-row.ts'

const tab = 9
const headerLineKept = 65536
const largestPosition = 2 ** 31 - 1
const utf8 = new TextDecoder()
const openSample = new TextEncoder().encode('\tGT\t./.')

/** A row of a file without samples as if it had one that was not called. */
const withOpenSample = (bytes: Uint8Array, start: number, end: number): Uint8Array => {
  let to = start
  for (let tabs = 0; to < end; to++) if (bytes[to] === tab && ++tabs === 8) break
  const row = new Uint8Array(to - start + openSample.length)
  row.set(bytes.subarray(start, to))
  row.set(openSample, to - start)
  return row
}

/** Settles sample and build from the header; undefined, with the problems told, when the rows are not to be read. */
const calledHeader = (
  source: string,
  header: VcfHeader,
  options: ReadCallsOptions,
  log: ProblemLog,
): (CallsHeader & { readonly index: number }) | undefined => {
  const index = header.samples.length === 0 ? 0 : sampleIndex(options.sample, header.samples, log)
  const open = weighBuild(options.build, header.signs, noConcordance).kind === 'unknown'
  const settled = open ? undefined : settleBuild(options.build, header.signs, noConcordance, log)
  if (open) {
    log.add(
      'warning',
      'BUILD_NOT_STATED',
      {},
      'The header does not say which genome build the file is on.',
      'State it: --build GRCh38 or --build GRCh37. The laboratory that made the file knows.',
    )
  }
  if (header.foreignMitochondrion) {
    log.add(
      'warning',
      'VCF_OLD_MITOCHONDRION',
      {},
      'The mitochondrial contig is NC_001807 (hg19 of UCSC, 16,571 bases), whose positions differ from the reference NC_012920; its rows are not read.',
      'Call the mitochondrion against NC_012920 (rCRS).',
    )
  }
  if (index === undefined || (!open && settled === undefined)) return undefined
  return {
    index,
    source,
    sample: header.samples[index] ?? '',
    samples: header.samples,
    ...(settled === undefined ? {} : { build: settled.build }),
    buildEvidence: settled?.evidence ?? '',
    buildSigns: header.signs,
    ...(options.build === undefined ? {} : { statedBuild: options.build }),
    ...(header.version === undefined ? {} : { version: header.version }),
    ...(header.adNumber === undefined ? {} : { adNumber: header.adNumber }),
    blocks: header.blocks,
    foreignMitochondrion: header.foreignMitochondrion,
  }
}

/** The rows of one file put into batches. `take` is called for every line behind the header. */
const rowBatches = (
  takeRow: TakeRow,
  foreignMitochondrion: boolean,
  lineLimit: number,
  log: ProblemLog,
  onBatch: OnBatch,
) => {
  const columns = batchColumns()
  let contigBytes = new Uint8Array(0)
  let skipped = true
  let rowsRead = 0
  let calls = 0
  let blocks = false
  const flush = (): void => {
    if (columns.size === 0) return
    calls += columns.size
    if (!blocks) blocks = columns.kinds.subarray(0, columns.size).includes(1)
    onBatch(asBatch(columns))
    beginBatch(columns, columns.chrom, columns.contig)
  }
  const newContig = (bytes: Uint8Array, start: number, end: number): void => {
    flush()
    contigBytes = bytes.slice(start, end)
    const contig = asciiText(bytes, start, end)
    const canonical = canonicalContig(contig.startsWith('<') ? contig.slice(1, -1) : contig)
    skipped = canonical === 'chrM' && foreignMitochondrion
    beginBatch(columns, canonical ?? contig, contig)
  }
  const take = (bytes: Uint8Array, start: number, end: number, line: number, whole: boolean): void => {
    if (start === end) return
    rowsRead++
    const length = contigBytes.length
    let at = start + length
    let same = length > 0 && at < end && bytes[at] === tab
    for (let k = 0; same && k < length; k++) same = bytes[start + k] === contigBytes[k]
    if (!same) {
      at = start
      while (at < end && bytes[at] !== tab) at++
      if (at === end) {
        log.add(
          'warning',
          'VCF_ROW_TOO_SHORT',
          { line },
          'The row has no tab: it is not a VCF row.',
          'Remove the line or write the file again with tabs between the columns.',
        )
        return
      }
      newContig(bytes, start, at)
    }
    if (skipped) return
    let pos = 0
    let i = at + 1
    for (; i < end; i++) {
      const d = (bytes[i] as number) - 48
      if (d < 0 || d > 9) break
      pos = pos * 10 + d
    }
    if (i === at + 1 || bytes[i] !== tab || i >= end || pos > largestPosition) {
      log.add(
        'warning',
        'VCF_POS_NOT_NUMBER',
        { line, column: 2 },
        `POS is ${JSON.stringify(asciiText(bytes, at + 1, Math.min(end, i + 20)).split('\t')[0])}, not a position; the row is left out.`,
        'Correct the position or remove the row.',
      )
      return
    }
    if (!whole) {
      log.add(
        'warning',
        'VCF_LINE_TOO_LONG',
        { line },
        `The row at ${columns.chrom}:${pos} is longer than ${lineLimit} bytes and is left out; what it says is not known.`,
        'Take the samples and sites that are needed out of the file first (bcftools view -s SAMPLE -R REGIONS).',
      )
      return
    }
    if (takeRow(columns, bytes, end, i, pos, line) && columns.size === batchRows) flush()
  }
  return { take, flush, told: () => ({ rowsRead, calls, blocks }) }
}

const readCallsVcf = async (
  source: string,
  text: OpenedText,
  options: ReadCallsOptions,
  log: ProblemLog,
  onBatch: OnBatch,
): Promise<CallsRead | undefined> => {
  const lineLimit = options.lineLimit ?? defaults.lineLimit
  const reader = vcfHeaderReader(log, options.withoutSamples === true)
  let columnLine = 0
  let orphanRows = 0
  let header: VcfHeader | undefined
  let called: CallsHeader | undefined
  let rows: ReturnType<typeof rowBatches> | undefined
  const headerLine = (bytes: Uint8Array, start: number, end: number, line: number, whole: boolean): void => {
    if (columnLine > 0) {
      if (bytes[start + 1] === 35) return
      log.add(
        'info',
        'VCF_COMMENT_AMONG_ROWS',
        { line },
        'A comment line stands among the rows; it is passed over.',
        'Nothing needs to be done; other programs may refuse the file.',
      )
      return
    }
    if (bytes[start + 1] === 35) {
      reader.meta(utf8.decode(bytes.subarray(start, Math.min(end, start + headerLineKept))), line)
      return
    }
    const names = utf8.decode(bytes.subarray(start, end))
    if (!/^#CHROM/i.test(names)) return
    columnLine = line
    if (!whole) {
      log.add(
        'error',
        'VCF_LINE_TOO_LONG',
        { line },
        `The #CHROM line is longer than ${lineLimit} bytes.`,
        'Take the samples that are needed out of the file first (bcftools view -s SAMPLE).',
      )
      return
    }
    header = reader.columns(names, line)
    const of = header === undefined ? undefined : calledHeader(source, header, options, log)
    if (header === undefined || of === undefined) return
    const { index, ...told } = of
    called = told
    options.onHeader?.(told)
    const takeRow = rowTaker(index, Math.max(1, header.samples.length), options.infos === true, log)
    rows = rowBatches(takeRow, header.foreignMitochondrion, lineLimit, log, onBatch)
  }
  // One class of byte array for all rows: Node hands its own subclass over, and two classes in turn make every access slower.
  let given: Uint8Array | undefined
  let bytes = new Uint8Array(0)
  await eachLine(text.chunks, lineLimit, (piece, start, end, line, whole) => {
    if (piece !== given) {
      given = piece
      bytes = new Uint8Array(piece.buffer as ArrayBuffer, piece.byteOffset, piece.byteLength)
    }
    if (bytes[start] === 35 && start < end) headerLine(bytes, start, end, line, whole)
    else if (rows !== undefined && header?.samples.length !== 0) rows.take(bytes, start, end, line, whole)
    else if (rows !== undefined) {
      const row = withOpenSample(bytes, start, end)
      rows.take(row, 0, row.length, line, whole)
    } else if (columnLine === 0 && end > start) orphanRows++
  })
  rows?.flush()
  if (columnLine === 0) {
    const without = orphanRows > 0 ? ` (${orphanRows} lines of data stand without it)` : ''
    log.add(
      'error',
      'VCF_NO_COLUMN_LINE',
      {},
      `The file has no #CHROM line, so its samples cannot be told${without}.`,
      'Give the whole file, or put the header of the original in front (bcftools reheader).',
    )
  }
  if (called === undefined || rows === undefined) return undefined
  const { rowsRead, calls, blocks } = rows.told()
  if (rowsRead === 0) {
    log.add(
      'warning',
      'VCF_NO_ROWS',
      {},
      'The file has a header but no rows.',
      'Check that the program that wrote it had finished.',
    )
  }
  return { ...called, format: called.blocks || blocks ? 'gvcf' : 'vcf', rowsRead, calls }
}

/**
 * Reads every call of one sample of a VCF, gVCF or BCF (plain, gzip or BGZF, told apart by content) and hands it over in batches. The file is read once, front to back, in
 * bounded memory. Everything wrong with it comes back together; after an error nothing that was handed over is to be used. Rows that cannot be read are left out with a problem.
 */
export const readCalls = async (
  input: ByteSource,
  options: ReadCallsOptions,
  onBatch: OnBatch,
): Promise<Result<CallsRead>> => {
  const log = problemLog(input.name)
  const read = await withText(input, options.inflate, log, async (text) => {
    if (!isArrayText(text.head)) return readCallsVcf(input.name, text, options, log, onBatch)
    log.add(
      'error',
      'CALLS_OF_ARRAY',
      {},
      'The file is the raw data of a consumer array: it names letters, not REF and ALT, and so holds no calls of its own.',
      'Give a VCF. Array files are read at listed sites (attune pgx, attune report).',
    )
    return undefined
  })
  const problems = log.all()
  if (read === undefined || hasError(problems)) return bad(problems)
  const sha256 = input.sha256?.()
  return ok({ ...read, ...(sha256 === undefined ? {} : { sha256 }) }, problems)
}
