/**
 * Filtration rate in mL/min/1.73 m2 by the four-variable MDRD study equation for IDMS-traceable creatinine (mg/dL). Kept for results reported with it;
 * CKD-EPI 2021 has replaced it. The published factor for race (1.212) is not applied.
 * @source Levey 2006, doi 10.7326/0003-4819-145-4-200608150-00004
 */
export const mdrd2006 = (sex: 'female' | 'male', age: number, creatinine: number): number =>
  175 * creatinine ** -1.154 * age ** -0.203 * (sex === 'female' ? 0.742 : 1)
