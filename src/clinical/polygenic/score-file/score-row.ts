import type { ProblemLog } from '../../../genome/index.ts'
import { isOfCopies } from '../dosage/expected-weight.ts'
import { isBases } from '../match/match-alleles.ts'
import type { RowPart, ScoreRow } from '../model.ts'
import { plainRows } from './plain-row.ts'
import { plainWideRows } from './plain-wide-row.ts'
import { numberIn, rowEffect } from './row-effect.ts'
import { placeIn, placeInId } from './row-place.ts'
import type { ColumnName, ScoreColumns } from './score-columns.ts'

/** A row with the place that its author gave and the one that was worked out since; which one counts is settled when the whole file is read. */
export type ReadRow = {
  readonly row: Omit<ScoreRow, 'chrom' | 'pos'>
  readonly own?: { readonly chrom: string; readonly pos: number }
  readonly harmonised?: { readonly chrom: string; readonly pos: number }
  readonly inferred: readonly string[]
}

/** Takes the rows of one file; `read` holds them by the name of their score, which is empty where the file holds one score alone. */
export type RowReader = {
  take(text: string, line: number): void
  /** Takes the row if every cell of it is plain, and tells whether it did. */
  takePlain(bytes: Uint8Array, start: number, end: number, line: number): boolean
  readonly read: ReadonlyMap<string, readonly ReadRow[]>
  readonly columns: ScoreColumns
}

const isBlank = (text: string): boolean => text === '' || text === '.' || /^na(n)?$/i.test(text)

const allelesIn = (text: string): readonly string[] =>
  isBlank(text)
    ? []
    : text
        .toUpperCase()
        .split(/[/,|]/)
        .map((a) => a.trim())
        .filter((a) => a !== '')

/** The parts of a row that names several variants, when place and allele of each are there. */
const partsOf = (
  chrom: string,
  pos: string,
  effect: string,
  other: string,
  mark: RegExp,
): readonly RowPart[] | undefined => {
  const [alleles, positions, chroms, others] = [effect, pos, chrom, other].map((t) =>
    t.split(mark).map((p) => p.trim()),
  ) as [string[], string[], string[], string[]]
  if (alleles.length < 2 || positions.length !== alleles.length) return undefined
  const parts = alleles.map((allele, i) => {
    const place = placeIn(chroms.length === 1 ? chroms[0] : chroms[i], positions[i])
    const effectAllele = allele.toUpperCase()
    if (place === undefined || place === 'invalid' || !isBases(effectAllele)) return undefined
    return {
      ...place,
      effectAllele,
      otherAlleles: others.length === alleles.length ? allelesIn(others[i] as string) : [],
    }
  })
  return parts.every((p) => p !== undefined) ? parts : undefined
}

