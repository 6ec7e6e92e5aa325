import { spawnSync } from 'node:child_process'
import {
  closeSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { fromBase64, packedBcf } from '../src/genome/bcf/bcf.fixture.ts'
import { attune, codesIn, type Ran, root } from './run-attune.ts'
import { temporaryFolder } from './temporary-folder.ts'

const folder = temporaryFolder('all tests')
const { put } = folder

/** Runs a command line in a process of its own, with something on its standard input. */
const piped = (input: string | Uint8Array, ...args: readonly string[]): Ran => {
  const child = spawnSync(process.execPath, ['src/cli/main.ts', ...args], { cwd: root, encoding: 'utf8', input })
  return { code: child.status ?? -1, out: child.stdout, err: child.stderr }
}

const lengths = { GRCh37: { 13: 115169878, 17: 81195210 }, GRCh38: { 13: 114364328, 17: 83257441 } } as const
const columns = '#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO'
const vcf = (build: 'GRCh37' | 'GRCh38', rows: readonly string[], sampled = true): string =>
  `${[
    '##fileformat=VCFv4.2',
    ...Object.entries(lengths[build]).map(([id, length]) => `##contig=<ID=${id},length=${length}>`),
    '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
    sampled ? `${columns}\tFORMAT\tS1` : columns,
    ...rows.map((row) => {
      const [chrom, pos, ref, alt, gt = '0/1'] = row.split(' ')
      return `${chrom}\t${pos}\t.\t${ref}\t${alt}\t.\tPASS\t.${sampled ? `\tGT\t${gt}` : ''}`
    }),
  ].join('\n')}\n`

/**
 * Variants on both builds with the names that others give them, in the order of positions.
 * @source ClinVar 17660, 12347 and 225204 (both builds); the BRCA1 founder variants 5382insC (rs80357906) and 185delAG (ClinVar 17662) and TP53 R175H as published; PharmCAT's position
 * of NUDT15 rs116855232
 */
const known = [
  ['NUDT15', '13 48611918 A AGGAGTC', '13 48037782 A AGGAGTC', 'c.50_55dup', 'p.(Gly17_Val18dup)'],
  ['NUDT15', '13 48619855 C T', '13 48045719 C T', 'c.415C>T', 'p.(Arg139Cys)'],
  ['TP53', '17 7577539 G A', '17 7674221 G A', 'c.742C>T', 'p.(Arg248Trp)'],
  ['TP53', '17 7578406 C T', '17 7675088 C T', 'c.524G>A', 'p.(Arg175His)'],
  ['BRCA1', '17 41209079 T TG', '17 43057062 T TG', 'c.5266dup', 'p.(Gln1756ProfsTer74)'],
  ['BRCA1', '17 41258495 A C', '17 43106478 A C', 'c.190T>G', 'p.(Cys64Gly)'],
  ['BRCA1', '17 41276044 ACT A', '17 43124027 ACT A', 'c.68_69del', 'p.(Glu23ValfsTer17)'],
] as const
const on37 = known.map(([, place]) => place)
const on38 = known.map(([, , place]) => place)

type Row = {
  readonly chrom: string
  readonly pos: number
  readonly ref: string
  readonly alt: string
  readonly line?: number
  readonly transcripts?: readonly {
    readonly gene: string
    readonly transcript: string
    readonly impact: string
    readonly c?: string
    readonly p?: string
  }[]
  readonly together?: readonly { readonly aminoAcids?: readonly string[]; readonly residues?: readonly number[] }[]
}
const rowsOf = (jsonl: string): readonly Row[] =>
  jsonl
    .split('\n')
    .slice(0, -1)
    .map((l) => JSON.parse(l) as Row)
const bare = (name: string | undefined): string => name?.replace(/^[^:]+:/, '') ?? ''
const told = (row: Row) => [row.transcripts?.[0]?.gene, bare(row.transcripts?.[0]?.c), bare(row.transcripts?.[0]?.p)]
const dataLines = (text: string): readonly string[] => text.split('\n').filter((l) => l !== '' && !l.startsWith('#'))

describe('attune variants', () => {
  test.each([
    ['GRCh37', on37],
    ['GRCh38', on38],
  ] as const)('names what ClinVar names, on %s', async (build, rows) => {
    const { code, out, err } = await attune('variants', put(`${build}.vcf`, vcf(build, rows)), '--jsonl')
    expect([code, err]).toEqual([0, ''])
    expect(rowsOf(out).map(told)).toEqual(known.map(([gene, , , c, p]) => [gene, c, p]))
  })

  test('prints a table with one line an allele', async () => {
    const { code, out, err } = await attune('variants', put('a.vcf', vcf('GRCh38', on38)))
    expect([code, err]).toEqual([0, ''])
    const [about, head, ...rows] = out.trimEnd().split('\n')
    expect(about).toMatch(
      /^# a\.vcf, sample S1, GRCh38 \(contig 13 has length 114364328 .*\); named against attune-genes /,
    )
    const names = (head ?? '').slice(1).split('\t')
    const cell = (row: string, name: string) => row.split('\t')[names.indexOf(name)]
    expect(rows.map((r) => [cell(r, 'gene'), cell(r, 'c.'), cell(r, 'p.')])).toEqual(
      known.map(([gene, , , c, p]) => [gene, c, p]),
    )
    expect(cell(rows[0] ?? '', 'place')).toBe('chr13:48037782')
  })

  test('gives the same rows as JSON and as JSON Lines', async () => {
    const file = put('b.vcf', vcf('GRCh38', on38))
    const json = JSON.parse((await attune('variants', file, '--json')).out) as {
      build: string
      sample: string
      variants: readonly Row[]
    }
    expect([json.build, json.sample, json.variants.length]).toEqual(['GRCh38', 'S1', 7])
    expect(json.variants).toEqual(rowsOf((await attune('variants', file, '--format', 'jsonl')).out))
    const none = JSON.parse((await attune('variants', put('none.vcf', vcf('GRCh38', [])), '--json')).out) as {
      variants: readonly Row[]
    }
    expect(none.variants).toEqual([])
  })

  test('says the amino acid that two variants of one codon and one copy make together', async () => {
    const file = (one: string, other: string) =>
      put('codon.vcf', vcf('GRCh38', [`13 48045719 C T ${one}`, `13 48045720 G A ${other}`]))
    // CGT for arginine becomes TGT (cysteine), CAT (histidine), and together TAT (tyrosine).
    const together = rowsOf((await attune('variants', file('0|1', '0|1'), '--jsonl')).out)
    expect(together.map((r) => r.together?.map((t) => [t.residues, t.aminoAcids]))).toEqual(
      Array.from({ length: 2 }, () => [
        [
          [139, 139],
          ['R', 'Y'],
        ],
      ]),
    )
    const apart = rowsOf((await attune('variants', file('0|1', '1|0'), '--jsonl')).out)
    expect(apart.map((r) => [bare(r.transcripts?.[0]?.p), r.together])).toEqual([
      ['p.(Arg139Cys)', undefined],
      ['p.(Arg139His)', undefined],
    ])
  })

  test('writes the same VCF with CSQ, and the same again from its own output', async () => {
    const rows = [...on38, '17 43200000 A <CNV>', '17 43200001 A *,G', '17 43200002 A . 0/0']
    const text = vcf('GRCh38', rows)
    const once = await attune('variants', put('c.vcf', text), '--format', 'vcf')
    expect([once.code, once.err]).toEqual([0, ''])
    const cut = (line: string) => line.split('\t').with(7, '').join('\t')
    expect(dataLines(once.out).map(cut)).toEqual(dataLines(text).map(cut))
    expect(dataLines(once.out)[4]).toContain('\tCSQ=TG|frameshift_variant|HIGH|BRCA1|NM_007294.4|protein_coding|')
    const again = await attune('variants', put('d.vcf', once.out), '--format', 'vcf')
    expect(again).toEqual(once)
    expect((await attune('genome', 'check', put('d.vcf', once.out))).code).toBe(0)
  })

  test('reads files without samples, packed files, BCF and standard input alike', async () => {
    const plain = (await attune('variants', put('e.vcf', vcf('GRCh38', on38)), '--jsonl')).out
    const packed = await attune('variants', put('e.vcf.gz', gzipSync(vcf('GRCh38', on38))), '--jsonl')
    expect(packed.out).toBe(plain)
    expect(piped(vcf('GRCh38', on38), 'variants', '-', '--jsonl')).toEqual({ code: 0, out: plain, err: '' })
    const sites = await attune('variants', put('f.vcf', vcf('GRCh38', on38, false)), '--jsonl')
    expect(rowsOf(sites.out).map(told)).toEqual(rowsOf(plain).map(told))
    const bcf = await attune('variants', put('g.bcf', fromBase64(packedBcf)), '--region', '10:94781859', '--jsonl')
    // CYP2C19*2 is c.681G>A; it keeps Pro227 and breaks the splicing (ClinVar).
    expect(rowsOf(bcf.out).map(told)).toEqual([['CYP2C19', 'c.681G>A', 'p.(Pro227=)']])
  })

  test('takes genes, regions, impacts and filters', async () => {
    const rows = [...on38.map((r) => `${r} 0/1`), '17 7674230 C T 0/0']
    const file = put('h.vcf', vcf('GRCh38', rows).replace('\t7675088\t.\tC\tT\t.\tPASS', '\t7675088\t.\tC\tT\t.\tq10'))
    const genes = async (...args: readonly string[]) =>
      rowsOf((await attune('variants', file, '--jsonl', ...args)).out).map(
        (r) => `${r.transcripts?.[0]?.gene} ${r.pos}`,
      )
    expect(await genes('--gene', 'tp53')).toEqual(['TP53 7674221', 'TP53 7675088'])
    expect(await genes('--gene', 'TP53', '--gene', 'NUDT15', '--pass')).toEqual([
      'NUDT15 48037782',
      'NUDT15 48045719',
      'TP53 7674221',
    ])
    expect(await genes('--region', 'chr17:7,674,000-7674221')).toEqual(['TP53 7674221'])
    expect(await genes('--region', '17:7674221-7674300', '--all')).toEqual(['TP53 7674221', 'TP53 7674230'])
    expect(await genes('--impact', 'high')).toEqual(['BRCA1 43057062', 'BRCA1 43124027'])
    const high = await attune('variants', file, '--format', 'vcf', '--impact', 'high')
    expect(dataLines(high.out).map((l) => l.split('\t')[1])).toEqual(['43057062', '43124027'])
  })

  test('tells everything that is wrong with the options at once', async () => {
    const places = ['--region', 'chr17:a-b', '--region', 'chr17:9-3', '--gene', 'NOGENE', '--build', 'hg19']
    const forms = ['--impact', 'bad', '--format', 'vcf', '--sample', 'S1', '--reference', join(folder.path, 'no.fa')]
    const { code, out, err } = await attune('variants', join(folder.path, 'nowhere.vcf'), ...places, ...forms)
    expect([code, out]).toEqual([2, ''])
    expect(codesIn(err).toSorted()).toEqual(
      [
        'file-missing',
        'bad-build',
        'bad-impact',
        'option-not-taken',
        'bad-region',
        'bad-region',
        'file-missing',
        'unknown-gene',
      ].toSorted(),
    )
  })

  test.each([
    ['a file that contradicts the build that is stated', ['GRCh37.vcf', '--build', 'GRCh38'], 'BUILD_CONTRADICTION'],
    ['a sample that is not there', ['GRCh37.vcf', '--sample', 'S2'], 'VCF_SAMPLE_UNKNOWN'],
    ['a file of no known build', ['open.vcf'], 'BUILD_UNKNOWN'],
  ])('refuses %s, with nothing on stdout in any format', async (_, [name = '', ...args], code) => {
    put('GRCh37.vcf', vcf('GRCh37', on37))
    put('open.vcf', vcf('GRCh38', on38).replaceAll(/##contig.*\n/g, ''))
    for (const format of ['table', 'json', 'jsonl', 'vcf']) {
      if (format === 'vcf' && args[0] === '--sample') continue
      const ran = await attune('variants', join(folder.path, name), ...args, '--format', format)
      expect([format, ran.code, ran.out]).toEqual([format, 2, ''])
      expect(codesIn(ran.err).map((c) => c.toUpperCase().replaceAll('-', '_'))).toContain(code)
    }
  })

  test('does not mind a reader that stops early', () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => `17 ${7_600_000 + i * 100} A C`)
    const file = put('many.vcf', vcf('GRCh38', rows))
    const { stdout, stderr } = spawnSync(
      'sh',
      ['-c', `"${process.execPath}" src/cli/main.ts variants "${file}" | head -n 1`],
      {
        cwd: root,
        encoding: 'utf8',
      },
    )
    expect([stdout.startsWith('# many.vcf'), stdout.split('\n').length, stderr]).toEqual([true, 2, ''])
  })
})

describe('attune genome check', () => {
  const valid = vcf('GRCh38', on38)

  test('ends with 0 for a valid file, 1 for warnings, 2 for errors, and names line and column', async () => {
    const good = await attune('genome', 'check', put('i.vcf', valid))
    expect([good.code, good.err]).toEqual([0, ''])
    expect(good.out).toBe('i.vcf: VCF 4.2, 1 sample, 7 rows: 0 errors, 0 warnings (strict)\n')
    const bad = piped(valid.replace('\tTG\t', '\tT G\t'), 'genome', 'check', '-')
    expect([bad.code, bad.err]).toEqual([2, ''])
    expect(bad.out).toMatch(/^10:5\terror\tVCF_ALT_\w+\t/)
    const warned = await attune('genome', 'check', put('j.vcf', valid.replace('\tPASS\t', '\tq10\t')), '--json')
    const { errors, warnings, version } = JSON.parse(warned.out) as {
      errors: number
      warnings: number
      version: string
    }
    expect([warned.code, errors, warnings > 0, version]).toEqual([errors > 0 ? 2 : 1, errors, true, '4.2'])
  })

  test('is milder when asked to be, but not where calls would be unsure', async () => {
    const open = put('k.vcf', valid.slice(0, -1))
    expect((await attune('genome', 'check', open)).code).toBeGreaterThanOrEqual(
      (await attune('genome', 'check', open, '--lenient')).code,
    )
    const broken = put('l.vcf', valid.replace('#CHROM', 'CHROM'))
    expect((await attune('genome', 'check', broken, '--lenient')).code).toBe(2)
    expect((await attune('genome', 'check', join(folder.path, 'nowhere.vcf'))).code).toBe(2)
  })
})

describe('attune genome normalise', () => {
  const rows = ['##fileformat=VCFv4.2', columns, 'c\t7\t.\tACG\tA,TTG\t.\t.\t.', 'c\t12\t.\tTT\tT\t.\t.\t.']
  const text = `${rows.join('\n')}\n`
  const fasta = (): string => {
    put('c.fa.fai', 'c\t16\t3\t16\t17\n')
    return put('c.fa', '>c\nACACACACGTTTTGCA\n')
  }

  test('splits and left-aligns on stdout, from a file or standard input', async () => {
    const ran = await attune('genome', 'normalise', put('m.vcf', text), '--reference', fasta())
    expect([ran.code, ran.err]).toEqual([0, ''])
    expect(dataLines(ran.out).map((l) => l.split('\t').slice(1, 5).join(' '))).toEqual([
      '7 . ACG A',
      '7 . AC TT',
      '9 . GT G',
    ])
    expect(piped(text, 'genome', 'normalise', '-', '--reference', fasta())).toEqual(ran)
  })

  test('leaves rows together and in their place when asked to, and needs no reference then', async () => {
    const ran = await attune('genome', 'normalise', put('m.vcf', text), '--no-split', '--no-align')
    expect([ran.code, dataLines(ran.out)]).toEqual([0, dataLines(text)])
  })

  test('stops at a REF that does not fit and says that the output ends too early, or leaves the row out', async () => {
    const wrong = put('n.vcf', text.replace('\tTT\t', '\tCT\t'))
    const stopped = await attune('genome', 'normalise', wrong, '--reference', fasta())
    expect([stopped.code, codesIn(stopped.err)]).toEqual([2, ['VCF_REF_DIFFERS', 'output-incomplete']])
    const out = await attune('genome', 'normalise', wrong, '--reference', fasta(), '--check', 'out')
    expect([out.code, codesIn(out.err), dataLines(out.out).length]).toEqual([1, ['VCF_REF_DIFFERS'], 2])
  })

  test('tells all that is wrong with its options, and writes nothing for what is no VCF', async () => {
    const ran = await attune('genome', 'normalise', join(folder.path, 'nowhere.vcf'), '--check', 'maybe')
    expect([ran.code, ran.out, codesIn(ran.err)]).toEqual([2, '', ['file-missing', 'bad-check', 'reference-missing']])
    const none = await attune('genome', 'normalise', put('o.vcf', 'rsid\tchromosome\n'), '--reference', fasta())
    expect([none.code, none.out, codesIn(none.err)]).toEqual([2, '', ['VCF_NO_COLUMN_LINE']])
  })
})

describe('attune genome lift', () => {
  const [length37, length38] = [48129895, 46709983]
  const block = 'ACGGTTACCAGTTGACCATG'
  /** Chromosome 21 of GRCh38 as far as it is needed: a hole but for one stretch, in which the build has another base (A for G) at one place. */
  const fasta = (): string => {
    const path = join(folder.path, 'grch38.fa')
    const file = openSync(path, 'w')
    writeSync(file, '>chr21\n')
    ftruncateSync(file, 7 + length38 + 1)
    writeSync(file, block.replace('CCAGT', 'CCAAT'), 7 + 20000)
    writeSync(file, '\n', 7 + length38)
    closeSync(file)
    writeFileSync(`${path}.fai`, `chr21\t${length38}\t7\t${length38}\t${length38 + 1}\n`)
    return path
  }
  const chain = `chain 500 chr21 ${length37} + 10000 10020 chr21 ${length38} + 20000 20020 1\n20\n`
  const file = (rows: readonly string[]): string =>
    put(
      'lift.vcf',
      `${[
        '##fileformat=VCFv4.2',
        `##contig=<ID=21,length=${length37}>`,
        '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
        `${columns}\tFORMAT\tS1`,
        ...rows.map((r) => r.replaceAll(' ', '\t')),
      ].join('\n')}\n`,
    )
  const rows = ['21 10002 . C T . . . GT 0/1', '21 10011 . G A . . . GT 0/1', '21 10030 . A C . . . GT 0/1']

  test('carries rows over by a chain that was imported, tells what became of them, and keeps the rejected', async () => {
    const into = join(folder.path, 'lifted-knowledge')
    const imported = await attune(
      'knowledge',
      'import',
      'chain',
      put('hg19ToHg38.over.chain.gz', gzipSync(chain)),
      '--into',
      into,
    )
    expect([imported.code, imported.err]).toEqual([0, ''])
    expect(imported.out).toMatch(/chain-grch37-grch38/)
    const rejected = join(folder.path, 'rejected.vcf')
    const args = ['--to', 'GRCh38', '--reference', fasta(), '--knowledge', into, '--rejected', rejected]
    const { code, out, err } = await attune('genome', 'lift', file(rows), ...args)
    expect(dataLines(out)).toEqual([
      'chr21\t20002\t.\tC\tT\t.\t.\tLIFT_FROM=21:10002\tGT\t0/1',
      'chr21\t20011\t.\tA\tG\t.\t.\tLIFT_FROM=21:10011;LIFT_SWAPPED\tGT\t1/0',
    ])
    expect(code).toBe(1)
    expect(err).toMatch(/^3 +read$/m)
    expect(err).toMatch(/^1 +noChain +no chain goes there$/m)
    expect(dataLines(readFileSync(rejected, 'utf8'))).toEqual([
      '21\t10030\t.\tA\tC\t.\t.\tLIFT_REASON=noChain\tGT\t0/1',
    ])
    expect(readdirSync(folder.path).filter((f) => f.endsWith('.part'))).toEqual([])
    expect((await attune('genome', 'check', put('out.vcf', out))).code).toBe(0)
    const same = await attune('genome', 'lift', put('out.vcf', out), ...args)
    expect([same.code, same.out, codesIn(same.err)]).toEqual([2, '', ['LIFT_SAME_BUILD']])
  })

  test('leaves nothing behind when its reader stops early', async () => {
    const into = join(folder.path, 'piped-knowledge')
    await attune('knowledge', 'import', 'chain', put('piped.chain', chain), '--into', into)
    const many = Array.from({ length: 60_000 }, () => rows[0] ?? '')
    const [spool, rejected] = [mkdtempSync(join(folder.path, 'tmp-')), join(folder.path, 'never.vcf')]
    const command = `"${process.execPath}" src/cli/main.ts genome lift "${file(many)}" --to GRCh38 --reference "${fasta()}" --knowledge "${into}" --rejected "${rejected}" --quiet | head -n 1`
    const { stdout, stderr } = spawnSync('sh', ['-c', command], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, TMPDIR: spool },
    })
    expect([stdout, stderr]).toEqual(['##fileformat=VCFv4.2\n', ''])
    expect(readdirSync(spool).filter((f) => f.startsWith('attune-'))).toEqual([])
    expect(readdirSync(folder.path).filter((f) => f.startsWith('never.vcf'))).toEqual([])
  })

  test('names the command that is missing where no chain was imported, and refuses to go without the reference', async () => {
    const without = await attune('genome', 'lift', file(rows), '--to', 'GRCh38', '--reference', fasta())
    expect([without.code, without.out, codesIn(without.err)]).toEqual([2, '', ['chain-missing']])
    expect(without.err).toContain('attune knowledge import chain FILE')
    const bare = await attune(
      'genome',
      'lift',
      join(folder.path, 'nowhere.vcf'),
      '--to',
      'hg38',
      '--rejected',
      join(folder.path, 'no/x.vcf'),
    )
    expect([bare.code, codesIn(bare.err)]).toEqual([
      2,
      ['file-missing', 'bad-build', 'reference-missing', 'folder-missing'],
    ])
  })
})

describe('attune knowledge import', () => {
  // One coding exon of 30 bases on chromosome 13, on the forward strand.
  const models = `##gff-version 3\n#!genome-build GRCh38.p14\n${[
    ['gene', '.', 'ID=gene:ENSG9;Name=MADEUP;biotype=protein_coding;gene_id=ENSG9;version=1'],
    [
      'mRNA',
      '.',
      'ID=transcript:ENST9;Parent=gene:ENSG9;biotype=protein_coding;tag=MANE_Select;transcript_id=ENST9;version=1',
    ],
    ['exon', '.', 'Parent=transcript:ENST9'],
    ['CDS', '0', 'Parent=transcript:ENST9;protein_id=ENSP9;version=1'],
  ]
    .map(([type, phase, attributes]) => `13\ttest\t${type}\t1000001\t1000030\t.\t+\t${phase}\t${attributes}`)
    .join('\n')}\n`

  test('takes in transcript models, which attune variants then names against', async () => {
    const into = join(folder.path, 'more-knowledge')
    const ran = await attune(
      'knowledge',
      'import',
      'transcripts',
      put('models.gff3', models),
      '--into',
      into,
      '--release',
      '2026-05-test',
    )
    expect([ran.code, ran.err]).toEqual([0, ''])
    expect(ran.out).toMatch(/transcripts-ensembl-grch38.2026-05-test\n$/)
    const file = put('p.vcf', vcf('GRCh38', ['13 1000004 C T', ...on38]))
    const before = rowsOf((await attune('variants', file, '--jsonl')).out)
    expect(before[0]?.transcripts).toEqual([])
    const after = rowsOf((await attune('variants', file, '--jsonl', '--knowledge', into)).out)
    expect([after[0]?.transcripts?.[0]?.transcript, after[0]?.transcripts?.[0]?.c]).toEqual([
      'ENST9.1',
      'ENST9.1:c.4C>T',
    ])
    expect(after.slice(1).map(told)).toEqual(known.map(([gene, , , c, p]) => [gene, c, p]))
    const again = await attune(
      'knowledge',
      'import',
      'transcripts',
      put('models.gff3', models),
      '--into',
      into,
      '--release',
      '2026-05-test',
    )
    expect([again.code, again.out, codesIn(again.err)]).toEqual([2, '', ['import-release-there']])
  })

  test('tells all that is wrong with its options', async () => {
    const ran = await attune(
      'knowledge',
      'import',
      'chain',
      put('x.chain', 'chain'),
      '--build',
      'hg19',
      '--release',
      'x',
    )
    expect([ran.code, ran.out, codesIn(ran.err)]).toEqual([
      2,
      '',
      ['option-not-taken', 'option-not-taken', 'bad-build'],
    ])
    expect(codesIn((await attune('knowledge', 'import', 'tarot', folder.path)).err)).toEqual(['unknown-import'])
  })
})

describe('attune genome', () => {
  test('qc tells build, sex pattern and figures as JSON, with nothing else on stdout', async () => {
    const ran = await attune('genome', 'qc', 'examples/statin-muscle-pain/genome.vcf', '--json')
    const report = JSON.parse(ran.out) as { build: string; samples?: readonly string[] }
    expect([ran.code <= 1, report.build]).toEqual([true, 'GRCh38'])
    const bad = await attune('genome', 'qc', join(folder.path, 'nowhere.vcf'), '--build', 'x', '--sex', 'y')
    expect([bad.code, bad.out, codesIn(bad.err)]).toEqual([2, '', ['file-missing', 'bad-build', 'bad-sex']])
  })

  test('packs a genome, views it as VCF and tells what the archive holds', async () => {
    const archive = join(folder.path, 'q.attune')
    const packed = await attune('genome', 'pack', put('q.vcf', vcf('GRCh38', on38)), '-o', archive)
    expect([packed.code, packed.err]).toEqual([0, ''])
    const viewed = await attune('genome', 'view', archive, '--vcf')
    const cells = (text: string) =>
      dataLines(text).map((l) => l.split('\t').filter((_, i) => [0, 1, 3, 4, 9].includes(i)))
    expect(cells(viewed.out)).toEqual(cells(vcf('GRCh38', on38)))
    const region = await attune('genome', 'view', archive, 'chr17:7674221', '--jsonl')
    expect(rowsOf(region.out).map((r) => r.pos)).toEqual([7674221])
    const stats = JSON.parse((await attune('genome', 'stats', archive, '--json')).out) as {
      calls: number
      whole: boolean
    }
    expect([stats.calls, stats.whole]).toEqual([7, true])
  })

  test('lists its verbs', async () => {
    const { out } = await attune('genome', '--help')
    for (const verb of ['qc', 'check', 'normalise', 'lift', 'pack', 'view', 'stats'])
      expect(out).toMatch(new RegExp(`^  ${verb} `, 'm'))
  })
})
