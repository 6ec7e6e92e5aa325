import type { GeneKnowledge } from '../knowledge.ts'
import type { CallMessage, Diplotype } from '../model.ts'
import { callCombinations } from './combinations.ts'
import type { Definition } from './definition.ts'
import { readGenotype } from './genotype.ts'
import type { GeneGenotype, Reading } from './genotype.ts'
import { callLowestFunction } from './lowest-function.ts'
import { notExcludedAlleles } from './not-excluded.ts'
import { layOut, pairedAlleles, pairsOf } from './pair-layout.ts'
import type { PairLayout } from './pair-layout.ts'
import { matchPairs, topPairs } from './pair-match.ts'
import { posteriorOf } from './posterior.ts'
import { unphasedPick } from './priorities.ts'
import type { NamedPair } from './strands.ts'

/**
 * `combinations`: research naming of strands that no single allele explains. `allPairs`: report every pair that explains the genotype, not only the best.
 */
export type MatchOptions = {
  readonly combinations?: boolean
  readonly allPairs?: boolean
  readonly textAt?: (position: number) => string | undefined
}

/** The part of a gene's call that depends on the genotype alone: equal genotypes give equal calls, so it can be remembered. */
export type GenotypeCall = {
  readonly diplotypes: readonly Diplotype[]
  readonly lowestFunction: readonly string[]
  readonly phased: boolean
  readonly effectivelyPhased: boolean
  readonly notExcluded: readonly string[]
  readonly massElsewhere?: Readonly<Record<string, number>>
  readonly messages: readonly CallMessage[]
}

const none: GenotypeCall = {
  diplotypes: [],
  lowestFunction: [],
  phased: true,
  effectivelyPhased: false,
  notExcluded: [],
  messages: [],
}

const namesOf = (definition: Definition, a: number, b: number): readonly string[] =>
  b < 0 ? [definition.printed[a] as string] : [definition.printed[a] as string, definition.printed[b] as string]

const diplotype = (alleles: readonly string[], score: number): Diplotype => ({
  alleles,
  label: alleles.join('/'),
  score,
})

const unique = (diplotypes: readonly Diplotype[]): readonly Diplotype[] => {
  const seen = new Set<string>()
  return diplotypes.filter((d) => !seen.has(d.label) && seen.add(d.label))
}

/**
 * The posterior of the pairs reported, over every pair that explains the genotype with missing positions taken as open. Pairs with an allele of unknown frequency
 * weigh nothing, and the message names those alleles.
 */
const withPosterior = (
  gene: GeneKnowledge,
  definition: Definition,
  reading: Reading,
  open: PairLayout | undefined,
  diplotypes: readonly Diplotype[],
): Pick<GenotypeCall, 'diplotypes' | 'massElsewhere' | 'messages'> => {
  if (open === undefined || gene.frequencies.size === 0 || diplotypes.length === 0) return { diplotypes, messages: [] }
  const counted = (a: number) => gene.counted.has(definition.printed[a] as string)
  const pairs = pairsOf(open, reading).filter(([a, b]) => counted(a) && (b < 0 || counted(b)))
  const posterior = posteriorOf(
    pairs.map(([a, b]) => namesOf(definition, a, b)),
    diplotypes.map((d) => d.alleles),
    gene.frequencies,
  )
  const unknown = [...pairedAlleles(open, reading)].filter((a) => !counted(a)).map((a) => definition.printed[a])
  return {
    diplotypes: diplotypes.map((d, i) => ({ ...d, posterior: posterior.of[i] ?? {} })),
    massElsewhere: posterior.elsewhere,
    messages: unknown.length === 0 ? [] : [{ code: 'allele-frequency-unknown', with: { alleles: unknown.join(', ') } }],
  }
}

/** Labels are listed in a message up to this many; the count is always given. */
const mostListed = 12
const listing = (labels: readonly string[]) => ({
  count: String(labels.length),
  diplotypes: labels.slice(0, mostListed).join(', '),
})

/** What the list of pairs says about ambiguity: equally good pairs, and worse ones that only phase or only the missing positions could rule out. */
export const ambiguity = (
  returned: readonly Diplotype[],
  valid: readonly Diplotype[],
  reading: Reading,
): readonly CallMessage[] => {
  const messages: CallMessage[] = []
  if (returned.length > 1) messages.push({ code: 'several-pairs-equal', with: listing(returned.map((d) => d.label)) })
  const shown = new Set(returned.map((d) => d.label))
  const others = valid.filter((d) => !shown.has(d.label)).map((d) => d.label)
  if (returned.length > 0 && others.length > 0)
    messages.push({
      code: reading.effectivelyPhased ? 'other-pairs-possible' : 'phase-could-be-otherwise',
      with: { called: returned.map((d) => d.label).join(', '), ...listing(others) },
    })
  return messages
}

