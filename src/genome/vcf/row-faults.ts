import { asciiText } from '../bytes/ascii-text.ts'
import type { ProblemLog } from '../problem-log.ts'

const writeAgain = 'Write the file again; the row was probably cut off.'

/** Tells of a line among the rows that has not even one column. */
export const tellNoRow = (log: ProblemLog, line: number): void =>
  log.add(
    'warning',
    'VCF_ROW_TOO_SHORT',
    { line },
    'The row has no tab: it is not a VCF row.',
    'Remove the line or write the file again with tabs between the columns.',
  )

/** Tells of a row that ends before INFO, or behind it. */
export const tellCutOff = (log: ProblemLog, line: number, ends: 'before INFO' | 'behind INFO'): void =>
  log.add(
    'warning',
    'VCF_ROW_TOO_SHORT',
    { line },
    ends === 'before INFO'
      ? 'The row has fewer than the eight columns that every VCF row has; it is left out.'
      : 'The row has no FORMAT or sample columns; it is left out.',
    writeAgain,
  )

/** Tells of a POS that is no position; the column's bytes are `from` to before `to`. */
export const tellNoPosition = (log: ProblemLog, line: number, bytes: Uint8Array, from: number, to: number): void =>
  log.add(
    'warning',
    'VCF_POS_NOT_NUMBER',
    { line, column: 2 },
    `POS is ${JSON.stringify(asciiText(bytes, from, Math.min(to, from + 40)))}, not a position; the row is left out.`,
    'Correct the position or remove the row.',
  )

export const tellTooLong = (log: ProblemLog, line: number, chrom: string, pos: number, lineLimit: number): void =>
  log.add(
    'warning',
    'VCF_LINE_TOO_LONG',
    { line },
    `The row at ${chrom}:${pos} is longer than ${lineLimit} bytes and is left out; what it says is not known.`,
    'Take the samples and sites that are needed out of the file first (bcftools view -s SAMPLE -R REGIONS).',
  )

/** Tells of a row with another number of columns than the header has for so many samples. */
export const tellColumnCount = (log: ProblemLog, line: number, columns: number, samples: number): void =>
  log.add(
    'warning',
    'VCF_COLUMN_COUNT',
    { line },
    `The row has ${columns} columns where the header has ${samples + 9}; it is left out.`,
    'Write the file again; the row was probably cut off or edited by hand.',
  )

/** Tells of a genotype that is none, or names an allele the row does not have. */
export const tellGenotype = (
  log: ProblemLog,
  line: number,
  genotype: string,
  chrom: string,
  pos: number,
  alts: number,
): void =>
  log.add(
    'warning',
    'VCF_GT_INVALID',
    { line },
    `The genotype ${JSON.stringify(genotype.slice(0, 40))} at ${chrom}:${pos} is not valid for ${alts} ALT alleles; it counts as not called.`,
    'Write the file again with a caller or merger that gives valid genotypes.',
  )
