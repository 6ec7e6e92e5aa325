import { describe, expect, test } from 'vitest'
import type { Call } from '../genome/calls/index.ts'
import { alleleRows } from './variant-rows.ts'
import { gravest } from './variant-writer.ts'

const call: Call = {
  chrom: 'chr1',
  pos: 100,
  end: 5000,
  id: '.',
  ref: 'A',
  alts: ['<CNV>'],
  kind: 'symbolic',
  alleles: [null, null],
  phased: false,
  filter: 'PASS',
  copyNumber: 1,
  line: 9,
}
const unread = { reference: 'notHeld', transcripts: [] } as const
const which = { sampled: true, all: false, lines: true }

describe('the alleles of a row', () => {
  test('that has a number of copies and no genotype are told, unless there are two copies', () => {
    const of = (copyNumber: number | undefined, alleles: Call['alleles'] = [null, null]) => {
      const { copyNumber: _, ...rest } = call
      const row: Call = { ...rest, alleles, ...(copyNumber === undefined ? {} : { copyNumber }) }
      return alleleRows(row, { alleles: [unread], together: [] }, 'GRCh38', which)
    }
    expect(of(1)[0]?.genotype).toMatchObject({ copyNumber: 1, zygosity: 'unknown' })
    expect([of(0).length, of(3).length, of(2).length, of(undefined).length, of(1, [0]).length]).toEqual([1, 1, 0, 0, 0])
  })

  test('of one place and one ALT are kept apart by their REF', () => {
    const row: Call = { ...call, ref: 'ACC', alts: ['A'], kind: 'variant', alleles: [0, 1] }
    const other = { chrom: 'chr1', pos: 100, ref: 'AC', alt: 'A' }
    const together = [{ gene: 'G', transcript: 'T', members: [other], terms: [], impact: 'high' as const }]
    const own = { ...unread, variant: { ...other, ref: 'ACC' } }
    expect(alleleRows(row, { alleles: [own], together }, 'GRCh38', which)[0]?.together).toBeUndefined()
  })
})

describe('the gravest impact', () => {
  test('of what is not read, or stands on another REF, is not known', () => {
    expect(gravest(unread)).toBe('notKnown')
    const variant = { chrom: 'chr1', pos: 1, ref: 'A', alt: 'T' }
    expect(gravest({ reference: 'mismatch', transcripts: [], variant })).toBe('notKnown')
    expect(gravest({ reference: 'equal', transcripts: [], variant })).toBe('modifier')
  })
})
