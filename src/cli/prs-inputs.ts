import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import {
  openPanel,
  readEvaluations,
  readScoreFile,
  type ReferencePanel,
  type Score,
  type ScoreEvaluation,
} from '../clinical/polygenic/index.ts'
import { type Build, memorySource } from '../genome/index.ts'
import { fileSource, nodeInflate } from '../genome/node/index.ts'
import { type Listed, polygenicReleases, tableBytes } from '../knowledge/folder.ts'
import type { ScoreRead } from '../knowledge/import-pgs-score.ts'
import {
  evaluationsFile,
  panelFile,
  panelIdPrefix,
  scoreFileOf,
  scoreIdPrefix,
} from '../knowledge/polygenic-release.ts'
import type { Manifest } from '../knowledge/release.ts'
import { bad, hasError, ok, type Problem, problem, type Result } from '../shared/problem.ts'
import { fileProblems } from './person.ts'

/** What the manifest of an imported score is made of. */
export const readScores = async (file: string): Promise<Result<readonly ScoreRead[]>> => {
  const read = await readScoreFile(fileSource(file), { inflate: nodeInflate })
  if (!read.ok) return read
  return ok(
    read.value.map(({ id, name, trait, build, licence, citation, rows }) => ({
      id,
      ...(name === undefined ? {} : { name }),
      ...(trait === undefined ? {} : { trait }),
      ...(build === undefined ? {} : { build }),
      ...(licence === undefined ? {} : { licence }),
      ...(citation === undefined ? {} : { citation }),
      rows: rows.length,
    })),
    read.problems,
  )
}

/** The releases of scores and panels that `attune prs` may be asked for by name. */
const imported = (folders: readonly string[], prefix: string): readonly Listed[] =>
  polygenicReleases(...folders).filter((r) => r.manifest.id.startsWith(prefix))

type Opened<T> = { readonly value: T; readonly manifest?: Manifest }

/** A panel by its file or by the name of an imported release. */
export const panelOf = async (named: string, folders: readonly string[]): Promise<Result<Opened<ReferencePanel>>> => {
  if (existsSync(named)) {
    const wrong = fileProblems(named)
    if (hasError(wrong)) return bad(wrong)
    const read = await openPanel(fileSource(named), nodeInflate)
    return read.ok ? ok({ value: read.value }, read.problems) : read
  }
  const release = imported(folders, panelIdPrefix).find((r) => r.manifest.id === `${panelIdPrefix}${named}`)
  if (release === undefined)
    return bad([
      problem(
        'panel-missing',
        named,
        'There is neither a file nor an imported panel of this name.',
        'Check the path, or name the knowledge folder with --knowledge.',
      ),
    ])
  const read = await openPanel(memorySource(panelFile, tableBytes(release, panelFile)), nodeInflate)
  return read.ok ? ok({ value: read.value, manifest: release.manifest }, read.problems) : read
}

type OpenedScores = {
  readonly scores: readonly Score[]
  readonly build: Build
  readonly evaluations: readonly ScoreEvaluation[]
  readonly manifests: readonly Manifest[]
}

/** Scores by their files or by the ids of imported releases, all on one build: the one asked for, else that of the panel, else that of the first score. `stated`: the build of files that do not say. Imported scores bring what is published of them. */
export const scoresOf = async (
  named: readonly string[],
  folders: readonly string[],
  build: Build | undefined,
  stated: Build | undefined,
): Promise<Result<OpenedScores>> => {
  const problems: Problem[] = []
  const scores: Score[] = []
  const manifests: Manifest[] = []
  const evaluations: ScoreEvaluation[] = []
  const of = imported(folders, scoreIdPrefix)
  for (const name of named) {
    const isFile = existsSync(name)
    const release = isFile
      ? undefined
      : of.find((r) =>
          [`${scoreIdPrefix}${name}`, `${scoreIdPrefix}${name}-${(build ?? 'GRCh38').toLowerCase()}`].includes(
            r.manifest.id,
          ),
        )
    if (!isFile && release === undefined) {
      problems.push(
        problem(
          'score-missing',
          name,
          'There is neither a file nor an imported score of this name.',
          'Check the path, or import the score: attune knowledge import pgs-score FILE',
        ),
      )
      continue
    }
    const wrong = isFile ? fileProblems(name) : []
    problems.push(...wrong)
    if (hasError(wrong)) continue
    const table = (release && scoreFileOf(release.manifest)) ?? ''
    const source = release === undefined ? fileSource(name) : memorySource(table, tableBytes(release, table))
    const read = await readScoreFile(source, {
      inflate: nodeInflate,
      ...(build === undefined ? {} : { build }),
      ...(stated === undefined ? {} : { stated }),
    })
    problems.push(...read.problems)
    if (read.ok) scores.push(...read.value)
    if (release === undefined) continue
    manifests.push(release.manifest)
    if (!release.manifest.tables.some((t) => t.file === evaluationsFile)) continue
    const published = readEvaluations(new TextDecoder().decode(tableBytes(release, evaluationsFile)), evaluationsFile)
    problems.push(...published.problems)
    if (published.ok) evaluations.push(...published.value)
  }
  const ids = scores.map((s) => s.id)
  for (const id of new Set(ids.filter((one, i) => ids.indexOf(one) !== i)))
    problems.push(problem('score-twice', id, 'This score was given twice.', 'Give each score once.'))
  const on = build ?? scores.find((s) => s.build !== undefined)?.build ?? 'GRCh38'
  if (hasError(problems)) return bad(problems)
  return ok({ scores, build: on, evaluations, manifests }, problems)
}

/** What is published of the scores, from a file. */
export const evaluationsOf = (file: string | undefined): Result<readonly ScoreEvaluation[]> => {
  if (file === undefined) return ok([])
  const wrong = fileProblems(file, true)
  return hasError(wrong) ? bad(wrong) : readEvaluations(readFileSync(file, 'utf8'), basename(file))
}
