import type { GenomeContext } from '../../genome/annotation/index.ts'
import {
  bridgeOf,
  type Features,
  geneChains,
  type OperationContext,
  withTranscriptBases,
} from '../../deliver/genomics-operations/index.ts'
import { readChain } from '../../genome/normalise/index.ts'
import { readPackedContext } from '../../genome/reference/index.ts'
import type { Build } from '../../genome/site.ts'
import { openTranscriptTable, tableIndex } from '../../genome/transcripts/index.ts'
import { genomeReleases, type Listed, tableBytes } from '../../knowledge/folder.ts'
import { readGenes } from '../../knowledge/genes.ts'
import { chainIdPrefix, chainTable } from '../../knowledge/import-chain.ts'
import { releaseName } from '../../knowledge/release.ts'

const text = new TextDecoder()
const builds: readonly Build[] = ['GRCh37', 'GRCh38']

const holds = (release: Listed, file: string): boolean => release.manifest.tables.some((t) => t.file === file)

/**
 * What the operations read genomes against: transcripts, sequences and chains of the releases in the folders, imported ones before the shipped. Without an imported chain the genes that lie at
 * one offset on both builds are the bridge between them.
 */
export const operationKnowledge = (
  ...folders: readonly string[]
): { readonly context: OperationContext; readonly features: Features } => {
  const releases = genomeReleases(...folders)
  const models = releases.filter((r) => holds(r, 'transcripts.tsv') && holds(r, 'transcripts.index')).toReversed()
  const tables = models.map((r) =>
    openTranscriptTable(tableBytes(r, 'transcripts.tsv'), text.decode(tableBytes(r, 'transcripts.index'))),
  )
  const transcripts = { GRCh37: tableIndex(tables, 'GRCh37'), GRCh38: tableIndex(tables, 'GRCh38') }
  const genes = releases
    .filter((r) => holds(r, 'genes.tsv'))
    .flatMap((r) => readGenes(text.decode(tableBytes(r, 'genes.tsv'))))
  const contexts: Partial<Record<Build, GenomeContext>> = {}
  for (const build of builds) {
    const file = `context-${build.toLowerCase()}.bin`
    const release = releases.find((r) => holds(r, file))
    const read = release === undefined ? undefined : readPackedContext(tableBytes(release, file), file)
    contexts[build] = {
      build,
      transcripts: transcripts[build],
      sources: models.map((r) => releaseName(r.manifest)),
      reference: withTranscriptBases(read?.ok === true ? read.value : undefined, transcripts[build], build),
    }
  }
  const imported = releases
    .filter((r) => r.manifest.id.startsWith(chainIdPrefix))
    .flatMap((r) => {
      const read = readChain(text.decode(tableBytes(r, chainTable)), releaseName(r.manifest))
      return read.ok ? [read.value] : []
    })
  const ofGenes = builds.flatMap((b) => geneChains(genes, transcripts, b) ?? [])
  return {
    context: { contexts, bridge: bridgeOf([...imported, ...ofGenes], contexts) },
    features: { genes, transcripts },
  }
}
