import { basename } from 'node:path'
import type { GenomeContext } from '../genome/annotation/index.ts'
import { fastaFile } from '../genome/node/index.ts'
import { layeredReference, readPackedContext, type ReferenceGenome } from '../genome/reference/index.ts'
import type { Build } from '../genome/site.ts'
import { openTranscriptTable, tableIndex, type TranscriptIndex } from '../genome/transcripts/index.ts'
import { genomeReleases, type Listed, tableBytes } from '../knowledge/folder.ts'
import { releaseName } from '../knowledge/release.ts'
import { bad, ok, type Result } from '../shared/problem.ts'
import { type KnowledgeOption, knowledgeFolders } from './knowledge-folders.ts'
import { fileProblems } from './person.ts'
import { builtOtherwise } from './reference-build.ts'

/** The options that say what alleles are named and read against. */
export type GenomeContextOptions = KnowledgeOption & { readonly reference?: string }

const text = new TextDecoder()
const holds = (release: Listed, file: string): boolean => release.manifest.tables.some((t) => t.file === file)

const transcriptReleases = (folders: readonly string[]): readonly Listed[] =>
  genomeReleases(...folders)
    .toReversed()
    .filter((r) => holds(r, 'transcripts.tsv') && holds(r, 'transcripts.index'))

/** The transcripts of each build in the knowledge folders, imported releases before the shipped one, and the releases they come from. */
export type OpenedTranscripts = Readonly<Record<Build, TranscriptIndex>> & { readonly releases: readonly string[] }

export const openTranscripts = (options: KnowledgeOption): Result<OpenedTranscripts> => {
  const folders = knowledgeFolders(options)
  if (!folders.ok) return folders
  const releases = transcriptReleases(folders.value)
  const tables = releases.map((r) =>
    openTranscriptTable(tableBytes(r, 'transcripts.tsv'), text.decode(tableBytes(r, 'transcripts.index'))),
  )
  return ok(
    {
      GRCh37: tableIndex(tables, 'GRCh37'),
      GRCh38: tableIndex(tables, 'GRCh38'),
      releases: releases.map((r) => releaseName(r.manifest)),
    },
    folders.problems,
  )
}

/** Opened transcripts with the reference bases of `--reference` and of the shipped windows of that build. */
export const openGenomeContext = (
  build: Build,
  options: GenomeContextOptions,
  transcripts: OpenedTranscripts,
): Result<GenomeContext> => {
  const folders = knowledgeFolders(options)
  if (!folders.ok) return folders
  const { reference: path } = options
  const unreadable = path === undefined ? [] : fileProblems(path)
  if (unreadable.length > 0) return bad(unreadable)
  const fasta = path === undefined ? undefined : fastaFile(path)
  if (fasta?.ok === false) return fasta
  const found = fasta?.value.build
  if (path !== undefined && found !== undefined && found !== build) return bad([builtOtherwise(path, build, found)])
  const references: ReferenceGenome[] = fasta === undefined ? [] : [fasta.value]
  const context = `context-${build.toLowerCase()}.bin`
  for (const release of genomeReleases(...folders.value).filter((r) => holds(r, context))) {
    const read = readPackedContext(tableBytes(release, context), `${releaseName(release.manifest)}/${context}`)
    if (!read.ok) return read
    references.push(read.value)
  }
  return ok(
    {
      build,
      transcripts: transcripts[build],
      reference: layeredReference(references, build),
      sources: [...(path === undefined ? [] : [basename(path)]), ...transcripts.releases],
    },
    fasta?.problems ?? [],
  )
}
