import { expect, test } from 'vitest'
import { portableInflate } from '../../../genome/index.ts'
import type { Score, ScoreRow } from '../model.ts'
import { joinPacks } from './join-packs.ts'
import { packScores } from './pack-scores.ts'
import { openPackedScores, writePackedScores } from './packed-file.ts'
import type { PackedScores } from './packed-scores.ts'

const { crc32 } = portableInflate

const row = (
  pos: number,
  effectAllele: string,
  other: string,
  weight: number,
  more: Partial<ScoreRow> = {},
): ScoreRow => ({
  line: pos,
  chrom: 'chr1',
  pos,
  effectAllele,
  otherAlleles: other === '' ? [] : [other],
  effect: { kind: 'additive', weight },
  ...more,
})

const score = (id: string, rows: readonly ScoreRow[]): Score => ({
  id,
  traitIds: [],
  harmonised: false,
  header: { pgs_id: id },
  rows,
  source: `${id}.txt`,
  build: 'GRCh38',
})

const a = score('A', [
  row(30, 'A', 'G', 1),
  row(10, 'TA', 'T', 2, { frequency: 0.25 }),
  row(20, 'C', '', 3),
  row(20, 'C', 'T', 4, { chrom: 'chrX' }),
  row(5, 'A', 'C', 0, { effect: { kind: 'dosage', weights: [0.1, 0.2, 0.4] } }),
  row(30, 'A', 'G', 9),
])
const b = score('B', [
  row(30, 'G', 'A', -1),
  row(10, 'T', 'TA', 5),
  row(40, 'G', 'C', 6, { chrom: 'chr2' }),
  row(5, 'C', 'A', 0, { effect: { kind: 'dosage', weights: [1, 2, 3] } }),
  { line: 9, effectAllele: 'ε4', otherAlleles: [], effect: { kind: 'apoe', weight: 1, text: 'ε4' } },
])

const packed = (...scores: readonly Score[]): PackedScores => {
  const pack = packScores(scores, 'GRCh38')
  if (!pack.ok) throw new Error(pack.problems[0]?.message)
  return pack.value
}

test('rows of one place share it, whichever allele they name, and stand in order', () => {
  const [first] = packed(a, b).chroms
  expect([...(first?.positions ?? [])]).toEqual([5, 10, 20, 30])
  expect([...(first?.termsFrom ?? [])]).toEqual([0, 2, 4, 5, 7])
  expect(packed(a).scores[0]?.left).toEqual([{ row: 5, reason: 'duplicate' }])
})

test('what is written is read again as it was', () => {
  const pack = packed(a, b)
  const bytes = writePackedScores(pack, crc32)
  const opened = openPackedScores(bytes, 'x', crc32)
  expect(opened.ok && opened.value).toEqual(pack)
  // Where the bytes begin in memory does not matter.
  const moved = new Uint8Array(bytes.length + 3)
  moved.set(bytes, 3)
  const again = openPackedScores(moved.subarray(3), 'x', crc32)
  expect(again.ok && again.value).toEqual(pack)
})

test('every cut and every changed byte of a written file is refused or changes nothing', () => {
  const bytes = writePackedScores(packed(a, b), crc32)
  for (let size = 0; size < bytes.length; size++)
    expect(openPackedScores(bytes.slice(0, size), 'x', crc32).ok).toBe(false)
  let unnoticed = 0
  for (let at = 0; at < bytes.length; at++) {
    const damaged = bytes.slice()
    damaged[at] = (damaged[at] as number) ^ 0x55
    const opened = openPackedScores(damaged, 'x', crc32)
    if (!opened.ok) expect(opened.problems[0]?.code).toMatch(/^PACKED_SCORES_/)
    else {
      expect(opened.value).toEqual(packed(a, b))
      unnoticed++
    }
  }
  // Only filling between columns is not under a checksum.
  expect(unnoticed).toBeLessThan(bytes.length / 4)
})

test('packs put together are the pack of all their scores', () => {
  const c = score('C', [
    row(1, 'A', 'G', 1),
    row(30, 'A', 'G', 2),
    row(7, 'G', 'T', 1, { chrom: 'chr2', frequency: 0.5 }),
  ])
  const joined = joinPacks([packed(a), packed(b), packed(c)])
  expect(joined.ok && joined.value).toEqual(packed(a, b, c))
  expect(joinPacks([]).ok).toBe(false)
  const other = packScores([{ ...a, build: 'GRCh37' }], 'GRCh37')
  expect(other.ok && joinPacks([packed(a), other.value]).ok).toBe(false)
})

test('a score on another build is not packed', () => {
  expect(packScores([a], 'GRCh37').problems.map((p) => p.code)).toEqual(['SCORE_BUILD_DIFFERS'])
})

test('named alleles that stand there twice count once, whether they have a place or not', () => {
  const hla = (line: number, text: string, more: Partial<ScoreRow> = {}): ScoreRow => ({
    line,
    effectAllele: text,
    otherAlleles: [],
    effect: { kind: 'hla', weight: 1, text },
    ...more,
  })
  const at = { chrom: 'chr6', pos: 32600000 }
  const rows = [
    hla(1, 'A*24'),
    hla(2, 'B*57'),
    hla(3, 'A*24'),
    hla(4, 'C*07', at),
    hla(5, 'C*07', at),
    hla(6, 'C*06', at),
  ]
  const pack = packed(score('HLA', rows))
  expect(pack.complex.map((c) => c.row)).toEqual([0, 1, 3, 5])
  expect(pack.scores[0]?.left).toEqual([
    { row: 2, reason: 'duplicate' },
    { row: 4, reason: 'duplicate' },
  ])
})
