import type { SvgNode } from './svg.ts'

export const signs = ['act', 'caution', 'fine', 'notKnown', 'noQuestion'] as const
export type Sign = (typeof signs)[number]

const line = { fill: 'none', stroke: 'currentColor', 'stroke-linecap': 'round', 'stroke-linejoin': 'round' }

const shapes: Readonly<Record<Sign, readonly SvgNode[]>> = {
  act: [['path', { fill: 'currentColor', d: 'M4.9.5h6.2l4.4 4.4v6.2l-4.4 4.4H4.9L.5 11.1V4.9z' }]],
  caution: [
    [
      'path',
      {
        fill: 'currentColor',
        'fill-rule': 'evenodd',
        d: 'M8 .8 15.7 15H.3zM7.2 5.6v4.6h1.6V5.6zM7.2 11.6v1.7h1.6v-1.7z',
      },
    ],
  ],
  fine: [['path', { ...line, 'stroke-width': 2.2, d: 'M2 8.6 6.2 13 14 3.4' }]],
  notKnown: [['circle', { ...line, 'stroke-width': 1.8, 'stroke-dasharray': '2.6 2.4', cx: 8, cy: 8, r: 6.4 }]],
  noQuestion: [['path', { ...line, 'stroke-width': 1.6, d: 'M3.5 8h9' }]],
}

/** What is inside a sign, on a field of 16 by 16, in the colour of the text around it: octagon, triangle, tick, dashed circle, dash. */
export const signShapes = (sign: Sign): readonly SvgNode[] => shapes[sign]

/** The sign as a picture of its own. It says nothing aloud: a word always stands beside it. */
export const signFigure = (sign: Sign): SvgNode => [
  'svg',
  { viewBox: '0 0 16 16', width: 16, height: 16, 'aria-hidden': 'true', class: `sign ${sign}` },
  ...shapes[sign],
]
