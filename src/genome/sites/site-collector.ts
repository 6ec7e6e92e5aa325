import type { Concordance } from '../identity/build-evidence.ts'
import { type GenotypeText, isReference, writeGenotype } from '../vcf/genotype-text.ts'
import { joinSplitRows } from './join-split-rows.ts'
import type { ProblemLog } from '../problem-log.ts'
import type { SampleRow } from '../vcf/sample-row.ts'
import { isExpected, otherAllele, type RowFit, rowFit } from './site-alleles.ts'
import type { Site, SiteRow, UnresolvedSite } from '../site.ts'
import { isIndel, siteIndex, sitesTouched } from './windows.ts'
import { isAnyOther } from '../vcf/any-other.ts'

/** From which depth and genotype quality on a reference statement counts. Applies only to the fields a row has. */
export type BlockThresholds = { readonly depth: number; readonly quality: number }

/** What one read found at the wanted sites of one build. */
export type Collected = {
  readonly sites: readonly SiteRow[]
  readonly unresolved: readonly UnresolvedSite[]
  readonly concordance: Concordance
  readonly blocks: boolean
}

/** The row without the placeholder for "any other allele", unless the genotype uses it. */
const withoutPlaceholder = (row: SampleRow): SampleRow => {
  const unused = row.alts.map((a, i) => isAnyOther(a) && !row.genotype.alleles.includes(i + 1))
  if (!unused.includes(true)) return row
  const place = [0]
  let n = 0
  for (const drop of unused) place.push(drop ? 0 : ++n)
  const alleles = row.genotype.alleles.map((a) => (a === null ? null : (place[a] as number)))
  const depths =
    row.depths?.length === row.alts.length + 1
      ? row.depths.filter((_, i) => i === 0 || unused[i - 1] !== true)
      : row.depths
  return { ...row, alts: row.alts.filter((_, i) => unused[i] !== true), genotype: { ...row.genotype, alleles }, depths }
}

const callable = (row: SampleRow, need: BlockThresholds): boolean => {
  const depth = row.field('MIN_DP') ?? row.field('DP')
  const quality = row.field('GQ') ?? row.field('GQX') ?? row.field('RGQ')
  return (
    (depth === undefined || Number(depth) >= need.depth) && (quality === undefined || Number(quality) >= need.quality)
  )
}

type Covered = { readonly seen: Uint8Array; readonly row: SampleRow }

