/** QT interval corrected for heart rate (per minute), in ms. @source Bazett 1920 */
export const qtcBazett = (qtMs: number, heartRate: number): number => qtMs / Math.sqrt(60 / heartRate)

/** LDL cholesterol in mg/dL from total, HDL and triglycerides (mg/dL); NaN from triglycerides of 400 on, where it does not hold. @source Friedewald 1972, doi 10.1093/clinchem/18.6.499 */
export const ldlFriedewald = (total: number, hdl: number, triglycerides: number): number =>
  triglycerides < 400 ? total - hdl - triglycerides / 5 : Number.NaN
