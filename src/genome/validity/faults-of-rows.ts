import type { Fault } from './fault-codes.ts'

/** A fault in the fixed columns of a row. */
const row = (asks: string, section: string, remedy: string, more?: Partial<Fault>): Fault => ({
  asks,
  remedy,
  strict: 'error',
  lenient: 'warning',
  section,
  ...more,
})

const unsure = { lenient: 'error' } as const
const since43 = { errorIn: [43, 45] } as const
const since44 = { errorIn: [44, 45] } as const
const leftOut = 'The row is left out. '
const valueUnsure =
  'The value is not used. Have the program that wrote it corrected, or remove the key (bcftools annotate -x INFO/KEY).'
const declare = 'Nothing is lost: it is read as below. Add the header line that is named.'

/** Faults of the columns CHROM to INFO. */
export const rowFaults = {
  VCF_ROW_TOO_SHORT: row(
    'A row has at least eight columns, separated by tabs.',
    '§1.6',
    leftOut + 'It was probably cut off, or blanks stand where tabs belong: write the file again.',
  ),
  VCF_COLUMN_COUNT: row(
    'A row has as many columns as the #CHROM line.',
    '§1.6',
    leftOut + 'It was probably cut off or edited by hand: write the file again.',
  ),
  VCF_CHROM_NAME: row(
    'CHROM is a contig name, or one in angle brackets, without blanks and list signs.',
    '§1.4.7, §1.6.1',
    'Rename the contig (bcftools annotate --rename-chrs).',
  ),
  VCF_CHROM_NOT_CONTIGUOUS: row(
    'All rows of a contig stand together.',
    '§1.6.1',
    'Sort the file: bcftools sort.',
    since43,
  ),
  VCF_CHROM_UNDECLARED: row('Contigs of the rows are declared in the header.', '§1.4.7', declare, {
    strict: 'warning',
  }),
  VCF_POS_NOT_NUMBER: row(
    'POS is a whole number from 0 on.',
    '§1.6.1',
    leftOut + 'Correct the position or remove the row.',
  ),
  VCF_POS_BEYOND_CONTIG: row(
    'POS is at most one more than the length of the contig.',
    '§1.6.1',
    'Check that header and rows are of the same build.',
    unsure,
  ),
  VCF_POS_UNSORTED: row('Positions of a contig do not decrease.', '§1.6.1', 'Sort the file: bcftools sort.', {
    errorIn: [40, 44],
  }),
  VCF_ID_LIST: row(
    'ID is a list separated by semicolons, none empty, without blanks.',
    '§1.6.1',
    'Correct the ID, or write a dot. Genotypes are not touched by it.',
  ),
  VCF_ID_DUPLICATE: row(
    'An ID stands once in a row.',
    '§1.6.1',
    'Keep it once. Genotypes are not touched by it.',
    since43,
  ),
  VCF_REF_BASE: row(
    'REF is one or more of A, C, G, T and N.',
    '§1.6.1',
    'Write the reference bases; an ambiguity code becomes its first base in the alphabet.',
    unsure,
  ),
  VCF_ALT_LIST: row(
    'ALT is a list separated by commas, none empty, or a dot alone.',
    '§1.6.1',
    'Write each allele once between commas.',
    unsure,
  ),
  VCF_ALT_BASE: row(
    'An ALT allele is made of A, C, G, T and N.',
    '§1.6.1',
    'Write bases, a symbolic allele in angle brackets or a breakend.',
    unsure,
  ),
  VCF_ALT_SYMBOL: row(
    'A symbolic allele is <ID> without blanks, commas or angle brackets inside; a list of types begins with DEL, INS, DUP, INV or CNV (before 4.4 also BND).',
    '§1.4.5, §1.6.1',
    'Use one of the types of the specification.',
    unsure,
  ),
  VCF_ALT_BREAKEND: row(
    'A breakend is t[p[, t]p], ]p]t, [p[t, t. or .t with bases t and a place p.',
    '§5.4',
    'Write the bases that replace REF beside the place of the mate.',
    unsure,
  ),
  VCF_ALT_DUPLICATE: row('An ALT allele stands once in a row.', '§1.6.1', 'Merge the two (bcftools norm -m).', unsure),
  VCF_ALT_IS_REF: row('ALT differs from REF.', '§1.6.1', 'Remove the allele (bcftools norm).', unsure),
  VCF_RECORD_DUPLICATE: row(
    'The same change stands in one row only, in whatever notation.',
    '§1.6.1',
    'Normalise and remove duplicates: bcftools norm -d all.',
  ),
  VCF_QUAL_NUMBER: row('QUAL is a number or a dot.', '§1.6.1', 'Correct it or write a dot. It is not used.'),
  VCF_QUAL_NEGATIVE: row(
    'QUAL, a Phred-scaled probability, is not negative.',
    '§1.6.1',
    'Correct it or write a dot. It is not used.',
  ),
  VCF_FILTER_LIST: row(
    'FILTER is PASS, a dot, or names separated by semicolons, none empty, without blanks.',
    '§1.6.1',
    'Correct it; whether the row passed is not sure.',
    unsure,
  ),
  VCF_FILTER_DUPLICATE: row('A filter stands once in a row.', '§1.6.1', 'Keep it once.', since43),
  VCF_FILTER_RESERVED: row('0 is no filter.', '§1.6.1', 'Give the filter another name, or write PASS or a dot.'),
  VCF_FILTER_UNDECLARED: row('Filters of the rows are declared in the header.', '§1.4.3', declare, {
    strict: 'warning',
  }),
  VCF_INFO_SYNTAX: row(
    'INFO is a dot or key=value pairs and flags separated by semicolons, none empty.',
    '§1.6.1',
    'Remove the empty part.',
  ),
  VCF_INFO_BLANK: row('INFO holds no blanks.', 'VCFv4.2 §1.4.1', 'Write %20 or an underscore.', {
    errorIn: [40, 42],
    lenient: 'info',
  }),
  VCF_INFO_EQUALS: row('A value holds no equals sign.', '§1.6.1', 'Write %3D. The value is taken as it stands.', {
    strict: 'warning',
    lenient: 'info',
  }),
  VCF_INFO_QUOTED: row(
    'Quotes mean nothing in INFO: a comma inside them separates values.',
    '§1.6.1',
    'Write %2C. It is taken as one value.',
    {
      strict: 'warning',
      lenient: 'info',
    },
  ),
  VCF_INFO_KEY: row(
    'An INFO key begins with a letter or underscore, followed by letters, digits, underscores and dots.',
    '§1.6.1',
    'Rename the key.',
    since43,
  ),
  VCF_INFO_DUPLICATE: row('A key stands once in INFO.', '§1.6.1', 'Keep the value that is right.', since43),
  VCF_INFO_UNDECLARED: row('INFO keys of the rows are declared in the header.', '§1.4.2', declare, {
    strict: 'warning',
  }),
  VCF_INFO_TYPE: row('A value has the Type that is declared or reserved for its key.', '§1.4.2, table 1', valueUnsure),
  VCF_INFO_INTEGER: row('An Integer lies between -2147483640 and 2147483647.', '§1.3', valueUnsure),
  VCF_INFO_COUNT: row('A key has as many values as its Number says.', '§1.4.2, table 1, §3', valueUnsure),
  VCF_INFO_VALUE: row('A key that is not a Flag has a value.', '§1.4.2', valueUnsure),
  VCF_INFO_FLAG: row('A Flag has no value.', '§1.4.2, table 1', 'Write the key alone, or leave it out.'),
  VCF_INFO_FLAG_VALUE: row(
    'A Flag has no value, not even 0 or 1.',
    '§1.4.2, table 1',
    'Write the key alone for yes and leave it out for no.',
    { strict: 'warning', lenient: 'info' },
  ),
  VCF_INFO_RANGE: row(
    'Counts and positions are not negative, and frequencies lie between 0 and 1.',
    'table 1',
    valueUnsure,
  ),
  VCF_INFO_CIGAR: row('CIGAR is made of lengths and the letters M I D N S H P = X.', 'table 1; SAM §1.4', valueUnsure),
  VCF_INFO_END: row('END does not lie before POS.', '§1.6.1', valueUnsure, { errorIn: [40, 43] }),
  VCF_INFO_SVLEN: row(
    'SVLEN is there for each DEL, INS, DUP, INV and CNV, missing for a sequence, and equal for all DEL, DUP and CNV of a row with FORMAT CN.',
    'VCFv4.4 §3, §4',
    'Write the length of each structural allele and a dot for the others.',
    since44,
  ),
  VCF_INFO_SVLEN_LOOSE: row(
    'SVLEN is positive, given for structural alleles and missing for breakends.',
    'VCFv4.4 §3',
    'It is read as the text says for older files.',
    { strict: 'warning', lenient: 'info' },
  ),
  VCF_INFO_SVCLAIM: row(
    'SVCLAIM is D, J or DJ for each DEL and DUP, D or missing for CNV, J, DJ or missing for INS and INV, J or missing for breakends, missing for sequences.',
    'VCFv4.4 §3',
    'Say what the call claims: D abundance, J adjacency, DJ both.',
    since44,
  ),
  VCF_INFO_INTERVAL: row(
    'A confidence interval holds 0: its lower bound is not above and its upper bound not below.',
    'VCFv4.4 §3',
    valueUnsure,
    since44,
  ),
  VCF_INFO_REPEAT: row(
    'A tandem repeat names its unit (RUS or RUL, of one length); RUB needs whole numbers in RUC.',
    'VCFv4.4 §3',
    valueUnsure,
    since44,
  ),
  VCF_INFO_REPEAT_LENGTH: row(
    'RB is about RUL times RUC.',
    'VCFv4.4 §3',
    'Check the three; they may differ a little.',
    { strict: 'warning', lenient: 'info' },
  ),
} as const satisfies Readonly<Record<string, Fault>>
