import { accessionOfContig, canonicalContig } from '../identity/contig-name.ts'
import type { ReferenceGenome } from '../reference/reference-genome.ts'
import { reverseComplement } from '../reverse-complement.ts'
import { positionMap, toGenome, toTranscript } from '../transcripts/position-map.ts'
import type { Transcript } from '../transcripts/transcript.ts'
import { mayDiffer } from '../transcripts/transcript-sequence.ts'
import { basesOf, editOfChange } from './edit-of-change.ts'
import type {
  InsertedPiece,
  Interval,
  KnownPoint,
  NucleotideChange,
  NucleotideEdit,
  NucleotideVariant,
  Point,
} from './hgvs-variant.ts'
import { contigReader, transcriptReader } from './readers.ts'
import { isRefusal, type Refusal, type RefusalReason, refuse } from './refusal.ts'
import type { BaseReader } from './sequence-edit.ts'
import { describePlace, findPlace, typeOf } from './transcript-place.ts'

type MapPoint = (point: KnownPoint) => KnownPoint | Refusal

const mapPoint = (point: Point, map: MapPoint, turned: boolean): Point | Refusal => {
  if (point.kind !== 'between') return map(point)
  const from = map(turned ? point.to : point.from)
  if (isRefusal(from)) return from
  const to = map(turned ? point.from : point.to)
  return isRefusal(to) ? to : { kind: 'between', from, to }
}

const mapInterval = ({ start, end }: Interval, map: MapPoint, turned: boolean): Interval | Refusal => {
  const first = mapPoint(turned && end !== undefined ? end : start, map, turned)
  if (isRefusal(first) || end === undefined) return isRefusal(first) ? first : { start: first }
  const last = mapPoint(turned ? start : end, map, turned)
  return isRefusal(last) ? last : { start: first, end: last }
}

const turnedPieces = (pieces: readonly InsertedPiece[]): readonly InsertedPiece[] | Refusal => {
  const out: InsertedPiece[] = []
  for (const piece of pieces.toReversed()) {
    if (piece.kind === 'bases') out.push({ kind: 'bases', bases: reverseComplement(piece.bases) })
    else if (piece.kind === 'count') out.push({ ...piece, unit: reverseComplement(piece.unit) })
    else if (piece.reference === undefined) return refuse('notSupported')
    else out.push({ ...piece, inverted: !piece.inverted })
  }
  return out
}

const turnedStated = (edit: NucleotideEdit): NucleotideEdit =>
  'stated' in edit && typeof edit.stated === 'string' ? { ...edit, stated: reverseComplement(edit.stated) } : edit

/** The same edit read on the other strand. */
const turn = (edit: NucleotideEdit, at: Interval): NucleotideEdit | Refusal => {
  switch (edit.kind) {
    case 'substitution':
      return { ...edit, ref: reverseComplement(edit.ref), alt: reverseComplement(edit.alt) }
    case 'insertion':
    case 'delins': {
      const inserted = turnedPieces(edit.inserted)
      return isRefusal(inserted) ? inserted : ({ ...turnedStated(edit), inserted } as NucleotideEdit)
    }
    case 'repeat':
      if (at.end === undefined) return refuse('notSupported')
      return { ...edit, units: edit.units.toReversed().map((u) => ({ ...u, unit: reverseComplement(u.unit) })) }
    case 'conversion':
      return refuse('notSupported')
    default:
      return turnedStated(edit)
  }
}

const hasStretch = (edit: NucleotideEdit): boolean =>
  (edit.kind === 'insertion' || edit.kind === 'delins') &&
  edit.inserted.some((piece) => piece.kind === 'stretch' && piece.reference === undefined)

const mapChange = (change: NucleotideChange, map: MapPoint, turned: boolean): NucleotideChange | Refusal => {
  if (change.kind === 'whole') return change
  if (change.kind === 'mixed') {
    const of = mapChange(change.of, map, turned)
    const at = change.at === undefined ? undefined : mapInterval(change.at, map, turned)
    if (isRefusal(of)) return of
    if (isRefusal(at)) return at
    return { ...change, of, ...(at === undefined ? {} : { at }) }
  }
  if (hasStretch(change.edit)) return refuse('notSupported')
  const at = mapInterval(change.at, map, turned)
  if (isRefusal(at)) return at
  const edit = turned ? turn(change.edit, change.at) : change.edit
  return isRefusal(edit) ? edit : { ...change, at, edit }
}

const mapVariant = (
  variant: NucleotideVariant,
  each: (change: NucleotideChange) => NucleotideChange | Refusal,
): Pick<NucleotideVariant, 'chromosomes' | 'phase' | 'bracketed'> | Refusal => {
  const chromosomes: NucleotideChange[][] = []
  for (const changes of variant.chromosomes) {
    const mapped = changes.map(each)
    const refused = mapped.find(isRefusal)
    if (refused !== undefined) return refused
    chromosomes.push(mapped as NucleotideChange[])
  }
  return { chromosomes, phase: variant.phase, bracketed: variant.bracketed }
}

/** Where a point stands in a sequence whose bases are read by `editOfChange`; undefined for one outside it. */
type PlaceIn = (point: Point) => number | undefined

