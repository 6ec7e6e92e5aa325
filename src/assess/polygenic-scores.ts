import {
  assessPolygenic,
  openPanel,
  packWithPanel,
  type PackedScores,
  type PolygenicFinding,
  type PolygenicKnowledge,
  polygenicKnowledge,
  placeCollector,
  readEvaluations,
  readOf,
  readScoreFile,
  type ReferencePanel,
  type Score,
  scoreArray,
  type ScoredPerson,
  type ScoreEvaluation,
  scoreGenome,
  type ScoreOptions,
  scoreSeen,
} from '../clinical/polygenic/index.ts'
import { type Archive, UnreadableBytes } from '../genome/archive/index.ts'
import { type Build, type ByteSource, type Inflate, memorySource } from '../genome/index.ts'
import { evaluationsFile, isPanelRelease, panelFile, scoreFileOf } from '../knowledge/polygenic-release.ts'
import type { Manifest } from '../knowledge/release.ts'
import type { Assessment } from '../shared/assessment.ts'
import { AttuneError } from '../shared/errors.ts'
import { bad, ok, type Problem, problem, type Result } from '../shared/problem.ts'

/** An imported score or panel; `bytes` gives one of its tables, held against its checksum. */
export type PolygenicRelease = { readonly manifest: Manifest; readonly bytes: (file: string) => Uint8Array }

/** The scores of one build, ready for genomes on it. */
type OnBuild = { readonly knowledge: PolygenicKnowledge; readonly pack: PackedScores }

/** Every imported score, and the panel of each build. `problems`: of releases that could not be read, which are left out. */
export type PolygenicTables = {
  readonly scores: readonly Score[]
  readonly on: (build: Build) => OnBuild | undefined
  readonly manifests: readonly Manifest[]
  readonly problems: readonly Problem[]
}

/** What assessing knows of the person when scores are asked for. */
export type ScoresAsked = {
  readonly build: Build
  readonly sex?: 'female' | 'male'
  readonly sample?: string
  readonly missingAsReference: boolean
}

/** Every score of one person, and the releases that they rest on. */
export type PolygenicScores = {
  readonly assessments: readonly Assessment<PolygenicFinding>[]
  readonly manifests: readonly Manifest[]
}

/** Computes the scores of a genome that is at hand. */
export type ScoresReader = (asked: ScoresAsked) => Promise<Result<PolygenicScores>>

/** A genome to be read once more: a file (opened anew at each call, for an array is read by another reader) or an open archive. `pause` is waited for now and then. */
export type GenomeForScores =
  | { readonly open: () => ByteSource }
  | { readonly archive: Archive; readonly pause?: () => Promise<void> }

/** As a warning: what keeps a score from being computed does not keep anything else from being assessed. */
const told = (problems: readonly Problem[]): readonly Problem[] =>
  problems.map((p) => (p.severity === 'error' ? { ...p, severity: 'warning' } : p))

/** The bytes of a table; those that are not what was imported are left out with a warning. */
const tableOf = (release: PolygenicRelease, file: string, problems: Problem[]): Uint8Array | undefined => {
  try {
    return release.bytes(file)
  } catch (fault) {
    if (!(fault instanceof AttuneError)) throw fault
    const { id } = release.manifest
    problems.push({
      ...problem(
        'polygenic-release-damaged',
        id,
        `${file} is missing or was changed since it was imported.`,
        'Import it again.',
      ),
      severity: 'warning',
    })
    return undefined
  }
}

const largest = (panels: readonly ReferencePanel[]): ReferencePanel | undefined =>
  panels.toSorted((a, b) => b.people.length - a.people.length || (a.id < b.id ? -1 : 1))[0]

