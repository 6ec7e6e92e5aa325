import type { ReferenceGenome } from '../reference/reference-genome.ts'
import { positionMap } from '../transcripts/position-map.ts'
import type { Transcript } from '../transcripts/transcript.ts'
import { codingReference } from './coding-reference.ts'
import { editOfChange } from './edit-of-change.ts'
import type { NucleotideChange, NucleotideVariant, Point, ProteinChange, ProteinVariant } from './hgvs-variant.ts'
import { outsideCoding, proteinChange, unknownProtein } from './protein-change.ts'
import { transcriptReader } from './readers.ts'
import { isRefusal, type Refusal, refuse } from './refusal.ts'
import { trimEdit } from './sequence-edit.ts'
import { findPlace } from './transcript-place.ts'

/** The whole coding part lies between two points, introns counted to the exon that they border on. */
const coversCoding = (
  change: NucleotideChange,
  transcript: Transcript,
  place: (point: Point) => number | undefined,
) => {
  if (change.kind !== 'edit' || transcript.cds === undefined) return false
  const first = place(change.at.start)
  const last = place(change.at.end ?? change.at.start)
  const gone = change.edit.kind === 'deletion' || change.edit.kind === 'delins'
  return (
    gone && first !== undefined && last !== undefined && first <= transcript.cds.start && last >= transcript.cds.end - 1
  )
}

const inIntron = (point: Point): boolean => point.kind === 'base' && point.offset !== 0

/**
 * The protein variant that a c. description predicts. `p.?` where it touches an intron or only untranslated bases: what splicing or the untranslated part does to the
 * protein cannot be read off the sequence.
 */
export const toProteinVariant = (
  variant: NucleotideVariant,
  transcript: Transcript,
  reference?: ReferenceGenome,
): ProteinVariant | Refusal => {
  if (transcript.cds === undefined) return refuse('notCoding')
  const change = variant.chromosomes[0]?.[0]
  if (change === undefined || variant.chromosomes.length > 1 || variant.chromosomes[0]?.length !== 1)
    return refuse('severalChanges')
  const named = transcript.protein === undefined ? {} : { reference: { accession: transcript.protein } }
  const as = (protein: ProteinChange): ProteinVariant => ({
    ...named,
    type: 'p',
    chromosomes: [[protein]],
    phase: 'trans',
    bracketed: false,
  })
  const map = positionMap(transcript)
  const nearest = (point: Point): number | undefined => {
    const place = findPlace(map, variant.type, point)
    return isRefusal(place) ? undefined : place.base
  }
  if (coversCoding(change, transcript, nearest)) return as({ kind: 'whole', predicted: false, state: '0?' })
  if (change.kind === 'edit' && [change.at.start, change.at.end ?? change.at.start].some(inIntron))
    return as(unknownProtein)
  const reader = transcriptReader(transcript, reference)
  const edit = editOfChange(change, reader, (point) => {
    const place = findPlace(map, variant.type, point)
    return isRefusal(place) ? place : place.base
  })
  if (isRefusal(edit)) return edit.refused === 'noChange' ? as({ kind: 'whole', predicted: true, state: '=' }) : edit
  if (edit.start < 0 || edit.end > reader.length) return refuse('outsideTranscript')
  const trimmed = trimEdit(reader, edit, 3)
  if (trimmed.start === trimmed.end && trimmed.inserted === '')
    return as({ kind: 'whole', predicted: true, state: '=' })
  if (outsideCoding(transcript.cds, trimmed)) return as(unknownProtein)
  const coding = codingReference(transcript, reference)
  if (isRefusal(coding)) return coding
  const protein = proteinChange(coding, trimmed)
  return isRefusal(protein) ? protein : as(protein)
}
