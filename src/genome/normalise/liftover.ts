import { firstFrom } from '../../shared/sorted-search.ts'
import { canonicalContig } from '../identity/contig-name.ts'
import { checkBases } from '../reference/check-reference.ts'
import type { ReferenceGenome, ReferenceSequence } from '../reference/reference-genome.ts'
import { reverseComplement } from '../reverse-complement.ts'
import type { Variant } from '../variant.ts'
import { leftAlign } from './align-variant.ts'
import { isBases } from './allele-kind.ts'
import type { Chain, ChainMap } from './chain-file.ts'
import { changeOf, rollReach } from './roll.ts'

/**
 * Why a place was not carried over. `noContig`: the chain file does not know the sequence. `noChain`: no chain goes there. `inGap`: a chain goes across, but the place is in no block.
 * `spansBlocks`: not all of REF lies in one block. `ambiguous`: several chains of the same score lead to different places. `notBases`: symbolic allele, breakend or `*`.
 * `sourceDiffers`: REF is not what the source reference holds. `targetDiffers`: neither REF nor, for an SNV, ALT is what the target holds. `notHeld`: the target reference lacks the place.
 * `needsTarget`: an insertion or deletion that changes strand cannot be anchored without the target reference. `nearGap`: an insertion or deletion can move to where a block ends, so that
 * it may be the very difference between the builds.
 */
export type LiftRefusal =
  | 'noContig'
  | 'noChain'
  | 'inGap'
  | 'spansBlocks'
  | 'ambiguous'
  | 'notBases'
  | 'sourceDiffers'
  | 'targetDiffers'
  | 'notHeld'
  | 'needsTarget'
  | 'nearGap'

/** A stretch on the target: 1-based, both ends included, counted on the forward strand whatever the strand. */
export type LiftedStretch = {
  readonly chrom: string
  readonly start: number
  readonly end: number
  readonly strand: '+' | '-'
  readonly chain: string
  readonly otherChains: number
}

/**
 * `swapped`: the target's base is the ALT, so REF and ALT have changed places, and a genotype must be read the other way round. `checked`: REF was compared with the target reference.
 * `otherChains`: chains of a lower score that cover the place too.
 */
export type Lifted = {
  readonly variant: Variant
  readonly strand: '+' | '-'
  readonly swapped: boolean
  readonly checked: boolean
  readonly chain: string
  readonly otherChains: number
}

export type LiftResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: LiftRefusal }

const refused = (reason: LiftRefusal): { readonly ok: false; readonly reason: LiftRefusal } => ({ ok: false, reason })

type Hit = { readonly chain: Chain; readonly targetStart: number; readonly whole: boolean }

const hits = (map: ChainMap, contig: string, from: number, to: number): readonly Hit[] => {
  const blocks = map.blocks.get(contig)
  if (blocks === undefined) return []
  const out: Hit[] = []
  for (let i = firstFrom(blocks.starts, to) - 1; i >= 0 && (blocks.reach[i] as number) > from; i--) {
    const [start, end] = [blocks.starts[i] as number, blocks.ends[i] as number]
    if (end <= from) continue
    out.push({
      chain: map.chains[blocks.chains[i] as number] as Chain,
      targetStart: (blocks.targets[i] as number) + from - start,
      whole: start <= from && end >= to,
    })
  }
  return out
}

/** Carries a stretch of the source (1-based, both ends included) over to the target. All of it must lie in one block; of several chains the one of the highest score leads. */
export const liftStretch = (map: ChainMap, chrom: string, start: number, end: number): LiftResult<LiftedStretch> => {
  const contig = canonicalContig(chrom) ?? chrom
  if (!map.blocks.has(contig)) return refused('noContig')
  const [from, to] = [start - 1, end]
  const found = hits(map, contig, from, to)
  const whole = found.filter((h) => h.whole).toSorted((a, b) => b.chain.score - a.chain.score)
  const [best, second] = whole
  if (best === undefined) {
    if (found.length > 0) return refused('spansBlocks')
    return refused(
      map.chains.some((c) => c.source === contig && c.sourceStart <= from && c.sourceEnd >= to) ? 'inGap' : 'noChain',
    )
  }
  if (second !== undefined && second.chain.score === best.chain.score) return refused('ambiguous')
  const { chain, targetStart } = best
  const length = to - from
  const first = chain.strand === '+' ? targetStart : chain.targetSize - targetStart - length
  return {
    ok: true,
    value: {
      chrom: canonicalContig(chain.target) ?? chain.target,
      start: first + 1,
      end: first + length,
      strand: chain.strand,
      chain: chain.id,
      otherChains: whole.length - 1,
    },
  }
}

