import { scaleLinear } from 'd3-scale'
import { percentRangeText, percentText } from '../../../shared/risk-frequency.ts'
import type { SvgNode } from './svg.ts'

/** One line of a comparison: a figure, or a band where it is not known more closely. `note` stands in small type under the name. */
export type RiskDot = {
  readonly name: string
  readonly note?: string
  readonly risk?: number
  readonly range?: readonly [number, number]
  readonly leads?: boolean
}

const [width, left, right, rowHeight] = [520, 190, 74, 34]
const px = (n: number): number => Math.round(n * 10) / 10

/** In words what the comparison shows. */
export const riskDotsSummary = (what: string, dots: readonly RiskDot[]): string =>
  `${what}: ${dots
    .map(({ name, risk, range }) =>
      risk === undefined
        ? `${name} ${range === undefined ? 'not known' : percentRangeText(range)}`
        : `${name} ${percentText(risk)}`,
    )
    .join('; ')}.`

/** Risks side by side on one scale from 0: a filled dot for what leads, an open one for the others, a dashed bar for what is known as a band alone; `threshold` as a labelled line. */
export const riskDots = (
  what: string,
  dots: readonly RiskDot[],
  threshold?: { readonly at: number; readonly label: string },
): SvgNode => {
  const top = Math.max(0.02, ...dots.flatMap((d) => [d.risk ?? 0, d.range?.[1] ?? 0]), threshold?.at ?? 0)
  const x = scaleLinear([0, top], [left, width - right]).nice(4)
  const height = dots.length * rowHeight + 26
  const foot = dots.length * rowHeight + 4
  return [
    'svg',
    {
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      class: 'risk-dots',
      'aria-label': riskDotsSummary(what, dots),
    },
    ...x.ticks(4).flatMap((t): readonly SvgNode[] => [
      ['path', { d: `M${px(x(t))} 0V${foot}`, stroke: 'currentColor', 'stroke-width': 0.5, opacity: 0.3 }],
      [
        'text',
        { x: px(x(t)), y: foot + 16, 'font-size': 11, 'text-anchor': 'middle', fill: 'currentColor' },
        percentText(t),
      ],
    ]),
    ...(threshold === undefined
      ? []
      : ([
          [
            'path',
            {
              d: `M${px(x(threshold.at))} 0V${foot}`,
              stroke: 'currentColor',
              'stroke-width': 1,
              'stroke-dasharray': '1 3',
            },
          ],
          ['text', { x: px(x(threshold.at) + 4), y: foot - 3, 'font-size': 10, fill: 'currentColor' }, threshold.label],
        ] as const)),
    ...dots.flatMap(({ name, note, risk, range, leads }, i): readonly SvgNode[] => {
      const y = i * rowHeight + 15
      const bar: readonly SvgNode[] =
        range === undefined
          ? []
          : [
              [
                'path',
                {
                  d: `M${px(x(range[0]))} ${y}H${px(x(range[1]))}M${px(x(range[0]))} ${y - 4}v8M${px(x(range[1]))} ${y - 4}v8`,
                  fill: 'none',
                  stroke: 'currentColor',
                  'stroke-width': 1.6,
                  ...(risk === undefined ? { 'stroke-dasharray': '4 3' } : {}),
                },
              ],
            ]
      const dot: readonly SvgNode[] =
        risk === undefined
          ? []
          : [
              [
                'circle',
                {
                  cx: px(x(risk)),
                  cy: y,
                  r: 5,
                  fill: leads === true ? 'currentColor' : 'var(--ground, #fff)',
                  stroke: 'currentColor',
                  'stroke-width': 1.6,
                },
              ],
            ]
      const said =
        risk === undefined ? (range === undefined ? 'not known' : percentRangeText(range)) : percentText(risk)
      return [
        [
          'text',
          {
            x: 0,
            y: note === undefined ? y + 4 : y,
            'font-size': 12,
            'font-weight': leads === true ? 650 : 400,
            fill: 'currentColor',
          },
          name,
        ],
        ...(note === undefined
          ? []
          : ([['text', { x: 0, y: y + 13, 'font-size': 10, fill: 'currentColor', opacity: 0.75 }, note]] as const)),
        ...bar,
        ...dot,
        [
          'text',
          {
            x: width,
            y: y + 4,
            'font-size': 12,
            'text-anchor': 'end',
            'font-weight': leads === true ? 650 : 400,
            fill: 'currentColor',
          },
          said,
        ],
      ]
    }),
  ]
}
