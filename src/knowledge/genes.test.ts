import { describe, expect, test } from 'vitest'
import { fromCoding, positionMap, toGenome } from '../genome/transcripts/position-map.ts'
import { standardCode, translate } from '../genome/transcripts/genetic-code.ts'
import { openTranscriptTable } from '../genome/transcripts/transcript-table.ts'
import type { Build } from '../genome/site.ts'
import { loadGenePack } from './gene-pack.ts'
import { readGenes, readListedSites } from './genes.ts'

const pack = loadGenePack()
const genes = readGenes(pack.genes)
const table = openTranscriptTable(new TextEncoder().encode(pack.transcripts), pack.index)

/** 1-based place on the contig of a c. position of the gene's transcript. */
const placeOf = (gene: string, build: Build, part: '' | '-' | '*', number: number, offset = 0): number => {
  const [transcript] = table.ofGene(gene, build)
  if (transcript?.cds === undefined) throw new Error(`no model of ${gene}`)
  const base = fromCoding(transcript.cds, { part, number })
  const place = toGenome(positionMap(transcript), { base: base ?? Number.NaN, offset }, 5000)
  return typeof place === 'number' ? place + 1 : Number.NaN
}

// Places on GRCh38 as PharmVar, ClinVar and dbSNP publish them for the star alleles and variants named.
const onGrch38: readonly (readonly [string, '' | '-', number, number, number, string])[] = [
  ['CYP2C19', '', 681, 0, 94781859, 'rs4244285, *2'],
  ['CYP2C19', '', 636, 0, 94780653, 'rs4986893, *3'],
  ['CYP2C9', '', 430, 0, 94942290, 'rs1799853, *2'],
  ['CYP2C9', '', 1075, 0, 94981296, 'rs1057910, *3'],
  ['CYP2D6', '', 506, -1, 42128945, 'rs3892097, *4'],
  ['CYP2B6', '', 516, 0, 41006936, 'rs3745274, *6'],
  ['CYP3A5', '', 219, -237, 99672916, 'rs776746, *3'],
  ['CYP4F2', '', 1297, 0, 15879621, 'rs2108622, *3'],
  ['DPYD', '', 1905, 1, 97450058, 'rs3918290, *2A'],
  ['DPYD', '', 2846, 0, 97082391, 'rs67376798'],
  ['TPMT', '', 719, 0, 18130687, 'rs1142345, *3C'],
  ['NUDT15', '', 415, 0, 48045719, 'rs116855232, *3'],
  ['SLCO1B1', '', 521, 0, 21178615, 'rs4149056, *5'],
  ['UGT1A1', '', 211, 0, 233760498, 'rs4148323, *6'],
  ['VKORC1', '-', 1639, 0, 31096368, 'rs9923231'],
  ['G6PD', '', 202, 0, 154536002, 'rs1050828'],
  ['ABCG2', '', 421, 0, 88131171, 'rs2231142'],
  ['CACNA1S', '', 520, 0, 201091993, 'rs772226819'],
  ['RYR1', '', 1840, 0, 38457545, 'rs118192172'],
  ['CFTR', '', 1521, 0, 117559592, "the first base of p.Phe508del by its 3' rule name c.1521_1523del"],
  ['BRCA1', '', 5266, 0, 43057063, 'rs80357906, c.5266dup'],
  ['BRCA2', '', 5946, 0, 32340301, 'rs80359550, c.5946del'],
  ['TP53', '', 524, 0, 7675088, 'rs28934578, p.Arg175His'],
  ['LDLR', '', 681, 0, 11105587, 'rs121908029'],
  ['MLH1', '', 1852, 0, 37047639, 'rs63751247'],
]

