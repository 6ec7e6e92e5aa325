import { bad, ok, type Problem, type Result } from '../../shared/problem.ts'
import { buildOfAccession, canonicalContig, foreignAssembly } from '../identity/contig-name.ts'
import type { ReferenceGenome } from '../reference/reference-genome.ts'
import { checkReference } from '../reference/check-reference.ts'
import type { Build } from '../site.ts'
import type { Transcript } from '../transcripts/transcript.ts'
import type { TranscriptIndex } from '../transcripts/transcript-index.ts'
import type { Variant } from '../variant.ts'
import { codonVariants } from './codon-variants.ts'
import { editOfChange } from './edit-of-change.ts'
import type { HgvsReference, HgvsVariant, NucleotideChange, NucleotideVariant, ProteinVariant } from './hgvs-variant.ts'
import { parseHgvs } from './parse-hgvs.ts'
import { toGenomeVariant } from './project.ts'
import { contigReader } from './readers.ts'
import { isRefusal, type Refusal, refuse, remedyOf } from './refusal.ts'
import { searchText, variantOfCoordinates } from './search-text.ts'
import { withStatedBases } from './stated-bases.ts'
import { variantOfEdit } from './variant-of-edit.ts'

/**
 * What a description means on the genome. `meaning`: `one` variant, `all` of them together (an allele), or `any` of them (a protein change that several DNA changes make).
 * `transcript`: the one that was counted on. `otherVersion`: the version that was asked for is not loaded and this one was taken.
 * `unchecked`: the reference bases are as the description states them; the genome is not held there.
 */
export type FoundVariants = {
  readonly variants: readonly Variant[]
  readonly meaning: 'one' | 'all' | 'any'
  readonly transcript?: Transcript
  readonly otherVersion?: string
  readonly unchecked?: true
}

/** `flank`: bases before and after a transcript that c. may still count, as promoter variants are often named (2,000 unless given). */
export type FindOptions = { readonly build?: Build; readonly flank?: number }

const problemOf = (refusal: Refusal, text: string): Problem => ({
  code: `HGVS_${refusal.refused.replace(/[A-Z]/g, '_$&').toUpperCase()}`,
  severity: 'error',
  at: { source: text },
  message: refusal.because,
  remedy: remedyOf(refusal.refused),
})

const remapped = (
  changes: readonly NucleotideChange[],
  chrom: string,
  reference: ReferenceGenome | undefined,
  transcript: Transcript | undefined,
): { readonly variants: readonly Variant[]; readonly unchecked: boolean } | Refusal => {
  const contig = contigReader(chrom, reference, transcript)
  const variants: Variant[] = []
  let unchecked = false
  for (const change of changes) {
    const { reader, trusted } = withStatedBases(contig, change)
    const edit = editOfChange(change, reader, (p) => (p.kind === 'base' ? p.number - 1 : refuse('uncertain')))
    if (isRefusal(edit)) return edit
    const variant = variantOfEdit(chrom, reader, edit)
    if (isRefusal(variant)) return variant
    variants.push(variant)
    unchecked ||= trusted
  }
  return { variants, unchecked }
}

const meaningOf = (variants: readonly Variant[]): 'one' | 'all' => (variants.length === 1 ? 'one' : 'all')

const single = (variant: NucleotideVariant): readonly NucleotideChange[] | Refusal =>
  variant.chromosomes.length === 1 ? (variant.chromosomes[0] ?? []) : refuse('severalChanges')

const onGenome = (
  variant: NucleotideVariant,
  chrom: string,
  reference: ReferenceGenome | undefined,
  transcript?: Transcript,
): FoundVariants | Refusal => {
  const changes = single(variant)
  if (isRefusal(changes)) return changes
  const found = remapped(changes, chrom, reference, transcript)
  if (isRefusal(found)) return found
  const { variants, unchecked } = found
  return {
    variants,
    meaning: meaningOf(variants),
    ...(transcript === undefined ? {} : { transcript }),
    ...(unchecked ? { unchecked } : {}),
  }
}

/** A chromosome's accession that is not one of this build: another build's, or a version that neither has. */
const ofOtherBuild = (accession: string, build: Build | undefined): boolean => {
  const of = buildOfAccession(accession)
  if (of !== undefined) return build !== undefined && of !== build
  return foreignAssembly(accession) !== undefined || /^(NC_0000\d\d|CM000\d{3})\.\d+$/.test(accession)
}

const byContig = (variant: NucleotideVariant, build: Build | undefined, reference: ReferenceGenome | undefined) => {
  const accession = variant.reference?.accession ?? ''
  const held = canonicalContig(accession) ?? (reference?.sequence(accession) === undefined ? undefined : accession)
  const chrom = held ?? (variant.type === 'm' && /^(MT-.*)?$/i.test(accession) ? 'chrM' : undefined)
  if (ofOtherBuild(accession, build)) return refuse('wrongBuild')
  return chrom === undefined ? refuse('unknownReference') : onGenome(variant, chrom, reference)
}

type Candidates = { readonly transcripts: readonly Transcript[]; readonly otherVersion?: string }

