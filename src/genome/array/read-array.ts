import type { Problem } from '../../shared/problem.ts'
import type { Concordance } from '../identity/build-evidence.ts'
import { settleBuild } from '../identity/settle-build.ts'
import type { OpenedText } from '../bytes/open-text.ts'
import type { ProblemLog } from '../problem-log.ts'
import { defaults, type ReadSampleOptions } from '../read-options.ts'
import type { Build, SampleSites, Site, SiteRow, UnresolvedSite, WantedSites } from '../site.ts'
import { isIndel } from '../sites/windows.ts'
import { agreedBuild, type ArrayBuildSign, buildNamed, buildOfMarker, plainSigns } from './array-build.ts'
import { type ArrayReading, readLetters } from './array-genotype.ts'
import { type ArrayLayout, arrayLayout } from './array-layout.ts'
import type { ArrayGenotype } from './array-row.ts'
import { siteLookup, siteNamed, siteOf } from './array-site.ts'
import { eachArrayRow } from './read-array-genotypes.ts'

type Probe = {
  readonly site: Site
  readonly id: string
  readonly letters: readonly string[]
  readonly line: number
  readonly text: string
}

/** So many known rsids at their place decide the build of an array file. Positions do not agree by chance as bases do. */
const probesToDecide = 3

/** Markers shown to be on the plus strand before letters that fit both strands are believed of a maker who does not state it. */
const provenPlus = 20

/** So many signs of the build are kept; one of each kind is enough. */
const signsKept = 1000

const builds = ['GRCh37', 'GRCh38'] as const

/** The build to go on with. `byName`: the file is on NCBI36, so places are those of the wanted sites and rows are found by rsid. */
const settled = (
  signs: readonly ArrayBuildSign[],
  rows: Readonly<Record<Build, Concordance>>,
  wanted: WantedSites,
  options: ReadSampleOptions,
  log: ProblemLog,
): { readonly build: Build; readonly evidence: string; readonly byName: boolean } | undefined => {
  const { build, evidence } = agreedBuild(signs)
  if (build !== 'NCBI36' || options.build !== undefined || rows.GRCh37.fits + rows.GRCh38.fits > 0) {
    const plain = settleBuild(options.build, plainSigns(signs), rows, log, probesToDecide)
    return plain === undefined ? undefined : { ...plain, byName: false }
  }
  const of: Build = wanted.GRCh37.length > wanted.GRCh38.length ? 'GRCh37' : 'GRCh38'
  log.add(
    'warning',
    'ARRAY_POSITIONS_NOT_CHECKED',
    {},
    `The file is on NCBI36 (hg18), whose positions are not used: markers were found by their rsid alone, and that they lie where they should was not checked.`,
    'Download the raw data again on build 37 if the maker offers it, or have results that matter confirmed by a clinical test.',
  )
  return { build: of, evidence: `${evidence}; markers found by rsid, positions are those of ${of}`, byName: true }
}

/** Reads the raw data of a consumer array. All of them list one person. */
export const readArray = async (
  source: string,
  text: OpenedText,
  wanted: WantedSites,
  options: ReadSampleOptions,
  log: ProblemLog,
): Promise<{ readonly value: SampleSites; readonly problems: readonly Problem[] } | undefined> => {
  const layout = arrayLayout(text.head)
  if (layout === undefined) return undefined
  const known = { GRCh37: siteLookup(wanted.GRCh37), GRCh38: siteLookup(wanted.GRCh38) }
  const count = { GRCh37: { fits: 0, differs: 0 }, GRCh38: { fits: 0, differs: 0 } }
  const probes: Record<Build, Probe[]> = { GRCh37: [], GRCh38: [] }
  const byName: Record<Build, Probe[]> = { GRCh37: [], GRCh38: [] }
  const signs: ArrayBuildSign[] = []
  const note = (sign: ArrayBuildSign | undefined): void => {
    if (sign !== undefined && signs.length < signsKept) signs.push(sign)
  }
  const take = (genotype: ArrayGenotype, raw: string): void => {
    note(buildOfMarker(genotype))
    const { ids, chrom, pos, letters, line } = genotype
    for (const build of builds) {
      for (const id of ids) {
        const sites = known[build].byRsid.get(id)
        if (sites === undefined || pos === undefined || sites.some(isIndel)) continue
        if (sites.some((s) => s.chrom === chrom && s.pos === pos)) count[build].fits++
        else count[build].differs++
      }
      const probe = { id: ids[0] ?? '.', letters, line, text: raw }
      const site = siteOf(known[build], genotype)
      if (site !== undefined) probes[build].push({ ...probe, site })
      const named = siteNamed(known[build], genotype)
      if (named !== undefined) byName[build].push({ ...probe, site: named })
    }
  }
  const lineLimit = options.lineLimit ?? defaults.lineLimit
  const rowsRead = await eachArrayRow(text, layout, lineLimit, log, (line, at) => note(buildNamed(line, at)), take)
  const verdict = settled(signs, count, wanted, options, log)
  if (verdict === undefined) return undefined
  const { build, evidence } = verdict
  const { sites, unresolved } = placed((verdict.byName ? byName : probes)[build], layout, verdict.byName, log)
  return {
    value: {
      source,
      sample: source,
      samples: [source],
      build,
      buildEvidence: evidence,
      format: 'array',
      sites,
      unresolved,
      structural: [],
      rowsRead,
    },
    problems: [],
  }
}

