import { type InputId, knownValues, type FilledInput } from '../clinical/risk/index.ts'
import { bcratPartOf, type BcratTable, covers, cumulativeRisk, rateAt } from '../clinical/risk/integrated/index.ts'
import type { CurveGiven } from '../clinical/screening/index.ts'
import type { PatientView } from '../record/index.ts'
import type { CarrierStanding } from '../shared/disease-risk.ts'

/** What the curve is made of, as far as the fields of medicine know it. */
type KnownOfBreasts = {
  readonly view: PatientView
  readonly inputs: ReadonlyMap<InputId, FilledInput>
  readonly carriers: readonly CarrierStanding[]
  readonly breastCancerAhead: boolean
}

/**
 * A woman's risk of breast cancer by age beside that of the average woman of her population, for the age at which they meet: the breast cancer tool with the answers of
 * today, and its rates. Undefined where an answer is missing, where a variant of high risk is known (another schedule holds then), and without breasts at risk.
 */
export const breastCurve = (
  { view, inputs, carriers, breastCancerAhead }: KnownOfBreasts,
  bcrat: BcratTable | undefined,
): CurveGiven | undefined => {
  if (bcrat === undefined || (view.birthSex ?? view.sex) !== 'female' || !breastCancerAhead) return undefined
  if (carriers.some((c) => c.state === 'positive')) return undefined
  const part = bcratPartOf(bcrat, knownValues(inputs))
  if (part === undefined || !('ratio' in part.clinical)) return undefined
  const { incidence, otherDeath } = part.population
  const { ratio } = part.clinical
  const risk =
    (factor: (age: number) => number): CurveGiven['own'] =>
    (age, years) =>
      covers(incidence, age, age + years) && covers(otherDeath, age, age + years)
        ? cumulativeRisk(
            (a) => rateAt(incidence, a) * factor(a),
            (a) => rateAt(otherDeath, a),
            age,
            age + years,
          )
        : undefined
  return { track: 'mammography', by: part.clinical.model, years: 10, own: risk(ratio), average: risk(() => 1) }
}
