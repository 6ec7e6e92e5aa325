import type { PatientView } from '../../record/index.ts'
import type { LipidFindings } from './criteria/index.ts'

/** @source LOINC: cholesterol in LDL, mass and substance concentration, measured and calculated */
const ldlCodes = new Set(['13457-7', '18262-6', '2089-1', '49132-4', '22748-8', '39469-2', '69419-0'])

/** Molar mass of cholesterol 386.65 g/mol: mg/dL to mmol/L. */
const perMgDl = 10 / 386.65

/** LDL cholesterol of the record for the Dutch Lipid score: the highest measured, since the score asks for the untreated value. Signs and gene tests are not read from records. */
export const lipidFindings = (view: PatientView): LipidFindings => {
  const values = view.observations.flatMap((o) => {
    if (!ldlCodes.has(o.loinc ?? '') || !('unit' in o.value) || o.preliminary) return []
    const { value, unit } = o.value
    if (unit === 'mmol/L') return [value]
    return unit === 'mg/dL' ? [value * perMgDl] : []
  })
  if (values.length === 0) return {}
  const onTreatment = view.medications.some((m) =>
    /statin|ezetimibe|evolocumab|alirocumab|inclisiran/i.test(m.drug.name),
  )
  return { ldl: { value: Math.max(...values), onTreatment } }
}
