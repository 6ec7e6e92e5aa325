/** One genetic code: `aminoAcids[16a + 4b + c]` is the ASCII code of the one-letter amino acid (`*` = stop) of the codon with base numbers a, b, c (A 0, C 1, G 2, T 3). */
export type GeneticCode = { readonly name: 'standard' | 'vertebrate mitochondrial'; readonly aminoAcids: Uint8Array }

const codeFrom = (name: GeneticCode['name'], letters: string): GeneticCode => ({
  name,
  aminoAcids: Uint8Array.from(letters, (letter) => letter.charCodeAt(0)),
})

/** @source NCBI, The Genetic Codes, translation table 1; here in the order AAA, AAC, AAG, AAT, ACA … */
export const standardCode = codeFrom('standard', 'KNKNTTTTRSRSIIMIQHQHPPPPRRRRLLLLEDEDAAAAGGGGVVVV*Y*YSSSS*CWCLFLF')

/** @source NCBI, The Genetic Codes, translation table 2: ATA Met, TGA Trp, AGA and AGG stop. */
export const mitochondrialCode = codeFrom(
  'vertebrate mitochondrial',
  'KNKNTTTT*S*SMIMIQHQHPPPPRRRRLLLLEDEDAAAAGGGGVVVV*Y*YSSSSWCWCLFLF',
)

/** The code that is read on a contig, by its canonical name. */
export const codeOfContig = (chrom: string): GeneticCode => (chrom === 'chrM' ? mitochondrialCode : standardCode)

/** Base number by ASCII code (A 0, C 1, G 2, T and U 3, either case); 4 for everything else. */
export const baseNumber: Uint8Array = (() => {
  const table = new Uint8Array(256).fill(4)
  for (const [letters, n] of [
    ['Aa', 0],
    ['Cc', 1],
    ['Gg', 2],
    ['TtUu', 3],
  ] as const)
    for (const letter of letters) table[letter.charCodeAt(0)] = n
  return table
})()

const unknown = 'X'.charCodeAt(0)

/** ASCII code of the amino acid of three ASCII bases; `X` when one of them is not A, C, G, T or U. */
export const aminoAcidOf = (code: GeneticCode, first: number, second: number, third: number): number => {
  const a = baseNumber[first] as number
  const b = baseNumber[second] as number
  const c = baseNumber[third] as number
  return (a | b | c) > 3 ? unknown : (code.aminoAcids[(a << 4) | (b << 2) | c] as number)
}

/** Amino acids of the whole codons from `start` on, stops as `*`; what is left of an unfinished codon at the end is not read. @example translate('ATGTAAGG') // 'M*' */
export const translate = (bases: string, code: GeneticCode = standardCode, start = 0): string => {
  let out = ''
  for (let i = start; i + 3 <= bases.length; i += 3)
    out += String.fromCharCode(aminoAcidOf(code, bases.charCodeAt(i), bases.charCodeAt(i + 1), bases.charCodeAt(i + 2)))
  return out
}

/** Three-letter names by one-letter code (IUPAC-IUBMB; `*` is Ter as HGVS writes it). */
const names: Readonly<Record<string, string>> = {
  A: 'Ala',
  R: 'Arg',
  N: 'Asn',
  D: 'Asp',
  C: 'Cys',
  Q: 'Gln',
  E: 'Glu',
  G: 'Gly',
  H: 'His',
  I: 'Ile',
  L: 'Leu',
  K: 'Lys',
  M: 'Met',
  F: 'Phe',
  P: 'Pro',
  S: 'Ser',
  T: 'Thr',
  W: 'Trp',
  Y: 'Tyr',
  V: 'Val',
  U: 'Sec',
  O: 'Pyl',
  B: 'Asx',
  Z: 'Glx',
  J: 'Xle',
  X: 'Xaa',
  '*': 'Ter',
}
const letters = new Map(Object.entries(names).map(([one, three]) => [three.toUpperCase(), one]))

/** Undefined for what is no amino acid. @example threeLetters('R') // 'Arg' */
export const threeLetters = (one: string): string | undefined => names[one]

/** Undefined for what is no amino acid. @example oneLetter('Ter') // '*' */
export const oneLetter = (three: string): string | undefined => letters.get(three.toUpperCase())

/** A protein sequence in three-letter names. @example threeLetterSequence('MR*') // 'MetArgTer' */
export const threeLetterSequence = (protein: string): string => {
  let out = ''
  for (const one of protein) out += names[one] ?? 'Xaa'
  return out
}

/**
 * Codon numbers (0-based) of a complete reference coding sequence where a TGA before its last codon is read as selenocysteine.
 * Only TGA of the standard code counts; another stop inside a reference stays a stop.
 */
export const selenocysteineCodons = (codingSequence: string, code: GeneticCode): readonly number[] => {
  if (code.name !== 'standard') return []
  const found: number[] = []
  for (let i = 0; i + 6 <= codingSequence.length; i += 3) if (codingSequence.startsWith('TGA', i)) found.push(i / 3)
  return found
}
