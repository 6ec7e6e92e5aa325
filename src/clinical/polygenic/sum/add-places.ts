import { expectedWorth, worthVariance } from '../dosage/expected-weight.ts'
import { type PlaceReading, reasonNumbers } from '../dosage/read-place.ts'
import type { ScoredRows } from '../model.ts'
import { type PackedChrom, termKinds } from '../packed/packed-scores.ts'
import type { ScoreOptions } from '../score-options.ts'
import { strandByFrequency } from './strand-by-frequency.ts'
import { reasonCount, standing, type Sums } from './sums.ts'

const { imputed: imputedReason, ambiguous: ambiguousReason, 'no-frequency': noFrequency } = reasonNumbers

/** Adds the terms of one chromosome. */
export const addChrom = (
  chrom: PackedChrom,
  read: (i: number, into: PlaceReading) => void,
  options: ScoreOptions,
  sums: Sums,
  rows: readonly ScoredRows[] | undefined,
): void => {
  const {
    termsFrom,
    termScores,
    termKinds: kinds,
    termWeights,
    termFrequencies,
    termRows,
    triples,
    firstFrequencies,
    heterozygosities,
    codes,
  } = chrom
  const { sum, denominator, strands, named, imputedFor, errorVariance, readVariance, allVariance, known, reasons } =
    sums
  const reading: PlaceReading = { reason: 0, first: 0, second: 0, whole: 2, isOneStrand: false }
  const missing = options.missing ?? 'hardyWeinberg'
  const scale = options.scale ?? 'none'
  const panelFirst = options.frequencies === 'panel'
  const byFrequency = options.ambiguous === 'byFrequency'
  const places = chrom.positions.length
  const hasOwn = termFrequencies.length > 0
  const hasPanel = firstFrequencies.length > 0
  const standardizes = scale === 'standardize'
  // PLINK 2 divides by the heterozygosity over all alleles of a place.
  const byHeterozygosity = standardizes && missing === 'plink2' && heterozygosities.length > 0
  const isSimple = scale === 'none' && rows === undefined && !hasOwn && !hasPanel
  for (let i = 0; i < places; i++) {
    const from = termsFrom[i] as number
    const to = termsFrom[i + 1] as number
    if (from === to) continue
    read(i, reading)
    const { reason, whole } = reading
    const stand = standing[reason] as number
    const isAmbiguous = byFrequency && (codes[i] === 3 || codes[i] === 6)
    for (let t = from; t < to; t++) {
      const s = termScores[t] as number
      const kind = kinds[t] as number
      const isSecond = (kind & 1) === 1
      if (isSimple && kind < 2 && stand === 1 && !isAmbiguous) {
        // By far the most terms: read, additive, and no frequency to weigh.
        const d = isSecond ? reading.second : reading.first
        sum[s] = (sum[s] as number) + (termWeights[t] as number) * d
        denominator[s] = (denominator[s] as number) + whole
        named[s] = (named[s] as number) + d
        strands[s] = (strands[s] as number) + whole
        reasons[s * reasonCount + reason] = (reasons[s * reasonCount + reason] as number) + 1
        continue
      }
      const effect = kind >> 1
      const w = termWeights[t] as number
      const own = hasOwn ? (termFrequencies[t] as number) : Number.NaN
      const ofFirst = hasPanel ? (firstFrequencies[i] as number) : Number.NaN
      const panel = isSecond ? 1 - ofFirst : ofFirst
      const p = panelFirst ? (panel >= 0 ? panel : own) : own >= 0 ? own : panel
      const isDosage = effect === termKinds.dosage
      const zero = isDosage ? (triples[3 * w] as number) : 0
      const one = isDosage ? (triples[3 * w + 1] as number) : effect === termKinds.recessive ? 0 : w
      const two = isDosage ? (triples[3 * w + 2] as number) : effect === termKinds.additive ? 2 * w : w
      const hasFrequency = p >= 0 && p <= 1
      const variance = hasFrequency ? worthVariance(zero, one, two, p) : 0
      const overAll = byHeterozygosity ? (heterozygosities[i] as number) : Number.NaN
      const spreadSquared = overAll > 0 ? overAll : 2 * p * (1 - p)
      allVariance[s] = (allVariance[s] as number) + variance
      if (hasFrequency) known[s] = (known[s] as number) + 1
      let because = reason
      let copies = isSecond ? reading.second : reading.first
      if (isAmbiguous && stand > 0) {
        const turn = strandByFrequency(own, panel)
        if (turn === 0) because = ambiguousReason
        else if (turn < 0) copies = isSecond ? reading.first : reading.second
      }
      const counts = standing[because] as number
      let adds = Number.NaN
      if (counts === 1) {
        // One strand is a whole genotype for everything but additive terms.
        const d = effect === termKinds.additive ? copies : (copies * 2) / whole
        if (effect === termKinds.additive && scale !== 'none') {
          const spread = standardizes ? Math.sqrt(spreadSquared) : 1
          adds = hasFrequency && spread > 0 ? (w * (d - whole * p)) / spread : Number.NaN
        } else
          adds = effect === termKinds.additive ? w * d : d <= 1 ? zero + (one - zero) * d : one + (two - one) * (d - 1)
        if (Number.isNaN(adds)) because = noFrequency
        else {
          readVariance[s] = (readVariance[s] as number) + variance
          named[s] =
            (named[s] as number) +
            (effect === termKinds.dominant
              ? Math.min(1, copies)
              : effect === termKinds.recessive
                ? Math.max(0, copies - 1)
                : copies)
          strands[s] = (strands[s] as number) + whole
          denominator[s] = (denominator[s] as number) + whole
        }
      } else if (counts === 2 && missing !== 'skip') {
        if (hasFrequency) {
          const spread = standardizes ? Math.sqrt(spreadSquared) : 1
          const isAdditive = effect === termKinds.additive
          const oneStrandMean = (1 - p) * zero + p * (isAdditive ? w * whole : two)
          const mean = reading.isOneStrand
            ? oneStrandMean
            : missing === 'plink2' && !isDosage && !isAdditive
              ? p * w
              : expectedWorth(zero, one, two, p)
          // PLINK 2 does not take the mean off where it stands in for a call.
          adds = !isAdditive || scale === 'none' ? mean : missing === 'plink2' && spread > 0 ? mean / spread : 0
          const step = isAdditive ? w * whole : two - zero
          const spreadOut = reading.isOneStrand ? p * (1 - p) * step * step : variance
          errorVariance[s] =
            (errorVariance[s] as number) + (isAdditive ? spreadOut / (spread * spread || 1) : spreadOut)
          copies = whole * p
          because = imputedReason
          imputedFor[s * reasonCount + reason] = (imputedFor[s * reasonCount + reason] as number) + 1
          denominator[s] = (denominator[s] as number) + whole
        }
      }
      if (Number.isFinite(adds)) sum[s] = (sum[s] as number) + adds
      reasons[s * reasonCount + because] = (reasons[s * reasonCount + because] as number) + 1
      const of = rows?.[s]
      if (of !== undefined) {
        const r = termRows[t] as number
        of.reasons[r] = because
        if (Number.isFinite(adds)) {
          of.dosages[r] = copies
          of.contributions[r] = adds
        }
      }
    }
  }
}
