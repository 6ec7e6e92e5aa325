import { describe, expect, test } from 'vitest'
import type { Problem } from '../../shared/problem.ts'
import { memorySource, portableInflate, readSites, type SampleSites, type Site, type WantedSites } from '../index.ts'
import { bgzf, columnLine, gzip, vcf38 } from '../bytes/packed.fixture.ts'
import type { ReadSampleOptions } from '../read-options.ts'

const snv: Site = { chrom: 'chr1', pos: 1000, ref: 'C', alts: ['T'], rsid: 'rs1' }
const repeat: Site = { chrom: 'chr1', pos: 2000, ref: 'CAT', alts: ['C', 'CATAT'], after: 'ATAT' }
const insertion: Site = { chrom: 'chr1', pos: 3000, ref: 'T', alts: ['TG'], after: 'GG' }
const wanted = { GRCh38: [snv, repeat, insertion], GRCh37: [] }

const read = (content: string | Uint8Array, options: Partial<ReadSampleOptions> = {}, of: WantedSites = wanted) =>
  readSites(memorySource('a.vcf', content, 50), of, { inflate: portableInflate, ...options })

const good = async (
  content: string | Uint8Array,
  options: Partial<ReadSampleOptions> = {},
): Promise<SampleSites & { problems: readonly Problem[] }> => {
  const r = await read(content, options)
  if (!r.ok) throw new Error(r.problems.map((p) => p.message).join('\n'))
  return { ...r.value, problems: r.problems }
}

const codes = async (
  content: string | Uint8Array,
  options: Partial<ReadSampleOptions> = {},
): Promise<readonly string[]> => {
  const r = await read(content, options)
  expect(r.ok).toBe(false)
  return r.problems.filter((p) => p.severity === 'error').map((p) => p.code)
}

const calls = (s: SampleSites): readonly string[] =>
  s.sites.map((r) => `${r.pos} ${r.ref} ${r.alts.join(',') || '.'} ${r.gt} ${r.kind}`)

