import { inheritedVariants, type PatientView } from '../../record/index.ts'
import type { LipidFindings } from './criteria/index.ts'

/** @source LOINC: cholesterol in LDL, mass and substance concentration, measured and calculated */
const ldlCodes = new Set(['13457-7', '18262-6', '2089-1', '49132-4', '22748-8', '39469-2', '69419-0'])

/** Molar mass of cholesterol 386.65 g/mol: mg/dL to mmol/L. */
const perMgDl = 10 / 386.65

const raisingGenes = ['LDLR', 'APOB', 'PCSK9']

/** Positive when one gene is altered; negative only when each of the three was searched and nothing found. */
const geneOf = (view: PatientView): LipidFindings['gene'] => {
  const own = inheritedVariants(view).filter((v) => raisingGenes.includes(v.gene))
  if (own.some((v) => v.says === 'pathogenic')) return 'positive'
  const searched = raisingGenes.every((g) => own.some((v) => v.gene === g && v.says === 'none-found'))
  return searched && !own.some((v) => v.says === 'not-sure') ? 'negative' : undefined
}

/**
 * LDL cholesterol of the record for the Dutch Lipid score: the highest measured, since the score asks for the untreated value; under a medicine that was ever taken it is
 * at least that. With gene tests of the record. Signs are not read from records.
 */
export const lipidFindings = (view: PatientView): LipidFindings => {
  const gene = geneOf(view)
  const tested = gene === undefined ? {} : { gene }
  const values = view.observations.flatMap((o) => {
    if (!ldlCodes.has(o.loinc ?? '') || !('unit' in o.value) || o.preliminary) return []
    const { value, unit } = o.value
    if (!(value > 0)) return []
    if (unit === 'mmol/L') return [value]
    return unit === 'mg/dL' ? [value * perMgDl] : []
  })
  if (values.length === 0) return tested
  const onTreatment = view.medications.some(
    (m) => m.status !== 'planned' && /vastatin|ezetimibe|evolocumab|alirocumab|inclisiran|bempedo/i.test(m.drug.name),
  )
  return { ...tested, ldl: { value: Math.max(...values), onTreatment } }
}
