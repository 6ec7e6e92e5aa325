import type { Build } from '../site.ts'
import { balanceOf } from './allele-balance.ts'
import { type CallabilityTold, callabilityTold } from './callability.ts'
import type { Counts } from './counts.ts'
import { type Distribution, distribution } from './distribution.ts'
import { type Mitochondrion, mitochondrionTold } from './mitochondrion.ts'
import { type ContigsOfClass, contigsByClass, type QualityContext, type QualityTally } from './quality.ts'
import { type Assay, assayOf, type Figure, figure } from './quality-bands.ts'
import type { ReferenceTally } from './reference-check.ts'
import { alt, zyg, zygosities, type Zygosity } from './seen-row.ts'
import { type SexReading, sexPattern } from './sex-pattern.ts'

/** Rows of one contig, or of one shared stretch of X and Y, by number of strands; `mixed`: both haploid and diploid ones. */
export type ContigPloidy = {
  readonly contig: string
  readonly haploid: number
  readonly diploid: number
  readonly polyploid: number
  readonly mixed: boolean
  readonly zygosity: Readonly<Record<Zygosity, number>>
  readonly meanDepth?: number
}

/** Alleles that the person carries, of rows without a failed filter, each ALT once a row; of genotypes with more than two strands the first two. */
export type VariantCounts = {
  readonly rows: number
  readonly snv: number
  readonly transitions: number
  readonly transversions: number
  readonly insertions: number
  readonly deletions: number
  readonly mnv: number
  readonly complex: number
  readonly spanningDeletions: number
  readonly notLetters: number
  readonly twoAlts: number
  readonly snvHet: number
  readonly snvHom: number
  readonly snvHaploid: number
  readonly otherHet: number
  readonly otherHom: number
  readonly otherHaploid: number
}

/** Everything that quality control tells of one sample. */
export type QualityReport = {
  readonly source: string
  readonly sample: string
  readonly format: 'vcf' | 'gvcf' | 'array'
  readonly build?: Build
  readonly buildEvidence: string
  readonly assay: {
    readonly kind: Assay
    readonly stated: boolean
    readonly variants: number
    readonly stretches: number
  }
  readonly rows: number
  readonly rowKinds: {
    readonly variant: number
    readonly block: number
    readonly noAlt: number
    readonly symbolic: number
  }
  readonly genotypes: Readonly<Record<Zygosity, number>>
  readonly variants: VariantCounts
  readonly figures: readonly Figure[]
  /** Only a hint: heterozygotes with few reads of the ALT are more than usual, as when a sample holds a second person's. */
  readonly contaminationHint: 'none' | 'raised' | 'notAssessed'
  readonly filters: readonly { readonly filter: string; readonly rows: number }[]
  readonly depth: Distribution
  readonly quality: Distribution
  readonly blockDepth: Distribution
  /** Share of reads of the ALT in heterozygotes, in hundredths rounded down. */
  readonly alleleBalance: Distribution
  readonly sex: SexReading
  readonly ploidy: readonly ContigPloidy[]
  readonly contigs: readonly ContigsOfClass[]
  readonly mitochondrion: Mitochondrion | { readonly notApplicable: 'foreignMitochondrion' }
  readonly reference?: ReferenceTally & { readonly verdict: 'fits' | 'differs' | 'notAssessed' }
  readonly callability?: CallabilityTold
}

const named = (of: Float64Array): Readonly<Record<Zygosity, number>> =>
  Object.fromEntries(zygosities.map((z, i) => [z, of[i] as number])) as Record<Zygosity, number>

const at = (of: Float64Array, i: number): number => of[i] as number

const variantsOf = (counts: Counts): VariantCounts => {
  const { alleles, snvRows, otherRows } = counts
  const of = (rows: Float64Array): number => at(rows, zyg.het) + at(rows, zyg.hom) + at(rows, zyg.hemi)
  return {
    rows: of(snvRows) + of(otherRows),
    snv: at(alleles, alt.transition) + at(alleles, alt.transversion),
    transitions: at(alleles, alt.transition),
    transversions: at(alleles, alt.transversion),
    insertions: at(alleles, alt.insertion),
    deletions: at(alleles, alt.deletion),
    mnv: at(alleles, alt.mnv),
    complex: at(alleles, alt.complex),
    spanningDeletions: at(alleles, alt.spanningDeletion),
    notLetters: at(alleles, alt.notLetters),
    twoAlts: counts.twoAlts,
    snvHet: at(snvRows, zyg.het),
    snvHom: at(snvRows, zyg.hom),
    snvHaploid: at(snvRows, zyg.hemi),
    otherHet: at(otherRows, zyg.het),
    otherHom: at(otherRows, zyg.hom),
    otherHaploid: at(otherRows, zyg.hemi),
  }
}

const autosomal = (counts: Counts): { readonly het: number; readonly hom: number } => {
  let het = 0
  let hom = 0
  for (const [contig, of] of counts.contigs) {
    if (!/^chr\d/.test(contig)) continue
    het += of.snvHet
    hom += of.snvHom
  }
  return { het, hom }
}

