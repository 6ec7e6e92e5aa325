import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { tsvRows } from '../../knowledge/release.ts'

const rows = tsvRows(readFileSync('knowledge/clinpgx/2025-11/positions-grch37.tsv', 'utf8'))
const at = (gene: string, pos38: number) => rows.find((r) => r.gene === gene && r.pos_grch38 === String(pos38))

/** GRCh37 places as dbSNP and the guideline papers print them. */
test.each([
  ['rs4244285', 'CYP2C19', 94781859, 96541616, 'G'],
  ['rs12248560', 'CYP2C19', 94761900, 96521657, 'C'],
  ['rs9923231', 'VKORC1', 31096368, 31107689, 'C'],
  ['rs4149056', 'SLCO1B1', 21178615, 21331549, 'T'],
  ['rs1799853', 'CYP2C9', 94942290, 96702047, 'C'],
  ['rs1057910', 'CYP2C9', 94981296, 96741053, 'A'],
  ['rs3918290', 'DPYD', 97450058, 97915614, 'C'],
  ['rs116855232', 'NUDT15', 48045719, 48619855, 'C'],
  ['rs1142345', 'TPMT', 18130687, 18130918, 'T'],
  ['rs3892097', 'CYP2D6', 42128945, 42524947, 'C'],
  ['rs1050828', 'G6PD', 154536002, 153764217, 'C'],
])('%s (%s) stands at its published GRCh37 place', (_, gene, pos38, pos37, ref) => {
  expect(at(gene, pos38)).toMatchObject({ pos_grch37: String(pos37), ref_grch37: ref })
})

test.each([
  ['rs3758581', 'CYP2C19', 94842866, 'G'],
  ['rs16947', 'CYP2D6', 42127941, 'A'],
  ['rs1135840', 'CYP2D6', 42126611, 'G'],
  ['rs776746', 'CYP3A5', 99672916, 'C'],
  ['rs1801265', 'DPYD', 97883329, 'G'],
])('%s (%s): the reference base of GRCh37 is not that of GRCh38', (_, gene, pos38, ref) => {
  expect(at(gene, pos38)?.ref_grch37).toBe(ref)
})

test('all 1,205 positions of the release are listed, and a missing place has no base and no source', () => {
  expect(rows).toHaveLength(1205)
  for (const r of rows) expect([r.pos_grch37 === '', r.ref_grch37 === '']).toEqual([r.how === '', r.how === ''])
})

test('the bases behind REF repeat the indel as far as HGVS says it can move (UGT1A1 TA repeat, NUDT15 GAGTCG repeat)', () => {
  expect(at('UGT1A1', 233760233)?.after).toBe('ATATATATATATA')
  expect(at('NUDT15', 48037782)?.after).toBe('GGAGTCGGAGTCG')
})
