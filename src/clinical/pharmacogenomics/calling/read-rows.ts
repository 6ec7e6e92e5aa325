import type { Build, SampleSites, SiteRow } from '../../../genome/site.ts'
import type { DatumRef } from '../../../shared/assessment.ts'
import type { CallMessage, Position } from '../model.ts'
import { joinSplitRows } from './join-rows.ts'

/** What the rows of one sample say at one position, before any definition is applied. `alleles` are VCF alleles by strand, null = `.`; empty = nothing usable. */
export type SeenSite = {
  readonly alleles: readonly (string | null)[]
  readonly haploid: boolean
  readonly phased: boolean
  readonly phaseSet: string | null
  readonly discarded: boolean
  readonly notDocumented: readonly string[]
  readonly unvalidated: boolean
  readonly basis?: DatumRef
  readonly messages: readonly CallMessage[]
}

const plainBases = /^[ACGT]+$/
const note = (code: string, data: Readonly<Record<string, string>>): CallMessage => ({ code, with: data })

/** Where a position lies on the build of the file, and the reference base there; undefined when it has no place on that build. */
export const siteOn = (
  position: Position,
  build: Build,
): { readonly pos: number; readonly ref: string } | undefined => {
  if (build === 'GRCh38') return { pos: position.pos, ref: position.ref }
  return position.pos37 === undefined || position.ref37 === undefined
    ? undefined
    : { pos: position.pos37, ref: position.ref37 }
}

/** Every VCF allele that the position knows, whatever build's reference it is. */
const documentedAt = (position: Position): readonly string[] => [position.ref, ...position.alts]

const unusable = (basis: DatumRef, messages: readonly CallMessage[], discarded = true): SeenSite => ({
  alleles: [],
  haploid: false,
  phased: false,
  phaseSet: null,
  discarded,
  notDocumented: [],
  unvalidated: false,
  basis,
  messages,
})

/** Why an ALT cannot be read as bases; undefined when it can. */
const altTrouble = (alt: string): string | undefined => {
  if (alt.startsWith('<')) return 'alt-symbolic'
  if (alt.includes('*')) return 'alt-overlapped'
  if (alt.includes('N')) return 'alt-ambiguous'
  return plainBases.test(alt) ? undefined : 'alt-unknown-base'
}

const readBlock = (row: SiteRow, position: Position, ref: string, basis: DatumRef): SeenSite => {
  const strands = row.gt.split(/[|/]/)
  if (strands.some((s) => s !== '0')) return unusable(basis, [note('row-no-genotype', { gt: row.gt })], false)
  const haploid = strands.length === 1
  return {
    alleles: strands.slice(0, 2).map(() => ref),
    haploid,
    phased: !row.gt.includes('/'),
    phaseSet: null,
    discarded: false,
    notDocumented: documentedAt(position).includes(ref) ? [] : [ref],
    unvalidated: false,
    basis,
    messages: [],
  }
}

/** Reads one row at one position. `adUsable`: the header declares AD with Number=R, so depths can be compared with the genotype. */
const readRow = (row: SiteRow, position: Position, ref: string, sample: SampleSites, adUsable: boolean): SeenSite => {
  const basis: DatumRef = {
    kind: 'variantRow',
    source: sample.source,
    line: row.line,
    text: row.text,
    sample: sample.sample,
  }
  if (row.kind === 'referenceBlock') return readBlock(row, position, ref, basis)
  const rowRef = row.ref.toUpperCase()
  if (rowRef !== ref || row.filter.split(';').includes('PCATxREF'))
    return unusable(basis, [note('ref-mismatch', { found: rowRef, expected: ref })])
  const alts = row.alts.filter((a) => a !== '.' && a !== '').map((a) => a.toUpperCase())
  const strands = row.gt.split(/[|/]/)
  const indices = strands.filter((s) => s !== '.' && s !== '').map(Number)
  if (indices.length === 0) return unusable(basis, [note('row-no-genotype', { gt: row.gt })], false)
  if (indices.some((i) => !Number.isInteger(i) || i < 0 || i > alts.length))
    return unusable(basis, [note('gt-outside-alts', { gt: row.gt, alts: alts.join(',') })])
  const messages: CallMessage[] = []
  const used = new Set(indices)
  for (const [i, alt] of alts.entries()) {
    const trouble = altTrouble(alt)
    if (trouble === undefined) continue
    const inUse = used.has(i + 1)
    messages.push(note(trouble, { alt, used: inUse ? 'yes' : 'no' }))
    if (inUse) return unusable(basis, messages)
  }
  if (adUsable && row.depths !== undefined && used.size > 1 && row.depths.filter((d) => d > 0).length === 1)
    return unusable(basis, [...messages, note('ad-contradicts-gt', { gt: row.gt, ad: row.depths.join(',') })])
  const documented = documentedAt(position)
  const expectsIndel = documented.some((a) => a.length !== documented[0]?.length)
  const plainAlts = alts.filter((a) => altTrouble(a) === undefined)
  const unvalidated = expectsIndel && !plainAlts.some((a) => a.length !== rowRef.length)
  if (unvalidated && row.kind === 'row')
    messages.push(note('indel-not-validated', { expected: position.alts.join(','), found: plainAlts.join(',') }))
  const text = (i: number) => (i === 0 ? rowRef : (alts[i - 1] as string))
  if (strands.length > 2) messages.push(note('more-than-two-alleles', { gt: row.gt }))
  const alleles = strands.slice(0, 2).map((s) => (s === '.' || s === '' ? null : text(Number(s))))
  const haploid = strands.length === 1
  const known = alleles.filter((a) => a !== null)
  if (position.chrom === 'chrY' || position.chrom === 'chrM')
    return called(row, known.slice(0, 1), true, documented, unvalidated, basis, messages)
  if (known.length === 1 && !(haploid && position.chrom === 'chrX')) {
    messages.push(note('one-allele-of-two', { gt: row.gt }))
    if (known[0] === rowRef) return unusable(basis, messages, false)
    return called(row, haploid ? [...alleles, null] : alleles, false, documented, unvalidated, basis, messages)
  }
  return called(row, alleles, haploid, documented, unvalidated, basis, messages)
}

