import { scaleLinear } from 'd3-scale'
import { area, line } from 'd3-shape'
import { percentText } from '../../../shared/risk-frequency.ts'
import type { SvgNode } from './svg.ts'

/** Cumulative risk (0 to 1) from today's age on. */
export type RiskPoint = { readonly age: number; readonly risk: number; readonly low?: number; readonly high?: number }

/** `average`: people of the same age and sex, named for the line. `marks`: ages that matter, such as the start of screening. */
export type RiskCurve = {
  readonly what: string
  readonly own: readonly RiskPoint[]
  readonly average?: { readonly name: string; readonly points: readonly RiskPoint[] }
  readonly marks?: readonly { readonly age: number; readonly label: string }[]
}

const margin = { left: 40, right: 92, top: 12, bottom: 26 }
const [width, height] = [460, 210]
const px = (n: number): number => Math.round(n * 10) / 10

/** In words what the curve shows. */
export const riskCurveSummary = ({ what, own, average }: RiskCurve): string => {
  const [from, to] = [own[0], own.at(-1)]
  if (from === undefined || to === undefined) return `${what}: nothing to draw`
  const other = average?.points.at(-1)
  return `Risk of ${what} from age ${from.age} to ${to.age}: ${percentText(to.risk)}${other === undefined ? '' : `; ${average?.name}: ${percentText(other.risk)}`}.`
}

/** The person's risk by age as a line with its interval as a hatched band, the average as a dashed line, both named at their ends. */
export const riskByAge = (curve: RiskCurve): SvgNode => {
  const { own, average, marks = [] } = curve
  const all = [...own, ...(average?.points ?? [])]
  const ages = all.map((p) => p.age)
  const top = Math.max(0.01, ...all.map((p) => p.high ?? p.risk))
  const x = scaleLinear([Math.min(...ages), Math.max(...ages)], [margin.left, width - margin.right])
  const y = scaleLinear([0, top], [height - margin.bottom, margin.top]).nice(4)
  const path = line<RiskPoint>(
    (p) => px(x(p.age)),
    (p) => px(y(p.risk)),
  )
  const band = area<RiskPoint>(
    (p) => px(x(p.age)),
    (p) => px(y(p.low ?? p.risk)),
    (p) => px(y(p.high ?? p.risk)),
  )
  const banded = own.some((p) => p.high !== undefined)
  const ticks = y.ticks(4)
  const ends = [own.at(-1), average?.points.at(-1)]
  const [ownEnd, otherEnd] = ends.map((p) => (p === undefined ? undefined : y(p.risk)))
  const apart =
    ownEnd === undefined || otherEnd === undefined || Math.abs(ownEnd - otherEnd) >= 13
      ? 0
      : (13 - Math.abs(ownEnd - otherEnd)) / 2
  const shift = ownEnd !== undefined && otherEnd !== undefined && ownEnd <= otherEnd ? -apart : apart
  const label = (
    at: number | undefined,
    by: number,
    name: string,
    risk: number | undefined,
    weight: number,
  ): readonly SvgNode[] =>
    at === undefined || risk === undefined
      ? []
      : [
          [
            'text',
            {
              x: width - margin.right + 6,
              y: px(at + by + 4),
              'font-size': 11,
              'font-weight': weight,
              fill: 'currentColor',
            },
            `${name} ${percentText(risk)}`,
          ],
        ]
  return [
    'svg',
    {
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      class: 'risk-by-age',
      'aria-label': riskCurveSummary(curve),
    },
    [
      'defs',
      {},
      [
        'pattern',
        { id: 'hatch', width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
        ['path', { d: 'M0 0V5', stroke: 'currentColor', 'stroke-width': 1, opacity: 0.4 }],
      ],
    ],
    ...ticks.flatMap((t): readonly SvgNode[] => [
      [
        'path',
        {
          d: `M${margin.left} ${px(y(t))}H${width - margin.right}`,
          stroke: 'currentColor',
          'stroke-width': 0.5,
          opacity: 0.3,
        },
      ],
      [
        'text',
        { x: margin.left - 6, y: px(y(t) + 4), 'font-size': 11, 'text-anchor': 'end', fill: 'currentColor' },
        percentText(t),
      ],
    ]),
    ...x.ticks(6).map(
      (t): SvgNode => [
        'text',
        {
          x: px(x(t)),
          y: height - margin.bottom + 16,
          'font-size': 11,
          'text-anchor': 'middle',
          fill: 'currentColor',
        },
        String(t),
      ],
    ),
    ...marks.flatMap((m): readonly SvgNode[] => [
      [
        'path',
        {
          d: `M${px(x(m.age))} ${margin.top}V${height - margin.bottom}`,
          stroke: 'currentColor',
          'stroke-width': 1,
          'stroke-dasharray': '1 3',
        },
      ],
      ['text', { x: px(x(m.age) + 4), y: margin.top + 9, 'font-size': 10, fill: 'currentColor' }, m.label],
    ]),
    ...(banded ? ([['path', { d: band(own) ?? '', fill: 'url(#hatch)', class: 'band' }]] as const) : []),
    ...(average === undefined
      ? []
      : ([
          [
            'path',
            {
              d: path(average.points) ?? '',
              fill: 'none',
              stroke: 'currentColor',
              'stroke-width': 1.3,
              'stroke-dasharray': '5 3',
              class: 'average',
            },
          ],
        ] as const)),
    ['path', { d: path(own) ?? '', fill: 'none', stroke: 'currentColor', 'stroke-width': 2.2, class: 'own' }],
    ...label(ownEnd, shift, 'you', own.at(-1)?.risk, 650),
    ...label(otherEnd, -shift, average?.name ?? '', average?.points.at(-1)?.risk, 400),
  ]
}
