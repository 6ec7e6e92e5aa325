import type { FamilyLine, Pedigree, PedigreeLayout, PersonId } from '../../../clinical/family/index.ts'
import { drawing, relationsOf, relationWords } from '../../../clinical/family/index.ts'
import type { Audience } from '../../../shared/wording/catalogue.ts'
import { type LegendEntry, legendPatterns, pedigreeLegend } from './pedigree-legend.ts'
import { personSymbol, symbolClips, symbolRadius } from './pedigree-symbol.ts'
import { personWords, symbolLines } from './pedigree-text.ts'
import type { SvgNode } from './svg.ts'

/** A person where they are drawn: `label` says in words what symbol and text show; `marks` lie around (0, 0). */
export type DrawnPerson = {
  readonly id: PersonId
  readonly x: number
  readonly y: number
  readonly label: string
  readonly marks: readonly SvgNode[]
}

/** A pedigree in pixels, in parts, so that a page can make every person something to press. */
export type PedigreeDrawing = {
  readonly width: number
  readonly height: number
  readonly defs: SvgNode
  readonly lines: readonly SvgNode[]
  readonly people: readonly DrawnPerson[]
  readonly legend: readonly LegendEntry[]
}

const unit = 108
const margin = { left: 74, right: 58, top: 34 }
const lineHeight = 13
const px = (n: number): number => Math.round(n * 10) / 10

const byGender = { woman: 'female', man: 'male', other: 'unknown' } as const

/** What everybody is to the proband, in words that follow gender where it is recorded. */
export const relationNames = (pedigree: Pedigree): ReadonlyMap<PersonId, string> => {
  const relations = relationsOf(pedigree)
  return new Map(
    pedigree.people.map(({ id, gender }) => {
      const steps = relations?.of(pedigree.proband, id)?.steps
      const [last] = steps?.slice(-1) ?? []
      if (steps === undefined || last === undefined || gender === undefined)
        return [id, steps === undefined ? '' : relationWords({ steps })]
      return [id, relationWords({ steps: [...steps.slice(0, -1), { ...last, sex: byGender[gender] }] })]
    }),
  )
}

const stroke = { fill: 'none', stroke: 'currentColor', 'stroke-width': 1.4 } as const

const couple = (line: FamilyLine, d: string, middle: readonly [number, number], low: boolean): readonly SvgNode[] => {
  const [x, y] = middle
  const at = low ? x : x + 10
  return [
    ...(line.double
      ? ([
          ['path', { ...stroke, d, 'stroke-width': 5.4 }],
          ['path', { ...stroke, d, stroke: 'var(--ground, #fff)', 'stroke-width': 2.4 }],
        ] as const)
      : ([['path', { ...stroke, d }]] as const)),
    ...(line.separated
      ? ([['path', { ...stroke, d: `M${px(at - 5)} ${y + 7}l7 -14M${px(at + 1)} ${y + 7}l7 -14` }]] as const)
      : []),
  ]
}

/** The stroke below a couple who have no children: one bar by choice or without a known reason, two when infertile. */
const childless = (pedigree: Pedigree, line: FamilyLine, [x, y]: readonly [number, number]): readonly SvgNode[] => {
  const said = pedigree.couples.find((c) => c.partners.every((p) => line.people.includes(p)))?.noChildren
  if (said === undefined) return []
  const second = said === 'infertile' ? `M${x - 8} ${y + 26}h16` : ''
  return [['path', { ...stroke, d: `M${x} ${y}v22M${x - 8} ${y + 22}h16${second}` }]]
}

