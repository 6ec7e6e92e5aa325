import { pairPrior } from '../../../src/clinical/pharmacogenomics/calling/posterior.ts'
import { pgxKnowledge } from '../../../src/clinical/pharmacogenomics/knowledge.ts'
import type { GeneKnowledge } from '../../../src/clinical/pharmacogenomics/knowledge.ts'
import { diplotypePhenotype } from '../../../src/clinical/pharmacogenomics/phenotype/diplotype-phenotype.ts'
import { tsvRows } from '../../../src/knowledge/release.ts'
import { tally } from '../../suite.ts'
import type { SuiteAdapter } from '../../suite.ts'

/** The oracle's word for a phenotype: with the score behind it in genes scored by activity. */
const oracleName = (gene: GeneKnowledge, alleles: readonly string[]): string => {
  const p = diplotypePhenotype(gene, { alleles, label: alleles.join('/'), score: 0 })
  const phenotype = p.phenotypes[0] ?? ''
  return p.activityScore === undefined ? phenotype : `${phenotype.replace(' Metabolizer', '')} | ${p.activityScore}`
}

/** Frequencies of a population in which they add up to one; the oracle multiplies them as they are. */
const expectedOf = (gene: GeneKnowledge, frequency: ReadonlyMap<string, number>): ReadonlyMap<string, number> => {
  const sums = new Map<string, number>()
  const alleles = [...frequency.keys()]
  alleles.forEach((a, i) => {
    for (const b of alleles.slice(i)) {
      const share = pairPrior([a, b], frequency)
      if (share === 0) continue
      const name = oracleName(gene, [a, b])
      sums.set(name, (sums.get(name) ?? 0) + share)
    }
  })
  return sums
}

/** The oracle is written to six digits; a sum over several hundred products of inputs written to six digits may differ this much. */
const tolerance = 5e-6

/** CPIC's phenotype frequencies against our phenotype rules applied to all pairs of alleles under Hardy–Weinberg. */
export const phenotypeFrequencies: SuiteAdapter = {
  path: 'pgx/phenotype-frequencies.tsv',
  title: 'Phenotype rules × allele frequencies under Hardy–Weinberg against CPIC’s own tables',
  needs: ['clinpgx', 'cpic'],
  run(context) {
    const knowledge = pgxKnowledge(context.knowledge)
    const count = tally()
    let largest = 0
    for (const [name, rows] of Map.groupBy(tsvRows(context.text(this.path)), (r) => r.gene ?? '')) {
      const gene = knowledge.genes.get(name)
      for (const [population, group] of Map.groupBy(rows, (r) => r.population ?? '')) {
        const frequency = gene?.frequencies.get(population)
        if (gene === undefined || frequency === undefined) {
          for (const r of group) count.skip(`${name} ${r.phenotype} ${population}`, 'no allele frequencies for this gene and population')
          continue
        }
        const ours = expectedOf(gene, frequency)
        const listed = new Set(group.map((r) => r.phenotype))
        count.compare(
          `${name} ${population}: no phenotype beside those listed`,
          [],
          [...ours].filter(([phenotype, share]) => !listed.has(phenotype) && share > tolerance).map(([phenotype]) => phenotype),
        )
        for (const r of group) {
          const id = `${name} ${r.phenotype} ${population}`
          const error = Math.abs(Number(r.frequency) - (ours.get(r.phenotype ?? '') ?? 0))
          largest = Math.max(largest, error)
          count.compare(id, error <= tolerance ? 'agrees' : r.frequency, error <= tolerance ? 'agrees' : String(ours.get(r.phenotype ?? '') ?? 0))
        }
      }
    }
    return { ...count.outcome(), largestError: largest }
  },
}
