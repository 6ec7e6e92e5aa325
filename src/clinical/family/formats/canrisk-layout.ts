import type { Diagnosis, GeneTest, Receptor } from '../pedigree.ts'

export type CanRiskVersion = 1 | 2 | 3 | 4

/** Columns before the genes. @source CanRisk pedigree file format v1 to v4 (CanRisk knowledge base, canrisk.atlassian.net) */
export const personColumns = [
  'FamID',
  'Name',
  'Target',
  'IndivID',
  'FathID',
  'MothID',
  'Sex',
  'MZtwin',
  'Dead',
  'Age',
  'Yob',
  'BC1',
  'BC2',
  'OC',
  'PRO',
  'PAN',
  'Ashkn',
] as const

const first = ['BRCA1', 'BRCA2', 'PALB2', 'ATM', 'CHEK2'] as const
const last = ['RAD51D', 'RAD51C', 'BRIP1'] as const

/** Genes by version of the format, in the order of the columns: 8, 9 and 10 of them. */
export const genesOf = (version: CanRiskVersion): readonly string[] =>
  version === 1
    ? [...first, ...last]
    : version < 4
      ? [...first, 'BARD1', ...last]
      : [...first, 'BARD1', ...last, 'HOXB13']

export const pathologyColumn = 'ER:PR:HER2:CK14:CK56'
export const markers = ['er', 'pr', 'her2', 'ck14', 'ck56'] as const

/** Cancer columns and what they are of. */
export const cancerColumns = {
  BC1: 'breast-cancer',
  BC2: 'contralateral-breast-cancer',
  OC: 'ovarian-cancer',
  PRO: 'prostate-cancer',
  PAN: 'pancreatic-cancer',
} as const

/** `S:N`: how it was tested (S the gene was searched, T for a known variant) and what came out (P, N). Undefined when it cannot be read, null when not tested. */
export const geneTestOf = (gene: string, cell: string): GeneTest | null | undefined => {
  const [method, result, more] = cell.toUpperCase().split(':')
  if (more !== undefined) return undefined
  if (method === '0' && (result === '0' || result === undefined)) return null
  if ((method !== 'S' && method !== 'T') || (result !== 'P' && result !== 'N')) return undefined
  return {
    gene,
    result: result === 'P' ? 'positive' : 'negative',
    method: method === 'S' ? 'search' : 'known-variant',
  }
}

export const geneCell = (test: GeneTest | undefined): string =>
  test === undefined || test.result === 'uncertain'
    ? '0:0'
    : `${test.method === 'search' ? 'S' : 'T'}:${test.result === 'positive' ? 'P' : 'N'}`

type Pathology = NonNullable<Diagnosis['pathology']>

/** `P:N:0:0:0`; undefined when it cannot be read. */
export const pathologyOf = (cell: string): Pathology | undefined => {
  const parts = cell.toUpperCase().split(':')
  if (parts.length !== markers.length || parts.some((p) => !/^[0PN]$/.test(p))) return undefined
  const said: Partial<Record<(typeof markers)[number], Receptor>> = {}
  for (const [i, marker] of markers.entries()) {
    if (parts[i] === 'P') said[marker] = 'positive'
    if (parts[i] === 'N') said[marker] = 'negative'
  }
  return said
}

export const pathologyCell = (pathology: Pathology | undefined): string =>
  markers.map((m) => (pathology?.[m] === 'positive' ? 'P' : pathology?.[m] === 'negative' ? 'N' : '0')).join(':')
