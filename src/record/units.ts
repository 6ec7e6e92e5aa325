import type { Measured } from '../shared/quantity.ts'
import { entryOf } from './entry-of.ts'
import type { Observation, PatientView, ReferenceRange } from './patient-view.ts'

/** Converts a measured value to another UCUM unit; undefined when the units do not fit or are not UCUM. `gramsPerMole` allows mass ↔ amount of substance. */
export type ConvertUnit = (from: Measured, to: string, gramsPerMole?: number) => Measured | undefined

let loaded: Promise<ConvertUnit> | undefined

type Conversion = { readonly status: 'succeeded' | 'failed' | 'error'; readonly toVal: number | null }
type Ucum = {
  readonly UcumLhcUtils: {
    getInstance(): {
      convertUnitTo(from: string, value: number, to: string, options: { readonly molecularWeight?: number }): Conversion
    }
  }
}

/** The UCUM library is heavy, so it is loaded at the first conversion that needs it. */
export const unitConverter = (): Promise<ConvertUnit> => {
  // @ts-expect-error the package ships no types
  loaded ??= import('@lhncbc/ucum-lhc').then((ucum: Ucum & { readonly default?: Ucum }): ConvertUnit => {
    const lhc = (ucum.default ?? ucum).UcumLhcUtils.getInstance()
    return (from, to, gramsPerMole) => {
      if (from.unit === to) return from
      const done = lhc.convertUnitTo(
        from.unit,
        from.value,
        to,
        gramsPerMole === undefined ? {} : { molecularWeight: gramsPerMole },
      )
      return done.status === 'succeeded' && done.toVal !== null ? { value: done.toVal, unit: to } : undefined
    }
  })
  return loaded
}

/**
 * The unit each quantity is computed with, by LOINC code. Molar masses in g/mol are sums of standard atomic weights:
 * creatinine C4H7N3O 113.12, cholesterol C27H46O 386.65, bilirubin C33H36N4O6 584.66, uric acid C5H4N4O3 168.11, glucose C6H12O6 180.16.
 * @source LOINC for the codes; IUPAC standard atomic weights for the molar masses; codes of blood counts, salts, vital signs and after are unverified
 */
export const canonicalUnits: Readonly<Record<string, { readonly unit: string; readonly gramsPerMole?: number }>> = {
  '29463-7': { unit: 'kg' },
  '3141-9': { unit: 'kg' },
  '3142-7': { unit: 'kg' },
  '8302-2': { unit: 'cm' },
  '3137-7': { unit: 'cm' },
  '3138-5': { unit: 'cm' },
  '39156-5': { unit: 'kg/m2' },
  '3140-1': { unit: 'm2' },
  '2160-0': { unit: 'mg/dL', gramsPerMole: 113.12 },
  '38483-4': { unit: 'mg/dL', gramsPerMole: 113.12 },
  '14682-9': { unit: 'mg/dL', gramsPerMole: 113.12 },
  '33914-3': { unit: 'mL/min/{1.73_m2}' },
  '62238-1': { unit: 'mL/min/{1.73_m2}' },
  '98979-8': { unit: 'mL/min/{1.73_m2}' },
  '18262-6': { unit: 'mg/dL', gramsPerMole: 386.65 },
  '13457-7': { unit: 'mg/dL', gramsPerMole: 386.65 },
  '2089-1': { unit: 'mg/dL', gramsPerMole: 386.65 },
  '2093-3': { unit: 'mg/dL', gramsPerMole: 386.65 },
  '2085-9': { unit: 'mg/dL', gramsPerMole: 386.65 },
  '1975-2': { unit: 'mg/dL', gramsPerMole: 584.66 },
  '3084-1': { unit: 'mg/dL', gramsPerMole: 168.11 },
  '2339-0': { unit: 'mg/dL', gramsPerMole: 180.16 },
  '2157-6': { unit: 'U/L' },
  '1742-6': { unit: 'U/L' },
  '1920-8': { unit: 'U/L' },
  '6768-6': { unit: 'U/L' },
  '2345-7': { unit: 'mg/dL', gramsPerMole: 180.16 },
  '1558-6': { unit: 'mg/dL', gramsPerMole: 180.16 },
  '718-7': { unit: 'g/dL' },
  '1751-7': { unit: 'g/dL' },
  '2885-2': { unit: 'g/dL' },
  '777-3': { unit: '10*3/uL' },
  '6690-2': { unit: '10*3/uL' },
  '26464-8': { unit: '10*3/uL' },
  '26499-4': { unit: '10*3/uL' },
  '751-8': { unit: '10*3/uL' },
  '2951-2': { unit: 'mmol/L' },
  '2823-3': { unit: 'mmol/L' },
  '2947-0': { unit: 'mmol/L' },
  '6298-4': { unit: 'mmol/L' },
  '2276-4': { unit: 'ng/mL' },
  '1988-5': { unit: 'mg/L' },
  '2857-1': { unit: 'ng/mL' },
  '8480-6': { unit: 'mm[Hg]' },
  '8462-4': { unit: 'mm[Hg]' },
  '8867-4': { unit: '/min' },
  '9279-1': { unit: '/min' },
  '8310-5': { unit: 'Cel' },
  '59408-5': { unit: '%' },
  '2708-6': { unit: '%' },
}

const odd = (o: Observation): boolean => {
  const wanted = entryOf(canonicalUnits, o.loinc ?? '')
  return wanted !== undefined && 'unit' in o.value && o.value.unit !== wanted.unit
}

/**
 * The view with those observations that are computed with in their canonical unit; what was recorded stays in `asRecorded`. A value that cannot be
 * converted keeps its unit and is not computed with. Loads the UCUM library only when a value needs it.
 */
export const withCanonicalUnits = async (view: PatientView): Promise<PatientView> => {
  if (!view.observations.some(odd)) return view
  const convert = await unitConverter()
  const observations = view.observations.map((o): Observation => {
    const wanted = entryOf(canonicalUnits, o.loinc ?? '')
    if (!odd(o) || wanted === undefined || !('unit' in o.value)) return o
    const recorded = o.value
    const value = convert(recorded, wanted.unit, wanted.gramsPerMole)
    if (value === undefined) return o
    const scale = (n: number): number | undefined =>
      convert({ value: n, unit: recorded.unit }, wanted.unit, wanted.gramsPerMole)?.value
    const range = o.range?.map((r): ReferenceRange => {
      if (r.unit !== undefined && r.unit !== recorded.unit) return r
      const { low, high, ...words } = r
      const [a, b] = [low === undefined ? undefined : scale(low), high === undefined ? undefined : scale(high)]
      return {
        ...words,
        unit: wanted.unit,
        ...(a === undefined ? {} : { low: a }),
        ...(b === undefined ? {} : { high: b }),
      }
    })
    return { ...o, value, asRecorded: recorded, ...(range === undefined ? {} : { range }) }
  })
  return { ...view, observations }
}
