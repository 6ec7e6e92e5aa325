import type { Range } from '../../../shared/quantity.ts'
import type { CatalogueEntry } from './catalogue.ts'

/** A figure held against its unit: usable, of a doubtful unit, impossible, or in a unit nobody knows for this input. */
export type Judged =
  | { readonly state: 'known'; readonly value: number }
  | { readonly state: 'suspect'; readonly likelyUnit?: string }
  | { readonly state: 'impossible' }

const within = (value: number, range: Range | undefined): boolean =>
  range === undefined || (value >= range[0] && value <= range[1])

/** Spellings of the same unit that differ only by annotation or by letters of equal meaning. */
const bare = (unit: string): string =>
  unit
    .replace(/\{[^}]*\}/g, '')
    .replace(/^\[?iu\]?\//i, 'U/')
    .replace(/\/+$/, '')
    .trim()

type Reading = { readonly unit: string; readonly value: number }

const readings = (entry: CatalogueEntry, figure: number): readonly Reading[] => [
  { unit: entry.unit ?? '1', value: figure },
  ...(entry.alsoIn ?? []).map((u) => ({ unit: u.unit, value: figure * u.factor + (u.offset ?? 0) })),
]

/**
 * Brings a figure to the input's canonical unit. A figure that no person has in the unit it stands in, or that is out of the ordinary there while
 * another unit of the same thing makes it ordinary, is `suspect`: it is asked about, never used. Without a unit the canonical one is tried. A unit that
 * is not one of the input's is `suspect` too. `impossible`: no living person has it in any unit.
 * Total cholesterol of 5.2 mg/dL is `suspect`, its likely unit mmol/L.
 */
export const judgeFigure = (entry: CatalogueEntry, figure: number, unit: string | undefined): Judged => {
  if (!Number.isFinite(figure)) return { state: 'impossible' }
  const all = readings(entry, figure)
  const stated =
    unit === undefined ? all[0] : (all.find((r) => r.unit === unit) ?? all.find((r) => bare(r.unit) === bare(unit)))
  const ordinary = all.filter(
    (r) => r !== stated && within(r.value, entry.plausible) && within(r.value, entry.possible),
  )
  const [likely, ...others] = ordinary
  const hint = likely === undefined || others.length > 0 ? {} : { likelyUnit: likely.unit }
  if (stated === undefined) return { state: 'suspect', ...hint }
  if (within(stated.value, entry.possible) && (within(stated.value, entry.plausible) || ordinary.length === 0))
    return { state: 'known', value: stated.value }
  if (ordinary.length > 0) return { state: 'suspect', ...hint }
  return { state: 'impossible' }
}

/** True when a figure is ordinary in another unit than the canonical one, of another size. */
export const ordinaryElsewhere = (entry: CatalogueEntry, figure: number): boolean =>
  (entry.alsoIn ?? []).some((u) => {
    const value = figure * u.factor + (u.offset ?? 0)
    return value !== figure && within(value, entry.plausible) && within(value, entry.possible)
  })
