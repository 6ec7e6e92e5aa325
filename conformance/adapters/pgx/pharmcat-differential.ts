import { callGenes } from '../../../src/clinical/pharmacogenomics/calling/call-genes.ts'
import type { GeneCall } from '../../../src/clinical/pharmacogenomics/model.ts'
import { pgxKnowledge } from '../../../src/clinical/pharmacogenomics/knowledge.ts'
import type { PgxKnowledge } from '../../../src/clinical/pharmacogenomics/knowledge.ts'
import { jsonlRows } from '../../../src/knowledge/release.ts'
import { tally } from '../../suite.ts'
import type { SuiteAdapter } from '../../suite.ts'
import { referenceRows, sampleOf } from './sample.ts'
import type { VectorRow } from './sample.ts'

export type DifferentialVector = {
  readonly id: string
  readonly gene: string
  readonly mode: 'unphased' | 'phased' | 'missing'
  readonly calls: readonly (readonly [pos: number, ref: string, alt: string, gt: string])[]
  readonly ref_gt: string | null
  readonly missing: readonly number[]
  readonly diplotypes: readonly string[]
  readonly scores: readonly number[]
  readonly haplotype_matches: readonly string[]
  readonly phased: boolean
  readonly effectively_phased: boolean
  readonly warned_positions?: readonly string[]
}

/** Calls one vector's gene from its rows. */
export const callVector = (vector: DifferentialVector, knowledge: PgxKnowledge, allPairs: boolean): GeneCall => {
  const gene = knowledge.genes.get(vector.gene)
  if (gene?.definition === undefined) throw new Error(`${vector.id}: no definition of ${vector.gene}`)
  const chrom = gene.definition.chrom
  const calls: readonly VectorRow[] = vector.calls.map(([pos, ref, alt, gt]) => ({ chrom, pos, ref, alt, gt }))
  const rest = vector.ref_gt === null ? [] : referenceRows(gene, vector.ref_gt, calls, vector.missing)
  const [call] = callGenes(sampleOf(vector.id, [...calls, ...rest]), knowledge, { genes: [vector.gene], allPairs })
  if (call === undefined) throw new Error(`${vector.id}: ${vector.gene} was not called`)
  return call
}

/** The peer pairs two single alleles of a person with one strand as if there were two; we say either allele. */
const singleStrand = (expected: readonly string[], got: GeneCall): boolean => {
  const singles = got.diplotypes.map((d) => d.label)
  const paired = singles.flatMap((a, i) => singles.slice(i).map((b) => `${a}/${b}`))
  return singles.length > 1 && got.diplotypes.every((d) => d.alleles.length === 1) && JSON.stringify(paired) === JSON.stringify(expected)
}

const warned = (call: GeneCall, chrom: string): readonly string[] =>
  call.positions.filter((p) => p.messages.length > 0).map((p) => `${chrom}:${p.pos}`)

/** Top pairs, scores, listed variants, phase and the positions with a remark. */
export const pharmcatDifferential: SuiteAdapter = {
  path: 'pgx/conformance/pharmcat-differential.jsonl',
  title: 'Simulated people × 19 genes against PharmCAT 3.1.1: best pairs',
  needs: ['clinpgx'],
  run(context) {
    const knowledge = pgxKnowledge(context.knowledge)
    const count = tally()
    for (const vector of jsonlRows<DifferentialVector>(context.text(this.path))) {
      const call = callVector(vector, knowledge, false)
      if (singleStrand(vector.diplotypes, call)) {
        count.explain(vector.id, 'hemizygous-either-allele')
        continue
      }
      const chrom = knowledge.genes.get(vector.gene)?.definition?.chrom ?? ''
      count.compare(
        vector.id,
        [vector.diplotypes, vector.scores, vector.haplotype_matches, vector.phased, vector.effectively_phased, vector.warned_positions ?? []],
        [call.diplotypes.map((d) => d.label), call.diplotypes.map((d) => d.score), call.lowestFunction, call.phased, call.effectivelyPhased, warned(call, chrom)],
      )
    }
    return count.outcome()
  },
}

/** The same people with every pair that explains the genotype. */
export const pharmcatDifferentialAll: SuiteAdapter = {
  path: 'pgx/conformance/pharmcat-differential-all.jsonl',
  title: 'Simulated people against PharmCAT 3.1.1: all pairs',
  inputs: ['pgx/conformance/pharmcat-differential.jsonl'],
  needs: ['clinpgx'],
  run(context) {
    const knowledge = pgxKnowledge(context.knowledge)
    const count = tally()
    const inputs = new Map(jsonlRows<DifferentialVector>(context.text('pgx/conformance/pharmcat-differential.jsonl')).map((v) => [v.id, v]))
    for (const vector of jsonlRows<Pick<DifferentialVector, 'id' | 'diplotypes' | 'scores'>>(context.text(this.path))) {
      const input = inputs.get(vector.id)
      if (input === undefined) {
        count.skip(vector.id, 'its input is not in pharmcat-differential.jsonl')
        continue
      }
      const call = callVector(input, knowledge, true)
      if (singleStrand(vector.diplotypes, call)) count.explain(vector.id, 'hemizygous-either-allele')
      else count.compare(vector.id, [vector.diplotypes, vector.scores], [call.diplotypes.map((d) => d.label), call.diplotypes.map((d) => d.score)])
    }
    return count.outcome()
  },
}
