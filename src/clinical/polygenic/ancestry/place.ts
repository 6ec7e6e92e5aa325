import type { AncestryPlace, PrincipalAxes, ReferencePanel } from '../model.ts'
import { fitTo } from './fit.ts'
import { beyondHull } from './hull.ts'
import { type SiteCounts, siteCounts, unrelatedOf } from './panel-genotypes.ts'
import { project } from './project.ts'
import { type GroupShape, groupShape, likenessTo } from './similarity.ts'

/** A panel made ready to place people: its unrelated people's components (people × used by rows), their spread, and the shape of each group. */
export type PreparedPanel = {
  readonly panel: ReferencePanel
  readonly unrelated: Uint32Array
  readonly components: Float64Array
  readonly sds: Float64Array
  readonly standardised: Float64Array
  readonly shapes: readonly GroupShape[]
  readonly counts: SiteCounts
}

/** The first `used` components of chosen people, by rows. */
const componentsOf = ({ k, used, coordinates }: PrincipalAxes, people: ArrayLike<number>): Float64Array => {
  const out = new Float64Array(people.length * used)
  for (let i = 0; i < people.length; i++)
    for (let j = 0; j < used; j++) out[i * used + j] = coordinates[(people[i] as number) * k + j] as number
  return out
}

/** What every person placed on a panel needs of it, worked out once. */
export const preparePanel = (panel: ReferencePanel): PreparedPanel => {
  const unrelated = unrelatedOf(panel)
  const { used } = panel.axes
  const components = componentsOf(panel.axes, unrelated)
  const sds = Float64Array.from({ length: used }, (_, j) => {
    let sum = 0
    let squares = 0
    for (let at = j; at < components.length; at += used) {
      sum += components[at] as number
      squares += (components[at] as number) ** 2
    }
    const n = unrelated.length
    return Math.sqrt(squares / n - (sum / n) ** 2)
  })
  const groups = [...new Set(panel.people.map((p) => p.group))].toSorted()
  return {
    panel,
    unrelated,
    counts: siteCounts(panel),
    components,
    sds,
    standardised: components.map((v, at) => v / (sds[at % used] as number)),
    shapes: groups.flatMap((group) => {
      const members = unrelated.filter((i) => panel.people[i]?.group === group)
      return groupShape(group, used, componentsOf(panel.axes, members)) ?? []
    }),
  }
}

/**
 * Where a person stands on a panel's axes, from counts of ALT at the axes' sites (NaN: not read). Undefined when too few sites were read to tell, or no group of the panel has a shape.
 */
export const placeOn = (prepared: PreparedPanel, dosages: Float64Array): AncestryPlace | undefined => {
  const { panel, shapes, sds, standardised } = prepared
  const { axes } = panel
  const place = project(axes, dosages)
  if (place === undefined || shapes.length === 0) return undefined
  const groups = likenessTo(shapes, place.corrected)
  const all = axes.sites.length
  const spread = axes.fit.sd * Math.sqrt(all / place.sitesRead)
  return {
    panel: `${panel.id} ${panel.release}`,
    coordinates: Array.from(place.corrected),
    sitesRead: place.sitesRead,
    sites: all,
    overlap: place.sitesRead / all,
    groups: groups.map(({ group, logP, people }) => ({ group, logP, people })),
    mostSimilar: groups[0]?.group ?? '',
    beyondHull: beyondHull(
      standardised,
      axes.used,
      place.corrected.map((v, j) => v / (sds[j] as number)),
    ),
    fitZ: (fitTo(axes, dosages, place.corrected) - axes.fit.mean) / spread,
  }
}
