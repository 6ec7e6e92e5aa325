import { type CallabilityTold, type CallState, type RegionCallability, stateWords } from '../genome/quality/index.ts'
import { printTable } from './present.ts'

const line = (text = ''): void => {
  process.stdout.write(`${text}\n`)
}

const count = (n: number): string => String(n).replaceAll(/\B(?=(\d{3})+$)/g, ',')
const percent = (part: number, of: number): string => (of === 0 ? '–' : `${((part / of) * 100).toFixed(1)} %`)

const largestGap = (of: RegionCallability): string => {
  const gap = of.gaps.toSorted((a, b) => b.end - b.start - (a.end - a.start))[0]
  return gap === undefined ? '–' : `${gap.chrom}:${gap.start}-${gap.end}, ${stateWords[gap.state]}`
}

const sitesOf = (r: RegionCallability): string =>
  r.sites === 0 ? '–' : `${r.sites - r.notAssessed.length} of ${r.sites}`

const sum = (regions: readonly RegionCallability[], of: (r: RegionCallability) => number): number =>
  regions.reduce((n, r) => n + of(r), 0)

/** The state of most of the bases that were not looked at. */
const mostly = (r: RegionCallability): CallState =>
  (['absent', 'outsideBed', 'noCall', 'below'] as const).reduce((best, state) =>
    (r.byState[state] ?? 0) > (r.byState[best] ?? 0) ? state : best,
  )

/** How much of all regions, and how many of their listed positions, was looked at. */
export const callabilityText = ({ regions }: CallabilityTold): string => {
  const sites = sum(regions, (r) => r.sites)
  const known = sites - sum(regions, (r) => r.notAssessed.length)
  const listed = sites === 0 ? '' : ` and ${count(known)} of ${count(sites)} listed positions`
  const bases = sum(regions, (r) => r.bases)
  const assessed = sum(regions, (r) => r.assessed)
  const silent = sum(regions, (r) => r.byState.absent ?? 0)
  const rest = silent === 0 ? '' : `; of ${percent(silent, bases)} of the bases the file says nothing`
  return `${percent(assessed, bases)} of ${count(bases)} bases${listed} are known to have been looked at${rest}`
}

/** Of a region of which less is looked at no gaps are told, where the regions were not chosen by the user. */
const worthARow = 0.2

/** What was looked at, region by region; without `chosen`, regions of which next to nothing was looked at are put together. */
export const printCallability = (told: CallabilityTold, what: string, chosen: boolean): void => {
  const { regions } = told
  const little = (r: RegionCallability): boolean => !chosen && r.assessed < worthARow * r.bases
  const rows = regions.filter((r) => !little(r))
  const atSites = regions.filter((r) => little(r) && r.sites > r.notAssessed.length)
  const nothing = regions.filter((r) => little(r) && r.sites === r.notAssessed.length)
  line(`\ncallability of ${what}`)
  if (atSites.length > 0)
    line(`  hardly more than listed positions: ${atSites.map((r) => `${r.name} ${sitesOf(r)}`).join(', ')}`)
  for (const [state, of] of Map.groupBy(nothing, mostly))
    line(`  nothing or next to nothing (${stateWords[state]}): ${of.map((r) => r.name).join(', ')}`)
  if (rows.length > 0)
    printTable(
      ['region', 'bases', 'looked at', 'share', 'gaps', 'listed sites looked at', 'largest gap'],
      rows.map((r) => [
        r.name,
        String(r.bases),
        String(r.assessed),
        percent(r.assessed, r.bases),
        String(r.gaps.length),
        sitesOf(r),
        largestGap(r),
      ]),
    )
  if (regions.some((r) => (r.byState.absent ?? 0) > 0))
    line(
      'Where no row speaks of a base, a plain VCF does not say whether it was looked at: give a gVCF, or the callable regions with --callable.',
    )
}
