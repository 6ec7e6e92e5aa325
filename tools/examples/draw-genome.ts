import { readFileSync } from 'node:fs'
import { basesOf } from '../../src/clinical/pharmacogenomics/calling/iupac.ts'
import { jsonlRows, tsvRows } from '../../src/knowledge/release.ts'

const release = 'knowledge/clinpgx/2025-11'

/** One row to be written: alleles of both strands as indices into [ref, ...alts]; one index where there is one copy. */
export type DrawnRow = {
  readonly gene: string
  readonly chrom: string
  readonly pos: number
  readonly rsid: string
  readonly ref: string
  readonly alts: readonly string[]
  readonly gt: readonly number[]
}

type Allele = { readonly gene: string; readonly name: string; readonly reference?: boolean; readonly at?: string }

const alleles = new Map(
  jsonlRows<Allele>(readFileSync(`${release}/alleles.jsonl`, 'utf8')).map((a) => [`${a.gene} ${a.name}`, a]),
)
const reference = new Map([...alleles.values()].filter((a) => a.reference === true).map((a) => [a.gene, a.name]))

/** Pairs that are commoner in people than two copies of the genome's own sequence. */
const usual: Readonly<Record<string, readonly [string, string]>> = {
  CYP2C19: ['*1', '*1'],
  CYP3A5: ['*3', '*3'],
  NAT2: ['*4', '*4'],
}

const definition = (gene: string, name: string): ReadonlyMap<number, string> => {
  const allele = alleles.get(`${gene} ${name}`)
  if (allele === undefined) throw new Error(`${gene} ${name} is not a known allele`)
  const cells = (allele.at ?? '').split(' ').filter((c) => c !== '')
  return new Map(cells.flatMap((c, i) => (i % 2 === 0 ? [[Number(c), cells[i + 1] ?? ''] as const] : [])))
}

/**
 * All positions of the allele definitions for the given pair of alleles per gene (two copies of the usual allele where none is given; one name for a
 * single X). A position with an IUPAC code gets REF where the code allows it. CYP2D6 is drawn only when named.
 */
export const drawGenome = (pairs: Readonly<Record<string, readonly string[]>>, male: boolean): readonly DrawnRow[] => {
  const table = tsvRows(readFileSync(`${release}/positions.tsv`, 'utf8'))
  const named = new Set(table.filter((r) => r['kind'] !== 'ignored').map((r) => `${r['chrom']}:${r['pos_grch38']}`))
  const rows = table.flatMap((r): DrawnRow[] => {
    if (r['kind'] === 'ignored' && named.has(`${r['chrom']}:${r['pos_grch38']}`)) return []
    const gene = r['gene'] ?? ''
    if (gene === 'CYP2D6' && pairs['CYP2D6'] === undefined) return []
    const base = reference.get(gene) ?? ''
    const names = pairs[gene] ?? usual[gene] ?? (r['chrom'] === 'chrX' && male ? [base] : [base, base])
    const [pos, ref, alts] = [Number(r['pos_grch38']), r['ref'] ?? '', (r['alts'] ?? '').split(',')]
    const gt = names.map((name) => {
      const said = definition(gene, name).get(pos) ?? ref
      const one = [ref, ...alts].includes(said) ? said : basesOf(said).includes(ref) ? ref : (basesOf(said)[0] ?? '')
      const index = [ref, ...alts].indexOf(one)
      if (index < 0) throw new Error(`${gene} ${name} at ${pos}: ${said} is neither REF nor ALT`)
      return index
    })
    return [{ gene, chrom: r['chrom'] ?? '', pos, rsid: r['rsid'] ?? '', ref, alts, gt }]
  })
  const rank = (c: string): number => (c === 'chrX' ? 23 : Number(c.slice(3)))
  return rows.sort((a, b) => rank(a.chrom) - rank(b.chrom) || a.pos - b.pos)
}
