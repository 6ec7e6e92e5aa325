import type { CallMessage } from '../model.ts'
import type { Definition } from './definition.ts'
import { halfSeen, notSeen } from './genotype.ts'
import type { GeneGenotype } from './genotype.ts'

/**
 * Two linked variants of which one causes the effect and the other only marks it (DPYD HapB3: intronic rs75017182 causes, exonic rs56038477 marks).
 * `causal`, `tag`: position numbers; `alleles`: the allele numbers that rest on them.
 */
export type LinkedSites = {
  readonly causal: number
  readonly tag: number
  readonly causalCodes: number
  readonly tagCodes: number
  readonly name: string
  readonly causalName: string
  readonly alleles: ReadonlySet<number>
}

/** The gene's linked pair, when its rules name one and its definition holds both places. */
export const linkedSites = (definition: Definition): LinkedSites | undefined => {
  const rule = definition.rules.linked
  if (rule === undefined) return undefined
  const causal = definition.indexByPos.get(rule.causal.pos)
  const tag = definition.indexByPos.get(rule.tag.pos)
  const whole = definition.names.indexOf(rule.allele)
  const codesAt = (p: number | undefined) => definition.core[whole]?.find((s) => s.at === p)?.codes
  const causalCodes = codesAt(causal)
  const tagCodes = codesAt(tag)
  if (causal === undefined || tag === undefined || causalCodes === undefined || tagCodes === undefined) return undefined
  const alone = definition.names.indexOf(rule.causalAllele)
  return {
    causal,
    tag,
    causalCodes,
    tagCodes,
    name: rule.allele,
    causalName: rule.causalAllele,
    alleles: new Set([whole, ...(alone < 0 ? [] : [alone])]),
  }
}

const has = (codes: number, x: number): boolean => x < 8 && ((codes >> x) & 1) === 1
const mismatch: CallMessage = { code: 'linked-tag-without-cause', with: {} }
const tagOnly: CallMessage = { code: 'linked-tag-only', with: {} }

/** What one known strand carries: the whole allele, the causal variant alone, or neither. The causal variant decides; the tag stands for it only where it was not looked at. */
export const linkedOnStrand = (
  linked: LinkedSites,
  strand: Uint8Array,
): { readonly name?: string; readonly messages: readonly CallMessage[] } => {
  const causal = strand[linked.causal] as number
  const tagged = has(linked.tagCodes, strand[linked.tag] as number)
  if (causal === notSeen || causal === halfSeen)
    return tagged ? { name: linked.name, messages: [tagOnly] } : { messages: [] }
  if (!has(linked.causalCodes, causal)) return { messages: tagged ? [mismatch] : [] }
  return { name: tagged ? linked.name : linked.causalName, messages: [] }
}

/** The same for strands that are not known: as many whole alleles as both variants allow, the remaining causal variants alone. */
export const linkedCounts = (
  linked: LinkedSites,
  genotype: GeneGenotype,
): { readonly names: readonly string[]; readonly messages: readonly CallMessage[] } => {
  const count = (p: number, codes: number) =>
    Number(has(codes, genotype.first[p] as number)) + Number(has(codes, genotype.second[p] as number))
  const tags = count(linked.tag, linked.tagCodes)
  if (genotype.first[linked.causal] === notSeen)
    return { names: Array.from({ length: tags }, () => linked.name), messages: tags > 0 ? [tagOnly] : [] }
  const causes = count(linked.causal, linked.causalCodes)
  const both = Math.min(causes, tags)
  return {
    names: Array.from({ length: causes }, (_, i) => (i < both ? linked.name : linked.causalName)),
    messages: tags > causes ? [mismatch] : [],
  }
}
