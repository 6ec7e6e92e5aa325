import type { SvgNode } from '../../../src/deliver/report/figures/svg.ts'
import type { RowClass } from './genome-answers.ts'

/** `number`: the row of the table beside the figure; absent for those that are drawn as ticks only. */
export type DrawnVariant = { readonly pos: number; readonly class: RowClass; readonly number?: number }

/** A gene model to draw. Exons 0-based half-open on the contig, in any order; `coding` the stretch of the contig between start and stop codon. */
export type DrawnGene = {
  readonly gene: string
  readonly strand: 1 | -1
  readonly exons: readonly { readonly low: number; readonly high: number }[]
  readonly coding?: { readonly low: number; readonly high: number }
  readonly variants: readonly DrawnVariant[]
}

type Stretch = { readonly low: number; readonly high: number; readonly exon: boolean }

/** Exons and introns in order of the contig. */
const stretchesOf = (gene: DrawnGene): readonly Stretch[] => {
  const exons = gene.exons.toSorted((a, b) => a.low - b.low)
  return exons.flatMap((e, i): readonly Stretch[] => {
    const next = exons[i + 1]
    const exon: Stretch = { low: e.low, high: e.high, exon: true }
    return next === undefined ? [exon] : [exon, { low: e.high, high: next.low, exon: false }]
  })
}

const margin = 16
/** Narrowest exon in the figure's units, where there is room for it. */
const narrowest = 2

/** How wide each stretch is drawn: exons to scale among themselves, introns shortened to the square root of their length and together at most 45 % of the width. */
const widthsOf = (stretches: readonly Stretch[], width: number): readonly number[] => {
  const room = width - 2 * margin
  const introns = stretches.filter((s) => !s.exon)
  const roots = introns.reduce((sum, s) => sum + Math.sqrt(s.high - s.low), 0)
  const intronRoom = introns.length === 0 ? 0 : room * Math.min(0.45, 0.12 + 0.02 * introns.length)
  const exonBases = stretches.reduce((sum, s) => sum + (s.exon ? s.high - s.low : 0), 0)
  const exonCount = stretches.length - introns.length
  const leastExon = Math.min(narrowest, (0.4 * room) / exonCount)
  const free = room - intronRoom - leastExon * exonCount
  return stretches.map((s) =>
    s.exon ? leastExon + (free * (s.high - s.low)) / exonBases : (intronRoom * Math.sqrt(s.high - s.low)) / roots,
  )
}

/** Where each place of the contig (1-based) stands in the figure, 5' to the left; undefined outside the model. */
export const figureScale = (gene: DrawnGene, width: number): ((pos: number) => number | undefined) => {
  const stretches = stretchesOf(gene)
  const widths = widthsOf(stretches, width)
  const lefts: number[] = []
  widths.reduce((at, w) => (lefts.push(at), at + w), margin)
  return (pos) => {
    const i = stretches.findIndex((s) => pos > s.low && pos <= s.high)
    const s = stretches[i]
    if (s === undefined) return undefined
    const x = (lefts[i] as number) + ((pos - 0.5 - s.low) / (s.high - s.low)) * (widths[i] as number)
    return gene.strand === 1 ? x : width - x
  }
}

const d = (n: number): string => String(Math.round(n * 10) / 10)

const heads: Readonly<Record<Exclude<RowClass, 'modifier'>, (x: number, y: number) => string>> = {
  high: (x, y) => `M${d(x)} ${d(y - 5.5)}l5.5 5.5l-5.5 5.5l-5.5 -5.5z`,
  moderate: (x, y) => `M${d(x)} ${d(y - 5)}l5.2 9h-10.4z`,
  low: (x, y) => `M${d(x - 4)} ${d(y)}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0`,
  notKnown: (x, y) => `M${d(x - 4)} ${d(y)}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0`,
}

/** The head of a lollipop on its own, for a legend, centred on a field of 12 by 12. */
export const headPath = (of: RowClass): string => (of === 'modifier' ? 'M6 2v8' : heads[of](6, 6))

export const headFill = (of: RowClass): Readonly<Record<string, string | number>> =>
  of === 'high' || of === 'moderate'
    ? { fill: 'currentColor' }
    : {
        fill: 'none',
        stroke: 'currentColor',
        'stroke-width': 1.3,
        ...(of === 'notKnown' ? { 'stroke-dasharray': '2 1.8' } : {}),
      }

const perHead = 16
const levels = 6

type Placed = { readonly variant: DrawnVariant; readonly x: number; readonly level: number }

/** Heads side by side on up to six levels, the lowest that is free. */
const placed = (variants: readonly DrawnVariant[], scale: (pos: number) => number | undefined): readonly Placed[] => {
  const last = Array.from({ length: levels }, () => Number.NEGATIVE_INFINITY)
  return variants
    .flatMap((variant) => {
      const x = scale(variant.pos)
      return x === undefined ? [] : [{ variant, x }]
    })
    .toSorted((a, b) => a.x - b.x)
    .map(({ variant, x }) => {
      const free = last.findIndex((at) => x - at >= perHead)
      const level = free < 0 ? last.indexOf(Math.min(...last)) : free
      last[level] = x
      return { variant, x, level }
    })
}

