import type { Problem } from '../../shared/problem.ts'
import type { ByteSource, Inflate } from '../bytes/byte-source.ts'
import { eachLine } from '../bytes/line-scanner.ts'
import { withText } from '../bytes/open-text.ts'
import { canonicalContig } from '../identity/contig-name.ts'
import { noConcordance, settleBuild } from '../identity/settle-build.ts'
import { problemLog } from '../problem-log.ts'
import { defaults } from '../read-options.ts'
import type { Build } from '../site.ts'
import { readGenotype } from '../vcf/genotype-text.ts'
import { vcfHeaderReader } from '../vcf/vcf-header.ts'
import { tellOldMitochondrion } from '../vcf/file-faults.ts'
import { parseVcfRow, sampleField, type VcfRow } from '../vcf/vcf-row.ts'
import type { GenomeContext } from './allele-annotation.ts'
import type { AnnotateOptions } from './annotate-allele.ts'
import { type AnnotatedRow, endsOfAlts, rowAnnotator, type RowToAnnotate } from './annotate-rows.ts'
import { csqHeader, csqText, togetherHeader, togetherText } from './csq-text.ts'

/** `context` is asked for once the header has settled the build; undefined ends the work. `keeps`: rows for which it is false are left out; `shows`: the same, once the row is annotated. */
export type AnnotateVcfOptions = AnnotateOptions & {
  readonly inflate: Inflate
  readonly build?: Build
  readonly software: string
  readonly context: (build: Build) => GenomeContext | undefined
  readonly keeps: (row: VcfRow, chrom: string, end: number) => boolean
  readonly shows?: (annotated: AnnotatedRow) => boolean
}

/** `end`: the last base that the row speaks of. */
type TextRow = RowToAnnotate & { readonly row: VcfRow; readonly line: string; readonly end: number }

const utf8 = new TextDecoder()

const endOf = (row: VcfRow): number => {
  const stated = Number(row.info.get('END') ?? Number.NaN)
  const length = Number(String(row.info.get('SVLEN') ?? '').split(',')[0] || Number.NaN)
  if (Number.isInteger(stated) && stated >= row.pos) return stated
  return Number.isInteger(length) && row.alts.some((a) => a.startsWith('<'))
    ? row.pos + Math.abs(length)
    : row.pos + row.ref.length - 1
}

const upper = (allele: string): string => (/^[acgtn]+$/i.test(allele) ? allele.toUpperCase() : allele)

/** The same line with other annotations in its INFO; all else stays as it is written. */
const withAnnotations = (line: string, annotations: readonly string[]): string => {
  const cells = line.split('\t')
  const others = (cells[7] ?? '')
    .split(';')
    .filter((f) => f !== '' && f !== '.' && !/^CSQ(?:_TOGETHER)?(?:=|$)/.test(f))
  const info = [...others, ...annotations]
  return cells.with(7, info.length === 0 ? '.' : info.join(';')).join('\t')
}

const field = (key: string, entries: readonly string[]): readonly string[] => {
  const told = entries.filter((e) => e !== '')
  return told.length === 0 ? [] : [`${key}=${told.join(',')}`]
}

const rowToAnnotate = (row: VcfRow, line: string): TextRow => {
  const genotype = row.samples.length === 1 ? readGenotype(sampleField(row, 0, 'GT')) : undefined
  const phaseSet = sampleField(row, 0, 'PS')
  const stated = endOf(row)
  const ends = endsOfAlts(row, stated, String(row.info.get('SVLEN') ?? ''))
  return {
    chrom: canonicalContig(row.chrom) ?? row.chrom,
    pos: row.pos,
    ref: row.ref.toUpperCase(),
    alts: row.alts.map(upper),
    ends,
    end: Math.max(stated, ...ends),
    ...(genotype === undefined ? {} : { strands: genotype.alleles, phased: genotype.phased }),
    ...(phaseSet === '.' ? {} : { phaseSet }),
    row,
    line,
  }
}

