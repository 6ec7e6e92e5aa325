import type { CarrierStanding, Horizon } from '../../../shared/disease-risk.ts'
import type { Result } from '../../../shared/problem.ts'
import { bad, ok } from '../../../shared/problem.ts'
import type { Pedigree, PersonId } from '../pedigree.ts'
import { carrierPosterior, carrierStandings } from './carrier-probabilities.ts'
import type { CarrierPosterior } from './carrier-probabilities.ts'
import { futureCancerRisks } from './future-risk.ts'
import type { FutureRisk, NoFutureRisk, OtherDeaths } from './future-risk.ts'
import { byAge, hazardOf } from './hazard.ts'
import { carrierModel } from './model.ts'
import type { CarrierModel, CarrierSpec } from './model.ts'
import type { AgeFigures, CarrierTables, GeneGroup } from './tables.ts'

/**
 * `population`: whose breast cancer incidence and mortality, by the names of the tables. `frequencies`: allele frequencies of a deployment by population of
 * origin and gene, in place of the tables'; without a range the interval is that of the tables' other genes.
 */
export type CarrierOptions = {
  readonly population?: string
  readonly frequencies?: Readonly<Record<string, Readonly<Record<string, number>>>>
}

/** One group of genes ready to compute with. `unverified`: sources of figures in it that have not been held against their publication. */
export type CarrierGroup = {
  readonly group: GeneGroup
  readonly model: CarrierModel
  readonly others: readonly CarrierModel[]
  readonly unverified: readonly string[]
  readonly deaths: OtherDeaths | undefined
}

/** Everybody's standing to every gene, and what the proband's future holds. */
export type FamilyCarriers = {
  readonly standings: ReadonlyMap<PersonId, readonly CarrierStanding[]>
  readonly risks: readonly FutureRisk[]
  readonly none: readonly NoFutureRisk[]
  readonly unverified: readonly string[]
}

const anyone = 'other_unknown'

const frequenciesOf = (
  tables: CarrierTables,
  group: GeneGroup,
  options: CarrierOptions,
  pick: 'frequency' | 'low' | 'high',
): CarrierSpec['frequencies'] => {
  const populations = new Set([
    'general',
    ...tables.priors.map((p) => p.population),
    ...Object.keys(options.frequencies ?? {}),
  ])
  const value = (population: string, gene: string): number => {
    const own = options.frequencies?.[population]?.[gene]
    if (own !== undefined) return own
    const prior = tables.priors.find((p) => p.population === population && p.gene === gene)
    if (prior === undefined) return population === 'general' ? 0 : value('general', gene)
    return pick === 'frequency' ? prior.frequency : prior.range[pick === 'low' ? 0 : 1]
  }
  return Object.fromEntries(
    [...populations].map((name) => [name, Object.fromEntries(group.genes.map((g) => [g, value(name, g)]))]),
  )
}

const specOf = (tables: CarrierTables, group: GeneGroup, options: CarrierOptions): CarrierSpec => {
  const { penetrance } = tables
  const wanted = options.population ?? anyone
  return {
    id: group.id,
    genes: group.genes,
    frequencies: frequenciesOf(tables, group, options, 'frequency'),
    cancers: penetrance.population
      .filter((p) => group.cancers.includes(p.cancer) && (p.population ?? wanted) === wanted)
      .map((p) => ({
        cancer: p.cancer,
        sex: p.sex,
        population: p,
        carriers: Object.fromEntries(
          penetrance.carriers
            .filter((c) => c.cancer === p.cancer && c.sex === p.sex && group.genes.includes(c.gene))
            .map((c) => [c.gene, c]),
        ),
      })),
    tests: penetrance.tests,
    pathology: penetrance.pathology,
    nonCarriers: 'backedOut',
  }
}

const unverifiedOf = (tables: CarrierTables, spec: CarrierSpec): readonly string[] => {
  const figures: readonly Pick<AgeFigures, 'source' | 'unverified'>[] = [
    ...spec.cancers.flatMap((c) => [c.population, ...Object.values(c.carriers)]),
    ...spec.tests,
    ...spec.pathology.filter((p) => spec.genes.includes(p.gene)),
    ...tables.priors.filter((p) => spec.genes.includes(p.gene)),
  ]
  return [...new Set(figures.filter((f) => f.unverified).map((f) => f.source))].sort()
}

const deathsOf = (tables: CarrierTables, population: string): OtherDeaths | undefined => {
  const found = tables.penetrance.mortality.find((m) => m.sex === 'female' && m.population === population)
  if (found === undefined) return undefined
  const [first, last] = [found.bands[0], found.bands.at(-1)]
  return { hazard: hazardOf(Float64Array.from(byAge(found), (v) => v ?? 0)), covers: [first?.[0] ?? 0, last?.[1] ?? 0] }
}

