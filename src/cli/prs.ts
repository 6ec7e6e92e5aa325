import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import {
  assessPolygenic,
  packWithPanel,
  type PackedScores,
  polygenicKnowledge,
  type PolygenicKnowledge,
  readOf,
  scoreArray,
  type ScoredPerson,
  scoreGenome,
  type ScoreGenomeOptions,
  usualLimits,
} from '../clinical/polygenic/index.ts'
import { readCallableBed, type CallableRegions } from '../genome/archive/index.ts'
import type { Build } from '../genome/index.ts'
import { fileSource, nodeInflate } from '../genome/node/index.ts'
import { bad, hasError, ok, type Problem, problem, type Result } from '../shared/problem.ts'
import { openGenomeSource } from './genome-source.ts'
import { knowledgeFolders } from './knowledge-folders.ts'
import { printJson, tellProblems } from './present.ts'
import { evaluationsOf, panelOf, scoresOf } from './prs-inputs.ts'
import { optionFaults, type PrsOptions, shareOf } from './prs-options.ts'
import { logHead, logLines, type PersonScores, printPerson, scoreLines } from './prs-lines.ts'

export type { PrsOptions } from './prs-options.ts'

/** Everything that does not depend on the person. */
type Opened = {
  readonly knowledge: PolygenicKnowledge
  readonly pack: PackedScores
  readonly scoring: ScoreGenomeOptions
}

const callableOf = async (file: string | undefined): Promise<Result<CallableRegions | undefined>> =>
  file === undefined ? ok(undefined) : readCallableBed(fileSource(file), nodeInflate)

const open = async (options: PrsOptions): Promise<Result<Opened>> => {
  const folders = knowledgeFolders(options)
  if (!folders.ok) return folders
  const build: Build | undefined = options.build === 'GRCh37' || options.build === 'GRCh38' ? options.build : undefined
  const panel = options.panel === undefined ? undefined : await panelOf(options.panel, folders.value)
  const scores = await scoresOf(
    options.score,
    folders.value,
    build ?? (panel?.ok === true ? panel.value.value.build : undefined),
    build,
  )
  const evaluations = evaluationsOf(options.evaluations)
  const callable = await callableOf(options.callable)
  const problems = [...(panel?.problems ?? []), ...scores.problems, ...evaluations.problems, ...callable.problems]
  if (panel?.ok === false || !scores.ok || !evaluations.ok || !callable.ok) return bad(problems)
  const people = panel?.value.value
  const pack = packWithPanel(scores.value.scores, scores.value.build, people)
  if (!pack.ok) return bad([...problems, ...pack.problems])
  const panelManifest = panel?.value.manifest
  const byChrom = callable.value?.byChrom
  return ok(
    {
      knowledge: polygenicKnowledge({
        scores: scores.value.scores,
        ...(people === undefined ? {} : { panel: people }),
        // What the user gives counts before what came with the import.
        evaluations: [...scores.value.evaluations, ...evaluations.value],
        limits: {
          ...usualLimits,
          scoreShare: shareOf(options.minCoverage, usualLimits.scoreShare),
          panelOverlap: shareOf(options.minPanelOverlap, usualLimits.panelOverlap),
        },
        manifests: [...scores.value.manifests, ...(panelManifest === undefined ? [] : [panelManifest])],
      }),
      pack: pack.value,
      scoring: {
        inflate: nodeInflate,
        rows: true,
        silence: options.missingAsReference ? 'reference' : 'unknown',
        hardCalls: options.hardCalls,
        ...(options.ambiguous === 'keep' ? { ambiguous: 'keep' } : {}),
        ...(options.sex === 'female' || options.sex === 'male' ? { sex: options.sex } : {}),
        ...(byChrom === undefined ? {} : { callable: (chrom: string) => byChrom.get(chrom) }),
      },
    },
    [...problems, ...pack.problems],
  )
}

const personOf = (
  options: PrsOptions,
  { knowledge, pack }: Opened,
  { source, sample, isArray, scores }: Read,
): PersonScores => {
  const assessments = assessPolygenic(readOf(knowledge.scores, scores), knowledge.scores, knowledge.standards)
  const place = assessments.find((a) => a.finding?.place !== undefined)?.finding?.place
  const panel = knowledge.standards.panel?.panel
  return {
    source,
    sample,
    build: pack.build,
    missingAsReference: options.missingAsReference && !isArray,
    ...(place === undefined ? {} : { place }),
    ...(panel === undefined
      ? {}
      : { panel: { name: `${panel.id} ${panel.release}`, demonstration: panel.demonstration === true } }),
    assessments,
  }
}

