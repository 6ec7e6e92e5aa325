import { complexCopies, type PartSeen } from '../complex/complex-copies.ts'
import { type PlaceReading, placeReader, reasonNumbers } from '../dosage/read-place.ts'
import type { SeenPlaces } from '../dosage/seen-places.ts'
import { type RowPart, type RowReason, rowReasons, type ScoredRows } from '../model.ts'
import { allelesAt, type PackedChrom, type PackedScores } from '../packed/packed-scores.ts'
import type { ScoreOptions } from '../score-options.ts'
import { firstFrom } from '../../../shared/sorted-search.ts'
import { reasonCount, standing, type Sums } from './sums.ts'

const { imputed: imputedReason } = reasonNumbers

/** The number of a part's place on its chromosome; -1 when the pack does not hold it. */
const placeOfPart = (chrom: PackedChrom, part: RowPart): number => {
  for (
    let i = firstFrom(chrom.positions, part.pos);
    i < chrom.positions.length && chrom.positions[i] === part.pos;
    i++
  ) {
    const alleles = allelesAt(chrom, i)
    const other = part.otherAlleles.length === 1 ? part.otherAlleles[0] : undefined
    const has =
      alleles.includes(part.effectAllele) && (other === undefined ? alleles.length === 1 : alleles.includes(other))
    if (has) return i
  }
  return -1
}

/** Looks at what the person has of one variant of a haplotype or interaction. */
const partLooker = (pack: PackedScores, seen: SeenPlaces, options: ScoreOptions): ((part: RowPart) => PartSeen) => {
  const readers = pack.chroms.map((chrom, c) =>
    placeReader(pack.build, chrom, seen.chroms[c] as SeenPlaces['chroms'][number], options),
  )
  return (part) => {
    const c = pack.chroms.findIndex((chrom) => chrom.chrom === part.chrom)
    const chrom = pack.chroms[c]
    const i = chrom === undefined ? -1 : placeOfPart(chrom, part)
    if (chrom === undefined || i < 0) return { reason: 'no-position' }
    const reading: PlaceReading = { reason: 0, first: 0, second: 0, whole: 2, isOneStrand: false }
    ;(readers[c] as (i: number, into: PlaceReading) => void)(i, reading)
    if (standing[reading.reason] !== 1) return { reason: rowReasons[reading.reason] as RowReason }
    const isFirst = allelesAt(chrom, i)[0] === part.effectAllele
    const copies = isFirst ? reading.first : reading.second
    const strands = seen.chroms[c]?.strandsOf.get(i)
    const named = isFirst ? 0 : 1
    return strands === undefined
      ? { copies, phased: false }
      : { copies, strands: strands.alleles.map((a) => a === named), phased: strands.phased, phaseSet: strands.phaseSet }
  }
}

/** Adds the rows that are no single variants. */
export const addComplex = (
  pack: PackedScores,
  seen: SeenPlaces,
  options: ScoreOptions,
  sums: Sums,
  rows: readonly ScoredRows[] | undefined,
): void => {
  if (pack.complex.length === 0) return
  const look = partLooker(pack, seen, options)
  for (const { score: s, row: r, of } of pack.complex) {
    const weight = of.effect.kind === 'dosage' ? Number.NaN : of.effect.weight
    const found = complexCopies(of, pack.build, look, options.typing)
    const isDiplotype = of.effect.kind === 'diplotype'
    const p = of.frequency
    const mean = p === undefined ? undefined : isDiplotype ? p : 2 * p
    const variance = p === undefined ? 0 : (isDiplotype ? 1 : 2) * p * (1 - p) * weight * weight
    sums.allVariance[s] = (sums.allVariance[s] as number) + variance
    if (p !== undefined) sums.known[s] = (sums.known[s] as number) + 1
    let because = 'reason' in found ? reasonNumbers[found.reason] : reasonNumbers.called
    let copies = 'reason' in found ? Number.NaN : found.copies
    if ('copies' in found) {
      sums.readVariance[s] = (sums.readVariance[s] as number) + variance
    } else if (mean !== undefined && standing[because] === 2 && options.missing !== 'skip') {
      copies = mean
      const n = s * reasonCount + because
      sums.imputedFor[n] = (sums.imputedFor[n] as number) + 1
      because = imputedReason
      sums.errorVariance[s] = (sums.errorVariance[s] as number) + variance
    }
    if (Number.isFinite(copies)) {
      sums.sum[s] = (sums.sum[s] as number) + weight * copies
      sums.denominator[s] = (sums.denominator[s] as number) + 2
    }
    sums.reasons[s * reasonCount + because] = (sums.reasons[s * reasonCount + because] as number) + 1
    const log = rows?.[s]
    if (log === undefined) continue
    log.reasons[r] = because
    log.dosages[r] = copies
    log.contributions[r] = weight * copies
  }
}
