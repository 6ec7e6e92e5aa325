import { daysBetween, type Instant, type PartialDate } from '../shared/instant.ts'
import { entryOf } from './entry-of.ts'
import { current, lookBacks } from './look-back.ts'
import type { Condition, Observation, PatientView, Pregnancy } from './patient-view.ts'

/**
 * Answers and result codes.
 * @source IPS value set pregnancy-status (LA15173-0, LA26683-5); LOINC 11778-8, 11779-6, 11780-4 delivery date by clinical estimate, last menses, ovulation; 8665-2 last menses (the LOINC result codes are unverified); LA29252-6, LA29253-4 breastfeeding
 */
const answers: Readonly<Record<string, 'yes' | 'no'>> = {
  'LA15173-0': 'yes',
  'LA26683-5': 'no',
  'LA29252-6': 'yes',
  'LA29253-4': 'no',
}
const deliveryDates = ['11778-8', '11779-6', '11780-4']
const lastMenses = ['8665-2']

/** Days from the last menstrual period to the estimated date of delivery. @source Naegele's rule, 280 days; unverified against its publication */
const term = 280
/** Days after the estimated date of delivery until which a pregnancy may still go on: 44 weeks. unverified */
const latest = 28

const plusDays = (date: PartialDate, days: number): PartialDate =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)

const wordsOf = (o: Observation): 'yes' | 'no' | undefined => {
  const said = entryOf(answers, o.answer?.code ?? '')
  if (said !== undefined) return said
  const text = 'text' in o.value ? o.value.text.toLowerCase() : ''
  if (
    /\b(unknown|unsure|uncertain|unclear|possibl[ey]|not (known|sure|asked|tested|recorded|stated|applicable|certain|done|assessed)|no (information|data|answer|record)|n\/?a|declined)\b/.test(
      text,
    )
  )
    return undefined
  if (/\b(not|no|negative|denies|never)\b/.test(text)) return 'no'
  return /\b(pregnant|yes|positive|gravid|lactating|breastfeeding|breast-feeding|nursing)\b/.test(text)
    ? 'yes'
    : undefined
}

const dateIn = (o: Observation | undefined): PartialDate | undefined => {
  const text = o !== undefined && 'text' in o.value ? /^\d{4}-\d{2}-\d{2}/.exec(o.value.text)?.[0] : undefined
  return text === undefined || Number.isNaN(Date.parse(text)) ? undefined : text
}

type Dated = { readonly date: PartialDate; readonly of: Observation }

/** The estimated date of delivery that was stated last, or counted from the last menstrual period. */
const deliveryOf = (observations: readonly Observation[], at: Instant): Dated | undefined => {
  const stated = current(observations, deliveryDates, at, term)
  const date = dateIn(stated)
  if (stated !== undefined && date !== undefined) return { date, of: stated }
  const menses = current(observations, lastMenses, at, term)
  const first = dateIn(menses)
  return menses === undefined || first === undefined ? undefined : { date: plusDays(first, term), of: menses }
}

const meansNow = (c: Condition, code: string): boolean => c.active && (c.means ?? []).some((m) => m.code === code)

/** Whether the question of pregnancy arises: not for a man who is recorded as male at birth, or of whom nothing else is said. */
export const mayBePregnant = ({ sex, birthSex }: Pick<PatientView, 'sex' | 'birthSex'>): boolean =>
  sex !== 'male' || birthSex === 'female'

/**
 * What the record says about pregnancy at `at`. Newest evidence first: a stated status within its window, an estimated date of delivery that is not
 * past by more than four weeks, an active condition. What is too old says nothing, and nothing said is unknown, not "no".
 */
export const pregnancyOf = (
  view: Pick<PatientView, 'observations' | 'conditions'>,
  at: Instant,
): Pregnancy | undefined => {
  const { observations, conditions } = view
  const window = lookBacks.pregnancyStatus
  const status = current(observations, window.loinc, at, window.days)
  const said = status === undefined ? undefined : wordsOf(status)
  const delivery = deliveryOf(observations, at)
  const left = delivery === undefined ? undefined : daysBetween(at, delivery.date)
  const dated = left !== undefined && left >= -latest && left <= term
  const condition = conditions.find((c) => meansNow(c, 'pregnancy'))
  const since = status?.date ?? ''
  const no = said === 'no' && (delivery?.of.date ?? '') <= since
  // A diagnosis made after somebody said no outweighs it; one without a date leaves the question open.
  const diagnosed = condition !== undefined && (!no || (condition.onset ?? '') > since)
  const open = no && condition !== undefined && condition.onset === undefined
  const pregnant = diagnosed || (!no && (said === 'yes' || dated)) ? 'yes' : open ? undefined : said
  const days = pregnant === 'yes' && dated && left !== undefined ? term - left : undefined
  const nursing = observations.findLast(
    (o) => entryOf(answers, o.answer?.code ?? '') !== undefined && (o.answer?.code ?? '').startsWith('LA2925'),
  )
  const nursingAge = nursing?.date === undefined ? undefined : daysBetween(nursing.date, at)
  const nursingNow = nursingAge !== undefined && nursingAge >= 0 && nursingAge <= lookBacks.breastfeeding.days
  const nursingCondition = conditions.find((c) => meansNow(c, 'breastfeeding'))
  const breastfeeding =
    nursingNow && nursing !== undefined
      ? wordsOf(nursing)
      : nursingCondition === undefined
        ? undefined
        : ('yes' as const)
  const ref = [
    ...(said !== undefined && status !== undefined ? [status.ref] : []),
    ...(pregnant === 'yes' && dated && delivery !== undefined ? [delivery.of.ref] : []),
    ...(pregnant === 'yes' && condition !== undefined ? [condition.ref] : []),
    ...(breastfeeding === undefined
      ? []
      : nursingNow && nursing !== undefined
        ? [nursing.ref]
        : nursingCondition === undefined
          ? []
          : [nursingCondition.ref]),
  ]
  if (pregnant === undefined && breastfeeding === undefined) return undefined
  return {
    ...(pregnant === undefined ? {} : { pregnant }),
    ...(pregnant === 'yes' && dated && delivery !== undefined ? { delivery: delivery.date } : {}),
    ...(days === undefined ? {} : { gestationalAge: { weeks: Math.floor(days / 7), days: days % 7 } }),
    ...(breastfeeding === undefined ? {} : { breastfeeding }),
    ref,
  }
}
