import type { ProblemLog } from '../problem-log.ts'
import type { VcfRow } from '../vcf/vcf-row.ts'
import { alleleKind, isBases } from './allele-kind.ts'
import type { FieldRules } from './field-rules.ts'
import { withOrigin } from './origin.ts'
import { realleled } from './reallele.ts'
import { onMisfit } from './split-row.ts'

/**
 * `overlaps`: how a strand is written that carries another change over the same bases: as an ALT `*` of its own (`star`), or as not called (`missing`).
 * `originKey`: see `withOrigin`.
 */
export type AtomiseOptions = { readonly overlaps: 'star' | 'missing'; readonly originKey?: string }

/** A change of one base, an insertion or a deletion: 1-based position, REF and ALT, and the 1-based ALTs of the row that hold it. */
export type Atom = {
  readonly pos: number
  readonly ref: string
  readonly alt: string
  readonly alleles: readonly number[]
}

const atomsOf = (pos: number, ref: string, alt: string): readonly Omit<Atom, 'alleles'>[] => {
  let [r, a] = [ref, alt]
  while (r.length > 1 && a.length > 1 && r.at(-1)?.toUpperCase() === a.at(-1)?.toUpperCase())
    [r, a] = [r.slice(0, -1), a.slice(0, -1)]
  const shared = Math.min(r.length, a.length)
  if (
    r.length !== a.length &&
    r.slice(0, shared).toUpperCase() !== a.slice(0, shared).toUpperCase() &&
    alleleKind(r, a) === 'indel'
  )
    return [{ pos, ref: r, alt: a }]
  const out: Omit<Atom, 'alleles'>[] = []
  for (let i = 0; i < shared; i++)
    if (r[i]?.toUpperCase() !== a[i]?.toUpperCase())
      out.push({ pos: pos + i, ref: r[i] as string, alt: a[i] as string })
  const last = pos + shared - 1
  if (a.length > shared)
    out.push({ pos: last, ref: r[shared - 1] as string, alt: (r[shared - 1] as string) + a.slice(shared) })
  if (r.length > shared) out.push({ pos: last, ref: r.slice(shared - 1), alt: r[shared - 1] as string })
  return out
}

const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** All atoms of a list of ALTs, those that several ALTs share once, by place, REF and ALT. Alleles must be bases. Applied together to REF, the atoms of one ALT give that ALT. */
export const atoms = (pos: number, ref: string, alts: readonly string[]): readonly Atom[] => {
  const found = new Map<string, { pos: number; ref: string; alt: string; alleles: number[] }>()
  alts.forEach((alt, i) => {
    for (const atom of atomsOf(pos, ref, alt)) {
      const key = `${atom.pos} ${atom.ref} ${atom.alt}`
      const known = found.get(key)
      if (known === undefined) found.set(key, { ...atom, alleles: [i + 1] })
      else known.alleles.push(i + 1)
    }
  })
  return [...found.values()].toSorted((a, b) => a.pos - b.pos || text(a.ref, b.ref) || text(a.alt, b.alt))
}

/** Counts that add up when ALTs share an atom. */
const additive: ReadonlySet<string> = new Set(['AD', 'ADF', 'ADR', 'QS'])

const addedUp = (values: string | true | undefined, alleles: readonly number[], now: string): string => {
  if (typeof values !== 'string' || alleles.length < 2 || !values.includes(',')) return now
  const of = values.split(',')
  const known = alleles.map((a) => of[a] ?? '.').filter((v) => v !== '.')
  if (known.length === 0) return now
  const [ref = '.', , ...rest] = now.split(',')
  return [ref, String(known.reduce((sum, v) => sum + Number(v), 0)), ...rest].join(',')
}

const covers = (a: Atom, b: Atom): boolean => a.pos < b.pos + b.ref.length && b.pos < a.pos + a.ref.length

/**
 * One row for each atom of MNVs and complex alleles, with genotypes, phase and origin kept. A row with symbolic alleles, breakends or `*`, and one that is a single atom already,
 * comes back as it is. Of a field with one value per ALT, an atom gets that of the first ALT that holds it; depths (AD, ADF, ADR, QS) are added up.
 */
export const atomiseRow = (
  row: VcfRow,
  rules: FieldRules,
  options: AtomiseOptions,
  log: ProblemLog,
): readonly VcfRow[] => {
  if (row.alts.length === 0 || !isBases([row.ref, ...row.alts])) return [row]
  const all = atoms(row.pos, row.ref, row.alts)
  const only = all[0]
  if (
    only === undefined ||
    (row.alts.length === 1 &&
      all.length === 1 &&
      only.pos === row.pos &&
      only.ref === row.ref &&
      only.alt === row.alts[0])
  )
    return [row]
  const told = new Set<string>()
  return all.map((atom) => {
    const near = all.filter((other) => covers(atom, other))
    const star = options.overlaps === 'star' && near.reduce((n, other) => n + other.alleles.length, 0) > 1
    const touched = new Set(near.flatMap((other) => other.alleles))
    const name = (a: number): string => (atom.alleles.includes(a) ? '1' : touched.has(a) ? (star ? '2' : '.') : '0')
    const first = atom.alleles[0] as number
    const fields = realleled(row, star ? [0, first, -1] : [0, first], rules, name, (key) => {
      if (!told.has(key)) onMisfit(row, log)(key)
      told.add(key)
    })
    const info = new Map(
      [...fields.info].map(
        ([key, value]) =>
          [key, additive.has(key) && value !== true ? addedUp(row.info.get(key), atom.alleles, value) : value] as const,
      ),
    )
    const samples = fields.samples.map((values, s) =>
      values.map((value, i) => {
        const key = fields.format[i] as string
        return additive.has(key) ? addedUp(row.samples[s]?.[row.format.indexOf(key)], atom.alleles, value) : value
      }),
    )
    const part: VcfRow = {
      ...row,
      pos: atom.pos,
      ref: atom.ref,
      alts: star ? [atom.alt, '*'] : [atom.alt],
      info,
      format: fields.format,
      samples,
    }
    return withOrigin(part, options.originKey, row, atom.alleles)
  })
}
