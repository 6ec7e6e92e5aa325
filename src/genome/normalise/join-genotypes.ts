/** GT of one sample over rows that are joined, and how many ALTs found no strand to stand on. */
export type JoinedGenotype = { readonly gt: string; readonly lost: number }

type Strands = { readonly alleles: (number | undefined)[]; readonly signs: string[]; readonly lead: string }

const readStrands = (gt: string, names: readonly number[]): Strands | undefined => {
  const lead = /^[/|]/.exec(gt)?.[0] ?? ''
  const body = gt.slice(lead.length)
  if (!/^(?:\.|\d+)(?:[/|](?:\.|\d+))*$/.test(body)) return undefined
  const alleles = body.split(/[/|]/).map((a) => (a === '.' ? undefined : names[Number(a)]))
  return { alleles, signs: body.match(/[/|]/g) ?? [], lead }
}

const written = (s: Strands): string =>
  s.alleles.map((a, i) => `${i === 0 ? s.lead : (s.signs[i - 1] as string)}${a ?? '.'}`).join('')

/**
 * Lays the genotypes of rows over each other. `names[r][a]`: the allele of the joined row that allele `a` of row `r` is. A strand keeps its ALT; where a row says REF
 * or nothing, an ALT of another row is taken over, on the same strand, or when nothing is phased on another free one. Rows whose phase sets differ are joined unphased.
 * A strand that no row but a silent one speaks of stays missing.
 */
export const joinedGenotype = (
  gts: readonly string[],
  names: readonly (readonly number[])[],
  phaseSets: readonly string[],
): JoinedGenotype => {
  let whole: Strands | undefined
  let set = '.'
  let lost = 0
  gts.forEach((gt, r) => {
    const next = readStrands(gt, names[r] as readonly number[])
    if (next === undefined || next.alleles.every((a) => a === undefined)) {
      whole ??= next
      return
    }
    const ownSet = phaseSets[r] ?? '.'
    if (whole === undefined || whole.alleles.every((a) => a === undefined)) {
      whole = next
      set = ownSet
      return
    }
    const carries = (s: Strands): boolean => s.alleles.some((a) => a !== undefined && a > 0)
    if (!carries(next)) return
    if (next.alleles.length !== whole.alleles.length) {
      if (carries(whole)) lost++
      else {
        whole = next
        set = ownSet
      }
      return
    }
    const phased = !next.signs.includes('/') && !whole.signs.includes('/') && set === ownSet
    if (!phased && carries(whole)) whole.signs.fill('/')
    else if (!carries(whole)) whole.signs.splice(0, whole.signs.length, ...next.signs)
    const free = (a: number | undefined): boolean => a === undefined || a === 0
    next.alleles.forEach((a, i) => {
      if (a === undefined || a === 0 || whole === undefined) return
      if (free(whole.alleles[i])) whole.alleles[i] = a
      else if (whole.alleles[i] !== a) {
        const elsewhere = phased ? -1 : whole.alleles.findIndex((x, j) => free(x) && free(next.alleles[j]))
        if (elsewhere < 0) lost++
        else whole.alleles[elsewhere] = a
      }
    })
  })
  return { gt: whole === undefined ? '.' : written(whole), lost }
}
