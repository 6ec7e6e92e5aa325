import { deflateSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import { packArchive } from '../../../src/genome/archive/index.ts'
import { memorySource, portableInflate } from '../../../src/genome/index.ts'
import { loadGenePack } from '../../../src/knowledge/gene-pack.ts'
import { geneView } from './gene-view.ts'
import type { Found } from './genome-answers.ts'
import { genomeCard } from './genome-card.ts'
import { lookUp } from './look-up.ts'
import { openFile, type OpenGenome, openPacked } from './open-genome.ts'
import { topLine } from './top-line.ts'

const pack = loadGenePack()

const header = [
  '##fileformat=VCFv4.2',
  '##contig=<ID=chr10,length=133797422>',
  '##contig=<ID=chr17,length=83257441>',
  '##contig=<ID=chr6,length=170805979>',
  '##FILTER=<ID=LowQual,Description="l">',
  '##INFO=<ID=END,Number=1,Type=Integer,Description="e">',
  '##FORMAT=<ID=GT,Number=1,Type=String,Description="g">',
  '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="d">',
  '##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="q">',
]
const columns = '#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tP'

const row = (chrom: string, pos: number, id: string, ref: string, alt: string, sample: string, info = '.'): string =>
  [chrom, pos, id, ref, alt, '50', 'PASS', info, 'GT:DP:GQ', sample].join('\t')

const textOf = (lines: readonly string[]): Uint8Array =>
  new TextEncoder().encode([...header, columns, ...lines, ''].join('\n'))

const genomeOf = async (lines: readonly string[]): Promise<OpenGenome> => {
  const result = await openFile(memorySource('p.vcf', textOf(lines)), pack, {})
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}

const variants = [
  row('chr6', 18130687, 'rs1142345', 'T', 'C', './.:3:5'),
  row('chr10', 94781859, 'rs4244285', 'G', 'A', '0/1:31:99'),
  row('chr17', 7675088, 'rs28934578;COSV1', 'C', 'T', '0/1:40:99'),
  row('chr17', 43057062, '.', 'T', 'TG', '0/1:28:99'),
]

describe('a search in a genome that lists only some places', () => {
  let genome: OpenGenome
  beforeAll(async () => {
    genome = await genomeOf(variants)
  })
  const names = (found: Found): readonly (string | undefined)[] => found.variants.map((v) => v.names.coding)
  const ask = (text: string): Found => lookUp(genome, text)

  test.each([
    ['CYP2C19:c.681G>A', 'NM_000769.4:c.681G>A'],
    ['NM_000769.4:c.681G>A', 'NM_000769.4:c.681G>A'],
    ['NM_000769.2(CYP2C19):c.681G>A', 'NM_000769.4:c.681G>A'],
    ['NC_000010.11:g.94781859G>A', 'NM_000769.4:c.681G>A'],
    ['chr10:94,781,859', 'NM_000769.4:c.681G>A'],
    ['rs4244285', 'NM_000769.4:c.681G>A'],
    ['cyp2c19', 'NM_000769.4:c.681G>A'],
    ['TP53:c.524G>A', 'NM_000546.6:c.524G>A'],
    ['TP53 p.Arg175His', 'NM_000546.6:c.524G>A'],
    ['TP53:p.R175H', 'NM_000546.6:c.524G>A'],
    ['rs28934578', 'NM_000546.6:c.524G>A'],
    ['BRCA1:c.5266dup', 'NM_007294.4:c.5266dup'],
    ['BRCA1:c.5266dupC', 'NM_007294.4:c.5266dup'],
  ])('%s finds it', (text, name) => {
    expect(names(ask(text))).toEqual([name])
  })

  test('a version that is not held is replaced, and that is said', () => {
    expect(ask('NM_000769.2(CYP2C19):c.681G>A').say).toContain('NM_000769.4')
  })

  test('another change at the same place is not taken for it', () => {
    const found = ask('CYP2C19:c.681G>C')
    expect(found.say).toContain('not found; another one stands')
    expect(names(found)).toEqual(['NM_000769.4:c.681G>A'])
  })

  test('nothing in the file is not known, and a row that is left open is not called', () => {
    expect(ask('CYP2C9:c.430C>T').place).toBe('unknown')
    expect(ask('rs1799853').place).toBe('unknown')
    expect(ask('TPMT:c.719A>G').place).toBe('notCalled')
    expect(ask('rs1142345').place).toBe('notCalled')
    expect(ask('rs999').place).toBe('unknown')
  })

  test('a build that is not the genome’s is refused with the reason', () => {
    expect(ask('NC_000010.10:g.96541616G>A').say).toContain('another genome build')
  })

  test('what cannot be read is said', () => {
    expect(ask('clopidogrel').say).toContain('neither a gene')
    expect(ask('CYP2C19:c.681G>').variants).toEqual([])
  })

  test('a gene shows its model, its variants and how much of it is known', () => {
    const view = geneView(genome, genomeCard(genome), 'tp53')
    expect(view?.exons).toHaveLength(11)
    expect(view?.variants.map((v) => [v.names.protein, v.class])).toEqual([['p.(Arg175His)', 'moderate']])
    expect(view?.reading.called).toBe(1)
    expect(view?.reading.unknown).toBe(19069)
    expect(geneView(genome, genomeCard(genome), 'NOGENE')).toBeUndefined()
  })

  test('the row of the input is kept for provenance', () => {
    const [found] = ask('CYP2C19:c.681G>A').variants
    expect(found?.line).toBe('chr10\t94781859\trs4244285\tG\tA\t50\tPASS\t.\tGT:DP:GQ\t0/1:31:99')
    expect(found?.lineNumber).toBe(12)
  })

  test('one sentence says what the genome is', () => {
    expect(topLine(genomeCard(genome))).toBe(
      'GRCh38, 3 variants, quality not assessed; sex pattern not assessed; 28 of 28 genes not fully readable',
    )
  })

  test('an archive that was packed before answers as the file does, and what is none is refused', async () => {
    const pieces: Uint8Array[] = []
    const packed = await packArchive(
      memorySource('p.vcf', textOf(variants)),
      { inflate: portableInflate, deflate: (b) => deflateSync(b), exact: true },
      (bytes) => void pieces.push(bytes.slice()),
    )
    expect(packed.ok).toBe(true)
    const reopened = openPacked(new Uint8Array(Buffer.concat(pieces)), pack, () => undefined)
    if (!reopened.ok) throw new Error('the archive was refused')
    expect(genomeCard(reopened.value)).toEqual(genomeCard(genome))
    expect(lookUp(reopened.value, 'TP53:p.R175H')).toEqual(ask('TP53:p.R175H'))
    expect(openPacked(new Uint8Array([1, 2, 3]), pack, () => undefined).problems.map((p) => p.code)).toEqual([
      'ARCHIVE_NOT_ONE',
    ])
  })
})

describe('what a found name rests on', () => {
  const asked = async (lines: readonly string[], text: string): Promise<Found> => lookUp(await genomeOf(lines), text)

  test('another transcript than MANE Select, and bases that were not checked, are told', async () => {
    const line = row('chr13', 32338918, '.', 'A', 'G', '0/1:30:99')
    expect((await asked([line], 'BRCA2:c.4563A>G')).say).toContain(
      'Counted on NM_000059.3; MANE Select is NM_000059.4.',
    )
    expect((await asked([line], 'NM_000059.1:c.4563A>G')).say).toContain('the version that is held')
    expect((await asked([line], 'DPYD:c.2847T>C')).say).toContain('not checked')
    expect((await asked(variants, 'CYP2C19:c.681G>A')).say).toBe('Found.')
    expect((await asked(variants, '17-43057062-T-TG')).variants).toHaveLength(1)
  })

  test('two changes of one codon on one copy are told together, also when only one place is asked for', async () => {
    // TP53 codon 175 is CGC, read on the other strand.
    const phased = (line: string): string => line.replace('0/1:', '0|1:')
    const [found] = (
      await asked(
        [
          phased(row('chr17', 7675087, '.', 'G', 'A', '0/1:30:99')),
          phased(row('chr17', 7675089, '.', 'G', 'A', '0/1:30:99')),
        ],
        'chr17:7675089',
      )
    ).variants
    expect(found?.notes.join()).toContain('With chr17:7675087 G>A on the same copy: ')
    expect(found?.notes.join()).toContain('175 R>')
  })
})

describe('a search in a genome that speaks of every place', () => {
  test('a place as the reference, one not called and one not covered are told apart', async () => {
    const block = (from: number, to: number, sample: string): string =>
      row('chr10', from, '.', 'A', '<NON_REF>', sample, `END=${to}`)
    const genome = await genomeOf([
      block(94761900, 94781858, '0/0:30:90'),
      row('chr10', 94781859, 'rs4244285', 'G', 'A,<NON_REF>', '1/1:31:99'),
      block(94781860, 94820000, '0/0:4:9'),
      block(94820001, 94855547, '0/0:30:90'),
    ])
    const place = (text: string): string | undefined => lookUp(genome, text).place
    expect(place('CYP2C19:c.636G>A')).toBe('reference')
    expect(place('chr10:94781900')).toBe('notCalled')
    expect(place('CYP2C9:c.430C>T')).toBe('unknown')
    const reading = genomeCard(genome).genes.find((g) => g.gene === 'CYP2C19')
    expect([reading?.called, reading?.notCalled, reading?.unknown]).toEqual([55507, 38141, 0])
    expect(lookUp(genome, 'chr10:94781870-94855000').say).toBe(
      'No variant was found in chr10:94,781,870-94,855,000, of which 48 % can be read. Of the rest nothing is known.',
    )
    expect(lookUp(genome, 'rs4244285').variants[0]?.zygosity).toBe('both copies (homozygous)')
  })
})