/** Opens imported scores and panels. Of several panels on a build the one with the most people counts, which is told. A score of which there is a file for each build is held on each. */
export const openPolygenic = async (
  releases: readonly PolygenicRelease[],
  inflate: Inflate,
): Promise<PolygenicTables> => {
  const problems: Problem[] = []
  const scores: Score[] = []
  const panels: ReferencePanel[] = []
  const evaluations: ScoreEvaluation[] = []
  const manifests: Manifest[] = []
  const taken = new Set<string>()
  for (const release of releases) {
    const { manifest } = release
    const scoreFile = scoreFileOf(manifest)
    if (scoreFile === undefined && !isPanelRelease(manifest)) continue
    const bytes = tableOf(release, scoreFile ?? panelFile, problems)
    if (bytes === undefined) continue
    if (isPanelRelease(manifest)) {
      const read = await openPanel(memorySource(`${manifest.id}/${panelFile}`, bytes), inflate)
      problems.push(...told(read.problems))
      if (!read.ok) continue
      panels.push(read.value)
      manifests.push(manifest)
      continue
    }
    const read = await readScoreFile(memorySource(`${manifest.id}/${scoreFile}`, bytes), { inflate })
    problems.push(...told(read.problems))
    if (!read.ok) continue
    manifests.push(manifest)
    for (const score of read.value) {
      const key = `${score.id} ${score.build ?? ''}`
      if (!taken.has(key)) scores.push(score)
      else
        problems.push({
          ...problem('score-twice', manifest.id, `${score.id} is imported twice.`, 'Remove one of the two releases.'),
          severity: 'warning',
        })
      taken.add(key)
    }
    if (!manifest.tables.some((t) => t.file === evaluationsFile)) continue
    const stated = tableOf(release, evaluationsFile, problems)
    if (stated === undefined) continue
    const published = readEvaluations(new TextDecoder().decode(stated), `${manifest.id}/${evaluationsFile}`)
    problems.push(...told(published.problems))
    if (published.ok) evaluations.push(...published.value)
  }
  const compiled = new Map<Build, OnBuild>()
  for (const build of ['GRCh37', 'GRCh38'] as const) {
    const own = scores.filter((s) => s.build === build || s.build === undefined)
    const here = panels.filter((p) => p.build === build)
    const panel = largest(here)
    if (own.length === 0) continue
    if (panel !== undefined && here.length > 1)
      problems.push({
        code: 'polygenic-panels-several',
        severity: 'info',
        at: { source: panel.id },
        message: `${here.length} panels on ${build} are imported; ${panel.id}, which has the most people, is used.`,
        remedy: 'Remove the others if another one is meant.',
      })
    const pack = packWithPanel(own, build, panel)
    problems.push(...told(pack.problems))
    if (!pack.ok) continue
    const knowledge = polygenicKnowledge({
      scores: own,
      ...(panel === undefined ? {} : { panel }),
      evaluations,
      manifests,
    })
    compiled.set(build, { knowledge, pack: pack.value })
  }
  return { scores, on: (build) => compiled.get(build), manifests, problems }
}

/** A score that is imported for the other build only. */
const onOtherBuild = (score: Score, build: Build): Assessment<PolygenicFinding> => ({
  state: 'indeterminate',
  question: { module: 'polygenic', code: 'score', about: score.id },
  needs: [
    {
      code: 'score-on-other-build',
      about: score.id,
      test: `The file of the score for ${build}: the genome is on ${build}, the imported file on ${score.build}`,
      missing: ['score file'],
      wouldDecide: [score.trait ?? score.id],
    },
  ],
  basis: [],
})

const batchesAtOnce = 16

const scoredOfArchive = async (
  archive: Archive,
  pause: (() => Promise<void>) | undefined,
  pack: PackedScores,
  options: ScoreOptions,
): Promise<Result<readonly ScoredPerson[]>> => {
  const collector = placeCollector(pack)
  try {
    let taken = 0
    for (const batch of archive.calls()) {
      collector.take(batch)
      if (++taken % batchesAtOnce === 0) await pause?.()
    }
    return ok(scoreSeen(pack, collector.seen(), { ...options, callable: (chrom) => archive.callable(chrom) }))
  } catch (fault) {
    if (!(fault instanceof UnreadableBytes)) throw fault
    return bad([problem(fault.code, archive.name, fault.message, fault.remedy)])
  }
}

const scoredOf = async (
  genome: GenomeForScores,
  pack: PackedScores,
  asked: ScoresAsked,
  inflate: Inflate,
): Promise<Result<readonly ScoredPerson[]>> => {
  const options: ScoreOptions = {
    rows: true,
    silence: asked.missingAsReference ? 'reference' : 'unknown',
    ...(asked.sex === undefined ? {} : { sex: asked.sex }),
  }
  if ('archive' in genome) return scoredOfArchive(genome.archive, genome.pause, pack, options)
  const { sample } = asked
  const read = await scoreGenome(genome.open(), pack, {
    ...options,
    inflate,
    ...(sample === undefined ? {} : { sample }),
  })
  if (read.ok) return ok(read.value.scores, read.problems)
  if (!read.problems.some((p) => p.code === 'CALLS_OF_ARRAY')) return read
  const array = await scoreArray(genome.open(), pack, { ...options, inflate })
  return array.ok ? ok(array.value.scores, array.problems) : array
}

/**
 * Every imported score for one genome, which is read once more for it. Where the genome cannot be read for scores, each of them says that it was not; nothing here is an error, because everything
 * else can be assessed without it. A stored archive holds called genotypes: expected copies (DS, GP) count only where a file is read.
 */
export const polygenicScores = async (
  genome: GenomeForScores,
  tables: PolygenicTables,
  asked: ScoresAsked,
  inflate: Inflate,
): Promise<Result<PolygenicScores>> => {
  const here = tables.on(asked.build)
  const own = here?.knowledge.scores ?? []
  const ids = new Set(own.map((s) => s.id))
  const elsewhere = tables.scores.filter((s) => !ids.has(s.id)).map((s) => onOtherBuild(s, asked.build))
  const { manifests } = tables
  if (here === undefined) return ok({ assessments: elsewhere, manifests }, tables.problems)
  const scored = await scoredOf(genome, here.pack, asked, inflate)
  const read = scored.ok ? readOf(own, scored.value) : undefined
  const assessments = assessPolygenic(read, own, here.knowledge.standards)
  return ok({ assessments: [...assessments, ...elsewhere], manifests }, [...tables.problems, ...told(scored.problems)])
}
