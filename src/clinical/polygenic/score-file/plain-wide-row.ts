import { chromNames, letters, singles } from './plain-letters.ts'
import { plainNumber, plainPosition } from './plain-number.ts'
import type { ScoreColumns } from './score-columns.ts'
import type { ReadRow } from './score-row.ts'

const tab = 9

/** The rows of all scores that one line gives, in the order of the columns of weights; undefined where it has to be looked at closely. */
export type PlainWideRow = (
  bytes: Uint8Array,
  start: number,
  end: number,
  line: number,
) => readonly ReadRow[] | undefined

const isMark = (b: number | undefined): boolean => b === 58 || b === 95

/**
 * A reader of PLINK's wide form where every cell is written in the plainest way: an ID of chromosome, position and two single bases, one of them as the effect allele, and numbers. It reads them as
 * `rowReader` does, only sooner. Undefined for every other form.
 */
export const plainWideRows = (
  { at, separator, weights, names }: ScoreColumns,
  isRatio: boolean,
): PlainWideRow | undefined => {
  const isIt = separator === '\t' && !isRatio && weights.length > 0 && names.length === 2 + weights.length
  if (!isIt || at.rsid !== 0 || at.effect_allele !== 1 || Object.keys(at).length > 2) return undefined
  const chromOf = chromNames()
  const latin = new TextDecoder('latin1')
  const read = new Float64Array(weights.length)

  return (bytes, start, end, line) => {
    let first = start
    while (first < end && !isMark(bytes[first])) first++
    let second = first + 1
    while (second < end && !isMark(bytes[second])) second++
    // What is left of the ID: base, mark, base; then the effect allele, each column behind a tab.
    const rest = second + 1
    if (rest + 6 > end || !isMark(bytes[rest + 1]) || bytes[rest + 3] !== tab || bytes[rest + 5] !== tab)
      return undefined
    const [one, two] = [letters[bytes[rest] as number], letters[bytes[rest + 2] as number]]
    const effect = letters[bytes[rest + 4] as number]
    // `1`, `X`, `chr1`, `chrMT`: every other way of writing is left to the long way.
    const chrom = first - start === 3 ? undefined : chromOf(bytes, start, first)
    const pos = plainPosition(bytes, first + 1, second)
    if (one === undefined || two === undefined || effect === undefined || chrom === undefined || pos === 0)
      return undefined
    if (one === two || (effect !== one && effect !== two)) return undefined
    let from = rest + 6
    for (let w = 0; w < read.length; w++) {
      let to = from
      while (to < end && bytes[to] !== tab) to++
      read[w] = plainNumber(bytes, from, to)
      if (Number.isNaN(read[w])) return undefined
      from = to + 1
    }
    const id = latin.decode(bytes.subarray(start, rest + 3))
    const otherAlleles = singles[effect === one ? two : one] as readonly string[]
    return weights.map((_, w) => ({
      row: { line, id, effectAllele: effect, otherAlleles, effect: { kind: 'additive', weight: read[w] as number } },
      own: { chrom, pos },
      inferred: [],
    }))
  }
}
