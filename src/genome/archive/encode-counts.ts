import { type CallBatch, notStated } from '../calls/index.ts'
import { missingStep, qualityFloor, qualityStepOf, stepFloors, stepOf, sumStep } from './count-steps.ts'
import { groupOfCode, groups } from './genotype-code.ts'
import type { Section, SectionName } from './sections.ts'

/** QUAL is told apart up to this; more says no more. */
const largestQual = 128

/** What is left of numbers above the floor of their step, in as many bytes as the largest needs: first all lowest bytes, then all second ones, … */
const rests = (name: SectionName, values: ArrayLike<number>): readonly Section[] => {
  let largest = 0
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, values[i] as number)
  if (largest === 0) return []
  const width = largest < 256 ? 1 : largest < 65536 ? 2 : 4
  const out = new Uint8Array(width * values.length)
  for (let b = 0; b < width; b++)
    for (let i = 0; i < values.length; i++) out[b * values.length + i] = (values[i] as number) >>> (8 * b)
  return [{ name, bytes: out }]
}

/** A plane cut by the group of each row's genotype, the rows of a group in their order. */
const grouped = (name: SectionName, plane: Uint8Array, codes: Uint8Array): readonly Section[] => {
  const sizes = new Int32Array(groups)
  for (let i = 0; i < plane.length; i++) (sizes[groupOfCode[codes[i] as number] as number] as number)++
  const parts = Array.from(sizes, (size) => new Uint8Array(size))
  sizes.fill(0)
  for (let i = 0; i < plane.length; i++) {
    const g = groupOfCode[codes[i] as number] as number
    const part = parts[g] as Uint8Array
    part[sizes[g] as number] = plane[i] as number
    ;(sizes[g] as number)++
  }
  return parts.map((bytes, group) => ({ name, bytes, group }))
}

const allMissing = (plane: Uint8Array): boolean => {
  for (let i = 0; i < plane.length; i++) if (plane[i] !== missingStep) return false
  return true
}

/** Counts as steps in `steps`, and how far each is above the floor of its step in `above`. */
const stepped = (
  values: ArrayLike<number>,
  size: number,
): { readonly steps: Uint8Array; readonly above: Int32Array } => {
  const steps = new Uint8Array(size)
  const above = new Int32Array(size)
  for (let i = 0; i < size; i++) {
    const n = values[i] as number
    const step = n < 0 ? missingStep : stepOf(n)
    steps[i] = step
    if (n >= 16) above[i] = n - (stepFloors[step] as number)
  }
  return { steps, above }
}

/** AD, DP and MIN_DP. `depthCounts`: 0 no AD, 1 as many values as the row has alleles, else the number of values and 2. */
export const encodeReads = (
  batch: CallBatch,
  alleles: Uint16Array,
  codes: Uint8Array,
  exact: boolean,
): readonly Section[] => {
  const { size, depths, depthsFrom, depth } = batch
  const ref = new Int32Array(size).fill(notStated)
  const alt = new Int32Array(size).fill(notStated)
  const counts = new Uint8Array(size)
  const more: number[] = []
  const steps = new Uint8Array(size)
  const above = new Int32Array(size)
  for (let i = 0; i < size; i++) {
    const from = depthsFrom[i] as number
    let n = (depthsFrom[i + 1] as number) - from
    if (n !== alleles[i] && n > 253) n = 0
    counts[i] = n === 0 ? 0 : n === alleles[i] ? 1 : n + 2
    let sum = n === 0 ? notStated : 0
    for (let k = 0; k < n; k++) {
      const d = depths[from + k] as number
      if (k === 0) ref[i] = d
      else if (k === 1) alt[i] = d
      else more.push(d)
      sum = d < 0 || sum < 0 ? notStated : sum + d
    }
    const dp = depth[i] as number
    if (dp === notStated) steps[i] = missingStep
    else if (dp === sum) steps[i] = sumStep
    else {
      steps[i] = stepOf(dp)
      above[i] = dp - (stepFloors[steps[i] as number] as number)
    }
  }
  const refs = stepped(ref, size)
  const alts = stepped(alt, size)
  const others = stepped(more, more.length)
  const least = stepped(batch.minDepth, size)
  return [
    ...(counts.every((n) => n === 0)
      ? []
      : [
          { name: 'depthCounts', bytes: counts } as const,
          ...grouped('refDepths', refs.steps, codes),
          ...grouped('altDepths', alts.steps, codes),
          { name: 'moreDepths', bytes: others.steps } as const,
        ]),
    ...(allMissing(steps) ? [] : grouped('depth', steps, codes)),
    ...(allMissing(least.steps) ? [] : [{ name: 'minDepth', bytes: least.steps } as const]),
    ...(exact
      ? [
          ...rests('refDepthRests', refs.above),
          ...rests('altDepthRests', alts.above),
          ...rests('moreDepthRests', others.above),
          ...rests('depthRests', above),
          ...rests('minDepthRests', least.above),
        ]
      : []),
  ]
}

/** GQ and QUAL. */
export const encodeQualities = (batch: CallBatch, codes: Uint8Array, exact: boolean): readonly Section[] => {
  const { size, quality, qual } = batch
  const steps = new Uint8Array(size).fill(missingStep)
  const above = new Int32Array(size)
  const quals = new Uint8Array(size).fill(missingStep)
  const whole = new Uint8Array(exact ? 4 * size : 0)
  const bits = new DataView(new ArrayBuffer(4))
  for (let i = 0; i < size; i++) {
    const gq = quality[i] as number
    if (gq !== notStated) {
      steps[i] = qualityStepOf(gq)
      above[i] = gq - qualityFloor(steps[i] as number)
    }
    const q = qual[i] as number
    if (!Number.isNaN(q)) quals[i] = stepOf(Math.min(largestQual, Math.max(0, Math.floor(q))))
    if (!exact) continue
    bits.setFloat32(0, q, true)
    for (let b = 0; b < 4; b++) whole[b * size + i] = bits.getUint8(b)
  }
  return [
    ...(allMissing(steps) ? [] : grouped('quality', steps, codes)),
    ...(exact ? rests('qualityRests', above) : []),
    ...(allMissing(quals)
      ? []
      : exact
        ? [{ name: 'qualBytes', bytes: whole } as const]
        : grouped('qual', quals, codes)),
  ]
}
