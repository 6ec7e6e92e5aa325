import type { FaultCode } from './fault-codes.ts'

/** One text with one fault, written after the specification: the fault, where it stands, and the text. */
export type FaultCase = {
  readonly code: FaultCode
  readonly line: number | undefined
  readonly severity: 'error' | 'warning'
  readonly text: string
}

const columns = '#CHROM POS ID REF ALT QUAL FILTER INFO'
const tabs = (line: string): string => (line.startsWith('##') ? line : line.replaceAll(' ', '\t').replaceAll('_', ' '))

/** A text of the given version. Blanks stand for tabs and underscores for blanks outside the `##` lines. */
const vcf = (version: string, header: readonly string[], rows: readonly string[], samples = ''): string =>
  `${[`##fileformat=VCFv${version}`, ...header, columns + samples, ...rows].map(tabs).join('\n')}\n`

const of = (
  code: FaultCode,
  line: number | undefined,
  text: string,
  severity: 'error' | 'warning' = 'error',
): FaultCase => ({ code, line, severity, text })

const row = '1 100 . C T . . .'
/** A fault in line 2, a `##` line. */
const inHeader = (
  code: FaultCode,
  header: string,
  version = '4.3',
  severity: 'error' | 'warning' = 'error',
): FaultCase => of(code, 2, vcf(version, [header], [row]), severity)
/** A fault in line 3, the first row of a file without samples. */
const inRow = (code: FaultCode, text: string, version = '4.3', severity: 'error' | 'warning' = 'error'): FaultCase =>
  of(code, 3, vcf(version, [], [text]), severity)
/** A fault in line 3, the first row of a file with one sample: FORMAT and the sample are given. */
const inSample = (
  code: FaultCode,
  cells: string,
  version = '4.3',
  severity: 'error' | 'warning' = 'error',
  alt = 'T',
): FaultCase => of(code, 3, vcf(version, [], [`1 100 . C ${alt} . . . ${cells}`], ' FORMAT S1'), severity)
/** A fault in line 4, below a FORMAT or INFO line. */
const declared = (code: FaultCode, header: string, cells: string, version = '4.3', info = '.'): FaultCase =>
  of(code, 4, vcf(version, [header], [`1 100 . C T . . ${info} ${cells}`], ' FORMAT S1'))

const field = (place: string, rest: string): string => `##${place}=<ID=XX,${rest}>`
const described = 'Description="d"'

