import type { Problem } from '../../shared/problem.ts'
import type { BuildSign } from '../identity/build-evidence.ts'
import { settleBuild } from '../identity/settle-build.ts'
import { type ProblemLog, problemLog } from '../problem-log.ts'
import { defaults, noRegions, type ReadOptions } from '../read-options.ts'
import type { Build, SampleSites, StructuralRow, WantedSites } from '../site.ts'
import { tellNoRows, tellOldMitochondrion } from '../vcf/file-faults.ts'
import type { SampleRow } from '../vcf/sample-row.ts'
import { structuralRow } from '../vcf/structural-row.ts'
import { siteCollector } from './site-collector.ts'

/** What a file says of itself besides its rows, as far as an answer depends on it. `blocks`: its header speaks of reference blocks. */
export type SampleFacts = {
  readonly source: string
  readonly sample: string
  readonly samples: readonly string[]
  readonly signs: readonly BuildSign[]
  readonly adNumber: string | undefined
  readonly blocks: boolean
  readonly foreignMitochondrion: boolean
  readonly rowsRead: number
}

export type CollectedSample = { readonly value: SampleSites; readonly problems: readonly Problem[] }

/** Gathers one sample's rows at the wanted sites of both builds, in file order, and settles at the end which of them the file is on. */
export const sampleCollector = (
  source: string,
  wanted: WantedSites,
  options: Pick<ReadOptions, 'regions' | 'blockDepth' | 'blockQuality' | 'build'>,
) => {
  const regions = options.regions ?? noRegions
  const thresholds = {
    depth: options.blockDepth ?? defaults.blockDepth,
    quality: options.blockQuality ?? defaults.blockQuality,
  }
  const logs: Readonly<Record<Build, ProblemLog>> = { GRCh37: problemLog(source), GRCh38: problemLog(source) }
  const collectors = {
    GRCh37: siteCollector(wanted.GRCh37, thresholds, logs.GRCh37),
    GRCh38: siteCollector(wanted.GRCh38, thresholds, logs.GRCh38),
  }
  const structural: Record<Build, StructuralRow[]> = { GRCh37: [], GRCh38: [] }
  /** Whether a row over these bases can speak to any of the sites. */
  const concerns = (chrom: string, start: number, end: number): boolean =>
    collectors.GRCh37.concerns(chrom, start, end) || collectors.GRCh38.concerns(chrom, start, end)
  const take = (row: SampleRow): void => {
    for (const build of ['GRCh37', 'GRCh38'] as const) {
      collectors[build].take(row)
      const record = structuralRow(row, regions[build])
      if (record !== undefined) structural[build].push(record)
    }
  }
  /** The answer and the problems of the rows on the build that was settled on; undefined, told to `log`, when the build cannot be said. */
  const finish = (facts: SampleFacts, log: ProblemLog): CollectedSample | undefined => {
    const collected = { GRCh37: collectors.GRCh37.finish(), GRCh38: collectors.GRCh38.finish() }
    const concordance = { GRCh37: collected.GRCh37.concordance, GRCh38: collected.GRCh38.concordance }
    const settled = settleBuild(options.build, facts.signs, concordance, log)
    if (settled === undefined) return undefined
    const { build, evidence } = settled
    const { sites, unresolved, blocks } = collected[build]
    if (facts.foreignMitochondrion) tellOldMitochondrion(log)
    if (facts.rowsRead === 0) tellNoRows(log)
    return {
      value: {
        source,
        sample: facts.sample,
        samples: facts.samples,
        build,
        buildEvidence: evidence,
        format: facts.blocks || blocks ? 'gvcf' : 'vcf',
        ...(facts.adNumber === undefined ? {} : { adNumber: facts.adNumber }),
        sites,
        unresolved,
        structural: structural[build],
        rowsRead: facts.rowsRead,
      },
      problems: logs[build].all(),
    }
  }
  return { concerns, take, finish }
}
