import { compareAlleleNames } from '../calling/allele-name.ts'
import type { GeneKnowledge } from '../knowledge.ts'
import type { CallMessage, Diplotype, DiplotypePhenotype, GeneCall } from '../model.ts'
import { manyCopiesName } from './allele-key.ts'
import { diplotypePhenotype, phenotypeOfScore, scoresOfPhenotype, unknownPhenotype } from './diplotype-phenotype.ts'
import { inferFromStrands } from './lowest-function-inference.ts'
import type { OutsideCall } from './outside-calls.ts'

const diplotypeOf = (alleles: readonly string[]): Diplotype => {
  const ordered = alleles.toSorted(compareAlleleNames)
  return { alleles: ordered, label: ordered.join('/'), score: 0 }
}

const hasCall = (call: OutsideCall): boolean => call.alleles === undefined || call.alleles.length > 0

const statedLabel = (phenotype: string | undefined, activity: string | undefined): string =>
  activity === undefined ? (phenotype ?? '') : phenotype === undefined ? activity : `${phenotype} (${activity})`

/**
 * What an outside call means as it stands. A stated activity score decides the lookup, then a stated phenotype, then the diplotype. A phenotype alone in a gene
 * scored by activity stands for every score of that phenotype.
 */
export const outsideSource = (gene: GeneKnowledge, call: OutsideCall): DiplotypePhenotype => {
  if (!hasCall(call)) return unknownPhenotype(gene)
  const scored = gene.rules.lookupBy === 'activity'
  const phenotype = call.phenotype ?? (call.activity === undefined ? undefined : phenotypeOfScore(gene, call.activity))
  const fromAlleles = call.alleles === undefined ? undefined : diplotypePhenotype(gene, diplotypeOf(call.alleles))
  if (call.activity === undefined && call.phenotype === undefined && fromAlleles !== undefined) return fromAlleles
  const label = statedLabel(phenotype, call.activity)
  const diplotype = fromAlleles?.diplotype ?? { alleles: [], label, score: 0 }
  const scores =
    scored && call.activity === undefined && phenotype !== undefined ? scoresOfPhenotype(gene, phenotype) : []
  const activity =
    call.activity ??
    (scores.length === 1
      ? scores[0]
      : fromAlleles && scores.includes(fromAlleles.activityScore ?? '')
        ? fromAlleles.activityScore
        : undefined)
  const lookup = scored ? (activity === undefined ? scores : [activity]) : phenotype === undefined ? [] : [phenotype]
  return {
    diplotype,
    shownAs: fromAlleles?.shownAs ?? label,
    functions: fromAlleles?.functions ?? [],
    phenotypes: phenotype === undefined ? [] : [phenotype],
    ...(activity === undefined ? {} : { activityScore: activity }),
    lookup: lookup.length === 0 ? ['n/a'] : lookup,
    inferred: false,
  }
}

/** What advice is looked up by for the same call: three and more copies under the table's name for them, and in lowest-function genes the worst of each strand. */
export const outsideGenetic = (gene: GeneKnowledge, call: OutsideCall): DiplotypePhenotype => {
  const source = outsideSource(gene, call)
  if (
    call.alleles === undefined ||
    call.alleles.length === 0 ||
    call.activity !== undefined ||
    call.phenotype !== undefined
  )
    return source
  if (gene.rules.calling === 'lowest-function') return inferFromStrands(gene, [source.diplotype]) ?? source
  const renamed = call.alleles.map((a) => manyCopiesName(gene, a) ?? a)
  return renamed.every((a, i) => a === call.alleles?.[i])
    ? source
    : diplotypePhenotype(gene, diplotypeOf(renamed), true)
}

/** In the order of the alleles as written, so that alternatives stand together. */
const inWrittenOrder = (a: OutsideCall, b: OutsideCall): number =>
  compareAlleleNames((a.alleles ?? []).join(' /'), (b.alleles ?? []).join(' /'))

/** The call of a gene that was made elsewhere; it takes the place of what the person's own rows gave, which the messages keep. `besides`: what of them counts as well. */
export const outsideGeneCall = (
  gene: GeneKnowledge,
  calls: readonly OutsideCall[],
  fromRows: GeneCall | undefined,
  besides?: GeneCall,
): { readonly call: GeneCall; readonly ordered: readonly OutsideCall[] } => {
  const ordered = calls.toSorted(inWrittenOrder)
  const made = ordered.filter(hasCall)
  const diplotypes = made.flatMap((c) => (c.alleles === undefined ? [] : [diplotypeOf(c.alleles)]))
  const ownLabels = fromRows?.diplotypes.map((d) => d.label) ?? []
  const stated = besides === undefined ? [] : made.map((c) => statedLabel(c.phenotype, c.activity))
  const outsideLabels = diplotypes.length > 0 ? diplotypes.map((d) => d.label) : stated
  const messages: CallMessage[] = [{ code: 'outside-call', with: { gene: gene.gene } }]
  const callable = gene.definition !== undefined && gene.rules.vcfCalling !== 'research'
  if (callable && made.length > 0 && besides === undefined)
    messages.push({ code: 'outside-call-preferred', with: { gene: gene.gene, rows: ownLabels.join(', ') } })
  if (ownLabels.length > 0 && outsideLabels.length > 0 && !outsideLabels.some((l) => ownLabels.includes(l)))
    messages.push({
      code: 'outside-call-differs',
      with: { outside: outsideLabels.join(', '), rows: ownLabels.join(', ') },
    })
  if (besides !== undefined) messages.push({ code: 'outside-call-weighed', with: { gene: gene.gene } })
  if (made.length > 1) messages.push({ code: 'outside-calls-several', with: { count: String(made.length) } })
  return {
    ordered,
    call: {
      gene: gene.gene,
      source: made.length > 0 ? 'outside' : 'none',
      diplotypes: [...diplotypes, ...(besides?.diplotypes ?? [])],
      lowestFunction: besides?.lowestFunction ?? [],
      phased: true,
      effectivelyPhased: true,
      positions: fromRows?.positions ?? [],
      missing: fromRows?.missing ?? [],
      notExcluded: [],
      basis: ordered.map((c) => c.basis),
      messages,
    },
  }
}
