import { AttuneError } from '../shared/errors.ts'
import { genomeReleases, tableBytes } from './folder.ts'
import type { GenePack } from './genes.ts'
import { releaseName } from './release.ts'

const id = 'attune-genes'

/** The newest attune-genes release over the folders (the shipped one unless named), each table held against its checksum. */
export const loadGenePack = (...roots: readonly string[]): GenePack => {
  const release = genomeReleases(...roots).find((r) => r.manifest.id === id)
  if (release === undefined) throw new AttuneError('ATTUNE_KNOWLEDGE_MISSING', id)
  const text = (file: string): string => new TextDecoder().decode(tableBytes(release, file))
  const packed = (file: string): string => Buffer.from(tableBytes(release, file)).toString('base64')
  return {
    release: releaseName(release.manifest),
    attribution: release.manifest.attribution,
    genes: text('genes.tsv'),
    sites: text('sites.tsv'),
    transcripts: text('transcripts.tsv'),
    index: text('transcripts.index'),
    contexts: { GRCh37: packed('context-grch37.bin'), GRCh38: packed('context-grch38.bin') },
  }
}