const order = (contig: string): number => {
  const n = Number(/^chr(\d+)/.exec(contig)?.[1] ?? Number.NaN)
  if (!Number.isNaN(n)) return n
  return contig.startsWith('chrX') ? 23 : contig.startsWith('chrY') ? 24 : contig === 'chrM' ? 25 : 26
}

const ploidyOf = (counts: Counts): readonly ContigPloidy[] =>
  [...counts.contigs]
    .filter(([contig]) => order(contig) < 26)
    .toSorted(([a], [b]) => order(a) - order(b) || (a < b ? -1 : 1))
    .map(([contig, c]) => ({
      contig,
      haploid: c.haploid,
      diploid: c.diploid,
      polyploid: c.polyploid,
      mixed: c.haploid > 0 && c.diploid > 0,
      zygosity: named(c.zygosity),
      ...(c.depthRows === 0 ? {} : { meanDepth: c.depthSum / c.depthRows }),
    }))

/** Fewest compared rows, and the share of differing ones from which on a reference is not the one of the file (at most one letter in four agrees by chance). Own choice, unverified. */
const referenceLimits = { least: 200, differs: 0.1 } as const

const referenceOf = (
  tally: ReferenceTally,
): ReferenceTally & { readonly verdict: 'fits' | 'differs' | 'notAssessed' } => {
  const compared = tally.equal + tally.iupac + tally.mismatch
  const share = compared === 0 ? 0 : tally.mismatch / compared
  const verdict =
    compared < referenceLimits.least ? 'notAssessed' : share >= referenceLimits.differs ? 'differs' : 'fits'
  return { ...tally, verdict }
}

const ratio = (a: number, b: number): number | undefined => (b === 0 ? undefined : a / b)

/** Puts the counts of one sample beside what is expected. */
export const qualityReport = (tally: QualityTally, context: QualityContext): QualityReport => {
  const { counts } = tally
  const { header } = context
  const variants = variantsOf(counts)
  const stretches = counts.stretches.size
  const kind = context.assay ?? assayOf(variants.rows, stretches)
  const balance = balanceOf(tally.balance)
  const genome = autosomal(counts)
  const open = at(counts.zygosity, zyg.none) + at(counts.zygosity, zyg.half)
  const depth = distribution(counts.depth)
  const quality = distribution(counts.quality)
  const reference = tally.reference === undefined ? undefined : referenceOf(tally.reference)
  const compared = reference === undefined ? 0 : reference.equal + reference.iupac + reference.mismatch
  const low = figure(kind, 'lowBalance', balance?.low, balance?.n ?? 0)
  const mean = figure(kind, 'alleleBalance', balance?.mean, balance?.n ?? 0)
  const figures: readonly Figure[] = [
    figure(kind, 'variants', variants.rows, variants.rows, 0),
    figure(kind, 'tiTv', ratio(variants.transitions, variants.transversions), variants.snv),
    figure(kind, 'hetHom', ratio(genome.het, genome.hom), genome.het + genome.hom),
    figure(kind, 'insDel', ratio(variants.insertions, variants.deletions), variants.insertions + variants.deletions),
    mean,
    low,
    figure(kind, 'medianDepth', depth.median, depth.n),
    figure(kind, 'medianQuality', quality.median, quality.n),
    figure(kind, 'passing', ratio(counts.passing, counts.rows), counts.rows),
    figure(kind, 'missing', ratio(open, counts.rows), counts.rows),
    figure(kind, 'repeated', tally.repeated.repeated, counts.rows, 0),
    ...(reference === undefined
      ? []
      : [figure(kind, 'referenceMismatch', ratio(reference.mismatch, compared), compared, referenceLimits.least)]),
  ]
  const skewed = low.verdict === 'outside' || (mean.verdict === 'outside' && (balance?.mean ?? 1) < 0.45)
  const judged = low.verdict === 'within' || low.verdict === 'outside'
  return {
    source: header.source,
    sample: header.sample,
    format: context.format,
    ...(header.build === undefined ? {} : { build: header.build }),
    buildEvidence: header.buildEvidence,
    assay: { kind, stated: context.assay !== undefined, variants: variants.rows, stretches },
    rows: counts.rows,
    rowKinds: {
      variant: at(counts.kinds, 0),
      block: at(counts.kinds, 1),
      noAlt: at(counts.kinds, 2),
      symbolic: at(counts.kinds, 3),
    },
    genotypes: named(counts.zygosity),
    variants,
    figures,
    contaminationHint: judged ? (skewed ? 'raised' : 'none') : 'notAssessed',
    filters: [...counts.filters]
      .map(([filter, rows]) => ({ filter, rows }))
      .toSorted((a, b) => b.rows - a.rows || (a.filter < b.filter ? -1 : 1)),
    depth,
    quality,
    blockDepth: distribution(counts.blockDepth),
    alleleBalance: distribution(tally.balance.hundredths),
    sex: sexPattern(tally.sex),
    ploidy: ploidyOf(counts),
    contigs: contigsByClass(tally.contigs),
    mitochondrion: header.foreignMitochondrion
      ? { notApplicable: 'foreignMitochondrion' }
      : mitochondrionTold(tally.mitochondrion),
    ...(reference === undefined ? {} : { reference }),
    ...(tally.callability === undefined ? {} : { callability: callabilityTold(tally.callability, context.callable) }),
  }
}