/** Reads the letters of the probes. `byName`: found by rsid on another build, where strands may have changed since: letters that fit both strands are then never believed. */
const placed = (
  probes: readonly Probe[],
  layout: ArrayLayout,
  byName: boolean,
  log: ProblemLog,
): Pick<SampleSites, 'sites' | 'unresolved'> => {
  const read = probes.map((probe) => ({ probe, reading: readLetters(probe.letters, probe.site) }))
  const flips = read.filter((r) => r.reading.kind === 'called' && r.reading.flipped).length
  const straight = read.filter(
    (r) => r.reading.kind === 'called' && !r.reading.flipped && !r.reading.ambiguous && !isIndel(r.probe.site),
  ).length
  const plus = !byName && flips === 0 && (layout.plusStrand || straight >= provenPlus)
  const sites: SiteRow[] = []
  const unresolved: UnresolvedSite[] = []
  const leave = (probe: Probe, code: string, why: string): void => {
    unresolved.push({ site: probe.site, line: probe.line, text: probe.text })
    log.add(
      'warning',
      code,
      { line: probe.line },
      `${probe.id} at ${probe.site.chrom}:${probe.site.pos} counts as not assessed: ${why}.`,
      'Have this place confirmed by a clinical test if it matters.',
    )
  }
  for (const [site, of] of Map.groupBy(read, (r) => r.probe.site)) {
    const genotypes = new Set(of.flatMap((r) => (r.reading.kind === 'called' ? [r.reading.gt] : [])))
    for (const { probe, reading } of of) {
      const letters = probe.letters.join('')
      if (genotypes.size > 1) leave(probe, 'ARRAY_PROBES_DISAGREE', 'several rows speak of this place and disagree')
      else if (reading.kind === 'unclear')
        leave(
          probe,
          'ARRAY_LETTERS_UNCLEAR',
          `the letters ${letters} cannot be put into ${site.ref} and ${site.alts.join(', ')}`,
        )
      else if (reading.kind === 'called' && reading.ambiguous && !plus)
        leave(
          probe,
          'ARRAY_STRAND_AMBIGUOUS',
          `the letters ${letters} fit either strand and the file is not known to be on the plus strand`,
        )
      else {
        note(probe, reading, log)
        const { alts, gt } = reading.kind === 'called' ? reading : { alts: site.alts, gt: './.' }
        sites.push({
          chrom: site.chrom,
          pos: site.pos,
          id: probe.id,
          ref: site.ref,
          alts,
          filter: '.',
          gt,
          kind: 'array',
          line: probe.line,
          text: probe.text,
        })
      }
    }
  }
  return { sites: sites.toSorted((a, b) => a.line - b.line), unresolved }
}

const note = (probe: Probe, reading: ArrayReading, log: ProblemLog): void => {
  if (reading.kind !== 'called') return
  const at = `${probe.id} at ${probe.site.chrom}:${probe.site.pos}`
  if (reading.flipped) {
    log.add(
      'info',
      'ARRAY_STRAND_TURNED',
      { line: probe.line },
      `${at}: the letters ${probe.letters.join('')} only fit on the other strand and were turned.`,
      'Have a result that rests on this place confirmed by a clinical test.',
    )
  } else if (reading.ambiguous) {
    log.add(
      'info',
      'ARRAY_STRAND_TAKEN_AS_PLUS',
      { line: probe.line },
      `${at}: the letters ${probe.letters.join('')} fit either strand; the file is taken to be on the plus strand.`,
      'Have a result that rests on this place confirmed by a clinical test.',
    )
  }
}
