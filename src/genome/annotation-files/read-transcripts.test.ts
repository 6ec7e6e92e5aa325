import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { memorySource } from '../bytes/memory-source.ts'
import { portableInflate } from '../bytes/portable-inflate.ts'
import { type AnnotationOptions, readAllTranscripts } from './read-transcripts.ts'

const rows = (...lines: readonly (readonly (string | number)[])[]): string =>
  `${lines.map((l) => l.join('\t')).join('\n')}\n`
const read = (text: string | Uint8Array, options: Partial<AnnotationOptions> = {}) =>
  readAllTranscripts(memorySource('models', text), { inflate: portableInflate, ...options })
const codes = (result: {
  readonly problems: readonly { readonly code: string; readonly at: { readonly line?: number } }[]
}) => result.problems.map((p) => `${p.code}:${p.at.line ?? ''}`)

const ensembl = `##gff-version 3\n#!genome-build GRCh38.p14\n${rows(
  [
    '17',
    'ensembl_havana',
    'gene',
    101,
    900,
    '.',
    '-',
    '.',
    'ID=gene:ENSG00000012048;Name=BRCA1;biotype=protein_coding;description=one%3B two;gene_id=ENSG00000012048;version=26',
  ],
  [
    '17',
    'ensembl_havana',
    'mRNA',
    101,
    900,
    '.',
    '-',
    '.',
    'ID=transcript:ENST00000357654;Parent=gene:ENSG00000012048;Name=BRCA1-203;biotype=protein_coding;tag=basic,Ensembl_canonical,MANE_Select;transcript_id=ENST00000357654;version=9',
  ],
  ['17', 'ensembl_havana', 'three_prime_UTR', 101, 150, '.', '-', '.', 'Parent=transcript:ENST00000357654'],
  ['17', 'ensembl_havana', 'exon', 101, 300, '.', '-', '.', 'Parent=transcript:ENST00000357654;Name=ENSE1;rank=2'],
  [
    '17',
    'ensembl_havana',
    'CDS',
    151,
    300,
    '.',
    '-',
    '0',
    'ID=CDS:ENSP00000350283;Parent=transcript:ENST00000357654;protein_id=ENSP00000350283;version=3',
  ],
  ['17', 'ensembl_havana', 'exon', 801, 900, '.', '-', '.', 'Parent=transcript:ENST00000357654;Name=ENSE2;rank=1'],
  [
    '17',
    'ensembl_havana',
    'CDS',
    801,
    860,
    '.',
    '-',
    '0',
    'ID=CDS:ENSP00000350283;Parent=transcript:ENST00000357654;protein_id=ENSP00000350283;version=3',
  ],
  ['17', 'havana', 'ncRNA_gene', 2001, 2100, '.', '+', '.', 'ID=gene:ENSG1;biotype=lncRNA;gene_id=ENSG1'],
  [
    '17',
    'havana',
    'lnc_RNA',
    2001,
    2100,
    '.',
    '+',
    '.',
    'ID=transcript:ENST1;Parent=gene:ENSG1;biotype=lncRNA;transcript_id=ENST1;version=1',
  ],
  ['17', 'havana', 'exon', 2001, 2100, '.', '+', '.', 'Parent=transcript:ENST1'],
)}`

