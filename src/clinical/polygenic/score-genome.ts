import type { ByteSource, Inflate, ReadSampleOptions } from '../../genome/index.ts'
import { type CallsRead, readCalls } from '../../genome/calls/index.ts'
import { bad, ok, type Problem, type Result } from '../../shared/problem.ts'
import { type CollectOptions, placeCollector } from './dosage/place-collector.ts'
import type { ScoredPerson } from './model.ts'
import type { PackedScores } from './packed/packed-scores.ts'
import type { ScoreOptions } from './score-options.ts'
import { scoreSeen } from './score-person.ts'

/** `hardCalls`: expected copies (FORMAT DS and GP) are passed over, and only GT counts. */
export type ScoreGenomeOptions = ScoreOptions &
  CollectOptions & { readonly inflate: Inflate; readonly sample?: string; readonly hardCalls?: boolean }

/** The scores of one person and what was read of the file. */
export type ScoredGenome = { readonly read: CallsRead; readonly scores: readonly ScoredPerson[] }

/** Share of rows that speak of a place with other alleles, from which on the builds of score and genome are doubted. */
const doubtfulShare = 0.5

const doubts = (source: string, scores: readonly ScoredPerson[]): readonly Problem[] =>
  scores.flatMap((scored): readonly Problem[] => {
    const others = scored.reasons['other-alleles'] ?? 0
    const here = others + scored.matched
    if (others < 10 || others < doubtfulShare * here) return []
    return [
      {
        code: 'SCORE_ALLELES_DIFFER',
        severity: 'warning',
        at: { source },
        message: `${others} of the ${here} rows of ${scored.score} that the genome speaks of have other alleles there: score and genome may be on different builds.`,
        remedy: 'Check the builds of both. Take the harmonised file of the score for the build of the genome.',
      },
    ]
  })

/**
 * Every score of a pack for one sample of a VCF, gVCF or BCF, read once. A genome on another build than the pack is refused; one whose header does not say is read as on the pack's build, with a
 * warning.
 */
export const scoreGenome = async (
  input: ByteSource,
  pack: PackedScores,
  options: ScoreGenomeOptions,
): Promise<Result<ScoredGenome>> => {
  const { inflate, sample, hardCalls } = options
  const collector = placeCollector(pack, options)
  const reading: ReadSampleOptions = { inflate, ...(sample === undefined ? {} : { sample }) }
  const read = await readCalls(input, { ...reading, dosages: hardCalls !== true }, collector.take)
  if (!read.ok) return bad(read.problems)
  const { build } = read.value
  if (build !== undefined && build !== pack.build)
    return bad([
      ...read.problems,
      {
        code: 'SCORE_BUILD_DIFFERS',
        severity: 'error',
        at: { source: input.name },
        message: `The genome is on ${build}, and the scores are on ${pack.build}.`,
        remedy: `Take the harmonised files of the scores for ${build}.`,
      },
    ])
  const scores = scoreSeen(pack, collector.seen(), options)
  return ok({ read: read.value, scores }, [...read.problems, ...doubts(input.name, scores)])
}
