/**
 * The code of a row's REF and ALT in one byte. Bases are counted A C G T = 0 … 3.
 * 0 + 3r + a: REF r, ALT the a-th of the three other bases. 12 + 3r + k: REF r, ALT none, `<NON_REF>` or `<*>`. 24 and 36: as 0, with `,<NON_REF>` or `,<*>` behind.
 * 48 + r: REF r, ALT r and more bases. 52 + r: REF r and more bases, ALT r. 255: written out.
 */
export const alleleCodes = {
  plain: 0,
  bare: 12,
  withNonRef: 24,
  withAny: 36,
  insertion: 48,
  deletion: 52,
  text: 255,
} as const

export const longestIndel = 255

const tab = 9
const bases = 'ACGT'

/** Base number of an ASCII code; 4 for every other. Lower case is none: it is written out as it stands. */
const baseOf = new Uint8Array(256).fill(4)
for (let i = 0; i < 4; i++) baseOf[bases.charCodeAt(i)] = i

const endsWith = (bytes: Uint8Array, from: number, to: number, text: string): boolean => {
  if (to - from !== text.length) return false
  for (let i = 0; i < text.length; i++) if (bytes[from + i] !== text.charCodeAt(i)) return false
  return true
}

const allBases = (bytes: Uint8Array, from: number, to: number): boolean => {
  for (let i = from; i < to; i++) if (baseOf[bytes[i] as number] === 4) return false
  return true
}

/** The code of `REF TAB ALT`, bytes `from` to `to`; `alt` is where ALT begins. */
export const alleleCodeOf = (bytes: Uint8Array, from: number, alt: number, to: number): number => {
  const ref = baseOf[bytes[from] as number] as number
  if (ref === 4) return alleleCodes.text
  const refLength = alt - 1 - from
  const altLength = to - alt
  const first = baseOf[bytes[alt] as number] as number
  if (refLength === 1) {
    if (altLength === 1) {
      if (first < 4 && first !== ref) return 3 * ref + (first < ref ? first : first - 1)
      return bytes[alt] === 46 ? alleleCodes.bare + 3 * ref : alleleCodes.text
    }
    if (bytes[alt] === 60) {
      if (endsWith(bytes, alt, to, '<NON_REF>')) return alleleCodes.bare + 3 * ref + 1
      return endsWith(bytes, alt, to, '<*>') ? alleleCodes.bare + 3 * ref + 2 : alleleCodes.text
    }
    if (first < 4 && bytes[alt + 1] === 44 && bytes[alt + 2] === 60 && first !== ref) {
      const pair = 3 * ref + (first < ref ? first : first - 1)
      if (endsWith(bytes, alt + 1, to, ',<NON_REF>')) return alleleCodes.withNonRef + pair
      return endsWith(bytes, alt + 1, to, ',<*>') ? alleleCodes.withAny + pair : alleleCodes.text
    }
    if (first === ref && altLength - 1 < longestIndel && allBases(bytes, alt + 1, to))
      return alleleCodes.insertion + ref
    return alleleCodes.text
  }
  if (altLength === 1 && first === ref && refLength - 1 < longestIndel && allBases(bytes, from + 1, alt - 1))
    return alleleCodes.deletion + ref
  return alleleCodes.text
}

/** The letters that a code stands for, as `REF TAB ALT`; of an indel without the bases that it inserts or deletes. */
const texts: readonly string[] = Array.from({ length: 56 }, (_, code) => {
  const pairText = (pair: number): string => {
    const ref = Math.floor(pair / 3)
    const other = pair % 3
    return `${bases[ref]}\t${bases[other < ref ? other : other + 1]}`
  }
  if (code < alleleCodes.bare) return pairText(code)
  if (code < alleleCodes.withNonRef) {
    const of = code - alleleCodes.bare
    return `${bases[Math.floor(of / 3)]}\t${['.', '<NON_REF>', '<*>'][of % 3]}`
  }
  if (code < alleleCodes.withAny) return `${pairText(code - alleleCodes.withNonRef)},<NON_REF>`
  if (code < alleleCodes.insertion) return `${pairText(code - alleleCodes.withAny)},<*>`
  return `${bases[code & 3]}\t${bases[code & 3]}`
})

/** Number of alleles (REF among them) by code. */
export const allelesOfCode: Uint8Array = Uint8Array.from(texts, (text) =>
  text.endsWith('\t.') ? 1 : text.includes(',') ? 3 : 2,
)

/** Number of alleles of an ALT column written out. */
export const allelesOfText = (bytes: Uint8Array, from: number, to: number): number => {
  if (to <= from || (to - from === 1 && bytes[from] === 46)) return 1
  let n = 2
  for (let i = from; i < to; i++) if (bytes[i] === 44) n++
  return n
}

const encoder = new TextEncoder()

/** The same as bytes, by code. */
export const alleleBytes: readonly Uint8Array[] = texts.map((t) => encoder.encode(t))

/** Bases two bits each, from the lowest bits of each byte up. */
export const basePacker = () => {
  let packed = new Uint8Array(1024)
  let count = 0
  return {
    add: (bytes: Uint8Array, from: number, to: number): void => {
      if (count + (to - from) > packed.length * 4) {
        const larger = new Uint8Array(Math.max(packed.length * 2, (count + to - from + 3) >> 2))
        larger.set(packed)
        packed = larger
      }
      for (let i = from; i < to; i++, count++)
        packed[count >> 2] =
          (packed[count >> 2] as number) | ((baseOf[bytes[i] as number] as number) << (2 * (count & 3)))
    },
    bytes: (): Uint8Array => packed.subarray(0, (count + 3) >> 2),
  }
}

/** ASCII code of the base at place `at` of packed bases. */
export const packedBase = (packed: Uint8Array, at: number): number =>
  bases.charCodeAt(((packed[at >> 2] ?? 0) >> (2 * (at & 3))) & 3)

/** Where ALT begins in `REF TAB ALT`. */
export const altFrom = (bytes: Uint8Array, from: number, to: number): number => {
  let at = from
  while (at < to && bytes[at] !== tab) at++
  return at + 1
}
