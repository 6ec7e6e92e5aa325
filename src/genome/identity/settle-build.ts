import { type BuildSign, type Concordance, weighBuild } from './build-evidence.ts'
import type { ProblemLog } from '../problem-log.ts'
import type { Build } from '../site.ts'

/** No rows were looked at. */
export const noConcordance: Readonly<Record<Build, Concordance>> = {
  GRCh37: { fits: 0, differs: 0 },
  GRCh38: { fits: 0, differs: 0 },
}

/** The build to go on with, or undefined with the problem told. */
export const settleBuild = (
  stated: Build | undefined,
  signs: readonly BuildSign[],
  rows: Readonly<Record<Build, Concordance>>,
  log: ProblemLog,
  least?: number,
): { readonly build: Build; readonly evidence: string } | undefined => {
  const verdict = weighBuild(stated, signs, rows, least)
  if (verdict.kind === 'known') return verdict
  if (verdict.kind === 'contradiction') {
    log.add(
      'error',
      'BUILD_CONTRADICTION',
      {},
      `The signs of the genome build contradict each other: ${verdict.evidence}.`,
      'Find out which reference the file was really made against, correct its header, and give --build only if it agrees.',
    )
  } else if (verdict.kind === 'unsupported') {
    log.add(
      'error',
      'BUILD_NOT_SUPPORTED',
      {},
      `The file is on a build that is not read: ${verdict.evidence}.`,
      'Give a file on GRCh38 or GRCh37, or call or lift it over to one of them.',
    )
  } else {
    log.add(
      'error',
      'BUILD_UNKNOWN',
      {},
      'Neither the header nor the rows say which genome build the file is on.',
      'State it: --build GRCh38 or --build GRCh37. The laboratory that made the file knows.',
    )
  }
  return undefined
}
