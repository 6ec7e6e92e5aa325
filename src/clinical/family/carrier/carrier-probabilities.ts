import type { DatumRef } from '../../../shared/assessment.ts'
import type { CarrierStanding } from '../../../shared/disease-risk.ts'
import type { Result } from '../../../shared/problem.ts'
import { bad, ok, problem } from '../../../shared/problem.ts'
import type { Pedigree, PersonId, Relative } from '../pedigree.ts'
import { pedigreeGraph } from '../peeling/index.ts'
import type { PeelOptions, PedigreeGraph } from '../peeling/index.ts'
import type { CarrierModel } from './model.ts'
import { phenotypeLikelihood } from './phenotype.ts'

/** Likelihood of everything on record, and for everybody the probability of each state of the model. */
export type CarrierPosterior = {
  readonly logLikelihood: number
  readonly states: ReadonlyMap<PersonId, Float64Array>
}

/** Founders come from the population they are recorded with; an unnamed parent from that of the children. */
const originsOf = (pedigree: Pedigree, graph: PedigreeGraph): readonly string[] => {
  const ashkenazi = new Set(pedigree.people.filter((p) => p.ashkenazi).map((p) => p.id))
  const origins = graph.genomes.map((g) => (g.people.some((id) => ashkenazi.has(id)) ? 'ashkenazi' : 'general'))
  graph.genomes.forEach((child, v) => {
    for (const parent of child.parents ?? [])
      if (graph.genomes[parent]?.people.length === 0) origins[parent] = origins[v] ?? 'general'
  })
  return origins
}

const cannotBe = (pedigree: Pedigree): Result<never> =>
  bad([
    problem(
      'family/cannot-be',
      pedigree.id,
      'Tests of this family contradict each other: they cannot all be right under Mendelian inheritance.',
      'Check parents, twins and test results.',
    ),
  ])

/** States of everybody under one model; problems where the pedigree cannot be used or contradicts itself. */
export const carrierPosterior = (pedigree: Pedigree, model: CarrierModel): Result<CarrierPosterior> => {
  const graph = pedigreeGraph(pedigree)
  if (!graph.ok) return graph
  const people = new Map(pedigree.people.map((p) => [p.id, p]))
  const origins = originsOf(pedigree, graph.value)
  const founder: PeelOptions['founder'] = (_, at) => model.founders[origins[at] ?? 'general'] ?? model.founders.general
  const peeled = model.peel(graph.value, (id) => phenotypeLikelihood(model, people.get(id) as Relative), { founder })
  if (peeled.state === 'tooEntangled')
    return bad([
      problem(
        'family/too-entangled',
        pedigree.id,
        'This family has more loops than can be computed with exactly.',
        'Leave out relatives that say little.',
      ),
    ])
  if (peeled.state === 'impossible') return cannotBe(pedigree)
  return ok({ logLikelihood: peeled.logLikelihood, states: peeled.posterior })
}

/** Probability that somebody has at least one altered copy of a gene; never above 1 by rounding. */
export const carrying = (model: CarrierModel, states: Float64Array, gene: string): number => {
  const g = model.together.genes.indexOf(gene)
  return Math.min(
    1,
    states.reduce((sum, p, s) => ((model.together.states[s]?.[g] ?? 0) > 0 ? sum + p : sum), 0),
  )
}

const stateOf = (person: Relative, gene: string): CarrierStanding['state'] => {
  const results = (person.tests ?? []).filter((t) => t.gene === gene).map((t) => t.result)
  return results.includes('positive') ? 'positive' : results.includes('negative') ? 'negative' : 'not-tested'
}

const basisOf = (pedigree: Pedigree, gene: string): readonly DatumRef[] =>
  pedigree.people.flatMap((p) =>
    [...p.diagnoses.map((d) => d.ref), ...(p.tests ?? []).filter((t) => t.gene === gene).map((t) => t.ref)].filter(
      (r) => r !== undefined,
    ),
  )

/**
 * How everybody stands to every gene of the model. `others`: the same model under other allele frequencies; the interval spans what they give.
 * Everything that speaks of the family is the basis, since all of it moved the figure.
 */
export const carrierStandings = (
  pedigree: Pedigree,
  model: CarrierModel,
  posterior: CarrierPosterior,
  others: readonly { readonly model: CarrierModel; readonly posterior: CarrierPosterior }[] = [],
): ReadonlyMap<PersonId, readonly CarrierStanding[]> => {
  const basis = new Map(model.together.genes.map((g) => [g, basisOf(pedigree, g)]))
  return new Map(
    pedigree.people.map((person) => [
      person.id,
      model.together.genes.map((gene): CarrierStanding => {
        const probability = carrying(model, posterior.states.get(person.id) as Float64Array, gene)
        const elsewhere = others.map((o) => carrying(o.model, o.posterior.states.get(person.id) as Float64Array, gene))
        return {
          gene,
          state: stateOf(person, gene),
          probability,
          ...(elsewhere.length === 0
            ? {}
            : { interval: [Math.min(probability, ...elsewhere), Math.max(probability, ...elsewhere)] as const }),
          basis: basis.get(gene) ?? [],
        }
      }),
    ]),
  )
}
