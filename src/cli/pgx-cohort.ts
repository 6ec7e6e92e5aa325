import { existsSync } from 'node:fs'
import {
  callCohort,
  type CohortGene,
  interpretGenes,
  pgxKnowledge,
  type PgxKnowledge,
  wantedSites,
} from '../clinical/pharmacogenomics/index.ts'
import { fileSource, nodeInflate } from '../genome/node/index.ts'
import { readCohort } from '../genome/index.ts'
import { loadRelease } from '../knowledge/folder.ts'
import type { PersonOptions } from './person.ts'
import { tellProblems } from './present.ts'
import { progressBar } from './progress.ts'

type Cells = { readonly diplotypes: string; readonly phenotypes: string; readonly score: string }

/** What a row of the table says of each distinct call of a gene. Several pairs that fit are separated by `;`. */
const cellsOf = (gene: CohortGene, knowledge: PgxKnowledge): readonly Cells[] =>
  gene.distinct.map((call) => {
    const called = call.diplotypes.length > 0 || call.lowestFunction.length > 0
    const result = interpretGenes(
      [{ ...call, gene: gene.gene, source: called ? 'vcf' : 'none', positions: [], missing: [], basis: [] }],
      [],
      knowledge,
    ).find((r) => r.gene === gene.gene)
    const phenotypes = called ? [...new Set(result?.genetic.flatMap((g) => g.phenotypes) ?? [])] : []
    const scores = called ? [...new Set(result?.genetic.flatMap((g) => g.activityScore ?? []) ?? [])] : []
    return {
      diplotypes: [
        ...call.diplotypes.map((d) => d.label),
        ...(call.diplotypes.length === 0 ? call.lowestFunction : []),
      ].join(';'),
      phenotypes: phenotypes.join(';'),
      score: scores.join(';'),
    }
  })

/** Calls every sample of a file: one line per sample and gene on stdout, tab-separated or as JSON Lines. An empty diplotype is "not called". */
export const pgxCohort = async (options: PersonOptions & { readonly jsonl: boolean }): Promise<number> => {
  const path = options.vcf
  if (path === undefined || !existsSync(path)) {
    tellProblems([
      {
        code: 'file-missing',
        severity: 'error',
        at: { source: path ?? '--vcf' },
        message: 'There is no such file.',
        remedy: 'Give a VCF by --vcf.',
      },
    ])
    return 2
  }
  const knowledge = pgxKnowledge([loadRelease('clinpgx'), loadRelease('cpic')])
  const wanted = wantedSites(knowledge)
  const bar = progressBar('reading', options.quiet)
  const cohort = await readCohort(fileSource(path, bar.update), wanted.sites, {
    inflate: nodeInflate,
    regions: wanted.regions,
    ...(options.build === 'GRCh37' || options.build === 'GRCh38' ? { build: options.build } : {}),
  })
  bar.stop()
  tellProblems(cohort.problems)
  if (!cohort.ok) return 2
  const genes = callCohort(cohort.value, knowledge, {
    missingAsReference: options.missingAsReference,
    callCyp2d6: options.callCyp2d6,
  })
  const cells = genes.map((g) => cellsOf(g, knowledge))
  if (!options.jsonl) process.stdout.write('sample\tgene\tdiplotype\tphenotype\tactivity_score\n')
  let chunk: string[] = []
  for (const [s, sample] of cohort.value.samples.entries()) {
    for (const [g, gene] of genes.entries()) {
      const own = cells[g]?.[gene.callOf[s] ?? 0]
      if (own === undefined) continue
      chunk.push(
        options.jsonl
          ? JSON.stringify({ sample, gene: gene.gene, ...own })
          : `${sample}\t${gene.gene}\t${own.diplotypes}\t${own.phenotypes}\t${own.score}`,
      )
    }
    if (chunk.length > 20_000) {
      process.stdout.write(`${chunk.join('\n')}\n`)
      chunk = []
    }
  }
  if (chunk.length > 0) process.stdout.write(`${chunk.join('\n')}\n`)
  return cohort.problems.some((p) => p.severity !== 'info') ? 1 : 0
}
