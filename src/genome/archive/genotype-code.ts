import { absentStrand, type CallBatch, openStrand } from '../calls/index.ts'

/** The sixteen codes of a genotype: alleles of the two strands and whether they are phased. The last is for those written out. */
const coded: readonly (readonly [first: number, second: number, phased: number])[] = [
  [0, 1, 0],
  [1, 1, 0],
  [0, 0, 0],
  [openStrand, openStrand, 0],
  [0, 1, 1],
  [1, 0, 1],
  [1, 1, 1],
  [0, 0, 1],
  [1, absentStrand, 1],
  [0, absentStrand, 1],
  [1, 2, 0],
  [1, 2, 1],
  [2, 1, 1],
  [openStrand, absentStrand, 1],
  [1, 0, 0],
]

export const genotypeText = 15

const key = (first: number, second: number, phased: number): number => (first + 2) * 10 + (second + 2) * 2 + phased

const codeOf = new Uint8Array(64).fill(genotypeText)
coded.forEach(([a, b, p], code) => {
  codeOf[key(a, b, p)] = code
})

/** Group of a genotype code, in which counts are kept together: 0 one REF and one ALT, 1 the first ALT only, 2 everything else. */
export const groupOfCode: Uint8Array = Uint8Array.from([0, 1, 2, 2, 0, 0, 1, 2, 1, 2, 2, 2, 2, 2, 0, 2])

export const groups = 3

/** Strands and phase by code: what `alleles` and `phased` of a batch hold. */
export const firstStrand: Int16Array = Int16Array.from(coded, ([a]) => a)
export const secondStrand: Int16Array = Int16Array.from(coded, ([, b]) => b)
export const phasedCode: Uint8Array = Uint8Array.from(coded, ([, , p]) => p)

/** The code of row i's genotype; `genotypeText` when it has none of its own. */
export const genotypeCodeOf = (batch: CallBatch, i: number): number => {
  const first = batch.alleles[2 * i] as number
  const second = batch.alleles[2 * i + 1] as number
  if ((batch.ploidy[i] as number) > 2 || first > 2 || second > 2) return genotypeText
  return codeOf[key(first, second, batch.phased[i] as number)] as number
}

/** A genotype written out: its separator in front of every strand. @example '/0/1/1', '|3' */
export const writtenGenotype = (strands: readonly (number | null)[], phased: boolean): string =>
  strands.map((s) => `${phased ? '|' : '/'}${s ?? '.'}`).join('')

/** Reads a genotype that `writtenGenotype` wrote; open strands as `openStrand`. */
export const readWrittenGenotype = (
  text: string,
): { readonly strands: readonly number[]; readonly phased: boolean } => {
  const phased = text.startsWith('|')
  const strands = text
    .slice(1)
    .split(phased ? '|' : '/')
    .map((s) => (/^\d{1,5}$/.test(s) ? Number(s) : openStrand))
  return { strands, phased }
}
