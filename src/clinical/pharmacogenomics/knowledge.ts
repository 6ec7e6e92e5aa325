import { AttuneError } from '../../shared/errors.ts'
import { jsonlRows, releaseName, tsvRows } from '../../knowledge/release.ts'
import type { Release } from '../../knowledge/release.ts'
import { define } from './calling/definition.ts'
import type { Definition } from './calling/definition.ts'
import type { NamedAllele, Position } from './model.ts'

/** How one gene is called and looked up, beside its allele definitions. Positions are GRCh38. */
export type GeneRules = {
  readonly calling?: 'lowest-function'
  readonly vcfCalling?: 'research'
  readonly outsideOnly?: boolean
  readonly singleAllele?: boolean
  readonly sexLinked?: boolean
  /** `none`: advice is looked up by the alleles themselves, there is no phenotype. Absent: by phenotype. */
  readonly lookupBy?: 'activity' | 'alleleStatus' | 'none'
  readonly statusAlleles?: readonly string[]
  /** Alleles that give a key when present but none when absent. */
  readonly positiveOnly?: readonly string[]
  /** False where a diplotype of one variant and the reference is written as the variant alone, `(heterozygous)`. */
  readonly nameReference?: false
  readonly manyCopies?: readonly string[]
  readonly undocumented?: 'reference'
  readonly strand?: 'minus'
  readonly required?: readonly number[]
  readonly ignoredPositions?: readonly number[]
  readonly ignoredAlleles?: readonly string[]
  readonly tier1?: { readonly alleles: readonly string[]; readonly positions: readonly number[] }
  readonly unphasedPriorities?: readonly { readonly among: readonly string[]; readonly pick: string }[]
  readonly printAs?: Readonly<Record<string, string>>
  readonly linked?: {
    readonly allele: string
    readonly causalAllele: string
    readonly causal: { readonly rsid: string; readonly pos: number }
    readonly tag: { readonly rsid: string; readonly pos: number }
  }
  readonly fallback?: { readonly rsid: string; readonly pos: number; readonly byBase: Readonly<Record<string, string>> }
}

/** A phenotype by the unordered pair of allele keys; `activity` is `n/a` where the source says so, absent where the gene has no score. */
export type PhenotypeRule = {
  readonly phenotype: string
  readonly activity?: string
  readonly lookup: string
  readonly unverified: boolean
}

/** Everything known of one gene. `definition` is absent for genes that are only ever called elsewhere (HLA, MT-RNR1). */
export type GeneKnowledge = {
  readonly gene: string
  readonly rules: GeneRules
  readonly definition?: Definition
  readonly extra: readonly Position[]
  readonly alleles: ReadonlyMap<string, NamedAllele>
  readonly phenotypes: ReadonlyMap<string, PhenotypeRule>
  /** Frequency by population, then allele. Empty when none are known for the gene. */
  readonly frequencies: ReadonlyMap<string, ReadonlyMap<string, number>>
  /** Alleles that have a frequency in some population. */
  readonly counted: ReadonlySet<string>
}

/** The pharmacogenomic tables, read and compiled once. `releases` names the tables it was made from. */
export type PgxKnowledge = { readonly releases: readonly string[]; readonly genes: ReadonlyMap<string, GeneKnowledge> }

/** The key a phenotype is found by: both allele keys in a fixed order, or one alone for a single allele. */
export const phenotypeKey = (key1: string, key2?: string): string =>
  key2 === undefined ? key1 : key1 < key2 ? `${key1}\t${key2}` : `${key2}\t${key1}`

type AlleleLine = {
  readonly gene: string
  readonly name: string
  readonly reference?: boolean
  readonly structural?: boolean
  readonly outsideOnly?: boolean
  readonly function: string | null
  readonly activity?: string
  readonly tier1?: boolean
  readonly at?: string
}

const readPositions = (table: string, table37: string | undefined): ReadonlyMap<string, readonly Position[]> => {
  const on37 = Map.groupBy(
    (table37 === undefined ? [] : tsvRows(table37)).filter((r) => r.pos_grch37 && r.ref_grch37),
    (r) => `${r.gene}:${r.pos_grch38}`,
  )
  // Two variants of one gene can start at one place (a substitution and a deletion): theirs is the row whose reference is as long.
  const old = (r: Readonly<Record<string, string>>) =>
    on37
      .get(`${r.gene}:${r.pos_grch38}`)
      ?.find((o, _, all) => all.length === 1 || o.ref_grch37?.length === r.ref?.length)
  const byGene = new Map<string, Position[]>()
  for (const r of tsvRows(table)) {
    const gene = r.gene ?? ''
    const place = old(r)
    const names = (r.definition_names ?? '').split(' ').filter((n) => n !== '')
    const position: Position = {
      gene,
      chrom: r.chrom ?? '',
      pos: Number(r.pos_grch38),
      ...(place === undefined
        ? {}
        : {
            pos37: Number(place.pos_grch37),
            ref37: place.ref_grch37 ?? '',
            ...(place.after ? { after: place.after } : {}),
          }),
      ...(r.rsid ? { rsid: r.rsid } : {}),
      ref: r.ref ?? '',
      alts: (r.alts ?? '').split(','),
      hgvs: r.hgvs_g ?? '',
      alleleMap: Object.fromEntries(names.map((n) => n.split('=') as [string, string])),
      tier1: r.tier1 === '1',
      required: r.required === '1',
      kind: r.kind as Position['kind'],
    }
    const list = byGene.get(gene)
    if (list === undefined) byGene.set(gene, [position])
    else list.push(position)
  }
  return byGene
}

