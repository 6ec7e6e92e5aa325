import type { Fault } from './fault-codes.ts'

const rewrite = 'Correct the line in the header (bcftools reheader -h HEADER FILE).'

/** A fault of one kind of `##` line: strict forbids it, lenient reads on. */
const meta = (asks: string, section: string, remedy: string = rewrite, more?: Partial<Fault>): Fault => ({
  asks,
  remedy,
  strict: 'error',
  lenient: 'warning',
  section,
  ...more,
})

const keptAsReserved =
  'The values are read as the file declares them. If the key means what the specification reserves it for, declare it so; else give it another name.'
const since43 = { errorIn: [43, 45] } as const
const orderKept = { errorIn: [40, 44] } as const

/** Faults of the `##` lines and of the #CHROM line. */
export const headerFaults = {
  VCF_NO_VERSION: meta(
    'The first line names the version: ##fileformat=VCFv4.x.',
    '§1.4.1',
    'The file is read as VCF 4.3. Add ##fileformat=VCFv4.3 as the first line if that is right.',
  ),
  VCF_UNKNOWN_VERSION: meta(
    '##fileformat names a version from VCFv4.0 to VCFv4.5.',
    '§1.4.1',
    'The file is read as VCF 4.3. Correct the line.',
  ),
  VCF_VERSION_NOT_FIRST: meta('##fileformat is the first line.', '§1.4.1', 'Move the line to the top.', {
    lenient: 'info',
  }),
  VCF_VERSION_TWICE: meta(
    'There is one ##fileformat line.',
    '§1.4.1',
    'Keep the line that is right; the first one is used.',
  ),
  VCF_META_LINE: meta(
    'Every line before the #CHROM line begins with ##.',
    '§1.4',
    'Remove the line, or put the #CHROM line before the rows.',
  ),
  VCF_META_KEY_VALUE: meta('A meta line is ##key=value, and neither is empty.', '§1.4'),
  VCF_META_NOT_CLOSED: meta('A value that begins with < ends with >.', '§1.4'),
  VCF_META_QUOTES: meta(
    'A quoted value ends with a quote on the same line; quotes inside it are written \\".',
    '§1.4.2',
  ),
  VCF_META_COMMA: meta('A value that holds a comma is quoted.', '§1.4'),
  VCF_META_PAIR: meta('Between the angle brackets stand pairs key=value, each key once.', '§1.4'),
  VCF_META_ID: meta('Every line with angle brackets has an ID.', '§1.4', rewrite, since43),
  VCF_META_DUPLICATE: meta(
    'An ID stands once among the lines of its kind.',
    '§1.4',
    'Keep the line that is right; the first one is used.',
    since43,
  ),
  VCF_META_UNQUOTED: meta('Source, Version and other added values are quoted.', '§1.4', rewrite, since43),

  VCF_META_INFO_ID: meta('An INFO line has an ID that is a valid key.', '§1.4.2, §1.6.1', rewrite, since43),
  VCF_META_INFO_NUMBER: meta(
    'Number of INFO is a whole number, A, R, G or a dot.',
    '§1.4.2',
    'Any number of values is taken. ' + rewrite,
  ),
  VCF_META_INFO_TYPE: meta(
    'Type of INFO is Integer, Float, Flag, Character or String.',
    '§1.4.2',
    'Values are taken as String. ' + rewrite,
  ),
  VCF_META_INFO_DESCRIPTION: meta('An INFO line has a quoted Description.', '§1.4.2'),
  VCF_META_INFO_ORDER: meta('ID, Number, Type and Description follow in this order.', '§1.4.2', rewrite, orderKept),
  VCF_META_INFO_FLAG: meta('A Flag has Number=0.', '§1.4.2', rewrite, { strict: 'warning' }),
  VCF_META_INFO_RESERVED_NUMBER: meta(
    'A reserved INFO key has the Number of the specification.',
    'table 1, §3',
    keptAsReserved,
    since43,
  ),
  VCF_META_INFO_RESERVED_TYPE: meta(
    'A reserved INFO key has the Type of the specification.',
    'table 1, §3',
    keptAsReserved,
    since43,
  ),

  VCF_META_FORMAT_ID: meta('A FORMAT line has an ID that is a valid key.', '§1.4.4, §1.6.2', rewrite, since43),
  VCF_META_FORMAT_NUMBER: meta(
    'Number of FORMAT is a whole number, A, R, G, a dot, from 4.4 on P, and in 4.5 LA, LR, LG or M.',
    '§1.4.4; VCFv4.5 §1.4.4',
    'Any number of values is taken. ' + rewrite,
  ),
  VCF_META_FORMAT_TYPE: meta(
    'Type of FORMAT is Integer, Float, Character or String.',
    '§1.4.4',
    'Values are taken as String. ' + rewrite,
  ),
  VCF_META_FORMAT_DESCRIPTION: meta('A FORMAT line has a quoted Description.', '§1.4.4'),
  VCF_META_FORMAT_ORDER: meta('ID, Number, Type and Description follow in this order.', '§1.4.4', rewrite, orderKept),
  VCF_META_FORMAT_RESERVED_NUMBER: meta(
    'A reserved FORMAT key has the Number of the specification.',
    'table 2, §4',
    keptAsReserved,
    since43,
  ),
  VCF_META_FORMAT_RESERVED_TYPE: meta(
    'A reserved FORMAT key has the Type of the specification.',
    'table 2, §4',
    keptAsReserved,
    since43,
  ),

  VCF_META_FILTER_ID: meta(
    'A FILTER line has an ID without blanks, commas and semicolons that is not 0.',
    '§1.4.3, §1.6.1',
  ),
  VCF_META_FILTER_DESCRIPTION: meta('The Description of a FILTER is quoted.', '§1.4.3'),
  VCF_META_FILTER_NO_DESCRIPTION: meta('A FILTER line has a Description.', '§1.4.3', rewrite, {
    strict: 'warning',
    lenient: 'info',
  }),

  VCF_META_ALT_ID: meta(
    'The ID of an ALT line holds no blank, comma or angle bracket; a list of types begins with DEL, INS, DUP, INV or CNV (in 4.3 also BND).',
    '§1.4.5',
  ),
  VCF_META_ALT_NUMBER: meta('Number, when an ALT line has it, is one of those of INFO.', '§1.4.5'),
  VCF_META_ALT_TYPE: meta('Type, when an ALT line has it, is one of those of INFO.', '§1.4.5'),
  VCF_META_ALT_DESCRIPTION: meta('The Description of an ALT is quoted.', '§1.4.5', rewrite, since43),
  VCF_META_ALT_NO_DESCRIPTION: meta('An ALT line has a Description.', '§1.4.5', rewrite, {
    strict: 'warning',
    lenient: 'info',
  }),
  VCF_META_ALT_ORDER: meta('ID, Number, Type and Description follow in this order.', '§1.4.5', rewrite, orderKept),

  VCF_META_CONTIG_ID: meta('A contig line has an ID that is a valid contig name.', '§1.4.7'),
  VCF_META_CONTIG_TWICE: meta(
    'A contig is declared once.',
    '§1.4',
    'Keep one of the lines; they do not contradict each other.',
    {
      strict: 'warning',
      lenient: 'info',
    },
  ),
  VCF_META_CONTIG_LENGTH: meta('The length of a contig is a positive whole number.', '§1.4.7'),
  VCF_META_CONTIG_MD5: meta('The md5 of a contig is 32 hexadecimal digits.', 'VCFv4.5 §1.4.7', rewrite, {
    strict: 'warning',
    lenient: 'info',
  }),
  VCF_META_CONTIG_URL: meta('The URL of a contig is an address.', '§1.4.7', rewrite, {
    strict: 'warning',
    lenient: 'info',
  }),
  VCF_META_ASSEMBLY: meta('##assembly is followed by an address.', '§1.4.6'),

  VCF_META_META_ID: meta('A META line has an ID.', '§1.4.8'),
  VCF_META_META_NUMBER: meta('Number of META is a whole number, A, R, G or a dot.', '§1.4.8'),
  VCF_META_META_TYPE: meta('Type of META is Integer, Float, Character or String.', '§1.4.8'),
  VCF_META_META_VALUES: meta('The Values of META stand in square brackets.', '§1.4.8'),
  VCF_META_META_ORDER: meta('ID comes first.', '§1.4.8', rewrite, orderKept),
  VCF_META_SAMPLE_ID: meta('A SAMPLE line has an ID without blanks, lists and brackets.', '§1.4.8'),
  VCF_META_PEDIGREE_ID: meta('A PEDIGREE line has an ID.', '§1.4.9', rewrite, since43),
  VCF_META_PEDIGREE_VALUE: meta(
    'The values of a PEDIGREE line are names without blanks, lists and brackets.',
    '§1.4.9',
  ),
  VCF_META_PEDIGREEDB: meta('##pedigreeDB is followed by an address.', '§1.4.9'),

  VCF_NO_COLUMN_LINE: meta(
    'The #CHROM line stands between header and rows.',
    '§1.5',
    'Give the whole file, or put the header of the original in front (bcftools reheader).',
    { lenient: 'error' },
  ),
  VCF_COLUMN_LINE_WRONG: meta(
    'The column line is #CHROM POS ID REF ALT QUAL FILTER INFO, then FORMAT and the samples, separated by tabs.',
    '§1.5',
    'Write the line so.',
    { lenient: 'error' },
  ),
  VCF_NO_SAMPLES: meta(
    'Sample names follow the FORMAT column.',
    '§1.5',
    'Name the samples, or leave FORMAT out of the column line.',
    {
      lenient: 'error',
    },
  ),
  VCF_SAMPLE_NAME: meta(
    'Every sample has a name.',
    '§1.5',
    'Name the sample; a tab at the end of the line makes an empty one.',
  ),
  VCF_SAMPLE_TWICE: meta(
    'Every sample has a name of its own.',
    '§1.5',
    'Give each sample its own name, for example with bcftools reheader -s.',
    {
      lenient: 'error',
    },
  ),
  VCF_COMMENT_AMONG_ROWS: meta(
    'Behind the #CHROM line stand rows only.',
    '§1.6',
    'Remove the line; it is passed over.',
    { lenient: 'info' },
  ),
} as const satisfies Readonly<Record<string, Fault>>
