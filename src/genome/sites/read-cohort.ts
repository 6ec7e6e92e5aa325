import { bad, hasError, ok, type Problem, type Result } from '../../shared/problem.ts'
import type { Concordance } from '../identity/build-evidence.ts'
import type { ByteSource } from '../bytes/byte-source.ts'
import { cohortCollector } from './cohort-collector.ts'
import type { CohortSites } from './cohort.ts'
import { type OpenedText, withText } from '../bytes/open-text.ts'
import { type ProblemLog, problemLog } from '../problem-log.ts'
import { defaults, noRegions, type ReadOptions } from '../read-options.ts'
import { fixedColumns, sampleRow } from '../vcf/sample-row.ts'
import { settleBuild } from '../identity/settle-build.ts'
import type { Build, Region, StructuralRow, WantedSites } from '../site.ts'
import { structuralRow } from '../vcf/structural-row.ts'
import { type RowBytes, scanVcf } from '../vcf/vcf-scan.ts'
import { windowIndex } from './windows.ts'

type CohortRecord = { readonly sample: number; readonly row: StructuralRow }

/** The symbolic records of one row: those samples that carry an ALT or state a copy number other than two. */
const recordsOf = (
  row: RowBytes,
  samples: number,
  regions: readonly Region[],
  log: ProblemLog,
): readonly CohortRecord[] => {
  const out: CohortRecord[] = []
  for (let sample = 0; sample < samples; sample++) {
    const of = sampleRow(row, sample, samples, log)
    const record = of === undefined ? undefined : structuralRow(of, regions)
    if (record === undefined) return out
    if (/[1-9]/.test(record.gt) || (record.copyNumber ?? 2) !== 2) out.push({ sample, row: record })
  }
  return out
}

const readCohortVcf = async (
  source: string,
  text: OpenedText,
  wanted: WantedSites,
  options: ReadOptions,
  log: ProblemLog,
): Promise<{ readonly value: CohortSites; readonly problems: readonly Problem[] } | undefined> => {
  const regions = options.regions ?? noRegions
  const logs: Readonly<Record<Build, ProblemLog>> = { GRCh37: problemLog(source), GRCh38: problemLog(source) }
  const collectors = {
    GRCh37: cohortCollector(wanted.GRCh37, logs.GRCh37),
    GRCh38: cohortCollector(wanted.GRCh38, logs.GRCh38),
  }
  const structural: Record<Build, CohortRecord[]> = { GRCh37: [], GRCh38: [] }
  let samples = 0
  let adNumber: string | undefined
  const { header, rowsRead } = await scanVcf(
    text.chunks,
    options.lineLimit ?? defaults.lineLimit,
    log,
    (header) => {
      samples = header.samples.length
      adNumber = header.adNumber
      return windowIndex(wanted, [...regions.GRCh37, ...regions.GRCh38])
    },
    (row) => {
      const fixed = fixedColumns(row)
      for (const build of ['GRCh37', 'GRCh38'] as const) {
        collectors[build].take(row, fixed, samples, adNumber === 'R')
        if (fixed.alts.some((a) => a.startsWith('<')) && regions[build].length > 0)
          structural[build].push(...recordsOf(row, samples, regions[build], log))
      }
    },
  )
  if (header === undefined) return undefined
  const collected = { GRCh37: collectors.GRCh37.finish(), GRCh38: collectors.GRCh38.finish() }
  const rows: Readonly<Record<Build, Concordance>> = {
    GRCh37: collected.GRCh37.concordance,
    GRCh38: collected.GRCh38.concordance,
  }
  const settled = settleBuild(options.build, header.signs, rows, log)
  if (settled === undefined) return undefined
  return {
    value: {
      source,
      samples: header.samples,
      wanted: wanted[settled.build],
      build: settled.build,
      buildEvidence: settled.evidence,
      columns: collected[settled.build].columns,
      structural: structural[settled.build],
      rowsRead,
    },
    problems: logs[settled.build].all(),
  }
}

/**
 * Reads the genotypes of all samples of a VCF at the wanted sites into compact columns. Rows, alleles and builds are treated as in `readSites`; gVCF reference blocks are not
 * read (a problem says so), because a file of many people holds none.
 */
export const readCohort = async (
  input: ByteSource,
  wanted: WantedSites,
  options: ReadOptions,
): Promise<Result<CohortSites>> => {
  const log = problemLog(input.name)
  const read = await withText(input, options.inflate, log, (text) =>
    readCohortVcf(input.name, text, wanted, options, log),
  )
  const problems = [...log.all(), ...(read?.problems ?? [])]
  if (read === undefined || hasError(problems)) return bad(problems)
  const sha256 = input.sha256?.()
  return ok({ ...read.value, ...(sha256 === undefined ? {} : { sha256 }) }, problems)
}