describe('genes that ship', () => {
  test.each(onGrch38)('%s c.%s%i stands where it is published', (gene, part, number, offset, published) => {
    expect(placeOf(gene, 'GRCh38', part, number, offset)).toBe(published)
  })

  test.each([
    ['CYP2C19', 681, 0, 96541616],
    ['CYP2C9', 1075, 0, 96741053],
    ['DPYD', 1905, 1, 97915614],
    ['TPMT', 719, 0, 18130918],
    ['BRCA1', 190, 0, 41258495],
    ['OPA1', 1064, 0, 193355769],
    ['LDLR', 770, 0, 11217316],
  ])('%s c.%i stands where it is published on GRCh37', (gene, number, offset, published) => {
    expect(placeOf(gene, 'GRCh37', '', number, offset)).toBe(published)
  })

  test('every coding part that is held reads from a start to one stop', () => {
    const held = table.contigs.flatMap((c) => table.ofContig(c.chrom, c.build)).filter((t) => t.sequence !== undefined)
    expect([...new Set(held.map((t) => t.gene))].toSorted()).toEqual([
      'BRCA1',
      'BRCA2',
      'CYP2C19',
      'CYP2C9',
      'G6PD',
      'MLH1',
      'NUDT15',
      'OPA1',
      'SLCO1B1',
      'TP53',
      'TPMT',
      'UGT1A1',
      'VKORC1',
    ])
    for (const t of held) {
      const protein = translate((t.sequence ?? '').slice(t.cds?.start, t.cds?.end), standardCode)
      expect([t.gene, protein[0], protein.indexOf('*')]).toEqual([t.gene, 'M', protein.length - 1])
      expect((t.sequence ?? '').length).toBe(t.exons.at(-1)?.end)
    }
  })

  test('only bases outside the coding part are left open, and where they are, the gene says so', () => {
    for (const t of table.contigs.flatMap((c) => table.ofContig(c.chrom, c.build))) {
      const holds = genes.find((g) => g.gene === t.gene)?.holds
      const bases = t.sequence ?? ''
      expect([t.gene, bases.slice(t.cds?.start, t.cds?.end).includes('N')]).toEqual([t.gene, false])
      expect([t.gene, holds]).toEqual([
        t.gene,
        bases === '' ? 'exons' : bases.includes('N') ? 'exons and coding sequence' : 'exons and sequence',
      ])
    }
  })

  test('no listed site asks for its own reference base, on either build', () => {
    for (const build of ['GRCh37', 'GRCh38'] as const)
      for (const s of readListedSites(pack.sites, build)) {
        expect([s.rsid, s.alts.includes(s.ref), s.alts.includes('')]).toEqual([s.rsid, false, false])
        expect(Object.keys(s.changes).every((alt) => s.alts.includes(alt))).toBe(true)
      }
  })

  // REF and ALT as dbSNP has them on each build.
  test.each([
    ['rs3758581', 'G', 'A', 'A', 'G'],
    ['rs16947', 'A', 'G', 'G', 'A'],
    ['rs1135840', 'G', 'C', 'C', 'G'],
    ['rs776746', 'C', 'T', 'T', 'C'],
    ['rs1801265', 'G', 'A', 'A', 'G'],
  ])('%s has the changed base as reference on GRCh37', (rsid, ref37, alt37, ref38, alt38) => {
    const of = (build: 'GRCh37' | 'GRCh38') => {
      const site = readListedSites(pack.sites, build).find((s) => s.rsid === rsid)
      return [site?.ref, site?.alts.includes(build === 'GRCh37' ? alt37 : alt38)]
    }
    expect([of('GRCh37'), of('GRCh38')]).toEqual([
      [ref37, true],
      [ref38, true],
    ])
  })

  test('a gene without a model says so, and none claims more than it holds', () => {
    for (const g of genes) {
      const held = table.ofGene(g.gene, 'GRCh38')
      expect([g.gene, held.length > 0]).toEqual([g.gene, g.holds !== 'region'])
      expect([g.gene, held[0]?.tags.includes('MANE Select') ?? false]).toEqual([
        g.gene,
        g.holds !== 'region' && g.transcript === g.maneSelect,
      ])
      expect(g.source).not.toBe('')
      expect(g.grch38.end).toBeGreaterThan(g.grch38.start)
      expect(g.grch37.end).toBeGreaterThan(g.grch37.start)
    }
  })
})