describe('rows of a VCF at wanted sites', () => {
  test('a row comes back as the file says it, with its line', async () => {
    const s = await good(
      vcf38(
        ['chr1 900 . A G . PASS . GT 0/1', 'chr1 1000 rs1 C T 50 PASS DP=3 GT:AD:PS 0|1:4,5:77'],
        ['##FORMAT=<ID=AD,Number=R,Type=Integer,Description="d">'],
      ),
    )
    expect(s.sites).toEqual([
      {
        chrom: 'chr1',
        pos: 1000,
        id: 'rs1',
        ref: 'C',
        alts: ['T'],
        filter: 'PASS',
        gt: '0|1',
        phaseSet: '77',
        depths: [4, 5],
        kind: 'row',
        line: 6,
        text: 'chr1\t1000\trs1\tC\tT\t50\tPASS\tDP=3\tGT:AD:PS\t0|1:4,5:77',
      },
    ])
    expect(s).toMatchObject({ adNumber: 'R', build: 'GRCh38', format: 'vcf', rowsRead: 2, sample: 'S1' })
  })

  test.each(['1', 'chr1', 'NC_000001.11', 'CM000663.2'])('contig %s is chr1', async (name) => {
    expect(calls(await good(vcf38([`${name} 1000 . C T . . . GT 1/1`])))).toEqual(['1000 C T 1/1 row'])
  })

  test('CRLF, a byte order mark, a missing last line feed and lower-case bases are read', async () => {
    const text = vcf38(['chr1 1000 . c t . . . GT 0/1']).trimEnd().replaceAll('\n', '\r\n')
    expect(calls(await good(`\uFEFF${text}`))).toEqual(['1000 C T 0/1 row'])
  })

  test('a call passes when neither FILTER of the row nor FT of the sample fails', async () => {
    const filters = async (filter: string, ft: string) =>
      (await good(vcf38([`chr1 1000 . C T . ${filter} . GT:FT 0/1:${ft}`]))).sites[0]?.filter
    expect(await filters('PASS', 'PASS')).toBe('PASS')
    expect(await filters('LowQual', 'PASS')).toBe('LowQual')
    expect(await filters('LowQual', '.')).toBe('LowQual')
    expect(await filters('PASS', 'LowGQ')).toBe('LowGQ')
  })

  test('the named sample is read, with its own FT', async () => {
    const text = vcf38(['chr1 1000 . C T . PASS . GT:FT 0/1:PASS 1/1:LowGQ'], [], ['A', 'B'])
    expect((await good(text, { sample: 'B' })).sites[0]).toMatchObject({ gt: '1/1', filter: 'LowGQ' })
    expect((await good(text)).problems.map((p) => p.code)).toEqual(['VCF_FIRST_SAMPLE_TAKEN'])
  })

  test('duplicate rows and unsorted rows stay in file order', async () => {
    const s = await good(
      vcf38(['chr1 3000 . T TG . . . GT 0/1', 'chr1 1000 . C T . . . GT 0/0', 'chr1 1000 . C T . . . GT 1/1']),
    )
    expect(calls(s)).toEqual(['3000 T TG 0/1 row', '1000 C T 0/0 row', '1000 C T 1/1 row'])
  })

  test('rows that were split by ALT are joined, so that no ALT hides behind a reference row', async () => {
    const s = await good(vcf38(['chr1 1000 . C A . PASS . GT 0/0', 'chr1 1000 . C T . PASS . GT 0/1']))
    expect(calls(s)).toEqual(['1000 C A,T 0/2 row'])
  })

  test('an indel with padding or placed further right in its repeat is rewritten to the site', async () => {
    const s = await good(vcf38(['chr1 2004 . TAT T . . . GT 0/1', 'chr1 3002 . G GG . . . GT 1|0']))
    expect(calls(s)).toEqual(['2000 CAT C 0/1 row', '3000 T TG 1|0 row'])
  })

  test('an indel that cannot be told from the one expected leaves the site open', async () => {
    const { after: _, ...bare } = insertion
    const r = await read(vcf38(['chr1 3010 . A AG . . . GT 0/1']), {}, { GRCh38: [bare], GRCh37: [] })
    expect(r).toMatchObject({
      ok: true,
      value: { sites: [], unresolved: [{ line: 4 }] },
      problems: [{ code: 'VCF_SITE_UNRESOLVED' }],
    })
  })

  test('REF that contradicts the reference is told and handed on for the caller to refuse', async () => {
    const s = await good(vcf38(['chr1 1000 . A G . . . GT 0/1']))
    expect(calls(s)).toEqual(['1000 A G 0/1 row'])
    expect(s.problems.map((p) => [p.code, p.at.line])).toEqual([['VCF_REF_MISMATCH', 4]])
  })

  test('genotypes of one allele, three alleles, none, and with the prefix of VCF 4.4', async () => {
    for (const [gt, expected] of [
      ['1', '1'],
      ['0/1/1', '0/1/1'],
      ['.', '.'],
      ['./.', './.'],
      ['|0|1', '0|1'],
      ['/0|1', '0/1'],
    ])
      expect((await good(vcf38([`chr1 1000 . C T . . . GT ${gt}`]))).sites[0]?.gt).toBe(expected)
  })

  test('an allele that the row does not list makes the genotype not called', async () => {
    const s = await good(vcf38(['chr1 1000 . C T . . . GT 0/2']))
    expect(s.sites[0]?.gt).toBe('./.')
    expect(s.problems[0]).toMatchObject({ code: 'VCF_GT_INVALID', at: { line: 4 } })
  })
})

