import { gunzipSync } from 'node:zlib'
import {
  fitNormalisation,
  groupShape,
  likenessTo,
  normalise,
  withinGroup,
} from '../../../src/clinical/polygenic/index.ts'
import { type SuiteAdapter, type SuiteContext, tally } from '../../suite.ts'

const folder = 'risk/prs/ancestry'
const referenceFile = `${folder}/reference_pcs_scores.tsv.gz`

type Case = {
  readonly id: string
  readonly inputs: { readonly pcs: readonly number[]; readonly score: number }
  readonly expected: {
    readonly Z_norm1: number
    readonly Z_norm2: number
    readonly mahalanobis_pop: string
    readonly mahalanobis_p: Readonly<Record<string, number>>
    readonly Z_pop_mahalanobis: number
    readonly percentile_pop_mahalanobis: number
    readonly rf_pop: string
  }
}

type Vectors = { readonly tolerance: Readonly<Record<string, number>>; readonly cases: readonly Case[] }

/** Unrelated people of the reference: group, five components, score. */
const referenceOf = (context: SuiteContext) => {
  const lines = gunzipSync(context.bytes(referenceFile)).toString('utf8').trim().split('\n')
  const people = lines
    .slice(1)
    .map((l) => l.split('\t'))
    .filter((cells) => cells[3] === '1')
  return {
    groups: people.map((c) => c[1] as string),
    scores: Float64Array.from(people, (c) => Number(c[9])),
    components: (k: number, group?: string): Float64Array =>
      Float64Array.from(
        people.filter((c) => group === undefined || c[1] === group).flatMap((c) => c.slice(4, 4 + k).map(Number)),
      ),
  }
}

const fitted = (context: SuiteContext) => {
  const reference = referenceOf(context)
  const model = fitNormalisation({ k: 4, rows: reference.components(4) }, reference.scores)
  if (model === undefined) throw new Error('The reference people do not vary.')
  return { reference, model }
}

/** Continuous and grouped normalisation of 200 people against 2,575 of the reference, as the PGS Catalog Calculator has it. */
export const ancestry: SuiteAdapter = {
  path: `${folder}/vectors.json`,
  title: 'Normalisation of polygenic scores by ancestry (PGS Catalog Calculator)',
  inputs: [referenceFile],
  run: (context) => {
    const { tolerance, cases } = JSON.parse(context.text(`${folder}/vectors.json`)) as Vectors
    const { reference, model } = fitted(context)
    const groups = [...new Set(reference.groups)]
    const shapes = groups.flatMap((g) => groupShape(g, 5, reference.components(5, g)) ?? [])
    const t = tally()
    let alike = 0
    for (const { id, inputs, expected } of cases) {
      const z = normalise(model, inputs.pcs, inputs.score)
      const likeness = likenessTo(shapes, inputs.pcs, 'peer')
      const group = likeness[0]?.group
      const within = withinGroup(
        reference.scores.filter((_, i) => reference.groups[i] === group),
        inputs.score,
      )
      const within1 = { Z_norm1: z.zNorm1, percentile: within.percentile, Z_group: within.z }
      const want1 = {
        Z_norm1: expected.Z_norm1,
        percentile: expected.percentile_pop_mahalanobis,
        Z_group: expected.Z_pop_mahalanobis,
      }
      t.close(`${id} Z_norm1, percentile`, want1, within1, Math.min(tolerance.Z_norm1 ?? 0, tolerance.percentile ?? 0))
      t.close(`${id} Z_norm2`, { Z_norm2: expected.Z_norm2 }, { Z_norm2: z.zNorm2 }, tolerance.Z_norm2 ?? 0)
      t.close(
        `${id} Mahalanobis p`,
        expected.mahalanobis_p,
        Object.fromEntries(likeness.map((l) => [l.group, Math.exp(l.logP)])),
        tolerance.mahalanobis_p ?? 0,
      )
      t.compare(`${id} most similar`, expected.mahalanobis_pop, group)
      if (group === expected.rf_pop) alike++
    }
    // The peer's own Mahalanobis labels agree with its forest for as many.
    const peers = cases.filter((c) => c.expected.mahalanobis_pop === c.expected.rf_pop).length
    if (alike === peers && alike < 0.98 * cases.length)
      t.explain('random-forest labels', 'label-of-a-random-forest')
    else t.compare('random-forest labels', true, alike >= 0.98 * cases.length)
    return t.outcome()
  },
}

type Fitted = {
  readonly norm_pcs: Readonly<Record<string, { readonly mean: number; readonly pc_std: number }>>
  readonly pgs_offset: number
  readonly Z_norm1: { readonly _intercept: number; readonly _coef: Readonly<Record<string, number>> }
  readonly Z_norm2: {
    readonly mu_intercept: number
    readonly mu_coef: Readonly<Record<string, number>>
    readonly var_intercept: number
    readonly var_coef: Readonly<Record<string, number>>
  }
}

const named = (values: Float64Array): Readonly<Record<string, number>> =>
  Object.fromEntries(Array.from(values, (v, i) => [i === 0 ? 'intercept' : `PC${i}`, v]))

/** The coefficients themselves. The peer's optimiser stops at a gradient of 1e-5, so that its own likelihood coefficients are right to about that. */
export const ancestryFit: SuiteAdapter = {
  path: `${folder}/fitted_model.json`,
  title: 'Fitted normalisation of polygenic scores (PGS Catalog Calculator)',
  inputs: [referenceFile],
  run: (context) => {
    const want = JSON.parse(context.text(`${folder}/fitted_model.json`)) as Fitted
    const { model } = fitted(context)
    const t = tally()
    Object.entries(want.norm_pcs).forEach(([name, { mean, pc_std }], i) => {
      t.close(name, { mean, sd: pc_std }, { mean: model.means[i], sd: model.sds[i] }, 1e-9)
    })
    t.close('offset', { offset: want.pgs_offset }, { offset: model.offset }, 1e-9)
    const { _intercept: intercept, _coef: coefficients } = want.Z_norm1
    t.close('Z_norm1', { intercept, ...coefficients }, named(model.mean1), 1e-6)
    const { mu_intercept, mu_coef, var_intercept, var_coef } = want.Z_norm2
    t.close('Z_norm2 mean', { intercept: mu_intercept, ...mu_coef }, named(model.mean2), 1e-5)
    t.close('Z_norm2 log-variance', { intercept: var_intercept, ...var_coef }, named(model.logVariance2), 1e-5)
    return t.outcome()
  },
}
