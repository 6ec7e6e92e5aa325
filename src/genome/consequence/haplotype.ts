import type { ReferenceGenome } from '../reference/index.ts'
import type { Variant } from '../variant.ts'
import { type AlleleChange, alleleChange, moved, type Shift, shiftRoom } from './allele-change.ts'
import { type CodingChange, codingChange } from './coding-change.ts'
import { spliceTerms } from './splice-terms.ts'
import { type ConsequenceTerm, graded, modifier, rankedTerms } from './terms.ts'
import {
  altOnTranscript,
  residueOfStop,
  transcriptConsequence,
  type TranscriptConsequence,
} from './transcript-consequence.ts'
import { basesOf, exonAt, exonicRange, type TranscriptModel } from './transcript-model.ts'

/** One variant of a haplotype as a replacement of transcript bases `from` to `to` inside the coding part (or over its edge into a UTR). */
export type CodingEdit = {
  readonly variant: Variant
  readonly change: AlleleChange
  readonly from: number
  readonly to: number
  readonly alt: Uint8Array
}

/**
 * What variants of one haplotype do together: those that share a codon, and all from one that breaks the reading frame to the one that restores it (or to the end), are read as one change.
 * `effect`: the coding change of several; of one variant `consequence` alone says it. `afterStop`: behind a premature stop of the same haplotype, so that it is not read.
 */
export type HaplotypeCluster = {
  readonly members: readonly Variant[]
  readonly consequence: TranscriptConsequence
  readonly effect?: CodingChange
  readonly edits: readonly CodingEdit[]
  readonly afterStop?: true
}

const editOf = (model: TranscriptModel, variant: Variant, change: AlleleChange): CodingEdit | undefined => {
  const range = exonicRange(model, change.start, change.end)
  if (range === undefined || range.from < 0) return undefined
  const { from, to } = range
  const inCoding =
    from === to ? from > model.codingStart && from < model.codingEnd : to > model.codingStart && from < model.codingEnd
  return inCoding ? { variant, change, from, to, alt: altOnTranscript(model, change.alt) } : undefined
}

const together = (
  bases: Uint8Array,
  edits: readonly CodingEdit[],
): { readonly from: number; readonly to: number; readonly alt: Uint8Array } => {
  const from = edits[0]?.from ?? 0
  const to = edits.reduce((end, e) => Math.max(end, e.to), from)
  const parts: number[] = []
  let at = from
  for (const edit of edits) {
    for (; at < edit.from; at++) parts.push(bases[at] as number)
    parts.push(...edit.alt)
    at = Math.max(at, edit.to)
  }
  return { from, to, alt: Uint8Array.from(parts) }
}

const codonOf = (model: TranscriptModel, position: number): number =>
  Math.floor((position - model.codingStart - model.frame) / 3)

/** Edits that cannot stand on one copy of a chromosome: they replace the same bases. */
const collide = (a: CodingEdit, b: CodingEdit): boolean =>
  b.from < a.to || (a.from === b.from && a.to === a.from && b.to === b.from)

const clustersOf = (model: TranscriptModel, edits: readonly CodingEdit[]): readonly (readonly CodingEdit[])[] => {
  const clusters: CodingEdit[][] = []
  let delta = 0
  for (const edit of edits) {
    const cluster = clusters.at(-1)
    const before = cluster?.at(-1)
    const open =
      before !== undefined &&
      (delta % 3 !== 0 || codonOf(model, edit.from) <= codonOf(model, Math.max(before.to - 1, before.from)))
    const size = edit.alt.length - (edit.to - edit.from)
    if (cluster !== undefined && open && before !== undefined && !collide(before, edit)) {
      cluster.push(edit)
      delta += size
    } else {
      clusters.push([edit])
      delta = size
    }
  }
  return clusters
}

const inframe =
  graded.proteinAltering |
  graded.missense |
  graded.conservativeInsertion |
  graded.disruptiveInsertion |
  graded.conservativeDeletion |
  graded.disruptiveDeletion

/** A stop that is met while the frame is still broken: that a later variant would restore it does not matter any more. */
const brokenUntilStop = (effect: CodingChange, cluster: readonly CodingEdit[]): boolean => {
  if (effect.stop === undefined || !(effect.graded & graded.stopGained)) return false
  let delta = 0
  for (const edit of cluster) {
    if (edit.from + delta > effect.stop) break
    delta += edit.alt.length - (edit.to - edit.from)
  }
  return delta % 3 !== 0
}