/**
 * The same VCF with a CSQ field in every row that has an allele to tell of, and in a file of one sample with CSQ_TOGETHER where variants of one copy change each other's reading. Header,
 * columns and samples stay as they are; a CSQ of before is replaced. Sites-only files are taken. A line that is no row is handed on as it is, with a warning, and rows of
 * the old mitochondrion (NC_001807) without a CSQ. `write` gets whole lines.
 */
export const annotateVcfText = async (
  input: ByteSource,
  options: AnnotateVcfOptions,
  write: (text: string) => void,
): Promise<readonly Problem[]> => {
  const log = problemLog(input.name)
  await withText(input, options.inflate, log, async (text) => {
    const header = vcfHeaderReader(log, true)
    let rows: ReturnType<typeof rowAnnotator<TextRow>> | undefined
    let columnLine = 0
    let stopped = false
    let foreignMitochondrion = false
    const head: string[] = []
    const begin = (line: string, at: number): void => {
      columnLine = at
      const read = header.columns(line, at)
      const settled = read === undefined ? undefined : settleBuild(options.build, read.signs, noConcordance, log)
      const context = settled === undefined ? undefined : options.context(settled.build)
      if (context === undefined) {
        stopped = true
        return
      }
      foreignMitochondrion = read?.foreignMitochondrion === true
      if (foreignMitochondrion) tellOldMitochondrion(log)
      const making = `##attune=<ID=variants,Version="${options.software}",NamedAgainst="${context.sources.join(', ')}">`
      write(`${[...head, making, csqHeader, togetherHeader, line].join('\n')}\n`)
      rows = rowAnnotator<TextRow>(context, options, ({ row, line }, annotated) => {
        if (options.shows !== undefined && !options.shows(annotated)) return
        const told = row.alts.map((alt, i) => {
          const annotation = annotated.alleles[i]
          return annotation === undefined ? '' : csqText(alt, annotation)
        })
        const together = field('CSQ_TOGETHER', annotated.together.map(togetherText))
        write(`${withAnnotations(line, [...field('CSQ', told), ...together])}\n`)
      })
    }
    await eachLine(
      text.chunks,
      defaults.lineLimit,
      (bytes, start, end, at, whole) => {
        if (stopped) return
        const line = utf8.decode(bytes.subarray(start, end))
        if (columnLine === 0 && line.startsWith('##')) {
          header.meta(line, at)
          if (!/^##INFO=<ID=CSQ(?:_TOGETHER)?,|^##attune=/.test(line)) head.push(line)
          return
        }
        if (columnLine === 0 && line.startsWith('#CHROM')) return begin(line, at)
        if (rows === undefined) return
        const row = whole ? parseVcfRow(line) : undefined
        if (row !== undefined) {
          const taken = rowToAnnotate(row, line)
          const kept = options.keeps(row, taken.chrom, taken.end)
          if (kept && foreignMitochondrion && taken.chrom === 'chrM') {
            rows.end()
            write(`${withAnnotations(line, [])}\n`)
          } else if (kept) rows.push(taken)
          return
        }
        if (!whole) {
          log.add(
            'error',
            'VCF_LINE_TOO_LONG',
            { line: at },
            `The line is longer than ${defaults.lineLimit} bytes and is left out.`,
            'Take out the samples that are needed first (bcftools view -s SAMPLE).',
          )
          return
        }
        rows.end()
        log.add(
          'warning',
          'VCF_ROW_NOT_ANNOTATED',
          { line: at },
          'The line is no row of a VCF; it is handed on without consequences.',
          'Correct the line, or remove it.',
        )
        write(`${line}\n`)
      },
      false,
    )
    rows?.end()
    if (columnLine === 0)
      log.add(
        'error',
        'VCF_NO_COLUMN_LINE',
        {},
        'The file has no #CHROM line.',
        'Give the whole file, or put the header of the original in front (bcftools reheader).',
      )
    return true
  })
  return log.all()
}
