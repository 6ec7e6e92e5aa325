import type { Problem } from '../../shared/problem.ts'
import { type ArrayReading, readLetters } from './array-genotype.ts'
import { type ArrayLayout, arrayCells, arrayLayout } from './array-layout.ts'
import { buildInText, type BuildSign, type Concordance } from '../identity/build-evidence.ts'
import { canonicalContig } from '../identity/contig-name.ts'
import { eachLine } from '../bytes/line-scanner.ts'
import type { OpenedText } from '../bytes/open-text.ts'
import type { ProblemLog } from '../problem-log.ts'
import { defaults, type ReadSampleOptions } from '../read-options.ts'
import { settleBuild } from '../identity/settle-build.ts'
import type { Build, SampleSites, Site, SiteRow, UnresolvedSite, WantedSites } from '../site.ts'
import { isIndel } from '../sites/windows.ts'

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

const builds = ['GRCh37', 'GRCh38'] as const

const lettersOf = (cells: readonly string[], layout: ArrayLayout): readonly string[] => {
  const together =
    layout.alleles === undefined
      ? (cells[layout.genotype ?? -1] ?? '')
      : `${cells[layout.alleles[0]] ?? ''}${cells[layout.alleles[1]] ?? ''}`
  return together.toUpperCase().replaceAll(/[/|]/g, '').split('')
}

type Lookup = {
  readonly byPlace: ReadonlyMap<string, readonly Site[]>
  readonly byRsid: ReadonlyMap<string, readonly Site[]>
}

const lookup = (sites: readonly Site[]): Lookup => ({
  byPlace: Map.groupBy(sites, (s) => `${s.chrom}:${s.pos}`),
  byRsid: Map.groupBy(
    sites.filter((s) => s.rsid),
    (s) => s.rsid ?? '',
  ),
})

/**
 * The site a row speaks of: by rsid where the row has no place or, for indels, one a few bases off (makers count them differently); else by place, where an indel and a
 * substitution may share one.
 */
const siteOf = (
  known: Lookup,
  chrom: string | undefined,
  pos: number,
  ids: readonly string[],
  letters: readonly string[],
): Site | undefined => {
  const named = ids.flatMap((id) => known.byRsid.get(id) ?? [])
  const [only] = named
  if (named.length === 1 && only !== undefined && (chrom === undefined || Number.isNaN(pos))) return only
  const here = known.byPlace.get(`${chrom}:${pos}`) ?? []
  const near = named.find(
    (s) => isIndel(s) && s.chrom === chrom && Math.abs(s.pos - pos) <= s.ref.length + (s.after ?? '').length,
  )
  const lettersOfIndel = letters.some((l) => l === 'I' || l === 'D')
  return (
    here.find((s) => s.rsid !== undefined && ids.includes(s.rsid)) ??
    near ??
    here.find((s) => isIndel(s) === lettersOfIndel) ??
    here[0]
  )
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
  const known = { GRCh37: lookup(wanted.GRCh37), GRCh38: lookup(wanted.GRCh38) }
  const count = { GRCh37: { fits: 0, differs: 0 }, GRCh38: { fits: 0, differs: 0 } }
  const probes: Record<Build, Probe[]> = { GRCh37: [], GRCh38: [] }
  const signs: BuildSign[] = []
  const utf8 = new TextDecoder()
  const width = Math.max(layout.id, layout.chrom ?? 0, layout.pos ?? 0, layout.genotype ?? 0, ...(layout.alleles ?? []))
  let rowsRead = 0
  await eachLine(text.chunks, options.lineLimit ?? defaults.lineLimit, (bytes, start, end, line, whole) => {
    if (end === start) return
    if (bytes[start] === 35 || line < layout.firstLine) {
      const build = buildInText(utf8.decode(bytes.subarray(start, Math.min(end, start + 4096))))
      if (build !== undefined) signs.push({ build, because: `line ${line} names the build` })
      return
    }
    rowsRead++
    const raw = utf8.decode(bytes.subarray(start, Math.min(end, start + 4096)))
    const cells = arrayCells(raw, layout.delimiter)
    if (!whole || cells.length <= width) {
      log.add(
        'warning',
        'ARRAY_ROW_TOO_SHORT',
        { line },
        `The row has ${cells.length} columns where ${width + 1} are expected; it is left out.`,
        'Download the raw data again; the row was probably cut off or edited by hand.',
      )
      return
    }
    const ids = (cells[layout.id] ?? '').split(',')
    const chrom = layout.chrom === undefined ? undefined : canonicalContig(cells[layout.chrom] ?? '')
    const posText = layout.pos === undefined ? '' : (cells[layout.pos] ?? '')
    const pos = /^\d+$/.test(posText) ? Number(posText) : Number.NaN
    for (const build of builds) {
      for (const id of ids) {
        const sites = known[build].byRsid.get(id)
        if (sites === undefined || Number.isNaN(pos) || sites.some(isIndel)) continue
        if (sites.some((s) => s.chrom === chrom && s.pos === pos)) count[build].fits++
        else count[build].differs++
      }
      const letters = lettersOf(cells, layout)
      const site = siteOf(known[build], chrom, pos, ids, letters)
      if (site !== undefined) probes[build].push({ site, id: ids[0] ?? '.', letters, line, text: raw })
    }
  })
  const rows: Readonly<Record<Build, Concordance>> = count
  const settled = settleBuild(options.build, signs, rows, log, probesToDecide)
  if (settled === undefined) return undefined
  const { sites, unresolved } = placed(probes[settled.build], layout, log)
  return {
    value: {
      source,
      sample: source,
      samples: [source],
      build: settled.build,
      buildEvidence: settled.evidence,
      format: 'array',
      sites,
      unresolved,
      structural: [],
      rowsRead,
    },
    problems: [],
  }
}

const placed = (
  probes: readonly Probe[],
  layout: ArrayLayout,
  log: ProblemLog,
): Pick<SampleSites, 'sites' | 'unresolved'> => {
  const read = probes.map((probe) => ({ probe, reading: readLetters(probe.letters, probe.site) }))
  const flips = read.filter((r) => r.reading.kind === 'called' && r.reading.flipped).length
  const straight = read.filter(
    (r) => r.reading.kind === 'called' && !r.reading.flipped && !r.reading.ambiguous && !isIndel(r.probe.site),
  ).length
  const plus = flips === 0 && (layout.plusStrand || straight >= provenPlus)
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