/** Where the rows of the log go. It takes its name only when it is whole. */
type RowLog = { readonly write: (text: string) => void; readonly close: (isWhole: boolean) => void }

const rowLog = (file: string | undefined): Result<RowLog> => {
  if (file === undefined) return ok({ write: () => {}, close: () => {} })
  const part = `${file}.part`
  try {
    const handle = openSync(part, 'w')
    writeSync(handle, logHead)
    return ok({
      write: (text) => void writeSync(handle, text),
      close: (isWhole) => {
        closeSync(handle)
        if (isWhole) renameSync(part, file)
        else rmSync(part, { force: true })
      },
    })
  } catch {
    return bad([
      problem('log-not-writable', file, 'The log cannot be written there.', 'Name a file in a folder that is there.'),
    ])
  }
}

/** What one read of one file gave for one person. An array has no samples by name, and says nothing by its silence. */
type Read = {
  readonly source: string
  readonly sample: string
  readonly samples: readonly string[]
  readonly isArray: boolean
  readonly scores: readonly ScoredPerson[]
}

const arrayHasNoSilence = (file: string): Problem => ({
  code: 'option-not-for-arrays',
  severity: 'warning',
  at: { source: file },
  message:
    'An array says nothing of the places it has no probe for; the statement about absent positions was not used.',
  remedy: 'Leave --missing-as-reference and --callable out for array files.',
})

/** One sample of one file. */
const scoreOne = async (
  file: string,
  sample: string | undefined,
  options: PrsOptions,
  { pack, scoring }: Opened,
): Promise<Result<Read>> => {
  const { source, stop } = await openGenomeSource(file, options.quiet)
  const scored = await scoreGenome(source, pack, { ...scoring, ...(sample === undefined ? {} : { sample }) })
  stop()
  if (scored.ok) {
    const { read, scores } = scored.value
    return ok({ ...read, isArray: false, scores }, scored.problems)
  }
  if (file === '-' || !scored.problems.some((p) => p.code === 'CALLS_OF_ARRAY')) return scored
  const array = await scoreArray(fileSource(file), pack, scoring)
  if (!array.ok) return array
  const isStated = options.missingAsReference || options.callable !== undefined
  return ok({ source: source.name, sample: source.name, samples: [], isArray: true, scores: array.value.scores }, [
    ...array.problems,
    ...(isStated ? [arrayHasNoSilence(source.name)] : []),
  ])
}

/** Scores of every person asked for: a table each, one JSON value, or one JSON line a person and score. Exit code 1 when a warning was told, 2 when any input cannot be used. */
export const prs = async (options: PrsOptions): Promise<number> => {
  const faults = optionFaults(options)
  const opened = hasError(faults) ? bad<Opened>([]) : await open(options)
  tellProblems([...faults, ...opened.problems])
  if (!opened.ok) return 2
  const opening = rowLog(options.log)
  if (!opening.ok) {
    tellProblems(opening.problems)
    return 2
  }
  const log = opening.value
  const told: Problem[] = [...opened.problems]
  const people: PersonScores[] = []
  let failed = false
  const take = (scored: Read): void => {
    const person = personOf(options, opened.value, scored)
    for (const score of opened.value.knowledge.scores) {
      const own = scored.scores.find((s) => s.score === score.id)
      if (options.log !== undefined && own !== undefined) log.write(logLines(person.sample, score, own))
    }
    if (options.jsonl) for (const line of scoreLines(person)) process.stdout.write(`${JSON.stringify(line)}\n`)
    else if (options.json) people.push(person)
    else printPerson(person)
  }
  for (const file of options.vcf) {
    const first = await scoreOne(file, options.sample, options, opened.value)
    tellProblems(first.problems)
    told.push(...first.problems)
    if (!first.ok) {
      failed = true
      continue
    }
    take(first.value)
    for (const sample of options.allSamples ? first.value.samples.slice(1) : []) {
      const next = await scoreOne(file, sample, options, opened.value)
      if (next.ok) take(next.value)
      else {
        tellProblems(next.problems)
        failed = true
      }
    }
  }
  log.close(!failed)
  if (options.json) printJson({ people })
  return failed ? 2 : told.some((p) => p.severity !== 'info') ? 1 : 0
}
