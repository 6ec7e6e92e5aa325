import { addMonths, type ScreeningItem } from '../../clinical/screening/index.ts'
import { capital } from '../../shared/wording/catalogue.ts'
import { english } from '../../shared/wording/en.ts'
import { sayReason } from '../../shared/wording/render.ts'
import type { EarlyDetection } from '../report/early-detection.ts'
import { html, type Markup } from '../report/markup.ts'
import { sign } from '../report/parts.ts'
import { isSettledAtVisit, lineTitle, ownReasons } from '../screening/index.ts'
import { letterWords as words } from './letter-words.ts'

const most = { points: 3, names: 5, monthsAhead: 24 }

const date = (day: string | undefined): string => (day === undefined ? '' : day.slice(0, 7))

/** Reasons that tell of the record, not of the person. */
const silent: ReadonlySet<string> = new Set(['never-recorded', 'last-abnormal', 'record-silent', 'result-not-read'])

/** What about the person makes it due, in the person’s words; a line that only repeats that nothing is recorded is left out. */
const why = (item: ScreeningItem): string =>
  ownReasons(item, 'patient')
    .filter((r) => !silent.has(r.code))
    .slice(0, 2)
    .map((r) => sayReason(r, 'patient', english))
    .join(' ')

const told = (item: ScreeningItem): string => {
  if (item.state === 'follow-up') return `${words.earlyFollowUp} ${words.earlySoon}`
  return item.state === 'overdue' ? `${words.earlyOverdue} ${date(item.overdueSince)}.` : words.earlyDue
}

const point = (item: ScreeningItem): Markup =>
  html`<li>${sign(item.state === 'due' ? 'caution' : 'act')}<p><b>${capital(named(item))}.</b> ${told(item)} ${why(item)}</p></li>`

/** As it stands inside a sentence. */
const named = (item: ScreeningItem): string => {
  const title = lineTitle(item, 'patient')
  return /^[A-Z]( |[a-z])/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title
}

const names = (items: readonly ScreeningItem[]): string => {
  const shown = items.slice(0, most.names).map(named).join(', ')
  return items.length > most.names ? `${shown} (${items.length - most.names} ${words.earlyMore})` : shown
}

/** Which tests are due for the person and why, without a figure of risk: that is for a talk. Undefined where nothing was assessed. */
export const earlyPart = (early: EarlyDetection | undefined): Markup | undefined => {
  if (early === undefined) return undefined
  const { items } = early.screening
  const of = (...states: readonly ScreeningItem['state'][]): readonly ScreeningItem[] =>
    items.filter((i) => states.includes(i.state))
  const [pressing, unknown] = [of('follow-up', 'overdue'), of('not-known')]
  const due = of('due').toSorted((a, b) => Number(isSettledAtVisit(a)) - Number(isSettledAtVisit(b)))
  const plain = due.filter((i) => why(i) === '')
  const own = due.filter((i) => why(i) !== '')
  const points = [...pressing, ...own].slice(0, most.points)
  const rest = [...[...pressing, ...own].slice(most.points), ...plain]
  const soon = addMonths(early.screening.at.slice(0, 10), most.monthsAhead)
  const next = items.find((i) => i.state === 'later' && (i.due?.from ?? '9') <= soon)
  const refer = early.recommendations.some((r) => r.module === 'family' && r.verdict === 'act')
  if (points.length + rest.length + unknown.length === 0 && next === undefined && !refer) return undefined
  return html`<h2>${words.early}</h2><p>${words.earlyLooked}</p>${
    points.length + rest.length === 0 && html`<p>${words.earlyNothing}</p>`
  }<ul class="points">${points.map(point)}${rest.length > 0 && html`<li>${sign('caution')}<p>${points.length > 0 ? words.earlyAlso : words.earlyTime} <b>${names(rest)}</b>.</p></li>`}${
    refer && html`<li>${sign('caution')}<p>${words.earlyFamily}</p></li>`
  }</ul><p>${next?.due !== undefined && html`${words.earlyNext} ${named(next)} (${date(next.due.from)}). `}${unknown.length > 0 && `${words.earlyUnknown} `}${words.earlyElsewhere} ${words.earlyChoice}</p>`
}