const lineNodes = (pedigree: Pedigree, line: FamilyLine, at: (x: number, y: number) => readonly [number, number]) => {
  const points = line.points.map(([x, y]) => at(x, y))
  const d = points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x} ${y}`).join('')
  const inner = points.length > 2 ? points.slice(1, 3) : points
  const mean = (i: 0 | 1): number => px(inner.reduce((s, p) => s + p[i], 0) / inner.length)
  const middle = [mean(0), mean(1)] as const
  if (line.kind === 'couple')
    return [...couple(line, d, middle, points.length > 2), ...childless(pedigree, line, middle)]
  if (line.kind === 'zygosity-unknown')
    return [
      ['text', { x: middle[0], y: middle[1] + 4, 'font-size': 12, 'text-anchor': 'middle', fill: 'currentColor' }, '?'],
    ] as const
  return [['path', { ...stroke, d, ...(line.dashed ? { 'stroke-dasharray': '4 3' } : {}) }]] as const
}

const written = (lines: readonly string[], proband: boolean): readonly SvgNode[] =>
  lines.map(
    (text, i): SvgNode => [
      'text',
      {
        class: 'said',
        y: symbolRadius + 16 + i * lineHeight,
        'font-size': 11,
        'font-weight': i === 0 && proband ? 700 : 400,
        'text-anchor': 'middle',
        fill: 'currentColor',
        stroke: 'var(--ground, #fff)',
        'stroke-width': 3,
        'paint-order': 'stroke',
        'stroke-linejoin': 'round',
      },
      text,
    ],
  )

/** Puts a layout into pixels. Rows are as high as the longest text under a symbol asks for. */
export const drawPedigree = (
  pedigree: Pedigree,
  layout: PedigreeLayout,
  audience: Audience = 'clinician',
): PedigreeDrawing => {
  const legend = pedigreeLegend(pedigree)
  const names = relationNames(pedigree)
  const byId = new Map(pedigree.people.map((p) => [p.id, p]))
  const self = audience === 'patient' ? 'you' : 'this person'
  const told = new Map(
    layout.people.map(({ id }) => {
      const p = byId.get(id)
      const relation = names.get(id) ?? ''
      const who = id === pedigree.proband ? self : relation.length <= 30 ? relation : ''
      return [id, p === undefined ? [] : symbolLines(p, who)]
    }),
  )
  const most = Math.max(1, ...[...told.values()].map((t) => t.length))
  const row = Math.max(132, (symbolRadius + 20 + most * lineHeight) / 0.66)
  const last = Math.max(
    ...layout.people.filter((p) => p.y === layout.height).map((p) => told.get(p.id)?.length ?? 0),
    1,
  )
  const at = (x: number, y: number): readonly [number, number] => [
    px(margin.left + x * unit),
    px(margin.top + (y / drawing.rowHeight) * row),
  ]
  const generations = [...new Set(layout.people.map((p) => p.y))].map((y): SvgNode => {
    const label = layout.people.find((p) => p.y === y)?.label.split('-')[0] ?? ''
    return [
      'text',
      { x: 4, y: at(0, y)[1] + 4, 'font-size': 11, fill: 'currentColor', opacity: 0.75, 'aria-hidden': 'true' },
      label,
    ]
  })
  return {
    width: px(margin.left + layout.width * unit + margin.right),
    height: px(at(0, layout.height)[1] + symbolRadius + 14 + last * lineHeight),
    defs: ['defs', {}, ...legendPatterns, ...symbolClips],
    lines: [...layout.lines.flatMap((line) => lineNodes(pedigree, line, at)), ...generations],
    people: layout.people.flatMap(({ id, x, y }): DrawnPerson[] => {
      const p = byId.get(id)
      if (p === undefined) return []
      const proband = id === pedigree.proband
      const [cx, cy] = at(x, y)
      return [
        {
          id,
          x: cx,
          y: cy,
          label: personWords(p, proband ? self : (names.get(id) ?? ''), audience),
          marks: [...personSymbol(p, legend, { proband }), ...written(told.get(id) ?? [], proband)],
        },
      ]
    }),
    legend,
  }
}

/** In words what the pedigree shows. */
export const pedigreeSummary = (pedigree: Pedigree): string => {
  const born = pedigree.people.filter((p) => p.pregnancy === undefined)
  const ill = born.filter((p) => p.diagnoses.length > 0).length
  const unknown = born.filter((p) => p.healthUnknown === true).length
  return `Pedigree of ${born.length} people: ${ill} with a diagnosis, ${born.length - ill - unknown} without one, ${unknown} of whom nothing is known.`
}

const legendHeight = 24

/** A line of the legend: the filling as it lies in the symbol, and what it stands for. */
export const legendSwatch = (legend: readonly LegendEntry[], i: number): readonly SvgNode[] => {
  const [entry] = legend.slice(i, i + 1)
  const sample = { id: '', sex: 'female', diagnoses: [{ disease: { other: entry?.diseases[0] ?? '' } }] } as const
  return personSymbol(
    entry === undefined ? { id: '', sex: 'female', diagnoses: [] } : sample,
    legend.map((l, n) =>
      n === i ? { ...l, diseases: [(entry?.diseases[0] ?? '').toLowerCase()] } : { ...l, diseases: [] },
    ),
    { proband: false },
  )
}

/** The whole figure with its legend, by itself: for print, report and files. */
export const pedigreeFigure = (pedigree: Pedigree, layout: PedigreeLayout, audience?: Audience): SvgNode => {
  const drawn = drawPedigree(pedigree, layout, audience)
  const width = Math.max(drawn.width, 320)
  const height = drawn.height + 16 + drawn.legend.length * legendHeight
  return [
    'svg',
    {
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      class: 'pedigree',
      'aria-label': pedigreeSummary(pedigree),
      'font-family': 'system-ui, sans-serif',
    },
    drawn.defs,
    ...drawn.lines,
    ...drawn.people.map(({ x, y, marks }): SvgNode => ['g', { transform: `translate(${x} ${y})` }, ...marks]),
    ...drawn.legend.map(
      ({ words }, i): SvgNode => [
        'g',
        { transform: `translate(14 ${drawn.height + 18 + i * legendHeight})` },
        ['g', { transform: 'scale(0.6)' }, ...legendSwatch(drawn.legend, i)],
        ['text', { x: 18, y: 4, 'font-size': 12, fill: 'currentColor' }, words],
      ],
    ),
  ]
}
