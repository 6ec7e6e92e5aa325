import type { Choice, ItemState, Option, ScreeningCalendar, ScreeningItem } from '../../clinical/screening/index.ts'
import {
  intervalWords,
  preventiveMeasureWords,
  screeningQuestion,
  screeningStateWords,
  screeningTestWords,
  screeningTopicWords,
} from '../../shared/wording/en-screening.ts'
import { type Audience, capital } from '../../shared/wording/catalogue.ts'
import { type Language, sayReason } from '../../shared/wording/render.ts'

/** One line of the calendar in words. `when` is empty where there is no date. */
export type SpokenItem = {
  readonly track: string
  readonly state: ItemState
  readonly stateWords: string
  readonly topic: string
  readonly title: string
  readonly what: readonly string[]
  readonly when: string
  readonly following: readonly string[]
  readonly why: readonly string[]
  readonly ask: readonly string[]
  readonly source: string
}

export type SpokenChoice = {
  readonly topic: string
  readonly agree: boolean
  readonly sides: readonly {
    readonly source: string
    readonly says: 'yes' | 'no' | 'not-known' | 'cannot'
    readonly what: readonly string[]
    readonly why: readonly string[]
    readonly ask: readonly string[]
  }[]
}

const windowWords = ({ from, to }: { readonly from: string; readonly to: string }): string =>
  from === to ? from : `${from} to ${to}`

/** `colonoscopy every 10 years`; the parts of a way that is done together joined by "with". */
export const optionWords = (option: Option, audience: Audience): string =>
  option
    .map((p) => {
      const often = p.once ? ' once' : p.everyMonths === undefined ? '' : ` ${intervalWords(p.everyMonths)}`
      return `${screeningTestWords[p.test][audience]}${often}`
    })
    .join(', with ')

const whenOf = (item: ScreeningItem): string => {
  if (item.state === 'overdue') return `since ${item.overdueSince ?? ''}`
  if (item.state === 'planned') return item.planned?.date === undefined ? '' : item.planned.date.slice(0, 10)
  if (item.state === 'due') return item.dueSince === undefined ? 'now' : `now (possible since ${item.dueSince})`
  return item.state === 'later' && item.due !== undefined ? windowWords(item.due) : ''
}

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts.filter((t) => t !== ''))]

/** What is to be done, in one noun phrase: the measure, the only way, or the topic where there is a choice of ways. */
const subjectOf = (item: ScreeningItem, audience: Audience): string => {
  if (item.measure !== undefined) return preventiveMeasureWords[item.measure][audience]
  const [only, other] = item.options
  return only !== undefined && other === undefined
    ? only.parts.map((p) => screeningTestWords[p.test][audience]).join(' and ')
    : `screening for ${screeningTopicWords[item.topic]}`
}

/** A line of the calendar as sentences for one reader. */
export const spokenItem = (item: ScreeningItem, audience: Audience, language: Language): SpokenItem => {
  const state = screeningStateWords[item.state]?.[audience] ?? item.state
  const { rule } = item
  return {
    track: item.track,
    state: item.state,
    stateWords: state,
    topic: screeningTopicWords[item.topic],
    title: `${capital(subjectOf(item, audience))}: ${state}`,
    what: item.options.map((o) => optionWords(o.parts, audience)),
    when: whenOf(item),
    following: item.following.map(windowWords),
    why: unique(item.because.map((r) => sayReason(r, audience, language))),
    ask: unique(item.needs.map((n) => screeningQuestion(n, audience, language.phrase))),
    source:
      rule === undefined
        ? ''
        : `${rule.source} ${rule.year}${rule.grade === 'none' ? '' : ` ${rule.grade}`}${rule.unverified ? ' (unverified)' : ''}`,
  }
}

/** Guidelines side by side, in words. */
export const spokenChoice = (choice: Choice, audience: Audience, language: Language): SpokenChoice => ({
  topic: screeningTopicWords[choice.topic],
  agree: choice.agree,
  sides: choice.sides.map((s) => ({
    source: `${s.rule.source} ${s.rule.year}`,
    says: s.says,
    what: s.options.map((o) => optionWords(o, audience)),
    why: unique(s.because.map((r) => sayReason(r, audience, language))),
    ask: unique(s.needs.map((n) => screeningQuestion(n, audience, language.phrase))),
  })),
})

/** A whole calendar in words. */
export const spokenCalendar = (
  calendar: ScreeningCalendar,
  audience: Audience,
  language: Language,
): { readonly items: readonly SpokenItem[]; readonly choices: readonly SpokenChoice[] } => ({
  items: calendar.items.map((i) => spokenItem(i, audience, language)),
  choices: calendar.choices.map((c) => spokenChoice(c, audience, language)),
})
