import type { Relative } from '../../../clinical/family/index.ts'
import { affectedBy, type LegendEntry } from './pedigree-legend.ts'
import type { SvgNode } from './svg.ts'

/** Half the width of a symbol in pixels. */
export const symbolRadius = 16

type Shape = 'circle' | 'square' | 'diamond' | 'triangle'

/** The symbol follows gender; where that is not recorded, sex at birth. @source NSGC standardised pedigree nomenclature 2022, doi 10.1002/jgc4.1621 */
export const shapeOf = (p: Relative): Shape => {
  if (p.pregnancy === 'miscarriage' || p.pregnancy === 'termination' || p.pregnancy === 'ectopic') return 'triangle'
  if (p.gender !== undefined) return ({ woman: 'circle', man: 'square', other: 'diamond' } as const)[p.gender]
  return ({ female: 'circle', male: 'square', unknown: 'diamond' } as const)[p.sex]
}

const r = symbolRadius
const paths: Readonly<Record<Shape, string>> = {
  circle: `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`,
  square: `M${1 - r} ${1 - r}h${2 * r - 2}v${2 * r - 2}h${2 - 2 * r}z`,
  diamond: `M0 ${-r - 2}L${r + 2} 0L0 ${r + 2}L${-r - 2} 0z`,
  triangle: `M0 ${-r * 0.6}L${r * 0.75} ${r * 0.5}H${-r * 0.75}z`,
}

const shapes: readonly Shape[] = ['circle', 'square', 'diamond', 'triangle']

/** Outlines that the fillings are cut to. */
export const symbolClips: readonly SvgNode[] = shapes.map((shape) => [
  'clipPath',
  { id: `pd-${shape}` },
  ['path', { d: paths[shape] }],
])

const box = r + 3

/** Parts of the symbol: the whole, halves, quarters. */
const part = (i: number, of: number): Readonly<Record<'x' | 'y' | 'width' | 'height', number>> => {
  if (of === 1) return { x: -box, y: -box, width: 2 * box, height: 2 * box }
  if (of === 2) return { x: i === 0 ? -box : 0, y: -box, width: box, height: 2 * box }
  const [right, low] = [i === 1 || i === 2, i >= 2]
  return { x: right ? 0 : -box, y: low ? 0 : -box, width: box, height: box }
}

const line = (d: string, width = 1.5): SvgNode => [
  'path',
  { d, fill: 'none', stroke: 'currentColor', 'stroke-width': width, 'stroke-linecap': 'round' },
]

const centred = (text: string, size: number): SvgNode => [
  'text',
  { 'text-anchor': 'middle', y: size * 0.36, 'font-size': size, 'font-weight': 600, fill: 'currentColor' },
  text,
]

const carries = (p: Relative): boolean => (p.tests ?? []).some((t) => t.result === 'positive')

/** One person around (0, 0): outline, fillings by disease, slash, brackets, dot of a carrier, arrow of the proband. */
export const personSymbol = (
  p: Relative,
  legend: readonly LegendEntry[],
  { proband }: { readonly proband: boolean },
): readonly SvgNode[] => {
  const shape = shapeOf(p)
  const affected = affectedBy(p, legend)
  const unfilled = affected.length === 0
  const gone = p.dead === true || p.pregnancy === 'stillbirth' || p.pregnancy === 'termination'
  const reach = shape === 'triangle' ? r * 0.8 : r + 5
  return [
    ['path', { d: paths[shape], fill: 'var(--ground, #fff)', stroke: 'none' }],
    ...affected.map(
      (i): SvgNode => [
        'rect',
        { ...part(i, legend.length), fill: legend[i]?.fill ?? 'none', 'clip-path': `url(#pd-${shape})` },
      ],
    ),
    ['path', { class: 'outline', d: paths[shape], fill: 'none', stroke: 'currentColor', 'stroke-width': 1.6 }],
    ...(carries(p)
      ? ([
          [
            'circle',
            { class: 'carrier', r: 5, fill: 'currentColor', stroke: 'var(--ground, #fff)', 'stroke-width': 2 },
          ],
        ] as const)
      : unfilled && p.pregnancy === 'ongoing'
        ? [centred('P', 14)]
        : unfilled && p.healthUnknown === true && shape !== 'triangle'
          ? [centred('?', 13)]
          : []),
    ...(gone ? [line(`M${-reach} ${reach}L${reach} ${-reach}`, 1.8)] : []),
    ...(p.adopted === undefined
      ? []
      : [
          line(`M${-r - 3} ${-r - 5}H${-r - 8}V${r + 5}H${-r - 3}`),
          line(`M${r + 3} ${-r - 5}H${r + 8}V${r + 5}H${r + 3}`),
        ]),
    ...(proband
      ? ([
          line(`M${-r - 22} ${r + 4}L${-r - 3} ${r - 7}M${-r - 12} ${r - 7}H${-r - 3}L${-r - 7} ${r + 1}`, 2),
          [
            'text',
            { x: -r - 32, y: r + 7, 'font-size': 11, 'font-weight': 700, fill: 'currentColor', 'aria-hidden': 'true' },
            'P',
          ],
        ] as const)
      : []),
  ]
}
