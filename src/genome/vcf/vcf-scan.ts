import { canonicalContig } from '../identity/contig-name.ts'
import { eachLine } from '../bytes/line-scanner.ts'
import type { ProblemLog } from '../problem-log.ts'
import { fillTabs, lastBaseOfRow } from './row-span.ts'
import { type VcfHeader, vcfHeaderReader } from './vcf-header.ts'
import { firstWindowFrom, type WindowIndex, type Windows } from '../sites/windows.ts'

/** A row that may matter, still as bytes. `tabs[i]` is the place of the tab behind column i + 1 (CHROM … INFO); columns behind INFO begin at `tabs[7] + 1`. */
export type RowBytes = {
  readonly bytes: Uint8Array
  readonly start: number
  readonly end: number
  readonly tabs: Int32Array
  readonly line: number
  readonly chrom: string
  readonly pos: number
  readonly spanEnd: number
}

/** Text of bytes `from` to `to`. VCF columns that are read are ASCII; other bytes come out as Latin-1. */
export const asciiText = (bytes: Uint8Array, from: number, to: number): string => {
  let text = ''
  for (let at = from; at < to; at += 8192) {
    const piece = bytes.subarray(at, Math.min(to, at + 8192))
    // Spreading an array of bytes makes an object for each of them.
    text += String.fromCharCode.apply(null, piece as unknown as number[])
  }
  return text
}

const headerLineKept = 65536
const tab = 9
const utf8 = new TextDecoder()

/** What came of a scan: the header (undefined when none that can be used was found) and the number of data rows. */
export type Scan = { readonly header: VcfHeader | undefined; readonly rowsRead: number }

/**
 * Walks through the text of a VCF once. Of rows that lie wholly outside the windows only CHROM and POS are looked at (and REF length, END and LEN where a row
 * begins before a window). `begin` is called with the header and gives the windows; undefined ends the reading of rows. `onRow` gets the rest.
 * The bytes of a row are only valid during the call.
 */
export const scanVcf = async (
  chunks: AsyncIterable<Uint8Array>,
  lineLimit: number,
  log: ProblemLog,
  begin: (header: VcfHeader) => WindowIndex | undefined,
  onRow: (row: RowBytes) => void,
): Promise<Scan> => {
  const reader = vcfHeaderReader(log)
  let header: VcfHeader | undefined
  let columnLine = 0
  let index: WindowIndex | undefined
  let rowsRead = 0
  let chromName = new Uint8Array(0)
  let chrom = ''
  let windows: Windows | undefined
  let cursor = 0
  let lastPos = 0
  const tabs = new Int32Array(8)
  let orphanRows = 0

  const newChrom = (bytes: Uint8Array, start: number, end: number): void => {
    chromName = bytes.slice(start, end)
    const name = asciiText(bytes, start, end)
    const canonical = canonicalContig(name.startsWith('<') ? name.slice(1, -1) : name)
    chrom = canonical ?? name
    windows =
      canonical === undefined || (canonical === 'chrM' && header?.foreignMitochondrion === true)
        ? undefined
        : index?.get(canonical)
    cursor = 0
    lastPos = 0
  }

  const row = (bytes: Uint8Array, start: number, end: number, line: number, whole: boolean): void => {
    if (start === end) return
    rowsRead++
    const chromLength = chromName.length
    let same = start + chromLength < end && bytes[start + chromLength] === tab
    for (let i = 0; same && i < chromLength; i++) same = bytes[start + i] === chromName[i]
    let at = start + chromLength
    if (!same) {
      at = start
      while (at < end && bytes[at] !== tab) at++
      if (at === end) {
        log.add(
          'warning',
          'VCF_ROW_TOO_SHORT',
          { line },
          'The row has no tab: it is not a VCF row.',
          'Remove the line or write the file again with tabs between the columns.',
        )
        return
      }
      newChrom(bytes, start, at)
    }
    if (windows === undefined) return
    tabs[0] = at
    let pos = 0
    let i = at + 1
    for (; i < end; i++) {
      const d = (bytes[i] as number) - 48
      if (d < 0 || d > 9) break
      pos = pos * 10 + d
    }
    if (i === at + 1 || bytes[i] !== tab) {
      log.add(
        'warning',
        'VCF_POS_NOT_NUMBER',
        { line, column: 2 },
        `POS is ${JSON.stringify(asciiText(bytes, at + 1, Math.min(end, i + 20)).split('\t')[0])}, not a whole number; the row is left out.`,
        'Correct the position or remove the row.',
      )
      return
    }
    tabs[1] = i
    if (pos < lastPos) cursor = firstWindowFrom(windows, pos)
    lastPos = pos
    while (cursor < windows.ends.length && (windows.ends[cursor] as number) < pos) cursor++
    if (cursor === windows.ends.length) return
    if (!fillTabs(bytes, tabs, 2, 5, end)) {
      log.add(
        'warning',
        'VCF_ROW_TOO_SHORT',
        { line },
        'The row has fewer than the eight columns that every VCF row has; it is left out.',
        'Write the file again; the row was probably cut off.',
      )
      return
    }
    const last = lastBaseOfRow(bytes, tabs, pos, end)
    if ((windows.starts[cursor] as number) > last) return
    if (!whole) {
      log.add(
        'warning',
        'VCF_LINE_TOO_LONG',
        { line },
        `The row at ${chrom}:${pos} is longer than ${lineLimit} bytes and is left out; what it says is not known.`,
        'Take the samples and sites that are needed out of the file first (bcftools view -s SAMPLE -R REGIONS).',
      )
      return
    }
    if (!fillTabs(bytes, tabs, 5, 8, end)) {
      log.add(
        'warning',
        'VCF_ROW_TOO_SHORT',
        { line },
        'The row has no FORMAT or sample columns; it is left out.',
        'Write the file again; the row was probably cut off.',
      )
      return
    }
    onRow({ bytes, start, end, tabs, line, chrom, pos, spanEnd: last })
  }

  await eachLine(
    chunks,
    lineLimit,
    (bytes, start, end, line, whole) => {
      if (bytes[start] === 35 && start < end) {
        if (header !== undefined || columnLine > 0) {
          if (bytes[start + 1] !== 35)
            log.add(
              'info',
              'VCF_COMMENT_AMONG_ROWS',
              { line },
              'A comment line stands among the rows; it is passed over.',
              'Nothing needs to be done; other programs may refuse the file.',
            )
          return
        }
        if (bytes[start + 1] === 35) {
          reader.meta(utf8.decode(bytes.subarray(start, Math.min(end, start + headerLineKept))), line)
          return
        }
        const text = utf8.decode(bytes.subarray(start, end))
        if (!/^#CHROM/i.test(text)) return
        columnLine = line
        if (!whole) {
          log.add(
            'error',
            'VCF_LINE_TOO_LONG',
            { line },
            `The #CHROM line is longer than ${lineLimit} bytes.`,
            'Take the samples that are needed out of the file first (bcftools view -s SAMPLE).',
          )
          return
        }
        header = reader.columns(text, line)
        if (header !== undefined) index = begin(header)
        return
      }
      if (index !== undefined) row(bytes, start, end, line, whole)
      else if (columnLine === 0 && end > start) orphanRows++
    },
    false,
  )
  if (columnLine === 0) {
    const rows = orphanRows > 0 ? ` (${orphanRows} lines of data stand without it)` : ''
    log.add(
      'error',
      'VCF_NO_COLUMN_LINE',
      {},
      `The file has no #CHROM line, so its samples cannot be told${rows}.`,
      'Give the whole file, or put the header of the original in front (bcftools reheader).',
    )
  }
  return { header, rowsRead }
}
