import { consequenceAnnotator, type StructuralChange, type TranscriptConsequence } from '../consequence/index.ts'
import { genomicName, isRefusal, type Naming, transcriptNames } from '../hgvs/index.ts'
import { accessionOfContig } from '../identity/contig-name.ts'
import { formatSpdi, isBases, leftAlign, spdiOf, trim } from '../normalise/index.ts'
import { checkReference } from '../reference/index.ts'
import { preferTranscripts } from '../transcripts/transcript-index.ts'
import type { Variant } from '../variant.ts'
import { vrsOfVariant } from '../vrs/index.ts'
import type { AlleleAnnotation, GenomeContext, TranscriptAnnotation } from './allele-annotation.ts'
import { toldImpact, toldImpacts } from './told-impact.ts'

/**
 * `transcripts`: the preferred one of each gene (with those that MANE calls clinical besides it), and only genes that the allele touches where it touches any (`preferred`), or every one within 5 kb (`all`).
 * `vrs`: also the GA4GH identifier, which costs a digest of each allele.
 */
export type AnnotateOptions = { readonly transcripts: 'preferred' | 'all'; readonly vrs: boolean }

/** An allele read against the transcripts: its annotation, and the consequences in the same order. */
export type AnnotatedAllele = {
  readonly annotation: AlleleAnnotation
  readonly consequences: readonly TranscriptConsequence[]
}

export type AlleleAnnotator = {
  /** An allele in bases, REF and ALT upper case. */
  ofBases(variant: Variant): AnnotatedAllele
  ofStructural(change: StructuralChange): AnnotatedAllele
}

const byGravity = (a: TranscriptConsequence, b: TranscriptConsequence): number =>
  toldImpacts.indexOf(toldImpact(a)) - toldImpacts.indexOf(toldImpact(b)) ||
  preferTranscripts(a.transcript, b.transcript)

const chosen = (
  found: readonly TranscriptConsequence[],
  which: AnnotateOptions['transcripts'],
): readonly TranscriptConsequence[] => {
  if (which === 'all' || found.length === 0) return found.toSorted(byGravity)
  const touched = found.filter((c) => c.distance === undefined)
  const best = new Map<string, TranscriptConsequence>()
  for (const one of touched.length > 0 ? touched : found) {
    const held = best.get(one.transcript.gene)
    if (held === undefined || preferTranscripts(one.transcript, held.transcript) < 0) best.set(one.transcript.gene, one)
  }
  const clinical = touched.filter((c) => c.transcript.tags.includes('MANE Plus Clinical'))
  return [...new Set([...best.values(), ...clinical])].sort(byGravity)
}

const textOf = (naming: Naming): string | undefined => (isRefusal(naming) ? undefined : naming.text)

const numbered = (of: readonly [number, number] | number | undefined, count: number): string | undefined => {
  if (of === undefined) return undefined
  const [first, last] = typeof of === 'number' ? [of, of] : of
  return `${first === last ? first : `${first}-${last}`}/${count}`
}

const told = (
  one: TranscriptConsequence,
  variant: Variant | undefined,
  context: GenomeContext,
): TranscriptAnnotation => {
  const { transcript, terms, exons, intron, distance, codons, decay, flags } = one
  const names =
    variant === undefined || distance !== undefined
      ? undefined
      : transcriptNames(variant, transcript, context.reference)
  const contradicted = names !== undefined && !isRefusal(names.c) && names.c.refReplaced === true
  const c = names === undefined || contradicted ? undefined : textOf(names.c)
  const p = names === undefined || contradicted ? undefined : textOf(names.p)
  const exon = numbered(exons, transcript.exons.length)
  const between = numbered(intron, transcript.exons.length - 1)
  return {
    gene: transcript.gene,
    transcript: transcript.id,
    tags: transcript.tags,
    biotype: transcript.biotype,
    terms,
    impact: toldImpact(one),
    ...(c === undefined ? {} : { c }),
    ...(p === undefined ? {} : { p }),
    ...(names !== undefined && isRefusal(names.c) ? { notNamed: names.c.because } : {}),
    ...(contradicted ? { notNamed: 'REF is not what the transcript has there' } : {}),
    ...(names !== undefined && !isRefusal(names.c) && names.c.shiftCut === true ? { mayShift: true } : {}),
    ...(exon === undefined ? {} : { exon }),
    ...(between === undefined ? {} : { intron: between }),
    ...(distance === undefined ? {} : { distance }),
    ...(codons === undefined ? {} : { codons }),
    ...(decay === undefined ? {} : { decay }),
    flags,
  }
}

/** Names alleles and tells what they do to transcripts. Alleles may come in any order; those in order of position are fastest. */
export const alleleAnnotator = (context: GenomeContext, options: AnnotateOptions): AlleleAnnotator => {
  const { build, reference } = context
  const engine = consequenceAnnotator(context.transcripts, reference)
  const described = (found: readonly TranscriptConsequence[], variant: Variant | undefined) => {
    const consequences = chosen(found, options.transcripts)
    return { consequences, transcripts: consequences.map((c) => told(c, variant, context)) }
  }
  return {
    ofBases: (written) => {
      const check = reference === undefined ? 'notHeld' : checkReference(written, reference)
      if (!isBases([written.ref, written.alt]))
        return { annotation: { reference: check, transcripts: [] }, consequences: [] }
      // With a REF that is not there, place or build are wrong, and any name would be the name of something else.
      if (check === 'mismatch')
        return { annotation: { variant: trim(written), reference: check, transcripts: [] }, consequences: [] }
      const single = written.ref.length === 1 && written.alt.length === 1
      const variant = single
        ? written
        : reference !== undefined && check === 'equal'
          ? leftAlign(written, reference)
          : trim(written)
      const { consequences, transcripts } = described(engine.of(variant), variant)
      const naming = genomicName(variant, build, reference)
      const g = isRefusal(naming) || naming.shiftCut === true ? undefined : naming.text
      const spdi = spdiOf(variant, accessionOfContig(variant.chrom, build))
      const vrs = options.vrs && reference !== undefined ? vrsOfVariant(variant, build, reference) : undefined
      return {
        annotation: {
          variant,
          reference: check,
          ...(g === undefined ? {} : { g }),
          ...(spdi === undefined ? {} : { spdi: formatSpdi(spdi) }),
          ...(vrs?.kind === 'named' ? { vrs: vrs.id } : {}),
          transcripts,
        },
        consequences,
      }
    },
    ofStructural: (change) => {
      const { consequences, transcripts } = described(engine.ofStructural(change), undefined)
      return { annotation: { change, reference: 'notHeld', transcripts }, consequences }
    },
  }
}
