import { canonicalContig } from '../identity/contig-name.ts'
import type { ProblemLog } from '../problem-log.ts'
import type { Region } from '../site.ts'

/** A stretch with a name of its own, such as a gene; several stretches may share one. */
export type NamedRegion = Region & { readonly name: string }

/**
 * Regions of a BED text (chrom, 0-based start, end behind the last base, name): 1-based, both ends included, canonical contig names. Without a name column a region is named by its place.
 * Lines that are no regions are told as errors.
 */
export const bedRegions = (text: string, log: ProblemLog): readonly NamedRegion[] => {
  const regions: NamedRegion[] = []
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (line === '' || /^(#|track\b|browser\b)/.test(line)) continue
    const [contig = '', from = '', to = '', name] = line.split(line.includes('\t') ? '\t' : /\s+/)
    const start = Number(from) + 1
    const end = Number(to)
    if (!/^\d+$/.test(from) || !/^\d+$/.test(to) || end < start) {
      log.add(
        'error',
        'BED_LINE_INVALID',
        { line: i + 1 },
        `The line is no BED region: ${JSON.stringify(line.slice(0, 60))}.`,
        'A region is contig TAB start (from 0) TAB end (behind the last base), then a name if wanted.',
      )
      continue
    }
    const chrom = canonicalContig(contig) ?? contig
    regions.push({ chrom, start, end, name: name === undefined || name === '' ? `${chrom}:${start}-${end}` : name })
  }
  return regions
}
