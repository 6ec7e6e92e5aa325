import { searchText, variantOfCoordinates } from '../../../src/genome/hgvs/index.ts'
import { canonicalContig } from '../../../src/genome/identity/contig-name.ts'

/** What a person typed into the genome search. `region`: 1-based, both ends included. */
export type Wanted =
  | { readonly is: 'nothing' }
  | { readonly is: 'gene'; readonly gene: string }
  | { readonly is: 'rsid'; readonly rsid: string }
  | { readonly is: 'region'; readonly chrom: string; readonly start: number; readonly end: number }
  | { readonly is: 'hgvs'; readonly text: string }
  | { readonly is: 'notClear'; readonly text: string }

const number = (text: string): number => Number(text.replace(/[,_ ]/g, ''))

const regionOf = (text: string): Wanted | undefined => {
  const found = /^([A-Za-z0-9_.]+)[:\s]\s*([\d,]+)(?:\s*(?:-|\.\.|–)\s*([\d,]+))?$/.exec(text)
  const chrom = found === null ? undefined : canonicalContig(found[1] ?? '')
  if (found === null || chrom === undefined) return undefined
  const a = number(found[2] ?? '')
  const b = found[3] === undefined ? a : number(found[3])
  return a >= 1 && b >= 1 ? { is: 'region', chrom, start: Math.min(a, b), end: Math.max(a, b) } : undefined
}

/**
 * Reads a search: a gene of the list (any case), an rsID, a place or region (`chr10:94781859`, `10:94,781,000-94,782,000`) or an HGVS name, with an accession or a gene before
 * the colon or a space (`CYP2C19:c.681G>A`, `NM_000769.4:c.681G>A`, `TP53 p.Arg175His`).
 */
export const readSearch = (typed: string, genes: readonly string[]): Wanted => {
  const text = typed.trim().replace(/\s+/g, ' ')
  if (text === '') return { is: 'nothing' }
  const gene = genes.find((g) => g.toLowerCase() === text.toLowerCase())
  if (gene !== undefined) return { is: 'gene', gene }
  if (/^rs\d+$/i.test(text)) return { is: 'rsid', rsid: text.toLowerCase() }
  const region = regionOf(text)
  if (region !== undefined) return region
  if (variantOfCoordinates(text) !== undefined || /(^|:)[gcnmpr]\.\S/.test(searchText(text)))
    return { is: 'hgvs', text }
  return { is: 'notClear', text }
}
