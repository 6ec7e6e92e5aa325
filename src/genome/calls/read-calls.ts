import { bad, hasError, ok, type Result } from '../../shared/problem.ts'
import { isArrayText } from '../array/array-layout.ts'
import type { ByteSource } from '../bytes/byte-source.ts'
import { asciiText } from '../bytes/ascii-text.ts'
import type { OnLine } from '../bytes/line-scanner.ts'
import { type OpenedText, withText } from '../bytes/open-text.ts'
import { weighBuild } from '../identity/build-evidence.ts'
import { contigOfColumn } from '../identity/contig-name.ts'
import { noConcordance, settleBuild } from '../identity/settle-build.ts'
import { type ProblemLog, problemLog } from '../problem-log.ts'
import { defaults } from '../read-options.ts'
import { sampleIndex } from '../sites/read-sample-vcf.ts'
import { eachVcfRow } from '../vcf/each-row.ts'
import { tellNoRows, tellOldMitochondrion } from '../vcf/file-faults.ts'
import { tellNoPosition, tellNoRow, tellTooLong } from '../vcf/row-faults.ts'
import { beginsWith, columnEnd, positionOf } from '../vcf/row-head.ts'
import type { VcfHeader } from '../vcf/vcf-header.ts'
import { asBatch, batchColumns, batchRows, beginBatch } from './batch-columns.ts'
import type { CallsHeader, CallsRead, OnBatch, ReadCallsOptions } from './calls-read.ts'
import { rowTaker, type TakeRow } from './take-row.ts'

const tab = 9
const largestPosition = 2 ** 31 - 1
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
  if (header.foreignMitochondrion) tellOldMitochondrion(log)
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
  const tabs = new Int32Array(2)
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
    const chrom = contigOfColumn(contig)
    skipped = chrom === 'chrM' && foreignMitochondrion
    beginBatch(columns, chrom, contig)
  }
  const take: OnLine = (bytes, start, end, line, whole) => {
    rowsRead++
    let at = start + contigBytes.length
    if (!beginsWith(contigBytes, bytes, start, end)) {
      at = columnEnd(bytes, start, end)
      if (at === end) {
        tellNoRow(log, line)
        return
      }
      newContig(bytes, start, at)
    }
    if (skipped) return
    tabs[0] = at
    const pos = positionOf(bytes, tabs, end)
    if (!(pos <= largestPosition)) {
      tellNoPosition(log, line, bytes, at + 1, columnEnd(bytes, at + 1, end))
      return
    }
    if (!whole) {
      tellTooLong(log, line, columns.chrom, pos, lineLimit)
      return
    }
    if (takeRow(columns, bytes, end, tabs[1] as number, pos, line) && columns.size === batchRows) flush()
  }
  return { take, flush, told: () => ({ rowsRead, calls, blocks }) }
}

/** Hands every row over in one class of byte array: Node gives its own subclass, and two classes in turn make every access slower. */
const inOneClass = (take: OnLine): OnLine => {
  let given: Uint8Array | undefined
  let bytes = new Uint8Array(0)
  return (piece, start, end, line, whole) => {
    if (piece !== given) {
      given = piece
      bytes = new Uint8Array(piece.buffer as ArrayBuffer, piece.byteOffset, piece.byteLength)
    }
    take(bytes, start, end, line, whole)
  }
}

const readCallsVcf = async (
  source: string,
  text: OpenedText,
  options: ReadCallsOptions,
  log: ProblemLog,
  onBatch: OnBatch,
): Promise<CallsRead | undefined> => {
  const lineLimit = options.lineLimit ?? defaults.lineLimit
  let called: CallsHeader | undefined
  let rows: ReturnType<typeof rowBatches> | undefined
  const begin = (header: VcfHeader): OnLine | undefined => {
    const of = calledHeader(source, header, options, log)
    if (of === undefined) return undefined
    const { index, ...told } = of
    called = told
    options.onHeader?.(told)
    const takeRow = rowTaker(
      index,
      Math.max(1, header.samples.length),
      options.infos === true,
      log,
      options.dosages === true,
    )
    const { take } = (rows = rowBatches(takeRow, header.foreignMitochondrion, lineLimit, log, onBatch))
    if (header.samples.length > 0) return inOneClass(take)
    return (bytes, start, end, line, whole) => {
      const row = withOpenSample(bytes, start, end)
      take(row, 0, row.length, line, whole)
    }
  }
  await eachVcfRow(text.chunks, lineLimit, log, begin, options.withoutSamples === true)
  rows?.flush()
  if (called === undefined || rows === undefined) return undefined
  const { rowsRead, calls, blocks } = rows.told()
  if (rowsRead === 0) tellNoRows(log)
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
