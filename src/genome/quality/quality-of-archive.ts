import type { Archive } from '../archive/index.ts'
import { qualityCounter, type QualityOptions } from './quality.ts'
import type { Assay } from './quality-bands.ts'
import { qualityReport, type QualityReport } from './quality-report.ts'

/**
 * The report of a packed genome, without its VCF; the callable regions stated when it was packed count. Figures that rest on reads and qualities are those that the archive keeps:
 * the file's own when it was packed as exact, else rounded as the format says. Throws `UnreadableBytes` when a chunk is damaged.
 */
export const qualityOfArchive = (
  archive: Archive,
  options: Omit<QualityOptions, 'build'> & { readonly assay?: Assay } = {},
): QualityReport => {
  const { read, callable } = archive.directory
  const counter = qualityCounter({ ...options, ...(read.build === undefined ? {} : { build: read.build }) })
  for (const batch of archive.calls()) counter.add(batch)
  const stated = callable?.chroms.flatMap((chrom) => {
    const of = archive.callable(chrom)
    return of === undefined ? [] : [[chrom, of] as const]
  })
  return qualityReport(counter.tally, {
    header: read,
    format: read.format,
    ...(options.assay === undefined ? {} : { assay: options.assay }),
    ...(stated === undefined ? {} : { callable: new Map(stated) }),
  })
}
