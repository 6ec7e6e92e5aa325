import type { GeneKnowledge, PgxKnowledge } from '../knowledge.ts'
import type { CallMessage, DiplotypePhenotype, GeneCall, GeneResult } from '../model.ts'
import { isUsualAllele, manyCopiesName } from './allele-key.ts'
import { diplotypePhenotype, unknownPhenotype } from './diplotype-phenotype.ts'
import { inferFromStrands, inferFromVariants } from './lowest-function-inference.ts'
import { type OutsideCall, writtenDiplotype } from './outside-calls.ts'
import { outsideGeneCall, outsideGenetic, outsideSource } from './outside-phenotype.ts'

const notCalled = (gene: GeneKnowledge): GeneCall => ({
  gene: gene.gene,
  source: 'none',
  diplotypes: [],
  lowestFunction: [],
  phased: false,
  effectivelyPhased: false,
  positions: [],
  missing: gene.definition?.positions.map((p) => p.pos) ?? [],
  notExcluded: [],
  basis: [],
  messages: [
    {
      code:
        gene.definition === undefined || gene.rules.vcfCalling === 'research'
          ? 'needs-outside-call'
          : 'not-called-no-data',
      with: { gene: gene.gene },
    },
  ],
})

/**
 * SLCO1B1: without a diplotype, the one variant that carries the advice decides, if it was seen on both strands.
 * @source CPIC statin guideline 2022: rs4149056 defines decreased function
 */
const fallback = (gene: GeneKnowledge, call: GeneCall): DiplotypePhenotype | undefined => {
  const rule = gene.rules.fallback
  const seen = rule === undefined ? undefined : call.positions.find((p) => p.pos === rule.pos)
  if (rule === undefined || seen === undefined || seen.alleles.length !== 2) return undefined
  const alleles = seen.alleles.map((base) => rule.byBase[base ?? ''])
  if (alleles.some((a) => a === undefined)) return undefined
  const names = (alleles as string[]).sort()
  return diplotypePhenotype(gene, { alleles: names, label: names.join('/'), score: 0 }, true)
}

/** The bases seen at the fallback position, as shown when no diplotype was called: `rs4149056 C/rs4149056 T`. */
export const fallbackShownAs = (gene: GeneKnowledge, call: GeneCall): string | undefined => {
  const rule = gene.rules.fallback
  const seen = call.positions.find((p) => p.pos === rule?.pos)
  if (rule === undefined || seen === undefined || seen.alleles.length !== 2) return undefined
  return [...seen.alleles]
    .map((b) => `${rule.rsid} ${b ?? '.'}`)
    .sort()
    .join('/')
}

/** Remarks that hang on the gene rather than on the rows: how its names are to be read. */
const namingMessages = (
  gene: GeneKnowledge,
  call: GeneCall,
  phenotypes: readonly DiplotypePhenotype[],
): readonly CallMessage[] => {
  if (call.source !== 'vcf' && !phenotypes.some((p) => p.inferred)) return []
  const reference = gene.definition?.names[gene.definition.reference]
  const messages: CallMessage[] = []
  const shown = [...call.diplotypes.flatMap((d) => d.alleles), ...call.lowestFunction]
  if (reference !== undefined && shown.includes(reference))
    messages.push({ code: 'reference-by-absence', with: { allele: reference } })
  if (gene.rules.strand === 'minus') messages.push({ code: 'minus-strand', with: { gene: gene.gene } })
  if (gene.rules.calling === 'lowest-function')
    messages.push({ code: 'lowest-function-used', with: { gene: gene.gene } })
  if (gene.rules.sexLinked) messages.push({ code: 'sex-linked', with: { gene: gene.gene } })
  const repeat = gene.definition?.positions.find(
    (p) => Object.keys(p.alleleMap).some((name) => /^[ACGT]+\(\d+\)$/.test(name)) && p.alts.length > 2,
  )
  if (repeat !== undefined)
    messages.push({ code: 'repeat-notation', with: { rsid: repeat.rsid ?? `${repeat.chrom}:${repeat.pos}` } })
  return messages
}

