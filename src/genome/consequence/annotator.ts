import type { ReferenceGenome } from '../reference/index.ts'
import type { Transcript } from '../transcripts/transcript.ts'
import { firstReaching, type ContigTranscripts, type TranscriptIndex } from '../transcripts/transcript-index.ts'
import type { Variant } from '../variant.ts'
import { alleleChange, shiftRoom } from './allele-change.ts'
import { structuralConsequence, type StructuralChange } from './structural-consequence.ts'
import { neighbourhood, transcriptConsequence, type TranscriptConsequence } from './transcript-consequence.ts'
import { transcriptModel, type TranscriptModel } from './transcript-model.ts'

const noRoom = { left: 0, right: 0 }

/** What a variant does to each of some transcripts of its contig. Transcripts further away than `neighbourhood` give nothing, and so does a variant whose REF and ALT are the same. */
export const consequences = (
  variant: Variant,
  transcripts: readonly Transcript[],
  reference: ReferenceGenome | undefined,
): readonly TranscriptConsequence[] => {
  const change = alleleChange(variant)
  if (change === undefined) return []
  const room = shiftRoom(change, reference?.sequence(variant.chrom))
  return transcripts.flatMap((t) =>
    t.chrom === variant.chrom
      ? (transcriptConsequence(transcriptModel(t), change, room, variant.ref, reference) ?? [])
      : [],
  )
}

/** Transcript sequences held at once, in bases; beyond that all are let go and read again when they are wanted. */
const heldBases = 64e6

type ContigModels = { readonly on: ContigTranscripts; readonly models: (TranscriptModel | undefined)[] }

/**
 * Consequences for many variants. Variants may come in any order; those in order of position are fastest. Results are in order of the transcripts' start.
 * An empty list is an intergenic variant (or one on a contig without transcripts, or one whose REF and ALT are the same).
 */
export type ConsequenceAnnotator = {
  of(variant: Variant): readonly TranscriptConsequence[]
  ofStructural(change: StructuralChange): readonly TranscriptConsequence[]
}

export const consequenceAnnotator = (index: TranscriptIndex, reference?: ReferenceGenome): ConsequenceAnnotator => {
  const contigs = new Map<string, ContigModels | undefined>()
  const withBases: TranscriptModel[] = []
  let held = 0
  let lastName = ''
  let last: ContigModels | undefined
  let lastSequence = reference?.sequence('')
  const contig = (chrom: string): ContigModels | undefined => {
    if (chrom === lastName) return last
    if (!contigs.has(chrom)) {
      const on = index.contig(chrom)
      contigs.set(
        chrom,
        on === undefined ? undefined : { on, models: Array.from({ length: on.transcripts.length }, () => undefined) },
      )
    }
    lastName = chrom
    last = contigs.get(chrom)
    lastSequence = reference?.sequence(chrom)
    return last
  }
  const release = (): void => {
    for (const model of withBases) model.bases = undefined
    withBases.length = 0
    held = 0
  }
  const near = (
    chrom: string,
    start: number,
    end: number,
    look: (model: TranscriptModel) => TranscriptConsequence | undefined,
  ): readonly TranscriptConsequence[] => {
    const here = contig(chrom)
    if (here === undefined) return []
    const { on, models } = here
    const { starts, ends } = on
    const found: TranscriptConsequence[] = []
    for (
      let i = firstReaching(on, start - neighbourhood);
      i < starts.length && (starts[i] as number) < end + neighbourhood;
      i++
    ) {
      if ((ends[i] as number) <= start - neighbourhood) continue
      const model = (models[i] ??= transcriptModel(on.transcripts[i] as Transcript))
      const had = model.bases !== undefined
      const one = look(model)
      if (one !== undefined) found.push(one)
      if (had || !model.bases) continue
      withBases.push(model)
      held += model.bases.length
    }
    if (held > heldBases) release()
    return found
  }
  return {
    of: (variant) => {
      const change = alleleChange(variant)
      if (change === undefined || contig(variant.chrom) === undefined) return []
      const room = change.end - change.start === change.alt.length ? noRoom : shiftRoom(change, lastSequence)
      return near(variant.chrom, change.start - room.left, change.end + room.right, (model) =>
        transcriptConsequence(model, change, room, variant.ref, reference),
      )
    },
    ofStructural: (change) =>
      near(change.chrom, change.start - 1, change.end, (model) => structuralConsequence(model, change)),
  }
}
