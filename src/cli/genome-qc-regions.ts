import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { pgxKnowledge, wantedSites } from '../clinical/pharmacogenomics/index.ts'
import type { Build } from '../genome/index.ts'
import { bedRegions, codingRegions, type ListedSite, type NamedRegion } from '../genome/quality/index.ts'
import { problemLog } from '../genome/problem-log.ts'
import { openTranscriptTable } from '../genome/transcripts/index.ts'
import { loadRelease } from '../knowledge/folder.ts'
import { loadGenePack } from '../knowledge/gene-pack.ts'
import { readGenes } from '../knowledge/genes.ts'
import { bad, hasError, ok, problem, type Result } from '../shared/problem.ts'

/** Of what callability is told, on either build; `what` says it in words. */
export type QcRegions = {
  readonly what: string
  readonly of: (build: Build) => { readonly regions: readonly NamedRegion[]; readonly sites: readonly ListedSite[] }
}

type GeneRegions = QcRegions & { readonly known: ReadonlySet<string> }

/** Coding bases of the shipped genes (the whole stretch where no model is held), and the positions that pharmacogenomics lists. */
const shippedGenes = (folders: readonly string[], wanted?: ReadonlySet<string>): GeneRegions => {
  const pack = loadGenePack(...folders)
  const genes = readGenes(pack.genes).filter((g) => wanted === undefined || wanted.has(g.gene.toUpperCase()))
  const models = openTranscriptTable(new TextEncoder().encode(pack.transcripts), pack.index)
  const knowledge = pgxKnowledge(['clinpgx', 'cpic'].map((id) => loadRelease(id, undefined, ...folders)))
  const named = new Set(genes.map((g) => g.gene))
  return {
    what: `the coding bases of ${genes.length} genes of ${pack.release}`,
    known: new Set(genes.map((g) => g.gene.toUpperCase())),
    of: (build) => {
      const regions = genes.flatMap(({ gene, chrom, transcript, grch37, grch38 }): readonly NamedRegion[] => {
        const model = models.ofGene(gene, build).find((t) => t.id === transcript)
        const whole = build === 'GRCh37' ? grch37 : grch38
        const parts = model === undefined ? [{ chrom, ...whole }] : codingRegions(model)
        return parts.map((r) => ({ ...r, name: gene }))
      })
      const sites = [...knowledge.genes]
        .filter(([gene]) => named.has(gene))
        .flatMap(([gene, of]) =>
          wantedSites({ ...knowledge, genes: new Map([[gene, of]]) }).sites[build].map((site) => ({ ...site, gene })),
        )
      return { regions, sites }
    },
  }
}

/** Regions of a file: a BED, or names of shipped genes, one a line. Without a file all shipped genes. */
export const qcRegions = (file: string | undefined, folders: readonly string[]): Result<QcRegions> => {
  if (file === undefined) return ok(shippedGenes(folders))
  const text = readFileSync(file, 'utf8')
  const lines = text.split(/\r?\n/).filter((l) => l !== '' && !l.startsWith('#'))
  const isList = lines.length > 0 && lines.every((l) => /^[A-Za-z][\w.-]*$/.test(l.trim()))
  if (!isList) {
    const log = problemLog(basename(file))
    const regions = bedRegions(text, log)
    if (regions.length === 0 && !hasError(log.all()))
      return bad([problem('regions-empty', file, 'The file names no regions.', 'Give a BED file or one gene a line.')])
    const problems = log.all()
    return hasError(problems)
      ? bad(problems)
      : ok({ what: `the regions of ${basename(file)}`, of: () => ({ regions, sites: [] }) }, problems)
  }
  const wanted = new Set(lines.map((l) => l.trim().toUpperCase()))
  const genes = shippedGenes(folders, wanted)
  const unknown = [...wanted].filter((g) => !genes.known.has(g))
  if (unknown.length === 0) return ok(genes)
  return bad([
    problem(
      'gene-not-held',
      file,
      `The place of these genes is not held: ${unknown.join(', ')}.`,
      'Give their places in a BED file, with the name of the gene in the fourth column.',
    ),
  ])
}
