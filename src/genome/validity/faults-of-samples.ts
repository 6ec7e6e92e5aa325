import type { Fault } from './fault-codes.ts'

/** A fault in FORMAT or in a sample's column. */
const sample = (asks: string, section: string, remedy: string, more?: Partial<Fault>): Fault => ({
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
const only45 = { errorIn: [45, 45] } as const
const valueUnsure =
  'The value is not used. Have the program that wrote it corrected, or remove the key (bcftools annotate -x FORMAT/KEY).'
const notCalled = 'It counts as not called. Write the file again with a caller or merger that gives valid genotypes.'

/** Faults of FORMAT and of the samples' columns. */
export const sampleFaults = {
  VCF_FORMAT_KEY: sample(
    'A FORMAT key begins with a letter or underscore, followed by letters, digits, underscores and dots.',
    '§1.6.2',
    'Rename the key; none may be empty.',
  ),
  VCF_FORMAT_KEY_ENCODED: sample('A FORMAT key holds no percent sign.', '§1.6.2', 'Rename the key.', {
    errorIn: [43, 43],
  }),
  VCF_FORMAT_GT_FIRST: sample('GT, when it is there, is the first key.', '§1.6.2', 'Put GT first.'),
  VCF_FORMAT_DUPLICATE: sample('A FORMAT key stands once.', '§1.6.2', 'Keep the column that is right.', unsure),
  VCF_FORMAT_UNDECLARED: sample(
    'FORMAT keys are declared in the header.',
    '§1.4.4',
    'Nothing is lost: it is read as below. Add the header line that is named.',
    { strict: 'warning' },
  ),
  VCF_FORMAT_COPY_NUMBER: sample(
    'CICN is the interval around CN and needs it.',
    'VCFv4.4 §4',
    'Add CN, or remove CICN.',
    since44,
  ),
  VCF_FORMAT_LOCAL_ALLELES: sample(
    'LAA stands before all keys of local alleles, behind GT only.',
    'VCFv4.5 §1.6.2',
    'Put LAA first, or behind GT.',
    only45,
  ),
  VCF_FORMAT_MODIFICATION: sample('Base modifications need GT.', 'VCFv4.5 §1.4.4', 'Add GT.', only45),
  VCF_SAMPLE_FIELDS: sample(
    'A sample has at most as many fields as FORMAT has keys.',
    '§1.6.2',
    'Write the file again; the fields may be shifted.',
    unsure,
  ),
  VCF_SAMPLE_EMPTY_FIELD: sample('A field is not empty; a dot stands for a missing value.', '§1', 'Write a dot.'),
  VCF_GT_INVALID: sample('GT is made of allele numbers of the row, or dots, joined by / or |.', '§1.6.2', notCalled),
  VCF_GT_NO_ALT: sample('GT names alleles of the row only, and this row has none but REF.', '§1.6.2', notCalled, {
    strict: 'warning',
  }),
  VCF_GT_OPEN_END: sample('An allele follows each / and |.', 'VCFv4.4 §1.6.2', notCalled, { strict: 'warning' }),
  VCF_SAMPLE_COUNT: sample('A field has as many values as the Number of its key says.', '§1.4.4, table 2', valueUnsure),
  VCF_SAMPLE_TYPE: sample('A value has the Type that is declared for its key.', '§1.4.4', valueUnsure),
  VCF_SAMPLE_TYPE_RESERVED: sample(
    'A value of a reserved key that the file does not declare has the Type of the specification.',
    'table 2',
    valueUnsure,
    { strict: 'warning' },
  ),
  VCF_SAMPLE_INTEGER: sample('An Integer lies between -2147483640 and 2147483647.', '§1.3', valueUnsure),
  VCF_SAMPLE_RANGE: sample(
    'Depths, counts and phase sets are not negative, and posterior probabilities lie between 0 and 1.',
    'table 2',
    valueUnsure,
    since43,
  ),
  VCF_SAMPLE_INTERVAL: sample(
    'A confidence interval holds 0: its lower bound is not above and its upper bound not below.',
    'VCFv4.4 §4',
    valueUnsure,
    since44,
  ),
  VCF_SAMPLE_PHASE: sample(
    'PSL is missing for an unphased allele; PSO and PSQ are missing where PSL is; PS and PSL do not both have a value.',
    'VCFv4.4 §1.6.2',
    'The phase is not used. Correct the lists.',
    since44,
  ),
  VCF_SAMPLE_LOCAL_ALLELES: sample(
    'LAA is a list of distinct numbers of ALT alleles of the row.',
    'VCFv4.5 §1.6.2',
    valueUnsure,
    only45,
  ),
} as const satisfies Readonly<Record<string, Fault>>
