import type { RiskTopic } from './risk-topics.ts'

/** People of the same age and sex, where a model gives them: BCRAT names them by horizon. */
export type Average = {
  readonly horizon: { readonly years: number } | { readonly toAge: number }
  readonly probability: number
}

/** @example a score named `average-woman-5-years` is the risk of an average woman of the same age within 5 years */
export const averageOf = ({ lead }: Pick<RiskTopic, 'lead'>): readonly Average[] =>
  lead.scores.flatMap((s): readonly Average[] => {
    const years = /^average-woman-(\d+)-years$/.exec(s.name)?.[1]
    const age = /^average-woman-to-age-(\d+)$/.exec(s.name)?.[1]
    if (years !== undefined) return [{ horizon: { years: Number(years) }, probability: s.value }]
    return age === undefined ? [] : [{ horizon: { toAge: Number(age) }, probability: s.value }]
  })
