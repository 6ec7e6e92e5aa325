import { notStated } from '../calls/call-batch.ts'
import { pseudoautosomal } from '../identity/pseudoautosomal.ts'
import type { Build } from '../site.ts'
import { count, type Counted, counted, mergeCounted } from './distribution.ts'
import { alt, altKinds, isSnv, type SeenRow, zyg, zygosities } from './seen-row.ts'

/** Largest depth and quality that have a place of their own in a distribution. */
const largestDepth = 500
const largestQuality = 99

/** Rows of one contig (of X and Y: of its own part and of each shared stretch, as `chrX PAR1`), by what the genotype says and by number of strands. */
export type ContigCounts = {
  readonly zygosity: Float64Array
  haploid: number
  diploid: number
  polyploid: number
  depthSum: number
  depthRows: number
  /** Passing single-base variants, heterozygous and homozygous. */
  snvHet: number
  snvHom: number
}

/** What is counted of all rows, and of those without a failed filter (FILTER `.` or `PASS`). Alleles are counted as the person carries them, each ALT once a row. */
export type Counts = {
  rows: number
  readonly kinds: Float64Array
  readonly filters: Map<string, number>
  readonly zygosity: Float64Array
  passing: number
  /** Of passing variant rows, by zygosity: rows where every ALT carried is a single-base substitution, and the others. */
  readonly snvRows: Float64Array
  readonly otherRows: Float64Array
  /** Of passing variant rows: alleles carried, by kind. */
  readonly alleles: Float64Array
  /** Passing rows where the person carries two ALTs. */
  twoAlts: number
  readonly contigs: Map<string, ContigCounts>
  /** Stretches of a million bases on autosomes that hold a passing variant. */
  readonly stretches: Set<string>
  readonly depth: Counted
  readonly quality: Counted
  /** Depth of the bases that gVCF blocks speak of, each base counted. */
  readonly blockDepth: Counted
}

export const startCounts = (): Counts => ({
  rows: 0,
  kinds: new Float64Array(4),
  filters: new Map(),
  zygosity: new Float64Array(zygosities.length),
  passing: 0,
  snvRows: new Float64Array(zygosities.length),
  otherRows: new Float64Array(zygosities.length),
  alleles: new Float64Array(altKinds.length),
  twoAlts: 0,
  contigs: new Map(),
  stretches: new Set(),
  depth: counted(largestDepth),
  quality: counted(largestQuality),
  blockDepth: counted(largestDepth),
})

const raise = (of: Float64Array, at: number, by = 1): void => {
  of[at] = (of[at] as number) + by
}

const contigOf = (counts: Counts, key: string): ContigCounts => {
  const held = counts.contigs.get(key)
  if (held !== undefined) return held
  const made = {
    zygosity: new Float64Array(zygosities.length),
    haploid: 0,
    diploid: 0,
    polyploid: 0,
    depthSum: 0,
    depthRows: 0,
    snvHet: 0,
    snvHom: 0,
  }
  counts.contigs.set(key, made)
  return made
}

const autosome = /^chr\d/

/** Whether the person carries an ALT of its own that is something else than a single-base substitution. */
const otherThanSnv = (row: SeenRow): boolean => isOtherOwn(row, row.first) || isOtherOwn(row, row.second)

const isOtherOwn = (row: SeenRow, strand: number): boolean => {
  if (strand <= 0 || isSnv(row, strand)) return false
  const kind = row.alts[strand - 1]
  return kind !== alt.spanningDeletion && kind !== alt.anyOther
}

/** Where the last row stood, so that the next one nearby finds its counts at once. Not part of what is counted. */
export type CountsCursor = {
  chrom: string
  from: number
  to: number
  contig: ContigCounts | undefined
  stretch: string
}

export const startCursor = (): CountsCursor => ({ chrom: '', from: 0, to: -1, contig: undefined, stretch: '' })

const million = 1e6

const contigAt = (counts: Counts, cursor: CountsCursor, row: SeenRow, build: Build | undefined): ContigCounts => {
  const { chrom, pos } = row
  if (cursor.contig !== undefined && cursor.chrom === chrom && pos >= cursor.from && pos <= cursor.to)
    return cursor.contig
  const shared = build === undefined ? undefined : pseudoautosomal(build, chrom, pos)
  cursor.chrom = chrom
  cursor.from = Math.floor(pos / million) * million
  cursor.to = cursor.from + million - 1
  if (chrom === 'chrX' || chrom === 'chrY') cursor.from = cursor.to = pos
  cursor.contig = contigOf(counts, shared === undefined ? chrom : `${chrom} ${shared}`)
  cursor.stretch = `${chrom}:${Math.floor(pos / million)}`
  return cursor.contig
}

