import type { Concordance } from '../identity/build-evidence.ts'
import { type FormatPlaces, type RowGenotypes, rowGenotypes } from './cohort-column.ts'
import { joinColumns } from './join-columns.ts'
import { type CohortColumn, noSecondStrand } from './cohort.ts'
import type { ProblemLog } from '../problem-log.ts'
import type { fixedColumns } from '../vcf/sample-row.ts'
import { isExpected, type RowFit, rowFit } from './site-alleles.ts'
import type { Site } from '../site.ts'
import { asciiText } from '../bytes/ascii-text.ts'
import type { RowBytes } from '../vcf/vcf-scan.ts'
import { isIndel, siteIndex, sitesTouched } from './windows.ts'
import { isAnyOther } from '../vcf/any-other.ts'

const tab = 9

/** The genotypes with allele indices exchanged; undefined when no sample carries anything but index 0 afterwards. */
const exchanged = (
  genotypes: RowGenotypes,
  alleleOf: readonly number[],
): { readonly alleles: Uint8Array; readonly anyAlt: boolean } => {
  const alleles = genotypes.alleles.slice()
  let anyAlt = false
  for (let i = 0; i < alleles.length; i++) {
    const a = alleles[i] as number
    if (a >= noSecondStrand) continue
    alleles[i] = alleleOf[a] as number
    if (alleles[i] !== 0) anyAlt = true
  }
  return { alleles, anyAlt }
}

/** Gathers columns at the wanted sites of one build, in file order. */
export const cohortCollector = (
  wanted: readonly Site[],
  log: ProblemLog,
): {
  readonly take: (
    row: RowBytes,
    fixed: ReturnType<typeof fixedColumns>,
    samples: number,
    depthsAreByAllele: boolean,
  ) => void
  readonly finish: () => { readonly columns: readonly CohortColumn[]; readonly concordance: Concordance }
} => {
  const index = siteIndex(wanted)
  const columns: CohortColumn[] = []
  const compared = new Set<Site>()
  let fits = 0
  let differs = 0

  const take = (
    row: RowBytes,
    fixed: ReturnType<typeof fixedColumns>,
    samples: number,
    depthsAreByAllele: boolean,
  ): void => {
    const { bytes, end, line } = row
    let genotypes: RowGenotypes | undefined
    let refused = false
    const read = (): RowGenotypes | undefined => {
      if (genotypes !== undefined || refused) return genotypes
      const formatFrom = (row.tabs[7] as number) + 1
      let formatEnd = formatFrom
      while (formatEnd < end && bytes[formatEnd] !== tab) formatEnd++
      const format = asciiText(bytes, formatFrom, formatEnd).split(':')
      const after = (key: string): number => (format.indexOf(key) > format.indexOf('GT') ? format.indexOf(key) : -1)
      const at: FormatPlaces = {
        gt: format.indexOf('GT'),
        ps: after('PS'),
        ft: after('FT'),
        ad: depthsAreByAllele ? after('AD') : -1,
      }
      const all = rowGenotypes(bytes, formatEnd + 1, end, samples, fixed.alts.length, at)
      if (all.samplesSeen !== samples) {
        refused = true
        log.add(
          'warning',
          'VCF_COLUMN_COUNT',
          { line },
          `The row has ${all.samplesSeen} sample columns where the header has ${samples}; it is left out.`,
          'Write the file again; the row was probably cut off or edited by hand.',
        )
        return undefined
      }
      if (all.strange > 0) {
        log.add(
          'warning',
          'VCF_GT_INVALID',
          { line },
          `${all.strange} genotypes at ${row.chrom}:${row.pos} are not valid for ${fixed.alts.length} ALT alleles; they count as not called.`,
          'Write the file again with a caller or merger that gives valid genotypes.',
        )
      }
      genotypes = all
      return all
    }
    const fitting: { readonly site: Site; readonly siteNumber: number; readonly fit: RowFit }[] = []
    sitesTouched(index, row.chrom, row.pos, row.spanEnd, (site, siteNumber) => {
      if (row.pos === site.pos && !isIndel(site) && !compared.has(site)) {
        compared.add(site)
        const n = Math.min(fixed.ref.length, site.ref.length)
        if (fixed.ref.slice(0, n) === site.ref.slice(0, n)) fits++
        else differs++
      }
      if (row.spanEnd > row.pos + fixed.ref.length - 1 && fixed.alts.every(isAnyOther)) {
        log.add(
          'warning',
          'COHORT_BLOCK_NOT_READ',
          { line },
          `The reference block at ${row.chrom}:${row.pos} is not read in a file of several people.`,
          'Read gVCF files one person at a time, or join them first (GLnexus, GATK GenotypeGVCFs).',
        )
        return
      }
      if (row.pos !== site.pos && fixed.alts.some((a) => a.startsWith('<'))) return
      fitting.push({ site, siteNumber, fit: rowFit(row.pos, fixed.ref, fixed.alts, site) })
    })
    const expected = fitting.some((f) => isExpected(f.fit, fixed.alts, f.site))
    for (const { site, siteNumber, fit } of fitting) {
      if (fit.kind === 'elsewhere') continue
      if (fit.kind === 'unaligned' && (expected || !(read()?.alleles.some((a) => fit.suspects.includes(a)) ?? false)))
        continue
      if (fit.kind === 'mismatch' || fit.kind === 'unaligned') {
        const why =
          fit.kind === 'mismatch'
            ? 'has another REF than the reference'
            : 'could be the indel expected there in another notation'
        log.add(
          'warning',
          fit.kind === 'mismatch' ? 'VCF_REF_MISMATCH' : 'VCF_INDEL_NOT_ALIGNED',
          { line },
          `The row at ${row.chrom}:${row.pos} ${why} at ${site.pos}; it is not used there.`,
          'Normalise the file against its reference: bcftools norm -f REF.fa -Oz -o NORMALISED.vcf.gz FILE.vcf.gz',
        )
        continue
      }
      const all = read()
      if (all === undefined) return
      const shared = {
        site: siteNumber,
        filter: fixed.filter,
        line,
        phased: all.phased,
        ...(all.phaseSets === undefined ? {} : { phaseSets: all.phaseSets }),
        ...(all.oneDepth === undefined ? {} : { oneDepth: all.oneDepth }),
      }
      if (fit.kind !== 'rewritten') {
        columns.push({ ...shared, ref: fixed.ref, alts: fixed.alts, alleles: all.alleles })
        continue
      }
      const { alleles, anyAlt } = exchanged(all, fit.alleleOf)
      const beside = isIndel(site) && row.pos !== site.pos
      if (fit.documented || (anyAlt && !beside)) columns.push({ ...shared, ref: site.ref, alts: fit.alts, alleles })
    }
  }
  return { take, finish: () => ({ columns: joinColumns(columns), concordance: { fits, differs } }) }
}
