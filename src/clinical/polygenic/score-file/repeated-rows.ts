import type { ProblemLog } from '../../../genome/index.ts'
import { isOfCopies } from '../dosage/expected-weight.ts'
import type { ScoreRow } from '../model.ts'
import { chromOrder } from '../packed/packed-scores.ts'

/** What a row says, its weight aside: its place and alleles, or the text and parts of one that is no single variant. */
const saying = (row: ScoreRow): string => {
  const { kind } = row.effect
  const parts = (row.parts ?? []).map((p) => `${p.chrom}:${p.pos}:${p.effectAllele}:${p.otherAlleles.join('/')}`)
  return `${row.chrom}:${row.pos}:${row.effectAllele}:${row.otherAlleles.join('/')}:${kind}:${parts.join(';')}`
}

/** Numbers that stand there more than once. */
const manyfold = (numbers: Float64Array): ReadonlySet<number> => {
  const sorted = numbers.toSorted()
  const found = new Set<number>()
  for (let i = 1; i < sorted.length; i++) if (sorted[i] === sorted[i - 1]) found.add(sorted[i] as number)
  return found
}

/**
 * Which rows say again what an earlier one said: the same place, effect allele, other alleles and kind of effect, or the same named alleles. Only the first of them counts. A simple row without a
 * place repeats nothing: what it means is not known.
 */
export const repeatedRows = (rows: readonly ScoreRow[]): ReadonlySet<number> => {
  // Most positions have one row: only where several have the same number are their alleles written out.
  const numbers = Float64Array.from(rows, ({ chrom = '', pos = 0 }) => (chromOrder.get(chrom) ?? 127) * 2 ** 32 + pos)
  const shared = manyfold(numbers)
  const seen = new Set<string>()
  const repeated = new Set<number>()
  if (shared.size === 0) return repeated
  for (const [i, row] of rows.entries()) {
    if (!shared.has(numbers[i] as number) || (row.chrom === undefined && isOfCopies(row.effect))) continue
    const key = saying(row)
    if (seen.has(key)) repeated.add(i)
    else seen.add(key)
  }
  return repeated
}

/** Tells rows that repeat an earlier one. */
export const tellRepeated = (rows: readonly ScoreRow[], log: ProblemLog): void => {
  for (const i of repeatedRows(rows)) {
    const row = rows[i] as ScoreRow
    log.add(
      'warning',
      'SCORE_ROW_REPEATED',
      { line: row.line },
      `The row repeats an earlier one (${row.chrom === undefined ? '' : `${row.chrom}:${row.pos} `}${row.effectAllele}); only the first counts.`,
      'Ask those who made the score which of the two weights is meant.',
    )
  }
}
