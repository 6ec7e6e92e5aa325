import type { TranscriptTag } from '../transcripts/transcript.ts'

/** One stretch of a transcript as a row gave it, 0-based half-open. */
export type Part = {
  readonly start: number
  readonly end: number
  readonly phase: -1 | 0 | 1 | 2
  readonly line: number
}

/** One row of a cDNA alignment: the transcript's bases (0-based half-open) and, where it says so, GFF3's Gap. */
export type MatchPart = {
  readonly start: number
  readonly end: number
  readonly from: number
  readonly to: number
  readonly gap?: string
  readonly line: number
}

/** Everything that rows said of one transcript before it is put together. */
export type TranscriptParts = {
  readonly key: string
  readonly line: number
  readonly contig: string
  id: string | undefined
  gene: string | undefined
  geneId: string | undefined
  protein: string | undefined
  biotype: string | undefined
  strand: 1 | -1 | 0
  transSpliced: boolean
  startIncomplete: boolean
  endIncomplete: boolean
  readonly tags: Set<TranscriptTag>
  readonly exons: Part[]
  readonly coding: Part[]
  readonly untranslated: Part[]
  readonly stops: Part[]
  readonly matches: MatchPart[]
}

export const noParts = (key: string, contig: string, line: number): TranscriptParts => ({
  key,
  line,
  contig,
  id: undefined,
  gene: undefined,
  geneId: undefined,
  protein: undefined,
  biotype: undefined,
  strand: 0,
  transSpliced: false,
  startIncomplete: false,
  endIncomplete: false,
  tags: new Set(),
  exons: [],
  coding: [],
  untranslated: [],
  stops: [],
  matches: [],
})

const tagNames: Readonly<Record<string, TranscriptTag>> = {
  'mane select': 'MANE Select',
  'mane plus clinical': 'MANE Plus Clinical',
  'ensembl canonical': 'Ensembl canonical',
  'refseq select': 'RefSeq Select',
  basic: 'basic',
  'gencode basic': 'basic',
}

/** Takes in the marks that a source puts on a transcript; those that mean an unfinished end among them. */
export const addTags = (parts: TranscriptParts, tags: readonly string[]): void => {
  for (const tag of tags) {
    const name = tag.trim().toLowerCase().replaceAll('_', ' ')
    const known = tagNames[name]
    if (known !== undefined) parts.tags.add(known)
    if (name === 'cds start nf') parts.startIncomplete = true
    if (name === 'cds end nf') parts.endIncomplete = true
  }
}
