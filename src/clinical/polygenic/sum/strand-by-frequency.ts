/** From what difference on two frequencies do not speak of the same allele, and which are too near one half to tell. Our own limits: no publication gives them. */
const frequencyTolerance = 0.15
const tooEven = (p: number): boolean => p > 0.4 && p < 0.6

/** Whether an ambiguous place stands as written (1), on the other strand (-1), or cannot be told (0). `score`, `panel`: frequencies of the named allele. */
export const strandByFrequency = (score: number, panel: number): -1 | 0 | 1 => {
  if (!(score >= 0 && panel >= 0) || tooEven(score) || tooEven(panel)) return 0
  if (Math.abs(score - panel) < frequencyTolerance) return 1
  return Math.abs(1 - score - panel) < frequencyTolerance ? -1 : 0
}
