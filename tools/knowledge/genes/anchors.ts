import { readFileSync } from 'node:fs'
import { canonicalContig } from '../../../src/genome/identity/contig-name.ts'
import { tsvRows } from '../../../src/knowledge/release.ts'
import type { Build } from '../../../src/genome/site.ts'

/** A variant whose place is known on both builds. `coding`: the c. position of its first base that a source states, with the accession; `protein`: the change it makes (`G71R`). */
export type Anchor = {
  readonly gene: string
  readonly chrom: string
  readonly places: Readonly<Record<Build, { readonly first: number; readonly last: number }>>
  readonly bases: Readonly<Record<Build, string>> | undefined
  readonly alt: string | undefined
  readonly protein: string | undefined
  readonly coding: readonly { readonly accession: string; readonly first: number; readonly last: number }[]
  readonly source: 'pypgx' | 'clinvar'
}

const rowsOfCsv = (text: string): readonly Readonly<Record<string, string>>[] => {
  const [head = '', ...lines] = text.trim().split(/\r?\n/)
  const cells = (line: string): string[] =>
    (line.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? []).map((c) => c.replace(/,$/, '').replace(/^"|"$/g, ''))
  const names = cells(head)
  return lines.map((line) => Object.fromEntries(cells(line).map((cell, i) => [names[i] ?? '', cell])))
}

const pypgxAnchors = (reference: string): readonly Anchor[] =>
  rowsOfCsv(readFileSync(`${reference}/pgx/pypgx/variant-table.csv`, 'utf8')).flatMap((r): readonly Anchor[] => {
    const [on37, on38] = [Number(r['GRCh37Position']), Number(r['GRCh38Position'])]
    if (!(on37 > 0) || !(on38 > 0)) return []
    const snv = [r['GRCh37Allele'], r['GRCh38Allele'], r['Variant']].every((b) => /^[ACGT]$/.test(b ?? ''))
    return [
      {
        gene: r['Gene'] ?? '',
        chrom: canonicalContig(r['Chromosome'] ?? '') ?? '',
        places: { GRCh37: { first: on37, last: on37 }, GRCh38: { first: on38, last: on38 } },
        bases: snv ? { GRCh37: r['GRCh37Allele'] ?? '', GRCh38: r['GRCh38Allele'] ?? '' } : undefined,
        alt: snv ? r['Variant'] : undefined,
        protein: /^[A-Z]\d+[A-Z]/.exec(r['Impact'] ?? '')?.[0],
        coding: [],
        source: 'pypgx',
      },
    ]
  })

const span = (hgvs: string): { readonly first: number; readonly last: number } | undefined => {
  const found = /^[A-Z]{2}_\d+\.\d+:[gc]\.(\d+)(?:_(\d+))?[A-Za-z=]/.exec(hgvs)
  return found === null ? undefined : { first: Number(found[1]), last: Number(found[2] ?? found[1]) }
}

const clinvarAnchors = (reference: string): readonly Anchor[] =>
  tsvRows(readFileSync(`${reference}/genome/hgvs/clinvar-grch37-grch38-pairs.tsv`, 'utf8')).flatMap(
    (r): readonly Anchor[] => {
      const [g37, g38] = [r['grch37'] ?? '', r['grch38'] ?? '']
      const chrom = canonicalContig(g38.split(':')[0] ?? '')
      const [on37, on38] = [span(g37), span(g38)]
      if (chrom === undefined || chrom !== canonicalContig(g37.split(':')[0] ?? '') || !on37 || !on38) return []
      return [
        {
          gene: (r['gene'] ?? '').replace(/^#/, ''),
          chrom,
          places: { GRCh37: on37, GRCh38: on38 },
          bases: undefined,
          alt: undefined,
          protein: undefined,
          coding: (r['transcript_hgvs'] ?? '').split('|').flatMap((c) => {
            const at = span(c)
            return at === undefined ? [] : [{ accession: c.split(':')[0] ?? '', ...at }]
          }),
          source: 'clinvar',
        },
      ]
    },
  )

/** Variants with a place on both builds: those of PyPGx's variant table and of 4,000 ClinVar records. */
export const readAnchors = (reference: string): readonly Anchor[] => [
  ...pypgxAnchors(reference),
  ...clinvarAnchors(reference),
]