const stopsEarly = (terms: readonly ConsequenceTerm[]): boolean =>
  terms.includes('stop_gained') || terms.includes('frameshift_variant')

/**
 * Reads the variants that stand on one copy of a chromosome, on one transcript. Variants outside the coding part, or over an exon's edge, are read one by one.
 * Clusters come in transcript order, the others behind them. Of two variants that replace the same bases each is read alone.
 */
export const readHaplotype = (
  model: TranscriptModel,
  variants: readonly Variant[],
  reference: ReferenceGenome | undefined,
): readonly HaplotypeCluster[] => {
  const sequence = reference?.sequence(model.transcript.chrom)
  const bases = model.codingStart < 0 || model.transcript.slippage !== undefined ? null : basesOf(model, reference)
  const edits: CodingEdit[] = []
  const alone: HaplotypeCluster[] = []
  const changes = variants.flatMap((variant) => {
    const change = alleleChange(variant)
    return change === undefined ? [] : [{ variant, change, room: shiftRoom(change, sequence) }]
  })
  const single = (variant: Variant, change: AlleleChange, room: Shift): TranscriptConsequence | undefined =>
    transcriptConsequence(model, change, room, variant.ref, reference)
  const rooms = new Map<Variant, Shift>()
  for (const { variant, change, room } of changes) {
    const last = moved(change, model.forward ? room.right : -room.left)
    const edit = bases === null ? undefined : (editOf(model, variant, change) ?? editOf(model, variant, last))
    rooms.set(variant, room)
    if (edit !== undefined) edits.push(edit)
    else {
      const consequence = single(variant, change, room)
      if (consequence !== undefined) alone.push({ members: [variant], consequence, edits: [] })
    }
  }
  edits.sort((a, b) => a.from - b.from || a.to - b.to)
  const read: HaplotypeCluster[] = []
  let stop = -1
  for (const cluster of clustersOf(model, edits)) {
    const [first] = cluster
    if (first === undefined || bases === null) continue
    const behind = stop >= 0 && first.from > stop ? ({ afterStop: true } as const) : {}
    if (cluster.length === 1) {
      const consequence = single(first.variant, first.change, rooms.get(first.variant) ?? { left: 0, right: 0 })
      if (consequence === undefined) continue
      read.push({ members: [first.variant], consequence, edits: cluster, ...behind })
      if (stop < 0 && stopsEarly(consequence.terms)) stop = first.from
      continue
    }
    const { from, to, alt } = together(bases, cluster)
    const effect = codingChange(model, bases, from, to, alt)
    const restored = effect.graded & graded.missense && cluster.some((e) => e.alt.length !== e.to - e.from)
    const splice = cluster.reduce(
      (bits, e) => bits | spliceTerms(model, e.change.start, e.change.end, exonAt(model, e.change.start - 1)),
      0,
    )
    const own = restored ? (effect.graded & ~graded.missense) | graded.proteinAltering : effect.graded
    const bits = (brokenUntilStop(effect, cluster) ? (own & ~inframe) | graded.frameshift : own) | splice
    const { terms, impact } = rankedTerms(bits, effect.modifiers | (model.decayed ? modifier.decayedTranscript : 0))
    const of = cluster.map((e) => single(e.variant, e.change, rooms.get(e.variant) ?? { left: 0, right: 0 }))
    const exons = of.flatMap((c) => c?.exons ?? [])
    read.push({
      members: cluster.map((e) => e.variant),
      edits: cluster,
      effect,
      consequence: {
        transcript: model.transcript,
        terms,
        impact,
        ...(exons.length === 0 ? {} : { exons: [Math.min(...exons), Math.max(...exons)] as const }),
        transcriptPosition: [from + 1, to],
        codingPosition: [Math.max(from - model.codingStart, 0) + 1, Math.min(to, model.codingEnd) - model.codingStart],
        ...(effect.residues === undefined ? {} : { residues: effect.residues }),
        ...(effect.codons === undefined ? {} : { codons: effect.codons }),
        ...(effect.aminoAcids === undefined ? {} : { aminoAcids: effect.aminoAcids }),
        ...(effect.stop === undefined ? {} : { newStop: residueOfStop(model, effect.stop) }),
        ...(effect.decay === undefined ? {} : { decay: effect.decay }),
        flags: [
          ...new Set([...of.flatMap((c) => c?.flags ?? []), ...(effect.unread ? (['noSequence'] as const) : [])]),
        ],
      },
      ...behind,
    })
    if (stop < 0 && stopsEarly(terms)) stop = to
  }
  return [...read, ...alone]
}
