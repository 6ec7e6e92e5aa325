import { z } from 'zod'
import type { Manifest } from '../../knowledge/release.ts'
import { outcomes } from '../../shared/disease-risk.ts'
import { bad, ok, type Problem, problem, type Result } from '../../shared/problem.ts'
import { type PolygenicLimits, usualLimits } from './abstain.ts'
import { preparePanel } from './ancestry/index.ts'
import type { Standards } from './assess.ts'
import type { ReferencePanel, Score, ScoreEvaluation } from './model.ts'

const evaluationForm = z.strictObject({
  score: z.string(),
  outcome: z.enum(outcomes).optional(),
  effect: z
    .strictObject({
      logRatioPerSd: z.number(),
      standardError: z.number().nonnegative().optional(),
      kind: z.enum(['hazard', 'odds']),
      adjustedFor: z.array(z.string()),
      source: z.string().min(1),
      unverified: z.literal(true).optional(),
    })
    .optional(),
  explains: z.number().min(0).max(1).optional(),
  evaluatedIn: z.array(z.string()).optional(),
})

/** An object without the properties that are undefined. */
const stated = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }

/** Reads what is published of scores: a JSON array of `ScoreEvaluation`. All faults come together, each with its place. */
export const readEvaluations = (text: string, name: string): Result<readonly ScoreEvaluation[]> => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return bad([problem('evaluations-not-json', name, 'The file is not JSON.', 'Give a JSON array of evaluations.')])
  }
  const parsed = z.array(evaluationForm).safeParse(value)
  if (!parsed.success)
    return bad(
      parsed.error.issues.map(
        (i): Problem => ({
          code: 'evaluations-invalid',
          severity: 'error',
          at: { source: name, path: i.path.join('.') },
          message: i.message,
          remedy: 'docs/polygenic-panel.md says what an evaluation holds.',
        }),
      ),
    )
  const ids = parsed.data.map((e) => e.score)
  const twice = [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i))]
  if (twice.length > 0)
    return bad(
      twice.map((id) =>
        problem(
          'evaluations-twice',
          name,
          `${id} is evaluated twice in this file.`,
          'Keep the evaluation that is meant.',
        ),
      ),
    )
  return ok(
    parsed.data.map(({ effect, ...rest }) => ({
      ...(stated(rest) as Omit<ScoreEvaluation, 'effect'>),
      ...(effect === undefined ? {} : { effect: stated(effect) as NonNullable<ScoreEvaluation['effect']> }),
    })),
  )
}

/** The scores that are asked about, and what standings rest on. */
export type PolygenicKnowledge = {
  readonly scores: readonly Score[]
  readonly standards: Standards
  readonly manifests: readonly Manifest[]
}

/** Puts scores, a panel and evaluations together; the panel is prepared once for all people. */
export const polygenicKnowledge = (given: {
  readonly scores: readonly Score[]
  readonly panel?: ReferencePanel
  readonly evaluations?: readonly ScoreEvaluation[]
  readonly limits?: PolygenicLimits
  readonly manifests?: readonly Manifest[]
}): PolygenicKnowledge => ({
  scores: given.scores,
  standards: {
    ...(given.panel === undefined ? {} : { panel: preparePanel(given.panel) }),
    evaluations: new Map((given.evaluations ?? []).map((e) => [e.score, e])),
    limits: given.limits ?? usualLimits,
  },
  manifests: given.manifests ?? [],
})
