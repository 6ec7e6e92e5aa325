import { readFileSync } from 'node:fs'
import { chromosomeLength } from '../../../src/genome/identity/build-evidence.ts'
import type { ContextWindow } from '../../../src/genome/reference/index.ts'
import { reverseComplement } from '../../../src/genome/reverse-complement.ts'
import type { Build } from '../../../src/genome/site.ts'
import { tsvRows } from '../../../src/knowledge/release.ts'
import type { Model } from './models.ts'

const definitions = 'knowledge/clinpgx/2025-11'

/** Places (1-based) of the allele definitions by gene, on one build. */
export const definitionPlaces = (build: Build): ReadonlyMap<string, readonly number[]> => {
  const others = tsvRows(readFileSync(`${definitions}/positions-grch37.tsv`, 'utf8'))
  const places = tsvRows(readFileSync(`${definitions}/positions.tsv`, 'utf8')).map((p, i) => ({
    gene: p['gene'] ?? '',
    at: Number((build === 'GRCh38' ? p['pos_grch38'] : others[i]?.['pos_grch37']) || Number.NaN),
  }))
  return new Map(
    [
      ...Map.groupBy(
        places.filter((p) => !Number.isNaN(p.at)),
        (p) => p.gene,
      ),
    ].map(([gene, of]) => [gene, of.map((p) => p.at)]),
  )
}

/** REF of the allele definitions of one gene on GRCh38. */
export const definedBases = (gene: string): readonly { readonly pos: number; readonly ref: string }[] =>
  tsvRows(readFileSync(`${definitions}/positions.tsv`, 'utf8'))
    .filter((p) => p['gene'] === gene && /^[ACGT]+$/.test(p['ref'] ?? ''))
    .map((p) => ({ pos: Number(p['pos_grch38']), ref: p['ref'] ?? '' }))

/** What stands against the reference base of one build: where that is an ALT of the other build, the other build's reference base is one here. */
const othersThan = (ref: string, otherRef: string, alts: readonly string[]): readonly string[] =>
  ref === otherRef ? alts : [otherRef, ...alts].filter((alt) => alt !== ref)

const columns = [
  'gene',
  'rsid',
  'chrom',
  'grch37',
  'ref_grch37',
  'alts_grch37',
  'grch38',
  'ref_grch38',
  'alts_grch38',
  'changes',
]

/**
 * The positions of the allele definitions of some genes as a table; a place that is not known on GRCh37 stays empty there. `changes`: what bases other than the
 * transcript's do to the protein, as far as
 * the gene's model reproduces it (`T=R144C`).
 */
export const listedSites = (changesByGene: ReadonlyMap<string, ReadonlyMap<string, string>>): string => {
  const others = tsvRows(readFileSync(`${definitions}/positions-grch37.tsv`, 'utf8'))
  const rows = tsvRows(readFileSync(`${definitions}/positions.tsv`, 'utf8')).flatMap((p, i) => {
    const changes = changesByGene.get(p['gene'] ?? '')
    if (changes === undefined || p['kind'] === 'ignored') return []
    const told = (p['alts'] ?? '').split(',').flatMap((alt) => {
      const change = changes.get(`${p['pos_grch38']} ${alt}`)
      return change === undefined ? [] : [`${alt}=${change}`]
    })
    const on37 = others[i]
    const [ref37, ref38 = '', alts = ''] = [on37?.['ref_grch37'] ?? '', p['ref'], p['alts']]
    return [
      [
        p['gene'],
        p['rsid'],
        p['chrom'],
        on37?.['pos_grch37'],
        ref37,
        ref37 === '' ? '' : othersThan(ref37, ref38, alts.split(',')).join(','),
        p['pos_grch38'],
        ref38,
        alts,
        told.join(';'),
      ].join('\t'),
    ]
  })
  return `${[columns.join('\t'), ...rows].join('\n')}\n`
}

/** REF of the allele definitions' positions, with the bases behind it that an indel's repeat is known to hold. */
const positionWindows = (build: Build): readonly ContextWindow[] => {
  const positions = tsvRows(readFileSync(`${definitions}/positions.tsv`, 'utf8'))
  const others = tsvRows(readFileSync(`${definitions}/positions-grch37.tsv`, 'utf8'))
  return positions.flatMap((p, i): readonly ContextWindow[] => {
    const other = others[i]
    const contig = p['chrom'] ?? ''
    const [pos, ref] = build === 'GRCh38' ? [p['pos_grch38'], p['ref']] : [other?.['pos_grch37'], other?.['ref_grch37']]
    const contigLength = chromosomeLength(build, contig)
    if (!pos || !ref || contigLength === undefined) return []
    return [{ contig, contigLength, start: Number(pos) - 1, bases: `${ref}${other?.['after'] ?? ''}` }]
  })
}

/** Bases around indels that are asked for by name, which have to be shifted to be named right. Places are 1-based. */
const namedIndelWindows = (build: Build): readonly ContextWindow[] =>
  tsvRows(readFileSync('tools/knowledge/genes/known-bases.tsv', 'utf8')).flatMap((r): readonly ContextWindow[] => {
    const contig = r['chrom'] ?? ''
    const contigLength = chromosomeLength(build, contig)
    const start = Number(r[build === 'GRCh38' ? 'grch38' : 'grch37']) - 1
    return contigLength === undefined ? [] : [{ contig, contigLength, start, bases: r['bases'] ?? '' }]
  })

/** Exons whose alignment says that they equal the genome base by base (UTA, GRCh37). */
const exonWindows = (models: readonly Model[]): readonly ContextWindow[] =>
  models
    .filter((m) => m.facts['model'] === 'uta')
    .flatMap(({ transcripts: { GRCh37: t } }) =>
      t.exons.map((e) => {
        const bases = (t.sequence ?? '').slice(e.start, e.end)
        return {
          contig: t.chrom,
          contigLength: chromosomeLength('GRCh37', t.chrom) ?? 0,
          start: e.genomeStart,
          bases: t.strand === 1 ? bases : reverseComplement(bases),
        }
      }),
    )

/** The stretches of a build whose bases ship with the product. */
export const contextWindows = (build: Build, models: readonly Model[]): readonly ContextWindow[] => [
  ...positionWindows(build),
  ...namedIndelWindows(build),
  ...(build === 'GRCh37' ? exonWindows(models) : []),
]
