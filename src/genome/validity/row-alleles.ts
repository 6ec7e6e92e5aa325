import { type AltKind, altKind } from './allele-syntax.ts'

/** The ALT column of a row. `sound`: every allele is one; `count`: number of ALT alleles, 0 for a dot; `symbolic`: a symbolic allele or breakend is among them. */
export type RowAlleles = {
  readonly alts: readonly string[]
  readonly kinds: readonly AltKind[]
  readonly count: number
  readonly sound: boolean
  readonly listSound: boolean
  readonly symbolic: boolean
}

const none: RowAlleles = { alts: [], kinds: [], count: 0, sound: true, listSound: true, symbolic: false }

/** Reads the ALT column. Columns that were met before are answered from memory, as most are single bases. */
export const rowAllelesReader = (version: number): ((alt: string) => RowAlleles) => {
  const known = new Map<string, RowAlleles>([['.', none]])
  const read = (alt: string): RowAlleles => {
    const alts = alt.split(',')
    const listSound = alts.every((a) => a !== '' && a !== '.')
    const kinds = alts.map((a) => (a === '' || a === '.' ? 'bases' : altKind(a, version)))
    const sound = listSound && kinds.every((k) => !k.startsWith('VCF_'))
    const symbolic = kinds.some((k) => k === 'symbol' || k === 'breakend')
    return { alts, kinds, count: alts.length, sound, listSound, symbolic }
  }
  return (alt) => {
    const met = known.get(alt)
    if (met !== undefined) return met
    const alleles = read(alt)
    if (alt.length < 12 && known.size < 5000) known.set(alt, alleles)
    return alleles
  }
}
