import type { DatumRef } from '../../../shared/assessment.ts'
import type { Reason } from '../../../shared/recommendation.ts'
import type { ReasonCode } from './reason-codes.ts'

/** `unknown` is neither: the record does not say. It is never turned into one of the others. */
export type Truth = 'yes' | 'no' | 'unknown'

/** An answer with the reasons that decide it. */
export type Judgement = { readonly applies: Truth; readonly because: readonly Reason[] }

/** A coded reason; `undefined` values of `values` are left out. */
export const reason = (
  code: ReasonCode,
  values: Readonly<Record<string, string | number | undefined>> = {},
  basis?: readonly DatumRef[],
): Reason => ({
  code,
  with: Object.fromEntries(Object.entries(values).flatMap(([k, v]) => (v === undefined ? [] : [[k, String(v)]]))),
  ...(basis === undefined || basis.length === 0 ? {} : { basis }),
})

const only = (list: readonly Judgement[], truth: Truth): readonly Reason[] =>
  list.filter((j) => j.applies === truth).flatMap((j) => j.because)

/** All must hold: one `no` decides, else one `unknown` leaves it open. Nothing to hold is `yes`. */
export const allOf = (list: readonly Judgement[]): Judgement => {
  const applies = list.some((j) => j.applies === 'no')
    ? 'no'
    : list.some((j) => j.applies === 'unknown')
      ? 'unknown'
      : 'yes'
  return { applies, because: only(list, applies) }
}

/** One must hold: one `yes` decides, else one `unknown` leaves it open. Nothing to choose from is `no`. */
export const anyOf = (list: readonly Judgement[]): Judgement => {
  const applies = list.some((j) => j.applies === 'yes')
    ? 'yes'
    : list.some((j) => j.applies === 'unknown')
      ? 'unknown'
      : 'no'
  return { applies, because: only(list, applies) }
}

/** The opposite; unknown stays unknown. */
export const not = (j: Judgement): Judgement => ({
  ...j,
  applies: j.applies === 'yes' ? 'no' : j.applies === 'no' ? 'yes' : 'unknown',
})
