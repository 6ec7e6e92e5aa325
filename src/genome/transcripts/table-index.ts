import type { Build } from '../site.ts'
import type { Transcript } from './transcript.ts'
import { type ContigTranscripts, preferTranscripts, type TranscriptIndex, transcriptIndex } from './transcript-index.ts'
import type { TranscriptTable } from './transcript-table.ts'

/** Of one transcript that several tables hold on the same contig, the first table's counts. */
const firstOfEach = (transcripts: readonly Transcript[]): readonly Transcript[] => [
  ...new Map(transcripts.toReversed().map((t) => [`${t.id} ${t.chrom}`, t])).values(),
]

/** The transcripts of one build in several tables, as an index that reads a contig or a gene when it is first asked for. Earlier tables come before later ones. */
export const tableIndex = (tables: readonly TranscriptTable[], build: Build): TranscriptIndex => {
  const contigs = new Map<string, TranscriptIndex>()
  const onContig = (chrom: string): TranscriptIndex => {
    const held = contigs.get(chrom)
    if (held !== undefined) return held
    const made = transcriptIndex(firstOfEach(tables.flatMap((t) => t.ofContig(chrom, build))))
    contigs.set(chrom, made)
    return made
  }
  const preferred = (found: readonly Transcript[]): readonly Transcript[] =>
    firstOfEach(found).toSorted(preferTranscripts)
  let whole: TranscriptIndex | undefined
  const all = (): TranscriptIndex => {
    const chroms = new Set(
      tables.flatMap((t) => t.contigs.filter((c) => c.build === undefined || c.build === build).map((c) => c.chrom)),
    )
    whole ??= transcriptIndex([...chroms].flatMap((chrom) => onContig(chrom).all))
    return whole
  }
  return {
    get all() {
      return all().all
    },
    byGene: (name) => preferred(tables.flatMap((t) => t.ofGene(name, build))),
    byId: (accession) => transcriptIndex(firstOfEach(tables.flatMap((t) => t.byId(accession, build)))).byId(accession),
    byProtein: (accession) => all().byProtein(accession),
    contig: (chrom): ContigTranscripts | undefined => onContig(chrom).contig(chrom),
    overlapping: (chrom, start, end) => onContig(chrom).overlapping(chrom, start, end),
  }
}
