import { callGenes } from '../../../src/clinical/pharmacogenomics/calling/call-genes.ts'
import { pgxKnowledge } from '../../../src/clinical/pharmacogenomics/knowledge.ts'
import { knownAllele } from '../../../src/clinical/pharmacogenomics/phenotype/allele-key.ts'
import { readOutsideCalls } from '../../../src/clinical/pharmacogenomics/phenotype/outside-calls.ts'
import { jsonlRows } from '../../../src/knowledge/release.ts'
import { tally } from '../../suite.ts'
import type { SuiteAdapter } from '../../suite.ts'
import { sampleOf } from './sample.ts'
import type { VectorRow } from './sample.ts'

type RealVector = {
  readonly id: string
  readonly sample: string
  readonly rows: readonly (readonly [chrom: string, pos: number, id: string, ref: string, alt: string, filter: string, format: string, sample: string])[]
  readonly expected_matcher: Readonly<
    Record<string, { readonly diplotypes: readonly string[]; readonly scores: readonly number[]; readonly haplotype_matches: readonly string[]; readonly missing: readonly number[] }>
  >
  readonly outside_truth_getrm: Readonly<Record<string, string>>
  readonly warnings: readonly string[]
}

/** Real 30x genomes: every gene's call, missing positions and remarks, and that the GeT-RM CYP2D6 genotype can be given as an outside call. */
export const realGetrm: SuiteAdapter = {
  path: 'pgx/conformance/real-getrm-30x.jsonl',
  title: 'Two 1000 Genomes samples at 30x against PharmCAT 3.1.1 and GeT-RM',
  needs: ['clinpgx'],
  run(context) {
    const knowledge = pgxKnowledge(context.knowledge)
    const count = tally()
    for (const vector of jsonlRows<RealVector>(context.text(this.path))) {
      const rows = vector.rows.map(([chrom, pos, id, ref, alt, filter, format, sample]): VectorRow => {
        const values = sample.split(':')
        const fmt = Object.fromEntries(format.split(':').map((key, i) => [key, values[i] ?? '.']))
        return { chrom, pos, id, ref, alt, filter, gt: fmt.GT ?? '.', fmt }
      })
      const calls = callGenes(sampleOf(vector.sample, rows), knowledge, {})
      const expected: Record<string, unknown> = {}
      const got: Record<string, unknown> = {}
      const expect = (what: string, wanted: unknown, found: unknown) => {
        if (JSON.stringify(wanted) === JSON.stringify(found)) return
        expected[what] = wanted
        got[what] = found
      }
      for (const [gene, asked] of Object.entries(vector.expected_matcher)) {
        const call = calls.find((c) => c.gene === gene)
        expect(
          gene,
          [asked.diplotypes, asked.scores, asked.haplotype_matches, asked.missing],
          [call?.diplotypes.map((d) => d.label), call?.diplotypes.map((d) => d.score), call?.lowestFunction, call?.missing],
        )
      }
      const all = callGenes(sampleOf(vector.sample, rows), knowledge, { callCyp2d6: true })
      const remarked = all.flatMap((c) =>
        c.positions
          .filter((p) => p.messages.some((m) => m.code !== 'row-no-genotype'))
          .map((p) => `${knowledge.genes.get(c.gene)?.definition?.chrom}:${p.pos}`),
      )
      expect('remarks', vector.warnings.toSorted(), remarked.toSorted())
      for (const [gene, truth] of Object.entries(vector.outside_truth_getrm)) {
        const table = knowledge.genes.get(gene)
        const read = readOutsideCalls(`${gene}\t${truth}`, 'getrm.tsv', knowledge)
        const alleles = read.ok ? read.value[0]?.alleles : undefined
        expect(`${gene} truth`, true, table !== undefined && alleles?.length === 2 && alleles.every((a) => knownAllele(table, a) !== undefined))
      }
      count.compare(vector.id, expected, got)
    }
    return count.outcome()
  },
}
