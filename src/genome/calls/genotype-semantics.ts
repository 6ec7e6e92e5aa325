import { chromosomeLength } from '../identity/build-evidence.ts'
import { pseudoautosomal } from '../identity/pseudoautosomal.ts'
import { defaults } from '../read-options.ts'
import type { Build } from '../site.ts'
import type { Call } from './call-batch.ts'
import { readStructural, type StructuralReading } from './structural-reading.ts'
import { isAnyOther } from '../vcf/any-other.ts'

/**
 * `hemi`: one strand, as called. `hetOverDeletion`: one of two strands is deleted there (`*`), so the other stands alone. `homoplasmic`, `heteroplasmic`: on the
 * mitochondrion, where strands are not counted. `polyploid`: more than two strands. `unknown`: not every strand was called.
 */
export type Zygosity =
  | 'hom'
  | 'het'
  | 'hemi'
  | 'hetOverDeletion'
  | 'homoplasmic'
  | 'heteroplasmic'
  | 'polyploid'
  | 'unknown'

/** `half`: some strands called and some not: at least what was called is there, and it is neither hom nor het. */
export type Completeness = 'complete' | 'half' | 'missing'

/** What one call means. Nothing in it is concluded from what the file does not say. */
export type GenotypeReading = {
  readonly ploidy: number
  readonly alleles: readonly (number | null)[]
  readonly phased: boolean
  readonly phaseSet?: string
  readonly zygosity: Zygosity
  readonly completeness: Completeness
  /** Every strand was called and carries REF. */
  readonly isReference: boolean
  /** The ALTs carried and on how many strands; without `*` and the placeholder for any other allele. */
  readonly carried: readonly { readonly alt: string; readonly copies: number }[]
  /** A strand is deleted at this place by a deletion that begins upstream (`*`). */
  readonly spanningDeletion: boolean
  /** Strands that are there: the ploidy without the deleted ones. */
  readonly effectiveStrands: number
  /** Whether the row says of this sample anything that a report could name: an ALT of its own, carried, or a structural change. */
  readonly reportable: boolean
  readonly passesFilter: boolean
  /** Every strand called, with enough reads and quality where these are stated. */
  readonly callable: boolean
  readonly referenceBlock?: { readonly start: number; readonly end: number }
  readonly refDepth?: number
  /** Reads of the ALTs that the row names, the placeholder for any other allele left out. */
  readonly altDepth?: number
  /** On the mitochondrion: the share of reads with an ALT, 0 to 1. */
  readonly heteroplasmy?: number
  readonly pseudoautosomal?: 'PAR1' | 'PAR2'
  /** Outside the shared stretches of X and Y, should the person be male: two equal strands stand for one; two different ones contradict it. */
  readonly ifMale?: 'hemi' | 'contradicts'
  /** POS 0 or one behind the last base: the end of the chromosome itself. */
  readonly telomere: boolean
  /** REF with every ambiguity letter made its first base in the order A, C, G, T, where it has any. */
  readonly concreteRef?: string
  readonly structural?: StructuralReading
}

/** What a reading depends on besides the call. `depth` and `quality`: from what on a call counts as callable (10 reads and GQ 20 unless given). */
export type ReadingOptions = { readonly build?: Build; readonly depth?: number; readonly quality?: number }

/** First base of each ambiguity letter. @source NC-IUB 1984 nucleotide ambiguity codes; VCF 4.3, section 1.6.1 (REF) */
const firstBase: Readonly<Record<string, string>> = {
  R: 'A',
  Y: 'C',
  S: 'C',
  W: 'A',
  K: 'G',
  M: 'A',
  B: 'C',
  D: 'A',
  H: 'A',
  V: 'A',
}

const zygosityOf = (call: Call, isDeleted: (allele: number | null) => boolean): Zygosity => {
  const { alleles } = call
  if (alleles.includes(null)) return 'unknown'
  const distinct = new Set(alleles).size
  if (call.chrom === 'chrM') return distinct > 1 ? 'heteroplasmic' : 'homoplasmic'
  if (alleles.length === 1) return 'hemi'
  if (alleles.length > 2) return 'polyploid'
  if (distinct === 1) return 'hom'
  return alleles.some(isDeleted) ? 'hetOverDeletion' : 'het'
}

