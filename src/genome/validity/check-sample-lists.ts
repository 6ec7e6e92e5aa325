import type { RowFormat } from './check-format.ts'
import { type Findings, shown } from './findings.ts'
import type { CheckedGenotype } from './genotype-syntax.ts'
import type { RowAlleles } from './row-alleles.ts'

/** Checks of fields of a sample whose values belong together: local alleles, phase sets, intervals. */
export const sampleListsCheck = (
  findings: Findings,
  version: number,
): {
  readonly local: (laa: string, alleles: RowAlleles, line: number, column: number) => number
  readonly phase: (
    fields: readonly string[],
    format: RowFormat,
    gt: CheckedGenotype,
    line: number,
    column: number,
  ) => void
  readonly interval: (key: string, value: string, line: number, column: number) => void
} => ({
  /** Number of local ALT alleles; 0 for a missing or empty list, -1 when the list is not sound. */
  local: (laa, alleles, line, column) => {
    if (laa === '.' || laa === '') return 0
    const list = laa.split(',')
    const sound =
      list.every((v) => /^\d{1,9}$/.test(v) && Number(v) >= 1 && (Number(v) <= alleles.count || !alleles.listSound)) &&
      new Set(list.map(Number)).size === list.length
    if (sound) return list.length
    if (version >= 45) findings.found('VCF_SAMPLE_LOCAL_ALLELES', line, column, `LAA is ${shown(laa)}.`)
    return -1
  },

  phase: (fields, format, gt, line, column) => {
    if (version < 44 || gt.fault === 'invalid' || gt.phased.length === 0) return
    const listAt = (place: number): readonly string[] => {
      const text = place < 0 ? '.' : (fields[place] ?? '.')
      return text === '.' ? gt.phased.map(() => '.') : text.split(',')
    }
    const wrong = (what: string): void => findings.found('VCF_SAMPLE_PHASE', line, column, what)
    const sets = listAt(format.psl)
    if (sets.length !== gt.phased.length) return
    const unphased = sets.findIndex((s, i) => s !== '.' && gt.phased[i] === false)
    if (unphased >= 0) {
      wrong(
        `Allele ${unphased + 1} of ${shown(fields[0] ?? '')} is unphased and in the set ${shown(sets[unphased] ?? '')}.`,
      )
      return
    }
    for (const [key, place] of [
      ['PSO', format.pso],
      ['PSQ', format.psq],
    ] as const) {
      const list = listAt(place)
      const alone = list.findIndex((v, i) => v !== '.' && (sets[i] ?? '.') === '.')
      if (alone < 0) continue
      wrong(`${key} of allele ${alone + 1} is ${shown(list[alone] ?? '')} without a set.`)
      return
    }
    if (format.ps >= 0 && (fields[format.ps] ?? '.') !== '.' && sets.some((s) => s !== '.'))
      wrong('PS and PSL have values.')
  },

  interval: (key, value, line, column) => {
    const bounds = value.split(',')
    const wrong = bounds.findIndex((b, i) => b !== '.' && (i % 2 === 0 ? Number(b) > 0 : Number(b) < 0))
    if (bounds.length % 2 === 0 && wrong >= 0)
      findings.found(
        'VCF_SAMPLE_INTERVAL',
        line,
        column,
        `The ${wrong % 2 === 0 ? 'lower' : 'upper'} bound of ${key} is ${shown(bounds[wrong] ?? '')}.`,
      )
  },
})