const called = (
  row: SiteRow,
  alleles: readonly (string | null)[],
  haploid: boolean,
  documented: readonly string[],
  unvalidated: boolean,
  basis: DatumRef,
  messages: readonly CallMessage[],
): SeenSite => {
  const notDocumented = [...new Set(alleles.filter((a) => a !== null && !documented.includes(a)))] as string[]
  const unlisted =
    notDocumented.length === 0
      ? []
      : [note('undocumented-allele', { found: notDocumented.join('/'), expected: documented.slice(1).join('/') })]
  const phased = !row.gt.includes('/')
  return {
    alleles,
    haploid,
    phased,
    phaseSet:
      phased && row.phaseSet !== undefined && row.phaseSet !== '.' && alleles[0] !== alleles[1] ? row.phaseSet : null,
    discarded: false,
    notDocumented,
    unvalidated,
    basis,
    messages: [...messages, ...unlisted],
  }
}

const usable = (s: SeenSite): boolean => s.alleles.length > 0

/** VCF 4.4 may put the phase of the first allele before it (`|0|1`): what stands between the alleles says the same. */
const withoutLeadingPhase = (row: SiteRow): SiteRow => (/^[|/]/.test(row.gt) ? { ...row, gt: row.gt.slice(1) } : row)

/** The rows of a sample by `chrom:pos`, in file order. */
export type RowIndex = ReadonlyMap<string, readonly SiteRow[]>

export const indexRows = (sample: SampleSites): RowIndex => {
  const index = new Map<string, SiteRow[]>()
  for (const row of sample.sites) {
    const key = `${row.chrom}:${row.pos}`
    const list = index.get(key)
    if (list === undefined) index.set(key, [row])
    else list.push(row)
  }
  return index
}

/**
 * What a sample's rows say at one position: rows split by ALT are put together, the first usable row wins, and a later usable one replaces unusable ones before it.
 * Undefined when no row is there: missing, which is never reference. A position without a place on the file's build is missing too,
 * and so is one where the reader met an indel it could not bring into the expected notation.
 */
export const seenAt = (position: Position, sample: SampleSites, rows: RowIndex): SeenSite | undefined => {
  const place = siteOn(position, sample.build)
  const here = place === undefined ? undefined : rows.get(`${position.chrom}:${place.pos}`)
  if (place === undefined) return undefined
  const unclear = sample.unresolved.find((u) => u.site.chrom === position.chrom && u.site.pos === place.pos)
  if (unclear !== undefined)
    return unusable(
      { kind: 'variantRow', source: sample.source, line: unclear.line, text: unclear.text, sample: sample.sample },
      [note('indel-notation-unresolved', { expected: position.alts.join(',') })],
    )
  if (here === undefined) return undefined
  const adUsable = sample.adNumber === 'R'
  let kept: SeenSite | undefined
  const told: CallMessage[] = []
  for (const row of joinSplitRows(here.map(withoutLeadingPhase))) {
    if (kept !== undefined && usable(kept)) {
      if (row.kind !== 'referenceBlock') told.push(note('duplicate-row', { line: String(row.line) }))
      continue
    }
    const seen = readRow(row, position, place.ref, sample, adUsable)
    if (kept !== undefined) told.push(...kept.messages)
    kept = seen
  }
  return kept === undefined || told.length === 0 ? kept : { ...kept, messages: [...kept.messages, ...told] }
}
