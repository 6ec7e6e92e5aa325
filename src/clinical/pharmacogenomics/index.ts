import { intendedUse } from '../../shared/intended-use.ts'
import { releaseName } from '../../knowledge/release.ts'
import type { Assessment } from '../../shared/assessment.ts'
import type { Instant } from '../../shared/instant.ts'
import type { Problem } from '../../shared/problem.ts'
import type { ClinicalModule } from '../clinical-module.ts'
import { assessPgx, assessPgxMedicines, type PgxInput } from './assess.ts'
import { callGenes } from './calling/index.ts'
import type { PgxFinding } from './model.ts'
import { interpretGenes, type OutsideCall, readOutsideCalls, recordedCalls } from './phenotype/index.ts'
import { recommendPgx } from './recommend.ts'
import type { PgxTables } from './tables.ts'

export { atStake } from './advice/at-stake.ts'
export type { AdviceKnowledge } from './advice/records.ts'
export type { PgxInput } from './assess.ts'
export type * from './model.ts'
export { callCohort, type CohortGene, callGenes } from './calling/index.ts'
export { pgxKnowledge, type PgxKnowledge } from './knowledge.ts'
export { interpretGenes, type OutsideCall, readOutsideCalls, recordedCalls } from './phenotype/index.ts'
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

/** The module, and the same assessment for some medicines only, for answers that must come at once. */
export type PgxModule = ClinicalModule<PgxInput, PgxFinding> & {
  assessMedicines(input: PgxInput, names: readonly string[], at: Instant): readonly Assessment<PgxFinding>[]
}

const saysOf = (c: OutsideCall): string => (c.alleles ?? []).toSorted().join('/') || (c.phenotype ?? c.activity ?? '')

/** Genes of which the file of outside calls and the record say different things; the file, given for this assessment, counts. */
const contradicting = (file: readonly OutsideCall[], recorded: readonly OutsideCall[]): readonly Problem[] =>
  recorded.flatMap((r): readonly Problem[] => {
    const others = file.filter((f) => f.gene === r.gene && (f.alleles === undefined) === (r.alleles === undefined))
    return others.length === 0 || others.some((f) => saysOf(f) === saysOf(r))
      ? []
      : [
          {
            code: 'recorded-result-differs-from-file',
            severity: 'warning',
            at: r.basis.kind === 'fhir' ? { source: r.basis.resource } : {},
            message: `The record says ${r.gene} ${saysOf(r)}, the file given says ${others.map(saysOf).join(' or ')}. The file was used.`,
            remedy: 'Ask which of them is right.',
          },
        ]
  })

/** The pharmacogenomics module over compiled tables. */
export const pharmacogenomics = (tables: PgxTables): PgxModule => ({
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
    const recorded = recordedCalls(view.genomics, tables.pgx)
    const inFile = new Set(outside.map((c) => c.gene))
    problems.push(...recorded.problems, ...contradicting(outside, recorded.calls))
    outside = [...outside, ...recorded.calls.filter((c) => !inFile.has(c.gene))]
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
  assessMedicines: (input, names, at) => assessPgxMedicines(input, tables, at, names),
  recommend: (assessments) => recommendPgx(assessments, tables.manifests.map(releaseName)),
})
