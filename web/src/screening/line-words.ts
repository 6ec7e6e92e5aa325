import type { DayWindow, Option, ScreeningItem } from '../../../src/clinical/screening/model.ts'
import { lineTitle, lineTopic, ownReasons } from '../../../src/deliver/screening/line.ts'
import { optionWords, type SpokenItem, spokenItem } from '../../../src/deliver/screening/spoken.ts'
import { type Audience, capital } from '../../../src/shared/wording/catalogue.ts'
import { intervalWords, screeningTestWords } from '../../../src/shared/wording/en-screening.ts'
import { english } from '../../../src/shared/wording/en.ts'
import { dayText } from '../record/record-words.ts'

export { lineTitle, lineTopic }

/** A day, a year when the window is a whole one, else from and to. */
export const windowText = ({ from, to }: DayWindow): string => {
  if (from === to) return dayText(from)
  return from.slice(0, 4) === to.slice(0, 4) && from.endsWith('-01-01') && to.endsWith('-12-31')
    ? from.slice(0, 4)
    : `${dayText(from)} to ${dayText(to)}`
}

/** When a line asks for something; empty where it does not. */
export const lineWhen = (item: ScreeningItem): string => {
  switch (item.state) {
    case 'follow-up':
      return item.last === undefined ? 'now' : `result of ${dayText(item.last.date)}`
    case 'overdue':
      return item.overdueSince === undefined ? 'now' : `since ${dayText(item.overdueSince)}`
    case 'due':
      // Where one part of a way was done and another never, the day says nothing.
      return item.last !== undefined && (item.dueSince ?? '') > item.last.when.to
        ? `since ${dayText(item.dueSince ?? '')}`
        : 'now'
    case 'planned':
      return item.planned?.date === undefined ? 'date not known' : dayText(item.planned.date)
    case 'later':
      return item.due === undefined ? '' : windowText(item.due)
    default:
      return ''
  }
}

/** How often, where there is one way and one interval. */
export const lineInterval = (item: ScreeningItem): string => {
  const [only, other] = item.options
  if (only === undefined || other !== undefined) return ''
  const [part, more] = only.parts
  if (part === undefined || more !== undefined) return ''
  return part.once ? 'once' : part.everyMonths === undefined ? '' : intervalWords(part.everyMonths)
}

/** A figure with its unit as people write it. */
const saidText = (said: string): string =>
  said
    .replace(/mm\[Hg\]/g, 'mmHg')
    .replace(/\{[^}]*\}/g, '')
    .trim()

const resultWords = { normal: 'normal', abnormal: 'abnormal', 'not-known': 'result not known' } as const

/** `mammography 3 May 2019, normal` of what was done last. */
export const lastText = (item: ScreeningItem, audience: Audience): string => {
  const { last } = item
  if (last === undefined) return ''
  const words = screeningTestWords[last.test as keyof typeof screeningTestWords]
  const result =
    last.result === 'not-known' && last.said === undefined
      ? ''
      : last.said === undefined
        ? resultWords[last.result]
        : saidText(last.said)
  return [`${words === undefined ? english.phrase(last.test) : words[audience]} ${dayText(last.date)}`, result]
    .filter((t) => t !== '')
    .join(', ')
}

export const wayText = (option: Option, audience: Audience): string => capital(optionWords(option, audience))

/** Reasons that the page shows elsewhere: what was done last, own timing. */
const shownElsewhere = new Set(['last-done', 'equivalent-age'])

/** A line in words without the reasons that stand elsewhere on the page. */
export const lineWords = (item: ScreeningItem, audience: Audience): SpokenItem => {
  const because = ownReasons(item, audience).filter((r) => !shownElsewhere.has(r.code))
  return spokenItem({ ...item, because }, audience, english)
}
