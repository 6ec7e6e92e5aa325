import type { PersonId } from '../pedigree.ts'
import { layOut, restricted, sumDown, sumUp } from './bucket.ts'
import type { Bucket, Factor, Layout, TrioFactor } from './bucket.ts'
import { eliminationOrder } from './elimination-order.ts'
import type { Inheritance, Transmission } from './inheritance.ts'
import type { Genome, PedigreeGraph } from './pedigree-graph.ts'

/**
 * Probability of all that was seen, as a logarithm (minus infinity: it cannot be), and for every person the probability of each state given all of it.
 * `tooEntangled`: so many loops that the joint states do not fit; nothing was computed.
 */
export type Peeled =
  | { readonly state: 'done'; readonly logLikelihood: number; readonly posterior: ReadonlyMap<PersonId, Float64Array> }
  | { readonly state: 'impossible' }
  | { readonly state: 'tooEntangled' }

/** P(what was seen of this person | state), by state; `undefined` for nobody asked or nothing known. */
export type Evidence = (id: PersonId, sex: Genome['sex']) => Float64Array | undefined

/** `founder`: frequencies of the states in one founder, where they differ from the inheritance's (another population, another prior). */
export type PeelOptions = {
  readonly want?: 'likelihood' | 'posteriors'
  readonly founder?: (genome: Genome, index: number) => Float64Array | undefined
}

export type Peeler = (graph: PedigreeGraph, evidence: Evidence, options?: PeelOptions) => Peeled

const mostEntries = 1 << 21
const keptTransmissions = 400
const keptEntries = 1 << 21

/** States left to a genome: their number in the inheritance, and back (-1: not left). */
type Domain = { readonly key: string; readonly states: Int32Array; readonly local: Int32Array; readonly unary: Factor }

const domainOf = (
  v: number,
  genome: Genome,
  inheritance: Inheritance,
  evidence: Evidence,
  founder: PeelOptions['founder'],
): Domain => {
  const prior = founder?.(genome, v) ?? inheritance.founder[genome.sex]
  const weight = genome.parents === undefined ? prior.slice() : new Float64Array(prior.length).fill(1)
  for (const id of genome.people) {
    const seen = evidence(id, genome.sex)
    if (seen !== undefined) for (let s = 0; s < weight.length; s++) weight[s] = (weight[s] as number) * (seen[s] ?? 0)
  }
  const local = new Int32Array(weight.length).fill(-1)
  let n = 0
  for (let s = 0; s < weight.length; s++) if ((weight[s] as number) > 0) local[s] = n++
  const states = new Int32Array(n)
  const table = new Float64Array(n)
  for (let s = 0; s < weight.length; s++) {
    const at = local[s] as number
    if (at < 0) continue
    states[at] = s
    table[at] = weight[s] as number
  }
  return {
    key: n === weight.length ? 'all' : states.join(),
    states,
    local,
    unary: { scope: [v], table, adjoint: new Float64Array(n) },
  }
}

type SummedOut =
  | 'impossible'
  | 'tooEntangled'
  | {
      readonly logLikelihood: number
      readonly buckets: readonly { readonly bucket: Bucket; readonly before: readonly Float64Array[] }[]
    }

const normalised = (table: Float64Array): Float64Array => {
  let sum = 0
  for (const p of table) sum += p
  return table.map((p) => p / sum)
}

/**
 * Exact likelihoods of pedigrees under one inheritance. Genomes are summed out one after the other in a good order (Elston–Stewart peeling where
 * there are no loops; with loops of blood or marriage the same sums over a few open genomes, as in Cannings, Thompson and Skolnick 1978), with a
 * logarithm taken out at every step, and the way back gives every person's states at about twice the cost. What a peeler has laid out it keeps, so one peeler
 * for many families is fastest.
 */
