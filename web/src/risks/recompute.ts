import {
  assessRisk,
  compileRisk,
  type FilledInput,
  givenInputs,
  type InputId,
  personWithoutRecord,
  type RiskFinding,
  type RiskTables,
} from '../../../src/clinical/risk/index.ts'
import type { Release } from '../../../src/knowledge/release.ts'
import type { Assessment } from '../../../src/shared/assessment.ts'
import type { Instant } from '../../../src/shared/instant.ts'
import type { Problem } from '../../../src/shared/problem.ts'

/** What somebody typed, by input: a figure with its unit, yes or no, one of the choices. */
export type Typed = Readonly<Record<InputId, string>>

/** What came of computing with typed values. `asks`: figures whose unit is in doubt, with the unit they would be ordinary in. */
export type Recomputed = {
  readonly assessments: readonly Assessment<RiskFinding>[]
  readonly inputs: readonly FilledInput[]
  readonly problems: readonly Problem[]
  readonly asks: readonly { readonly input: InputId; readonly value: string; readonly likelyUnit?: string }[]
}

/** What is worked out from other inputs, and is worked out anew when one of them is typed. */
const workedOutFrom: Readonly<Record<InputId, readonly InputId[]>> = {
  bmi: ['weight', 'height'],
  egfr: ['creatinine', 'age', 'sex'],
  scoreRegion: ['country'],
}

/** Whether an input stays as the report has it: neither typed nor worked out from something typed. */
const keeps = (input: FilledInput, typed: ReadonlySet<InputId>): boolean =>
  !typed.has(input.id) && !(workedOutFrom[input.id] ?? []).some((id) => typed.has(id))

let tables: Promise<RiskTables> | undefined

/** Models and inputs, fetched once when they are first needed. */
export const riskTables = (): Promise<RiskTables> => {
  tables ??= fetch('/knowledge-pack/attune-risk.json')
    .then(async (answer) => {
      if (!answer.ok) throw new Error(`The tables of risks could not be loaded: the server answered ${answer.status}.`)
      return compileRisk(((await answer.json()) as { releases: readonly Release[] }).releases)
    })
    .catch((cause: unknown) => {
      tables = undefined
      throw cause
    })
  return tables
}

/**
 * All models again, on the inputs of the report with what was typed laid over: the same engine, in the page. Typed values count before recorded ones; what
 * follows from a recorded value that was typed over is worked out anew. `pregnant` as the report had it.
 */
export const recompute = (
  recorded: readonly FilledInput[],
  typed: Typed,
  at: Instant,
  of: RiskTables,
  pregnant: boolean,
): Recomputed => {
  const { inputs: given, problems } = givenInputs(typed, of.catalogue, { source: 'Typed values' })
  const names = new Set(given.map((g) => g.id))
  const view = personWithoutRecord('typed')
  const assessed = assessRisk(
    {
      view: pregnant ? { ...view, pregnancy: { pregnant: 'yes' } as NonNullable<typeof view.pregnancy> } : view,
      given: [...recorded.filter((i) => keeps(i, names)), ...given],
      detail: 'full',
    },
    of,
    at,
  )
  return {
    assessments: assessed.assessments,
    inputs: [...assessed.inputs.values()],
    problems: [
      ...problems.filter((p) => p.severity === 'error'),
      ...assessed.problems.filter((p) => p.code === 'risk.contradiction'),
    ],
    asks: given.flatMap((g) =>
      g.state === 'suspect'
        ? [
            {
              input: g.id,
              value: typed[g.id] ?? '',
              ...(g.likelyUnit === undefined ? {} : { likelyUnit: g.likelyUnit }),
            },
          ]
        : [],
    ),
  }
}
