import type { RiskModel } from '../model.ts'
import { fillPreventTerms, preventWidth } from './prevent-2023.ts'
import { preventOutcomes, type PreventRows, preventRowAt, preventVariants } from './prevent-method.ts'

/** A column for each input, all of one length, in the units of the inputs of the same name; yes-or-no as 1 or 0, NaN where it is not known. */
export type PreventColumns = {
  readonly female: Float64Array
  readonly age: Float64Array
  readonly totalCholesterol: Float64Array
  readonly hdlCholesterol: Float64Array
  readonly systolic: Float64Array
  readonly diabetes: Float64Array
  readonly smokingNow: Float64Array
  readonly bmi: Float64Array
  readonly egfr: Float64Array
  readonly onBloodPressureMedicine: Float64Array
  readonly onStatin: Float64Array
  readonly hba1c: Float64Array
  readonly urineAlbuminCreatinine: Float64Array
  readonly socialDeprivationDecile: Float64Array
}

/** The rows of one sex turned round: for each term the coefficients of the five outcomes, so that five sums grow side by side. */
const byTerm = (rows: Float64Array, female: boolean): Float64Array => {
  const turned = new Float64Array(preventWidth * preventOutcomes.length)
  preventOutcomes.forEach((outcome, o) => {
    const from = preventRowAt(outcome, female)
    for (let t = 0; t < preventWidth; t++) turned[t * preventOutcomes.length + o] = rows[from + t] ?? 0
  })
  return turned
}

const logistic = (lp: number): number => 1 / (1 + Math.exp(-lp))

/** The value within a range, NaN outside it and for NaN. */
const within = (value: number, low: number, high: number): number =>
  value >= low && value <= high ? value : Number.NaN

/**
 * PREVENT for many people of a table, none of whom has cardiovascular disease: the same figures as `evaluate`, without a word of why there is none. Writes
 * `preventOutcomes.length` risks for each person into `into`, NaN where an input that the outcome needs is missing or refused or the age is outside the model's.
 * `model` gives ages and ranges.
 */
export const prevent2023Batch = (
  model: RiskModel,
  tables: PreventRows,
  years: 10 | 30,
  columns: PreventColumns,
  into: Float64Array,
): void => {
  const limits = (input: string): readonly [number, number] =>
    model.inputs.find((row) => row.input === input)?.range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  const [youngest, oldest] = model.outcomes.find((o) => o.years === years)?.age ?? model.population.age
  const [totalLow, totalHigh] = limits('totalCholesterol')
  const [hdlLow, hdlHigh] = limits('hdlCholesterol')
  const [systolicLow, systolicHigh] = limits('systolic')
  const [bmiLow, bmiHigh] = limits('bmi')
  const [egfrLow, egfrHigh] = limits('egfr')
  const [hba1cLow, hba1cHigh] = limits('hba1c')
  const [uacrLow, uacrHigh] = limits('urineAlbuminCreatinine')
  const [sdiLow, sdiHigh] = limits('socialDeprivationDecile')
  const sexes = [false, true].map((female) => preventVariants.map((v) => byTerm(tables[`${v}_${years}`], female)))
  const width = preventOutcomes.length
  const terms = new Float64Array(preventWidth)
  const people = columns.age.length
  for (let i = 0; i < people; i++) {
    const at = i * width
    const female = columns.female[i] as number
    const age = columns.age[i] as number
    const systolic = within(columns.systolic[i] as number, systolicLow, systolicHigh)
    const egfr = within(columns.egfr[i] as number, egfrLow, egfrHigh)
    const diabetes = columns.diabetes[i] as number
    const smoking = columns.smokingNow[i] as number
    const medicine = columns.onBloodPressureMedicine[i] as number
    const needed = female + age + systolic + egfr + diabetes + smoking + medicine
    const completed = Math.floor(age)
    if (Number.isNaN(needed) || completed < youngest || completed > oldest) {
      into.fill(Number.NaN, at, at + width)
      continue
    }
    const total = within(columns.totalCholesterol[i] as number, totalLow, totalHigh)
    const hdl = within(columns.hdlCholesterol[i] as number, hdlLow, hdlHigh)
    const statin = columns.onStatin[i] as number
    const bmi = within(columns.bmi[i] as number, bmiLow, bmiHigh)
    const hba1c = within(columns.hba1c[i] as number, hba1cLow, hba1cHigh)
    const ratio = columns.urineAlbuminCreatinine[i] as number
    const uacr = ratio < uacrLow ? uacrLow : ratio > uacrHigh ? uacrHigh : ratio
    const sdi = within(columns.socialDeprivationDecile[i] as number, sdiLow, sdiHigh)
    const lipids = !Number.isNaN(total + hdl + statin) && hdl <= total
    fillPreventTerms(
      terms,
      age,
      lipids ? total : Number.NaN,
      hdl,
      systolic,
      diabetes,
      smoking,
      bmi,
      egfr,
      medicine,
      lipids ? statin : 0,
      hba1c,
      uacr,
      sdi,
    )
    const hasHba1c = hba1c === hba1c
    const hasUacr = uacr === uacr
    const hasSdi = sdi === sdi
    const known = (hasHba1c ? 1 : 0) + (hasUacr ? 1 : 0) + (hasSdi ? 1 : 0)
    const variant = known === 0 ? 0 : known > 1 ? 4 : hasHba1c ? 1 : hasUacr ? 2 : 3
    const rows = sexes[female === 1 ? 1 : 0]?.[variant] as Float64Array
    let anyEvent = 0
    let ascvd = 0
    let failure = 0
    let coronary = 0
    let stroke = 0
    for (let t = 0, r = 0; t < preventWidth; t++, r += 5) {
      const term = terms[t] as number
      anyEvent += (rows[r] as number) * term
      ascvd += (rows[r + 1] as number) * term
      failure += (rows[r + 2] as number) * term
      coronary += (rows[r + 3] as number) * term
      stroke += (rows[r + 4] as number) * term
    }
    into[at] = lipids ? logistic(anyEvent) : Number.NaN
    into[at + 1] = lipids ? logistic(ascvd) : Number.NaN
    into[at + 2] = bmi === bmi ? logistic(failure) : Number.NaN
    into[at + 3] = lipids ? logistic(coronary) : Number.NaN
    into[at + 4] = lipids ? logistic(stroke) : Number.NaN
  }
}
