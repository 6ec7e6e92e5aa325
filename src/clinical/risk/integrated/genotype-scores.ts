import type { WeightedPoints } from './weighted-points.ts'

/** One variant of a model: logarithm of its ratio per allele, and the frequency (0 to 1) of the allele that is counted. */
export type ModelVariant = { readonly id: string; readonly logRatio: number; readonly frequency: number }

/**
 * Probabilities of 0, 1 and 2 alleles under Hardy–Weinberg; for a person with an affected first-degree relative weighted by exp(0.5 · logRatio · alleles),
 * because half of a relative's alleles are shared.
 * @source Pal Choudhury 2020, doi 10.1371/journal.pone.0228198
 */
export const genotypeProbabilities = (v: ModelVariant, familyHistory: boolean): readonly [number, number, number] => {
  const p = v.frequency
  const tilt = familyHistory ? Math.exp(0.5 * v.logRatio) : 1
  const w0 = (1 - p) ** 2
  const w1 = 2 * p * (1 - p) * tilt
  const w2 = p * p * tilt * tilt
  const sum = w0 + w1 + w2
  return [w0 / sum, w1 / sum, w2 / sum]
}

const step = 0.002

/**
 * Distribution of the sum of several variants' log ratios over their genotypes, on a grid of 0.002: every genotype's share is put on the two points beside it,
 * which keeps the mean exact. Nothing is drawn, so the same model gives the same answer.
 */
export const genotypeScores = (variants: readonly ModelVariant[], familyHistory: boolean): WeightedPoints => {
  const lowest = variants.reduce((sum, v) => sum + Math.min(0, 2 * v.logRatio), 0)
  const highest = variants.reduce((sum, v) => sum + Math.max(0, 2 * v.logRatio), 0)
  const first = Math.floor(lowest / step) - variants.length - 1
  const size = Math.ceil(highest / step) + variants.length + 2 - first
  let now = new Float64Array(size)
  now[-first] = 1
  for (const v of variants) {
    const next = new Float64Array(size)
    const chances = genotypeProbabilities(v, familyHistory)
    for (let alleles = 0; alleles <= 2; alleles++) {
      const chance = chances[alleles] ?? 0
      const shift = (alleles * v.logRatio) / step
      const whole = Math.floor(shift)
      const part = shift - whole
      for (let i = 0; i < size; i++) {
        const mass = (now[i] ?? 0) * chance
        if (mass === 0) continue
        next[i + whole] = (next[i + whole] ?? 0) + mass * (1 - part)
        if (part > 0) next[i + whole + 1] = (next[i + whole + 1] ?? 0) + mass * part
      }
    }
    now = next
  }
  const kept = Array.from({ length: size }, (_, i) => i).filter((i) => (now[i] ?? 0) > 1e-15)
  return {
    at: Float64Array.from(kept, (i) => (i + first) * step),
    weight: Float64Array.from(kept, (i) => now[i] ?? 0),
  }
}