export const peelerOf = (inheritance: Inheritance): Peeler => {
  const transmissions = new Map<string, Transmission>()
  const layouts = new Map<string, Layout>()
  let entriesKept = 0

  const trioOf = (genomes: readonly Genome[], domains: readonly Domain[], child: number): TrioFactor | undefined => {
    const parents = genomes[child]?.parents
    if (parents === undefined) return undefined
    const [father, mother] = parents
    const [f, m, c] = [father, mother, child].map((v) => domains[v]) as [Domain, Domain, Domain]
    const { sex } = genomes[child] as Genome
    const key = `${sex}|${f.key}|${m.key}|${c.key}`
    const rows = transmissions.get(key) ?? restricted(inheritance.transmission[sex], f.local, m.local, c.local)
    if (transmissions.size < keptTransmissions) transmissions.set(key, rows)
    return { scope: [father, mother, child], key, rows }
  }

  const layoutOf = (
    scope: readonly number[],
    sizes: readonly number[],
    transmitted: readonly TrioFactor[],
    factors: readonly (readonly number[])[],
    out: readonly number[],
  ): Layout => {
    const place = (group: readonly number[]): string => group.map((v) => scope.indexOf(v)).join()
    const key = [
      transmitted.map((t) => `${t.key}@${place(t.scope)}`).join(),
      scope.map((v) => sizes[v]).join(),
      factors.map(place).join(';'),
      place(out),
    ].join('/')
    const kept = layouts.get(key)
    if (kept !== undefined) return kept
    const layout = layOut(scope, sizes, transmitted, factors, out)
    if (entriesKept + layout.entries <= keptEntries) {
      entriesKept += layout.entries
      layouts.set(key, layout)
    }
    return layout
  }

  /** Sums every genome out; `before` of a bucket is kept only for the way back. */
  const summedOut = (genomes: readonly Genome[], domains: readonly Domain[], wayBack: boolean): SummedOut => {
    const sizes = domains.map((d) => d.states.length)
    if (sizes.includes(0)) return 'impossible'
    const trios = genomes.map((_, v) => trioOf(genomes, domains, v)).filter((t) => t !== undefined)
    const order = eliminationOrder(
      sizes,
      trios.map((t) => t.scope),
    )
    const speaking = genomes.map((_, v) => new Set<Factor>([(domains[v] as Domain).unary]))
    const passing = genomes.map(() => new Set<TrioFactor>())
    for (const t of trios) for (const v of t.scope) passing[v]?.add(t)

    const buckets: { bucket: Bucket; before: readonly Float64Array[] }[] = []
    let logLikelihood = 0
    for (const v of order) {
      const inputs = [...(speaking[v] as Set<Factor>)]
      const transmitted = [...(passing[v] as Set<TrioFactor>)]
      const scope = [...new Set([...transmitted, ...inputs].flatMap((f) => f.scope))]
      const led: readonly number[] = transmitted[0]?.scope ?? []
      const rows = transmitted[0]?.rows.probability.length ?? 1
      const entries = scope.reduce((n, u) => (led.includes(u) ? n : n * (sizes[u] as number)), rows)
      if (entries > mostEntries) return 'tooEntangled'
      const left = scope.filter((u) => u !== v)
      const layout = layoutOf(
        scope,
        sizes,
        transmitted,
        inputs.map((f) => f.scope),
        left,
      )
      const out = { scope: left, table: new Float64Array(layout.outSize), adjoint: new Float64Array(layout.outSize) }
      for (const f of inputs) for (const u of f.scope) speaking[u]?.delete(f)
      for (const t of transmitted) for (const u of t.scope) passing[u]?.delete(t)
      for (const u of left) speaking[u]?.add(out)
      const bucket = { layout, inputs, out }
      const before: Float64Array[] = []
      logLikelihood += sumUp(bucket, wayBack ? before : undefined)
      if (logLikelihood === Number.NEGATIVE_INFINITY) return 'impossible'
      buckets.push({ bucket, before })
    }
    return { logLikelihood, buckets }
  }

  return (graph, evidence, { want = 'posteriors', founder } = {}) => {
    const { genomes } = graph
    const domains = genomes.map((g, v) => domainOf(v, g, inheritance, evidence, founder))
    const sums = summedOut(genomes, domains, want === 'posteriors')
    if (typeof sums === 'string') return { state: sums }
    const { logLikelihood, buckets } = sums
    const posterior = new Map<PersonId, Float64Array>()
    if (want === 'likelihood') return { state: 'done', logLikelihood, posterior }
    for (const { bucket, before } of buckets.toReversed()) {
      if (bucket.out.scope.length === 0) bucket.out.adjoint.fill(1)
      sumDown(bucket, before)
    }
    genomes.forEach((genome, v) => {
      const { unary, states } = domains[v] as Domain
      const left = normalised(unary.table.map((p, i) => p * (unary.adjoint[i] as number)))
      const all = new Float64Array(inheritance.founder[genome.sex].length)
      states.forEach((s, i) => {
        all[s] = left[i] as number
      })
      for (const id of genome.people) posterior.set(id, all)
    })
    return { state: 'done', logLikelihood, posterior }
  }
}
