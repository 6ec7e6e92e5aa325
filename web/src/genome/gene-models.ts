import { type AlleleAnnotator, alleleAnnotator, type GenomeContext } from '../../../src/genome/annotation/index.ts'
import { readPackedContext, type ReferenceGenome } from '../../../src/genome/reference/index.ts'
import type { Build } from '../../../src/genome/site.ts'
import { openTranscriptTable } from '../../../src/genome/transcripts/transcript-table.ts'
import { type TranscriptIndex, transcriptIndex } from '../../../src/genome/transcripts/transcript-index.ts'
import {
  type GenePack,
  type ListedGene,
  type ListedSite,
  readGenes,
  readListedSites,
} from '../../../src/knowledge/genes.ts'

/** The genes that are held, on one build. `reference`: a few stretches of the genome. `context`, `annotator`: the same, as alleles are named and read against them. */
export type GeneModels = {
  readonly build: Build
  readonly release: string
  readonly attribution: string
  readonly genes: readonly ListedGene[]
  readonly sites: readonly ListedSite[]
  readonly index: TranscriptIndex
  readonly reference: ReferenceGenome | undefined
  readonly context: GenomeContext
  readonly annotator: AlleleAnnotator
}

/** Each gene's preferred transcript, and no GA4GH identifiers: most bases that they need are not held. */
export const annotateOptions = { transcripts: 'preferred', vrs: false } as const

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))

/** Opens a pack for one build. */
export const openGeneModels = (pack: GenePack, build: Build): GeneModels => {
  const table = openTranscriptTable(new TextEncoder().encode(pack.transcripts), pack.index)
  const transcripts = table.contigs.filter((c) => c.build === build).flatMap((c) => table.ofContig(c.chrom, build))
  const index = transcriptIndex(transcripts)
  const packed = readPackedContext(bytesOf(pack.contexts[build]))
  const reference = packed.ok ? packed.value : undefined
  const context = {
    build,
    transcripts: index,
    ...(reference === undefined ? {} : { reference }),
    sources: [pack.release],
  }
  return {
    build,
    release: pack.release,
    attribution: pack.attribution,
    genes: readGenes(pack.genes),
    sites: readListedSites(pack.sites, build),
    index,
    reference,
    context,
    annotator: alleleAnnotator(context, annotateOptions),
  }
}

/** Where a gene lies on the build, 1-based with both ends included. */
export const placeOf = (gene: ListedGene, build: Build): { readonly start: number; readonly end: number } =>
  build === 'GRCh37' ? gene.grch37 : gene.grch38
