import { reverseComplement } from '../reverse-complement.ts'
import type { Site } from '../site.ts'

/** What an array's letters say at a wanted site. `ambiguous`: the letters fit on either strand. `unclear`: they cannot be put into the site's alleles. */
export type ArrayReading =
  | {
      readonly kind: 'called'
      readonly alts: readonly string[]
      readonly gt: string
      readonly flipped: boolean
      readonly ambiguous: boolean
    }
  | { readonly kind: 'noCall' }
  | { readonly kind: 'unclear' }

const called = (letters: readonly string[], site: Site, flipped: boolean, ambiguous: boolean): ArrayReading => {
  const alts = [...site.alts, ...new Set(letters.filter((l) => l !== site.ref && !site.alts.includes(l)))]
  const indices = letters.map((l) => (l === site.ref ? 0 : alts.indexOf(l) + 1)).toSorted((a, b) => a - b)
  return { kind: 'called', alts, gt: indices.join('/'), flipped, ambiguous }
}

/**
 * Puts an array's letters (`A`, `C`, `G`, `T`; `I` and `D` for inserted and deleted; one or two of them) into a site's alleles. Letters that only fit when read on the
 * other strand are turned; letters that fit neither way stay as they are, as alleles nobody documented. `I` and `D` mean something only where the site has one ALT.
 * @example readLetters(['G', 'A'], { chrom: 'chr10', pos: 94781859, ref: 'G', alts: ['A'] }).gt // '0/1'
 */
export const readLetters = (letters: readonly string[], site: Site): ArrayReading => {
  if (letters.length === 0 || letters.length > 2 || letters.some((l) => !/^[ACGTID]$/.test(l)))
    return { kind: 'noCall' }
  const alleles = [site.ref, ...site.alts]
  const indelLetters = letters.every((l) => l === 'I' || l === 'D')
  if (alleles.some((a) => a.length !== 1)) {
    const alt = site.alts[0]
    if (!indelLetters || alt === undefined || site.alts.length > 1 || alt.length === site.ref.length)
      return { kind: 'unclear' }
    const [inserted, deleted] = alt.length > site.ref.length ? [alt, site.ref] : [site.ref, alt]
    return called(
      letters.map((l) => (l === 'I' ? inserted : deleted)),
      site,
      false,
      false,
    )
  }
  if (letters.some((l) => l === 'I' || l === 'D')) return { kind: 'unclear' }
  const turned = letters.map(reverseComplement)
  const fits = letters.every((l) => alleles.includes(l))
  const fitsTurned = turned.every((l) => alleles.includes(l))
  return fitsTurned && !fits ? called(turned, site, true, false) : called(letters, site, false, fits && fitsTurned)
}
