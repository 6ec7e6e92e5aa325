import type { SampleSites } from '../../../genome/site.ts'
import type { GeneKnowledge, PgxKnowledge } from '../knowledge.ts'
import type { CallMessage, GeneCall, Position, PositionCall } from '../model.ts'
import { callGenotype } from './call-gene.ts'
import type { GenotypeCall } from './call-gene.ts'
import { wholeGeneCopies, withCopies } from './copy-number.ts'
import type { Definition } from './definition.ts'
import { halfSeen, noStrand, notSeen, undocumented } from './genotype.ts'
import type { GeneGenotype } from './genotype.ts'
import { indexRows, seenAt, siteOn } from './read-rows.ts'
import type { SeenSite } from './read-rows.ts'

/**
 * `callCyp2d6`: research; call CYP2D6 from the VCF's small variants and structural records. `combinations`, `allPairs`: see `MatchOptions`.
 * `missingAsReference`: take positions without any row as REF; each is marked. `genes`: only these.
 */
export type CallOptions = {
  readonly callCyp2d6?: boolean
  readonly combinations?: boolean
  readonly allPairs?: boolean
  readonly missingAsReference?: boolean
  readonly genes?: readonly string[]
}

/** Undocumented bases count as REF where the gene's rule says so; in combination mode only for genes called by lowest function. */
const undocumentedIsReference = (gene: GeneKnowledge, options: CallOptions): boolean =>
  gene.rules.undocumented === 'reference' && (!options.combinations || gene.rules.calling === 'lowest-function')

const positionCall = (position: Position, seen: SeenSite | undefined, assumed: boolean): PositionCall => {
  const called = seen !== undefined && seen.alleles.length > 0
  const state = !called
    ? seen?.discarded
      ? 'discarded'
      : 'missing'
    : seen.alleles.includes(null)
      ? 'partial'
      : 'called'
  return {
    pos: position.pos,
    ...(position.rsid === undefined ? {} : { rsid: position.rsid }),
    ref: position.ref,
    alleles: seen?.alleles ?? [],
    phased: seen?.phased ?? false,
    phaseSet: seen?.phaseSet ?? null,
    state,
    undocumented: seen?.notDocumented ?? [],
    ...(seen?.basis === undefined ? {} : { basis: seen.basis }),
    messages: [
      ...(seen?.messages ?? []),
      ...(assumed ? [{ code: 'missing-taken-as-reference', with: { ref: position.ref } }] : []),
    ],
  }
}

type GeneRows = {
  readonly genotype: GeneGenotype
  readonly positions: readonly PositionCall[]
  readonly assumed: readonly number[]
  readonly replaced: readonly number[]
}

/** One gene's rows as allele codes and as positions for the report. */
const readGene = (
  definition: Definition,
  sample: SampleSites,
  seenSites: readonly (SeenSite | undefined)[],
  asReference: boolean,
  options: CallOptions,
): GeneRows => {
  const n = definition.positions.length
  const first = new Uint8Array(n).fill(notSeen)
  const second = new Uint8Array(n).fill(notSeen)
  const phased = new Uint8Array(n)
  const phaseSets: (string | null)[] = Array.from({ length: n }, () => null)
  const replaced: number[] = []
  const haploid =
    seenSites.some((s) => s?.haploid) && seenSites.every((s) => s === undefined || s.alleles.length === 0 || s.haploid)
  const assumed: number[] = []
  const positions = definition.positions.map((position, p) => {
    const seen = seenSites[p]
    const assume =
      options.missingAsReference === true && seen === undefined && siteOn(position, sample.build) !== undefined
    if (assume) {
      assumed.push(p)
      first[p] = 0
      second[p] = haploid ? noStrand : 0
      phased[p] = 1
      return positionCall(position, seen, true)
    }
    if (seen === undefined || seen.alleles.length === 0) return positionCall(position, seen, false)
    const codeOf = (allele: string | null | undefined): number => {
      if (allele === undefined) return haploid ? noStrand : halfSeen
      if (allele === null) return halfSeen
      const code = definition.vcfAlleles[p]?.indexOf(allele) ?? -1
      if (code >= 0) return code
      if (!asReference || seen.unvalidated) return undocumented
      if (!replaced.includes(p)) replaced.push(p)
      return 0
    }
    first[p] = codeOf(seen.alleles[0])
    second[p] = codeOf(seen.alleles[1])
    phased[p] = seen.phased ? 1 : 0
    phaseSets[p] = seen.phaseSet
    return positionCall(position, seen, false)
  })
  return { genotype: { first, second, phased, phaseSets }, positions, assumed, replaced }
}

