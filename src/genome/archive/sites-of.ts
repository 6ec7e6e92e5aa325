import { bad, hasError, ok, type Problem, type Result } from '../../shared/problem.ts'
import type { Call } from '../calls/index.ts'
import { problemLog } from '../problem-log.ts'
import { noRegions, type ReadOptions } from '../read-options.ts'
import { sampleCollector } from '../sites/sample-collector.ts'
import { windowIndex } from '../sites/windows.ts'
import type { SampleSites, WantedSites } from '../site.ts'
import type { SampleRow } from '../vcf/sample-row.ts'
import { callText } from './call-text.ts'
import { type Archive, withChunks } from './open-archive.ts'

/** A call as the readers of sites take it. */
const sampleRowOf = (call: Call, contig: string): SampleRow => {
  const text = callText(call, contig)
  const fields: Readonly<Record<string, number | undefined>> = {
    DP: call.depth,
    MIN_DP: call.minDepth,
    GQ: call.quality,
    CN: call.copyNumber,
  }
  const depths = call.depths
  return {
    chrom: call.chrom,
    pos: call.pos,
    spanEnd: call.end,
    id: call.id,
    ref: call.ref,
    alts: call.alts,
    filter: call.filter,
    info: call.info ?? '.',
    genotype: { alleles: call.alleles, phased: call.phased },
    phaseSet: call.phaseSet,
    depths: depths === undefined || depths.includes(null) ? undefined : (depths as readonly number[]),
    field: (key) => fields[key]?.toString(),
    line: call.line,
    text,
  }
}

/** Told when the archive was made, and told again from what is read now. */
const toldAnew = new Set(['VCF_OLD_MITOCHONDRION', 'VCF_NO_ROWS', 'BUILD_NOT_STATED'])

/**
 * What `readSites` gives from the VCF that the archive was made of: the same rows with the same genotypes, filters, phase sets and lines, so that everything that reads sites can be assessed
 * again without that file. Depths are those the archive holds (rounded down above 15 unless packed `exact`), and `text` is the row written anew (`callText`).
 */
export const sitesOf = (
  archive: Archive,
  wanted: WantedSites,
  options: Pick<ReadOptions, 'regions' | 'blockDepth' | 'blockQuality' | 'build'> = {},
): Result<SampleSites> => {
  const { read, problems: told } = archive.directory
  const log = problemLog(read.source)
  const regions = options.regions ?? noRegions
  const build = options.build ?? read.statedBuild
  const collector = sampleCollector(read.source, wanted, { ...options, ...(build === undefined ? {} : { build }) })
  const found = withChunks(archive.name, () => {
    const calls = new Map<number, readonly [Call, string]>()
    for (const [chrom, windows] of windowIndex(wanted, [...regions.GRCh37, ...regions.GRCh38]))
      for (const [i, start] of windows.starts.entries())
        archive.eachOver(chrom, start, windows.ends[i] as number, (chunk, row) => {
          const line = chunk.columns().lines[row] as number
          if (!calls.has(line)) calls.set(line, [archive.call(chunk, row), chunk.contig])
        })
    return [...calls.values()].toSorted(([a], [b]) => a.line - b.line)
  })
  if (!found.ok) return found
  for (const [call, contig] of found.value)
    if (call.kind === 'symbolic' || collector.concerns(call.chrom, call.pos, call.end))
      collector.take(sampleRowOf(call, contig))
  const collected = collector.finish({ ...read, signs: read.buildSigns, adNumber: read.adNumber }, log)
  const problems: readonly Problem[] = [
    ...told.filter((p) => !toldAnew.has(p.code)),
    ...log.all(),
    ...(collected?.problems ?? []),
  ]
  if (collected === undefined || hasError(problems)) return bad(problems)
  return ok({ ...collected.value, ...(read.sha256 === undefined ? {} : { sha256: read.sha256 }) }, problems)
}