/** Every group of genes of the tables as a model, and again with all allele frequencies at either end of their ranges, where any is published. */
export const carrierGroups = (tables: CarrierTables, options: CarrierOptions = {}): readonly CarrierGroup[] =>
  tables.penetrance.groups.map((group) => {
    const spec = specOf(tables, group, options)
    const model = carrierModel(spec)
    const ranged = tables.priors.some((p) => group.genes.includes(p.gene) && p.range[0] < p.range[1])
    const others = (ranged ? (['low', 'high'] as const) : []).map((end) =>
      carrierModel({ ...spec, frequencies: frequenciesOf(tables, group, options, end) }, model.peel),
    )
    return {
      group,
      model,
      others,
      unverified: unverifiedOf(tables, spec),
      deaths: deathsOf(tables, options.population ?? anyone),
    }
  })

const horizons: readonly Horizon[] = [{ years: 10 }, { toAge: 80 }, { toAge: 70 }]

/** Until seventy only where nothing is published until eighty. */
const longest = (risks: readonly FutureRisk[]): readonly FutureRisk[] =>
  risks.filter(
    (r) =>
      !('toAge' in r.horizon && r.horizon.toAge === 70) ||
      !risks.some((other) => other.outcome === r.outcome && 'toAge' in other.horizon && other.horizon.toAge === 80),
  )

/** The same cancer out of two groups of genes: either group's excess comes on top of the risk with neither. */
const together = (a: FutureRisk, b: FutureRisk): FutureRisk => {
  const free = 1 - Math.min(a.ifNone, b.ifNone)
  const join = (x: number, y: number): number => 1 - ((1 - x) * (1 - y)) / free
  const probability = join(a.probability, b.probability)
  return {
    ...a,
    probability,
    ifNone: 1 - free,
    ifCarrier: [...a.ifCarrier, ...b.ifCarrier],
    intervals: a.intervals.flatMap((interval) => {
      const twin = b.intervals.find((i) => i.level === interval.level)
      const [low, high] = interval.range
      return [
        {
          ...interval,
          range:
            interval.level === 1
              ? ([Math.min(low, twin?.range[0] ?? low), Math.max(high, twin?.range[1] ?? high)] as const)
              : ([join(low, twin?.range[0] ?? b.probability), join(high, twin?.range[1] ?? b.probability)] as const),
        },
      ]
    }),
  }
}

const merged = (risks: readonly FutureRisk[]): readonly FutureRisk[] =>
  risks.reduce<readonly FutureRisk[]>((done, risk) => {
    const same = done.findIndex(
      (d) => d.outcome === risk.outcome && JSON.stringify(d.horizon) === JSON.stringify(risk.horizon),
    )
    return same < 0 ? [...done, risk] : done.with(same, together(done[same] as FutureRisk, risk))
  }, [])

/**
 * Carrier probabilities of everybody in a family for every group of genes, and the proband's cancer risks in ten years and until 80 (70 where nothing is
 * published beyond). Exact for the model; how good the model is hangs on the figures, whose unverified sources are named.
 */
export const familyCarriers = (pedigree: Pedigree, groups: readonly CarrierGroup[]): Result<FamilyCarriers> => {
  const proband = pedigree.people.find((p) => p.id === pedigree.proband)
  const standings = new Map<PersonId, readonly CarrierStanding[]>()
  const risks: FutureRisk[] = []
  const none: NoFutureRisk[] = []
  for (const { model, others, deaths } of groups) {
    const posterior = carrierPosterior(pedigree, model)
    if (!posterior.ok) return bad(posterior.problems)
    const elsewhere = others.flatMap((other) => {
      const found = carrierPosterior(pedigree, other)
      return found.ok ? [{ model: other, posterior: found.value }] : []
    })
    for (const [id, own] of carrierStandings(pedigree, model, posterior.value, elsewhere))
      standings.set(id, [...(standings.get(id) ?? []), ...own])
    const statesOf = (p: CarrierPosterior): Float64Array => p.states.get(pedigree.proband) as Float64Array
    if (proband === undefined) continue
    const future = futureCancerRisks({
      model,
      person: proband,
      states: statesOf(posterior.value),
      horizons,
      others: elsewhere.map((o) => ({ model: o.model, states: statesOf(o.posterior) })),
      ...(proband.sex === 'female' && deaths !== undefined ? { otherDeaths: deaths } : {}),
    })
    risks.push(...longest(future.risks))
    none.push(...future.none)
  }
  return ok({
    standings,
    risks: merged(risks),
    none: none.filter((n, i) => none.findIndex((m) => m.outcome === n.outcome) === i),
    unverified: [...new Set(groups.flatMap((g) => g.unverified))].sort(),
  })
}