describe('GFF3 of Ensembl', () => {
  test('gives names with versions, tags, exons in transcript order and the coding part', async () => {
    const result = await read(ensembl)
    expect(result).toMatchObject({ format: 'gff3', build: 'GRCh38', transcripts: 2, refused: 0, problems: [] })
    expect(result.models[0]).toEqual({
      id: 'ENST00000357654.9',
      gene: 'BRCA1',
      geneId: 'ENSG00000012048',
      protein: 'ENSP00000350283.3',
      biotype: 'protein_coding',
      build: 'GRCh38',
      chrom: 'chr17',
      strand: -1,
      exons: [
        { start: 0, end: 100, genomeStart: 800, genomeEnd: 900 },
        { start: 100, end: 300, genomeStart: 100, genomeEnd: 300 },
      ],
      cds: { start: 40, end: 250 },
      tags: ['MANE Select', 'Ensembl canonical', 'basic'],
    })
    expect(result.models[1]).toMatchObject({ id: 'ENST1.1', gene: 'ENSG1', biotype: 'lncRNA' })
  })

  test('reads the same from gzip', async () => {
    expect((await read(gzipSync(ensembl))).models).toEqual((await read(ensembl)).models)
  })

  test('a coding part that begins inside a codon is cut off at its 5’ end', async () => {
    const result = await read(
      rows(
        ['1', 'x', 'gene', 1, 99, '.', '+', '.', 'ID=gene:G;Name=G'],
        ['1', 'x', 'mRNA', 1, 99, '.', '+', '.', 'ID=transcript:T;Parent=gene:G;biotype=protein_coding'],
        ['1', 'x', 'exon', 1, 99, '.', '+', '.', 'Parent=transcript:T'],
        ['1', 'x', 'CDS', 1, 90, '.', '+', '2', 'Parent=transcript:T'],
      ),
    )
    expect(result.models[0]).toMatchObject({ cds: { start: 0, end: 90 }, frame: 2, startIncomplete: true })
  })

  test('one exon row may belong to several transcripts; without exon rows the coding rows stand for them', async () => {
    const result = await read(
      rows(
        ['1', 'x', 'gene', 1, 99, '.', '+', '.', 'ID=gene:G;Name=G'],
        ['1', 'x', 'mRNA', 1, 99, '.', '+', '.', 'ID=A;Parent=gene:G'],
        ['1', 'x', 'mRNA', 1, 99, '.', '+', '.', 'ID=B;Parent=gene:G'],
        ['1', 'x', 'exon', 1, 50, '.', '+', '.', 'Parent=A,B'],
        ['1', 'x', 'mRNA', 1, 99, '.', '+', '.', 'ID=C;Parent=gene:G'],
        ['1', 'x', 'five_prime_UTR', 1, 10, '.', '+', '.', 'Parent=C'],
        ['1', 'x', 'CDS', 11, 40, '.', '+', '0', 'Parent=C'],
        ['1', 'x', 'CDS', 61, 90, '.', '+', '0', 'Parent=C'],
      ),
    )
    expect(result.models.map((t) => [t.id, t.exons.length, t.cds])).toEqual([
      ['A', 1, undefined],
      ['B', 1, undefined],
      ['C', 2, { start: 10, end: 70 }],
    ])
  })
})

