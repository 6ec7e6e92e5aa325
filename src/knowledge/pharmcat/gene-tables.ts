import type { Problem } from '../../shared/problem.ts'
import { type Release, tsvRows } from '../release.ts'
import { type DefinitionFile, type PositionRow, definedAlleles, positionRow } from './definitions.ts'
import { type Exemption, geneRules } from './gene-rules.ts'
import {
  type AlleleFunction,
  type PhenotypeFile,
  alleleFunctions,
  foundByActivity,
  phenotypeRows,
} from './phenotypes.ts'
import type { Table } from './write-releases.ts'

type From<T> = { readonly file: string; readonly content: T }

/** Everything a release says of its genes, each part with the file it came from. */
export type GeneFiles = {
  readonly definitions: readonly From<DefinitionFile>[]
  readonly exemptions: ReadonlyMap<string, Exemption>
  readonly exemptionsFile: string
  readonly phenotypes: readonly From<PhenotypeFile>[]
}

type Made<T> = { readonly rows: readonly T[]; readonly problems: readonly Problem[] }
type Cells = readonly string[]

const tsv = (head: Cells, rows: readonly Cells[]): string => `${[head, ...rows].map((r) => r.join('\t')).join('\n')}\n`

const warning = (code: string, source: string, path: string, message: string, remedy: string): Problem => ({
  code,
  severity: 'warning',
  at: { source, path },
  message,
  remedy,
})

const positionColumns = 'gene chrom pos_grch38 rsid ref alts hgvs_g definition_names tier1 required kind'.split(' ')

const positionCells = (gene: string, p: PositionRow, e: Exemption | undefined, kind: string): Cells => {
  const named = kind === 'named_allele'
  const tier1 = named && e?.amp1Positions?.includes(p.pos) ? '1' : ''
  const required = named && e?.requiredPositions?.includes(p.pos) ? '1' : ''
  return [gene, p.chrom, String(p.pos), p.rsid, p.ref, p.alts.join(','), p.hgvs, p.names, tier1, required, kind]
}

const positionsOf = ({ file, content: d }: From<DefinitionFile>, e: Exemption | undefined): Made<Cells> => {
  const ignored = new Set((e?.ignoredPositions ?? []).map((p) => p.position))
  const defining = d.variants.filter((v) => !ignored.has(v.position))
  const known = new Set(defining.map((v) => v.position))
  const all = [
    ...defining.map((v) => ({ v, kind: 'named_allele' })),
    ...(e?.extraPositions ?? []).filter((v) => !known.has(v.position)).map((v) => ({ v, kind: 'extra' })),
    ...(e?.ignoredPositions ?? []).map((v) => ({ v, kind: 'ignored' })),
  ].map(({ v, kind }) => ({ kind, ...positionRow(v, file) }))
  return {
    rows: all.map(({ row, kind }) => positionCells(d.gene, row, e, kind)),
    problems: all.flatMap((p) => p.problems),
  }
}

const allelesOf = (
  d: DefinitionFile,
  e: Exemption | undefined,
  functions: ReadonlyMap<string, AlleleFunction>,
): readonly string[] => {
  const ignored = new Set((e?.ignoredPositions ?? []).map((p) => p.position))
  return definedAlleles(d, ignored).map((a) => {
    const f = functions.get(a.name)
    return JSON.stringify({
      gene: d.gene,
      name: a.name,
      ...(a.reference ? { reference: true } : {}),
      ...(a.structural ? { structural: true } : {}),
      function: f?.function ?? null,
      ...(f === undefined || f.activity === null ? {} : { activity: f.activity }),
      ...(e?.amp1Alleles?.includes(a.name) ? { tier1: true } : {}),
      ...(a.at.length > 0 ? { at: a.at.map((x) => `${x.pos} ${x.allele}`).join(' ') } : {}),
    })
  })
}

/** Alleles that have a function but no definition: they are only ever called elsewhere. */
const outsideAlleles = (p: PhenotypeFile, defined: ReadonlySet<string>): readonly string[] =>
  [...alleleFunctions(p)]
    .filter(([name]) => !defined.has(`${p.gene} ${name}`))
    .map(([name, f]) =>
      JSON.stringify({
        gene: p.gene,
        name,
        outsideOnly: true,
        function: f.function,
        ...(f.activity === null ? {} : { activity: f.activity }),
      }),
    )

const noGrch37 = 'gene\tpos_grch38\tpos_grch37\tref_grch37\thow\tafter\n'

/** GRCh37 rows for the new positions: those of the held release where gene, place and alleles are the same, empty ones elsewhere. */
const onGrch37 = (positions: readonly Cells[], held: Release): { readonly text: string; readonly unknown: number } => {
  const table = held.tables['positions-grch37.tsv'] ?? noGrch37
  const columns = (table.split('\n')[0] ?? '').split('\t')
  const place = (gene?: string, pos?: string, ref?: string, alts?: string): string => [gene, pos, ref, alts].join(' ')
  const same = new Set(
    tsvRows(held.tables['positions.tsv'] ?? '').map((r) => place(r['gene'], r['pos_grch38'], r['ref'], r['alts'])),
  )
  const old = new Map(tsvRows(table).map((r) => [`${r['gene']} ${r['pos_grch38']}`, r]))
  const found = positions.map(([gene = '', , pos = '', , ref, alts]) => ({
    gene,
    pos,
    row: same.has(place(gene, pos, ref, alts)) ? old.get(`${gene} ${pos}`) : undefined,
  }))
  return {
    text: tsv(
      columns,
      found.map(({ gene, pos, row }) =>
        columns.map((c) => (c === 'gene' ? gene : c === 'pos_grch38' ? pos : (row?.[c] ?? ''))),
      ),
    ),
    unknown: found.filter((f) => !f.row?.['pos_grch37']).length,
  }
}