const at = (definition: Definition, positions: readonly number[]) =>
  positions.map((p) => `${definition.chrom}:${definition.positions[p]?.pos}`).join(', ')

/** What remains open when missing positions are taken as reference: an assumption rules nothing out. */
const stillOpen = (gene: GeneKnowledge, read: GeneRows, call: GenotypeCall): readonly string[] => {
  const { first, second } = { first: read.genotype.first.slice(), second: read.genotype.second.slice() }
  for (const p of read.assumed) first[p] = second[p] = notSeen
  const called = new Set(call.diplotypes.flatMap((d) => d.alleles))
  return callGenotype(gene, { ...read.genotype, first, second }).notExcluded.filter((name) => !called.has(name))
}

const callOne = (
  gene: GeneKnowledge,
  definition: Definition,
  sample: SampleSites,
  rows: ReturnType<typeof indexRows>,
  options: CallOptions,
): GeneCall => {
  const seenSites = definition.positions.map((p) => seenAt(p, sample, rows))
  const read = readGene(definition, sample, seenSites, undocumentedIsReference(gene, options), options)
  const call = callGenotype(gene, read.genotype, {
    ...options,
    textAt: (p) => seenSites[p]?.notDocumented[0],
  })
  const messages: CallMessage[] = [...call.messages]
  if (read.replaced.length > 0)
    messages.push({ code: 'undocumented-as-reference', with: { positions: at(definition, read.replaced) } })
  if (read.assumed.length > 0)
    messages.push({ code: 'missing-taken-as-reference', with: { count: String(read.assumed.length) } })
  const haploid = seenSites.some((s) => s?.haploid)
  if (haploid && seenSites.some((s) => s !== undefined && s.alleles.length > 0 && !s.haploid))
    messages.push({ code: 'mixed-ploidy', with: {} })
  if (gene.rules.sexLinked && haploid && call.diplotypes.length > 1)
    messages.push({
      code: 'one-strand-either-allele',
      with: { alleles: call.diplotypes.map((d) => d.label).join(', ') },
    })
  let diplotypes = call.diplotypes
  const copies = gene.rules.vcfCalling === 'research' ? wholeGeneCopies(definition, sample) : undefined
  if (gene.rules.vcfCalling === 'research') {
    messages.push({ code: 'structural-alleles-not-seen', with: { gene: gene.gene } })
    messages.push(...(copies?.messages ?? []))
    if (copies?.copies !== undefined) {
      const counted = withCopies(diplotypes, copies.copies)
      diplotypes = counted.diplotypes
      messages.push(...counted.messages)
    }
  }
  const altered = read.positions.filter((p) => p.alleles.some((a) => a !== p.ref))
  const shown = altered.length > 0 ? altered : read.positions
  const extra = gene.extra.map((p) => positionCall(p, seenAt(p, sample, rows), false))
  const assumedMissing = (p: PositionCall) => p.alleles.length === 0
  return {
    gene: gene.gene,
    source: diplotypes.length > 0 || call.lowestFunction.length > 0 ? 'vcf' : 'none',
    diplotypes,
    lowestFunction: call.lowestFunction,
    phased: call.phased,
    effectivelyPhased: call.effectivelyPhased,
    positions: [...read.positions, ...extra],
    missing: read.positions.filter(assumedMissing).map((p) => p.pos),
    notExcluded: read.assumed.length === 0 ? call.notExcluded : stillOpen(gene, read, call),
    ...(call.massElsewhere === undefined ? {} : { massElsewhere: call.massElsewhere }),
    basis: [...shown.flatMap((p) => p.basis ?? []), ...(copies?.basis ?? [])],
    messages,
  }
}

/**
 * Calls every gene that has an allele definition from one sample's rows, in order of gene name. CYP2D6 only when asked for, since the alleles that matter
 * most there are structural. A gene without usable rows comes back with `source: 'none'` and a message that says why.
 */
export const callGenes = (
  sample: SampleSites,
  knowledge: PgxKnowledge,
  options: CallOptions = {},
): readonly GeneCall[] => {
  const rows = indexRows(sample)
  const calls: GeneCall[] = []
  for (const gene of knowledge.genes.values()) {
    if (gene.definition === undefined || (options.genes !== undefined && !options.genes.includes(gene.gene))) continue
    if (gene.rules.vcfCalling === 'research' && !options.callCyp2d6) continue
    calls.push(callOne(gene, gene.definition, sample, rows, options))
  }
  return calls
}
