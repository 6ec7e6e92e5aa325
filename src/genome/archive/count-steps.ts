/** In a plane of counts: the file does not say. */
export const missingStep = 255

/** In the plane of depths: the sum of the row's allele depths. */
export const sumStep = 254

/**
 * The step of a count: below 16 each count has its own, above there are four to each doubling (16, 20, 24, 28, 32, 40, …).
 * @example stepOf(35) // 20
 */
export const stepOf = (count: number): number => {
  if (count < 16) return count
  const octave = 31 - Math.clz32(count)
  return 16 + (octave - 4) * 4 + ((count >>> (octave - 2)) & 3)
}

/** The smallest count of every step: what a rounded count comes back as. */
export const stepFloors: Int32Array = Int32Array.from({ length: 124 }, (_, step) =>
  step < 16 ? step : (4 + ((step - 16) & 3)) << (2 + ((step - 16) >> 2)),
)

/** Genotype qualities below 128 have a step each; above they are stepped like counts. */
export const qualityStepOf = (quality: number): number => (quality < 128 ? quality : 100 + stepOf(quality))

/** The smallest quality of a step. */
export const qualityFloor = (step: number): number => (step < 128 ? step : (stepFloors[step - 100] as number))
