import { type Build, type ByteSource, type Inflate, type ProblemLog, problemLog } from '../../../genome/index.ts'
import { eachLine, withText } from '../../../genome/bytes/index.ts'
import { bad, hasError, ok, type Result } from '../../../shared/problem.ts'
import type { Score, ScoreHeader } from '../model.ts'
import { tellRepeated } from './repeated-rows.ts'
import { type ColumnName, type ScoreColumns, scoreColumns } from './score-columns.ts'
import { headerLine, type HeaderLines, unquoted, weightScale } from './score-header.ts'
import { type RowReader, rowReader } from './score-row.ts'
import { settlePlaces } from './settle-places.ts'

/** `build`: the build that positions are wanted on. `stated`: the build of a file that says nothing of it, as the user says. */
export type ReadScoreOptions = { readonly inflate: Inflate; readonly build?: Build; readonly stated?: Build }

const catalogue =
  'Download the harmonised file of the score from the PGS Catalog (its name ends in hmPOS_GRCh38 or hmPOS_GRCh37).'

/** Keys whose values describe a score; others stay in `header` alone. */
const headerOf = (lines: HeaderLines, id: string, build: Build | undefined, harmonised: boolean): ScoreHeader => {
  const stated = (key: string): string | undefined => {
    const value = lines[key]
    return value === undefined || value === '' || value === 'NR' ? undefined : value
  }
  const variants = Number(stated('variants_number') ?? Number.NaN)
  const [name, trait, weightType, licence, citation] = [
    'pgs_name',
    'trait_reported',
    'weight_type',
    'license',
    'citation',
  ].map(stated)
  return {
    id,
    ...(name === undefined ? {} : { name }),
    ...(trait === undefined ? {} : { trait }),
    traitIds: (stated('trait_efo') ?? '').split(/[|,; ]+/).filter((t) => t !== ''),
    ...(build === undefined ? {} : { build }),
    harmonised,
    ...(weightType === undefined ? {} : { weightType }),
    ...(Number.isInteger(variants) ? { variants } : {}),
    ...(licence === undefined ? {} : { licence }),
    ...(citation === undefined ? {} : { citation }),
    header: lines,
  }
}

const missingColumns = (columns: ScoreColumns): readonly string[] => {
  const has = (...names: readonly ColumnName[]): boolean => names.some((n) => columns.at[n] !== undefined)
  return [
    ...(has('effect_allele') ? [] : ['effect_allele']),
    ...(has('effect_weight', 'or', 'hr') || columns.weights.length > 0 || has('dosage_0_weight')
      ? []
      : ['effect_weight']),
    ...(has('dosage_0_weight') && !(has('dosage_1_weight') && has('dosage_2_weight'))
      ? ['dosage_1_weight', 'dosage_2_weight']
      : []),
    ...(has('rsid', 'chr_name', 'hm_chr') ? [] : ['chr_name']),
    ...(has('rsid', 'chr_position', 'hm_pos') ? [] : ['chr_position']),
    ...(has('hm_chr') && !has('hm_pos') ? ['hm_pos'] : []),
  ]
}

const tellMissing = (log: ProblemLog, line: number, missing: readonly string[], columns: ScoreColumns): void =>
  log.add(
    'error',
    'SCORE_COLUMNS_MISSING',
    { line },
    `Of the columns that a score needs these are missing: ${missing.join(', ')}. The file has: ${columns.names.join(', ').slice(0, 300)}.`,
    'Give a scoring file in the format of the PGS Catalog: chr_name, chr_position, effect_allele, other_allele, effect_weight, separated by tabs.',
  )

const longestRow = 1 << 20

type Reading = { readonly lines: Record<string, string>; columns?: ScoreColumns; reader?: RowReader }

const noColumns: ScoreColumns = { names: [], separator: '\t', at: {}, weights: [] }

/** The id of a score: what its column or the header calls it, or the name of the file. */
const idOf = (name: string, lines: HeaderLines, source: string): string => {
  if (name !== '') return name
  const stated = lines.pgs_id ?? lines.omicspred_id ?? lines.pgs_name
  return stated ?? source.replace(/^.*[\\/]/, '').replace(/(\.(txt|tsv|csv))?(\.gz)?$/i, '')
}

/**
 * Reads a scoring file: PGS Catalog (first and second format, as submitted or harmonised), OmicsPred, rows of own making with a place, two alleles and a weight, the normalised rows of pgscatalog-utils,
 * and PLINK's wide form; plain, gzip or BGZF. Most files hold one score. Everything wrong with the file comes back together; a file with an error gives no score.
 */
export const readScoreFile = async (
  input: ByteSource,
  options: ReadScoreOptions,
): Promise<Result<readonly Score[]>> => {
  const log = problemLog(input.name)
  const utf8 = new TextDecoder()
  const reading: Reading = { lines: {} }
  await withText(input, options.inflate, log, async (text) => {
    await eachLine(
      text.chunks,
      longestRow,
      (bytes, start, end, line, whole) => {
        if (start === end) return
        if (!whole) {
          log.add(
            'error',
            'SCORE_ROW_TOO_LONG',
            { line },
            `The row has more than ${longestRow} bytes.`,
            `A row of a score is far shorter: the file is probably damaged. ${catalogue}`,
          )
          return
        }
        if (reading.reader?.takePlain(bytes, start, end, line) === true) return
        const row = utf8.decode(bytes.subarray(start, end))
        if (reading.columns === undefined) {
          const isComment = bytes[start] === 35 || (bytes[start] === 34 && bytes[start + 1] === 35)
          // PLINK begins the line of columns with `#` too.
          if (isComment && !/^#(ID|CHROM|SNP)[\t ]/.test(row)) {
            const pair = headerLine(row)
            if (pair !== undefined && !Object.hasOwn(reading.lines, pair[0])) reading.lines[pair[0]] = pair[1]
            return
          }
          if (unquoted(row) === '') return
          const columns = scoreColumns(row)
          reading.columns = columns ?? noColumns
          if (columns === undefined) {
            log.add(
              'error',
              'SCORE_NO_COLUMNS',
              { line },
              `The first row (${JSON.stringify(row.slice(0, 60))}) does not name the columns of a score.`,
              `The columns effect_allele and effect_weight are needed. ${catalogue}`,
            )
            return
          }
          const missing = missingColumns(columns)
          if (missing.length > 0) tellMissing(log, line, missing, columns)
          else reading.reader = rowReader(columns, weightScale(reading.lines.weight_type) === 'ratio', log)
          return
        }
        reading.reader?.take(row, line)
      },
      false,
    )
    if (reading.columns === undefined)
      log.add('error', 'SCORE_NO_COLUMNS', {}, 'The file has no row that names columns.', catalogue)
    return true
  })
  if (reading.reader === undefined) return bad(log.all())
  const settled = settlePlaces(reading.reader, reading.lines, options, log)
  const scores: Score[] = []
  const sha256 = input.sha256?.()
  for (const [name, rows] of settled === undefined ? [] : reading.reader.read) {
    if (settled === undefined) break
    const placed = rows.map(settled.place)
    tellRepeated(placed, log)
    scores.push({
      ...headerOf(reading.lines, idOf(name, reading.lines, input.name), settled.build, settled.harmonised),
      rows: placed,
      source: input.name,
      ...(sha256 === undefined ? {} : { sha256 }),
    })
  }
  if (scores.length === 0 && !hasError(log.all()))
    log.add('error', 'SCORE_NO_ROWS', {}, 'The file has no rows.', catalogue)
  const problems = log.all()
  return hasError(problems) ? bad(problems) : ok(scores, problems)
}
