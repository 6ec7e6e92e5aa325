import { largestAlleleIndex, noSecondStrand, notCalled } from './cohort.ts'

/** Where in a FORMAT the fields stand that a cohort needs; -1 = not there. */
export type FormatPlaces = { readonly gt: number; readonly ps: number; readonly ft: number; readonly ad: number }

/** The genotypes of all samples of one row, as in `CohortColumn`, in the row's own allele indices. `strange`: samples whose GT is not valid or too large. */
export type RowGenotypes = {
  readonly alleles: Uint8Array
  readonly phased: Uint8Array
  readonly phaseSets: (string | null)[] | undefined
  readonly oneDepth: Uint8Array | undefined
  readonly samplesSeen: number
  readonly strange: number
}

const tab = 9
const colon = 58
const dot = 46
const slash = 47
const bar = 124
const comma = 44

/** Whether among the numbers of an AD cell exactly one is above 0. */
const onlyOneDepth = (bytes: Uint8Array, from: number, to: number): boolean => {
  let above = 0
  let value = false
  for (let i = from; i <= to; i++) {
    const b = i < to ? (bytes[i] as number) : comma
    if (b === comma) {
      if (value) above++
      value = false
    } else if (b > 48 && b <= 57) value = true
  }
  return above === 1
}

/** Reads every sample of a row out of its bytes. `from`: the first byte of the first sample's cell. Nothing is allocated per sample unless PS is there. */
export const rowGenotypes = (
  bytes: Uint8Array,
  from: number,
  end: number,
  samples: number,
  alts: number,
  at: FormatPlaces,
): RowGenotypes => {
  const alleles = new Uint8Array(samples * 2).fill(notCalled)
  const phased = new Uint8Array(samples)
  const phaseSets = at.ps < 0 ? undefined : Array<string | null>(samples).fill(null)
  const oneDepth = at.ad < 0 ? undefined : new Uint8Array(samples)
  const more = at.ps >= 0 || at.ft >= 0 || at.ad >= 0
  let strange = 0
  let sample = 0
  let i = from
  while (i <= end && sample < samples) {
    let cell = i
    for (let f = 0; f < at.gt && cell < end && bytes[cell] !== tab; cell++) if (bytes[cell] === colon) f++
    let strand = 0
    let value = -1
    let separated = false
    let valid = at.gt >= 0
    let first = notCalled
    let second = noSecondStrand
    let j = cell
    if (bytes[j] === slash || bytes[j] === bar) {
      separated = bytes[j] === slash
      j++
    }
    for (; valid; j++) {
      const b = j < end ? (bytes[j] as number) : tab
      if (b >= 48 && b <= 57) {
        if (value === notCalled) valid = false
        value = (value < 0 ? 0 : value) * 10 + b - 48
        if (value > alts || value > largestAlleleIndex) valid = false
        continue
      }
      if (b === dot && value < 0) {
        value = notCalled
        continue
      }
      if (value < 0) valid = false
      if (strand === 0) first = value
      else if (strand === 1) second = value
      strand++
      value = -1
      if (b === slash) separated = true
      else if (b !== bar) {
        if (b !== tab && b !== colon) valid = false
        break
      }
    }
    if (valid) {
      alleles[sample * 2] = first
      alleles[sample * 2 + 1] = second
      phased[sample] = separated ? 0 : 1
    } else strange++
    i = j
    if (more) {
      i = cellFields(bytes, cell, at, end, (field, a, b) => {
        if (field === at.ps && phaseSets !== undefined) {
          const text = String.fromCharCode(...bytes.subarray(a, b))
          phaseSets[sample] = text === '.' || text === '' ? null : text
        } else if (field === at.ad && oneDepth !== undefined) oneDepth[sample] = onlyOneDepth(bytes, a, b) ? 1 : 0
        else if (field === at.ft && !passes(bytes, a, b)) {
          alleles[sample * 2] = notCalled
          alleles[sample * 2 + 1] = notCalled
        }
      })
    } else while (i < end && bytes[i] !== tab) i++
    sample++
    i++
  }
  let samplesSeen = sample
  if (i <= end) for (let j = i - 1; j < end; j++) if (bytes[j] === tab) samplesSeen++
  return { alleles, phased, phaseSets, oneDepth, samplesSeen, strange: at.gt < 0 ? 0 : strange }
}

/** PASS or not stated. */
const passes = (bytes: Uint8Array, from: number, to: number): boolean =>
  from === to ||
  (to - from === 1 && bytes[from] === dot) ||
  (to - from === 4 && bytes[from] === 80 && bytes[from + 1] === 65 && bytes[from + 2] === 83)

/** Calls `each` for the fields from the one at `cell` (which is GT) on, and gives the place of the tab behind the cell. */
const cellFields = (
  bytes: Uint8Array,
  cell: number,
  at: FormatPlaces,
  end: number,
  each: (field: number, from: number, to: number) => void,
): number => {
  let field = at.gt
  let begun = cell
  let i = cell
  for (; ; i++) {
    const b = i < end ? (bytes[i] as number) : tab
    if (b !== colon && b !== tab) continue
    each(field, begun, i)
    field++
    begun = i + 1
    if (b === tab) return i
  }
}