const heteroplasmyOf = (call: Call): number | undefined => {
  if (call.chrom !== 'chrM') return undefined
  const named = call.alts.flatMap((alt, i) => (isAnyOther(alt) ? [] : [i + 1]))
  if (call.depths !== undefined && !call.depths.includes(null)) {
    const reads = call.depths as readonly number[]
    const all = reads.reduce((a, b) => a + b, 0)
    if (all > 0 && reads.length === call.alts.length + 1)
      return named.reduce((n, i) => n + (reads[i] as number), 0) / all
  }
  return call.fractions?.length === call.alts.length ? call.fractions.reduce((a, b) => a + b, 0) : undefined
}

const enough = (call: Call, options: ReadingOptions): boolean => {
  const depth = call.minDepth ?? call.depth
  return (
    (depth === undefined || depth >= (options.depth ?? defaults.blockDepth)) &&
    (call.quality === undefined || call.quality >= (options.quality ?? defaults.blockQuality))
  )
}

/** Reads one call. `.` is never reference, `*` is no ALT of its own, and a copy number is a call even where GT is open. */
export const readCall = (call: Call, options: ReadingOptions = {}): GenotypeReading => {
  const { alleles, alts, chrom, depths } = call
  const isDeleted = (allele: number | null): boolean => allele !== null && allele > 0 && alts[allele - 1] === '*'
  const open = alleles.filter((a) => a === null).length
  const completeness =
    open === 0 || call.copyNumber !== undefined ? 'complete' : open === alleles.length ? 'missing' : 'half'
  const carried = alts.flatMap((alt, i) => {
    const copies = alleles.filter((a) => a === i + 1).length
    return copies === 0 || alt === '*' || isAnyOther(alt) ? [] : [{ alt, copies }]
  })
  const deleted = alleles.filter(isDeleted).length
  const structural = readStructural(call)
  const par = options.build === undefined ? undefined : pseudoautosomal(options.build, chrom, call.pos)
  const sexed = (chrom === 'chrX' || chrom === 'chrY') && par === undefined && options.build !== undefined
  const diploid = sexed && alleles.length === 2 && open === 0
  const stated = depths !== undefined && depths.length === alts.length + 1
  const altDepth = stated ? alts.reduce((n, alt, i) => n + (isAnyOther(alt) ? 0 : (depths[i + 1] ?? 0)), 0) : undefined
  const heteroplasmy = heteroplasmyOf(call)
  const length = options.build === undefined ? undefined : chromosomeLength(options.build, chrom)
  const ambiguous = /[RYSWKMBDHV]/.test(call.ref)
  return {
    ploidy: alleles.length,
    alleles,
    phased: call.phased,
    ...(call.phaseSet === undefined || !call.phased ? {} : { phaseSet: call.phaseSet }),
    zygosity: zygosityOf(call, isDeleted),
    completeness,
    isReference: open === 0 && alleles.every((a) => a === 0),
    carried,
    spanningDeletion: deleted > 0,
    effectiveStrands: alleles.length - deleted,
    reportable: carried.length > 0 || (structural?.copyNumber !== undefined && structural.copyNumber !== 2),
    passesFilter: call.filter === 'PASS' || call.filter === '.',
    callable: open === 0 && enough(call, options),
    ...(call.kind === 'referenceBlock' ? { referenceBlock: { start: call.pos, end: call.end } } : {}),
    ...(stated && depths[0] !== null ? { refDepth: depths[0] as number } : {}),
    ...(altDepth === undefined ? {} : { altDepth }),
    ...(heteroplasmy === undefined ? {} : { heteroplasmy }),
    ...(par === undefined ? {} : { pseudoautosomal: par }),
    ...(diploid ? { ifMale: new Set(alleles).size === 1 ? ('hemi' as const) : ('contradicts' as const) } : {}),
    telomere: call.pos === 0 || (length !== undefined && call.pos > length),
    ...(ambiguous ? { concreteRef: call.ref.replace(/[RYSWKMBDHV]/g, (c) => firstBase[c] as string) } : {}),
    ...(structural === undefined ? {} : { structural }),
  }
}
