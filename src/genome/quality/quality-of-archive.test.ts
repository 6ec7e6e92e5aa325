import { expect, test } from 'vitest'
import { openArchive, packArchive, readCallableBed } from '../archive/index.ts'
import { memorySource } from '../bytes/memory-source.ts'
import { joined } from '../bytes/byte-stream.ts'
import { memorySyncAccess } from '../reference/index.ts'
import { nodeDeflate } from '../archive/node/index.ts'
import { nodeInflate } from '../node/inflate.ts'
import { mixedRows, readText, vcfOf } from './call-set.fixture.ts'
import { qualityCounter } from './quality.ts'
import { qualityOfArchive } from './quality-of-archive.ts'
import { qualityReport } from './quality-report.ts'

const regions = [{ name: 'WIDE', chrom: 'chr1', start: 3_000_000, end: 3_500_000 }]

const packed = async (text: string, exact: boolean) => {
  const bed = await readCallableBed(
    memorySource('callable.bed', new TextEncoder().encode('chr1\t2999999\t3200000\n')),
    nodeInflate,
  )
  if (!bed.ok) throw new Error('the regions are well formed')
  const pieces: Uint8Array[] = []
  const done = await packArchive(
    memorySource('made.vcf', new TextEncoder().encode(text)),
    { inflate: nodeInflate, deflate: nodeDeflate, exact, callable: bed.value },
    (bytes) => pieces.push(bytes.slice()),
  )
  if (!done.ok) throw new Error(JSON.stringify(done.problems))
  const archive = openArchive(memorySyncAccess(joined(pieces)), { name: 'made', inflate: nodeInflate })
  if (!archive.ok) throw new Error(JSON.stringify(archive.problems))
  return { archive: archive.value, byChrom: bed.value.byChrom }
}

test('an exact archive tells the same as the file it was made of', async () => {
  const text = vcfOf([...mixedRows(1500), 'chrX 5000000 . A <NON_REF> . . END=5000100 GT:DP:GQ:MIN_DP 0/0:30:60:25'])
  const { archive, byChrom } = await packed(text, true)
  const counter = qualityCounter({ build: 'GRCh38', regions })
  const header = await readText(text, counter.add)
  expect(qualityOfArchive(archive, { regions })).toEqual(
    qualityReport(counter.tally, { header, format: header.format, callable: byChrom }),
  )
})

test('of a rounded archive the counts are the same', async () => {
  const text = vcfOf(mixedRows(1500))
  const [exact, rounded] = [await packed(text, true), await packed(text, false)]
  const [a, b] = [qualityOfArchive(exact.archive, { regions }), qualityOfArchive(rounded.archive, { regions })]
  expect(b.variants).toEqual(a.variants)
  expect(b.genotypes).toEqual(a.genotypes)
  expect(b.filters).toEqual(a.filters)
  expect(b.sex.pattern).toBe(a.sex.pattern)
})
