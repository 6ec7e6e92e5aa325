import { compileScreening } from '../../../src/clinical/screening/index.ts'
import { type SuiteAdapter, type SuiteContext, tally } from '../../suite.ts'

type Figure = { readonly at: string; readonly value: number }

const figuresOf = (value: unknown, at = ''): readonly Figure[] => {
  if (typeof value === 'number') return [{ at, value: Math.abs(value) }]
  if (Array.isArray(value)) return value.flatMap((v, i) => figuresOf(v, `${at}[${i}]`))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, v]) => figuresOf(v, at === '' ? key : `${at}.${key}`))
}

/** Figures of a table of a release as a set; signs apart, since a table may write a difference the other way. */
const figuresIn = (context: SuiteContext, release: string, files: readonly string[]): ReadonlySet<number> => {
  const tables = context.knowledge.findLast((r) => r.manifest.id === release)?.tables ?? {}
  return new Set(files.flatMap((f) => figuresOf(JSON.parse(tables[f] ?? 'null')).map((x) => x.value)))
}

const tablesOfModel: Readonly<Record<string, string>> = {
  bcrat: 'bcrat.json',
  ckd_epi: 'kidney.json',
  framingham_2008: 'framingham.json',
  kfre: 'kidney.json',
  liver: 'liver.json',
  mesa: 'mesa.json',
  pce_2013: 'pooled-cohort.json',
  pce_revised_2018: 'pooled-cohort.json',
  phenoage: 'phenoage.json',
  plcom2012: 'lung.json',
  points: 'points.json',
  prevent: 'prevent.json',
  qrisk3: 'qrisk3.json',
  reynolds: 'reynolds.json',
  score2: 'score2.json',
}

/** What numbers populations and units in the facts, and MELD, whose formulas are code that `vectors/liver.json` judges. */
const notOfTheModel = /^(codes|inputs|meld\w*)\./

/** Figures within formulas, for facts that are written as nothing else. */
const inFormulas = (value: unknown, at = ''): readonly Figure[] => {
  if (typeof value === 'string' && /[*^]/.test(value))
    return [...value.matchAll(/(?<![\w.])\d+\.\d+/g)].map((m, i) => ({ at: `${at} #${i + 1}`, value: Number(m[0]) }))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, v]) => inFormulas(v, at === '' ? key : `${at}.${key}`))
}

/** Every coefficient of the facts stands in the table of the same model. */
export const modelFacts: SuiteAdapter = {
  path: 'risk/models/',
  title: 'Coefficients of the risk models, one by one, in the tables that ship',
  needs: ['attune-risk'],
  run(context) {
    const count = tally()
    for (const path of context.filesBelow('risk/models')) {
      const name = path.replace(/^.*\/|\.json$/g, '')
      const table = tablesOfModel[name]
      const facts: unknown = JSON.parse(context.text(path.startsWith('risk/') ? path : `risk/models/${path}`))
      const ours = figuresIn(context, 'attune-risk', table === undefined ? [] : [table])
      const plain = figuresOf(facts)
      const wanted = (plain.length > 0 ? plain : inFormulas(facts)).filter((f) => !notOfTheModel.test(f.at))
      count.compare(`${name}: figures`, true, wanted.length > 0)
      count.compare(
        `${name}: figures that the table lacks`,
        [],
        wanted.filter((f) => !ours.has(f.value)).map((f) => `${f.at} ${f.value}`),
      )
    }
    return count.outcome()
  },
}

/**
 * Not in the tables: PREMM5 and Claus do not ship; newer counts of carriers stand, with their source; rates of the population are those of SEER; the
 * missense variant I157T is no allele of the model of CHEK2.
 */
const notTaken =
  /^(premm5|claus_extended|allele_frequency_priors\.BRCA[12]\.general|penetrance_moderate_tung_2016\.(population|CHEK2_I157T))/

/** Units of the facts, by the beginning of their path: rates per thousand a year, per cent in five years; a sum over life is no figure of the table. */
const scales: readonly (readonly [RegExp, number])[] = [
  [/^penetrance_brca_kuchenbaecker_2017/, 1000],
  [/^penetrance_moderate_tung_2016/, 100],
]
const sums = /cumulative_to_80/

export const familyFacts: SuiteAdapter = {
  path: 'risk/family_history/criteria.json',
  title: 'Points of referral criteria and penetrances, one by one, in the tables that ship',
  needs: ['attune-family'],
  run(context) {
    const count = tally()
    const ours = [...figuresIn(context, 'attune-family', ['criteria.json', 'penetrances.json', 'priors.json'])]
    const stands = (value: number): boolean => ours.some((x) => Math.abs(x - value) <= 1e-12)
    const facts = figuresOf(JSON.parse(context.text('risk/family_history/criteria.json')))
    const sections = Map.groupBy(
      facts.filter((f) => !notTaken.test(f.at) && !sums.test(f.at)),
      (f) => f.at.split('.')[0] ?? '',
    )
    for (const [section, figures] of sections) {
      const per = scales.find(([begins]) => begins.test(section))?.[1] ?? 1
      count.compare(
        section,
        [],
        figures.filter((f) => !stands(f.value / per)).map((f) => `${f.at} ${f.value}`),
      )
    }
    return count.outcome()
  },
}

type Statement = {
  readonly topic: string
  readonly population: { readonly age?: readonly [number, number]; readonly age_min?: number; readonly age_max?: number }
  readonly grade: string
  readonly year: number
}

/** A schedule cut in two by its own interval: ages of its parts together. */
const wholeSpan = (ages: readonly { readonly from?: number; readonly to?: number }[]) => ({
  from: Math.min(...ages.map((a) => a.from ?? 0)),
  to: Math.max(...ages.map((a) => a.to ?? Number.POSITIVE_INFINITY)),
})

export const guidelineFacts: SuiteAdapter = {
  path: 'risk/guidelines/uspstf.json',
  title: 'Grade, year and ages of each statement of the Task Force in the rules that ship',
  needs: ['attune-screening'],
  run(context) {
    const count = tally()
    const rules = compileScreening(context.knowledge).rules.filter(
      (r) => r.source === 'USPSTF' && r.valid.until === undefined,
    )
    const { entries } = JSON.parse(context.text('risk/guidelines/uspstf.json')) as { readonly entries: readonly Statement[] }
    entries.forEach(({ topic, population, grade, year }, i) => {
      const from = population.age?.[0] ?? population.age_min
      const to = population.age?.[1] ?? population.age_max
      const same = rules.filter((r) => r.grade === grade && r.year === year)
      const spans = Map.groupBy(same, (r) => r.track)
      const fits = [...spans.values()].some((parts) =>
        [...parts.map((r) => r.ages ?? {}), wholeSpan(parts.map((r) => r.ages ?? {}))].some(
          (a) => (from === undefined || a.from === from) && (to === undefined || a.to === to),
        ),
      )
      count.compare(`${i} ${topic}, ${grade} ${year}`, true, fits)
    })
    return count.outcome()
  },
}
