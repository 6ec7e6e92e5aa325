import type { ByteSource, Inflate } from '../bytes/byte-source.ts'
import { eachLine } from '../bytes/line-scanner.ts'
import { annotationFile } from '../bytes/foreign-format.ts'
import { type OpenedText, withText } from '../bytes/open-text.ts'
import { buildOfAccession } from '../identity/contig-name.ts'
import { problemLog } from '../problem-log.ts'
import type { Build } from '../site.ts'
import type { Transcript } from '../transcripts/transcript.ts'
import type { Problem } from '../../shared/problem.ts'
import { type AnnotationFormat, annotationRow, formatOf } from './annotation-row.ts'
import { assembleTranscript } from './assemble-transcript.ts'
import { type ContigState, gff3Row, gtfRow, inherit } from './contig-rows.ts'
import type { TranscriptParts } from './transcript-parts.ts'

/**
 * `build`: stated by the user; without it the file's accessions and headers tell. `onTranscripts`: gets the transcripts contig by contig, so that a whole annotation is never held.
 */
export type AnnotationOptions = {
  readonly inflate: Inflate
  readonly build?: Build
  readonly lineLimit?: number
  readonly onTranscripts: (chrom: string, transcripts: readonly Transcript[]) => void
}

/** What a file of transcript models held. `refused`: transcripts that could not be put together (each told in the problems, up to a number of each kind). */
export type AnnotationSummary = {
  readonly source: string
  readonly format: AnnotationFormat | undefined
  readonly build: Build | undefined
  readonly transcripts: number
  readonly refused: number
  readonly rows: number
  readonly problems: readonly Problem[]
  readonly sha256?: string
}

const ignored = new Set([
  'start_codon',
  'Selenocysteine',
  'intron',
  'region',
  'chromosome',
  'supercontig',
  'biological_region',
  'scaffold',
  'match',
  'enhancer',
  'silencer',
  'promoter',
  'inter',
  'inter_cns',
])

const lineLimit = 1 << 20
const remedies: Readonly<Record<string, string>> = {
  'annotation-trans-splicing': 'Nothing is to be done; the transcript was left out.',
  'annotation-slippage-forward': 'Nothing is to be done; the transcript was left out.',
}

/** Build as the first lines and the sequence names tell it. */
const buildOfHeader = (line: string): Build | undefined =>
  /GRCh38|hg38/.test(line) ? 'GRCh38' : /GRCh37|hg19/.test(line) ? 'GRCh37' : undefined

/**
 * Reads transcript models from GFF3 or GTF, in the dialects of Ensembl, GENCODE and RefSeq, plain, gzip or BGZF. Rows of one contig have to stand together, as all these sources write them.
 * Faulty lines and transcripts are left out and told with their line; nothing of the rest is lost. CDS rows of GTF get their stop codon.
 */
