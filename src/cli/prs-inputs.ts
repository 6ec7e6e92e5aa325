import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import {
  packScores,
  type PackedScores,
  panelAsScore,
  knownSites,
  readEvaluations,
  readPanel,
  readScoreFile,
  type ReferencePanel,
  type Score,
  type ScoreEvaluation,
  withPanel,
} from '../clinical/polygenic/index.ts'
import type { Build, ByteSource } from '../genome/index.ts'
import { fileSource, nodeInflate } from '../genome/node/index.ts'
import { UnreadableBytes } from '../genome/bytes/index.ts'
import { type Listed, polygenicReleases, tableBytes } from '../knowledge/folder.ts'
import { panelFile, panelIdPrefix } from '../knowledge/import-ancestry-panel.ts'
import { scoreIdPrefix, type ScoreRead } from '../knowledge/import-pgs-score.ts'
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

const bytesSource = (name: string, bytes: Uint8Array): ByteSource => ({
  name,
  size: bytes.length,
  chunks: (async function* () {
    yield bytes
  })(),
})

/** An unpacked panel file; a panel that is not packed is taken too. */
const openPanel = async (name: string, packed: Uint8Array): Promise<Result<ReferencePanel>> => {
  if (packed[0] !== 0x1f || packed[1] !== 0x8b) return readPanel(packed, name)
  const pieces: Uint8Array[] = []
  try {
    for await (const piece of nodeInflate.gunzip(bytesSource(name, packed).chunks)) pieces.push(piece.slice())
  } catch (fault) {
    if (fault instanceof UnreadableBytes) return bad([problem(fault.code, name, fault.message, fault.remedy)])
    return bad([problem('panel-damaged', name, 'The file is not whole.', 'Copy it again from where it was made.')])
  }
  return readPanel(new Uint8Array(Buffer.concat(pieces)), name)
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
    const read = await openPanel(basename(named), readFileSync(named))
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
  const read = await openPanel(join(release.folder, panelFile), tableBytes(release, panelFile))
  return read.ok ? ok({ value: read.value, manifest: release.manifest }, read.problems) : read
}

/** Scores by their files or by the ids of imported releases, all on one build: the one asked for, else that of the panel, else that of the first score. */
export const scoresOf = async (
  named: readonly string[],
  folders: readonly string[],
  build: Build | undefined,
): Promise<
  Result<{ readonly scores: readonly Score[]; readonly build: Build; readonly manifests: readonly Manifest[] }>
> => {
  const problems: Problem[] = []
  const scores: Score[] = []
  const manifests: Manifest[] = []
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
    const table = release?.manifest.tables[0]?.file ?? ''
    const source = release === undefined ? fileSource(name) : bytesSource(table, tableBytes(release, table))
    const read = await readScoreFile(source, { inflate: nodeInflate, ...(build === undefined ? {} : { build }) })
    problems.push(...read.problems)
    if (read.ok) scores.push(...read.value)
    if (release !== undefined) manifests.push(release.manifest)
  }
  const ids = scores.map((s) => s.id)
  for (const id of new Set(ids.filter((one, i) => ids.indexOf(one) !== i)))
    problems.push(problem('score-twice', id, 'This score was given twice.', 'Give each score once.'))
  const on = build ?? scores.find((s) => s.build !== undefined)?.build ?? 'GRCh38'
  if (hasError(problems)) return bad(problems)
  return ok({ scores, build: on, manifests }, problems)
}

/** The scores, with the sites of the panel as one more, ready for one pass over a genome. */
export const packOf = (
  scores: readonly Score[],
  build: Build,
  panel: ReferencePanel | undefined,
): Result<PackedScores> => {
  const usable = panel?.build === build ? panel : undefined
  const pack = packScores(usable === undefined ? scores : [...scores, panelAsScore(usable)], build)
  if (!pack.ok || usable === undefined) return pack
  return ok(withPanel(pack.value, knownSites(usable)), pack.problems)
}

/** What is published of the scores, from a file. */
export const evaluationsOf = (file: string | undefined): Result<readonly ScoreEvaluation[]> => {
  if (file === undefined) return ok([])
  const wrong = fileProblems(file, true)
  return hasError(wrong) ? bad(wrong) : readEvaluations(readFileSync(file, 'utf8'), basename(file))
}
