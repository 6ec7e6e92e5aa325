import { type Change, changeOf } from '../normalise/roll.ts'
import type { Site } from '../site.ts'
import { isIndel } from './windows.ts'

/**
 * How a row reads at a wanted site.
 * `same`: same position and REF, so its alleles count as they stand. `rewritten`: `alleleOf[i]` is the site's allele index for the row's allele i
 * (0 = the site's REF, j = `alts[j - 1]`); `documented` when at least one ALT of the row is one of the site's. `elsewhere`: the row says nothing of the site.
 * `mismatch`: its REF has other bases than the site's REF. `unaligned`: the alleles in `suspects` could be the site's ALT in another notation (an indel placed elsewhere
 * in a repeat, one of several neighbouring bases that change together), which cannot be told from this row and without a reference sequence.
 */
export type RowFit =
  | { readonly kind: 'same' | 'elsewhere' | 'mismatch' }
  | {
      readonly kind: 'rewritten'
      readonly alts: readonly string[]
      readonly alleleOf: readonly number[]
      readonly documented: boolean
    }
  | { readonly kind: 'unaligned'; readonly suspects: readonly number[] }

/** An ALT of the site that the row's allele is not, and that cannot be written with the site's REF. Used in a genotype it makes the row unusable, as `*` does. */
export const otherAllele = '<OTHER>'

const isSequence = (allele: string): boolean => /^[ACGTN]+$/.test(allele)

const applied = (window: string, start: number, pos: number, ref: string, alt: string): string =>
  window.slice(0, pos - start) + alt + window.slice(pos - start + ref.length)

/** The reference bases of row and site together, when they meet; undefined when a gap lies between, 'mismatch' when they contradict each other. */
const sharedReference = (
  pos: number,
  ref: string,
  site: Site,
): { readonly start: number; readonly bases: string } | 'mismatch' | undefined => {
  const known = site.ref + (site.after ?? '')
  const start = Math.min(pos, site.pos)
  const end = Math.max(pos + ref.length, site.pos + known.length)
  if (pos > site.pos + known.length || site.pos > pos + ref.length) return undefined
  let bases = ''
  for (let at = start; at < end; at++) {
    const a = ref[at - pos]
    const b = known[at - site.pos]
    if (a !== undefined && b !== undefined && a !== b && at >= pos && at >= site.pos) return 'mismatch'
    bases += (at >= pos ? a : undefined) ?? (at >= site.pos ? b : undefined) ?? ''
  }
  return { start, bases }
}

const isRotation = (a: string, b: string): boolean => a.length === b.length && a.length > 0 && (a + a).includes(b)

/**
 * Whether a change has the size and, turned round, the bases of one of the site's own indels and lies where that cannot be settled: anywhere to the right when the
 * site's repeat is not known, else within one unit behind its known end.
 */
const couldBeSiteIndel = (change: Change, site: Site): boolean =>
  site.alts.some((alt) => {
    const own = changeOf(site.pos, site.ref, alt)
    const unit = own.ref.length + own.alt.length
    const knownEnd = site.pos + site.ref.length - 1 + (site.after ?? '').length
    if (
      change.start <= site.pos ||
      (site.after !== undefined && (change.start <= knownEnd + 1 || change.start > knownEnd + unit))
    )
      return false
    return (
      (own.alt === '' && change.alt === '' && isRotation(own.ref, change.ref)) ||
      (own.ref === '' && change.ref === '' && isRotation(own.alt, change.alt))
    )
  })

/** Whether a change touches only a part of a place where several neighbouring bases change together: the rest may stand in another row. */
const isPartOfSubstitution = (change: Change, site: Site): boolean =>
  !isIndel(site) &&
  site.ref.length > 1 &&
  change.ref.length === change.alt.length &&
  touches(change, site) &&
  (change.start > site.pos || change.start + change.ref.length < site.pos + site.ref.length)

