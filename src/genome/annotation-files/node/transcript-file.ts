import { fileSource, nodeInflate } from '../../node/index.ts'
import type { Build } from '../../site.ts'
import type { Transcript } from '../../transcripts/transcript.ts'
import { transcriptTableWriter } from '../../transcripts/transcript-table.ts'
import { type AnnotationSummary, readTranscripts } from '../read-transcripts.ts'

/** A file of transcript models as a table with its index. `publisher`: whose accessions most of the transcripts bear. */
export type TranscriptFileTables = AnnotationSummary & {
  readonly table: string
  readonly index: string
  readonly publisher: 'ensembl' | 'refseq' | 'other'
}

const publisherOf = ({ id }: Transcript): 'ensembl' | 'refseq' | 'other' =>
  /^ENS[A-Z]*T\d/.test(id) ? 'ensembl' : /^[NX][MR]_\d/.test(id) ? 'refseq' : 'other'

/** Reads a GFF3 or GTF file from disk. Throws when there is no such file. */
export const readTranscriptFile = async (
  path: string,
  build?: Build,
  progress?: (read: number, size: number) => void,
): Promise<TranscriptFileTables> => {
  const writer = transcriptTableWriter()
  const counts = { ensembl: 0, refseq: 0, other: 0 }
  const summary = await readTranscripts(fileSource(path, progress), {
    inflate: nodeInflate,
    ...(build === undefined ? {} : { build }),
    onTranscripts: (_, transcripts) => {
      writer.add(transcripts)
      for (const t of transcripts) counts[publisherOf(t)]++
    },
  })
  const publisher =
    counts.ensembl + counts.refseq < counts.other ? 'other' : counts.ensembl >= counts.refseq ? 'ensembl' : 'refseq'
  return { ...summary, ...writer.end(), publisher }
}
