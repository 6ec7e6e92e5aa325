import { placeReader, reasonNumbers } from './dosage/read-place.ts'
import type { SeenPlaces } from './dosage/seen-places.ts'
import { readReasons, rowReasons, type ScoredPerson } from './model.ts'
import type { PackedScores } from './packed/packed-scores.ts'
import type { ScoreOptions } from './score-options.ts'
import { addComplex } from './sum/add-complex.ts'
import { addChrom } from './sum/add-places.ts'
import { counted, emptyRows, noSums, reasonCount } from './sum/sums.ts'

/** Every score of a pack for what was seen of one person, in the pack's order. The same input gives the same figures to the last digit, whatever the order of rows in the files. */
export const scoreSeen = (
  pack: PackedScores,
  seen: SeenPlaces,
  options: ScoreOptions = {},
): readonly ScoredPerson[] => {
  const sums = noSums(pack.scores.length)
  const rows = options.rows === true ? pack.scores.map((s) => emptyRows(s.rows)) : undefined
  for (const [c, chrom] of pack.chroms.entries())
    addChrom(
      chrom,
      placeReader(pack.build, chrom, seen.chroms[c] as SeenPlaces['chroms'][number], options),
      options,
      sums,
      rows,
    )
  addComplex(pack, seen, options, sums, rows)
  return pack.scores.map((score, s) => {
    for (const { row, reason, variance } of score.left) {
      const n = s * reasonCount + reasonNumbers[reason]
      sums.reasons[n] = (sums.reasons[n] as number) + 1
      sums.allVariance[s] = (sums.allVariance[s] as number) + (variance ?? 0)
      if (variance !== undefined) sums.known[s] = (sums.known[s] as number) + 1
      const log = rows?.[s]
      if (log !== undefined) log.reasons[row] = reasonNumbers[reason]
    }
    const reasons = counted(sums.reasons, s)
    const matched = rowReasons.reduce((n, reason) => n + (readReasons.has(reason) ? (reasons[reason] ?? 0) : 0), 0)
    const denominator = sums.denominator[s] as number
    const sum = sums.sum[s] as number
    const all = sums.allVariance[s] as number
    const log = rows?.[s]
    // A share of what is known alone would read as the share of the whole.
    const isKnown = sums.known[s] === score.rows - (reasons.duplicate ?? 0)
    return {
      score: score.header.id,
      sum,
      ...(denominator > 0 ? { average: sum / denominator } : {}),
      denominator,
      matched,
      total: score.rows,
      ...(all > 0 && isKnown ? { varianceShare: (sums.readVariance[s] as number) / all } : {}),
      standardError: Math.sqrt(sums.errorVariance[s] as number),
      reasons,
      imputed: reasons.imputed ?? 0,
      imputedBecause: counted(sums.imputedFor, s),
      strands: sums.strands[s] as number,
      namedAlleles: sums.named[s] as number,
      ...(log === undefined ? {} : { rows: log }),
    }
  })
}