/**
 * Whether every insertion or deletion among the ALTs, wherever it can move in the target, keeps to the block that REF lies in, with a base to spare on either side. `ref` and `alts` as they
 * stand on the target; the row's own place is `chrom` and `pos` of the source.
 */
export const keepsToBlock = (
  map: ChainMap,
  { chrom, pos }: { readonly chrom: string; readonly pos: number },
  lifted: LiftedStretch,
  ref: string,
  alts: readonly string[],
  sequence: ReferenceSequence | undefined,
): boolean => {
  const own = lifted.start - 1
  let before = 0
  let behind = 0
  for (const alt of alts) {
    if (alt.length === ref.length || !isBases([alt])) continue
    const change = changeOf(own, ref.toUpperCase(), alt.toUpperCase())
    const { left, right } = sequence === undefined ? { left: 0, right: 0 } : rollReach(change, sequence)
    before = Math.max(before, own - (change.start - left - 1))
    behind = Math.max(behind, change.start + change.ref.length + right + 1 - lifted.end)
  }
  if (before === 0 && behind === 0) return true
  const [low, high] = lifted.strand === '+' ? [before, behind] : [behind, before]
  return hits(map, canonicalContig(chrom) ?? chrom, pos - 1 - low, pos - 1 + ref.length + high).some(
    (h) => h.whole && h.chain.id === lifted.chain,
  )
}

/**
 * Carries a variant over to the other build. On the reverse strand its alleles are complemented and it is left-aligned anew; with a target reference REF is checked there, and
 * an SNV whose ALT is the target's base comes back `swapped`. With a source reference REF is checked first.
 */
export const liftover = (
  variant: Variant,
  map: ChainMap,
  target?: ReferenceGenome,
  source?: ReferenceGenome,
): LiftResult<Lifted> => {
  if (!isBases([variant.ref, variant.alt])) return refused('notBases')
  const own = source?.sequence(variant.chrom)
  if (own !== undefined && checkBases(own, variant.pos - 1, variant.ref) === 'mismatch') return refused('sourceDiffers')
  const lifted = liftStretch(map, variant.chrom, variant.pos, variant.pos + variant.ref.length - 1)
  if (!lifted.ok) return lifted
  const { chrom, start, strand, chain, otherChains } = lifted.value
  const turned = (allele: string): string => (strand === '+' ? allele : reverseComplement(allele))
  const moved: Variant = { chrom, pos: start, ref: turned(variant.ref), alt: turned(variant.alt) }
  const done = (v: Variant, swapped: boolean, checked: boolean): LiftResult<Lifted> => ({
    ok: true,
    value: { variant: v, strand, swapped, checked, chain, otherChains },
  })
  const near = (sequence?: ReferenceSequence): boolean =>
    !keepsToBlock(map, variant, lifted.value, moved.ref, [moved.alt], sequence)
  if (target === undefined)
    return strand === '-' && variant.ref.length !== variant.alt.length
      ? refused('needsTarget')
      : near()
        ? refused('nearGap')
        : done(moved, false, false)
  const sequence = target.sequence(chrom)
  if (sequence === undefined) return refused('notHeld')
  const check = checkBases(sequence, moved.pos - 1, moved.ref)
  if (check === 'notHeld') return refused('notHeld')
  if (check !== 'mismatch') return near(sequence) ? refused('nearGap') : done(leftAlign(moved, target), false, true)
  const flips =
    moved.ref.length === 1 && moved.alt.length === 1 && checkBases(sequence, moved.pos - 1, moved.alt) === 'equal'
  return flips ? done({ ...moved, ref: moved.alt, alt: moved.ref }, true, true) : refused('targetDiffers')
}
