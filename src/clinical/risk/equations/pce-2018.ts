/** Terms of the revised equations, in the order of a row of coefficients. */
export const pce2018Terms = [
  'const',
  'age',
  'black',
  'sbp^2',
  'sbp',
  'bptx',
  'dm',
  'smoking',
  'tc/hdl',
  'age*black',
  'sbp*bptx',
  'sbp*black',
  'black*bptx',
  'age*sbp',
  'black*dm',
  'black*smoking',
  'tc/hdl*black',
  'sbp*black*bptx',
  'age*sbp*black',
] as const

export type Pce2018Row = readonly number[]

/**
 * Ten-year risk (0 to 1) of a first hard atherosclerotic event by the revised pooled cohort equations. Units as in `pce2013`; only the ratio of total
 * to HDL cholesterol counts.
 * @source 10.7326/M17-3011
 */
export const pce2018 = (
  c: Pce2018Row,
  age: number,
  black: number,
  totalCholesterol: number,
  hdlCholesterol: number,
  systolic: number,
  treated: number,
  smoker: number,
  diabetes: number,
): number => {
  const at = (i: number): number => c[i] as number
  const ratio = totalCholesterol / hdlCholesterol
  const lp =
    at(0) +
    age * (at(1) + at(9) * black + (at(13) + at(18) * black) * systolic) +
    black * (at(2) + at(12) * treated + at(14) * diabetes + at(15) * smoker + at(16) * ratio) +
    systolic * (at(3) * systolic + at(4) + at(10) * treated + at(11) * black + at(17) * black * treated) +
    at(5) * treated +
    at(6) * diabetes +
    at(7) * smoker +
    at(8) * ratio
  return 1 / (1 + Math.exp(-lp))
}
