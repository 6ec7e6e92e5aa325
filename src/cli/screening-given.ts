import type { Given, RiskGiven } from '../clinical/screening/index.ts'
import { type AbsoluteRisk, type CarrierStanding, outcomes } from '../shared/disease-risk.ts'
import type { DatumRef } from '../shared/assessment.ts'
import { type Problem, problem, type Result } from '../shared/problem.ts'

const form = /^([\w.-]+):([a-z0-9-]+):(?:(\d{1,3})y|to(\d{2,3}))=(0?\.\d+|0|1|1\.0+|\d+(?:\.\d+)?%)$/

const stated = (what: string): readonly DatumRef[] => [{ kind: 'absent', what: `given on the command line: ${what}` }]

const riskOf = (text: string): RiskGiven | Problem => {
  const [, by = '', outcome = '', years, age, figure = ''] = form.exec(text) ?? []
  const probability = figure.endsWith('%') ? Number(figure.slice(0, -1)) / 100 : Number(figure)
  const known = outcomes.find((o) => o === outcome)
  if (by === '')
    return problem(
      'screening.risk-not-read',
      '--risk',
      `"${text}" is not a risk.`,
      'Write it as plcom2012:lung-cancer:6y=0.021 or boadicea:breast-cancer:to80=0.24.',
    )
  if (known === undefined)
    return problem(
      'screening.unknown-outcome',
      '--risk',
      `"${outcome}" is not an outcome known here.`,
      `Write one of ${outcomes.join(', ')}.`,
    )
  if (probability > 1)
    return problem(
      'screening.impossible-risk',
      '--risk',
      `${figure} is more than certain.`,
      'Give a probability of 0 to 1, or a percentage.',
    )
  const risk: AbsoluteRisk = {
    outcome: known,
    horizon: years === undefined ? { toAge: Number(age) } : { years: Number(years) },
    probability,
    intervals: [],
    competing: true,
  }
  return { by, risk, basis: stated(text) }
}

const carrierOf = (text: string): CarrierStanding | Problem => {
  const [, gene, state] = /^([A-Z][A-Z0-9]+)=(positive|negative)$/.exec(text) ?? []
  if (gene === undefined || (state !== 'positive' && state !== 'negative'))
    return problem(
      'screening.carrier-not-read',
      '--carrier',
      `"${text}" is not a result.`,
      'Write it as BRCA1=positive or BRCA1=negative.',
    )
  return { gene, state, probability: state === 'positive' ? 1 : 0, basis: stated(text) }
}

const isProblem = <T extends object>(x: T | Problem): x is Problem => 'severity' in x

const without = <T extends object>(all: readonly (T | Problem)[]): readonly T[] =>
  all.flatMap((x) => (isProblem(x) ? [] : [x]))

/** Risks and results that stand on the command line; all that cannot be read is told at once. */
export const givenOnCommandLine = (risks: readonly string[], carriers: readonly string[]): Result<Given> => {
  const r = risks.map(riskOf)
  const c = carriers.map(carrierOf)
  const problems: readonly Problem[] = [...r, ...c].flatMap((x): readonly Problem[] => (isProblem(x) ? [x] : []))
  return problems.length > 0
    ? { ok: false, problems }
    : {
        ok: true,
        value: { risks: without(r), carriers: without(c) },
        problems: [],
      }
}
