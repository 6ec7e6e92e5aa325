import type { Call } from './call-batch.ts'
import { infoFields } from './info-fields.ts'
import { isAnyOther } from '../vcf/any-other.ts'

/** The other end of a breakend. `joinAfter`: the mate's piece follows the bases of this row; `reversed`: it is joined in the other direction. */
export type BreakendMate = {
  readonly chrom: string
  readonly pos: number
  readonly joinAfter: boolean
  readonly reversed: boolean
}

/**
 * A structural record: its type without brackets (`DEL`, `DUP:TANDEM`, `BND`), the first base it touches (the one behind POS; for breakends POS itself), the last one, its length
 * in bases where END or SVLEN gives one, and CN. `mate`: null for a single breakend; absent for everything that is no breakend.
 */
export type StructuralReading = {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly length?: number
  readonly copyNumber?: number
  readonly mate?: BreakendMate | null
}

/**
 * Reads a breakend ALT; null for a single breakend, undefined when it is none.
 * @example breakendMate('G]chr17:198982]') // { chrom: 'chr17', pos: 198982, joinAfter: true, reversed: true }
 */
export const breakendMate = (alt: string): BreakendMate | null | undefined => {
  const found = /^([^[\]]*)([[\]])(.+):(\d+)([[\]])([^[\]]*)$/.exec(alt)
  if (found === null) return /^(\.[A-Za-z]+|[A-Za-z]+\.)$/.test(alt) ? null : undefined
  const [, before, bracket, contig, pos, closing, after] = found as unknown as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ]
  if (bracket !== closing || (before === '') === (after === '')) return undefined
  const joinAfter = before !== ''
  return {
    chrom: contig.replace(/^<(.*)>$/, '$1'),
    pos: Number(pos),
    joinAfter,
    reversed: joinAfter === (bracket === ']'),
  }
}

/** What a row says of structure; undefined when none of its ALTs is symbolic or a breakend. The first such ALT counts. */
export const readStructural = (call: Call): StructuralReading | undefined => {
  if (call.kind !== 'symbolic') return undefined
  const copies = call.copyNumber === undefined ? {} : { copyNumber: call.copyNumber }
  for (const [i, alt] of call.alts.entries()) {
    const mate = breakendMate(alt)
    if (mate !== undefined) return { type: 'BND', start: call.pos, end: call.pos, ...copies, mate }
    if (!/^<[^>]+>$/.test(alt) || isAnyOther(alt)) continue
    const fields = infoFields(call.info ?? '')
    const stated = Number(fields.get('SVLEN')?.split(',')[i] || Number.NaN)
    const start = call.pos + 1
    const type = alt.slice(1, -1)
    if (type.startsWith('INS')) {
      const length = Number.isInteger(stated) ? { length: Math.abs(stated) } : {}
      return { type, start: call.pos, end: call.pos, ...length, ...copies }
    }
    const end = fields.has('END') || !Number.isInteger(stated) ? call.end : call.pos + Math.abs(stated)
    const length = Number.isInteger(stated) ? Math.abs(stated) : end - call.pos
    return { type, start, end, ...(length > 0 ? { length } : {}), ...copies }
  }
  return undefined
}
