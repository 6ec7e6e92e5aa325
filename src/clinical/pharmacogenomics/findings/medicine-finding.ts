import type { Medication } from '../../../record/index.ts'
import type { Action } from '../../../shared/action.ts'
import { branchClass } from '../../../shared/action-class.ts'
import type { Need } from '../../../shared/assessment.ts'
import type { Drug } from '../../../shared/drug.ts'
import type { Instant } from '../../../shared/instant.ts'
import type { Alternative, Reason } from '../../../shared/recommendation.ts'
import { type DrugAdvice, adviseDrug } from '../advice/advise.ts'
import { type GeneReading, hasResult, readingOf } from '../advice/keys.ts'
import type { AdviceKnowledge } from '../advice/records.ts'
import { sourceDifferences } from '../advice/verdict.ts'
import {
  type ContextKnowledge,
  type PersonContext,
  checkAlternative,
  expandChoice,
  interactionsFor,
  phenoconvert,
  type Rephenotype,
} from '../context/index.ts'
import type { PgxKnowledge } from '../knowledge.ts'
import type { GeneResult, MatchedAdvice, MedicineFinding } from '../model.ts'
import { isPartlySeen } from './coverage.ts'
import { geneNeed } from './needs.ts'
import {
  adviceReasons,
  candidatesDiffer,
  changeReasons,
  notKnownReasons,
  onlyWhileTaken,
  ordinaryReasons,
  weakConversions,
} from './reasons.ts'

type Verdict = MedicineFinding['verdict']

/** Everything medicines are judged with. `rephenotype` gives the phenotype of a changed activity score; `unsettled` are the genes without a result or seen in too few places. */
export type Bench = {
  readonly pgx: PgxKnowledge
  readonly advice: AdviceKnowledge
  readonly context: ContextKnowledge
  readonly rephenotype: Rephenotype
  readonly results: ReadonlyMap<string, GeneResult>
  readonly unsettled: ReadonlySet<string>
  readonly person: PersonContext
  readonly at: Instant
}

/** Genes that leave "nothing to change" open whatever was found: not called, or called from too few places. */
export const unsettledGenes = (results: readonly GeneResult[], pgx: PgxKnowledge): ReadonlySet<string> =>
  new Set(results.filter((r) => !hasResult(r) || isPartlySeen(r, pgx.genes.get(r.gene))).map((r) => r.gene))

/** A gene as it counts for advice on one medicine: with what other medicines on the list do to it, never with the medicine's own action on it. */
const readingFor = (bench: Bench, drug: string) => {
  return (gene: string): GeneReading | undefined => {
    const result = bench.results.get(gene)
    if (!result) return undefined
    const { view } = bench.person
    const options = { exceptDrug: drug }
    return readingOf(
      result,
      phenoconvert(gene, result.genetic, view.medications, bench.context, bench.rephenotype, options),
    )
  }
}

/** Advice for a medicine, the genes that leave it open, and whether "fine" holds only while an inhibitor is taken. */
export type Advised = DrugAdvice & { readonly open: readonly string[]; readonly whileTaken: boolean }

/**
 * Looks a medicine up. "Fine" does not stand while a gene that could ask for something is open: then the effect is not known. Nor does it stand
 * where only an inhibitor on the list makes it so and the genes alone ask for something: then it is `caution`.
 */
export const advised = (bench: Bench, drug: string): Advised => {
  const read = readingFor(bench, drug)
  const found = adviseDrug(drug, read, bench.advice, bench.person, bench.at)
  const open = genesOfDrug(bench, drug).filter(
    (g) => isOpen(bench, g) && (found.ordinary || couldChange(bench, drug, g)),
  )
  const converted = [...found.genes.values()].some((r) => r.basedOn === 'clinical')
  const whileTaken =
    found.verdict === 'fine' && converted && ['act', 'caution'].includes(withoutInhibitors(bench, drug).verdict)
  const verdict: Verdict =
    found.verdict !== 'fine' ? found.verdict : open.length > 0 ? 'notKnown' : whileTaken ? 'caution' : 'fine'
  return { ...found, open, whileTaken, verdict }
}

const withoutInhibitors = (bench: Bench, drug: string): DrugAdvice =>
  adviseDrug(
    drug,
    (gene) => {
      const result = bench.results.get(gene)
      return result && readingOf(result, undefined)
    },
    bench.advice,
    bench.person,
    bench.at,
  )

const isOpen = (bench: Bench, gene: string): boolean => bench.unsettled.has(gene) || !bench.results.has(gene)

/** Whether some result of this gene would lead a source to more than the usual dose: avoid, change, test first, watch. */
const couldChange = (bench: Bench, drug: string, gene: string): boolean =>
  (bench.advice.byDrug.get(drug) ?? []).some(
    (r) =>
      r.lookup.some((k) => k[gene] !== undefined && k[gene] !== 'No Result') &&
      bench.advice.branches(r).some((b) => !['standard', 'none'].includes(branchClass(b))),
  )

const genesOfDrug = (bench: Bench, drug: string): readonly string[] =>
  [...new Set((bench.advice.byDrug.get(drug) ?? []).flatMap((r) => r.lookup.flatMap((k) => Object.keys(k))))].sort()

