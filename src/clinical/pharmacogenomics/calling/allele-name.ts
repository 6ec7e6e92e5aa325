const parts = /\d+|\D+/g
const joiner = ' + '
/** 0 for a plain name, else how many names stand in the brackets. */
const size = (name: string): number => (name.startsWith('[') ? name.split(joiner).length : 0)

/**
 * Orders allele names as people read them: `*1` before `*2` before `*10`, c.46 before c.1129, a combination in brackets after plain names,
 * a longer combination after a shorter one.
 * @example compareAlleleNames('*4', '*17') < 0 // true
 */
export const compareAlleleNames = (a: string, b: string): number => {
  const together = size(a) - size(b)
  if (together !== 0) return together
  const left = a.match(parts) ?? []
  const right = b.match(parts) ?? []
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const x = left[i] as string
    const y = right[i] as string
    if (x === y) continue
    const byNumber = Number(x) - Number(y)
    if (!Number.isNaN(byNumber) && byNumber !== 0) return byNumber
    return x < y ? -1 : 1
  }
  return left.length - right.length
}

/** The name of several alleles on one strand: `[*6 + *14]`; a single one keeps its own name. */
export const combinationName = (names: readonly string[]): string =>
  names.length === 1 ? (names[0] as string) : `[${names.join(joiner)}]`

/** The alleles that stand in one strand's name: `[*6 + *14]` → `*6`, `*14`; `*80+*28` is one allele. */
export const componentNames = (name: string): readonly string[] =>
  name.startsWith('[') && name.endsWith(']') ? name.slice(1, -1).split(joiner) : [name]

/** The two strands of a diplotype label; one when it names a single allele. A slash inside brackets does not split. */
export const strandNames = (label: string): readonly string[] => {
  let depth = 0
  for (let i = 0; i < label.length; i++) {
    const c = label[i]
    if (c === '[') depth++
    else if (c === ']') depth--
    else if (c === '/' && depth === 0) return [label.slice(0, i), label.slice(i + 1)]
  }
  return [label]
}