/** Takes the reference bases that the change is now said against; a change to just those bases becomes `=`. */
const restate = (change: NucleotideChange, reader: BaseReader, place: PlaceIn): NucleotideChange => {
  if (change.kind !== 'edit') return change
  const { edit, at } = change
  if (edit.kind !== 'substitution' && edit.kind !== 'delins') return change
  const start = place(at.start)
  const last = place(at.end ?? at.start)
  if (start === undefined || last === undefined) return change
  const size = edit.kind === 'substitution' ? edit.ref.length : last + 1 - start
  const bases = basesOf(reader, start, start + size)
  if (bases === undefined) return change
  if (edit.kind === 'substitution')
    return { ...change, edit: edit.alt === bases ? { kind: 'identity' } : { ...edit, ref: bases } }
  const only = edit.inserted.length === 1 ? edit.inserted[0] : undefined
  return only?.kind === 'bases' && only.bases === bases ? { ...change, edit: { kind: 'identity' } } : change
}

const contradictions: ReadonlySet<RefusalReason> = new Set(['refMismatch', 'referenceIsAlt', 'wrongLength'])

const check = (change: NucleotideChange, reader: BaseReader, place: PlaceIn): Refusal | undefined => {
  if (change.kind !== 'edit' || change.edit.kind === 'repeat') return undefined
  const edit = editOfChange(change, reader, (point) => place(point) ?? refuse('uncertain'))
  return isRefusal(edit) && contradictions.has(edit.refused) ? edit : undefined
}

const genomePlace: PlaceIn = (point) => (point.kind === 'base' ? point.number - 1 : undefined)

/**
 * A g. (or m.) description on a transcript: c., or n. where it does not code. Positions only are carried over, nothing is shifted; the reference bases are the
 * transcript's where they are known. Bases that contradict the reference genome are refused.
 */
export const toTranscriptVariant = (
  variant: NucleotideVariant,
  transcript: Transcript,
  reference?: ReferenceGenome,
): NucleotideVariant | Refusal => {
  if (variant.type !== 'g' && variant.type !== 'm') return refuse('notSupported')
  const map = positionMap(transcript)
  const contig = contigReader(transcript.chrom, reference, transcript)
  const reader = transcriptReader(transcript, reference)
  const point: MapPoint = (p) => {
    if (p.kind !== 'base') return p.kind === 'unknown' ? p : refuse('notSupported')
    const place = toTranscript(map, p.number - 1)
    return 'refused' in place ? refuse(place.refused) : describePlace(transcript, place)
  }
  const type = typeOf(transcript)
  const exonic: PlaceIn = (p) => {
    const place = findPlace(map, type, p)
    return isRefusal(place) || place.offset !== 0 ? undefined : place.base
  }
  const alleles = mapVariant(variant, (change) => {
    const wrong = check(change, contig, genomePlace)
    if (wrong !== undefined) return wrong
    const mapped = mapChange(change, point, transcript.strand === -1)
    return isRefusal(mapped) ? mapped : restate(mapped, reader, exonic)
  })
  return isRefusal(alleles) ? alleles : { reference: { accession: transcript.id }, type, ...alleles }
}

const joinsExons = (change: NucleotideChange): boolean => {
  if (change.kind !== 'edit' || change.edit.kind !== 'insertion') return false
  const { start, end } = change.at
  return start.kind === 'base' && end?.kind === 'base' && end.number - start.number !== 1
}

/**
 * A c. or n. description on the genome, with the accession of the contig. Positions only are carried over; the reference bases are the genome's where they are
 * known. `flank`: how many bases before and after the transcript may be counted.
 */
export const toGenomeVariant = (
  variant: NucleotideVariant,
  transcript: Transcript,
  reference?: ReferenceGenome,
  flank = 0,
): NucleotideVariant | Refusal => {
  const map = positionMap(transcript)
  const reader = transcriptReader(transcript, reference)
  const contig = contigReader(transcript.chrom, reference, undefined)
  const point: MapPoint = (p) => {
    if (p.kind === 'unknown') return p
    const place = findPlace(map, variant.type, p)
    if (isRefusal(place)) return place
    const position = toGenome(map, place, flank)
    return typeof position === 'number'
      ? { kind: 'base', part: '', number: position + 1, offset: 0 }
      : refuse(position.refused)
  }
  const exonic: PlaceIn = (p) => {
    const place = findPlace(map, variant.type, p)
    return isRefusal(place) || place.offset !== 0 ? undefined : place.base
  }
  const alleles = mapVariant(variant, (change) => {
    const wrong = check(change, reader, exonic)
    if (wrong !== undefined) return wrong
    const mapped = mapChange(change, point, transcript.strand === -1)
    if (isRefusal(mapped)) return mapped
    if (joinsExons(mapped)) return refuse('exonJunction')
    const ends = change.kind === 'edit' ? [change.at.start, change.at.end ?? change.at.start] : []
    const inIntron = ends.some((end) => exonic(end) === undefined) ? check(mapped, contig, genomePlace) : undefined
    if (inIntron !== undefined) return inIntron
    const restated = restate(mapped, contig, genomePlace)
    const base = change.kind === 'edit' ? exonic(change.at.start) : undefined
    const bare =
      change.kind === 'edit' && change.edit.kind === 'substitution' && contig.codeAt(numberOf(mapped) - 1) === 0
    return bare && base !== undefined && mayDiffer(transcript, base) ? refuse('noSequence') : restated
  })
  if (isRefusal(alleles)) return alleles
  const { chrom, build } = transcript
  const of = build ?? reference?.build
  const accession = (of === undefined ? undefined : accessionOfContig(chrom, of)) ?? chrom
  return { reference: { accession }, type: canonicalContig(chrom) === 'chrM' ? 'm' : 'g', ...alleles }
}

const numberOf = (change: NucleotideChange): number =>
  change.kind === 'edit' && change.at.start.kind === 'base' ? change.at.start.number : 0
