import { type Manifest, type Release, tsvRows } from '../../knowledge/release.ts'
import type { Drug } from '../../shared/drug.ts'
import { AttuneError } from '../../shared/errors.ts'
import { type AdviceKnowledge, compileAdvice } from './advice/records.ts'
import { compileContext, type ContextKnowledge, recordPopulation, type Rephenotype } from './context/index.ts'
import { type PgxKnowledge, pgxKnowledge } from './knowledge.ts'
import { phenotypeOfScore } from './phenotype/index.ts'

/** Every table of the module, compiled once: alleles and phenotypes, records with coded advice, and what is known of medicines. */
export type PgxTables = {
  readonly pgx: PgxKnowledge
  readonly advice: AdviceKnowledge
  readonly context: ContextKnowledge
  readonly rephenotype: Rephenotype
  readonly drug: (name: string) => Drug
  readonly manifests: readonly Manifest[]
}

/** The releases this module reads; the first three it cannot work without. */
const needed = ['clinpgx', 'attune-pgx', 'cpic', 'dpwg', 'fda', 'attune-terms'] as const

const drugCodes = (terms: Release | undefined): ReadonlyMap<string, Drug> =>
  new Map(
    tsvRows(terms?.tables['drugs.tsv'] ?? '')
      .filter((r) => r['name'] !== undefined && !r['parts'])
      .map((r) => {
        const atc = (r['atc'] ?? '').split(';').filter((c) => c !== '')
        return [
          r['name'] ?? '',
          {
            name: r['name'] ?? '',
            ...(r['rxnorm'] ? { rxnorm: r['rxnorm'] } : {}),
            ...(atc.length > 0 ? { atc } : {}),
          },
        ]
      }),
  )

/**
 * The phenotype of a score that a medicine has changed. A score between two tabulated ones is looked up by the lower one, except that a score
 * above 0 never counts as 0: CPIC puts every CYP2D6 score above 0 and below 1.25 among the intermediate metabolizers.
 * A range ("≥") that is not tabulated is looked up by its lower end.
 * @source CYP2D6 genotype to phenotype consensus, Caudle 2020 (PMID 31647186)
 */
const rephenotypeBy = (pgx: PgxKnowledge): Rephenotype => {
  return (name, score, prefix) => {
    const gene = pgx.genes.get(name)
    const known = [...(gene?.phenotypes.values() ?? [])]
      .flatMap((r) =>
        r.activity === undefined || r.activity.startsWith('≥') || r.activity === 'n/a' ? [] : [Number(r.activity)],
      )
      .sort((a, b) => a - b)
    const below = known.filter((k) => k <= score + 1e-9)
    const nearest = score > 0 && (below.at(-1) ?? 0) === 0 ? (known.find((k) => k > 0) ?? 0) : (below.at(-1) ?? 0)
    const plain = nearest % 0.5 === 0 ? nearest.toFixed(1) : String(nearest)
    const ranged = `${prefix}${plain}`
    const text = gene !== undefined && phenotypeOfScore(gene, ranged) !== undefined ? ranged : plain
    const phenotype = gene === undefined ? undefined : phenotypeOfScore(gene, text)
    return { phenotypes: phenotype === undefined ? [] : [phenotype], activityScore: text, lookup: [text] }
  }
}

/** Compiles the releases for this module. */
export const compilePgx = (releases: readonly Release[]): PgxTables => {
  const of = (id: string): Release | undefined => releases.find((r) => r.manifest.id === id)
  const context = of('attune-pgx')
  if (context === undefined) throw new AttuneError('ATTUNE_KNOWLEDGE_MISSING', 'attune-pgx')
  const pgx = pgxKnowledge(releases)
  const codes = drugCodes(of('attune-terms'))
  return {
    pgx,
    advice: compileAdvice(releases, recordPopulation),
    context: compileContext(context),
    rephenotype: rephenotypeBy(pgx),
    drug: (name) => codes.get(name) ?? { name },
    manifests: needed.flatMap((id) => of(id)?.manifest ?? []),
  }
}