describe('reference blocks of a gVCF', () => {
  const nonRef = ['##ALT=<ID=NON_REF,Description="any other">']

  test('a block counts as reference at every site whose REF it covers whole', async () => {
    const s = await good(vcf38(['chr1 990 . A <NON_REF> . . END=2002 GT:DP:GQ:MIN_DP 0/0:30:60:25'], nonRef))
    expect(calls(s)).toEqual(['1000 C . 0/0 referenceBlock', '2000 CAT . 0/0 referenceBlock'])
    expect(s.format).toBe('gvcf')
    expect(s.sites[1]?.text).toContain('END=2002')
  })

  test('a block that ends within the REF of a deletion site does not cover it', async () => {
    expect(calls(await good(vcf38(['chr1 1990 . A <NON_REF> . . END=2001 GT 0/0'], nonRef)))).toEqual([])
  })

  test('single-base reference rows that together cover the REF of a deletion site count', async () => {
    const s = await good(
      vcf38(['chr1 2000 . C . . . . GT 0/0', 'chr1 2001 . A . . . . GT 0/0', 'chr1 2002 . T . . . . GT 0/0']),
    )
    expect(calls(s)).toEqual(['2000 CAT . 0/0 referenceBlock'])
  })

  test.each(['0/0:9:60', '0/0:30:19', './.:30:60', '0/1:30:60'])('a block with %s does not count', async (cell) => {
    expect(calls(await good(vcf38([`chr1 990 . A <NON_REF> . . END=1100 GT:DP:GQ ${cell}`], nonRef)))).toEqual([])
  })

  test('thresholds can be set', async () => {
    const text = vcf38(['chr1 990 . A <NON_REF> . . END=1100 GT:DP:GQ 0/0:5:12'], nonRef)
    expect(calls(await good(text, { blockDepth: 5, blockQuality: 10 }))).toHaveLength(1)
  })

  test('the block length of VCF 4.5 is the sample\u2019s own LEN', async () => {
    const text = vcf38(['chr1 990 . A <*> . . . GT:LEN 0/0:5 0/0:20'], [], ['A', 'B'])
    expect(calls(await good(text, { sample: 'A' }))).toEqual([])
    expect(calls(await good(text, { sample: 'B' }))).toEqual(['1000 C . 0/0 referenceBlock'])
  })

  test('the placeholder goes from a variant row unless the genotype uses it', async () => {
    const s = await good(vcf38(['chr1 1000 . C T,<NON_REF> . . . GT:AD 0/1:10,12,0'], nonRef))
    expect(s.sites[0]).toMatchObject({ alts: ['T'], gt: '0/1', depths: [10, 12] })
    expect((await good(vcf38(['chr1 1000 . C T,<NON_REF> . . . GT 1/2'], nonRef))).sites[0]?.alts).toEqual([
      'T',
      '<NON_REF>',
    ])
  })
})

test('symbolic records that reach into a region of interest come back with their copy number', async () => {
  const regions = { GRCh37: [], GRCh38: [{ chrom: 'chr1', start: 5000, end: 6000 }] }
  const s = await good(
    vcf38([
      'chr1 4000 . N <DEL> . PASS SVTYPE=DEL;END=5500;SVLEN=-1500 GT 0/1',
      'chr1 5200 . N <CNV> . PASS END=9100 GT:CN ./.:3',
      'chr1 7000 . N <DUP> . PASS END=8000 GT 0/1',
    ]),
    { regions },
  )
  expect(s.structural.map(({ start, end, type, copyNumber, gt }) => ({ start, end, type, copyNumber, gt }))).toEqual([
    { start: 4001, end: 5500, type: 'DEL', copyNumber: undefined, gt: '0/1' },
    { start: 5201, end: 9100, type: 'CNV', copyNumber: 3, gt: './.' },
  ])
})

