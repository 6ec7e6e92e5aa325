import type { CallMessage } from '../model.ts'
import { combinationName, compareAlleleNames } from './allele-name.ts'
import type { Definition } from './definition.ts'
import { notSeen } from './genotype.ts'
import type { GeneGenotype, Reading } from './genotype.ts'
import { linkedCounts, linkedOnStrand, linkedSites } from './linked-variant.ts'
import type { LinkedSites } from './linked-variant.ts'
import { scoresOf } from './pair-match.ts'
import { carried, mostBlocks, orderPairs, strandPairs, viableSets } from './strands.ts'
import type { NamedPair } from './strands.ts'

/** Either diplotypes (strands known) or the variants found without saying which strand they are on; the latter listed twice if on both. */
export type LowestFunctionCall = {
  readonly pairs: readonly NamedPair[]
  readonly listed: readonly string[]
  readonly messages: readonly CallMessage[]
}

const strandAlleles = (
  definition: Definition,
  strand: Uint8Array,
  reading: Reading,
  linked: LinkedSites | undefined,
): readonly (readonly string[])[] => {
  const own = carried(definition, strand, reading, linked?.alleles)
  const sets = own.length <= 1 ? [own] : viableSets(definition, own, new Set(reading.missing))
  const call = linked === undefined ? undefined : linkedOnStrand(linked, strand)
  return sets.map((set) => {
    const names = set.map((a) => definition.names[a] as string)
    if (call?.name !== undefined) names.push(call.name)
    if (names.length === 0) names.push(definition.names[definition.reference] ?? 'Reference')
    return names.sort(compareAlleleNames)
  })
}

/** On how many strands an allele stands for certain: 2 when homozygous at all its own positions seen, 1 when its bases can share a strand, else 0. */
const strandsWith = (definition: Definition, a: number, genotype: GeneGenotype, reading: Reading): 0 | 1 | 2 => {
  const seen = (definition.core[a] ?? []).filter((s) => genotype.first[s.at] !== notSeen)
  if (seen.length === 0) return 0
  const on = (strand: Uint8Array, s: { at: number; codes: number }) => {
    const x = strand[s.at] as number
    return x < 8 && ((s.codes >> x) & 1) === 1
  }
  if (seen.every((s) => on(genotype.first, s) && on(genotype.second, s))) return 2
  for (const s of seen) if (!on(genotype.first, s) && !on(genotype.second, s)) return 0
  if (seen.length === 1) return 1
  for (const block of reading.blocks) {
    const here = seen.filter((s) => block.includes(s.at))
    if (!here.every((s) => on(genotype.first, s)) && !here.every((s) => on(genotype.second, s))) return 0
  }
  return 1
}

const listVariants = (
  definition: Definition,
  genotype: GeneGenotype,
  reading: Reading,
  linked: LinkedSites | undefined,
): LowestFunctionCall => {
  const listed: string[] = []
  definition.names.forEach((name, a) => {
    if (a === definition.reference || linked?.alleles.has(a)) return
    for (let n = strandsWith(definition, a, genotype, reading); n > 0; n--) listed.push(name)
  })
  const counts = linked === undefined ? undefined : linkedCounts(linked, genotype)
  listed.push(...(counts?.names ?? []))
  const ownHomozygous = reading.homozygousAlt.some((p) => p !== linked?.causal && p !== linked?.tag)
  if (listed.length < 2 && !ownHomozygous && reading.partial.length === 0)
    while (listed.length < 2) listed.push(definition.names[definition.reference] ?? 'Reference')
  const place = new Map(definition.names.map((name, a) => [name, a]))
  const order = (name: string) => place.get(name) ?? definition.names.length
  return { pairs: [], listed: listed.sort((x, y) => order(x) - order(y)), messages: counts?.messages ?? [] }
}

/**
 * Calling for genes where the worst variant decides (DPYD, RYR1): with known strands one diplotype per way the blocks can lie, each strand
 * naming everything on it; otherwise the variants alone. Never a guess about which strand a variant is on.
 * @source CPIC fluoropyrimidine guideline's activity-score rule, as PharmCAT 3.1.1 applies it
 */
export const callLowestFunction = (
  definition: Definition,
  genotype: GeneGenotype,
  reading: Reading,
): LowestFunctionCall => {
  if (reading.seen === 0) return { pairs: [], listed: [], messages: [] }
  const linked = linkedSites(definition)
  const strandsKnown = reading.blocks.every((b) => b.length > 1 || genotype.phased[b[0] as number] === 1)
  const halfElsewhere = reading.partial.some((p) => p !== linked?.causal && p !== linked?.tag)
  if (halfElsewhere || reading.blocks.length > mostBlocks || !(reading.effectivelyPhased || strandsKnown))
    return listVariants(definition, genotype, reading, linked)
  const scores = scoresOf(definition, reading.missing)
  const score = (names: readonly string[]) =>
    names.reduce((sum, n) => sum + (scores[definition.names.indexOf(n)] ?? 0), 0)
  const found: NamedPair[] = []
  const codes = new Set<string>()
  const messages: CallMessage[] = []
  const tell = (told: readonly CallMessage[]) => {
    for (const m of told) if (!codes.has(m.code)) messages.push(m)
    for (const m of told) codes.add(m.code)
  }
  for (const [first, second] of strandPairs(genotype, reading)) {
    const one = strandAlleles(definition, first, reading, linked)
    if (linked !== undefined) tell(linkedOnStrand(linked, first).messages)
    if (reading.haploid) {
      for (const names of one) found.push({ alleles: [combinationName(names)], score: score(names) })
      continue
    }
    if (linked !== undefined) tell(linkedOnStrand(linked, second).messages)
    for (const x of one)
      for (const y of strandAlleles(definition, second, reading, linked))
        found.push({ alleles: [combinationName(x), combinationName(y)], score: score(x) + score(y) })
  }
  return { pairs: orderPairs(found), listed: [], messages }
}
