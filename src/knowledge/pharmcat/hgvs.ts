const copies = (name: string): number => (name.endsWith('dup') ? 2 : Number(/\[(\d+)\]$/.exec(name)?.[1] ?? Number.NaN))

/**
 * One HGVS name per ALT, in the order of the ALTs, out of a list that may hold them in any order and may name the reference too.
 * Undefined when the names cannot be told apart. Substitutions are recognised by their bases, repeats by their number of copies.
 */
export const hgvsByAlt = (
  ref: string,
  alts: readonly string[],
  names: readonly string[],
): readonly string[] | undefined => {
  if (alts.length === 1 && names.length === 1) return names
  const found = alts.map((alt) => {
    if (ref.length === 1 && alt.length === 1) return names.find((n) => n.endsWith(`${ref}>${alt}`))
    const byCopies = names
      .map((name) => ({ name, n: copies(name) }))
      .filter((x) => !Number.isNaN(x.n))
      .sort((a, b) => a.n - b.n)
    const withReference = byCopies.length === alts.length + 1
    const ordered = (withReference ? [ref, ...alts] : [...alts]).sort((a, b) => a.length - b.length)
    return byCopies.length === ordered.length ? byCopies[ordered.indexOf(alt)]?.name : undefined
  })
  return found.some((n) => n === undefined) ? undefined : (found as string[])
}