type Rules = Readonly<Record<string, Readonly<Record<string, unknown>>>>

const rulesOf = (held: Release): Rules =>
  (JSON.parse(held.tables['gene-rules.json'] ?? '{"genes":{}}') as { readonly genes: Rules }).genes

/**
 * The tables of a `clinpgx` release out of official files that hold no contradiction each for itself. GRCh37 places are carried over from
 * the held release where it knows the same alleles; elsewhere they stay empty, and a GRCh37 file has no data there.
 */
export const geneTables = (
  files: GeneFiles,
  held: Release,
): { readonly tables: readonly Table[]; readonly problems: readonly Problem[] } => {
  const definitions = [...files.definitions].sort((a, b) => (a.content.gene < b.content.gene ? -1 : 1))
  const phenotypes = [...files.phenotypes].sort((a, b) => (a.content.gene < b.content.gene ? -1 : 1))
  const byGene = new Map(phenotypes.map((p) => [p.content.gene, p.content]))
  const places = definitions.map((d) => positionsOf(d, files.exemptions.get(d.content.gene)))
  const positions = places.flatMap((p) => p.rows)
  const functionsOf = (gene: string): ReadonlyMap<string, AlleleFunction> => {
    const p = byGene.get(gene)
    return p === undefined ? new Map() : alleleFunctions(p)
  }
  const defined = new Set(definitions.flatMap((d) => d.content.namedAlleles.map((a) => `${d.content.gene} ${a.name}`)))
  const alleles = [
    ...definitions.flatMap((d) =>
      allelesOf(d.content, files.exemptions.get(d.content.gene), functionsOf(d.content.gene)),
    ),
    ...phenotypes.flatMap((p) => outsideAlleles(p.content, defined)),
  ]
  const pairs = phenotypes.map((p) => ({ gene: p.content.gene, rows: phenotypeRows(p.content, p.file).rows }))
  const heldRules = rulesOf(held)
  const genes = [
    ...new Set([...Object.keys(heldRules), ...definitions.map((d) => d.content.gene), ...byGene.keys()]),
  ].sort()
  const rules = genes.map((gene) => {
    const p = byGene.get(gene)
    return [gene, geneRules(heldRules[gene], files.exemptions.get(gene), p !== undefined && foundByActivity(p))]
  })
  const grch37 = onGrch37(positions, held)
  const here = new Set(definitions.map((d) => d.content.gene))
  const gone = [...new Set(tsvRows(held.tables['positions.tsv'] ?? '').map((r) => r['gene'] ?? ''))].filter(
    (gene) => !here.has(gene),
  )
  const problems = [
    ...places.flatMap((p) => p.problems),
    ...definitions
      .filter((d) => !byGene.has(d.content.gene))
      .map((d) =>
        warning(
          'import-no-phenotypes',
          d.file,
          d.content.gene,
          `No phenotype file names ${d.content.gene}: its alleles have no function.`,
          'Nothing to do where the official release has none.',
        ),
      ),
    ...genes
      .filter((gene) => heldRules[gene] === undefined)
      .map((gene) =>
        warning(
          'import-gene-new',
          files.exemptionsFile,
          gene,
          `${gene} is new here and is called by the standard method.`,
          'Check how the source calls this gene before relying on it.',
        ),
      ),
    ...(gone.length === 0
      ? []
      : [
          warning(
            'import-gene-gone',
            files.exemptionsFile,
            gone.join(' '),
            `No definition stands here for ${gone.join(', ')}, which could be called before.`,
            'Check that the folder holds the whole release: these genes will not be called from a file.',
          ),
        ]),
    ...(grch37.unknown === 0
      ? []
      : [
          warning(
            'import-no-grch37',
            files.exemptionsFile,
            'positions-grch37.tsv',
            `${grch37.unknown} positions have no known place on GRCh37.`,
            'Use GRCh38 files for full coverage; on GRCh37 these positions count as missing.',
          ),
        ]),
  ]
  const tables: readonly Table[] = [
    {
      file: 'positions.tsv',
      text: tsv(positionColumns, positions),
      what: 'Positions of the allele definitions on GRCh38 in VCF form',
    },
    {
      file: 'alleles.jsonl',
      text: `${alleles.join('\n')}\n`,
      what: 'Named alleles: function, activity value, and the alleles their definitions spell out',
    },
    {
      file: 'phenotypes.tsv',
      text: tsv(
        'gene key1 key2 phenotype activity_score lookup_key source unverified'.split(' '),
        pairs.flatMap((p) =>
          p.rows.map((r) => [p.gene, r.key1, r.key2, r.phenotype, r.activity, r.lookup, 'data', '']),
        ),
      ),
      what: 'Phenotype, activity score and lookup key by the unordered pair of allele functions or activity values',
    },
    {
      file: 'gene-rules.json',
      text: `${JSON.stringify({ genes: Object.fromEntries(rules) }, null, 1)}\n`,
      what: "Rules per gene: the release's exemptions, and the calling method's own part carried over",
      rows: rules.length,
    },
    {
      file: 'positions-grch37.tsv',
      text: grch37.text,
      what: 'GRCh37 places carried over from the release held before; empty where not known',
    },
  ]
  return { tables, problems }
}