const readAllele = (line: AlleleLine, positions: readonly Position[]): NamedAllele => {
  const cells = line.at === undefined ? [] : line.at.split(' ')
  const defining: { pos: number; allele: string }[] = []
  for (let i = 0; i + 1 < cells.length; i += 2) defining.push({ pos: Number(cells[i]), allele: cells[i + 1] as string })
  return {
    gene: line.gene,
    name: line.name,
    reference: line.reference ?? false,
    structural: line.structural ?? false,
    outsideCallOnly: line.outsideOnly ?? false,
    function: line.function,
    activity: line.activity ?? null,
    tier1: line.tier1 ?? false,
    score: line.reference ? positions.length : defining.length,
    corePositions: defining.length,
    defining,
  }
}

const table = (release: Release, file: string): string => {
  const text = release.tables[file]
  if (text === undefined) throw new AttuneError('ATTUNE_KNOWLEDGE_MISSING', `${releaseName(release.manifest)} ${file}`)
  return text
}

const readFrequencies = (text: string): ReadonlyMap<string, Map<string, Map<string, number>>> => {
  const byGene = new Map<string, Map<string, Map<string, number>>>()
  for (const r of tsvRows(text)) {
    const gene = byGene.get(r.gene ?? '') ?? new Map<string, Map<string, number>>()
    byGene.set(r.gene ?? '', gene)
    const population = gene.get(r.population ?? '') ?? new Map<string, number>()
    gene.set(r.population ?? '', population)
    population.set(r.allele ?? '', Number(r.frequency))
  }
  return byGene
}

/**
 * The tables of the `clinpgx` release (the last one given) and the allele frequencies of a `cpic` release, compiled for calling.
 * Throws ATTUNE_KNOWLEDGE_MISSING when there is no `clinpgx` release or a table of it is not there; frequencies may be absent.
 */
export const pgxKnowledge = (releases: readonly Release[]): PgxKnowledge => {
  const main = releases.filter((r) => r.manifest.id === 'clinpgx').at(-1)
  if (main === undefined) throw new AttuneError('ATTUNE_KNOWLEDGE_MISSING', 'clinpgx')
  const counted = releases.filter((r) => r.tables['allele-frequencies.tsv'] !== undefined).at(-1)
  const positions = readPositions(table(main, 'positions.tsv'), main.tables['positions-grch37.tsv'])
  const rules = (JSON.parse(table(main, 'gene-rules.json')) as { genes: Readonly<Record<string, GeneRules>> }).genes
  const lines = Map.groupBy(jsonlRows<AlleleLine>(table(main, 'alleles.jsonl')), (a) => a.gene)
  const phenotypes = Map.groupBy(tsvRows(table(main, 'phenotypes.tsv')), (r) => r.gene ?? '')
  const frequencies: ReadonlyMap<string, Map<string, Map<string, number>>> = counted === undefined
    ? new Map()
    : readFrequencies(table(counted, 'allele-frequencies.tsv'))
  const genes = new Map<string, GeneKnowledge>()
  for (const gene of Object.keys(rules).sort()) {
    const all = positions.get(gene) ?? []
    const named = all.filter((p) => p.kind === 'named_allele')
    const alleles = (lines.get(gene) ?? []).map((l) => readAllele(l, named))
    const rule = rules[gene] ?? {}
    const known: ReadonlyMap<string, ReadonlyMap<string, number>> = frequencies.get(gene) ?? new Map()
    genes.set(gene, {
      gene,
      rules: rule,
      ...(named.length === 0
        ? {}
        : {
            definition: define(
              gene,
              named,
              alleles.filter((a) => !a.outsideCallOnly),
              rule,
            ),
          }),
      extra: all.filter((p) => p.kind === 'extra'),
      alleles: new Map(alleles.map((a) => [a.name, a])),
      phenotypes: new Map(
        (phenotypes.get(gene) ?? []).map((r) => [
          phenotypeKey(r.key1 ?? '', r.key2 || undefined),
          {
            phenotype: r.phenotype ?? '',
            ...(r.activity_score ? { activity: r.activity_score } : {}),
            lookup: r.lookup_key ?? '',
            unverified: r.unverified === '1',
          },
        ]),
      ),
      frequencies: known,
      counted: new Set([...known.values()].flatMap((f) => [...f.keys()])),
    })
  }
  return {
    releases: [releaseName(main.manifest), ...(counted === undefined ? [] : [releaseName(counted.manifest)])],
    genes,
  }
}
