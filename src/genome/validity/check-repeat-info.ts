import type { InfoRow } from './check-info.ts'
import { type Findings, shown } from './findings.ts'

const column = 8
type Pairs = ReadonlyMap<string, string>

/** The list of a key; undefined when it is not there or missing as a whole. */
const list = (pairs: Pairs, key: string): readonly string[] | undefined => {
  const value = pairs.get(key)
  return value === undefined || value === '.' || value === '' ? undefined : value.split(',')
}

/** Number of repeat sequences that the row speaks of: the sum of RN, or one for each `<CNV:TR>`. */
const repeatCount = (pairs: Pairs, row: InfoRow): number => {
  const stated = list(pairs, 'RN')
  if (stated === undefined) return row.alleles.alts.filter((a) => a.startsWith('<CNV:TR')).length
  return stated.reduce((n, v) => n + (v === '.' ? 0 : Number(v) || 0), 0)
}

/**
 * Checks the keys of tandem repeats (`<CNV:TR>`): unit, number of units and bases of each repeat sequence agree in number and in length.
 * @source VCFv4.4 and VCFv4.5 §3 (RN, RUS, RUL, RUC, RB, CIRUC, CIRB, RUB)
 */
export const repeatInfoCheck =
  (findings: Findings): ((pairs: Pairs, row: InfoRow) => void) =>
  (pairs, row) => {
    const { line } = row
    const wrong = (what: string): void => findings.found('VCF_INFO_REPEAT', line, column, what)
    const units = list(pairs, 'RUS')
    const lengths = list(pairs, 'RUL')
    const counts = list(pairs, 'RUC')
    const bases = list(pairs, 'RB')
    if (!pairs.has('RUS') && !pairs.has('RUL')) {
      wrong('It has neither RUS nor RUL.')
      return
    }
    const n = repeatCount(pairs, row)
    const expected: readonly (readonly [string, readonly string[] | undefined, number])[] = [
      ['RUS', units, n],
      ['RUL', lengths, n],
      ['RUC', counts, n],
      ['RB', bases, n],
      ['CIRUC', list(pairs, 'CIRUC'), 2 * n],
      ['CIRB', list(pairs, 'CIRB'), 2 * n],
    ]
    const short = expected.find(([, values, count]) => values !== undefined && values.length !== count)
    if (short !== undefined) {
      findings.found(
        'VCF_INFO_COUNT',
        line,
        column,
        `${short[0]} has ${short[1]?.length} values where ${n} repeat sequences ask for ${short[2]}.`,
      )
      return
    }
    const odd = units?.findIndex((u) => u !== '.' && !/^[ACGTURYSWKMBDHVN]+$/i.test(u)) ?? -1
    if (odd >= 0) wrong(`The unit ${shown(units?.[odd] ?? '')} is not made of bases.`)
    const unlike =
      units?.findIndex(
        (u, i) => u !== '.' && lengths !== undefined && lengths[i] !== '.' && Number(lengths[i]) !== u.length,
      ) ?? -1
    if (unlike >= 0) wrong(`The unit ${shown(units?.[unlike] ?? '')} has the length ${shown(lengths?.[unlike] ?? '')}.`)
    for (const [key, of, around] of [
      ['CIRUC', 'RUC', counts],
      ['CIRB', 'RB', bases],
    ] as const) {
      const alone = list(pairs, key)?.some((v, i) => v !== '.' && (around?.[i >> 1] ?? '.') === '.') ?? false
      if (alone) wrong(`${key} stands around a missing ${of}.`)
    }
    bases?.forEach((text, i) => {
      const length = lengths === undefined ? (units?.[i] === '.' ? Number.NaN : units?.[i]?.length) : Number(lengths[i])
      const told = Number(text) - Number(counts?.[i]) * (length ?? Number.NaN)
      if (Math.abs(told) >= Math.max(1, length ?? 1))
        findings.found(
          'VCF_INFO_REPEAT_LENGTH',
          line,
          column,
          `RB is ${shown(text)}, ${counts?.[i]} units of ${length} bases are told.`,
        )
    })
    const each = list(pairs, 'RUB')
    if (each === undefined) return
    if (counts === undefined || counts.some((c) => !/^\d{1,9}$/.test(c))) {
      wrong(`RUB stands beside RUC=${shown(pairs.get('RUC') ?? '')}.`)
      return
    }
    const sum = counts.reduce((a, c) => a + Number(c), 0)
    if (each.length !== sum)
      findings.found(
        'VCF_INFO_COUNT',
        line,
        column,
        `RUB has ${each.length} values where ${sum} repeat units ask for ${sum}.`,
      )
  }
