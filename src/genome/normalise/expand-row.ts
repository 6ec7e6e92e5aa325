import type { ProblemLog } from '../problem-log.ts'
import { checkBases } from '../reference/check-reference.ts'
import type { VcfRow } from '../vcf/vcf-row.ts'
import { alignedRow } from './align-row.ts'
import { alleleKind } from './allele-kind.ts'
import { atomiseRow } from './atomise-row.ts'
import type { NormaliseOptions, ReferenceMode } from './normalise-rows.ts'
import { sameAlleles, withOrigin } from './origin.ts'
import { setReference } from './set-reference.ts'
import { onMisfit, splitRow } from './split-row.ts'

/** Tells that a REF does not fit, or that a place or sequence is not in the reference. */
const tellReference = (log: ProblemLog, mode: ReferenceMode, place: string, what: string): void =>
  log.add(
    mode === 'stop' ? 'error' : 'warning',
    'VCF_REF_DIFFERS',
    { path: place },
    `At ${place} ${what}${mode === 'out' ? '; the row is left out' : ''}.`,
    'Check that the file and the reference sequence are of the same build. If they are, the row was written wrongly.',
  )

/** What becomes of one row: rows, none when it is left out, and undefined when all work must stop. */
export type RowExpander = (row: VcfRow) => readonly VcfRow[] | undefined

/** REF checked, split, atomised, left-aligned: what is done to a row by itself. */
export const rowExpander = (options: NormaliseOptions, log: ProblemLog): RowExpander => {
  const { rules, reference, originKey, split, atomise } = options
  const mode = options.check ?? 'stop'
  const key = originKey === undefined ? {} : { originKey }

  const checked = (row: VcfRow): VcfRow | undefined => {
    const sequence = reference?.sequence(row.chrom)
    const told = (what: string): VcfRow | undefined => {
      tellReference(log, mode, `${row.chrom}:${row.pos}`, what)
      return mode === 'warn' || mode === 'set' ? row : undefined
    }
    if (sequence === undefined) return told('the sequence is not in the reference')
    const set = mode === 'set' ? setReference(row, sequence, rules, onMisfit(row, log)) : row
    if (set === undefined) return told('the place is not in the reference')
    const result = checkBases(sequence, set.pos - 1, set.ref)
    if (result === 'mismatch')
      return told(
        `REF is ${set.ref.slice(0, 40)}, the reference has ${sequence.slice(set.pos - 1, set.pos - 1 + Math.min(40, set.ref.length)) ?? 'nothing'}`,
      )
    if (result === 'notHeld') return told('the place is not in the reference')
    const odd = set.alts.find((alt) => alleleKind(set.ref, alt) === 'invalid')
    return odd === undefined ? set : told(`ALT ${odd.slice(0, 40)} is neither bases nor a known kind of allele`)
  }
  const aligned = (row: VcfRow): VcfRow => {
    const sequence = options.align === false ? undefined : reference?.sequence(row.chrom)
    return sequence === undefined || checkBases(sequence, row.pos - 1, row.ref) !== 'equal'
      ? row
      : alignedRow(row, sequence)
  }
  return (row) => {
    const first = reference === undefined ? row : checked(row)
    if (first === undefined) return mode === 'stop' ? undefined : []
    const parts = split === undefined ? [first] : splitRow(first, rules, { ...split, ...key }, log)
    const atoms =
      atomise === undefined ? parts : parts.flatMap((p) => atomiseRow(p, rules, { ...atomise, ...key }, log))
    return atoms.map((part) => {
      const moved = aligned(part)
      return sameAlleles(moved, row) ? moved : withOrigin(moved, originKey, row)
    })
  }
}