const accession = 'NC_000017.10'
describe('GFF3 of RefSeq', () => {
  test('names, GeneID, build by accession; a gene without a transcript row', async () => {
    const result = await read(
      rows(
        [accession, 'RefSeq', 'region', 1, 81195210, '.', '+', '.', 'ID=NC_000017.10:1..81195210;Dbxref=taxon:9606'],
        [
          accession,
          'BestRefSeq',
          'gene',
          11,
          200,
          '.',
          '+',
          '.',
          'ID=gene-BRCA1;Dbxref=GeneID:672,HGNC:HGNC:1100;Name=BRCA1;gbkey=Gene;gene=BRCA1;gene_biotype=protein_coding',
        ],
        [
          accession,
          'BestRefSeq',
          'mRNA',
          11,
          200,
          '.',
          '+',
          '.',
          'ID=rna-NM_007294.4;Parent=gene-BRCA1;Dbxref=GeneID:672,Genbank:NM_007294.4;Name=NM_007294.4;gbkey=mRNA;gene=BRCA1;tag=MANE Select;transcript_id=NM_007294.4',
        ],
        [
          accession,
          'BestRefSeq',
          'exon',
          11,
          200,
          '.',
          '+',
          '.',
          'ID=exon-NM_007294.4-1;Parent=rna-NM_007294.4;gene=BRCA1;transcript_id=NM_007294.4',
        ],
        [
          accession,
          'BestRefSeq',
          'CDS',
          21,
          170,
          '.',
          '+',
          '0',
          'ID=cds-NP_009225.1;Parent=rna-NM_007294.4;gene=BRCA1;protein_id=NP_009225.1',
        ],
        [
          'NC_012920.1',
          'RefSeq',
          'gene',
          3307,
          4262,
          '.',
          '+',
          '.',
          'ID=gene-ND1;Dbxref=GeneID:4535;Name=ND1;gene=ND1;gene_biotype=protein_coding',
        ],
        [
          'NC_012920.1',
          'RefSeq',
          'CDS',
          3307,
          4262,
          '.',
          '+',
          '0',
          'ID=cds-YP_003024026.1;Parent=gene-ND1;gene=ND1;protein_id=YP_003024026.1',
        ],
      ),
    )
    expect(result.build).toBe('GRCh37')
    expect(result.models).toMatchObject([
      {
        id: 'NM_007294.4',
        gene: 'BRCA1',
        geneId: 'GeneID:672',
        protein: 'NP_009225.1',
        biotype: 'protein_coding',
        chrom: 'chr17',
        cds: { start: 10, end: 160 },
        tags: ['MANE Select'],
      },
      { id: 'YP_003024026.1', gene: 'ND1', chrom: 'chrM', biotype: 'protein_coding', cds: { start: 0, end: 956 } },
    ])
  })

  test('alignment rows with gaps become cigars, and the coding part is counted in the transcript', async () => {
    const result = await read(
      rows(
        [accession, 'x', 'gene', 101, 310, '.', '+', '.', 'ID=gene-G;Name=G;gene=G'],
        [accession, 'x', 'mRNA', 101, 310, '.', '+', '.', 'ID=rna-NM_1.1;Parent=gene-G;gene=G;transcript_id=NM_1.1'],
        [accession, 'x', 'exon', 101, 200, '.', '+', '.', 'Parent=rna-NM_1.1'],
        [accession, 'x', 'exon', 251, 310, '.', '+', '.', 'Parent=rna-NM_1.1'],
        [accession, 'x', 'CDS', 111, 200, '.', '+', '0', 'Parent=rna-NM_1.1;protein_id=NP_1.1'],
        [accession, 'x', 'CDS', 251, 300, '.', '+', '0', 'Parent=rna-NM_1.1;protein_id=NP_1.1'],
        [
          accession,
          'RefSeq',
          'cDNA_match',
          101,
          200,
          '.',
          '+',
          '.',
          'ID=a;Target=NM_1.1 1 101 +;Gap=M50 I2 M20 D1 M29',
        ],
        [accession, 'RefSeq', 'cDNA_match', 251, 310, '.', '+', '.', 'ID=a;Target=NM_1.1 102 161 +'],
      ),
    )
    expect(result.problems).toEqual([])
    expect(result.models[0]?.exons).toEqual([
      { start: 0, end: 101, genomeStart: 100, genomeEnd: 200, cigar: '50=2I20=1D29=' },
      { start: 101, end: 161, genomeStart: 250, genomeEnd: 310 },
    ])
    expect(result.models[0]?.cds).toEqual({ start: 10, end: 151 })
  })

  test('a base read twice is a slip; one that is skipped, and trans-splicing, are refused by name', async () => {
    const of = (id: string, ...parts: readonly (readonly (string | number)[])[]) => [
      [accession, 'x', 'gene', 1, 900, '.', '+', '.', `ID=gene-${id};Name=${id};gene=${id}`],
      [accession, 'x', 'mRNA', 1, 900, '.', '+', '.', `ID=rna-${id};Parent=gene-${id};transcript_id=${id}`],
      ...parts.map(([type, from, to, phase, more = '']) => [
        accession,
        'x',
        type ?? '',
        from ?? 0,
        to ?? 0,
        '.',
        '+',
        phase ?? '.',
        `Parent=rna-${id}${more}`,
      ]),
    ]
    const result = await read(
      rows(
        ...of(
          'BACK',
          ['exon', 1, 300, '.'],
          ['CDS', 1, 99, 0, ';exception=ribosomal slippage'],
          ['CDS', 99, 200, 0, ';exception=ribosomal slippage'],
        ),
        ...of('SKIP', ['exon', 1, 300, '.'], ['CDS', 1, 99, 0], ['CDS', 101, 200, 0]),
        ...of('TRANS', ['exon', 1, 300, '.', ';exception=trans-splicing']),
      ),
    )
    expect(result.models).toMatchObject([{ id: 'BACK', slippage: 98, cds: { start: 0, end: 200 } }])
    expect(codes(result)).toEqual(['annotation-slippage-forward:10', 'annotation-trans-splicing:13'])
    expect(result.refused).toBe(2)
  })

  test('partial=true tells by the ranges which end is cut off', async () => {
    const of = (strand: string) =>
      read(
        rows(
          [accession, 'x', 'gene', 1, 99, '.', strand, '.', 'ID=gene-G;gene=G'],
          [
            accession,
            'x',
            'mRNA',
            1,
            99,
            '.',
            strand,
            '.',
            'ID=rna-T;Parent=gene-G;partial=true;start_range=.,1;transcript_id=T.1',
          ],
          [accession, 'x', 'exon', 1, 99, '.', strand, '.', 'Parent=rna-T'],
          [accession, 'x', 'CDS', 1, 90, '.', strand, '0', 'Parent=rna-T'],
        ),
      )
    expect((await of('+')).models[0]?.startIncomplete).toBe(true)
    expect((await of('-')).models[0]?.endIncomplete).toBe(true)
  })
})

