import { accessionOfContig } from '../identity/contig-name.ts'
import type { ReferenceGenome } from '../reference/reference-genome.ts'
import type { Build } from '../site.ts'
import type { Transcript } from '../transcripts/transcript.ts'
import type { Variant } from '../variant.ts'
import { codingReference } from './coding-reference.ts'
import { proteinChangeText } from './format-hgvs.ts'
import { contradicts, editOf, ends, type OnTranscript, placeOnTranscript } from './place-on-transcript.ts'
import { outsideCoding, proteinChange } from './protein-change.ts'
import { contigReader, textReader, variantReader } from './readers.ts'
import { isRefusal, type Refusal, refuse } from './refusal.ts'
import { type NamedEdit, normaliseEdit, trimEdit } from './sequence-edit.ts'
import { placeName, typeOf } from './transcript-place.ts'

/**
 * One name. `shiftCut`: for all that the reference holds, the variant might have to stand further 3' or be a duplication.
 * `refReplaced`: REF is not what the transcript has there; the name says the transcript's base. Either transcript and genome
 * differ or the row is of another build: never to be shown without saying so.
 */
export type Name = { readonly text: string; readonly shiftCut?: true; readonly refReplaced?: true }
export type Naming = Name | Refusal

/** The names of a variant on the genome, on a transcript (c., or n. where it does not code) and of what it does to the protein. */
export type HgvsNames = { readonly g: Naming; readonly c: Naming; readonly p: Naming }

const letters = /^[ACGTN]+$/

/** The text of an edit between two places that are already written; `ref` is the replaced base of a substitution. */
const editText = (kind: NamedEdit['kind'], first: string, last: string, ref: string, inserted: string): string => {
  const at = first === last ? first : `${first}_${last}`
  switch (kind) {
    case 'substitution':
      return `${at}${ref}>${inserted}`
    case 'identity':
      return `${at}=`
    case 'deletion':
      return `${at}del`
    case 'duplication':
      return `${at}dup`
    case 'inversion':
      return `${at}inv`
    case 'insertion':
      return `${at}ins${inserted}`
    default:
      return `${at}delins${inserted}`
  }
}

const name = (text: string, cut: boolean, refReplaced = false): Name => ({
  text,
  ...(cut ? { shiftCut: true as const } : {}),
  ...(refReplaced ? { refReplaced: true as const } : {}),
})

/** The g. (m. on chrM) name of a variant, 3' shifted along the contig. Refused when REF contradicts the reference. */
export const genomicName = (variant: Variant, build: Build | undefined, reference?: ReferenceGenome): Naming => {
  if (!letters.test(variant.ref) || !letters.test(variant.alt)) return refuse('notSupported')
  const contig = contigReader(variant.chrom, reference, undefined)
  if (contradicts(variant, contig)) return refuse('refMismatch')
  const edit = normaliseEdit(variantReader(variant, contig), editOf(variant))
  const [first, last] = ends(edit)
  if (first < 0) return refuse('outsideTranscript')
  const accession = (build === undefined ? undefined : accessionOfContig(variant.chrom, build)) ?? variant.chrom
  const ref = edit.kind === 'substitution' ? variant.ref.charAt(edit.start - variant.pos + 1) : ''
  const text = editText(edit.kind, String(first + 1), String(last + 1), ref, edit.inserted)
  return name(`${accession}:${variant.chrom === 'chrM' ? 'm' : 'g'}.${text}`, edit.cut)
}

const spansCoding = (transcript: Transcript, on: OnTranscript): boolean =>
  transcript.cds !== undefined &&
  (on.kind === 'deletion' || on.kind === 'delins') &&
  on.first.base <= transcript.cds.start &&
  on.last.base >= transcript.cds.end - 1

const proteinName = (transcript: Transcript, on: OnTranscript, reference: ReferenceGenome | undefined): Naming => {
  const { cds, protein } = transcript
  if (cds === undefined) return refuse('notCoding')
  const before = protein === undefined ? 'p.' : `${protein}:p.`
  if (spansCoding(transcript, on)) return { text: `${before}0?` }
  const { edit } = on
  if (edit === undefined) return { text: `${before}?` }
  if (edit.start === edit.end && edit.inserted === '') return { text: `${before}(=)` }
  if (outsideCoding(cds, edit)) return { text: `${before}?` }
  const coding = codingReference(transcript, reference)
  if (isRefusal(coding)) return coding
  const change = proteinChange(coding, on.kind === 'delins' ? trimEdit(textReader(coding.bases), edit, 3) : edit)
  return isRefusal(change) ? change : { text: before + proteinChangeText(change) }
}

/**
 * The c. (or n.) and p. names of a variant on one transcript. The variant is shifted as far 3' as the genome lets it in the transcript's direction, also from exon to
 * intron and back, as HGVS has it; across an exon-exon junction it never goes. In exons that differ from the genome the transcript's own bases count.
 */
export const transcriptNames = (
  variant: Variant,
  transcript: Transcript,
  reference?: ReferenceGenome,
): Omit<HgvsNames, 'g'> => {
  const both = (refusal: Refusal) => ({ c: refusal, p: refusal })
  if (!letters.test(variant.ref) || !letters.test(variant.alt)) return both(refuse('notSupported'))
  if (variant.chrom !== transcript.chrom) return both(refuse('outsideTranscript'))
  const on = placeOnTranscript(variant, transcript, reference)
  if (isRefusal(on)) return both(on)
  const first = placeName(transcript, on.first)
  const last = on.last === on.first ? first : placeName(transcript, on.last)
  const text = `${transcript.id}:${typeOf(transcript)}.${editText(on.kind, first, last, on.ref, on.inserted)}`
  return { c: name(text, on.cut, on.refReplaced), p: proteinName(transcript, on, reference) }
}

/** All three names of a variant. What cannot be named says why. */
export const hgvsOfVariant = (variant: Variant, transcript: Transcript, reference?: ReferenceGenome): HgvsNames => ({
  g: genomicName(variant, transcript.build ?? reference?.build, reference),
  ...transcriptNames(variant, transcript, reference),
})
