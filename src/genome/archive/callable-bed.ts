import { bad, hasError, ok, type Result } from '../../shared/problem.ts'
import type { ByteSource, Inflate } from '../bytes/byte-source.ts'
import { eachLine } from '../bytes/line-scanner.ts'
import { withText } from '../bytes/open-text.ts'
import { canonicalContig } from '../identity/contig-name.ts'
import { problemLog } from '../problem-log.ts'
import { asciiText } from '../bytes/ascii-text.ts'
import { joinNumbers, splitNumbers } from './number-column.ts'
import { type Deflate, packSections, unpackSections } from './sections.ts'

/** Disjoint stretches of a chromosome in ascending order, 1-based, both ends included. */
export type Stretches = { readonly starts: Int32Array; readonly ends: Int32Array }

/** The stretches in which a caller looked at every base, by canonical chromosome (or the file's own name), and the file they come from. */
export type CallableRegions = {
  readonly source: string
  readonly sha256?: string
  readonly byChrom: ReadonlyMap<string, Stretches>
}

const joinedUp = (pairs: readonly (readonly [number, number])[]): Stretches => {
  const starts: number[] = []
  const ends: number[] = []
  for (const [start, end] of pairs.toSorted((a, b) => a[0] - b[0])) {
    const last = ends.length - 1
    if (last >= 0 && start <= (ends[last] as number) + 1) ends[last] = Math.max(ends[last] as number, end)
    else {
      starts.push(start)
      ends.push(end)
    }
  }
  return { starts: Int32Array.from(starts), ends: Int32Array.from(ends) }
}

/** Reads a BED file (0-based, end excluded; plain, gzip or BGZF). Overlapping lines are joined. A line that is none is an error: what is callable must not be guessed. */
export const readCallableBed = async (input: ByteSource, inflate: Inflate): Promise<Result<CallableRegions>> => {
  const log = problemLog(input.name)
  const pairs = new Map<string, [number, number][]>()
  const done = await withText(input, inflate, log, async (text) => {
    await eachLine(text.chunks, 1 << 20, (bytes, from, to, line) => {
      const row = asciiText(bytes, from, Math.min(to, from + 4096))
      if (row === '' || /^(#|track\b|browser\b)/.test(row)) return
      const found = /^(\S+)[\t ]+(\d{1,10})[\t ]+(\d{1,10})(?:[\t ]|$)/.exec(row)
      const [start, end] = [Number(found?.[2]), Number(found?.[3])]
      if (found === null || end < start || end > 2 ** 31 - 1) {
        log.add(
          'error',
          'BED_LINE_INVALID',
          { line },
          `The line ${JSON.stringify(row.slice(0, 60))} is not chromosome, start and end.`,
          'Give a BED file: chromosome, start (counted from 0) and end, separated by tabs.',
        )
        return
      }
      if (end === start) return
      const contig = found[1] as string
      const chrom = canonicalContig(contig) ?? contig
      const of = pairs.get(chrom) ?? []
      if (of.length === 0) pairs.set(chrom, of)
      of.push([start + 1, end])
    })
    return true
  })
  const problems = log.all()
  if (done === undefined || hasError(problems)) return bad(problems)
  const sha256 = input.sha256?.()
  const byChrom = new Map([...pairs].map(([chrom, of]) => [chrom, joinedUp(of)]))
  return ok({ source: input.name, ...(sha256 === undefined ? {} : { sha256 }), byChrom }, problems)
}

/** Stretches as the bytes of a blob. */
export const encodeStretches = ({ starts, ends }: Stretches, deflate: Deflate): Uint8Array => {
  const gaps = Uint32Array.from(starts, (start, i) => start - (i === 0 ? 0 : (ends[i - 1] as number)))
  const lengths = Uint32Array.from(starts, (start, i) => (ends[i] as number) - start)
  const gap = splitNumbers(gaps, gaps.length)
  const length = splitNumbers(lengths, lengths.length)
  return packSections(
    [
      { name: 'callableGaps', bytes: gap.symbols },
      { name: 'callableGapBits', bytes: gap.bits },
      { name: 'callableLengths', bytes: length.symbols },
      { name: 'callableLengthBits', bytes: length.bits },
    ],
    deflate,
  )
}

/** Reads what `encodeStretches` wrote. */
export const decodeStretches = (bytes: Uint8Array, inflate: Inflate): Stretches => {
  const sections = unpackSections(bytes, inflate)
  const gaps = joinNumbers({ symbols: sections('callableGaps'), bits: sections('callableGapBits') })
  const lengths = joinNumbers({ symbols: sections('callableLengths'), bits: sections('callableLengthBits') })
  const starts = new Int32Array(gaps.length)
  const ends = new Int32Array(gaps.length)
  for (let i = 0; i < gaps.length; i++) {
    starts[i] = (i === 0 ? 0 : (ends[i - 1] as number)) + (gaps[i] as number)
    ends[i] = (starts[i] as number) + (lengths[i] as number)
  }
  return { starts, ends }
}
