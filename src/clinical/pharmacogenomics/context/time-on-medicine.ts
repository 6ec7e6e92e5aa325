import type { Instant, PartialDate } from '../../../shared/instant.ts'
import type { Rule } from './circumstance-rule.ts'
import { allergiesSilent, allergiesTo, entriesOf, medicationsSilent } from './person.ts'
import { allOf, anyOf, type Judgement, reason } from './truth.ts'

const monthsLater = (date: string, months: number): string => {
  const [y, m, d] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))]
  const last = new Date(Date.UTC(y, m - 1 + months + 1, 0)).getUTCDate()
  return new Date(Date.UTC(y, m - 1 + months, Math.min(d, last))).toISOString().slice(0, 10)
}

/** First and last day a partly known date can mean. */
const span = (date: PartialDate): readonly [string, string] | undefined => {
  if (/^\d{4}-\d{2}-\d{2}/.test(date)) return [date.slice(0, 10), date.slice(0, 10)]
  if (/^\d{4}-\d{2}$/.test(date))
    return [
      `${date}-01`,
      `${date}-${String(new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)), 0)).getUTCDate()).padStart(2, '0')}`,
    ]
  return /^\d{4}$/.test(date) ? [`${date}-01-01`, `${date}-12-31`] : undefined
}

/** Whether it has been taken for three calendar months or more: yes and no only when every reading of the start date agrees. */
const threeMonths = (started: PartialDate | undefined, at: Instant): 'yes' | 'no' | 'unknown' => {
  const days = started === undefined ? undefined : span(started)
  if (days === undefined) return 'unknown'
  const today = at.slice(0, 10)
  if (monthsLater(days[1], 3) <= today) return 'yes'
  return monthsLater(days[0], 3) > today ? 'no' : 'unknown'
}

/** Not yet through the time in which reactions come: never had the medicine, or takes it for less than three months. Somebody who took it before and stopped is not new to it. */
export const naive: Rule = ({ person, at, drug }) => {
  if (drug === undefined)
    return { applies: 'unknown', because: [reason('ask-clinician', { circumstance: 'treatment-naive' })] }
  const entries = entriesOf(person.view, drug, person.knowledge)
  const taken = entries.filter((m) => m.status === 'active')
  const before = entries.filter((m) => m.status === 'stopped' || m.status === 'unknown')
  if (taken.length > 0) {
    const long = taken.map((m) => threeMonths(m.started, at))
    if (long.includes('yes'))
      return {
        applies: 'no',
        because: taken.map((m) => reason('used-over-3-months', { drug, started: m.started }, [m.ref])),
      }
    return {
      applies: long.every((l) => l === 'no') && before.length === 0 ? 'yes' : 'unknown',
      because: taken.map((m, i) =>
        reason(
          m.started === undefined
            ? 'start-date-not-recorded'
            : long[i] === 'no'
              ? 'within-first-3-months'
              : 'start-date-not-exact',
          { drug, started: m.started },
          [m.ref],
        ),
      ),
    }
  }
  if (before.length > 0)
    return { applies: 'no', because: before.map((m) => reason('used-before', { drug, stopped: m.stopped }, [m.ref])) }
  if (medicationsSilent(person.view)) return { applies: 'unknown', because: [reason('medications-not-recorded', {})] }
  return { applies: 'yes', because: [reason('no-earlier-use-recorded', { drug })] }
}

/** Taken for three months or more, with no reaction to it recorded; silence about allergies leaves it open. */
export const longUse: Rule = ({ person, at, drug }) => {
  if (drug === undefined)
    return {
      applies: 'unknown',
      because: [reason('ask-clinician', { circumstance: 'used-over-3-months-without-reaction' })],
    }
  const reactions = allergiesTo(person.view, drug, person.knowledge)
  if (reactions.length > 0)
    return {
      applies: 'no',
      because: reactions.map((a) => reason('reaction-recorded', { drug, reaction: a.reaction }, [a.ref])),
    }
  const taken = entriesOf(person.view, drug, person.knowledge).filter((m) => m.status === 'active')
  if (taken.length === 0) {
    return medicationsSilent(person.view)
      ? { applies: 'unknown', because: [reason('medications-not-recorded', {})] }
      : { applies: 'no', because: [reason('not-taken-now', { drug })] }
  }
  const duration = anyOf(
    taken.map((m): Judgement => {
      const long = threeMonths(m.started, at)
      const code =
        m.started === undefined
          ? 'start-date-not-recorded'
          : long === 'no'
            ? 'within-first-3-months'
            : long === 'yes'
              ? 'used-over-3-months'
              : 'start-date-not-exact'
      return { applies: long, because: [reason(code, { drug, started: m.started }, [m.ref])] }
    }),
  )
  const tolerated: Judgement = allergiesSilent(person.view)
    ? { applies: 'unknown', because: [reason('allergies-not-recorded', {})] }
    : { applies: 'yes', because: [] }
  return allOf([duration, tolerated])
}
