import type { RowEffect } from '../model.ts'

/** What the cells of one row say of its effect, as written; absent where the file has no such column or the cell is empty. */
export type EffectCells = {
  readonly effectAllele: string
  readonly weight?: string
  readonly ratio?: string
  readonly dosageWeights?: readonly [string, string, string]
  readonly type?: string
  readonly variantType?: string
  readonly haplotype?: string
  readonly diplotype?: string
  readonly interaction?: string
  readonly dominant?: string
  readonly recessive?: string
}

export type EffectFault = { readonly code: string; readonly message: string; readonly remedy: string }

const ask = 'Download the file again; if it still says so, ask those who made the score, or the PGS Catalog.'

const numberPattern = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

/** The number that a cell holds; NaN for everything that is none. */
export const numberIn = (cell: string | undefined): number =>
  cell !== undefined && numberPattern.test(cell.trim()) ? Number(cell) : Number.NaN

/** `true` and `false` as files write them; undefined for an empty cell, NaN-like words among them; `other` for what is neither. */
export const flagIn = (cell: string | undefined): boolean | undefined | 'other' => {
  const text = (cell ?? '').trim().toLowerCase()
  if (text === '' || text === 'na' || text === 'nan' || text === '.') return undefined
  if (text === 'true' || text === '1' || text === 't') return true
  if (text === 'false' || text === '0' || text === 'f') return false
  return 'other'
}

const isNamedAllele = (cells: EffectCells): 'hla' | 'apoe' | undefined => {
  const type = cells.variantType ?? ''
  if (/^apoe/i.test(type) || /^(apoe[-_ *]?)?[eε][1-4](\/[eε]?[1-4])?$/i.test(cells.effectAllele)) return 'apoe'
  return /^hla/i.test(type) || /^HLA-/i.test(cells.effectAllele) ? 'hla' : undefined
}

const weightOf = (cells: EffectCells, isRatio: boolean): number => {
  if (cells.weight !== undefined) {
    const n = numberIn(cells.weight)
    return isRatio ? (n > 0 ? Math.log(n) : Number.NaN) : n
  }
  const ratio = numberIn(cells.ratio)
  return ratio > 0 ? Math.log(ratio) : Number.NaN
}

/**
 * What a row counts. A weight of a file of ratios, and an OR or HR that stands alone, counts by its natural logarithm. Faults: a weight that is no number (or a ratio that is not above
 * 0), flags that contradict one another, a flag that is neither true nor false.
 */
export const rowEffect = (cells: EffectCells, isRatio: boolean): RowEffect | EffectFault => {
  const flags = {
    is_dominant: flagIn(cells.dominant),
    is_recessive: flagIn(cells.recessive),
    is_haplotype: flagIn(cells.haplotype),
    is_diplotype: flagIn(cells.diplotype),
    is_interaction: flagIn(cells.interaction),
  }
  const unclear = Object.entries(flags).find(([, f]) => f === 'other')
  if (unclear !== undefined)
    return {
      code: 'SCORE_FLAG_INVALID',
      message: `${unclear[0]} is neither true nor false.`,
      remedy: `Write True or False. ${ask}`,
    }
  const type = cells.type?.trim().toLowerCase()
  const dominant = flags.is_dominant === true || type === 'dominant'
  const recessive = flags.is_recessive === true || type === 'recessive'
  if (dominant && recessive)
    return {
      code: 'SCORE_FLAGS_CONTRADICT',
      message: 'The row is marked dominant and recessive at once.',
      remedy: `One of is_dominant and is_recessive has to be False. ${ask}`,
    }
  if (cells.dosageWeights !== undefined) {
    const [zero, one, two] = cells.dosageWeights.map((cell) => {
      const n = numberIn(cell)
      return isRatio ? (n > 0 ? Math.log(n) : Number.NaN) : n
    }) as [number, number, number]
    if (![zero, one, two].every(Number.isFinite))
      return {
        code: 'SCORE_WEIGHT_INVALID',
        message: `The weights for 0, 1 and 2 copies are not all ${isRatio ? 'ratios above 0' : 'numbers'} (${cells.dosageWeights.join(', ')}).`,
        remedy: ask,
      }
    if (dominant || recessive)
      return {
        code: 'SCORE_FLAGS_CONTRADICT',
        message: 'The row has weights for 0, 1 and 2 copies and is marked dominant or recessive besides.',
        remedy: ask,
      }
    return { kind: 'dosage', weights: [zero, one, two] }
  }
  const weight = weightOf(cells, isRatio)
  if (!Number.isFinite(weight)) {
    const written = cells.weight ?? cells.ratio ?? ''
    const what = isRatio || cells.weight === undefined ? 'a ratio above 0' : 'a number'
    return {
      code: 'SCORE_WEIGHT_INVALID',
      message: `The weight ${JSON.stringify(written.slice(0, 40))} is not ${what}.`,
      remedy: ask,
    }
  }
  const text = cells.effectAllele
  if (flags.is_interaction === true || / ?_x_ ?/.test(text)) return { kind: 'interaction', weight, text }
  const named = isNamedAllele(cells)
  if (flags.is_diplotype === true || (named !== undefined && text.includes('/')))
    return { kind: 'diplotype', weight, text }
  if (named !== undefined) return { kind: named, weight, text }
  if (flags.is_haplotype === true) return { kind: 'haplotype', weight, text }
  return { kind: dominant ? 'dominant' : recessive ? 'recessive' : 'additive', weight }
}
