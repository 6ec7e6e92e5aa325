import type { ProblemLog } from '../problem-log.ts'
import type { ReferenceGenome } from '../reference/reference-genome.ts'
import type { VcfRow } from '../vcf/vcf-row.ts'
import type { AtomiseOptions } from './atomise-row.ts'
import { type DuplicateRule, withoutDuplicates } from './duplicates.ts'
import { rowExpander } from './expand-row.ts'
import type { FieldRules } from './field-rules.ts'
import { joinGroups, type JoinOptions, joinRows } from './join-rows.ts'
import type { SplitOptions } from './split-row.ts'

/** What to do with a row whose REF is not in the reference, or that has an ALT of no known kind: `stop` all work, tell and keep it, leave it `out`, or `set` REF right. */
export type ReferenceMode = 'stop' | 'warn' | 'out' | 'set'

/**
 * What is done with rows, in this order: REF checked, split, atomised, left-aligned; then, by place, joined and freed of duplicates. What is not named is not done.
 * `only`: rows for which it is false pass through untouched. `align` false: checked, but not moved. `order`: rows of one place as they come, or by their alleles.
 * `window`: how far (bases) rows are held back to be put in order.
 */
export type NormaliseOptions = {
  readonly rules: FieldRules
  readonly reference?: ReferenceGenome
  readonly check?: ReferenceMode
  readonly align?: boolean
  readonly split?: Omit<SplitOptions, 'originKey'>
  readonly atomise?: Omit<AtomiseOptions, 'originKey'>
  readonly join?: JoinOptions & { readonly which: 'any' | 'both' | 'snps' | 'indels' }
  readonly duplicates?: DuplicateRule
  readonly originKey?: string
  readonly only?: (row: VcfRow) => boolean
  readonly order?: 'arrival' | 'alleles'
  readonly window?: number
}

/** How far rows are held back unless told otherwise. */
export const sortWindow = 1000

type Held = { readonly row: VcfRow; readonly touched: boolean }

const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const byAlleles = (a: Held, b: Held): number =>
  text(a.row.ref, b.row.ref) || text(a.row.alts.join(','), b.row.alts.join(','))

/** Takes rows one by one and hands them on, normalised and in order. `push` gives false once the work has stopped; `end` hands on what is held back. */
export type RowNormaliser = { push(row: VcfRow): boolean; end(): void }

/** Makes a normaliser of rows. Rows come in the order of a VCF: by chromosome, then place. */
export const rowNormaliser = (
  options: NormaliseOptions,
  log: ProblemLog,
  onRow: (row: VcfRow) => void,
): RowNormaliser => {
  const { rules } = options
  const window = options.window ?? sortWindow
  const expand = rowExpander(options, log)
  let held: Held[] = []
  let chrom = ''
  let stopped = false

  const settle = (rows: readonly Held[]): readonly VcfRow[] => {
    const asIs = rows.filter((h) => !h.touched).map((h) => h.row)
    let work: readonly VcfRow[] = rows.filter((h) => h.touched).map((h) => h.row)
    const join = options.join
    if (join !== undefined && work.length > 1)
      work = joinGroups(work, join.which).map((group) => joinRows(group, rules, join, log))
    if (options.duplicates !== undefined) work = withoutDuplicates(work, options.duplicates)
    return [...asIs, ...work]
  }
  const flush = (before: number): void => {
    let n = 0
    while (n < held.length) {
      const pos = (held[n] as Held).row.pos
      if (pos >= before) break
      let to = n + 1
      while (to < held.length && (held[to] as Held).row.pos === pos) to++
      const group = held.slice(n, to)
      if (options.order === 'alleles') group.sort(byAlleles)
      for (const row of settle(group)) onRow(row)
      n = to
    }
    if (n > 0) held = held.slice(n)
  }
  const hold = (row: VcfRow, touched: boolean): void => {
    let at = held.length
    while (at > 0 && (held[at - 1] as Held).row.pos > row.pos) at--
    held.splice(at, 0, { row, touched })
  }
  const push = (row: VcfRow): boolean => {
    if (stopped) return false
    if (row.chrom !== chrom) {
      flush(Infinity)
      chrom = row.chrom
    } else flush(row.pos - window)
    if (options.only !== undefined && !options.only(row)) {
      hold(row, false)
      return true
    }
    const rows = expand(row)
    if (rows === undefined) {
      stopped = true
      return false
    }
    for (const made of rows) hold(made, true)
    return true
  }
  return {
    push,
    end: () => {
      if (!stopped) flush(Infinity)
      held = []
    },
  }
}
