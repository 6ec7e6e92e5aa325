import type { ProblemLog } from '../problem-log.ts'

/** Tells of a file whose mitochondrial contig is not the one that every reference of today has. */
export const tellOldMitochondrion = (log: ProblemLog): void =>
  log.add(
    'warning',
    'VCF_OLD_MITOCHONDRION',
    {},
    'The mitochondrial contig is NC_001807 (hg19 of UCSC, 16,571 bases), whose positions differ from the reference NC_012920; its rows are not read.',
    'Call the mitochondrion against NC_012920 (rCRS).',
  )

export const tellNoRows = (log: ProblemLog): void =>
  log.add(
    'warning',
    'VCF_NO_ROWS',
    {},
    'The file has a header but no rows.',
    'Check that the program that wrote it had finished.',
  )

export const tellCommentAmongRows = (log: ProblemLog, line: number): void =>
  log.add(
    'info',
    'VCF_COMMENT_AMONG_ROWS',
    { line },
    'A comment line stands among the rows; it is passed over.',
    'Nothing needs to be done; other programs may refuse the file.',
  )

export const tellColumnLineTooLong = (log: ProblemLog, line: number, lineLimit: number): void =>
  log.add(
    'error',
    'VCF_LINE_TOO_LONG',
    { line },
    `The #CHROM line is longer than ${lineLimit} bytes.`,
    'Take the samples that are needed out of the file first (bcftools view -s SAMPLE).',
  )

/** `orphans`: lines of data that stand in a file without a header. */
export const tellNoColumnLine = (log: ProblemLog, orphans: number): void => {
  const without = orphans > 0 ? ` (${orphans} lines of data stand without it)` : ''
  log.add(
    'error',
    'VCF_NO_COLUMN_LINE',
    {},
    `The file has no #CHROM line, so its samples cannot be told${without}.`,
    'Give the whole file, or put the header of the original in front (bcftools reheader).',
  )
}