describe('GTF', () => {
  test('needs no gene or transcript rows, and the stop codon joins the coding part', async () => {
    const attributes =
      'gene_id "ENSG2"; gene_version "1"; transcript_id "ENST2"; transcript_version "4"; gene_name "ABC"; transcript_biotype "protein_coding"; tag "basic"; tag "cds_start_NF";'
    const result = await read(
      rows(
        ['X', 'havana', 'exon', 11, 100, '.', '-', '.', attributes],
        ['X', 'havana', 'CDS', 14, 100, '.', '-', '1', `${attributes} protein_id "ENSP2"; protein_version "2";`],
        ['X', 'havana', 'stop_codon', 11, 13, '.', '-', '0', attributes],
        ['X', 'havana', 'start_codon', 98, 100, '.', '-', '0', attributes],
      ),
    )
    expect(result.format).toBe('gtf')
    expect(result.models).toEqual([
      {
        id: 'ENST2.4',
        gene: 'ABC',
        geneId: 'ENSG2',
        protein: 'ENSP2.2',
        biotype: 'protein_coding',
        build: undefined,
        chrom: 'chrX',
        strand: -1,
        exons: [{ start: 0, end: 90, genomeStart: 10, genomeEnd: 100 }],
        cds: { start: 0, end: 90 },
        frame: 1,
        startIncomplete: true,
        tags: ['basic'],
      },
    ])
  })

  test('GENCODE and RefSeq name things otherwise', async () => {
    const result = await read(
      `##description: evidence-based annotation of the human genome (GRCh38), version 46\n${rows(
        [
          'chr1',
          'HAVANA',
          'transcript',
          1,
          50,
          '.',
          '+',
          '.',
          'gene_id "ENSG3.1"; transcript_id "ENST3.7"; gene_type "lncRNA"; gene_name "LNC"; transcript_type "lncRNA"; tag "MANE_Plus_Clinical";',
        ],
        [
          'chr1',
          'HAVANA',
          'exon',
          1,
          50,
          '.',
          '+',
          '.',
          'gene_id "ENSG3.1"; transcript_id "ENST3.7"; gene_type "lncRNA"; gene_name "LNC"; transcript_type "lncRNA";',
        ],
        [
          'NC_000001.11',
          'BestRefSeq',
          'exon',
          1,
          50,
          '.',
          '+',
          '.',
          'gene_id "DDX11L1"; transcript_id "NR_046018.2"; db_xref "GeneID:100287102"; gene "DDX11L1"; transcript_biotype "transcript";',
        ],
      )}`,
    )
    expect(result.build).toBe('GRCh38')
    expect(result.models).toMatchObject([
      { id: 'ENST3.7', gene: 'LNC', biotype: 'lncRNA', tags: ['MANE Plus Clinical'] },
      { id: 'NR_046018.2', gene: 'DDX11L1', geneId: 'GeneID:100287102' },
    ])
  })
})

