import { type GenotypeText, readGenotype } from './genotype-text.ts'
import type { ProblemLog } from '../problem-log.ts'
import { asciiText } from '../bytes/ascii-text.ts'
import { tellColumnCount, tellGenotype } from './row-faults.ts'
import type { RowBytes } from './vcf-scan.ts'

/** One row decoded for one sample. REF and sequence ALTs are upper case; an ALT of `.` gives no ALTs. */
export type SampleRow = {
  readonly chrom: string
  readonly pos: number
  readonly spanEnd: number
  readonly id: string
  readonly ref: string
  readonly alts: readonly string[]
  readonly filter: string
  readonly info: string
  readonly genotype: GenotypeText
  readonly phaseSet: string | undefined
  readonly depths: readonly number[] | undefined
  readonly field: (key: string) => string | undefined
  readonly line: number
  readonly text: string
}

const tab = 9
const infoShown = 2000
const utf8 = new TextDecoder()
const upper = (allele: string): string => (/^[a-z]+$/i.test(allele) ? allele.toUpperCase() : allele)

/** The columns of a row that all samples share. */
export const fixedColumns = (
  row: RowBytes,
): {
  readonly id: string
  readonly ref: string
  readonly alts: readonly string[]
  readonly filter: string
  readonly info: string
} => {
  const { bytes, tabs } = row
  const column = (n: number): string => asciiText(bytes, (tabs[n - 1] as number) + 1, tabs[n] as number)
  const alt = column(4)
  return {
    id: column(2),
    ref: column(3).toUpperCase(),
    alts: alt === '.' || alt === '' ? [] : alt.split(',').map(upper),
    filter: column(6),
    info: column(7),
  }
}

const noGenotype: GenotypeText = { alleles: [null, null], phased: false }

/** Decodes a row for the sample of the given index (0-based). A row whose column count is not that of the header is reported; undefined when the sample's column is not there. */
export const sampleRow = (row: RowBytes, sample: number, samples: number, log: ProblemLog): SampleRow | undefined => {
  const { bytes, end, line } = row
  const fixed = fixedColumns(row)
  const formatFrom = (row.tabs[7] as number) + 1
  let column = 0
  let formatEnd = -1
  let from = -1
  let to = end
  for (let i = formatFrom; i <= end; i++) {
    if (i < end && bytes[i] !== tab) continue
    if (column === 0) formatEnd = i
    if (column === sample) from = i + 1
    if (column === sample + 1) to = i
    column++
  }
  if (column - 1 !== samples) {
    tellColumnCount(log, line, column + 8, samples)
    return undefined
  }
  const format = asciiText(bytes, formatFrom, formatEnd).split(':')
  const cells = asciiText(bytes, from, to).split(':')
  const field = (key: string): string | undefined => {
    const value = cells[format.indexOf(key)]
    return value === undefined || value === '.' || value === '' || !format.includes(key) ? undefined : value
  }
  const at = format.indexOf('GT')
  const gt = at < 0 ? undefined : cells[at]
  const read = gt === undefined || gt === '' ? noGenotype : readGenotype(gt)
  const impossible = read?.alleles.some((a) => a !== null && a > fixed.alts.length) ?? true
  if (impossible) tellGenotype(log, line, gt ?? '', row.chrom, row.pos, fixed.alts.length)
  const ad = field('AD')?.split(',').map(Number)
  const ownLength = Number(field('LEN') ?? 0)
  const ft = field('FT')
  const shown = (a: number, b: number): string => utf8.decode(bytes.subarray(a, b))
  const infoFrom = (row.tabs[6] as number) + 1
  const lead =
    fixed.info.length > infoShown
      ? `${shown(row.start, infoFrom + infoShown)}…${shown(row.tabs[7] as number, formatEnd)}`
      : shown(row.start, formatEnd)
  return {
    chrom: row.chrom,
    pos: row.pos,
    spanEnd: ownLength > 0 ? row.pos + ownLength - 1 : row.spanEnd,
    ...fixed,
    filter: ft === undefined || ft === 'PASS' ? fixed.filter : ft,
    genotype: impossible || read === undefined ? noGenotype : read,
    phaseSet: field('PS'),
    depths: ad !== undefined && ad.every((d) => Number.isInteger(d)) ? ad : undefined,
    field,
    line,
    text: `${lead}\t${shown(from, to)}`,
  }
}
