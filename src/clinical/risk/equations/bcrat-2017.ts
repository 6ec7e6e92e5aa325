import { z } from 'zod'

const rates = z.record(z.string(), z.array(z.number().positive()).length(14))

/**
 * Tables of the model. Rates per woman-year in 14 bands of five years from 20 to 90. `beta` in the order biopsies, menarche, first birth, relatives,
 * biopsies from age 50 on, first birth × relatives; `group` says which set of betas a population uses. `average`: rates of the average woman where the
 * tool takes others for her than for the person herself.
 */
export const bcratTable = z.strictObject({
  groups: z.record(
    z.string(),
    z.strictObject({
      beta: z.string(),
      recoding: z.enum(['none', 'african-american', 'hispanic', 'asian']),
      average: z.string().optional(),
    }),
  ),
  beta: z.record(z.string(), z.array(z.number()).length(6)),
  /** One minus attributable risk below 50 and from 50 on, by set of betas. */
  oneMinusAttributable: z.record(z.string(), z.tuple([z.number(), z.number()])),
  incidence: rates,
  otherDeath: rates,
  hyperplasia: z.strictObject({ absent: z.number(), present: z.number(), unknown: z.number() }),
})
export type BcratTable = z.infer<typeof bcratTable>

/** Answers of one woman; `undefined` is "not known", which the tool codes as its lowest category. Ages in years. */
export type BcratAnswers = {
  readonly biopsies: number | undefined
  readonly atypicalHyperplasia: boolean | undefined
  readonly ageAtMenarche: number | undefined
  readonly ageAtFirstBirth: number | 'nulliparous' | undefined
  readonly firstDegreeRelatives: number | undefined
}

/** Relative to the lowest categories, before and from age 50. */
export type BcratRatios = { readonly below50: number; readonly from50: number }

const firstBirthCategory = (age: BcratAnswers['ageAtFirstBirth']): number => {
  if (age === undefined) return 0
  if (age === 'nulliparous') return 2
  return age < 20 ? 0 : age < 25 ? 1 : age < 30 ? 2 : 3
}

const menarcheCategory = (age: number | undefined): number => (age === undefined || age >= 14 ? 0 : age >= 12 ? 1 : 2)

/**
 * Relative risks of one woman. Hyperplasia counts only where there was a biopsy; categories are joined as the tool joins them for each population.
 * @source Gail 1989 (doi 10.1093/jnci/81.24.1879); Gail 2007 (djm223); Matsuno 2011 (djr154); Banegas 2017 (djw215); NCI BCRA 2.1.2
 */
export const bcratRatios = (table: BcratTable, population: string, a: BcratAnswers): BcratRatios => {
  const group = table.groups[population]
  const beta = group === undefined ? undefined : table.beta[group.beta]
  if (group === undefined || beta === undefined) return { below50: Number.NaN, from50: Number.NaN }
  const [bBiopsy = 0, bMenarche = 0, bBirth = 0, bRelatives = 0, bBiopsy50 = 0, bBirthRelatives = 0] = beta
  const biopsies = Math.min(a.biopsies ?? 0, 2)
  const asked = { menarche: menarcheCategory(a.ageAtMenarche), birth: firstBirthCategory(a.ageAtFirstBirth) }
  const relativesUpTo2 = Math.min(a.firstDegreeRelatives ?? 0, 2)
  const menarche = group.recoding === 'african-american' ? Math.min(asked.menarche, 1) : asked.menarche
  const hispanicBirth = a.ageAtFirstBirth === 'nulliparous' ? 2 : Math.ceil(asked.birth / 2)
  const birth = group.recoding === 'african-american' ? 0 : group.recoding === 'hispanic' ? hispanicBirth : asked.birth
  const relatives =
    group.recoding === 'asian' || group.recoding === 'hispanic' ? Math.min(relativesUpTo2, 1) : relativesUpTo2
  const h = table.hyperplasia
  const tissue =
    biopsies === 0 || a.atypicalHyperplasia === undefined ? h.unknown : a.atypicalHyperplasia ? h.present : h.absent
  const log =
    biopsies * bBiopsy +
    menarche * bMenarche +
    birth * bBirth +
    relatives * bRelatives +
    birth * relatives * bBirthRelatives
  return { below50: tissue * Math.exp(log), from50: tissue * Math.exp(log + biopsies * bBiopsy50) }
}

/**
 * Probability (0 to 1) of invasive breast cancer from `age` until the birthday `until`, other causes of death competing. Hazards are constant within a band of
 * five years, and 50 is the edge of one, so that whole bands give what single years give. Ages from 20 to 90, `until` above `age`; NaN otherwise.
 * `below50`, `from50`: relative risk times one minus attributable risk.
 */
export const bcratCumulative = (
  incidence: readonly number[],
  otherDeath: readonly number[],
  age: number,
  until: number,
  below50: number,
  from50: number,
): number => {
  if (!(age >= 20 && until <= 90 && until > age)) return Number.NaN
  let risk = 0
  let free = 1
  for (let band = Math.floor((age - 20) / 5); 20 + 5 * band < until; band++) {
    const start = 20 + 5 * band
    const length = Math.min(start + 5, until) - Math.max(start, age)
    const own = (incidence[band] ?? Number.NaN) * (start < 50 ? below50 : from50)
    const all = own + (otherDeath[band] ?? Number.NaN)
    const leaving = -Math.expm1(-all * length)
    risk += (own / all) * free * leaving
    free *= 1 - leaving
  }
  return risk
}

/** Probability (0 to 1) of invasive breast cancer between two ages for a woman with these answers. @source as {@link bcratRatios} */
export const bcrat2017 = (
  table: BcratTable,
  population: string,
  age: number,
  until: number,
  answers: BcratAnswers,
): number => {
  const ratios = bcratRatios(table, population, answers)
  const [below = Number.NaN, from = Number.NaN] = table.oneMinusAttributable[table.groups[population]?.beta ?? ''] ?? []
  return bcratCumulative(
    table.incidence[population] ?? [],
    table.otherDeath[population] ?? [],
    age,
    until,
    ratios.below50 * below,
    ratios.from50 * from,
  )
}

/** The same for the average woman of the same age and population. Some populations take newer rates for her than for the person (`average`). */
export const bcratAverageWoman = (table: BcratTable, population: string, age: number, until: number): number => {
  const rates = table.groups[population]?.average ?? population
  return bcratCumulative(table.incidence[rates] ?? [], table.otherDeath[rates] ?? [], age, until, 1, 1)
}
