import {
  atStake,
  type GeneResult,
  interpretGenes,
  joinNeeds,
  type MedicineFinding,
  type PositionCall,
  pharmacogenomics,
  recordedCalls,
} from '../clinical/pharmacogenomics/index.ts'
import { sayMedicine, sayNeed } from '../deliver/document/index.ts'
import type { MedicineCard, SpokenRecommendation } from '../deliver/report/index.ts'
import type { Release } from '../knowledge/release.ts'
import { oneEach, rankRecommendations } from '../plan/index.ts'
import type { GenomeData, Medication, PatientView } from '../record/index.ts'
import { emptyView } from '../record/index.ts'
import type { Need } from '../shared/assessment.ts'
import { type Rung, rungIndex } from '../shared/evidence.ts'
import type { Instant } from '../shared/instant.ts'
import { ok, type Result } from '../shared/problem.ts'
import { english } from '../shared/wording/en.ts'
import { tablesOf } from './assess-person.ts'

/** What a person's genome comes down to, before medicines act on it: worth keeping, because it changes only with genome and knowledge. */
export const geneResultsOf = (genome: GenomeData, knowledge: readonly Release[]): Result<readonly GeneResult[]> => {
  const { input, problems } = pharmacogenomics(tablesOf(knowledge)).gather({ ...emptyView('person'), genome })
  return ok(input.results, problems)
}

/**
 * The results with those that the record holds from other laboratories in the place of the genome's own; a gene that a file of outside calls
 * states keeps the file's word. Undefined when there is neither.
 */
export const withRecordedResults = (
  results: readonly GeneResult[] | undefined,
  genomics: PatientView['genomics'],
  knowledge: readonly Release[],
): readonly GeneResult[] | undefined => {
  const { pgx } = tablesOf(knowledge)
  const fromFile = new Set((results ?? []).flatMap((r) => (r.call.source === 'outside' ? [r.gene] : [])))
  const recorded = recordedCalls(genomics, pgx).calls.filter((c) => !fromFile.has(c.gene))
  if (recorded.length === 0) return results
  const genes = new Set(recorded.map((c) => c.gene))
  const told = interpretGenes(
    (results ?? []).map((r) => r.call),
    recorded,
    pgx,
  )
  return told.map((r) => (genes.has(r.gene) ? r : (results?.find((x) => x.gene === r.gene) ?? r)))
}

/** Results without the rows of the file behind them: what is advised is the same, and they take a third of the room. */
export const withoutRows = (results: readonly GeneResult[]): readonly GeneResult[] => {
  const withoutRow = (position: PositionCall): PositionCall => {
    const { basis: _, ...seen } = position
    return seen
  }
  return results.map((r) => ({ ...r, call: { ...r.call, basis: [], positions: r.call.positions.map(withoutRow) } }))
}

/** `view` holds the orders among its medications, as planned; `orders` are the names of the medicines asked about. */
export type OrderQuestion = {
  readonly view: PatientView
  readonly results: readonly GeneResult[]
  readonly orders: readonly string[]
}

/** A missing datum and how well the advice is founded that it could lead to. */
export type WeighedNeed = Need & { readonly atStake?: Rung }

/** Medicines asked about, recommendations in the order of the plan, and what is missing for them. */
export type OrdersAssessed = {
  readonly medicines: readonly MedicineCard[]
  readonly recommendations: readonly SpokenRecommendation[]
  readonly needs: readonly WeighedNeed[]
}

export type OrderOptions = { readonly at: Instant; readonly knowledge: readonly Release[] }

/**
 * The same recommendations that a whole report of this person would have for these medicines, without working out the others: for answers
 * that a prescriber waits for.
 */
export const assessOrders = (question: OrderQuestion, { at, knowledge }: OrderOptions): OrdersAssessed => {
  const { view, results, orders } = question
  const tables = tablesOf(knowledge)
  const module = pharmacogenomics(tables)
  const assessments = module.assessMedicines({ view, results }, orders, at)
  const medicines = assessments.flatMap((a): readonly MedicineCard[] =>
    'finding' in a && a.finding?.kind === 'medicine'
      ? [{ ...a.finding, state: a.state, say: sayMedicine(a.finding, english) }]
      : [],
  )
  const spokenBy = new Map(medicines.map((m) => [m.drug.name, m.say]))
  const recommendations = oneEach(rankRecommendations(module.recommend(assessments, view))).map((r) => ({
    ...r,
    say: spokenBy.get(r.about.name) ?? sayNeed(r, english),
  }))
  const needs = joinNeeds(medicines).map((need): WeighedNeed => {
    const stakes = need.wouldDecide.flatMap((drug) => atStake(tables.advice, drug, need.about) ?? [])
    const [strongest] = [...stakes].sort((a, b) => rungIndex(a) - rungIndex(b))
    return { ...need, ...(strongest === undefined ? {} : { atStake: strongest }) }
  })
  return { medicines, recommendations, needs }
}

/** A medicine of the list for which an order changes what is advised. */
export type AffectedMedicine = {
  readonly by: string
  readonly medicine: MedicineCard
  readonly recommendation: SpokenRecommendation
}

const sternness: Readonly<Record<MedicineFinding['verdict'], number>> = {
  noQuestion: 0,
  fine: 0,
  notKnown: 1,
  caution: 2,
  act: 3,
}

const nowTaken = (m: Medication): Medication => ({ ...m, status: 'active' })

/**
 * Medicines of the list that would ask for more than today once an ordered medicine, an inhibitor or inducer of an enzyme, is taken:
 * each with what would then be advised.
 */
export const affectedByOrders = (question: OrderQuestion, options: OrderOptions): readonly AffectedMedicine[] => {
  const { view, orders } = question
  const { context, advice } = tablesOf(options.knowledge)
  const taken = view.medications.filter((m) => m.status === 'active').map((m) => m.drug.name)
  return orders.flatMap((by) => {
    // Who is taking the medicine already is assessed with it.
    if (taken.includes(by)) return []
    const genes = new Set(context.modulatorsOf(by).map((m) => m.gene))
    const names = taken.filter((name) =>
      (advice.byDrug.get(name) ?? []).some((r) => r.lookup.some((k) => Object.keys(k).some((g) => genes.has(g)))),
    )
    if (names.length === 0) return []
    const before = new Map(
      assessOrders({ ...question, orders: names }, options).medicines.map((m) => [m.drug.name, m.verdict]),
    )
    const then = { ...view, medications: view.medications.map((m) => (m.drug.name === by ? nowTaken(m) : m)) }
    const after = assessOrders({ ...question, view: then, orders: names }, options)
    return after.recommendations.flatMap((recommendation) => {
      const medicine = after.medicines.find((m) => recommendation.id === `pgx:medicine:${m.drug.name}`)
      if (medicine === undefined) return []
      const worse = sternness[medicine.verdict] > sternness[before.get(medicine.drug.name) ?? 'noQuestion']
      return worse ? [{ by, medicine, recommendation }] : []
    })
  })
}
