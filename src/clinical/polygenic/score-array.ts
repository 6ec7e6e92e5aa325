import { type ArrayGenotypes, type ByteSource, type Inflate, readArrayGenotypes } from '../../genome/index.ts'
import { bad, ok, type Result } from '../../shared/problem.ts'
import { arrayCollector } from './dosage/array-collector.ts'
import type { ScoredPerson } from './model.ts'
import type { PackedScores } from './packed/packed-scores.ts'
import type { ScoreOptions } from './score-options.ts'
import { scoreSeen } from './score-person.ts'

export type ScoredArray = { readonly read: ArrayGenotypes; readonly scores: readonly ScoredPerson[] }

/** Every score of a pack for the raw data of a consumer array, read once. Its positions count only when the file tells that they are on the pack's build. */
export const scoreArray = async (
  input: ByteSource,
  pack: PackedScores,
  options: ScoreOptions & { readonly inflate: Inflate },
): Promise<Result<ScoredArray>> => {
  let plusStrand = false
  const collector = arrayCollector(pack, () => plusStrand)
  const read = await readArrayGenotypes(input, { inflate: options.inflate }, collector.take)
  if (!read.ok) return bad(read.problems)
  const { build } = read.value
  if (build !== pack.build)
    return bad([
      ...read.problems,
      {
        code: build === undefined ? 'SCORE_ARRAY_BUILD_NOT_KNOWN' : 'SCORE_BUILD_DIFFERS',
        severity: 'error',
        at: { source: input.name },
        message:
          build === undefined
            ? 'Nothing in the file of the array tells its genome build, and the places of a score cannot be looked up.'
            : `The array is on ${build}, and the scores are on ${pack.build}.`,
        remedy:
          build === undefined
            ? 'Download the raw data again from the maker, with its first lines.'
            : `Take the harmonised files of the scores for ${build}.`,
      },
    ])
  plusStrand = read.value.plusStrand
  // An array says nothing of what it has no probe for, whatever was stated of the file's silence.
  const { silence: _, callable: __, ...rest } = options
  return ok({ read: read.value, scores: scoreSeen(pack, collector.seen(), rest) }, read.problems)
}
