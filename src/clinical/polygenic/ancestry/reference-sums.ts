import { reverseComplement } from '../../../genome/index.ts'
import type { PanelSites, ReferencePanel, RowEffect, Score, ScoredRows, ScoreRow } from '../model.ts'
import { isOfCopies, worths, worthVariance } from '../dosage/expected-weight.ts'
import { readReasons, rowReasons } from '../model.ts'
import { addSite, type SiteCounts, sitesAt } from './panel-genotypes.ts'

/**
 * A score among the people of a panel, on the rows that both the person and the panel have (`shared`), and on all rows that the panel has (`whole`). `person`: the person's own sum over the shared rows.
 * Shares of the score's variance: `panelShare` of rows that the panel has, `sharedShare` of those that were also read in the person.
 */
export type ReferenceSums = {
  readonly rows: number
  readonly person: number
  readonly shared: Float64Array
  readonly whole: Float64Array
  readonly panelShare: number
  readonly sharedShare: number
}

/** A site of the panel that is the row's variant, and whether the row's effect allele is its ALT. */
type SiteOfRow = { readonly site: number; readonly countsAlt: boolean }

const siteBy = (sites: PanelSites, row: ScoreRow, effect: string, others: readonly string[]): SiteOfRow | undefined => {
  const [from, to] = sitesAt(sites, row.chrom ?? '', row.pos ?? 0)
  for (let site = from; site < to; site++) {
    const [ref, alt] = [sites.refs[site] as string, sites.alts[site] as string]
    if (effect === alt && (others.length === 0 || others.includes(ref))) return { site, countsAlt: true }
    if (effect === ref && (others.length === 0 || others.includes(alt))) return { site, countsAlt: false }
  }
  return undefined
}

/** The panel's site of a row: by its alleles, else by those of the other strand where the person's file too has them so. Autosomes only: a panel does not hold how many X a person has. */
const siteOf = (sites: PanelSites, row: ScoreRow, otherStrand: boolean): SiteOfRow | undefined => {
  if (row.chrom === undefined || row.pos === undefined || !/^chr\d+$/.test(row.chrom)) return undefined
  if (!otherStrand) return siteBy(sites, row, row.effectAllele, row.otherAlleles)
  return siteBy(sites, row, reverseComplement(row.effectAllele), row.otherAlleles.map(reverseComplement))
}

/** What 0, 1 and 2 copies of the effect allele are worth; undefined for effects that are no matter of copies. */
const worthOf = (effect: RowEffect): ReturnType<typeof worths> | undefined =>
  isOfCopies(effect) ? worths(effect) : undefined

const squaredWeight = (effect: RowEffect): number =>
  effect.kind === 'dosage' ? ((effect.weights[2] - effect.weights[0]) / 2) ** 2 : effect.weight ** 2

type RowInPanel = {
  /** What 0, 1, 2 copies of the panel's ALT are worth, and a genotype that was not called. */
  readonly values: readonly [number, number, number, number]
  readonly variance: number
}

/** One row among the unrelated people of the panel; undefined when none of them was called. */
const rowInPanel = (
  worth: readonly [number, number, number],
  counts: readonly [number, number, number],
): RowInPanel | undefined => {
  const called = counts[0] + counts[1] + counts[2]
  if (called === 0) return undefined
  const mean = (counts[0] * worth[0] + counts[1] * worth[1] + counts[2] * worth[2]) / called
  const squares = (counts[0] * worth[0] ** 2 + counts[1] * worth[1] ** 2 + counts[2] * worth[2] ** 2) / called
  return { values: [worth[0], worth[1], worth[2], mean], variance: Math.max(0, squares - mean * mean) }
}

/**
 * Scores the people of a panel on the rows of a score. `scored`: what the same score's rows gave in the person. A genotype that the panel lacks counts as the mean of those it has. Rows that the
 * panel does not hold count in the shares with the frequency that the score states, or else with the average variance of the rows that are held, per squared weight.
 */
export const referenceSums = (
  panel: ReferencePanel,
  counts: SiteCounts,
  score: Score,
  scored: ScoredRows,
): ReferenceSums => {
  const shared = new Float64Array(panel.people.length)
  const unread = new Float64Array(panel.people.length)
  let person = 0
  let rows = 0
  let held = 0
  let heldSize = 0
  let both = 0
  let apart = 0
  let unknownSize = 0
  score.rows.forEach((row, r) => {
    const reason = rowReasons[scored.reasons[r] as number] ?? 'absent'
    if (reason === 'duplicate') return
    const worth = worthOf(row.effect)
    const at = worth === undefined ? undefined : siteOf(panel.sites, row, reason === 'called-complement')
    const turned = worth === undefined || at?.countsAlt !== false ? worth : ([worth[2], worth[1], worth[0]] as const)
    const inPanel = turned === undefined || at === undefined ? undefined : rowInPanel(turned, counts(at.site))
    if (at === undefined || inPanel === undefined) {
      if (worth !== undefined && row.frequency !== undefined) apart += worthVariance(...worth, row.frequency)
      else unknownSize += squaredWeight(row.effect)
      return
    }
    held += inPanel.variance
    heldSize += squaredWeight(row.effect)
    const contribution = scored.contributions[r] as number
    const isRead = readReasons.has(reason) && !Number.isNaN(contribution)
    addSite(panel.genotypes, at.site, inPanel.values, isRead ? shared : unread)
    if (!isRead) return
    both += inPanel.variance
    rows++
    person += contribution
  })
  const total = held + apart + (heldSize > 0 ? held / heldSize : 0) * unknownSize
  const share = (part: number): number => (total > 0 ? Math.min(1, part / total) : 0)
  return {
    rows,
    person,
    shared,
    whole: shared.map((s, i) => s + (unread[i] as number)),
    panelShare: share(held),
    sharedShare: share(both),
  }
}
