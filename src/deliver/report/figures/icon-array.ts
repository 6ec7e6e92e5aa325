import { countOf, type Denominator, frequencyText } from '../../../shared/risk-frequency.ts'
import type { SvgNode } from './svg.ts'

/**
 * People of an icon array. `event`: will have it. `avoided`: would have it without what was done. `notKnown`: between the ends of an interval.
 * `none`: everybody else. They stand in this order, never scattered.
 */
export type IconKind = 'event' | 'avoided' | 'notKnown' | 'none'

/** Probabilities (0 to 1) behind one array. `range`: the interval around `risk`; `without`: the risk without what is being weighed, where that is higher. */
export type IconRisk = {
  readonly risk: number
  readonly range?: readonly [number, number]
  readonly without?: number
}

const perRow: Readonly<Record<Denominator, number>> = { 100: 10, 1000: 40 }
const step: Readonly<Record<Denominator, number>> = { 100: 14, 1000: 7 }

/** How many of each kind; together as many as the denominator. */
export const iconCounts = ({ risk, range, without }: IconRisk, of: Denominator): Readonly<Record<IconKind, number>> => {
  const event = countOf(range?.[0] ?? risk, of)
  const notKnown = range === undefined ? 0 : countOf(range[1], of) - event
  const avoided = Math.max(0, without === undefined ? 0 : countOf(without, of) - event - notKnown)
  return { event, notKnown, avoided, none: of - event - notKnown - avoided }
}

/** In words what the array shows, gain and loss. @example iconSummary({ risk: 0.14 }, 100, 'a heart attack or stroke in 10 years') // '14 of 100 people have a heart attack or stroke in 10 years, 86 do not.' */
export const iconSummary = ({ risk, range, without }: IconRisk, of: Denominator, what: string): string => {
  const told =
    range === undefined
      ? `${frequencyText(risk, of)} people have ${what}, ${of - countOf(risk, of)} do not.`
      : `Between ${frequencyText(range[0], of).replace(/ of .*/, '')} and ${frequencyText(range[1], of)} people have ${what}.`
  const spared = iconCounts(
    { risk, ...(range ? { range } : {}), ...(without === undefined ? {} : { without }) },
    of,
  ).avoided
  return spared === 0 ? told : `${told} ${spared} more would have it otherwise.`
}

const shapes: Readonly<Record<IconKind, (x: number, y: number, r: number) => SvgNode>> = {
  event: (cx, cy, r) => ['circle', { class: 'i-event', cx, cy, r, fill: 'currentColor' }],
  avoided: (cx, cy, r) => [
    'g',
    { class: 'i-avoided' },
    ['circle', { cx, cy, r: r - 0.5, fill: 'none', stroke: 'currentColor', 'stroke-width': 1 }],
    [
      'path',
      { d: `M${cx - r + 1} ${cy + r - 1}L${cx + r - 1} ${cy - r + 1}`, stroke: 'currentColor', 'stroke-width': 1 },
    ],
  ],
  notKnown: (cx, cy, r) => [
    'circle',
    {
      class: 'i-not-known',
      cx,
      cy,
      r: r - 0.5,
      fill: 'none',
      stroke: 'currentColor',
      'stroke-width': 1,
      'stroke-dasharray': '2 1.4',
    },
  ],
  none: (cx, cy, r) => [
    'circle',
    { class: 'i-none', cx, cy, r: r - 0.5, fill: 'none', stroke: 'currentColor', 'stroke-width': 0.6, opacity: 0.45 },
  ],
}

/** 100 people in rows of ten, or 1,000 in rows of forty: filled who will have it, struck through who is spared, dashed who is not known, faint the others. */
export const iconArray = (risk: IconRisk, of: Denominator, what: string): SvgNode => {
  const counts = iconCounts(risk, of)
  const kinds: readonly IconKind[] = (['event', 'notKnown', 'avoided', 'none'] as const).flatMap((kind) =>
    Array.from({ length: counts[kind] }, () => kind),
  )
  const [columns, size] = [perRow[of], step[of]]
  const [width, height] = [columns * size, Math.ceil(of / columns) * size]
  const at = (i: number): number => Math.round((i + 0.5) * size * 10) / 10
  return [
    'svg',
    {
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      class: 'icon-array',
      'aria-label': iconSummary(risk, of, what),
    },
    ...kinds.map((kind, i) => shapes[kind](at(i % columns), at(Math.floor(i / columns)), size * 0.36)),
  ]
}