/** The transcripts that a reference can mean, preferred ones first. */
const candidates = (
  reference: HgvsReference,
  index: TranscriptIndex,
  build: Build | undefined,
  protein: boolean,
): Candidates => {
  const fits = (list: readonly Transcript[]) =>
    list.filter((t) => build === undefined || t.build === undefined || t.build === build)
  const inContig = canonicalContig(reference.accession)
  const accession =
    inContig !== undefined && reference.selector !== undefined ? reference.selector : reference.accession
  const exact = fits(index.byId(accession))
  if (exact.length > 0) return { transcripts: exact }
  const proteins = protein ? fits(index.byProtein(accession)) : []
  if (proteins.length > 0) return { transcripts: proteins }
  const root = accession.replace(/\.\d+$/, '')
  const other = fits(root === accession ? [] : [...index.byId(root), ...(protein ? index.byProtein(root) : [])])
  if (other[0] !== undefined) return { transcripts: other, otherVersion: other[0].id }
  return { transcripts: fits(index.byGene(accession)) }
}

const isIdentity = (change: NucleotideChange | undefined): boolean =>
  change?.kind === 'edit' && change.edit.kind === 'identity'

const byTranscript = (
  variant: NucleotideVariant,
  transcript: Transcript,
  reference: ReferenceGenome | undefined,
  flank: number,
): FoundVariants | Refusal => {
  const genomic = toGenomeVariant(variant, transcript, reference, flank)
  if (isRefusal(genomic)) return genomic
  const isReference = genomic.chromosomes.some((changes, i) =>
    changes.some((change, j) => isIdentity(change) && !isIdentity(variant.chromosomes[i]?.[j])),
  )
  return isReference ? refuse('referenceIsAlt') : onGenome(genomic, transcript.chrom, reference, transcript)
}

const byProtein = (
  variant: ProteinVariant,
  transcript: Transcript,
  reference: ReferenceGenome | undefined,
): FoundVariants | Refusal => {
  const change = variant.chromosomes[0]?.[0]
  if (change === undefined || variant.chromosomes.length > 1 || variant.chromosomes[0]?.length !== 1)
    return refuse('severalChanges')
  if (change.kind === 'whole') return refuse(change.state === '=' ? 'noChange' : 'manyVariants')
  const { start, end, edit } = change
  const alt = edit.kind === 'substitution' ? edit.alt : edit.kind === 'identity' ? '=' : ''
  if (start.kind !== 'residue' || end !== undefined || alt.length !== 1) return refuse('manyVariants')
  const variants = codonVariants(transcript, start, alt === '=' ? start.aminoAcid : alt, reference)
  if (isRefusal(variants)) return variants
  return variants.length === 0 ? refuse('manyVariants') : { variants, meaning: 'any', transcript }
}

const resolve = (
  variant: HgvsVariant,
  index: TranscriptIndex,
  reference: ReferenceGenome | undefined,
  { build = reference?.build, flank = 2000 }: FindOptions,
): FoundVariants | Refusal => {
  if (variant.type === 'm') return byContig(variant, build, reference)
  if (variant.reference === undefined) return refuse('noReference')
  if (variant.type === 'g') return byContig(variant, build, reference)
  if (ofOtherBuild(variant.reference.accession, build)) return refuse('wrongBuild')
  const { transcripts, otherVersion } = candidates(variant.reference, index, build, variant.type === 'p')
  let refused: Refusal | undefined
  for (const transcript of transcripts) {
    const found =
      variant.type === 'p'
        ? byProtein(variant, transcript, reference)
        : byTranscript(variant, transcript, reference, flank)
    if (!isRefusal(found)) return otherVersion === undefined ? found : { ...found, otherVersion }
    refused ??= found
  }
  return refused ?? refuse('unknownReference')
}

/**
 * The variants that a text means, left-aligned as in VCF: HGVS on a contig, a transcript, a protein or a gene symbol, or contig-position-REF-ALT. Of a gene's transcripts
 * the first in order of preference is taken on which the stated bases fit; a version that is not loaded is replaced by the newest one, and said so. `m.` without an accession
 * counts on NC_012920.1.
 * Everything that stands in the way comes back as a problem (`HGVS_REF_MISMATCH`, `HGVS_UNKNOWN_REFERENCE` …).
 */
export const variantOfHgvs = (
  text: string,
  index: TranscriptIndex,
  reference?: ReferenceGenome,
  options: FindOptions = {},
): Result<FoundVariants> => {
  const plain = variantOfCoordinates(text)
  if (plain !== undefined) {
    const check = reference === undefined ? 'notHeld' : checkReference(plain, reference)
    if (check === 'mismatch') return bad([problemOf(refuse('refMismatch'), text)])
    return ok({ variants: [plain], meaning: 'one', ...(check === 'notHeld' ? { unchecked: true as const } : {}) })
  }
  const parsed = parseHgvs(searchText(text))
  if (!parsed.ok) return parsed
  const found = resolve(parsed.value, index, reference, options)
  return isRefusal(found) ? bad([problemOf(found, text)]) : ok(found)
}