const lowestFunction = (
  gene: GeneKnowledge,
  definition: Definition,
  genotype: GeneGenotype,
  reading: Reading,
): GenotypeCall => {
  const call = callLowestFunction(definition, genotype, reading)
  const diplotypes = call.pairs.map((p) => diplotype(p.alleles, p.score))
  const called = new Set([...call.listed, ...call.pairs.flatMap((p) => p.alleles)])
  const messages: CallMessage[] = [...call.messages]
  if (diplotypes.length > 1)
    messages.push({ code: 'phase-sets-not-joined', with: listing(diplotypes.map((d) => d.label)) })
  if (call.listed.length > 0)
    messages.push({ code: 'variants-without-phase', with: { alleles: call.listed.join(', ') } })
  if (reading.partial.length > 0)
    messages.push({ code: 'half-seen-positions', with: { count: String(reading.partial.length) } })
  return {
    diplotypes,
    lowestFunction: call.listed,
    phased: reading.phased,
    effectivelyPhased: reading.effectivelyPhased,
    notExcluded: notExcludedAlleles(definition, genotype, reading, new Set(), called),
    messages,
  }
}

const combined = (pairs: readonly NamedPair[], reading: Reading): Pick<GenotypeCall, 'diplotypes' | 'messages'> => ({
  diplotypes: pairs.map((p) => diplotype(p.alleles, p.score)),
  messages:
    pairs.length === 0
      ? [{ code: 'too-many-strands', with: { blocks: String(reading.blocks.length) } }]
      : [
          { code: 'combination-naming', with: {} },
          ...(reading.effectivelyPhased && reading.phased ? [] : [{ code: 'combination-unphased', with: {} }]),
        ],
})

const blocked = (definition: Definition, reading: Reading): CallMessage | undefined => {
  const at = (positions: readonly number[]) =>
    positions.map((p) => `${definition.chrom}:${definition.positions[p]?.pos}`).join(', ')
  if (reading.undocumented.length > 0)
    return { code: 'not-called-undocumented', with: { positions: at(reading.undocumented) } }
  if (reading.partial.length > 0) return { code: 'not-called-half-seen', with: { positions: at(reading.partial) } }
  return undefined
}

/**
 * Calls one gene from one genotype: pairs of named alleles with the best score, or what the gene's own rule prescribes.
 * No diplotype comes back when nothing was seen, a required position is missing, a base is half seen or undocumented, or no pair explains the genotype; the message says which.
 */
export const callGenotype = (gene: GeneKnowledge, genotype: GeneGenotype, options: MatchOptions = {}): GenotypeCall => {
  const definition = gene.definition
  if (definition === undefined) return none
  const reading = readGenotype(definition, genotype)
  if (gene.rules.calling === 'lowest-function') return lowestFunction(gene, definition, genotype, reading)
  const base = { lowestFunction: [], phased: reading.phased, effectivelyPhased: reading.effectivelyPhased }
  const uncalled = (message: CallMessage): GenotypeCall => ({
    ...base,
    diplotypes: [],
    notExcluded: notExcludedAlleles(definition, genotype, reading, new Set(), new Set()),
    messages: [message],
  })
  if (reading.seen === 0) return uncalled({ code: 'not-called-no-data', with: {} })
  const required = reading.missing.filter((p) => gene.rules.required?.includes(definition.positions[p]?.pos ?? -1))
  if (required.length > 0)
    return uncalled({
      code: 'missing-required-position',
      with: { positions: required.map((p) => `${definition.chrom}:${definition.positions[p]?.pos}`).join(', ') },
    })
  const { pairs } = matchPairs(definition, genotype, reading)
  if (pairs.length === 0) {
    if (!options.combinations)
      return uncalled(blocked(definition, reading) ?? { code: 'not-called-no-match', with: {} })
    const { diplotypes, messages } = combined(
      callCombinations(definition, genotype, reading, options.textAt ?? (() => undefined)),
      reading,
    )
    const called = new Set(diplotypes.flatMap((d) => d.alleles))
    return {
      ...base,
      diplotypes,
      notExcluded: notExcludedAlleles(definition, genotype, reading, new Set(), called),
      messages,
    }
  }
  const priority = reading.effectivelyPhased || reading.phased ? undefined : unphasedPick(definition, pairs)
  const chosen = priority !== undefined ? [priority.pick] : options.allPairs ? pairs : topPairs(pairs)
  const returned = unique(chosen.map((p) => diplotype(namesOf(definition, p.a, p.b), p.score)))
  const open =
    reading.missing.length > 0 || gene.frequencies.size > 0
      ? layOut(definition, genotype, reading, () => true)
      : undefined
  const posterior = withPosterior(gene, definition, reading, open, returned)
  const called = new Set(returned.flatMap((d) => d.alleles))
  const valid = unique(pairs.map((p) => diplotype(namesOf(definition, p.a, p.b), p.score)))
  return {
    ...base,
    diplotypes: posterior.diplotypes,
    ...(posterior.massElsewhere === undefined ? {} : { massElsewhere: posterior.massElsewhere }),
    notExcluded:
      open === undefined ? [] : notExcludedAlleles(definition, genotype, reading, pairedAlleles(open, reading), called),
    messages: [
      ...(priority === undefined
        ? []
        : [
            { code: 'unphased-priority', with: { called: returned[0]?.label ?? '', among: priority.among.join(', ') } },
          ]),
      ...ambiguity(returned, valid, reading),
      ...posterior.messages,
    ],
  }
}
