import { strandNames } from '../../../src/clinical/pharmacogenomics/calling/allele-name.ts'
import { pgxKnowledge } from '../../../src/clinical/pharmacogenomics/knowledge.ts'
import { knownAllele, manyCopiesName } from '../../../src/clinical/pharmacogenomics/phenotype/allele-key.ts'
import { interpretGenes } from '../../../src/clinical/pharmacogenomics/phenotype/interpret.ts'
import { readOutsideCalls } from '../../../src/clinical/pharmacogenomics/phenotype/outside-calls.ts'
import { tsvRows } from '../../../src/knowledge/release.ts'
import { tally } from '../../suite.ts'
import type { SuiteAdapter, SuiteContext } from '../../suite.ts'

const scoreTable = 'pgx/pypgx/allele-table.csv'

/** PyPGx's activity score per CYP2D6 allele, where its table is at hand: another group's reading of the same structural genotypes. */
const peerScores = (context: SuiteContext): ReadonlyMap<string, number> | undefined => {
  if (!context.exists(scoreTable)) return undefined
  const scores = new Map<string, number>()
  for (const line of context.text(scoreTable).split('\n')) {
    const [gene, allele, score] = line.split(',')
    if (gene === 'CYP2D6' && allele !== undefined && score !== undefined && score !== 'N/A') scores.set(allele, Number(score))
  }
  return scores
}

/** Sum over all copies on both strands; undefined when an allele has no score. `*41` is left out: its value was lowered to 0.25 after that table. */
const peerPhenotype = (alleles: readonly string[], scores: ReadonlyMap<string, number>): string | undefined => {
  let sum = 0
  for (const part of alleles.flatMap((a) => a.split('+'))) {
    const [, name = part, copies = '1'] = /^(\*\d+)x(\d+)$/.exec(part) ?? []
    const score = name === '*41' ? undefined : scores.get(name)
    if (score === undefined) return undefined
    sum += score * Number(copies)
  }
  if (sum === 0) return 'Poor Metabolizer'
  return sum < 1.25 ? 'Intermediate Metabolizer' : sum <= 2.25 ? 'Normal Metabolizer' : 'Ultrarapid Metabolizer'
}

/** Structural genotypes of Coriell samples: each reads as an outside call, its alleles are known, and the phenotype agrees with another group's scores. */
export const getrmStructural: SuiteAdapter = {
  path: 'pgx/getrm-1kgp-sv-examples.tsv',
  title: 'Structural genotypes of GeT-RM and 1000 Genomes samples as outside calls',
  needs: ['clinpgx'],
  run(context) {
    const knowledge = pgxKnowledge(context.knowledge)
    const scores = peerScores(context)
    const count = tally()
    tsvRows(context.text(this.path)).forEach((row, i) => {
      const id = `${row.gene} ${row.genotype} ${row.coriell_id || `line ${i + 2}`}`
      const gene = knowledge.genes.get(row.gene ?? '')
      const genotype = row.genotype ?? ''
      if (gene === undefined) return count.skip(id, `${row.gene} is not a gene of the tables`)
      if (genotype === 'Indeterminate') return count.skip(id, 'the source assigns no genotype')
      const alleles = strandNames(genotype)
      const read = readOutsideCalls(`${gene.gene}\t${genotype}`, 'getrm.tsv', knowledge)
      const result = read.ok ? interpretGenes([], read.value, knowledge).find((r) => r.gene === gene.gene) : undefined
      const phenotype = result?.genetic[0]?.phenotypes[0]
      const unknown = alleles.filter((a) => knownAllele(gene, a) === undefined && manyCopiesName(gene, a) === undefined)
      if (unknown.length > 0) {
        const assigned = gene.rules.lookupBy === 'activity' ? 'Indeterminate' : 'n/a'
        if (phenotype === assigned) return count.skip(id, `the tables hold no ${unknown.join(', ')}; we say ${assigned}`)
        count.compare(id, assigned, phenotype)
        return
      }
      const peer = gene.gene === 'CYP2D6' && scores !== undefined ? peerPhenotype(alleles, scores) : undefined
      const readable = result !== undefined && result.source[0]?.functions.length === alleles.length && phenotype !== undefined
      count.compare(id, [true, peer ?? phenotype], [readable, phenotype])
    })
    return count.outcome()
  },
}
