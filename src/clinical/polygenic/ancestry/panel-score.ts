import type { ReferencePanel, Score, ScoredPerson } from '../model.ts'
import { readReasons, rowReasons } from '../model.ts'
import { chromOf, siteCounts } from './panel-genotypes.ts'

/** How the id of a panel's own sites begins where they stand among scores. */
const panelScorePrefix = 'panel:'

/**
 * The sites of a panel's axes as if they were a score that counts ALT, so that one pass over the genome reads them with the same rules as every score. Its sum means nothing.
 */
export const panelAsScore = (panel: ReferencePanel): Score => ({
  id: `${panelScorePrefix}${panel.id}`,
  traitIds: [],
  build: panel.build,
  harmonised: false,
  header: {},
  source: `${panel.id} ${panel.release}`,
  rows: Array.from(panel.axes.sites, (site, line) => ({
    line: line + 1,
    chrom: chromOf(panel.sites, site),
    pos: panel.sites.pos[site] as number,
    effectAllele: panel.sites.alts[site] as string,
    otherAlleles: [panel.sites.refs[site] as string],
    effect: { kind: 'additive', weight: 1 },
  })),
})

/** The counts of ALT at the axes' sites from what was read of `panelAsScore`; NaN where nothing was read. */
export const panelDosages = (scored: ScoredPerson): Float64Array | undefined => {
  const { rows } = scored
  return rows?.dosages.map((d, i) =>
    readReasons.has(rowReasons[rows.reasons[i] as number] ?? 'absent') ? d : Number.NaN,
  )
}

/** Every site of a panel with the frequency of its ALT among the unrelated; what tells a score which allele is REF, and how frequent each is. */
export const knownSites = function* (panel: ReferencePanel): Generator<{
  readonly chrom: string
  readonly pos: number
  readonly ref: string
  readonly alt: string
  readonly altFrequency?: number
}> {
  const counts = siteCounts(panel)
  for (const { chrom, from, to } of panel.sites.chroms) {
    for (let site = from; site < to; site++) {
      const [none, one, two] = counts(site)
      const called = none + one + two
      yield {
        chrom,
        pos: panel.sites.pos[site] as number,
        ref: panel.sites.refs[site] as string,
        alt: panel.sites.alts[site] as string,
        ...(called === 0 ? {} : { altFrequency: (one + 2 * two) / (2 * called) }),
      }
    }
  }
}
