import type { Build } from '../../../genome/index.ts'
import type { RowPart, RowReason, ScoreRow } from '../model.ts'
import { apoeGenotype, apoeNamed, apoeParts } from './apoe.ts'
import { hlaAllele, hlaCopies, type HlaTyping } from './hla.ts'

/** What a person has of one part: copies of its effect allele, and on which strands where both are known and their order is too. `reason`: why it is not known. */
export type PartSeen =
  | {
      readonly copies: number
      readonly strands?: readonly boolean[]
      readonly phased: boolean
      readonly phaseSet?: string | undefined
    }
  | { readonly reason: RowReason }

/** What a row counts in a person, or why it does not. */
export type ComplexCopies = { readonly copies: number } | { readonly reason: RowReason }

type Known = Extract<PartSeen, { readonly copies: number }>

const known = (parts: readonly PartSeen[]): readonly Known[] | { readonly reason: RowReason } => {
  const missing = parts.find((p) => 'reason' in p)
  return missing !== undefined && 'reason' in missing ? missing : (parts as readonly Known[])
}

/** Strands that carry the effect allele of every part; undefined where phase would be needed and is not known. */
const together = (parts: readonly Known[]): number | undefined => {
  const least = Math.min(...parts.map((p) => p.copies))
  const hets = parts.filter((p) => p.copies === 1)
  if (least === 0 || hets.length < 2) return least
  const set = hets[0]?.phaseSet
  if (!hets.every((p) => p.phased && p.strands !== undefined && p.phaseSet === set)) return undefined
  return [0, 1].filter((s) => parts.every((p) => p.copies === 2 || p.strands?.[s] === true)).length
}

const apoe = (row: ScoreRow, parts: readonly Known[]): ComplexCopies => {
  const names = apoeNamed(row.effectAllele) ?? []
  const [c, t] = parts as [Known, Known]
  const both = c.copies === 1 && t.copies === 1 ? together(parts) : undefined
  const has = apoeGenotype(c.copies, t.copies, both === undefined ? undefined : both === 1)
  if (has === undefined) return { reason: 'open-call' }
  if (names.length === 2) return { copies: names.toSorted().join('/') === has.join('/') ? 1 : 0 }
  return { copies: has.filter((a) => a === names[0]).length }
}

/** Two HLA alleles of one gene, one on each strand. */
const hlaPair = (text: string, typing: HlaTyping | undefined): number | undefined => {
  if (typing?.markers !== undefined && Object.hasOwn(typing.markers, text)) return typing.markers[text]
  const names = text.split('/').map((n) => n.trim())
  const [a, b] = names.map(hlaAllele)
  if (names.length !== 2 || a === undefined || b === undefined || a.gene !== b.gene) return undefined
  const [of, more] = names.map((n) => hlaCopies(n, typing))
  if (of === undefined || more === undefined) return undefined
  return names[0] === names[1] ? (of === 2 ? 1 : 0) : of >= 1 && more >= 1 && of + more === 2 ? 1 : 0
}

/** Copies that a row which is no single variant counts in a person: haplotypes 0 to 2, diplotypes 0 or 1, interactions the product of their parts. `look` says what the person has of a part. */
export const complexCopies = (
  row: ScoreRow,
  build: Build,
  look: (part: RowPart) => PartSeen,
  typing: HlaTyping | undefined,
): ComplexCopies => {
  const { kind } = row.effect
  const parts = row.parts ?? apoeParts(row, build)
  if (parts.length === 0) {
    if (kind === 'interaction' || kind === 'haplotype') return { reason: 'no-position' }
    const copies = kind === 'diplotype' ? hlaPair(row.effectAllele, typing) : hlaCopies(row.effectAllele, typing)
    return copies === undefined ? { reason: 'alleles-not-typed' } : { copies }
  }
  const seen = known(parts.map(look))
  if ('reason' in seen) return seen
  if (row.parts === undefined) return apoe(row, seen)
  if (kind === 'interaction') return { copies: seen.reduce((product, p) => product * p.copies, 1) }
  const copies = together(seen)
  return copies === undefined ? { reason: 'phase-needed' } : { copies }
}
