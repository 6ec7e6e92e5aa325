const pairs = ['AT', 'CG', 'GC', 'TA', 'UA', 'RY', 'YR', 'KM', 'MK', 'BV', 'VB', 'DH', 'HD'] as const

/** ASCII code → ASCII code of the complementary base (IUPAC, case kept); everything else, `N`, `S`, `W` and gap signs among it, maps to itself. */
export const complementOf: Uint8Array = (() => {
  const table = Uint8Array.from({ length: 256 }, (_, i) => i)
  for (const pair of pairs) {
    const [from, to] = [pair.charCodeAt(0), pair.charCodeAt(1)]
    table[from] = to
    table[from + 32] = to + 32
  }
  return table
})()

/** The other strand of a DNA sequence, read 5' → 3'. `U` is read as a base that pairs with A. @example reverseComplement('AAC') // 'GTT' */
export const reverseComplement = (bases: string): string => {
  let out = ''
  for (let i = bases.length - 1; i >= 0; i--)
    out += String.fromCharCode(complementOf[bases.charCodeAt(i) & 255] as number)
  return out
}
