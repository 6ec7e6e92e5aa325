import type { SampleRow } from './sample-row.ts'
import type { Region, StructuralRow } from '../site.ts'
import { writeGenotype } from './genotype-text.ts'
import { isAnyOther } from './any-other.ts'

const infoValue = (info: string, key: string): number | undefined => {
  const value = new RegExp(`(?:^|;)${key}=-?(\\d+)`).exec(info)?.[1]
  return value === undefined ? undefined : Number(value)
}

/** The row as a structural record when its ALT is symbolic (`<DEL>`, `<DUP>`, `<CNV>`, …) and it reaches into one of the regions. The base at POS is the one before the event. */
export const structuralRow = (row: SampleRow, regions: readonly Region[]): StructuralRow | undefined => {
  const types = row.alts.filter((a) => /^<[^>]+>$/.test(a) && !isAnyOther(a))
  if (types.length === 0) return undefined
  const start = row.pos + 1
  const length = infoValue(row.info, 'SVLEN')
  const end = infoValue(row.info, 'END') ?? (length === undefined ? row.pos + row.ref.length - 1 : row.pos + length)
  if (!regions.some((r) => r.chrom === row.chrom && r.start <= end && r.end >= start)) return undefined
  const copies = row.field('CN')
  const copyNumber = copies === undefined ? Number.NaN : Number(copies)
  return {
    chrom: row.chrom,
    start,
    end,
    type: types.map((t) => t.slice(1, -1)).join(','),
    ...(Number.isFinite(copyNumber) ? { copyNumber } : {}),
    gt: writeGenotype(row.genotype),
    filter: row.filter,
    line: row.line,
    text: row.text,
  }
}
