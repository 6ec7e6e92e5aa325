import type { Problem } from '../shared/problem.ts'
import { uncodedId } from './pharmcat/advice-codes.ts'
import { type Manifest, type Release, releaseName, tsvRows } from './release.ts'

const uncoded = ({ manifest, tables }: Release): readonly Problem[] => {
  const name = releaseName(manifest)
  const records = tsvRows(tables['records.tsv'] ?? '')
  const open = records.filter((r) => r['advice'] === uncodedId).length
  if (open === 0) return []
  return [
    {
      code: 'knowledge-records-uncoded',
      severity: 'warning',
      at: { source: name },
      message: `${open} of ${records.length} records of ${name}, the newest release of ${manifest.id} found, have no coded action: they only send to the source.`,
      remedy: `For the coded advice of an older release, take the folder of ${name} out of the knowledge folder.`,
    },
  ]
}

const smaller = (inUse: Manifest, known: readonly Manifest[]): readonly Problem[] => {
  const name = releaseName(inUse)
  const rowsOf = (m: Manifest, file: string): number => m.tables.find((t) => t.file === file)?.rows ?? 0
  return known
    .filter((m) => m.id === inUse.id && m !== inUse)
    .flatMap((before) =>
      ['alleles.jsonl', 'records.tsv'].flatMap((file): readonly Problem[] => {
        const [now, then] = [rowsOf(inUse, file), rowsOf(before, file)]
        if (2 * now >= then) return []
        return [
          {
            code: 'knowledge-release-smaller',
            severity: 'warning',
            at: { source: name },
            message: `${file} of ${name} has ${now} rows, that of ${releaseName(before)}, whose place it takes, ${then}: much is not known any more.`,
            remedy: `Import the whole release, or take the folder of ${name} out of the knowledge folder.`,
          },
        ]
      }),
    )
}

/**
 * What is to be told when the newest release of a source has taken the place of an older one: that records of it carry no coded action, so that
 * a reader is sent to the source instead of being told what to do, and that it holds less than half of what the other one holds.
 */
export const newerReleaseProblems = (inUse: readonly Release[], known: readonly Manifest[]): readonly Problem[] =>
  inUse.flatMap((release) => [...uncoded(release), ...smaller(release.manifest, known)])
