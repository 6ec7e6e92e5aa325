import { eachLine, type OnLine } from '../bytes/line-scanner.ts'
import type { ProblemLog } from '../problem-log.ts'
import { tellColumnLineTooLong, tellCommentAmongRows, tellNoColumnLine } from './file-faults.ts'
import { type VcfHeader, vcfHeaderReader } from './vcf-header.ts'

const hash = 35
const metaLineKept = 65536
const utf8 = new TextDecoder()

/**
 * Walks through the text of a VCF once. `begin` gets the header and gives what takes the rows (those that hold something); undefined ends the reading of rows. The bytes of a row are only valid
 * during the call. Gives the header; undefined, with the problems told, when there is none that can be used. `withoutSamples` as in `vcfHeaderReader`.
 */
export const eachVcfRow = async (
  chunks: AsyncIterable<Uint8Array>,
  lineLimit: number,
  log: ProblemLog,
  begin: (header: VcfHeader) => OnLine | undefined,
  withoutSamples = false,
): Promise<VcfHeader | undefined> => {
  const reader = vcfHeaderReader(log, withoutSamples)
  let header: VcfHeader | undefined
  let columnLine = 0
  let orphans = 0
  let onRow: OnLine | undefined
  const onHeaderLine: OnLine = (bytes, start, end, line, whole) => {
    const isMeta = bytes[start + 1] === hash
    if (columnLine > 0) {
      if (!isMeta) tellCommentAmongRows(log, line)
      return
    }
    if (isMeta) {
      reader.meta(utf8.decode(bytes.subarray(start, Math.min(end, start + metaLineKept))), line)
      return
    }
    const names = utf8.decode(bytes.subarray(start, end))
    if (!/^#CHROM/i.test(names)) return
    columnLine = line
    if (!whole) {
      tellColumnLineTooLong(log, line, lineLimit)
      return
    }
    header = reader.columns(names, line)
    if (header !== undefined) onRow = begin(header)
  }
  await eachLine(
    chunks,
    lineLimit,
    (bytes, start, end, line, whole) => {
      if (start === end) return
      if (bytes[start] === hash) onHeaderLine(bytes, start, end, line, whole)
      else if (onRow !== undefined) onRow(bytes, start, end, line, whole)
      else if (columnLine === 0) orphans++
    },
    false,
  )
  if (columnLine === 0) tellNoColumnLine(log, orphans)
  return header
}
