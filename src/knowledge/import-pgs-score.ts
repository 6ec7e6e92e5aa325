import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { bad, hasError, ok, type Problem, problem, type Result } from '../shared/problem.ts'
import { type NewRelease, writeReleases } from './pharmcat/write-releases.ts'
import { evaluationsFile, scoreIdPrefix } from './polygenic-release.ts'

/** What a reader of score files gives (`readScoreFile` of the polygenic room), as far as a manifest tells it. */
export type ScoreRead = {
  readonly id: string
  readonly name?: string
  readonly trait?: string
  readonly build?: 'GRCh37' | 'GRCh38'
  readonly licence?: string
  readonly citation?: string
  readonly rows: number
}
export type ScoreReader = (file: string) => Promise<Result<readonly ScoreRead[]>>

/** `evaluations`: what is published of scores besides their weights, each kept with its score. */
export type ImportScoresOptions = {
  readonly into: string
  readonly release?: string
  readonly read: ScoreReader
  readonly evaluations?: readonly { readonly score: string }[]
}

/** Terms of scores that state none of their own. */
const usualTerms = 'Terms of use of EMBL-EBI and the PGS Catalog; cite the paper of the score'

const plainName = (text: string): string => text.replaceAll(/[^0-9A-Za-z._-]+/g, '-')

const releaseOf = (
  file: string,
  scores: readonly ScoreRead[],
  options: ImportScoresOptions,
): { readonly release: NewRelease; readonly folder: string } => {
  const bytes = readFileSync(file)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const published = (options.evaluations ?? []).filter((e) => scores.some((s) => s.id === e.score))
  const stated = Buffer.from(`${JSON.stringify(published, null, 1)}\n`)
  const digest = published.length === 0 ? sha256 : createHash('sha256').update(bytes).update(stated).digest('hex')
  const [first] = scores
  const day = statSync(file).mtime.toISOString().slice(0, 10)
  const build = first?.build === undefined ? '' : `-${first.build.toLowerCase()}`
  const id = plainName(`${scoreIdPrefix}${first?.id ?? basename(file)}${build}`)
  const release = options.release ?? `${day}-${digest.slice(0, 8)}`
  const licences = [...new Set(scores.flatMap((s) => s.licence ?? []))]
  const citations = [...new Set(scores.flatMap((s) => s.citation ?? []))]
  return {
    folder: join(options.into, id, release),
    release: {
      manifest: {
        id,
        release,
        role: 'polygenic',
        title: `Polygenic score ${scores.map((s) => (s.trait === undefined ? s.id : `${s.id} (${s.trait})`)).join(', ')}`,
        source: `${basename(file)}, given by the user, SHA-256 ${sha256}`,
        version: release,
        retrieved: day,
        licence: licences.length === 0 ? usualTerms : licences.join('; '),
        attribution: citations.length === 0 ? 'The authors of the score' : citations.join('; '),
        made: 'attune knowledge import pgs-score: the file as it was given',
      },
      tables: [
        {
          file: plainName(basename(file)),
          bytes,
          rows: scores.reduce((n, s) => n + s.rows, 0),
          what: `scoring file${first?.build === undefined ? '' : ` on ${first.build}`}`,
        },
        ...(published.length === 0
          ? []
          : [
              {
                file: evaluationsFile,
                bytes: stated,
                rows: published.length,
                what: 'outcome, effect and evaluation as published (docs/polygenic-panel.md)',
              },
            ]),
      ],
    },
  }
}

/**
 * Takes in scoring files as releases `pgs-ID-BUILD` below `into`, each file as it is, with the licence and citation of its header; gives their folders. Files are read through first: when one of
 * them has an error, or is there already, nothing is written.
 */
export const importPgsScores = async (
  files: readonly string[],
  options: ImportScoresOptions,
): Promise<Result<readonly string[]>> => {
  const problems: Problem[] = []
  const made: ReturnType<typeof releaseOf>[] = []
  const seen = new Set<string>()
  for (const file of files) {
    if (!existsSync(file) || !statSync(file).isFile()) {
      problems.push(
        problem('import-file-missing', file, 'There is no such file.', 'Name scoring files, packed or not.'),
      )
      continue
    }
    const read = await options.read(file)
    problems.push(...read.problems)
    if (!read.ok) continue
    for (const { id } of read.value) seen.add(id)
    const one = releaseOf(file, read.value, options)
    if (existsSync(one.folder))
      problems.push(
        problem(
          'import-release-there',
          one.folder,
          'This score has been imported already.',
          'Remove the folder first to import it again.',
        ),
      )
    if (made.some((m) => m.release.manifest.id === one.release.manifest.id))
      problems.push(
        problem(
          'import-score-twice',
          file,
          `Another of the files holds ${one.release.manifest.id} too.`,
          'Import one after the other, each with a --release of its own.',
        ),
      )
    made.push(one)
  }
  for (const { score } of options.evaluations ?? [])
    if (!seen.has(score))
      problems.push(
        problem(
          'evaluation-of-no-score',
          score,
          'None of the files holds the score of this evaluation.',
          'Check its id, or take it out of the evaluations.',
        ),
      )
  if (hasError(problems)) return bad(problems)
  return ok(
    writeReleases(
      made.map((m) => m.release),
      options.into,
    ),
    problems,
  )
}
