import { scaleLinear, scaleUtc } from 'd3-scale'
import type { SvgNode } from '../../../src/deliver/report/figures/svg.ts'
import { dayText, numberText } from './record-words.ts'
import type { TrendPoint } from './value-groups.ts'

export type Trend = {
  readonly title: string
  readonly unit: string
  readonly points: readonly TrendPoint[]
  /** The range the laboratory gave with the latest value, in the unit of the points. */
  readonly range?: { readonly low?: number; readonly high?: number }
}

const d = (n: number): string => String(Math.round(n * 10) / 10)

/** In words what the figure shows. */
export const trendSummary = ({ title, unit, points }: Trend): string => {
  const [first, last] = [points[0], points.at(-1)]
  if (first === undefined || last === undefined) return `${title}: nothing to draw`
  const values = points.map((p) => p.value)
  const of = (n: number): string => `${numberText(n)} ${unit}`.trim()
  return `${title}: ${points.length} values from ${dayText(first.date)} to ${dayText(last.date)}, between ${of(Math.min(...values))} and ${of(Math.max(...values))}, the latest ${of(last.value)}`
}

/** A small line over time, the latest point marked, the laboratory's range as a band behind it. Times are to scale. */
export const trendFigure = (trend: Trend, width = 132, height = 28): SvgNode => {
  const { points } = trend
  const { low, high } = trend.range ?? {}
  const levels = [...points.map((p) => p.value), ...[low, high].filter((n) => n !== undefined)]
  const times = points.map((p) => Date.parse(p.date.slice(0, 10)))
  const [bottom, top] = [Math.min(...levels), Math.max(...levels)]
  const x = scaleUtc([Math.min(...times), Math.max(...times)], [3, width - 4])
  const y = scaleLinear(bottom === top ? [bottom - 1, top + 1] : [bottom, top], [height - 4, 4])
  const at = points.map((p, i) => [x(times[i] as number), y(p.value)] as const)
  const last = at.at(-1)
  const band: readonly SvgNode[] =
    low === undefined && high === undefined
      ? []
      : [
          [
            'rect',
            {
              class: 'range',
              x: 0,
              width,
              y: d(high === undefined ? 0 : y(high)),
              height: d((low === undefined ? height : y(low)) - (high === undefined ? 0 : y(high))),
            },
          ],
        ]
  return [
    'svg',
    { viewBox: `0 0 ${width} ${height}`, width, height, role: 'img', 'aria-label': trendSummary(trend) },
    ...band,
    [
      'path',
      {
        d: at.map(([px, py], i) => `${i === 0 ? 'M' : 'L'}${d(px)} ${d(py)}`).join(''),
        fill: 'none',
        stroke: 'currentColor',
        'stroke-width': 1.3,
        'stroke-linejoin': 'round',
      },
    ],
    ...(last === undefined
      ? []
      : ([['circle', { cx: d(last[0]), cy: d(last[1]), r: 2.4, fill: 'currentColor' }]] as const)),
  ]
}
