import { intendedUse } from '../../shared/intended-use.ts'
import { releaseName } from '../../knowledge/release.ts'
import type { Problem } from '../../shared/problem.ts'
import type { ClinicalModule } from '../clinical-module.ts'
import { assessPgx, type PgxInput } from './assess.ts'
import { callGenes } from './calling/index.ts'
import type { PgxFinding } from './model.ts'
import { interpretGenes, type OutsideCall, readOutsideCalls } from './phenotype/index.ts'
import { recommendPgx } from './recommend.ts'
import type { PgxTables } from './tables.ts'

export type { AdviceKnowledge } from './advice/records.ts'
export type * from './model.ts'
export { callCohort, type CohortGene, callGenes } from './calling/index.ts'
export { pgxKnowledge, type PgxKnowledge } from './knowledge.ts'
export { interpretGenes, type OutsideCall, readOutsideCalls } from './phenotype/index.ts'
export { joinNeeds } from './recommend.ts'
export { compilePgx, type PgxTables } from './tables.ts'
export { wantedSites } from './wanted-sites.ts'

/** What the module cannot see, whoever reads the genome. */
export const limits: readonly string[] = [
  'Only the listed positions are looked at: a rare variant elsewhere in a gene is not seen, and a gene without a listed variant is called by its reference allele.',
  'Copy number and hybrid alleles of CYP2D6, and HLA types, cannot be called from small variants; they come from outside calls.',
  'Unphased data can fit more than one result; all of them are kept.',
  'The phenotype rules of CYP2D6, G6PD and RYR1 were rebuilt from older full tables and hold on all but two of 15,051 pairs there; CYP2D6 *150, *151 and *164 to *185 are taken as of unknown function.',
  'Advice rests on CPIC and DPWG as of 2024-02 and on the FDA facts held; newer guidance is not in it.',
]

/** The pharmacogenomics module over compiled tables. */
export const pharmacogenomics = (tables: PgxTables): ClinicalModule<PgxInput, PgxFinding> => ({
  id: 'pharmacogenomics',
  title: 'Pharmacogenomics',
  intendedUse,
  limits,
  knowledge: tables.manifests,
  reads: [
    'genome',
    'outsideCalls',
    'medications',
    'conditions',
    'allergies',
    'observations',
    'procedures',
    'demographics',
  ],
  gather: (view) => {
    const problems: Problem[] = []
    let outside: readonly OutsideCall[] = []
    const stated = view.genome?.outsideCalls
    if (stated !== undefined) {
      const read = readOutsideCalls(stated.text, stated.source, tables.pgx)
      problems.push(...read.problems)
      if (read.ok) outside = read.value
    }
    const sites = view.genome?.sites
    const calls =
      sites === undefined
        ? []
        : callGenes(sites, tables.pgx, {
            missingAsReference: view.genome?.missingAsReference ?? false,
            callCyp2d6: view.genome?.callCyp2d6 ?? false,
          })
    return { input: { view, results: interpretGenes(calls, outside, tables.pgx) }, problems, needs: [] }
  },
  assess: (input, at) => assessPgx(input, tables, at),
  recommend: (assessments) => recommendPgx(assessments, tables.manifests.map(releaseName)),
})
