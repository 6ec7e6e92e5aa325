import type { Stretches } from '../archive/callable-bed.ts'
import type { CallBatch } from '../calls/call-batch.ts'
import type { CallsHeader, CallsRead } from '../calls/calls-read.ts'
import { type ContigClass, contigClass } from '../identity/contig-class.ts'
import { defaults } from '../read-options.ts'
import type { ReferenceGenome } from '../reference/reference-genome.ts'
import type { Build } from '../site.ts'
import { addToBalance, type AlleleBalance, mergeBalance, startBalance } from './allele-balance.ts'
import type { NamedRegion } from './bed-regions.ts'
import {
  addToCallability,
  type Callability,
  type ListedSite,
  mergeCallability,
  startCallability,
} from './callability.ts'
import { addToCounts, type Counts, mergeCounts, startCounts, startCursor } from './counts.ts'
import { addToMitochondrion, mergeMitochondrion, type Mitochondrion, startMitochondrion } from './mitochondrion.ts'
import type { Assay } from './quality-bands.ts'
import {
  addToReferenceTally,
  mergeReferenceTally,
  type ReferenceTally,
  sequenceLookup,
  startReferenceTally,
} from './reference-check.ts'
import { addToRepeated, mergeRepeated, type RepeatedRows, startRepeated } from './repeated-rows.ts'
import { blankRow, type SeenRow, seeRow } from './seen-row.ts'
import { addToSexEvidence, mergeSexEvidence, type SexEvidence, startSexEvidence } from './sex-evidence.ts'

/**
 * What quality control is to look at. `build`: needed for the sex pattern and the shared stretches of X and Y. `regions`, `sites`: of which callability is wanted;
 * `blockDepth`, `blockQuality`: from what reads and quality on a base counts as looked at (10 and 20 unless given).
 */
export type QualityOptions = {
  readonly build?: Build
  readonly reference?: ReferenceGenome
  readonly regions?: readonly NamedRegion[]
  readonly sites?: readonly ListedSite[]
  readonly blockDepth?: number
  readonly blockQuality?: number
}

/** What has been counted so far of one sample, or of a part of its file. Plain data: it can be sent between workers and put together with `mergeQuality`. */
export type QualityTally = {
  readonly counts: Counts
  readonly sex: SexEvidence | undefined
  readonly balance: AlleleBalance
  readonly mitochondrion: Mitochondrion
  readonly repeated: RepeatedRows
  readonly reference: ReferenceTally | undefined
  readonly callability: Callability | undefined
  /** Rows by contig as the file writes it. */
  readonly contigs: ReadonlyMap<string, number>
}

/** Takes batches one by one and holds what was counted. */
export type QualityCounter = { readonly add: (batch: CallBatch) => void; readonly tally: QualityTally }

/** One pass over a sample's calls for everything that quality control tells. */
export const qualityCounter = (options: QualityOptions): QualityCounter => {
  const { build, reference, regions, sites } = options
  const thresholds = {
    depth: options.blockDepth ?? defaults.blockDepth,
    quality: options.blockQuality ?? defaults.blockQuality,
  }
  const contigs = new Map<string, number>()
  const looked = regions === undefined && sites === undefined ? undefined : (regions ?? [])
  const tally: QualityTally = {
    counts: startCounts(),
    sex: build === undefined ? undefined : startSexEvidence(),
    balance: startBalance(),
    mitochondrion: startMitochondrion(),
    repeated: startRepeated(),
    reference: reference === undefined ? undefined : startReferenceTally(),
    callability: looked === undefined ? undefined : startCallability(looked, sites ?? [], thresholds),
    contigs,
  }
  const lookup = reference === undefined ? undefined : sequenceLookup(reference)
  const cursor = startCursor()
  let row: SeenRow | undefined
  const add = (batch: CallBatch): void => {
    row ??= blankRow(batch)
    contigs.set(batch.contig, (contigs.get(batch.contig) ?? 0) + batch.size)
    const sequence = lookup?.(batch.chrom, batch.contig)
    const sexual = tally.sex !== undefined && build !== undefined && (batch.chrom === 'chrX' || batch.chrom === 'chrY')
    const mitochondrial = batch.chrom === 'chrM'
    addToRepeated(tally.repeated, batch)
    for (let i = 0; i < batch.size; i++) {
      seeRow(batch, i, row)
      addToCounts(tally.counts, cursor, row, build)
      addToBalance(tally.balance, row)
      if (sexual) addToSexEvidence(tally.sex, row, build, thresholds)
      if (mitochondrial) addToMitochondrion(tally.mitochondrion, row)
      if (tally.reference !== undefined) addToReferenceTally(tally.reference, row, sequence)
      if (tally.callability !== undefined) addToCallability(tally.callability, row)
    }
  }
  return { add, tally }
}

const both = <T>(a: T | undefined, b: T | undefined, merge: (a: T, b: T) => T): T | undefined =>
  a === undefined || b === undefined ? undefined : merge(a, b)

/** What two parts of one file tell together; parts may come in any order and grouping. Both were counted with the same options. */
export const mergeQuality = (a: QualityTally, b: QualityTally): QualityTally => {
  const contigs = new Map(a.contigs)
  for (const [contig, n] of b.contigs) contigs.set(contig, (contigs.get(contig) ?? 0) + n)
  return {
    counts: mergeCounts(a.counts, b.counts),
    sex: both(a.sex, b.sex, mergeSexEvidence),
    balance: mergeBalance(a.balance, b.balance),
    mitochondrion: mergeMitochondrion(a.mitochondrion, b.mitochondrion),
    repeated: mergeRepeated(a.repeated, b.repeated),
    reference: both(a.reference, b.reference, mergeReferenceTally),
    callability: both(a.callability, b.callability, mergeCallability),
    contigs,
  }
}

/** What the report needs to know besides the counts. `assay`: as stated by the user; without it the look of the variants decides. `callable`: where absent rows mean reference, as the user states. */
export type QualityContext = {
  readonly header: Pick<CallsHeader, 'source' | 'sample' | 'build' | 'buildEvidence' | 'foreignMitochondrion'>
  readonly format: CallsRead['format']
  readonly assay?: Assay
  readonly callable?: ReadonlyMap<string, Stretches>
}

/** Contigs and rows of each class, the chromosomes left out by name, others listed (at most 20). */
export type ContigsOfClass = {
  readonly class: ContigClass
  readonly contigs: number
  readonly rows: number
  readonly named: readonly string[]
}

export const contigsByClass = (contigs: ReadonlyMap<string, number>): readonly ContigsOfClass[] =>
  [...Map.groupBy(contigs, ([name]) => contigClass(name))]
    .map(([of, list]) => ({
      class: of,
      contigs: list.length,
      rows: list.reduce((n, [, rows]) => n + rows, 0),
      named:
        of === 'chromosome'
          ? []
          : list
              .map(([name]) => name)
              .toSorted()
              .slice(0, 20),
    }))
    .toSorted((a, b) => (a.class < b.class ? -1 : 1))