/** Counts one row. `build`: to tell the shared stretches of X and Y. */
export const addToCounts = (counts: Counts, cursor: CountsCursor, row: SeenRow, build: Build | undefined): void => {
  counts.rows++
  raise(counts.kinds, row.kind)
  raise(counts.zygosity, row.zygosity)
  const filter = row.batch.filterTexts[row.batch.filters[row.index] as number] as string
  counts.filters.set(filter, (counts.filters.get(filter) ?? 0) + 1)
  if (row.passes) counts.passing++
  if (row.kind === 1) {
    const depth = row.batch.minDepth[row.index] as number
    const stated = depth === notStated ? row.depth : depth
    if (stated !== notStated) count(counts.blockDepth, stated, row.end - row.pos + 1)
    return
  }
  const contig = contigAt(counts, cursor, row, build)
  raise(contig.zygosity, row.zygosity)
  if (row.ploidy === 1) contig.haploid++
  else if (row.ploidy === 2) contig.diploid++
  else contig.polyploid++
  if (row.depth !== notStated) {
    contig.depthSum += row.depth
    contig.depthRows++
  }
  if (row.kind !== 0 || !row.passes) return
  if (row.depth !== notStated) count(counts.depth, row.depth)
  if (row.quality !== notStated) count(counts.quality, row.quality)
  if (row.zygosity !== zyg.het && row.zygosity !== zyg.hom && row.zygosity !== zyg.hemi) return
  const other = otherThanSnv(row)
  raise(other ? counts.otherRows : counts.snvRows, row.zygosity)
  if (!other && row.zygosity === zyg.het) contig.snvHet++
  else if (!other && row.zygosity === zyg.hom) contig.snvHom++
  if (row.first > 0) raise(counts.alleles, row.alts[row.first - 1] ?? alt.notLetters)
  if (row.second > 0 && row.second !== row.first) {
    raise(counts.alleles, row.alts[row.second - 1] ?? alt.notLetters)
    if (row.first > 0) counts.twoAlts++
  }
  if (autosome.test(row.chrom)) counts.stretches.add(cursor.stretch)
}

const plus = (a: Float64Array, b: Float64Array): Float64Array => a.map((x, i) => x + (b[i] as number))

const mergeContigs = (a: Counts, b: Counts): Map<string, ContigCounts> => {
  const out = new Map(a.contigs)
  for (const [key, of] of b.contigs) {
    const held = out.get(key)
    out.set(
      key,
      held === undefined
        ? of
        : {
            zygosity: plus(held.zygosity, of.zygosity),
            haploid: held.haploid + of.haploid,
            diploid: held.diploid + of.diploid,
            polyploid: held.polyploid + of.polyploid,
            depthSum: held.depthSum + of.depthSum,
            depthRows: held.depthRows + of.depthRows,
            snvHet: held.snvHet + of.snvHet,
            snvHom: held.snvHom + of.snvHom,
          },
    )
  }
  return out
}

/** The counts of two parts of a file together; the order of the parts does not matter. */
export const mergeCounts = (a: Counts, b: Counts): Counts => {
  const filters = new Map(a.filters)
  for (const [filter, n] of b.filters) filters.set(filter, (filters.get(filter) ?? 0) + n)
  return {
    rows: a.rows + b.rows,
    kinds: plus(a.kinds, b.kinds),
    filters,
    zygosity: plus(a.zygosity, b.zygosity),
    passing: a.passing + b.passing,
    snvRows: plus(a.snvRows, b.snvRows),
    otherRows: plus(a.otherRows, b.otherRows),
    alleles: plus(a.alleles, b.alleles),
    twoAlts: a.twoAlts + b.twoAlts,
    contigs: mergeContigs(a, b),
    stretches: new Set([...a.stretches, ...b.stretches]),
    depth: mergeCounted(a.depth, b.depth),
    quality: mergeCounted(a.quality, b.quality),
    blockDepth: mergeCounted(a.blockDepth, b.blockDepth),
  }
}