export const faultCases: readonly FaultCase[] = [
  of('VCF_ENCODING', 3, vcf('4.3', [], ['1 100 a\u00ff C T . . .'])),
  of('VCF_CONTROL_CHARACTER', 3, vcf('4.3', [], ['1 100 a\u0001b C T . . .'])),
  of('VCF_CONTROL_CHARACTER', 3, vcf('4.3', [], ['1 100 . C T . . A=b\rc'])),
  of('VCF_BYTE_ORDER_MARK', 1, `\uFEFF${vcf('4.3', [], [row])}`, 'warning'),
  of('VCF_EMPTY_LINE', 3, vcf('4.3', [], ['', row])),
  of('VCF_EMPTY_LINE_AT_END', 4, `${vcf('4.3', [], [row])}\n`, 'warning'),
  of('VCF_LAST_LINE_OPEN', 3, vcf('4.3', [], [row]).trimEnd()),
  of('VCF_LAST_LINE_OPEN', 3, vcf('4.2', [], [row]).trimEnd(), 'warning'),
  of('VCF_LINE_TOO_LONG', 3, vcf('4.3', [], [`1 100 . ${'C'.repeat(3000)} T . . .`])),

  of('VCF_NO_VERSION', 1, vcf('4.3', [], [row]).replace(/^.*\n/, '')),
  of('VCF_UNKNOWN_VERSION', 1, vcf('5.0', [], [row])),
  of('VCF_VERSION_NOT_FIRST', 2, `##source=x\n${vcf('4.3', [], [row])}`),
  inHeader('VCF_VERSION_TWICE', '##fileformat=VCFv4.2'),
  of('VCF_META_LINE', 2, vcf('4.3', ['plain text'], [row])),
  inHeader('VCF_META_KEY_VALUE', '##no value at all'),
  inHeader('VCF_META_NOT_CLOSED', '##INFO=<ID=XX,Number=1,Type=String,Description="d"'),
  inHeader('VCF_META_QUOTES', '##FILTER=<ID=q,Description="it is "so" called">'),
  inHeader('VCF_META_QUOTES', '##FILTER=<ID=q,Description="open>'),
  inHeader('VCF_META_COMMA', '##contig=<ID=1,length=500,assembly=a,b>'),
  inHeader('VCF_META_PAIR', '##contig=<ID=1,length=500,length=600>'),
  inHeader('VCF_META_ID', '##tool=<name="x">'),
  inHeader('VCF_META_ID', '##tool=<name="x">', '4.2', 'warning'),
  of(
    'VCF_META_DUPLICATE',
    3,
    vcf('4.3', ['##FILTER=<ID=q,Description="a">', '##FILTER=<ID=q,Description="b">'], [row]),
  ),
  inHeader('VCF_META_UNQUOTED', '##INFO=<ID=XX,Number=1,Type=String,Description="d",Version=3>'),

  inHeader('VCF_META_INFO_ID', `##INFO=<Number=1,Type=String,${described}>`),
  inHeader('VCF_META_INFO_ID', `##INFO=<ID=9a,Number=1,Type=String,${described}>`),
  inHeader('VCF_META_INFO_NUMBER', field('INFO', `Number=P,Type=String,${described}`), '4.4'),
  inHeader('VCF_META_INFO_TYPE', field('INFO', `Number=1,Type=Text,${described}`)),
  inHeader('VCF_META_INFO_DESCRIPTION', field('INFO', 'Number=1,Type=String')),
  inHeader('VCF_META_INFO_ORDER', field('INFO', `Type=String,Number=1,${described}`)),
  inHeader('VCF_META_INFO_ORDER', field('INFO', `Type=String,Number=1,${described}`), '4.5', 'warning'),
  inHeader('VCF_META_INFO_FLAG', field('INFO', `Number=1,Type=Flag,${described}`), '4.3', 'warning'),
  inHeader('VCF_META_INFO_RESERVED_NUMBER', `##INFO=<ID=AF,Number=1,Type=Float,${described}>`),
  inHeader('VCF_META_INFO_RESERVED_NUMBER', `##INFO=<ID=AF,Number=1,Type=Float,${described}>`, '4.1', 'warning'),
  inHeader('VCF_META_INFO_RESERVED_NUMBER', `##INFO=<ID=SVLEN,Number=.,Type=Integer,${described}>`, '4.4'),
  inHeader('VCF_META_INFO_RESERVED_TYPE', `##INFO=<ID=END,Number=1,Type=Float,${described}>`),

  inHeader('VCF_META_FORMAT_ID', `##FORMAT=<ID=a b,Number=1,Type=String,${described}>`),
  inHeader('VCF_META_FORMAT_NUMBER', field('FORMAT', `Number=P,Type=String,${described}`)),
  inHeader('VCF_META_FORMAT_NUMBER', field('FORMAT', `Number=LR,Type=String,${described}`), '4.4'),
  inHeader('VCF_META_FORMAT_TYPE', field('FORMAT', `Number=1,Type=Flag,${described}`)),
  inHeader('VCF_META_FORMAT_DESCRIPTION', field('FORMAT', 'Number=1,Type=String,Description=d')),
  inHeader('VCF_META_FORMAT_ORDER', `##FORMAT=<Number=1,ID=XX,Type=String,${described}>`),
  inHeader('VCF_META_FORMAT_RESERVED_NUMBER', `##FORMAT=<ID=AD,Number=.,Type=Integer,${described}>`),
  inHeader('VCF_META_FORMAT_RESERVED_NUMBER', `##FORMAT=<ID=LAD,Number=R,Type=Integer,${described}>`, '4.5'),
  inHeader('VCF_META_FORMAT_RESERVED_TYPE', `##FORMAT=<ID=GQ,Number=1,Type=Float,${described}>`),

  inHeader('VCF_META_FILTER_ID', `##FILTER=<ID=0,${described}>`),
  inHeader('VCF_META_FILTER_DESCRIPTION', '##FILTER=<ID=q,Description=d>'),
  inHeader('VCF_META_FILTER_NO_DESCRIPTION', '##FILTER=<ID=q>', '4.3', 'warning'),
  inHeader('VCF_META_ALT_ID', `##ALT=<ID=FOO:BAR,${described}>`),
  inHeader('VCF_META_ALT_ID', `##ALT=<ID=BND:x,${described}>`, '4.4'),
  inHeader('VCF_META_ALT_NUMBER', `##ALT=<ID=DEL,Number=x,${described}>`),
  inHeader('VCF_META_ALT_TYPE', `##ALT=<ID=DEL,Type=x,${described}>`),
  inHeader('VCF_META_ALT_DESCRIPTION', '##ALT=<ID=DEL,Description=d>'),
  inHeader('VCF_META_ALT_NO_DESCRIPTION', '##ALT=<ID=DEL>', '4.3', 'warning'),
  inHeader('VCF_META_ALT_ORDER', '##ALT=<Description="d",ID=DEL>'),
  inHeader('VCF_META_CONTIG_ID', '##contig=<ID=1{2}>'),
  inHeader('VCF_META_CONTIG_ID', '##contig=<ID=a:b>'),
  of('VCF_META_CONTIG_TWICE', 3, vcf('4.3', ['##contig=<ID=1>', '##contig=<ID=1,length=200>'], [row]), 'warning'),
  of('VCF_META_DUPLICATE', 3, vcf('4.3', ['##contig=<ID=1,length=300>', '##contig=<ID=1,length=200>'], [row])),
  inHeader('VCF_META_CONTIG_LENGTH', '##contig=<ID=1,length=long>'),
  inHeader('VCF_META_CONTIG_MD5', '##contig=<ID=1,md5=12>', '4.3', 'warning'),
  inHeader('VCF_META_CONTIG_URL', '##contig=<ID=1,URL=here>', '4.3', 'warning'),
  inHeader('VCF_META_ASSEMBLY', '##assembly=ftp://12345/x.fa'),
  inHeader('VCF_META_META_ID', '##META=<Number=1,Type=String,Values=[a, b]>'),
  inHeader('VCF_META_META_NUMBER', '##META=<ID=x,Number=b,Type=String,Values=[a, b]>'),
  inHeader('VCF_META_META_TYPE', '##META=<ID=x,Number=1,Type=Text,Values=[a, b]>'),
  inHeader('VCF_META_META_VALUES', '##META=<ID=x,Number=1,Type=String,Values=a>'),
  inHeader('VCF_META_META_ORDER', '##META=<Type=String,ID=x,Number=1,Values=[a, b]>'),
  inHeader('VCF_META_SAMPLE_ID', '##SAMPLE=<Assay=WholeGenome>'),
  inHeader('VCF_META_PEDIGREE_ID', '##PEDIGREE=<Name_0=a,Name_1=b>'),
  inHeader('VCF_META_PEDIGREE_ID', '##PEDIGREE=<Name_0=a,Name_1=b>', '4.2', 'warning'),
  inHeader('VCF_META_PEDIGREE_VALUE', '##PEDIGREE=<ID=a,Father=b c>'),
  inHeader('VCF_META_PEDIGREEDB', '##pedigreeDB=<>'),

  of('VCF_NO_COLUMN_LINE', undefined, '##fileformat=VCFv4.3\n'),
  of('VCF_COLUMN_LINE_WRONG', 2, vcf('4.3', [], [row]).replace('QUAL', 'Q')),
  of('VCF_NO_SAMPLES', 2, vcf('4.3', [], [], ' FORMAT')),
  of('VCF_SAMPLE_NAME', 2, vcf('4.3', [], [], ' FORMAT A ')),
  of('VCF_SAMPLE_TWICE', 2, vcf('4.3', [], [], ' FORMAT A B A')),
  of('VCF_COMMENT_AMONG_ROWS', 3, vcf('4.3', [], ['#note', row])),

  inRow('VCF_ROW_TOO_SHORT', '1 100 . C T'),
  inRow('VCF_COLUMN_COUNT', `${row} GT`),
  inRow('VCF_CHROM_NAME', 'chr_1 100 . C T . . .'),
  inRow('VCF_CHROM_NAME', 'a:b 100 . C T . . .', '4.2'),
  of('VCF_CHROM_NOT_CONTIGUOUS', 5, vcf('4.3', [], [row, '2 5 . A G . . .', '1 200 . C T . . .'])),
  of('VCF_CHROM_UNDECLARED', 4, vcf('4.3', ['##contig=<ID=2>'], [row]), 'warning'),
  inRow('VCF_POS_NOT_NUMBER', '1 1e5 . C T . . .'),
  of('VCF_POS_BEYOND_CONTIG', 4, vcf('4.3', ['##contig=<ID=1,length=98>'], [row])),
  of('VCF_POS_UNSORTED', 4, vcf('4.3', [], [row, '1 99 . A G . . .'])),
  of('VCF_POS_UNSORTED', 4, vcf('4.5', [], [row, '1 99 . A G . . .']), 'warning'),
  inRow('VCF_ID_LIST', '1 100 a;;b C T . . .'),
  inRow('VCF_ID_DUPLICATE', '1 100 a;b;a C T . . .'),
  inRow('VCF_REF_BASE', '1 100 . R T . . .'),
  inRow('VCF_REF_BASE', '1 100 . <DEL> T . . .'),
  inRow('VCF_ALT_LIST', '1 100 . C T,. . . .'),
  inRow('VCF_ALT_BASE', '1 100 . C T-A . . .'),
  inRow('VCF_ALT_BASE', '1 100 . C A*T . . .'),
  inRow('VCF_ALT_SYMBOL', '1 100 . C <DEL . . .'),
  inRow('VCF_ALT_SYMBOL', '1 100 . C <A_B> . . .'),
  inRow('VCF_ALT_BREAKEND', '1 100 . C C[2:x[ . . .'),
  inRow('VCF_ALT_BREAKEND', '1 100 . C C[2:5] . . .'),
  inRow('VCF_ALT_DUPLICATE', '1 100 . C T,t . . .'),
  inRow('VCF_ALT_IS_REF', '1 100 . C c . . .'),
  of('VCF_RECORD_DUPLICATE', 4, vcf('4.3', [], ['1 100 . CAT CGT . . .', '1 101 . A G . . .'])),
  inRow('VCF_QUAL_NUMBER', '1 100 . C T 1.2.3 . .'),
  inRow('VCF_QUAL_NEGATIVE', '1 100 . C T -0.5 . .'),
  inRow('VCF_FILTER_LIST', '1 100 . C T . PASS;q10 .'),
  inRow('VCF_FILTER_DUPLICATE', '1 100 . C T . a;a .'),
  inRow('VCF_FILTER_RESERVED', '1 100 . C T . 0 .'),
  inRow('VCF_FILTER_UNDECLARED', '1 100 . C T . q10 .', '4.3', 'warning'),
  inRow('VCF_INFO_SYNTAX', '1 100 . C T . . A=1;;B=2'),
  inRow('VCF_INFO_SYNTAX', '1 100 . C T . . A='),
  inRow('VCF_INFO_BLANK', '1 100 . C T . . A=b_c', '4.2'),
  inRow('VCF_INFO_EQUALS', '1 100 . C T . . A=b=c', '4.3', 'warning'),
  declared('VCF_INFO_COUNT', field('INFO', `Number=2,Type=String,${described}`), 'GT 0/1', '4.3', 'XX=a'),
  of(
    'VCF_INFO_QUOTED',
    4,
    vcf('4.3', [field('INFO', `Number=1,Type=String,${described}`)], ['1 100 . C T . . XX="a,b"']),
    'warning',
  ),
  inRow('VCF_INFO_KEY', '1 100 . C T . . 2B=1'),
  inRow('VCF_INFO_DUPLICATE', '1 100 . C T . . A=1;A=1'),
  inRow('VCF_INFO_UNDECLARED', '1 100 . C T . . A=1', '4.3', 'warning'),
  inRow('VCF_INFO_TYPE', '1 100 . C T . . DP=ten'),
  inRow('VCF_INFO_TYPE', '1 100 . C T . . MQ=1.'),
  inRow('VCF_INFO_INTEGER', '1 100 . C T . . AN=99999999999'),
  inRow('VCF_INFO_COUNT', '1 100 . C T,G . . AC=1'),
  inRow('VCF_INFO_COUNT', '1 100 . C T . . CIPOS=-5', '4.4'),
  declared('VCF_INFO_VALUE', field('INFO', `Number=1,Type=String,${described}`), 'GT 0/1', '4.3', 'XX'),
  inRow('VCF_INFO_FLAG', '1 100 . C T . . SOMATIC=yes'),
  inRow('VCF_INFO_FLAG_VALUE', '1 100 . C T . . SOMATIC=1', '4.3', 'warning'),
  inRow('VCF_INFO_RANGE', '1 100 . C T . . AF=1.5'),
  inRow('VCF_INFO_RANGE', '1 100 . C T . . AD=3,-1'),
  inRow('VCF_INFO_CIGAR', '1 100 . C T . . CIGAR=M1'),
  inRow('VCF_INFO_END', '1 100 . C <DEL> . . END=50'),
  inRow('VCF_INFO_END', '1 100 . C T . . END=50', '4.4', 'warning'),
  inRow('VCF_INFO_SVLEN', '1 100 . C <INS> . . .', '4.4'),
  inRow('VCF_INFO_SVLEN_LOOSE', '1 100 . C <INS> . . SVLEN=-4', '4.4', 'warning'),
  inRow('VCF_INFO_SVCLAIM', '1 100 . C <DUP> . . SVLEN=4;SVCLAIM=X', '4.4'),
  inRow('VCF_INFO_INTERVAL', '1 100 . C <INS> . . SVLEN=4;CIPOS=1,5', '4.4'),
  inRow('VCF_INFO_REPEAT', '1 100 . C <CNV:TR> . . SVLEN=4;RUS=CAG;RUL=2', '4.4'),
  inRow('VCF_INFO_REPEAT', '1 100 . C <CNV:TR> . . SVLEN=4;RUS=CAG;CIRB=-1,1', '4.4'),
  inRow('VCF_INFO_REPEAT_LENGTH', '1 100 . C <CNV:TR> . . SVLEN=4;RUS=CAG;RUC=10;RB=40', '4.4', 'warning'),

  inSample('VCF_FORMAT_KEY', 'GT:-x 0/1:1'),
  inSample('VCF_FORMAT_KEY_ENCODED', 'GT:x%3A 0/1:1'),
  inSample('VCF_FORMAT_KEY_ENCODED', 'GT:x%3A 0/1:1', '4.4', 'warning'),
  inSample('VCF_FORMAT_GT_FIRST', 'DP:GT 3:0/1'),
  inSample('VCF_FORMAT_DUPLICATE', 'GT:DP:DP 0/1:1:1'),
  inSample('VCF_FORMAT_UNDECLARED', 'XY 1', '4.3', 'warning'),
  inSample('VCF_FORMAT_COPY_NUMBER', 'GT:CICN 0/1:-1,1', '4.4'),
  inSample('VCF_FORMAT_LOCAL_ALLELES', 'GT:LAD 0/1:1,2', '4.5'),
  inSample('VCF_FORMAT_LOCAL_ALLELES', 'GT:LAD:LAA 0/1:1,2:1', '4.5'),
  of(
    'VCF_FORMAT_MODIFICATION',
    4,
    vcf('4.5', [`##FORMAT=<ID=M5mC,Number=M,Type=Float,${described}>`], ['1 100 . C T . . . M5mC 0.5'], ' FORMAT S1'),
  ),
  inSample('VCF_SAMPLE_FIELDS', 'GT 0/1:7'),
  inSample('VCF_SAMPLE_EMPTY_FIELD', 'GT:DP:GQ 0/1::5'),
  inSample('VCF_SAMPLE_EMPTY_FIELD', 'GT:AD 0/1:', '4.5'),
  inSample('VCF_GT_INVALID', 'GT 0/2'),
  inSample('VCF_GT_INVALID', 'GT 0/'),
  inSample('VCF_GT_INVALID', 'GT |0|1'),
  inSample('VCF_GT_INVALID', 'GT 0-1', '4.4'),
  inSample('VCF_GT_NO_ALT', 'GT 0/1', '4.3', 'warning', '.'),
  inSample('VCF_GT_OPEN_END', 'GT 0/1|', '4.4', 'warning'),
  inSample('VCF_SAMPLE_COUNT', 'GT:PL 0/1:1,2'),
  inSample('VCF_SAMPLE_COUNT', 'GT:AD 0/1:1,2', '4.3', 'error', 'T,G'),
  inSample('VCF_SAMPLE_COUNT', 'GT:GL 0/0/1:-1,-2,-3', '4.3'),
  inSample('VCF_SAMPLE_COUNT', 'GT:LAA:LAD 0/1:1:1', '4.5'),
  declared('VCF_SAMPLE_TYPE', field('FORMAT', `Number=1,Type=Integer,${described}`), 'GT:XX 0/1:1.5'),
  declared('VCF_SAMPLE_TYPE', field('FORMAT', `Number=1,Type=Character,${described}`), 'GT:XX 0/1:ab'),
  inSample('VCF_SAMPLE_TYPE_RESERVED', 'GT:DP 0/1:1.5', '4.3', 'warning'),
  declared('VCF_SAMPLE_INTEGER', field('FORMAT', `Number=1,Type=Integer,${described}`), 'GT:XX 0/1:-2147483648'),
  inSample('VCF_SAMPLE_RANGE', 'GT:GP 0/1:0.1,1.2,0'),
  inSample('VCF_SAMPLE_INTERVAL', 'GT:CN:CICN 0/1:2:1,2', '4.4'),
  inSample('VCF_SAMPLE_PHASE', 'GT:PSL /0|1:a,a', '4.4'),
  inSample('VCF_SAMPLE_PHASE', 'GT:PS:PSL 0|1:100:a,a', '4.4'),
  inSample('VCF_SAMPLE_LOCAL_ALLELES', 'GT:LAA:LAD 0/1:2:1,2', '4.5'),
]
