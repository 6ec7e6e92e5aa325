import type { GenomeContext } from '../../genome/annotation/index.ts'
import { accessionOfContig, chromosomeLength } from '../../genome/identity/index.ts'
import { type Change, type ChainMap, liftStretch, readChain } from '../../genome/normalise/index.ts'
import { reverseComplement } from '../../genome/reverse-complement.ts'
import type { Build } from '../../genome/site.ts'
import type { TranscriptIndex } from '../../genome/transcripts/index.ts'
import type { ListedGene } from '../../knowledge/genes.ts'
import type { Span } from './place.ts'

/** A change at a place of one build: `ref` from `start` (0-based) on becomes `alt`, nothing shared at either end. */
export type PlacedChange = Change & { readonly build: Build; readonly chrom: string }

/** Carries places over between the builds. What cannot be carried over is undefined. */
export type Bridge = {
  span(span: Span, to: Build): Span | undefined
  change(change: PlacedChange, to: Build): PlacedChange | undefined
}

const builds: readonly Build[] = ['GRCh37', 'GRCh38']

/** Offset between the builds at every exon of a transcript that is held on both; undefined where it differs or an exon is missing. */
const offsetOf = (id: string, on: Readonly<Record<Build, TranscriptIndex>>): number | undefined => {
  const [before] = on.GRCh37.byId(id)
  const [after] = on.GRCh38.byId(id)
  if (before === undefined || after === undefined || before.strand !== after.strand) return undefined
  if (before.chrom !== after.chrom || before.exons.length !== after.exons.length) return undefined
  const offsets = new Set(
    before.exons.flatMap((e, i) => {
      const other = after.exons[i]
      return other === undefined ? [Number.NaN] : [other.genomeStart - e.genomeStart, other.genomeEnd - e.genomeEnd]
    }),
  )
  const [only] = offsets
  return offsets.size === 1 && only !== undefined && Number.isInteger(only) ? only : undefined
}

/**
 * Chains from one build to the other over the genes of a release that are equally long on both and whose transcript lies at one offset throughout: there every base has the same
 * offset. Genes for which that is not known are left out, so that a place in them is refused and not guessed.
 */
export const geneChains = (
  genes: readonly ListedGene[],
  transcripts: Readonly<Record<Build, TranscriptIndex>>,
  from: Build,
): ChainMap | undefined => {
  const text = genes.flatMap((g, i) => {
    const offset = g.transcript === undefined ? undefined : offsetOf(g.transcript, transcripts)
    const [source, target] = from === 'GRCh37' ? [g.grch37, g.grch38] : [g.grch38, g.grch37]
    const to: Build = from === 'GRCh37' ? 'GRCh38' : 'GRCh37'
    const sizes = [chromosomeLength(from, g.chrom), chromosomeLength(to, g.chrom)]
    const length = source.end - source.start + 1
    if (offset === undefined || sizes.includes(undefined) || g.grch38.start - g.grch37.start !== offset) return []
    if (target.end - target.start + 1 !== length) return []
    const side = (size: number | undefined, start: number): string =>
      `${g.chrom} ${size} + ${start - 1} ${start - 1 + length}`
    return [`chain ${length} ${side(sizes[0], source.start)} ${side(sizes[1], target.start)} ${i + 1}\n${length}\n`]
  })
  const read = text.length === 0 ? undefined : readChain(text.join('\n'), 'genes')
  return read?.ok === true ? read.value : undefined
}

/** Both ends of a stretch in one chain and the stretch about as long as before: gaps of a few bases inside are common, more means that something was moved. */
const liftedSpan = (map: ChainMap, { chrom, start, end }: Span, to: Build): Span | undefined => {
  const first = liftStretch(map, chrom, start + 1, start + 1)
  const last = liftStretch(map, chrom, end, end)
  if (!first.ok || !last.ok || first.value.chain !== last.value.chain || first.value.chrom !== last.value.chrom)
    return undefined
  const from = Math.min(first.value.start, last.value.start) - 1
  const until = Math.max(first.value.end, last.value.end)
  const length = end - start
  return Math.abs(until - from - length) > Math.max(10, length / 10)
    ? undefined
    : { build: to, chrom: first.value.chrom, start: from, end: until }
}

/** The change with a base on either side in one block; on a strand that turns, its bases turn. */
const liftedChange = (map: ChainMap, change: PlacedChange, to: Build): PlacedChange | undefined => {
  const { chrom, start, ref, alt } = change
  if (start < 1) return undefined
  const lifted = liftStretch(map, chrom, start, start + ref.length + 1)
  if (!lifted.ok) return undefined
  const turned = (bases: string): string => (lifted.value.strand === '-' ? reverseComplement(bases) : bases)
  return { build: to, chrom: lifted.value.chrom, start: lifted.value.start, ref: turned(ref), alt: turned(alt) }
}

/** Whether the reference of the build says otherwise than the change; what is not held says nothing. */
const contradicted = (change: PlacedChange, context: GenomeContext | undefined): boolean => {
  const held = context?.reference?.sequence(change.chrom)?.slice(change.start, change.start + change.ref.length)
  return change.ref !== '' && held !== undefined && held !== change.ref
}

/**
 * A bridge over chain files, the first one that answers counting. A change whose REF is not the other build's base there is not carried over: on that build it has
 * another name or none.
 */
export const bridgeOf = (
  maps: readonly ChainMap[],
  contexts: Readonly<Partial<Record<Build, GenomeContext>>> = {},
): Bridge => {
  const over = <T>(from: Build, to: Build, lift: (map: ChainMap) => T | undefined): T | undefined => {
    for (const map of maps.filter((m) => m.source === from && m.target === to)) {
      const lifted = lift(map)
      if (lifted !== undefined) return lifted
    }
    return undefined
  }
  return {
    span: (span, to) =>
      span.build === to || span.chrom === 'chrM'
        ? { ...span, build: to }
        : over(span.build, to, (map) => liftedSpan(map, span, to)),
    change: (change, to) => {
      if (change.build === to || change.chrom === 'chrM') return { ...change, build: to }
      const lifted = over(change.build, to, (map) => liftedChange(map, change, to))
      return lifted === undefined || contradicted(lifted, contexts[to]) ? undefined : lifted
    },
  }
}

export const otherBuild = (build: Build): Build => builds.find((b) => b !== build) as Build

/** `NC_000019.9:11233940:A:G`: the shortest form of a change. */
export const changeText = ({ build, chrom, start, ref, alt }: PlacedChange): string =>
  `${accessionOfContig(chrom, build) ?? chrom}:${start}:${ref}:${alt}`