/** One sentence that says what the figure shows. */
export const geneModelSummary = (gene: DrawnGene): string => {
  const n = gene.exons.length
  const drawn = gene.variants.filter((v) => v.class !== 'modifier').length
  const others = gene.variants.length - drawn
  const exons = `${n} ${n === 1 ? 'exon' : 'exons'}`
  if (gene.variants.length === 0) return `${gene.gene}, ${exons}; no variant of this person is known in it.`
  const parts = [
    drawn === 0 ? '' : `${drawn} ${drawn === 1 ? 'variant' : 'variants'} in or beside its coding part`,
    others === 0 ? '' : `${others} elsewhere in it`,
  ].filter((p) => p !== '')
  return `${gene.gene}, ${exons}; ${parts.join(', ')}.`
}

/**
 * The model of one gene, 5' to 3' from left to right: exons as boxes (the coding part taller), introns shortened, variants as numbered lollipops whose head says what they do to
 * the protein, and as ticks below the line where they do nothing to it that is known. Exons are to scale among themselves; introns are not.
 */
export const geneModelFigure = (gene: DrawnGene, width: number): SvgNode => {
  const scale = figureScale(gene, width)
  const heads3 = placed(
    gene.variants.filter((v) => v.class !== 'modifier'),
    scale,
  )
  const top = 14 + 20 * Math.max(0, ...heads3.map((h) => h.level + 1))
  const axis = top + 16
  const stretches = stretchesOf(gene)
  const left = (low: number, high: number): readonly [number, number] => {
    const a = scale(low + 1) ?? 0
    const b = scale(high) ?? 0
    return [Math.min(a, b), Math.max(1.5, Math.abs(b - a))]
  }
  const boxes = stretches
    .filter((s) => s.exon)
    .flatMap((s): readonly SvgNode[] => {
      const box = (low: number, high: number, height: number): readonly SvgNode[] => {
        if (high <= low) return []
        const [x, w] = left(low, high)
        return [['rect', { x: d(x), y: axis - height / 2, width: d(w), height, fill: 'currentColor' }]]
      }
      const coding = gene.coding
      if (coding === undefined) return box(s.low, s.high, 8)
      return [
        ...box(s.low, Math.min(s.high, coding.low), 8),
        ...box(Math.max(s.low, coding.low), Math.min(s.high, coding.high), 18),
        ...box(Math.max(s.low, coding.high), s.high, 8),
      ]
    })
  const stems = heads3.map((h) => `M${d(h.x)} ${axis - 10}V${top - 6 - 20 * h.level}`).join('')
  const headsOf = (of: Exclude<RowClass, 'modifier'>): readonly SvgNode[] => {
    const path = heads3
      .filter((h) => h.variant.class === of)
      .map((h) => heads[of](h.x, top - 6 - 20 * h.level))
      .join('')
    return path === '' ? [] : [['path', { class: `v-${of}`, ...headFill(of), d: path }]]
  }
  const grounds = heads3
    .filter((h) => h.variant.class === 'low' || h.variant.class === 'notKnown')
    .map((h) => heads.low(h.x, top - 6 - 20 * h.level))
    .join('')
  const ticks = gene.variants
    .filter((v) => v.class === 'modifier')
    .flatMap((v) => scale(v.pos) ?? [])
    .map((x) => `M${d(x)} ${axis + 12}v7`)
    .join('')
  const numbers = heads3.flatMap((h): readonly SvgNode[] =>
    h.variant.number === undefined
      ? []
      : [
          [
            'text',
            {
              x: d(h.x),
              y: d(top - 13.5 - 20 * h.level),
              'font-size': 9,
              'text-anchor': 'middle',
              fill: 'currentColor',
            },
            String(h.variant.number),
          ],
        ],
  )
  const end = (x: number, text: string): SvgNode => [
    'text',
    { x, y: axis + 3.5, 'font-size': 10, 'text-anchor': 'middle', fill: 'currentColor', opacity: 0.75 },
    text,
  ]
  const height = axis + 22
  return [
    'svg',
    {
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'aria-label': geneModelSummary(gene),
      class: 'gene-model',
    },
    [
      'path',
      {
        class: 'axis',
        fill: 'none',
        stroke: 'currentColor',
        'stroke-width': 1,
        d: `M${margin} ${axis}H${width - margin}`,
      },
    ],
    ['g', { class: 'exons' }, ...boxes],
    ...(stems === ''
      ? []
      : [['path', { class: 'stems', fill: 'none', stroke: 'currentColor', 'stroke-width': 0.8, d: stems }] as const]),
    ...(grounds === '' ? [] : [['path', { class: 'ground', d: grounds }] as const]),
    ...headsOf('high'),
    ...headsOf('moderate'),
    ...headsOf('low'),
    ...headsOf('notKnown'),
    ...(ticks === ''
      ? []
      : [['path', { class: 'ticks', fill: 'none', stroke: 'currentColor', 'stroke-width': 1, d: ticks }] as const]),
    ...numbers,
    end(7, '5′'),
    end(width - 7, '3′'),
  ]
}