const listed = (m: Medication): NonNullable<MedicineFinding['onList']> => ({
  asWritten: m.asWritten,
  status: m.status === 'planned' ? 'planned' : 'active',
  ...(m.dose === undefined ? {} : { dose: m.dose }),
  ...(m.started === undefined ? {} : { started: m.started }),
  ref: m.ref,
})

const leadingSteps = (found: DrugAdvice): readonly Action[] => {
  const lead = found.leading
  const branch = lead === undefined ? undefined : found.advice[lead.advice]?.branches[lead.branch]?.branch
  return branch === undefined ? [] : [...branch.first, ...(branch.or ?? []).flat(), ...(branch.fallback ?? [])]
}

const otherChoices = (
  bench: Bench,
  drug: string,
  found: Advised,
  verdictOf: (name: string) => Verdict,
): readonly Alternative[] => {
  if (found.verdict !== 'act' && found.verdict !== 'caution') return []
  const speaking = found.advice
    .filter((a) => a.applies !== 'no')
    .flatMap((a) =>
      a.branches.filter((b) => b.applies !== 'no').flatMap((b) => [...b.branch.first, ...(b.branch.or ?? []).flat()]),
    )
  const own = leadingSteps(found)
  const steps = own.some((a) => a.do === 'choose') ? own : speaking
  const order = { fits: 0, caution: 1, notKnown: 2, unsuitable: 3 } as const
  return expandChoice(steps, drug, bench.context)
    .candidates.map((c) => checkAlternative(c, bench.person, verdictOf, bench.context, bench.at, drug))
    .sort((a, b) => order[a.fit] - order[b.fit] || (a.drug.name < b.drug.name ? -1 : 1))
}

/**
 * One medicine for this person: sign, leading advice, where sources differ, alternatives checked against the same person,
 * interactions with the list, what is missing and what would change the advice.
 */
export const medicineFinding = (
  bench: Bench,
  drug: Drug,
  onList: Medication | undefined,
  found: Advised,
  verdictOf: (name: string) => Verdict,
): MedicineFinding => {
  const genes = genesOfDrug(bench, drug.name)
  const lead = found.leading === undefined ? undefined : found.advice[found.leading.advice]
  const unclear = found.readingsDiffer
    ? genes.flatMap((g) => {
        const result = bench.results.get(g)
        return result !== undefined && result.genetic.length > 1 ? [result] : []
      })
    : []
  const base = { genes, advice: found.advice, ...(found.leading === undefined ? {} : { leading: found.leading }) }
  const interactions =
    onList === undefined
      ? []
      : interactionsFor(drug.name, bench.person.view.medications, [...bench.results.values()], bench.context)
  const byGenes: Verdict = genes.length === 0 ? 'noQuestion' : found.verdict
  const verdict = byGenes !== 'act' && interactions.some((i) => i.severity === 'avoid') ? 'caution' : byGenes
  const conversions = weakConversions(found.genes, drug.name)
  const becauseOf: readonly Reason[] =
    byGenes === 'noQuestion'
      ? [{ code: 'no-genetic-question', with: { drug: drug.name } }]
      : byGenes === 'notKnown'
        ? [...openReasons(bench, drug.name, genes, found, lead), ...conversions]
        : [
            ...(lead === undefined
              ? ordinaryReasons(genes, bench.results)
              : adviceReasons(lead, bench.results, found.genes)),
            ...(found.whileTaken ? onlyWhileTaken(found.genes) : []),
            ...conversions,
            ...unclear.map(candidatesDiffer),
          ]
  const needs: readonly Need[] = [
    ...genes
      .filter((g) => isOpen(bench, g))
      .flatMap((g) => {
        const decides = found.open.includes(g) && byGenes === 'notKnown'
        return geneNeed(bench.results.get(g), g, bench.pgx.genes.get(g), [drug.name], { decides }) ?? []
      }),
    ...unclear.flatMap((r) => geneNeed(r, r.gene, bench.pgx.genes.get(r.gene), [drug.name], { differ: true }) ?? []),
    ...genes
      .filter((g) => !isOpen(bench, g) && byGenes === 'notKnown')
      .flatMap((g) => geneNeed(bench.results.get(g), g, bench.pgx.genes.get(g), [drug.name]) ?? []),
  ]
  return {
    kind: 'medicine',
    drug,
    ...(onList === undefined ? {} : { onList: listed(onList) }),
    ...base,
    verdict,
    differences: sourceDifferences(found.advice),
    alternatives: otherChoices(bench, drug.name, found, verdictOf),
    interactions,
    becauseOf,
    wouldChangeIf: changeReasons(base, bench.results, found.genes),
    needs,
  }
}

/** Why a medicine is not known: the genes that leave it open first, then what the others say. */
const openReasons = (
  bench: Bench,
  drug: string,
  genes: readonly string[],
  found: Advised,
  lead: MatchedAdvice | undefined,
): readonly Reason[] => {
  const open = found.open.length > 0 ? found.open : genes
  const because = notKnownReasons(open, bench.results, found.advice, (g) => bench.pgx.genes.get(g))
  const known =
    lead === undefined || found.open.length === 0
      ? []
      : adviceReasons(lead, bench.results, found.genes).filter((r) => !found.open.includes(r.with['gene'] ?? ''))
  return [...because, ...known]
}