export const readTranscripts = async (source: ByteSource, options: AnnotationOptions): Promise<AnnotationSummary> => {
  const log = problemLog(source.name)
  const decoder = new TextDecoder()
  const done = new Set<string>()
  let state: ContigState | undefined
  let format: AnnotationFormat | undefined
  let build = options.build
  let rows = 0
  let made = 0
  let refused = 0
  let ended = false
  const finish = (): void => {
    if (state === undefined) return
    const transcripts: Transcript[] = []
    for (const parts of state.parts.values()) {
      if (format === 'gff3') inherit(state, parts, log)
      const matches = parts.id === undefined ? undefined : state.matches.get(`${parts.id} ${parts.strand}`)
      if (matches !== undefined && (matches.some((m) => m.gap !== undefined) || matches.length === parts.exons.length))
        parts.matches.push(...onThisCopy(matches, parts))
      if (parts.exons.length + parts.coding.length === 0) continue
      const one = assembleTranscript(parts, build)
      if ('code' in one) {
        refused++
        log.add(
          'warning',
          one.code,
          { line: one.line },
          one.message,
          remedies[one.code] ?? 'Take the file from its source again; the transcript was left out.',
        )
      } else transcripts.push(one)
    }
    made += transcripts.length
    if (transcripts.length > 0) options.onTranscripts(transcripts[0]?.chrom ?? state.contig, transcripts)
    done.add(state.contig)
    state = undefined
  }
  const line = (bytes: Uint8Array, start: number, end: number, number: number, whole: boolean): void => {
    if (ended || start === end) return
    if (!whole) {
      log.add(
        'error',
        'annotation-line-too-long',
        { line: number },
        'The line is longer than any row of an annotation.',
        'Check that this is a GFF3 or GTF file.',
      )
      return
    }
    if (bytes[start] === 35 || bytes[start] === 62) {
      const text = decoder.decode(bytes.subarray(start, end))
      if (text.startsWith('##FASTA') || text.startsWith('>')) ended = true
      const said = buildOfHeader(text)
      if (said !== undefined && options.build !== undefined && said !== options.build)
        log.add(
          'error',
          'annotation-build-differs',
          { line: number },
          `The file says that it is of ${said}, but ${options.build} was stated.`,
          'State the build of the file, or take the file of the other build.',
        )
      build ??= said
      return
    }
    const text = decoder.decode(bytes.subarray(start, end))
    const firstTab = text.indexOf('\t')
    const secondTab = text.indexOf('\t', firstTab + 1)
    const type = text.slice(secondTab + 1, text.indexOf('\t', secondTab + 1))
    if (ignored.has(type)) return
    const row = annotationRow(text)
    if ('message' in row) {
      log.add(
        'error',
        'annotation-row-broken',
        { line: number, column: row.column },
        row.message,
        'Take the file from its source again; the line was left out.',
      )
      return
    }
    rows++
    format ??= formatOf(row.attributes)
    if (state === undefined || state.contig !== row.contig) {
      const accession = buildOfAccession(row.contig)
      if (accession !== undefined && options.build !== undefined && accession !== options.build)
        log.add(
          'error',
          'annotation-build-differs',
          { line: number, column: 1 },
          `${row.contig} is a sequence of ${accession}, but ${options.build} was stated.`,
          'State the build of the file, or take the file of the other build.',
        )
      build ??= accession
      finish()
      if (done.has(row.contig))
        log.add(
          'error',
          'annotation-contig-scattered',
          { line: number, column: 1 },
          `Rows of ${row.contig} do not stand together: more of them come after those of another sequence.`,
          'Sort the file by sequence name and position.',
        )
      state = { contig: row.contig, owners: new Map(), parts: new Map(), matches: new Map() }
    }
    if (format === 'gtf') gtfRow(state, row, number, log)
    else gff3Row(state, row, number, log)
  }
  const lines = async ({ chunks }: OpenedText): Promise<true> => {
    await eachLine(chunks, options.lineLimit ?? lineLimit, line)
    finish()
    return true
  }
  await withText(source, options.inflate, log, lines, annotationFile)
  if (made === 0 && log.all().every((p) => p.severity !== 'error'))
    log.add(
      'error',
      'annotation-without-transcripts',
      {},
      'The file holds no transcript with exons.',
      'Give a GFF3 or GTF file of transcript models.',
    )
  const sha256 = source.sha256?.()
  return {
    source: source.name,
    format,
    build,
    transcripts: made,
    refused,
    rows,
    problems: log.all(),
    ...(sha256 === undefined ? {} : { sha256 }),
  }
}

/** The alignment rows that lie on this placement of an accession: a contig can hold it more than once. */
const onThisCopy = (matches: TranscriptParts['matches'], parts: TranscriptParts): TranscriptParts['matches'] => {
  const exons = parts.exons
  if (exons.length === 0) return []
  const low = exons.reduce((least, e) => Math.min(least, e.start), Number.POSITIVE_INFINITY)
  const high = exons.reduce((most, e) => Math.max(most, e.end), 0)
  return matches.filter((m) => m.start >= low && m.end <= high)
}

/** All transcripts of a file at once; for small files. */
export const readAllTranscripts = async (
  source: ByteSource,
  options: Omit<AnnotationOptions, 'onTranscripts'>,
): Promise<AnnotationSummary & { readonly models: readonly Transcript[] }> => {
  const models: Transcript[] = []
  const summary = await readTranscripts(source, {
    ...options,
    onTranscripts: (_, transcripts) => models.push(...transcripts),
  })
  return { ...summary, models }
}