/** Gathers rows at the wanted sites of one build, in file order. */
export const siteCollector = (
  wanted: readonly Site[],
  thresholds: BlockThresholds,
  log: ProblemLog,
): {
  /** Whether a row over these bases can speak to any of the sites. */
  readonly concerns: (chrom: string, start: number, end: number) => boolean
  readonly take: (row: SampleRow) => void
  readonly finish: () => Collected
} => {
  const index = siteIndex(wanted)
  const found: SiteRow[] = []
  const answered = new Set<Site>()
  const unresolved: UnresolvedSite[] = []
  const covered = new Map<Site, Covered>()
  const tooThin = new Map<Site, number>()
  const compared = new Set<Site>()
  let fits = 0
  let differs = 0
  let blocks = false

  const emit = (
    row: SampleRow,
    site: Site,
    ref: string,
    alts: readonly string[],
    genotype: GenotypeText,
    depths: readonly number[] | undefined,
  ): void => {
    answered.add(site)
    const { chrom, id, filter, line, text, phaseSet } = row
    const extra = { ...(phaseSet === undefined ? {} : { phaseSet }), ...(depths === undefined ? {} : { depths }) }
    found.push({
      chrom,
      pos: site.pos,
      id,
      ref,
      alts,
      filter,
      gt: writeGenotype(genotype),
      ...extra,
      kind: 'row',
      line,
      text,
    })
  }

  const cover = (row: SampleRow, site: Site): void => {
    if (!callable(row, thresholds)) {
      if (!tooThin.has(site)) tooThin.set(site, row.line)
      return
    }
    const of = covered.get(site) ?? { seen: new Uint8Array(site.ref.length), row }
    covered.set(site, of)
    of.seen.fill(1, Math.max(0, row.pos - site.pos), Math.max(0, row.spanEnd - site.pos + 1))
  }

  const mismatch = (row: SampleRow, site: Site): void => {
    log.add(
      'warning',
      'VCF_REF_MISMATCH',
      { line: row.line },
      `At ${row.chrom}:${row.pos} the file has REF ${row.ref.slice(0, 30)}, which does not fit the reference ${site.ref.slice(0, 30)} at ${site.pos}${site.rsid ? ` (${site.rsid})` : ''}; the row is not used there.`,
      'Check that the file is on the build it says, and normalise it against that reference (bcftools norm -f REF.fa -c w).',
    )
    if (row.pos === site.pos) emit(row, site, row.ref, row.alts, row.genotype, row.depths)
  }

  const leave = (row: SampleRow, site: Site): void => {
    unresolved.push({ site, line: row.line, text: row.text })
    log.add(
      'warning',
      'VCF_SITE_UNRESOLVED',
      { line: row.line },
      `The change at ${row.chrom}:${row.pos} could be the one expected at ${site.pos}${site.rsid ? ` (${site.rsid})` : ''} in another notation, or lies over it; that place counts as not assessed.`,
      'Left-align the file against its reference first: bcftools norm -f REF.fa -Oz -o NORMALISED.vcf.gz FILE.vcf.gz',
    )
  }

  const place = (row: SampleRow, site: Site, fit: RowFit, expectedElsewhere: boolean): void => {
    if (fit.kind === 'same') emit(row, site, row.ref, row.alts, row.genotype, row.depths)
    else if (fit.kind === 'mismatch') mismatch(row, site)
    else if (fit.kind === 'unaligned') {
      if (!expectedElsewhere && fit.suspects.some((i) => row.genotype.alleles.includes(i))) leave(row, site)
    } else if (fit.kind === 'rewritten') {
      const alleles = row.genotype.alleles.map((a) => (a === null ? null : (fit.alleleOf[a] as number)))
      const used = fit.alts.filter((_, i) => alleles.includes(i + 1))
      const beside = isIndel(site) && row.pos !== site.pos
      if (!fit.documented && (used.length === 0 || (beside && expectedElsewhere))) return
      if (!fit.documented && beside) {
        if (used.includes(otherAllele)) leave(row, site)
        return
      }
      const oneToOne = fit.alts.length === row.alts.length
      emit(row, site, site.ref, fit.alts, { ...row.genotype, alleles }, oneToOne ? row.depths : undefined)
    }
  }

  const take = (row: SampleRow): void => {
    const states = isReference(row.genotype) && row.alts.every((a) => isAnyOther(a) || row.alts.some(isAnyOther))
    const block = row.alts.length > 0 ? row.alts.every(isAnyOther) : row.spanEnd >= row.pos + row.ref.length
    if (block) blocks = true
    const bare = withoutPlaceholder(row)
    const structural = row.alts.some((a) => a.startsWith('<') && !isAnyOther(a))
    const fitting: { readonly site: Site; readonly fit: RowFit }[] = []
    sitesTouched(index, row.chrom, row.pos, row.spanEnd, (site) => {
      if (row.pos === site.pos && !isIndel(site) && !compared.has(site)) {
        compared.add(site)
        const n = Math.min(row.ref.length, site.ref.length)
        if (row.ref.slice(0, n) === site.ref.slice(0, n)) fits++
        else differs++
      }
      if (states && row.pos <= site.pos + site.ref.length - 1) cover(row, site)
      if (block && bare.alts.length === 0) return
      if (structural && row.pos !== site.pos) return
      if (bare.alts.length === 0 && row.ref !== site.ref && states) return
      fitting.push({ site, fit: rowFit(bare.pos, bare.ref, bare.alts, site) })
    })
    const expected = fitting.some((f) => isExpected(f.fit, bare.alts, f.site))
    for (const { site, fit } of fitting) place(bare, site, fit, expected)
  }

  const finish = (): Collected => {
    const open = new Set(unresolved.map((u) => u.site))
    for (const [site, { seen, row }] of covered) {
      if (answered.has(site) || open.has(site)) continue
      if (seen.includes(0)) {
        log.add(
          'info',
          'GVCF_COVERED_IN_PART',
          { line: row.line },
          `Only ${seen.filter((b) => b === 1).length} of ${seen.length} bases at ${site.chrom}:${site.pos} are stated to be reference; the place counts as not covered.`,
          'Nothing to do, or call this place again.',
        )
        continue
      }
      answered.add(site)
      found.push({
        chrom: site.chrom,
        pos: site.pos,
        id: '.',
        ref: site.ref,
        alts: [],
        filter: row.filter,
        gt: writeGenotype(row.genotype),
        kind: 'referenceBlock',
        line: row.line,
        text: row.text,
      })
    }
    for (const [site, line] of tooThin) {
      if (answered.has(site)) continue
      log.add(
        'info',
        'GVCF_BELOW_THRESHOLD',
        { line },
        `At ${site.chrom}:${site.pos} the reference block has fewer than ${thresholds.depth} reads or a genotype quality below ${thresholds.quality}; the place counts as not covered.`,
        'Nothing to do, or sequence this place deeper.',
      )
    }
    if (differs >= 5 && differs > fits / 4) {
      log.add(
        'warning',
        'VCF_REF_MISMATCH_OFTEN',
        {},
        `${differs} of ${differs + fits} rows at known places have another REF than expected: the file may be on another build than assumed.`,
        'State the build with --build GRCh37 or --build GRCh38, or normalise the file against its reference.',
      )
    }
    const sites = joinSplitRows(found, log).toSorted((a, b) => a.line - b.line || a.pos - b.pos)
    return { sites, unresolved, concordance: { fits, differs }, blocks }
  }
  const concerns = (chrom: string, start: number, end: number): boolean => {
    let any = false
    sitesTouched(index, chrom, start, end, () => {
      any = true
    })
    return any
  }

  return { concerns, take, finish }
}