const touches = (change: Change, site: Site): boolean => {
  const indel = isIndel(site)
  const first = indel ? site.pos + 1 : site.pos
  const last = site.pos + site.ref.length - 1 + (indel ? (site.after ?? '').length : 0)
  if (change.ref === '')
    return indel ? change.start >= first && change.start <= last + 1 : change.start > first && change.start <= last
  return change.start <= last && change.start + change.ref.length - 1 >= first
}

/** The site's allele that one sequence of the row stands for: REF, a documented ALT, another sequence, `*`, or `otherAllele`. */
const localAllele = (
  pos: number,
  ref: string,
  alt: string,
  site: Site,
  shared: { readonly start: number; readonly bases: string },
): string => {
  const whole = applied(shared.bases, shared.start, pos, ref, alt)
  const documented = site.alts.find(
    (own) => isSequence(own) && applied(shared.bases, shared.start, site.pos, site.ref, own) === whole,
  )
  if (documented !== undefined) return documented
  const change = changeOf(pos, ref, alt)
  if (!touches(change, site) || (isIndel(site) && change.ref.length === change.alt.length)) return site.ref
  const siteEnd = site.pos + site.ref.length - 1
  if (alt.length === ref.length && pos <= site.pos && pos + ref.length - 1 >= siteEnd)
    return alt.slice(site.pos - pos, siteEnd - pos + 1)
  const changeEnd = change.start + change.ref.length - 1
  if (!isIndel(site) && change.alt === '' && change.start <= site.pos && changeEnd >= siteEnd) return '*'
  if (change.start > site.pos && changeEnd <= siteEnd)
    return applied(site.ref, site.pos, change.start, change.ref, change.alt)
  return otherAllele
}

/**
 * Reads a row (REF and ALTs in upper case, position 1-based) at a site, whatever padding it has and, as far as the site's repeat is known, however it is aligned:
 * two notations are the same allele when they make the same sequence out of the reference.
 * @example rowFit(100, 'CATAT', ['CAT'], { chrom: 'chr2', pos: 100, ref: 'CAT', alts: ['C'] }).alts // ['C']
 */
export const rowFit = (pos: number, ref: string, alts: readonly string[], site: Site): RowFit => {
  if (pos === site.pos && ref === site.ref) return { kind: 'same' }
  const shared = sharedReference(pos, ref, site)
  if (shared === 'mismatch') return { kind: 'mismatch' }
  const suspects = alts.flatMap((alt, i) => {
    if (!isSequence(alt)) return []
    const change = changeOf(pos, ref, alt)
    return (isIndel(site) ? couldBeSiteIndel(change, site) : isPartOfSubstitution(change, site)) ? [i + 1] : []
  })
  if (shared === undefined) return suspects.length > 0 ? { kind: 'unaligned', suspects } : { kind: 'elsewhere' }
  const names: string[] = []
  const alleleOf = [0]
  for (const alt of alts) {
    const symbolic = !isSequence(alt)
    const local = symbolic ? (pos === site.pos ? alt : site.ref) : localAllele(pos, ref, alt, site, shared)
    if (local !== site.ref && !names.includes(local)) names.push(local)
    alleleOf.push(local === site.ref ? 0 : names.indexOf(local) + 1)
  }
  const documented = names.some((n) => site.alts.includes(n))
  const open = suspects.filter((i) => !site.alts.includes(names[(alleleOf[i] as number) - 1] ?? ''))
  if (!documented && open.length > 0) return { kind: 'unaligned', suspects: open }
  if (names.length === 0) return { kind: 'elsewhere' }
  return { kind: 'rewritten', alts: names, alleleOf, documented }
}

/** Whether a row that fits a site so brings one of the site's own ALTs. */
export const isExpected = (fit: RowFit, alts: readonly string[], site: Site): boolean =>
  fit.kind === 'rewritten' ? fit.documented : fit.kind === 'same' && alts.some((a) => site.alts.includes(a))
