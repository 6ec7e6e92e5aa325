/** Coefficients of the MESA coronary model, without or with coronary calcium (`lnCalciumPlus1` 0 without). */
export type MesaRow = {
  readonly survival: number
  readonly age: number
  readonly male: number
  readonly black: number
  readonly chinese: number
  readonly hispanic: number
  readonly diabetes: number
  readonly smoking: number
  readonly total: number
  readonly hdl: number
  readonly lipidMedicine: number
  readonly systolic: number
  readonly bloodPressureMedicine: number
  readonly family: number
  readonly lnCalciumPlus1: number
}

/**
 * Ten-year risk (0 to 1) of a first coronary event. `race`: the row's own coefficient, 0 for White. Cholesterol in mg/dL, `systolic` in mmHg, `calcium` in
 * Agatston units (0 where the row has none), yes-or-no as 1 or 0.
 * @source 10.1016/j.jacc.2015.08.035
 */
export const mesaChd2015 = (
  c: MesaRow,
  race: number,
  male: number,
  age: number,
  totalCholesterol: number,
  hdlCholesterol: number,
  lipidMedicine: number,
  systolic: number,
  bloodPressureMedicine: number,
  diabetes: number,
  smoking: number,
  family: number,
  calcium: number,
): number => {
  const sum =
    race +
    c.age * age +
    c.male * male +
    c.diabetes * diabetes +
    c.smoking * smoking +
    c.total * totalCholesterol +
    c.hdl * hdlCholesterol +
    c.lipidMedicine * lipidMedicine +
    c.systolic * systolic +
    c.bloodPressureMedicine * bloodPressureMedicine +
    c.family * family +
    c.lnCalciumPlus1 * Math.log1p(calcium)
  return 1 - c.survival ** Math.exp(sum)
}
