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
import { listReleases, loadRelease } from '../knowledge/folder.ts'
import { newerReleaseProblems } from '../knowledge/newer-release.ts'
import { hasError, type Problem, problem } from '../shared/problem.ts'
import { knowledgeFolders } from './knowledge-folders.ts'
import { fileProblems, optionProblems, type PersonOptions } from './person.ts'
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

type CohortOptions = PersonOptions & { readonly json: boolean; readonly jsonl: boolean }

/** Options that are about one person and so do not go with a whole file. */
const forOnePerson = ['record', 'outsideCalls', 'sample', 'patient'] as const

const cohortProblems = (drug: string | undefined, options: CohortOptions): readonly Problem[] => {
  const given = [
    ...(drug === undefined ? [] : [`the medicine ${drug}`]),
    ...forOnePerson
      .filter((o) => options[o] !== undefined)
      .map((o) => `--${o.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`),
  ]
  return [
    ...optionProblems(options),
    ...(given.length === 0
      ? []
      : [
          problem(
            'option-for-one-person',
            '--all-samples',
            `The calls of all samples are given without ${given.join(', ')}.`,
            'Leave --all-samples out to assess one person, or leave these out.',
          ),
        ]),
    ...(options.vcf === undefined
      ? [problem('nothing-to-assess', '--all-samples', 'No genome file was given.', 'Give a VCF by --vcf.')]
      : fileProblems(options.vcf)),
  ]
}

/** Rows to stdout in pieces; as lines, or as one JSON array. */
const rowWriter = (asArray: boolean): { readonly add: (row: string) => void; readonly end: () => void } => {
  let rows: string[] = []
  let begun = false
  const flush = (): void => {
    if (rows.length === 0) return
    process.stdout.write(asArray ? `${begun ? ',\n' : '[\n'}${rows.join(',\n')}` : `${rows.join('\n')}\n`)
    begun = true
    rows = []
  }
  return {
    add: (row) => {
      if (rows.push(row) > 20_000) flush()
    },
    end: () => {
      flush()
      if (asArray) process.stdout.write(begun ? '\n]\n' : '[]\n')
    },
  }
}

/**
 * Calls every sample of a file: one row per sample and gene on stdout, tab-separated, as JSON Lines or as one JSON array. An empty diplotype
 * is "not called".
 */
export const pgxCohort = async (drug: string | undefined, options: CohortOptions): Promise<number> => {
  const folders = knowledgeFolders(options)
  const wrong = [...cohortProblems(drug, options), ...folders.problems]
  tellProblems(wrong)
  if (!folders.ok || hasError(wrong) || options.vcf === undefined) return 2
  const releases = ['clinpgx', 'cpic'].map((id) => loadRelease(id, undefined, ...folders.value))
  const displaced =
    options.knowledge === undefined
      ? []
      : newerReleaseProblems(
          releases,
          listReleases(...folders.value).map((r) => r.manifest),
        )
  tellProblems(displaced)
  const knowledge = pgxKnowledge(releases)
  const wanted = wantedSites(knowledge)
  const bar = progressBar('reading', options.quiet)
  const cohort = await readCohort(fileSource(options.vcf, bar.update), wanted.sites, {
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
  const asJson = options.json || options.jsonl
  if (!asJson) process.stdout.write('sample\tgene\tdiplotype\tphenotype\tactivity_score\n')
  const rows = rowWriter(options.json)
  for (const [s, sample] of cohort.value.samples.entries()) {
    for (const [g, gene] of genes.entries()) {
      const own = cells[g]?.[gene.callOf[s] ?? 0]
      if (own === undefined) continue
      rows.add(
        asJson
          ? JSON.stringify({ sample, gene: gene.gene, ...own })
          : `${sample}\t${gene.gene}\t${own.diplotypes}\t${own.phenotypes}\t${own.score}`,
      )
    }
  }
  rows.end()
  return [...displaced, ...cohort.problems].some((p) => p.severity !== 'info') ? 1 : 0
}