describe('faults', () => {
  test('broken lines are told with line and column, and the others are read', async () => {
    const result = await read(
      `${rows(
        ['1', 'x', 'gene', 1, 99, '.', '+', '.', 'ID=gene:G;Name=G'],
        ['1', 'x', 'mRNA', 1, 99, '.', '+', '.', 'ID=T;Parent=gene:G'],
        ['1', 'x', 'exon', 'one', 99, '.', '+', '.', 'Parent=T'],
        ['1', 'x', 'exon', 99, 1, '.', '+', '.', 'Parent=T'],
        ['1', 'x', 'exon', 1, 99, '.', '*', '.', 'Parent=T'],
        ['1', 'x', 'CDS', 1, 99, '.', '+', '3', 'Parent=T'],
        ['1', 'x', 'exon', 1, 99, '.', '+', '.', 'Name=lost'],
        ['1', 'x', 'exon', 1, 99, '.', '+', '.', 'Parent=T'],
      )}too short\n`,
    )
    expect(result.problems.map((p) => `${p.code}:${p.at.line}:${p.at.column}`)).toEqual([
      'annotation-row-broken:3:4',
      'annotation-row-broken:4:5',
      'annotation-row-broken:5:7',
      'annotation-row-broken:6:8',
      'annotation-parent-unnamed:7:9',
      'annotation-row-broken:9:1',
    ])
    expect(result.models).toHaveLength(1)
  })

  test('transcripts that contradict themselves are refused', async () => {
    const of = (id: string, ...parts: readonly (readonly (string | number)[])[]) =>
      parts.map(([type, from, to]) => ['1', 'x', type ?? '', from ?? 0, to ?? 0, '.', '+', '.', `Parent=${id}`])
    const result = await read(
      rows(...of('OVERLAP', ['exon', 1, 50], ['exon', 40, 90]), ...of('OUTSIDE', ['exon', 1, 50], ['CDS', 40, 60])),
    )
    expect(codes(result).toSorted()).toEqual([
      'annotation-cds-outside-exon:4',
      'annotation-exons-overlap:2',
      'annotation-parent-missing:1',
      'annotation-parent-missing:3',
      'annotation-without-transcripts:',
    ])
    expect(result.models).toEqual([])
  })

  test('a file of another build than stated, scattered rows and a file without transcripts are errors', async () => {
    expect(codes(await read(ensembl, { build: 'GRCh37' }))).toContain('annotation-build-differs:2')
    const line = (contig: string) => [contig, 'x', 'exon', 1, 50, '.', '+', '.', `Parent=T${contig}`]
    expect(codes(await read(rows(line('1'), line('2'), line('1'))))).toContain('annotation-contig-scattered:3')
    expect(codes(await read('##gff-version 3\n'))).toEqual(['annotation-without-transcripts:'])
    expect(codes(await read('##fileformat=VCFv4.2\n1\t1\t.\tA\tC\t.\t.\t.\n'))).toContain('annotation-row-broken:2')
  })
})
