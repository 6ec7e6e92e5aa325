import { firstWindowFrom, type WindowIndex, type Windows } from '../sites/windows.ts'
import {
  binOffset,
  chunksOf,
  type ContigIndex,
  linearOffset,
  type RegionIndex,
  type VirtualOffset,
} from './index-file.ts'

/** A stretch of a BGZF file's text, `to` not included. */
export type TextRange = { readonly from: VirtualOffset; readonly to: VirtualOffset }

/** Ranges that lie no further apart than this many packed bytes are read as one: about the length of a block. */
const gapRead = 1 << 14

/** Number of the first bin of a level; level 0 is the one bin of the whole contig. */
const firstBin = (level: number): number => (8 ** level - 1) / 7

/** Of each window, the place before which no row begins that reaches to it. */
const leastOffsets = (index: RegionIndex, contig: ContigIndex, windows: Windows): Float64Array => {
  const starts = windows.starts.map((start) => Math.max(0, start - 1))
  if (index.kind === 'tbi') return starts.map((start) => linearOffset(index, contig, Math.floor(start / 16384)))
  const known = new Map<number, number>()
  for (let i = 0; i < contig.bins.length; i++) known.set(contig.bins[i] as number, i)
  return starts.map((start) => {
    for (let level = index.depth; level >= 0; level--) {
      const width = 2 ** (index.minShift + 3 * (index.depth - level))
      const bin = known.get(firstBin(level) + Math.floor(start / width))
      if (bin !== undefined) return binOffset(index, contig, bin)
    }
    return 0
  })
}

const addRanges = (out: TextRange[], index: RegionIndex, contig: ContigIndex, windows: Windows): void => {
  const least = leastOffsets(index, contig, windows)
  const firsts = Array.from({ length: index.depth + 1 }, (_, level) => firstBin(level))
  const widths = firsts.map((_, level) => 2 ** (index.minShift + 3 * (index.depth - level)))
  for (let i = 0; i < contig.bins.length; i++) {
    const number = contig.bins[i] as number
    let level = index.depth
    while (number < (firsts[level] as number)) level--
    const width = widths[level] as number
    const start = (number - (firsts[level] as number)) * width
    for (let w = firstWindowFrom(windows, start + 1); w < windows.starts.length; w++) {
      if ((windows.starts[w] as number) > start + width) break
      chunksOf(index, contig, i, (begin, to) => {
        const from = Math.max(begin, least[w] as number)
        if (to > from) out.push({ from, to })
      })
    }
  }
}

/** Ranges sorted and joined, so that each row stands in one only and no block is inflated twice. */
const mergedRanges = (ranges: readonly TextRange[]): readonly TextRange[] => {
  const out: TextRange[] = []
  for (const range of ranges.toSorted((a, b) => a.from - b.from)) {
    const before = out.at(-1)
    if (before !== undefined && Math.floor(range.from / 65536) <= Math.floor(before.to / 65536) + gapRead)
      out[out.length - 1] = { from: before.from, to: Math.max(before.to, range.to) }
    else out.push(range)
  }
  return out
}

/** Where in the file the rows stand that can reach into the windows, in file order. `names`: canonical names of the index's contigs; several may be the same. */
export const planRanges = (
  index: RegionIndex,
  names: readonly string[],
  windows: WindowIndex,
): readonly TextRange[] => {
  const out: TextRange[] = []
  for (const [i, contig] of index.contigs.entries()) {
    const of: Windows | undefined = windows.get(names[i] ?? '')
    if (of !== undefined) addRanges(out, index, contig, of)
  }
  return mergedRanges(out)
}
