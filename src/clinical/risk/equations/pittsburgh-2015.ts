import { z } from 'zod'

/** A step of points from a bound on: the last row whose `from` is not above the figure gives the points. */
const steps = z.array(z.strictObject({ from: z.number(), points: z.number() }))

/** Points of the Pittsburgh predictor; `ages`: for each span of years smoked, the age from which `agePoints` are added. */
export const pittsburghTable = z.strictObject({
  yearsSmoked: steps,
  ages: z.array(z.strictObject({ yearsSmokedFrom: z.number(), age: z.number() })),
  agePoints: z.number(),
  quit: z.number(),
  cigarettes: steps,
  intercept: z.number(),
  perPoint: z.number(),
})
export type PittsburghTable = z.infer<typeof pittsburghTable>

const step = (rows: z.infer<typeof steps>, value: number): number => rows.findLast((s) => value >= s.from)?.points ?? 0

/**
 * Probability (0 to 1) of lung cancer within six years in a person who has ever smoked, with the points it rests on. `quit`: stopped at least a year ago.
 * @source Wilson and Weissfeld 2015, doi 10.1016/j.lungcan.2015.07.021
 */
export const pittsburgh2015 = (
  t: PittsburghTable,
  p: { readonly age: number; readonly yearsSmoked: number; readonly cigarettesPerDay: number; readonly quit: boolean },
): { readonly points: number; readonly risk: number } => {
  const ageFrom = t.ages.findLast((a) => p.yearsSmoked >= a.yearsSmokedFrom)?.age ?? Number.POSITIVE_INFINITY
  const points =
    step(t.yearsSmoked, p.yearsSmoked) +
    (p.age >= ageFrom ? t.agePoints : 0) +
    (p.quit ? t.quit : 0) +
    step(t.cigarettes, p.cigarettesPerDay)
  return { points, risk: 1 / (1 + Math.exp(t.intercept - t.perPoint * points)) }
}
