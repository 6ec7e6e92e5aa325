import type { Variant } from '../variant.ts'
import type { ReferenceGenome, ReferenceSequence } from './reference-genome.ts'

/** How a REF stands to the reference: letter for letter `equal`; `iupac`: only letters that stand for several bases differ, and each side allows the other; `notHeld`: the reference does not hold the place. */
export type ReferenceCheck = 'equal' | 'iupac' | 'mismatch' | 'notHeld'

const meanings = 'A:A C:C G:G T:T U:T R:AG Y:CT S:CG W:AT K:GT M:AC B:CGT D:AGT H:ACT V:ACG N:ACGT'

/** Code of a letter → bit set of A, C, G, T it may be; 0 for letters that are no base. */
const basesOf: Uint8Array = (() => {
  const table = new Uint8Array(256)
  for (const entry of meanings.split(' ')) {
    const [letter = '', bases = ''] = entry.split(':')
    const bits = bases.split('').reduce((n, b) => n | (1 << 'ACGT'.indexOf(b)), 0)
    table[letter.charCodeAt(0)] = bits
    table[letter.toLowerCase().charCodeAt(0)] = bits
  }
  return table
})()

/** Compares letters with the reference from a 0-based position on. Case does not count. */
export const checkBases = (sequence: ReferenceSequence, position: number, letters: string): ReferenceCheck => {
  let result: ReferenceCheck = 'equal'
  for (let i = 0; i < letters.length; i++) {
    const held = sequence.codeAt(position + i)
    if (held === 0) return 'notHeld'
    const letter = letters.charCodeAt(i)
    if (held === letter || held === (letter & ~32)) continue
    if (((basesOf[held] as number) & (basesOf[letter] as number)) === 0) return 'mismatch'
    if ((basesOf[held] as number) === (basesOf[letter] as number)) continue
    result = 'iupac'
  }
  return result
}

/** Compares the REF of a variant with the reference. */
export const checkReference = (
  variant: Pick<Variant, 'chrom' | 'pos' | 'ref'>,
  reference: ReferenceGenome,
): ReferenceCheck => {
  const sequence = reference.sequence(variant.chrom)
  return sequence === undefined ? 'notHeld' : checkBases(sequence, variant.pos - 1, variant.ref)
}
