const codes: Readonly<Record<string, string>> = {
  R: 'AG',
  Y: 'CT',
  S: 'CG',
  W: 'AT',
  K: 'GT',
  M: 'AC',
  B: 'CGT',
  D: 'AGT',
  H: 'ACT',
  V: 'ACG',
  N: 'ACGT',
}

/** The bases an allele of a definition stands for: several for an IUPAC ambiguity code, otherwise the allele itself. @example basesOf('R') // ['A', 'G'] */
export const basesOf = (allele: string): readonly string[] => codes[allele]?.split('') ?? [allele]