const fromRows = (gene: GeneKnowledge, call: GeneCall): Pick<GeneResult, 'source' | 'genetic'> => {
  if (call.lowestFunction.length > 0) {
    const names = [...new Set(call.lowestFunction)]
    const source = names.map((n) => {
      const one = diplotypePhenotype(gene, { alleles: [n], label: n, score: 0 })
      return call.lowestFunction.indexOf(n) === call.lowestFunction.lastIndexOf(n)
        ? one
        : { ...one, shownAs: `${n} (homozygous)` }
    })
    const inferred = inferFromVariants(gene, call.lowestFunction)
    return { source, genetic: inferred === undefined ? [unknownPhenotype(gene)] : [inferred] }
  }
  if (call.diplotypes.length === 0) {
    const second = fallback(gene, call)
    const shown = second === undefined ? undefined : fallbackShownAs(gene, call)
    const unknown = unknownPhenotype(gene)
    return { source: [shown === undefined ? unknown : { ...unknown, shownAs: shown }], genetic: [second ?? unknown] }
  }
  const source = call.diplotypes.map((d) => diplotypePhenotype(gene, d))
  if (gene.rules.calling === 'lowest-function') {
    const inferred = inferFromStrands(gene, call.diplotypes)
    return { source, genetic: inferred === undefined ? source : [inferred] }
  }
  const genetic = source.map((s) => {
    const renamed = s.diplotype.alleles.map((a) => manyCopiesName(gene, a) ?? a)
    return renamed.every((a, i) => a === s.diplotype.alleles[i])
      ? s
      : diplotypePhenotype(gene, { ...s.diplotype, alleles: renamed, label: renamed.join('/') }, true)
  })
  return { source, genetic }
}

/**
 * What the rows show beyond the usual allele and the record does not state: the record holds what some laboratory looked for, so that its statement
 * does not take away what the genome shows. A file of outside calls is the user's own word, and takes the place of the rows whole.
 */
const shownBesides = (gene: GeneKnowledge, recorded: readonly OutsideCall[], own: GeneCall): GeneCall | undefined => {
  if (own.source !== 'vcf' || recorded.some((c) => c.basis.kind !== 'fhir')) return undefined
  const stated = new Set(recorded.map((c) => writtenDiplotype(c.alleles ?? [])))
  const diplotypes = own.diplotypes.filter(
    (d) => d.alleles.some((a) => !isUsualAllele(gene, a)) && !stated.has(writtenDiplotype(d.alleles)),
  )
  const variants = new Set(recorded.flatMap((c) => c.alleles ?? []))
  const lowest = own.lowestFunction.some((a) => !isUsualAllele(gene, a) && !variants.has(a)) ? own.lowestFunction : []
  if (diplotypes.length + lowest.length === 0) return undefined
  const besides = { ...own, diplotypes, lowestFunction: lowest }
  const keys = new Set(recorded.flatMap((c) => outsideGenetic(gene, c).lookup))
  return fromRows(gene, besides).genetic.every((g) => g.lookup.every((k) => keys.has(k))) ? undefined : besides
}

/**
 * Genotype to phenotype for every gene of the tables, in order of name: `source` says what was seen, `genetic` what advice is looked up by. A call from outside takes
 * the place of the rows' own. A gene without a call has the key `No Result`, so that advice resting on two genes still answers by the other.
 */
export const interpretGenes = (
  calls: readonly GeneCall[],
  outside: readonly OutsideCall[],
  knowledge: PgxKnowledge,
): readonly GeneResult[] =>
  [...knowledge.genes.values()].map((gene): GeneResult => {
    const own = calls.find((c) => c.gene === gene.gene)
    const elsewhere = outside.filter((o) => o.gene === gene.gene)
    if (elsewhere.length > 0) {
      const besides = own === undefined ? undefined : shownBesides(gene, elsewhere, own)
      const { call, ordered } = outsideGeneCall(gene, elsewhere, own, besides)
      const shown = besides === undefined ? undefined : fromRows(gene, besides)
      return {
        gene: gene.gene,
        call,
        source: [...ordered.map((o) => outsideSource(gene, o)), ...(shown?.source ?? [])],
        genetic: [...ordered.map((o) => outsideGenetic(gene, o)), ...(shown?.genetic ?? [])],
      }
    }
    const call = own ?? notCalled(gene)
    const read = fromRows(gene, call)
    return {
      gene: gene.gene,
      call: { ...call, messages: [...call.messages, ...namingMessages(gene, call, read.genetic)] },
      ...read,
    }
  })

/** Whether a gene has something to report: a call, or a diplotype that advice can be looked up by. */
export const isReportable = (result: GeneResult): boolean =>
  result.call.source !== 'none' || result.genetic.some((g) => g.inferred)
