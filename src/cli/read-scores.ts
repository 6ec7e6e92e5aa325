import { polygenicScoring, type ScoresReader } from '../assess/index.ts'
import { fileSource, nodeInflate } from '../genome/node/index.ts'
import { polygenicReleases, tableBytes } from '../knowledge/folder.ts'
import { ok, type Problem } from '../shared/problem.ts'
import { isArchiveFile } from './read-genome.ts'

const readOnce: Problem = {
  code: 'scores-not-read',
  severity: 'info',
  at: { source: '-' },
  message: 'Standard input can be read once only; polygenic scores were left out.',
  remedy: 'Name the file of the genome for a report with polygenic scores.',
}

/** How the imported scores are computed of what `--vcf` names; undefined where none is imported. */
export const scoresReader = (path: string, folders: readonly string[]): ScoresReader | undefined => {
  const releases = polygenicReleases(...folders)
  if (releases.length === 0) return undefined
  if (path === '-') return async () => ok({ assessments: [], manifests: [] }, [readOnce])
  return async (asked) => {
    const { openPolygenic, polygenicScores } = await polygenicScoring()
    const tables = await openPolygenic(
      releases.map((r) => ({ manifest: r.manifest, bytes: (file) => tableBytes(r, file) })),
      nodeInflate,
    )
    if (!isArchiveFile(path)) return polygenicScores({ open: () => fileSource(path) }, tables, asked, nodeInflate)
    const { openArchiveFile } = await import('../genome/archive/node/index.ts')
    const opened = openArchiveFile(path)
    if (!opened.ok) return opened
    try {
      return await polygenicScores({ archive: opened.value }, tables, asked, nodeInflate)
    } finally {
      opened.value.close()
    }
  }
}
