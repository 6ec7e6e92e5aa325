import { scaleUtc } from 'd3-scale'
import type { DayWindow, ScreeningCalendar, ScreeningItem } from '../../../clinical/screening/index.ts'
import type { SvgNode } from './svg.ts'

/** When something of a line is to be done. `now`: due or overdue on the day of the calendar. */
export type TimelineMark = {
  readonly kind: 'overdue' | 'now' | 'planned' | 'next' | 'after'
  readonly window: DayWindow
}

/** One line of the calendar over time. */
export type TimelineRow = {
  readonly track: string
  readonly label: string
  readonly marks: readonly TimelineMark[]
}

/** The acts of a line from today to the horizon, in order; empty where it asks for none, or none within the horizon. */
export const timelineMarks = (item: ScreeningItem, { at, horizon }: ScreeningCalendar): readonly TimelineMark[] => {
  const today = at.slice(0, 10)
  const now = { from: today, to: today }
  const planned = item.planned?.date
  const day = planned !== undefined && planned.length >= 10 ? planned.slice(0, 10) : today
  const first: readonly TimelineMark[] =
    item.state === 'overdue'
      ? [{ kind: 'overdue', window: now }]
      : item.state === 'due' || item.state === 'follow-up'
        ? [{ kind: 'now', window: now }]
        : item.state === 'planned'
          ? [{ kind: 'planned', window: { from: day, to: day } }]
          : item.state === 'later' && item.due !== undefined
            ? [{ kind: 'next', window: item.due }]
            : []
  const after = item.following.map((window): TimelineMark => ({ kind: 'after', window }))
  return [...first, ...after].filter((m) => m.window.from <= horizon)
}

/** What is to be done in one year of the calendar. */
export type TimelineYear = {
  readonly year: number
  readonly acts: readonly (TimelineMark & { readonly track: string; readonly label: string })[]
}

/** Every year from today to the horizon, also those in which nothing is foreseen. */
export const timelineYears = (rows: readonly TimelineRow[], from: string, to: string): readonly TimelineYear[] => {
  const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))]
  const acts = rows
    .flatMap(({ track, label, marks }) => marks.map((m) => ({ ...m, track, label })))
    .toSorted((a, b) => (a.window.from < b.window.from ? -1 : a.window.from > b.window.from ? 1 : 0))
  return Array.from({ length: last - first + 1 }, (_, i) => ({
    year: first + i,
    acts: acts.filter((a) => Number(a.window.from.slice(0, 4)) === first + i),
  }))
}

const counted = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`

/** In words what the figure shows. */
export const timelineSummary = (rows: readonly TimelineRow[], from: string, to: string): string => {
  const now = rows.filter((r) => r.marks.some((m) => m.kind === 'now' || m.kind === 'overdue')).length
  const acts = rows.reduce((n, r) => n + r.marks.length, 0)
  return `Screening from ${from.slice(0, 4)} to ${to.slice(0, 4)}: ${counted(rows.length, 'test or measure', 'tests or measures')}, ${now} due now, ${counted(acts, 'act', 'acts')} in all.`
}

const left = 250
const width = 860
const rowHeight = 22
const top = 24

const px = (n: number): number => Math.round(n * 10) / 10

/** Overdue: octagon. Due now: disc. Planned: square. To come: ring; where the day is not known, a bar over the days it may be. */
const markShape = (m: TimelineMark, from: number, to: number, y: number): SvgNode => {
  const x = px((from + to) / 2)
  if (to - from > 8)
    return [
      'rect',
      {
        class: `mark ${m.kind}`,
        x: px(from),
        y: y - 3,
        width: px(to - from),
        height: 6,
        rx: 3,
        fill: 'none',
        stroke: 'currentColor',
        'stroke-width': 1.4,
      },
    ]
  if (m.kind === 'overdue')
    return [
      'path',
      {
        class: 'mark overdue',
        fill: 'currentColor',
        d: `M${px(x - 2.5)} ${y - 6}h5l3.5 3.5v5l-3.5 3.5h-5l-3.5-3.5v-5z`,
      },
    ]
  if (m.kind === 'planned')
    return ['rect', { class: 'mark planned', x: px(x - 4.5), y: y - 4.5, width: 9, height: 9, fill: 'currentColor' }]
  const filled = m.kind === 'now'
  return [
    'circle',
    {
      class: `mark ${m.kind}`,
      cx: x,
      cy: y,
      r: filled ? 5.5 : 4,
      fill: filled ? 'currentColor' : 'none',
      stroke: 'currentColor',
      'stroke-width': 1.5,
    },
  ]
}

/** A row for every test or measure over the years of the calendar. Times are to scale. */
export const screeningTimeline = (rows: readonly TimelineRow[], from: string, to: string): SvgNode => {
  const height = top + rows.length * rowHeight + 6
  const x = scaleUtc([Date.parse(from), Date.parse(to)], [left + 8, width - 10])
  const at = (day: string): number => Math.min(width - 10, Math.max(left + 8, x(Date.parse(day))))
  const years = Array.from(
    { length: Number(to.slice(0, 4)) - Number(from.slice(0, 4)) },
    (_, i) => Number(from.slice(0, 4)) + 1 + i,
  )
  return [
    'svg',
    {
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      class: 'screening-timeline',
      'aria-label': timelineSummary(rows, from, to),
    },
    ['text', { x: left + 8, y: 14, 'font-size': 11, 'text-anchor': 'middle', fill: 'currentColor' }, 'now'],
    ...years.flatMap((year): readonly SvgNode[] => {
      const place = px(at(`${year}-01-01`))
      const line: SvgNode = [
        'path',
        { d: `M${place} ${top - 4}V${height}`, stroke: 'currentColor', 'stroke-width': 0.5, opacity: 0.25 },
      ]
      return place < left + 40
        ? [line]
        : [
            line,
            ['text', { x: place, y: 14, 'font-size': 11, 'text-anchor': 'middle', fill: 'currentColor' }, String(year)],
          ]
    }),
    ...rows.flatMap(({ label, marks }, i): readonly SvgNode[] => {
      const y = top + i * rowHeight + rowHeight / 2
      return [
        [
          'path',
          {
            d: `M0 ${px(y + rowHeight / 2)}H${width}`,
            stroke: 'currentColor',
            'stroke-width': 0.5,
            opacity: 0.15,
          },
        ],
        ['text', { x: 0, y: px(y + 4), 'font-size': 12.5, fill: 'currentColor' }, label],
        ...marks.map((m) => markShape(m, at(m.window.from), at(m.window.to), y)),
      ]
    }),
  ]
}
