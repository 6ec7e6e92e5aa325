import type { GeneFinding, PositionCall } from '../../../clinical/pharmacogenomics/model.ts'
import type { SvgNode } from './svg.ts'

export type PositionMark = {
  readonly pos: number
  readonly rsid?: string
  readonly shows: 'found' | 'reference' | 'notCovered'
  readonly call: PositionCall
}

const showsOf = (p: PositionCall): PositionMark['shows'] => {
  if (p.state !== 'called') return 'notCovered'
  return p.alleles.every((a) => a === p.ref) ? 'reference' : 'found'
}

/** The positions of a gene that were looked for, in order of coordinate, each with what was seen there. */
export const positionMarks = (finding: Pick<GeneFinding, 'result'>): readonly PositionMark[] =>
  finding.result.call.positions
    .map((call) => ({ pos: call.pos, shows: showsOf(call), call, ...(call.rsid ? { rsid: call.rsid } : {}) }))
    .toSorted((a, b) => a.pos - b.pos)

/** One sentence that says what the figure shows. @example positionSummary([]) // 'Of 0 positions, 0 differ from the reference, 0 are as the reference and 0 have no usable data.' */
export const positionSummary = (marks: readonly PositionMark[]): string => {
  const of = (shows: PositionMark['shows']): number => marks.filter((m) => m.shows === shows).length
  const verb = (n: number, one: string, more: string): string => `${n} ${n === 1 ? one : more}`
  return `Of ${verb(marks.length, 'position', 'positions')}, ${verb(of('found'), 'differs', 'differ')} from the reference, ${verb(of('reference'), 'is', 'are')} as the reference and ${verb(of('notCovered'), 'has', 'have')} no usable data.`
}

const columns = 40
const step = 12
const rowHeight = 26

const d = (n: number): string => String(Math.round(n * 10) / 10)

const diamond = (x: number, y: number): string => `M${d(x)} ${d(y - 5.5)}l5.5 5.5l-5.5 5.5l-5.5 -5.5z`
const tick = (x: number, y: number): string => `M${d(x)} ${d(y - 4)}v8`
const ring = (x: number, y: number): string => `M${d(x - 3.8)} ${d(y)}a3.8 3.8 0 1 0 7.6 0a3.8 3.8 0 1 0 -7.6 0`

/**
 * The positions of one gene in order, 40 to a row: a filled diamond with a number where the person differs, a stroke where the person is as the
 * reference, an open dashed ring where there is no usable data. Distances are not to scale. The numbers lead to the table beside it.
 */
export const genePositions = (gene: string, marks: readonly PositionMark[]): SvgNode => {
  const rows = Math.max(1, Math.ceil(marks.length / columns))
  const width = Math.min(columns, Math.max(8, marks.length)) * step + 12
  const place = (i: number): readonly [number, number] => [
    12 + (i % columns) * step,
    17 + Math.floor(i / columns) * rowHeight,
  ]
  const path = (shows: PositionMark['shows'], shape: (x: number, y: number) => string): string =>
    marks.map((m, i) => (m.shows === shows ? shape(...place(i)) : '')).join('')
  const axes = Array.from({ length: rows }, (_, r) => {
    const last = Math.min(columns, marks.length - r * columns)
    return `M6 ${17 + r * rowHeight}H${6 + last * step}`
  }).join('')
  let n = 0
  const numbers = marks.flatMap((m, i): readonly SvgNode[] => {
    if (m.shows !== 'found') return []
    const [x, y] = place(i)
    return [
      ['text', { x: d(x), y: d(y - 7.5), 'font-size': 8, 'text-anchor': 'middle', fill: 'currentColor' }, String(++n)],
    ]
  })
  const figure: readonly (readonly [PositionMark['shows'], SvgNode])[] = [
    [
      'reference',
      [
        'path',
        { class: 'p-ref', fill: 'none', stroke: 'currentColor', 'stroke-width': 1.2, d: path('reference', tick) },
      ],
    ],
    [
      'notCovered',
      [
        'path',
        {
          class: 'p-none',
          fill: 'none',
          stroke: 'currentColor',
          'stroke-width': 1.3,
          'stroke-dasharray': '2 1.8',
          d: path('notCovered', ring),
        },
      ],
    ],
    ['found', ['path', { class: 'p-found', fill: 'currentColor', d: path('found', diamond) }]],
  ]
  return [
    'svg',
    {
      viewBox: `0 0 ${width} ${rows * rowHeight + 6}`,
      width,
      height: rows * rowHeight + 6,
      role: 'img',
      'aria-label': `${gene}. ${positionSummary(marks)}`,
      class: 'positions',
    },
    ['path', { class: 'axis', fill: 'none', stroke: 'currentColor', 'stroke-width': 0.5, opacity: 0.5, d: axes }],
    ...figure.filter(([shows]) => marks.some((m) => m.shows === shows)).map(([, node]) => node),
    ...numbers,
  ]
}