/** A reader of the rows that stand below the line of columns. */
export const rowReader = (columns: ScoreColumns, isRatio: boolean, log: ProblemLog): RowReader => {
  const read = new Map<string, ReadRow[]>()
  const { at, separator, names } = columns
  const columnOf = (name: ColumnName): number | undefined => (at[name] === undefined ? undefined : at[name] + 1)
  let weightsLikeRatios = 0

  const put = (name: string, row: ReadRow): void => {
    const of = read.get(name)
    if (of === undefined) read.set(name, [row])
    else of.push(row)
  }

  const take: RowReader['take'] = (text, line) => {
    if (text.trim() === '') return
    const cells = text.split(separator)
    if (cells.length < names.length) {
      const least =
        1 +
        Math.max(
          ...(['effect_allele', 'effect_weight', 'dosage_2_weight', 'chr_position', 'rsid'] as const).map(
            (n) => at[n] ?? 0,
          ),
        )
      if (cells.length < least) {
        log.add(
          'error',
          'SCORE_ROW_CUT_OFF',
          { line },
          `The row has ${cells.length} columns where the file has ${names.length}.`,
          'The file was probably cut off or edited by hand: download it again.',
        )
        return
      }
    }
    const cell = (name: ColumnName): string => {
      const i = at[name]
      const raw = i === undefined ? '' : (cells[i] ?? '')
      return raw.length > 1 && raw.startsWith('"') && raw.endsWith('"')
        ? raw.slice(1, -1).replaceAll('""', '"').trim()
        : raw.trim()
    }
    const some = (name: ColumnName): string | undefined => {
      const value = cell(name)
      return isBlank(value) ? undefined : value
    }
    const written = cell('effect_allele')
    const tell = (code: string, message: string, remedy: string, column?: ColumnName): void =>
      log.add(
        'error',
        code,
        {
          line,
          ...(column === undefined || columnOf(column) === undefined ? {} : { column: columnOf(column) as number }),
        },
        message,
        remedy,
      )
    if (isBlank(written)) {
      tell(
        'SCORE_ALLELE_MISSING',
        'The row names no effect allele.',
        'Without it nothing can be counted: ask those who made the score.',
        'effect_allele',
      )
      return
    }
    const dosage =
      at.dosage_0_weight === undefined
        ? undefined
        : ([cell('dosage_0_weight'), cell('dosage_1_weight'), cell('dosage_2_weight')] as const)
    const ratio = some('or') ?? some('hr')
    const weights =
      columns.weights.length > 0
        ? columns.weights.map(({ name, column }) => [name, (cells[column] ?? '').trim()] as const)
        : [[some('accession') ?? '', some('effect_weight')] as const]
    for (const [name, weight] of weights) {
      const effect = rowEffect(
        {
          effectAllele: written,
          ...(weight === undefined ? {} : { weight }),
          ...(ratio === undefined ? {} : { ratio }),
          ...(dosage === undefined ? {} : { dosageWeights: dosage }),
          type: cell('effect_type'),
          variantType: cell('variant_type'),
          haplotype: cell('is_haplotype'),
          diplotype: cell('is_diplotype'),
          interaction: cell('is_interaction'),
          dominant: cell('is_dominant'),
          recessive: cell('is_recessive'),
        },
        isRatio,
      )
      if ('code' in effect) {
        tell(
          effect.code,
          effect.message,
          effect.remedy,
          effect.code === 'SCORE_WEIGHT_INVALID'
            ? 'effect_weight'
            : effect.code === 'SCORE_FLAGS_CONTRADICT'
              ? 'is_recessive'
              : undefined,
        )
        continue
      }
      if (
        !isRatio &&
        weight !== undefined &&
        ratio !== undefined &&
        numberIn(weight) === numberIn(ratio) &&
        numberIn(ratio) !== 1
      ) {
        weightsLikeRatios++
        if (weightsLikeRatios === 1)
          log.add(
            'warning',
            'SCORE_WEIGHT_IS_RATIO',
            { line },
            'The weight equals the ratio beside it: it may not have been put on the logarithmic scale.',
            'Ask those who made the score; state weight_type=OR in the header if so.',
          )
      }
      const id = some('rsid')
      const idPlace = id === undefined || at.chr_position !== undefined ? undefined : placeInId(id)
      const simple = isOfCopies(effect)
      const several = effect.kind === 'interaction' || effect.kind === 'haplotype'
      const own = several
        ? undefined
        : (placeIn(some('chr_name'), some('chr_position')) ??
          (idPlace === undefined ? undefined : { chrom: idPlace.chrom, pos: idPlace.pos }))
      const harmonised = several ? undefined : placeIn(some('hm_chr'), some('hm_pos'))
      if (own === 'invalid' || harmonised === 'invalid') {
        const column = own === 'invalid' ? 'chr_position' : 'hm_pos'
        tell(
          'SCORE_POSITION_INVALID',
          `${JSON.stringify(cell(column).slice(0, 40))} is no position on a chromosome.`,
          'Positions are whole numbers from 1 on. Download the file again.',
          column,
        )
        continue
      }
      const frequency = numberIn(some('allelefrequency_effect'))
      if (frequency < 0 || frequency > 1)
        log.add(
          'warning',
          'SCORE_FREQUENCY_INVALID',
          {
            line,
            ...(columnOf('allelefrequency_effect') === undefined
              ? {}
              : { column: columnOf('allelefrequency_effect') as number }),
          },
          'The frequency of the effect allele does not lie between 0 and 1; it is not used.',
          'Ask those who made the score.',
        )
      const effectAllele = simple ? written.toUpperCase() : written
      const parts = several
        ? partsOf(
            cell('chr_name'),
            cell('chr_position'),
            written,
            cell('other_allele'),
            effect.kind === 'interaction' ? / ?_x_ ?/ : /;/,
          )
        : undefined
      const others = simple ? allelesIn(cell('other_allele')) : []
      put(name, {
        row: {
          line,
          ...(id === undefined ? {} : { id }),
          effectAllele,
          // An ID in the form chromosome:position:REF:ALT names the other allele when there are two.
          otherAlleles:
            others.length > 0 || idPlace?.alleles.length !== 2
              ? others
              : idPlace.alleles.filter((a) => a !== effectAllele).slice(0, 1),
          effect,
          ...(frequency >= 0 && frequency <= 1 ? { frequency } : {}),
          ...(parts === undefined ? {} : { parts }),
        },
        ...(own === undefined ? {} : { own }),
        ...(harmonised === undefined ? {} : { harmonised }),
        inferred: simple && others.length === 0 ? allelesIn(cell('hm_inferotherallele')) : [],
      })
    }
  }
  const plain = plainRows(columns, isRatio)
  const wide = plainWideRows(columns, isRatio)
  const takePlain: RowReader['takePlain'] = (bytes, start, end, line) => {
    const row = plain?.(bytes, start, end, line)
    if (row !== undefined) put('', row)
    const ofScores = wide?.(bytes, start, end, line)
    ofScores?.forEach((r, w) => {
      put(columns.weights[w]?.name ?? '', r)
    })
    return row !== undefined || ofScores !== undefined
  }
  return { take, takePlain, read, columns }
}
