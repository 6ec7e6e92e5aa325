import type { ProblemLog } from '../../../genome/index.ts'
import type { ScoreRow } from '../model.ts'
import { chromOrder } from '../packed/packed-scores.ts'

/** Which rows say again what an earlier one said: the same place, effect allele, other alleles and kind of effect. Only the first of them counts. */
export const repeatedRows = (rows: readonly ScoreRow[]): ReadonlySet<number> => {
  // Most positions have one row: only where several have the same number are their alleles written out.
  const numberOf = (row: ScoreRow): number => (row.pos ?? 0) * 128 + (chromOrder.get(row.chrom ?? '') ?? 127)
  const once = new Set<number>()
  const shared = new Set<number>()
  for (const row of rows) {
    const n = numberOf(row)
    if (once.has(n)) shared.add(n)
    else once.add(n)
  }
  const seen = new Set<string>()
  const repeated = new Set<number>()
  for (const [i, row] of shared.size === 0 ? [] : rows.entries()) {
    if (row.chrom === undefined || !shared.has(numberOf(row))) continue
    const key = `${row.chrom}:${row.pos}:${row.effectAllele}:${row.otherAlleles.join('/')}:${row.effect.kind}`
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
      `The row repeats an earlier one (${row.chrom}:${row.pos} ${row.effectAllele}); only the first counts.`,
      'Ask those who made the score which of the two weights is meant.',
    )
  }
}
