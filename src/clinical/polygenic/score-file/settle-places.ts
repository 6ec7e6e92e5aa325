import { chromosomeLength } from '../../../genome/identity/index.ts'
import type { Build, ProblemLog } from '../../../genome/index.ts'
import type { ScoreRow } from '../model.ts'
import { buildOfName, type HeaderLines } from './score-header.ts'
import type { ReadRow, RowReader } from './score-row.ts'

/** Which positions of a file count, on which build, and how a row comes by its own. */
export type SettledPlaces = {
  readonly build: Build | undefined
  readonly harmonised: boolean
  readonly place: (read: ReadRow) => ScoreRow
}

const harmonisedRemedy = (build: Build | undefined): string =>
  `Take the harmonised file of the PGS Catalog (its name ends in hmPOS_${build ?? 'GRCh38 or hmPOS_GRCh37'}).`

const hasNamedAlleles = (read: ReadRow): boolean => {
  const { kind } = read.row.effect
  return kind === 'hla' || kind === 'apoe' || kind === 'diplotype' || read.row.parts !== undefined
}

/** Whether the own columns are wanted although the file has harmonised ones: only where they alone are on the wanted build. */
const choose = (
  wanted: Build | undefined,
  own: Build | undefined,
  harmonised: Build | undefined,
): { readonly build: Build | undefined; readonly harmonised: boolean } => {
  if (harmonised !== undefined && (wanted === undefined || wanted === harmonised || own !== wanted))
    return { build: harmonised, harmonised: true }
  return { build: own, harmonised: false }
}

/** Positions behind the end of their chromosome: the file is not on the build that it states. */
const tellBeyond = (rows: readonly ReadRow[], build: Build, harmonised: boolean, log: ProblemLog): void => {
  for (const read of rows) {
    const place = harmonised ? read.harmonised : read.own
    const length = place === undefined ? undefined : chromosomeLength(build, place.chrom)
    if (place === undefined || length === undefined || place.pos <= length) continue
    log.add(
      'error',
      'SCORE_POSITION_BEYOND_CHROMOSOME',
      { line: read.row.line },
      `${place.chrom}:${place.pos} lies behind the end of the chromosome on ${build}: the positions are on another build than the file states.`,
      harmonisedRemedy(build),
    )
  }
}

/**
 * Settles the build of a file's positions from its header, and from what the user states where the header says nothing. A file whose build is not known, is neither GRCh37 nor
 * GRCh38, or is another than the wanted one gives none, and so does one in which not a single row could be looked up in a person.
 */
export const settlePlaces = (
  reader: RowReader,
  header: HeaderLines,
  options: { readonly build?: Build; readonly stated?: Build },
  log: ProblemLog,
): SettledPlaces | undefined => {
  const rows = [...reader.read.values()].flat()
  const written = buildOfName(header.genome_build)
  const stated = options.stated
  const own = written === 'none' ? stated : written === 'other' ? undefined : written
  if (stated !== undefined && own !== undefined && own !== stated && header.hmpos_build === undefined) {
    log.add(
      'error',
      'SCORE_BUILD_CONTRADICTION',
      {},
      `The header says ${own}, and ${stated} was stated.`,
      'State no build, or find out which is true.',
    )
    return undefined
  }
  const hmBuild = buildOfName(header.hmpos_build)
  const hasColumns = reader.columns.at.hm_pos !== undefined
  if (hasColumns && (hmBuild === 'none' || hmBuild === 'other'))
    log.add(
      'error',
      'SCORE_HARMONISED_BUILD_MISSING',
      {},
      'The file has harmonised positions, and its header does not say on which build (HmPOS_build).',
      harmonisedRemedy(options.build),
    )
  const of = choose(options.build, own, hasColumns && hmBuild !== 'none' && hmBuild !== 'other' ? hmBuild : undefined)
  const isPlaced = rows.some((r) => (of.harmonised ? r.harmonised : r.own) !== undefined || r.row.parts !== undefined)
  if (!isPlaced && !rows.some(hasNamedAlleles)) {
    if (rows.length === 0) return undefined
    log.add(
      'error',
      'SCORE_NO_POSITIONS',
      {},
      of.harmonised
        ? 'Not one of the rows has a harmonised position: the PGS Catalog could not place them.'
        : 'Not one of the rows has a chromosome and a position.',
      of.harmonised
        ? 'The score cannot be computed from this file: look in the PGS Catalog for a later version of it, or for another score.'
        : harmonisedRemedy(options.build),
    )
    return undefined
  }
  if (of.build === undefined && isPlaced) {
    if (written === 'other')
      log.add(
        'error',
        'SCORE_BUILD_NOT_SUPPORTED',
        {},
        `The positions are on ${header.genome_build}, which is not read.`,
        harmonisedRemedy(options.build),
      )
    else
      log.add(
        'error',
        'SCORE_BUILD_NOT_KNOWN',
        {},
        'The header does not say on which build the positions are (genome_build is NR or not there).',
        `${harmonisedRemedy(options.build)} If you know the build, state it: --build GRCh38 or --build GRCh37.`,
      )
    return undefined
  }
  if (options.build !== undefined && of.build !== undefined && of.build !== options.build) {
    log.add(
      'error',
      'SCORE_BUILD_DIFFERS',
      {},
      `The positions are on ${of.build}, and the genome is on ${options.build}.`,
      harmonisedRemedy(options.build),
    )
    return undefined
  }
  const unplaced = rows.filter(
    (r) => (of.harmonised ? r.harmonised : r.own) === undefined && !hasNamedAlleles(r),
  ).length
  if (unplaced > 0)
    log.add(
      'warning',
      'SCORE_ROWS_WITHOUT_POSITION',
      {},
      `${unplaced} of ${rows.length} rows have no position; they count among the rows of the score and cannot be read in anybody.`,
      of.harmonised
        ? 'Nothing can be done about it: the PGS Catalog could not place them.'
        : harmonisedRemedy(options.build),
    )
  const { build } = of
  if (build !== undefined) tellBeyond(rows, build, of.harmonised, log)
  return {
    ...of,
    place: ({ row, own: given, harmonised, inferred }) => {
      const at = of.harmonised ? harmonised : given
      const whole = row.otherAlleles.length === 0 && inferred.length > 0 ? { ...row, otherAlleles: inferred } : row
      return at === undefined ? whole : { ...whole, chrom: at.chrom, pos: at.pos }
    },
  }
}
