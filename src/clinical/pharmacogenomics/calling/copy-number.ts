import type { SampleSites, StructuralRow } from '../../../genome/site.ts'
import type { DatumRef } from '../../../shared/assessment.ts'
import type { CallMessage, Diplotype } from '../model.ts'
import type { Definition } from './definition.ts'
import { siteOn } from './read-rows.ts'

/** Copies of a whole gene that a sample's structural records state; `copies` undefined when they contradict each other or state no number. */
export type CopyNumber = {
  readonly copies: number | undefined
  readonly basis: readonly DatumRef[]
  readonly messages: readonly CallMessage[]
}

/** Copies that one record gives a diploid gene: its CN, else −1 per deleted and +1 per duplicated strand. */
const copiesOf = (row: StructuralRow): number | undefined => {
  if (row.copyNumber !== undefined) return row.copyNumber
  const strands = row.gt.split(/[|/]/)
  if (strands.some((s) => s === '.')) return undefined
  const carrying = strands.filter((s) => s !== '0').length
  if (row.type.startsWith('DEL')) return 2 - carrying
  if (row.type.startsWith('DUP')) return 2 + carrying
  return carrying === 0 ? 2 : undefined
}

/**
 * Copies of the whole gene: only records that span every position of the gene's definition count, since a smaller one may be a hybrid or a partial event.
 * Undefined when no record touches the gene: that is not two copies, it is not known.
 */
export const wholeGeneCopies = (definition: Definition, sample: SampleSites): CopyNumber | undefined => {
  const places = definition.positions.flatMap((p) => siteOn(p, sample.build)?.pos ?? [])
  if (places.length === 0) return undefined
  const from = Math.min(...places)
  const to = Math.max(...places)
  const touching = sample.structural.filter((r) => r.chrom === definition.chrom && r.start <= to && r.end >= from)
  if (touching.length === 0) return undefined
  const passed = touching.filter((r) => r.filter === 'PASS' || r.filter === '.' || r.filter === '')
  const whole = passed.filter((r) => r.start <= from && r.end >= to)
  const basis = touching.map(
    (r): DatumRef => ({ kind: 'variantRow', source: sample.source, line: r.line, text: r.text, sample: sample.sample }),
  )
  const messages: CallMessage[] = passed
    .filter((r) => !whole.includes(r))
    .map((r) => ({ code: 'structural-partial', with: { type: r.type, start: String(r.start), end: String(r.end) } }))
  for (const r of touching)
    if (!passed.includes(r)) messages.push({ code: 'structural-filtered', with: { type: r.type, filter: r.filter } })
  const stated = new Set(whole.map(copiesOf))
  const copies = stated.size === 1 ? [...stated][0] : undefined
  if (whole.length > 0 && copies === undefined)
    messages.push({ code: 'copy-number-unclear', with: { records: String(whole.length) } })
  return { copies: messages.some((m) => m.code === 'structural-partial') ? undefined : copies, basis, messages }
}

const multiplied = (name: string, copies: number): string => (copies === 1 ? name : `${name}x${copies}`)
const gone = '*5'

/**
 * Diplotypes with a stated number of copies. One copy: the genotype must be the same on both strands, the other strand is the deletion. More than two:
 * which strand is multiplied is not visible, so every way to share the copies out is kept; equal strands are one way each.
 */
export const withCopies = (
  diplotypes: readonly Diplotype[],
  copies: number,
): { readonly diplotypes: readonly Diplotype[]; readonly messages: readonly CallMessage[] } => {
  const make = (alleles: readonly string[], score: number): Diplotype => ({ alleles, label: alleles.join('/'), score })
  const message = { code: 'copy-number', with: { copies: String(copies) } }
  if (copies === 2) return { diplotypes, messages: [message] }
  if (copies === 0) return { diplotypes: [make([gone, gone], 0)], messages: [message] }
  if (copies === 1) {
    const alone = diplotypes.filter((d) => d.alleles[0] === d.alleles[1])
    if (diplotypes.length === 0) return { diplotypes, messages: [message] }
    if (alone.length === 0)
      return { diplotypes: [], messages: [message, { code: 'copy-number-contradicts-genotype', with: {} }] }
    return {
      diplotypes: alone.map((d) => make(inOrder(d.alleles[0] as string, gone), d.score)),
      messages: [message],
    }
  }
  const found = new Map<string, Diplotype>()
  for (const d of diplotypes) {
    const [a, b] = d.alleles
    if (a === undefined || b === undefined) continue
    for (let n = 1; n < copies; n++) {
      const pair = inOrder(multiplied(a, n), multiplied(b, copies - n))
      found.set(pair.join('/'), make(pair, d.score))
    }
  }
  const shared = [...found.values()]
  return {
    diplotypes: shared,
    messages: [
      message,
      ...(shared.length > 1 ? [{ code: 'duplicated-allele-unclear', with: { count: String(shared.length) } }] : []),
    ],
  }
}

const inOrder = (a: string, b: string): readonly string[] => {
  const n = (s: string) => Number(/\*(\d+)/.exec(s)?.[1] ?? 0)
  return n(a) < n(b) || (n(a) === n(b) && a.length <= b.length) ? [a, b] : [b, a]
}
