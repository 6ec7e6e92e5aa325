import { chromNames, letters, singles } from './plain-letters.ts'
import { plainNumber, plainPosition } from './plain-number.ts'
import type { ColumnName, ScoreColumns } from './score-columns.ts'
import type { ReadRow } from './score-row.ts'

/** What a column holds, as far as a plain row is read. `blank`: must say nothing, or no. */
const roles = {
  ignored: 0,
  id: 1,
  chrom: 2,
  pos: 3,
  effectAllele: 4,
  otherAllele: 5,
  weight: 6,
  frequency: 7,
  harmonisedChrom: 8,
  harmonisedPos: 9,
  blank: 10,
} as const

const roleOf: Readonly<Partial<Record<ColumnName, number>>> = {
  rsid: roles.id,
  chr_name: roles.chrom,
  chr_position: roles.pos,
  effect_allele: roles.effectAllele,
  other_allele: roles.otherAllele,
  effect_weight: roles.weight,
  allelefrequency_effect: roles.frequency,
  hm_chr: roles.harmonisedChrom,
  hm_pos: roles.harmonisedPos,
  hm_inferotherallele: roles.blank,
  is_haplotype: roles.blank,
  is_diplotype: roles.blank,
  is_interaction: roles.blank,
  is_dominant: roles.blank,
  is_recessive: roles.blank,
  variant_type: roles.blank,
  effect_type: roles.blank,
}

/** Columns by which a row is never plain. */
const special = ['dosage_0_weight', 'dosage_1_weight', 'dosage_2_weight', 'or', 'hr', 'accession'] as const

const needed = [
  'chr_name',
  'chr_position',
  'effect_allele',
  'other_allele',
  'effect_weight',
] as const satisfies readonly ColumnName[]

const tab = 9

/** A row that was read without making text of it; undefined where it has to be looked at closely. */
export type PlainRow = (bytes: Uint8Array, start: number, end: number, line: number) => ReadRow | undefined

/** Whether the bytes spell `False` in one of its three usual ways. */
const isFalse = (bytes: Uint8Array, start: number, end: number): boolean =>
  end - start === 5 &&
  ((bytes[start] as number) | 32) === 102 &&
  ((bytes[start + 1] as number) | 32) === 97 &&
  ((bytes[start + 2] as number) | 32) === 108 &&
  ((bytes[start + 3] as number) | 32) === 115 &&
  ((bytes[start + 4] as number) | 32) === 101

/**
 * A reader of the rows that nearly every score is made of: a place, two single bases and an additive weight, each written in the plainest way. It reads them as `rowReader` does, only sooner; every
 * other row, a faulty one among them, is left to that. Undefined for files in which no row is plain.
 */
export const plainRows = (columns: ScoreColumns, isRatio: boolean): PlainRow | undefined => {
  const { at, names, separator, weights } = columns
  if (separator !== '\t' || isRatio || weights.length > 0) return undefined
  if (special.some((s) => at[s] !== undefined) || needed.some((n) => at[n] === undefined)) return undefined
  const roleAt = new Uint8Array(names.length)
  for (const [name, column] of Object.entries(at) as [ColumnName, number][])
    roleAt[column] = roleOf[name] ?? roles.ignored
  const chromOf = chromNames()
  const latin = new TextDecoder('latin1')
  const isHarmonised = at.hm_chr !== undefined && at.hm_pos !== undefined
  const isIdentified = at.rsid !== undefined

  return (bytes, start, end, line) => {
    let id = ''
    let chrom: string | undefined
    let pos = 0
    let hmChrom: string | undefined
    let hmPos = 0
    let effect: string | undefined
    let other: string | undefined
    let weight = Number.NaN
    let frequency = Number.NaN
    let column = 0
    let from = start
    for (let to = start; to <= end; to++) {
      if (to < end && bytes[to] !== tab) continue
      switch (roleAt[column]) {
        case roles.id: {
          for (let i = from; i < to; i++) {
            const b = bytes[i] as number
            // Letters, digits and what stands in names of variants; anything else is looked at closely.
            if (b < 45 || b > 122) return undefined
          }
          // What is short may be a way of saying nothing.
          if (to - from < 4) return undefined
          id = latin.decode(bytes.subarray(from, to))
          break
        }
        case roles.chrom:
          chrom = chromOf(bytes, from, to)
          break
        case roles.pos:
          pos = plainPosition(bytes, from, to)
          break
        case roles.effectAllele:
          effect = to - from === 1 ? letters[bytes[from] as number] : undefined
          break
        case roles.otherAllele:
          other = to - from === 1 ? letters[bytes[from] as number] : undefined
          break
        case roles.weight:
          weight = plainNumber(bytes, from, to)
          break
        case roles.frequency:
          if (to > from) {
            frequency = plainNumber(bytes, from, to)
            if (!(frequency >= 0 && frequency <= 1)) return undefined
          }
          break
        case roles.harmonisedChrom:
          hmChrom = chromOf(bytes, from, to)
          break
        case roles.harmonisedPos:
          hmPos = plainPosition(bytes, from, to)
          break
        case roles.blank:
          if (to > from && !isFalse(bytes, from, to)) return undefined
          break
        default:
      }
      column++
      from = to + 1
    }
    if (column < names.length || chrom === undefined || pos === 0 || effect === undefined || other === undefined)
      return undefined
    if (Number.isNaN(weight) || (isHarmonised && (hmChrom === undefined || hmPos === 0))) return undefined
    const row = {
      line,
      effectAllele: effect,
      otherAlleles: singles[other] as readonly string[],
      effect: { kind: 'additive' as const, weight },
    }
    const named = isIdentified ? { ...row, id } : row
    return {
      row: frequency >= 0 ? { ...named, frequency } : named,
      own: { chrom, pos },
      ...(isHarmonised ? { harmonised: { chrom: hmChrom as string, pos: hmPos } } : {}),
      inferred: [],
    }
  }
}
