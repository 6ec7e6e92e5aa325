import type { Need } from '../../../shared/assessment.ts'
import type { AbsoluteRisk, Horizon } from '../../../shared/disease-risk.ts'
import type { Range } from '../../../shared/quantity.ts'
import type { Reason } from '../../../shared/recommendation.ts'
import type { Answer, Predicate, RiskGiven } from '../model.ts'

type Asked = Extract<Predicate, { risk: unknown }>['risk']

const percent = (p: number): string => `${Math.round(p * 1000) / 10} %`

const horizonWords = (h: Horizon): string => ('years' in h ? `${h.years} years` : `to age ${h.toAge}`)

/** Lifetime: to any age from 80 on. */
const fits = (risk: AbsoluteRisk, asked: Asked): boolean =>
  risk.outcome === asked.outcome &&
  (asked.lifetime
    ? 'toAge' in risk.horizon && risk.horizon.toAge >= 80
    : 'years' in risk.horizon && risk.horizon.years === asked.years)

const begins = (name: string, with_: readonly string[]): boolean =>
  with_.some((w) => name.toLowerCase().startsWith(w.toLowerCase()))

const within = (p: number, asked: Asked): boolean =>
  p >= (asked.atLeast ?? 0) && p < (asked.below ?? Number.POSITIVE_INFINITY)

/** Whether bounds lie wholly inside or wholly outside what is asked for. */
const decided = ([low, high]: Range, asked: Asked): boolean =>
  (within(low, asked) && within(high, asked)) ||
  high < (asked.atLeast ?? 0) ||
  low >= (asked.below ?? Number.POSITIVE_INFINITY)

const threshold = (asked: Asked): string =>
  [
    ...(asked.atLeast === undefined ? [] : [`${percent(asked.atLeast)} or more`]),
    ...(asked.below === undefined ? [] : [`below ${percent(asked.below)}`]),
  ].join(', ')

const askedFor = (asked: Asked): string =>
  (asked.by ?? []).join(' or ') ||
  ((asked.notBy ?? []).length > 0 ? `a model other than ${(asked.notBy ?? []).join(' or ')}` : 'a risk model')

/**
 * A threshold on a risk that somebody calculated. A figure whose certain bounds (level 1: inputs are missing) lie on both sides of the threshold
 * decides nothing; neither does a model that the guideline does not ask for. A risk that is averaged over what somebody may carry is the one that guidelines speak of, whatever
 * lies between carriers and others.
 */
export const riskAnswer = (risks: readonly RiskGiven[], asked: Asked): Answer => {
  const needs: readonly Need[] = [
    { code: 'risk', about: asked.outcome, test: askedFor(asked), missing: [asked.outcome], wouldDecide: [] },
  ]
  const all = risks.filter((r) => fits(r.risk, asked))
  const own = all.filter((r) => (asked.by === undefined || begins(r.by, asked.by)) && !begins(r.by, asked.notBy ?? []))
  // Models are asked for in the order in which the rule names them.
  const turn = (r: RiskGiven): number => (asked.by ?? []).findIndex((b) => begins(r.by, [b]))
  const [first] = own.toSorted((a, b) => turn(a) - turn(b))
  if (first === undefined) {
    const other = all[0]
    const because: readonly Reason[] =
      other === undefined
        ? [{ code: 'risk-not-given', with: { outcome: asked.outcome } }]
        : [
            {
              code: 'risk-of-other-model',
              with: { by: other.by, percent: percent(other.risk.probability), asked: askedFor(asked) },
              basis: other.basis,
            },
          ]
    return { is: 'unknown', because, needs }
  }
  const { probability, intervals, horizon } = first.risk
  const bounds = intervals.find((i) => i.level === 1 && i.because.some((b) => b !== 'carrier-state'))?.range
  if (bounds !== undefined && !decided(bounds, asked))
    return {
      is: 'unknown',
      because: [
        {
          code: 'risk-straddles',
          with: {
            by: first.by,
            percent: percent(probability),
            low: percent(bounds[0]),
            high: percent(bounds[1]),
            threshold: threshold(asked),
          },
          basis: first.basis,
        },
      ],
      needs,
    }
  return {
    is: within(probability, asked) ? 'yes' : 'no',
    because: [
      {
        code: 'risk-given',
        with: {
          by: first.by,
          percent: percent(probability),
          horizon: horizonWords(horizon),
          threshold: threshold(asked),
        },
        basis: first.basis,
      },
    ],
    needs: [],
  }
}