describe('bad input', () => {
  test('what stands in the file decides, not its packing: plain, gzip and BGZF give the same answer', async () => {
    const text = vcf38(['chr1 1000 . C T . . . GT 0/1'])
    const [plain, packed, blocks] = [await good(text), await good(gzip(text)), await good(bgzf(text))]
    expect(calls(packed)).toEqual(calls(plain))
    expect(calls(blocks)).toEqual(calls(plain))
    expect(plain.sha256).toMatch(/^[0-9a-f]{64}$/)
  })

  test('a missing BGZF end marker is a warning', async () => {
    const s = await good(bgzf(vcf38(['chr1 1000 . C T . . . GT 0/1']), 100, false))
    expect(s.problems.map((p) => [p.code, p.severity])).toEqual([['FILE_NO_END_MARKER', 'warning']])
  })

  test('an unknown sample lists the samples and the nearest name', async () => {
    const r = await read(vcf38(['chr1 1000 . C T . . . GT 0/1 0/1'], [], ['NA12878', 'NA18526']), { sample: 'na12877' })
    expect(r.problems[0]).toMatchObject({ code: 'VCF_SAMPLE_UNKNOWN', severity: 'error' })
    expect(r.problems[0]?.message).toContain('NA12878, NA18526')
    expect(r.problems[0]?.remedy).toContain('Did you mean NA12878?')
  })

  test('a file without samples, without a column line, or with a sample named twice', async () => {
    expect(
      await codes(
        '##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\nchr1\t1000\t.\tC\tT\t.\t.\t.\n',
      ),
    ).toEqual(['VCF_NO_SAMPLES'])
    expect(await codes('##fileformat=VCFv4.2\nchr1\t1000\t.\tC\tT\t.\t.\t.\tGT\t0/1\n')).toEqual(['VCF_NO_COLUMN_LINE'])
    expect(await codes(vcf38(['chr1 1000 . C T . . . GT 0/1 0/1'], [], ['A', 'A']))).toEqual(['VCF_SAMPLE_TWICE'])
  })

  test('an unknown build is asked for; a stated one is believed unless the file contradicts it', async () => {
    const bare = `##fileformat=VCFv4.2\n${columnLine('S1')}\nchr1\t1000\t.\tC\tT\t.\t.\t.\tGT\t0/1\n`
    expect(await codes(bare)).toEqual(['BUILD_UNKNOWN'])
    expect((await good(bare, { build: 'GRCh38' })).buildEvidence).toContain('stated')
    expect(await codes(vcf38(['chr1 1000 . C T . . . GT 0/1']), { build: 'GRCh37' })).toEqual(['BUILD_CONTRADICTION'])
  })

  test('a header on one build and rows on the other stop the work', async () => {
    const sites38 = Array.from(
      { length: 12 },
      (_, i): Site => ({ chrom: 'chr1', pos: 100 + i * 1000, ref: 'A', alts: ['G'] }),
    )
    const sites37 = sites38.map((s) => ({ ...s, pos: s.pos + 50 }))
    const r = await read(
      vcf38(sites37.map((s) => `chr1 ${s.pos} . A G . . . GT 0/1`)),
      {},
      { GRCh38: sites38, GRCh37: sites37 },
    )
    expect(r.problems.map((p) => p.code)).toEqual(['BUILD_CONTRADICTION'])
  })

  test('every bad row is told with its line, and the good ones are read', async () => {
    const s = await good(
      vcf38([
        'chr1 x . C T . . . GT 0/1',
        'chr1 1000 . C',
        'no tabs here'.replaceAll(' ', '_'),
        'chr1 1000 . C T . . . GT',
        'chr1 1000 . C T . . . GT 0/1 0/1',
        'chr1 2000 . CAT C . . . GT 0/1',
      ]),
    )
    expect(s.problems.map((p) => [p.code, p.at.line])).toEqual([
      ['VCF_POS_NOT_NUMBER', 4],
      ['VCF_ROW_TOO_SHORT', 5],
      ['VCF_ROW_TOO_SHORT', 6],
      ['VCF_COLUMN_COUNT', 7],
      ['VCF_COLUMN_COUNT', 8],
    ])
    expect(calls(s)).toEqual(['2000 CAT C 0/1 row'])
  })

  test('of one kind of problem twenty are listed and the rest counted', async () => {
    const s = await good(vcf38(Array.from({ length: 50 }, () => 'chr1 1000 . A G . . . GT 0/1')))
    const listed = s.problems.filter((p) => p.code === 'VCF_REF_MISMATCH')
    expect(listed).toHaveLength(21)
    expect(listed.at(-1)?.message).toContain('30 more')
  })

  test('a line beyond the limit is passed over in bounded memory, and told when it matters', async () => {
    const huge = `chr1 1000 . C T . . ${'X'.repeat(5000)} GT 0/1`
    const s = await good(
      vcf38([huge, huge.replace('1000', '7777'), 'chr1 2000 . CAT C . . . GT 0/1'], [`##long=${'Y'.repeat(5000)}`]),
      { lineLimit: 1000 },
    )
    expect(s.problems.map((p) => [p.code, p.at.line])).toEqual([['VCF_LINE_TOO_LONG', 5]])
    expect(calls(s)).toEqual(['2000 CAT C 0/1 row'])
  })

  test('the mitochondrion of hg19 is not read', async () => {
    const site = { chrom: 'chrM', pos: 1555, ref: 'A', alts: ['G'] }
    const text = vcf38(['chrM 1555 . A G . . . GT 1/1'], ['##contig=<ID=chrM,length=16571>'])
    expect(await read(text, {}, { GRCh38: [site], GRCh37: [] })).toMatchObject({
      ok: true,
      value: { sites: [] },
      problems: [{ code: 'VCF_OLD_MITOCHONDRION' }],
    })
  })

  test('comment lines among the rows are passed over', async () => {
    const s = await good(vcf38(['chr1 1000 . C T . . . GT 0/1', '#note', 'chr1 2000 . CAT C . . . GT 0/1']))
    expect(calls(s)).toHaveLength(2)
  })
})
