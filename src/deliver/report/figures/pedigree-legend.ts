import type { Pedigree, Relative } from '../../../clinical/family/index.ts'
import { familyDiseaseNames } from '../../../shared/wording/en-pedigree.ts'
import type { SvgNode } from './svg.ts'

/** One filling of the symbols: which diseases it stands for, and in which part of the symbol it lies. */
export type LegendEntry = { readonly diseases: readonly string[]; readonly words: string; readonly fill: string }

const fills = ['currentColor', 'url(#pd-hatch)', 'url(#pd-dots)', 'url(#pd-bars)'] as const

/** Patterns that the symbols are filled with. */
export const legendPatterns: readonly SvgNode[] = [
  [
    'pattern',
    { id: 'pd-hatch', width: 5, height: 5, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    ['path', { d: 'M1 0V5', stroke: 'currentColor', 'stroke-width': 2 }],
  ],
  [
    'pattern',
    { id: 'pd-dots', width: 5, height: 5, patternUnits: 'userSpaceOnUse' },
    ['circle', { cx: 2.5, cy: 2.5, r: 1.3, fill: 'currentColor' }],
  ],
  [
    'pattern',
    { id: 'pd-bars', width: 4, height: 4, patternUnits: 'userSpaceOnUse' },
    ['path', { d: 'M0 1H4', stroke: 'currentColor', 'stroke-width': 1.3 }],
  ],
]

const keyOf = (disease: Relative['diagnoses'][number]['disease']): string =>
  typeof disease === 'string' ? disease : disease.other.toLowerCase()

const wordsOf = (key: string): string =>
  (familyDiseaseNames as Readonly<Record<string, { full: { clinician: string } }>>)[key]?.full.clinician ?? key

/** The three commonest diseases of a family have a part of the symbol of their own; where there are more than four, the others share the last. */
export const pedigreeLegend = (pedigree: Pedigree): readonly LegendEntry[] => {
  const counts = new Map<string, number>()
  for (const p of pedigree.people)
    for (const key of new Set(p.diagnoses.map((d) => keyOf(d.disease)))) counts.set(key, (counts.get(key) ?? 0) + 1)
  const keys = [...counts].toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([key]) => key)
  const groups =
    keys.length <= fills.length ? keys.map((k) => [k]) : [...keys.slice(0, 3).map((k) => [k]), keys.slice(3)]
  return groups.map((diseases, i) => ({
    diseases,
    words: diseases.length === 1 ? wordsOf(diseases[0] ?? '') : `other: ${diseases.map(wordsOf).join(', ')}`,
    fill: fills[i] ?? 'currentColor',
  }))
}

/** Places of the legend, from 0, that a person is affected by. */
export const affectedBy = (p: Relative, legend: readonly LegendEntry[]): readonly number[] =>
  legend.flatMap(({ diseases }, i) => (p.diagnoses.some((d) => diseases.includes(keyOf(d.disease))) ? [i] : []))
