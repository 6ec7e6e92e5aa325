import { bad, hasError, ok, type Result } from '../../shared/problem.ts'
import type { ByteSource } from '../bytes/byte-source.ts'
import { eachLine } from '../bytes/line-scanner.ts'
import { type OpenedText, withText } from '../bytes/open-text.ts'
import { type ProblemLog, problemLog } from '../problem-log.ts'
import { defaults, type ReadOptions } from '../read-options.ts'
import { agreedBuild, type ArrayBuild, type ArrayBuildSign, buildNamed, buildOfMarker } from './array-build.ts'
import { type ArrayLayout, arrayLayout } from './array-layout.ts'
import { type ArrayGenotype, arrayGenotype, columnsNeeded } from './array-row.ts'

/**
 * What one reading of an array file gave besides its genotypes. `build`: undefined where nothing in the file tells it; positions are then of no known build and only rsids can
 * be used, as on NCBI36. `plusStrand`: the file states its letters on the plus strand. `called` counts genotypes of letters A, C, G, T or I, D that have a place;
 * `noCalls` those without letters, `unplaced` those with letters but without chromosome or position, `unclear` those with letters of which none of that is known.
 */
export type ArrayGenotypes = {
  readonly source: string
  readonly maker: string
  readonly plusStrand: boolean
  readonly build: ArrayBuild | undefined
  readonly buildEvidence: string
  readonly rows: number
  readonly called: number
  readonly noCalls: number
  readonly unplaced: number
  readonly unclear: number
  readonly sha256?: string
}

const batchSize = 4096

/** Calls `onRow` for each row of an array file and `onPreface` for each line that stands before or between them; rows cut short are told. */
export const eachArrayRow = async (
  text: OpenedText,
  layout: ArrayLayout,
  lineLimit: number,
  log: ProblemLog,
  onPreface: (text: string, line: number) => void,
  onRow: (genotype: ArrayGenotype, raw: string) => void,
): Promise<number> => {
  const utf8 = new TextDecoder()
  let rows = 0
  await eachLine(text.chunks, lineLimit, (bytes, start, end, line, whole) => {
    if (end === start) return
    const raw = utf8.decode(bytes.subarray(start, Math.min(end, start + 4096)))
    if (bytes[start] === 35 || line < layout.firstLine) {
      onPreface(raw, line)
      return
    }
    rows++
    const genotype = whole ? arrayGenotype(raw, layout, line) : undefined
    if (genotype !== undefined) onRow(genotype, raw)
    else
      log.add(
        'warning',
        'ARRAY_ROW_TOO_SHORT',
        { line },
        `The row has fewer than the ${columnsNeeded(layout)} columns that are expected; it is left out.`,
        'Download the raw data again; the row was probably cut off or edited by hand.',
      )
  })
  return rows
}

const settle = (
  signs: readonly ArrayBuildSign[],
  log: ProblemLog,
): { readonly build: ArrayBuild | undefined; readonly buildEvidence: string } | undefined => {
  const { build, evidence } = agreedBuild(signs)
  if (build === 'contradiction' || build === 'other') {
    const [code, why, remedy] =
      build === 'other'
        ? [
            'BUILD_NOT_SUPPORTED',
            'The file is on a build that is not read',
            'Download the raw data on GRCh37 or GRCh38.',
          ]
        : [
            'BUILD_CONTRADICTION',
            'The signs of the genome build contradict each other',
            'Find out which build the file is on, and download it again.',
          ]
    log.add('error', code, {}, `${why}: ${evidence}.`, remedy)
    return undefined
  }
  return { build: build === 'unknown' ? undefined : build, buildEvidence: evidence }
}

/**
 * Reads every genotype of a consumer array's raw data, plain, packed or zipped, in any layout that `arrayLayout` knows. `onBatch` gets them in file order, several thousand at a
 * time, before it is known whether the file holds together: keep what it gives only if the result is ok.
 */
export const readArrayGenotypes = async (
  input: ByteSource,
  options: Pick<ReadOptions, 'inflate' | 'build' | 'lineLimit'>,
  onBatch: (genotypes: readonly ArrayGenotype[]) => void,
): Promise<Result<ArrayGenotypes>> => {
  const log = problemLog(input.name)
  const read = await withText(input, options.inflate, log, async (text): Promise<ArrayGenotypes | undefined> => {
    const layout = arrayLayout(text.head)
    if (layout === undefined) {
      log.add(
        'error',
        'ARRAY_NOT_RECOGNISED',
        {},
        'This is not the raw data of a consumer array: no columns with marker, place and genotype were found.',
        'Give the raw data as downloaded from the maker. A VCF is read as a VCF.',
      )
      return undefined
    }
    const signs: ArrayBuildSign[] =
      options.build === undefined ? [] : [{ build: options.build, because: 'stated by the user' }]
    const count = { called: 0, noCalls: 0, unplaced: 0, unclear: 0 }
    let batch: ArrayGenotype[] = []
    const note = (sign: ArrayBuildSign | undefined): void => {
      if (sign !== undefined && signs.length < 1000) signs.push(sign)
    }
    const rows = await eachArrayRow(
      text,
      layout,
      options.lineLimit ?? defaults.lineLimit,
      log,
      (line, at) => note(buildNamed(line, at)),
      (genotype) => {
        note(buildOfMarker(genotype))
        if (genotype.state === 'noCall') count.noCalls++
        else if (genotype.state === 'unclear') count.unclear++
        else if (genotype.chrom === undefined || genotype.pos === undefined) count.unplaced++
        else count.called++
        batch.push(genotype)
        if (batch.length < batchSize) return
        onBatch(batch)
        batch = []
      },
    )
    if (batch.length > 0) onBatch(batch)
    const settled = settle(signs, log)
    const { maker, plusStrand } = layout
    return settled === undefined ? undefined : { source: input.name, maker, plusStrand, ...settled, rows, ...count }
  })
  if (read === undefined || hasError(log.all())) return bad(log.all())
  const sha256 = input.sha256?.()
  return ok({ ...read, ...(sha256 === undefined ? {} : { sha256 }) }, log.all())
}
