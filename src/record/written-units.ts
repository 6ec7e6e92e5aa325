import { entryOf } from './entry-of.ts'

/** Units as people write them → UCUM code. Only spellings that can mean one thing. */
const spellings: Readonly<Record<string, string>> = {
  kg: 'kg',
  kilogram: 'kg',
  kilograms: 'kg',
  g: 'g',
  gram: 'g',
  grams: 'g',
  lb: '[lb_av]',
  lbs: '[lb_av]',
  pound: '[lb_av]',
  pounds: '[lb_av]',
  oz: '[oz_av]',
  cm: 'cm',
  centimeter: 'cm',
  centimeters: 'cm',
  m: 'm',
  in: '[in_i]',
  inch: '[in_i]',
  inches: '[in_i]',
  ft: '[ft_i]',
  mmhg: 'mm[Hg]',
  'mm hg': 'mm[Hg]',
  '%': '%',
  'mg/dl': 'mg/dL',
  'mmol/l': 'mmol/L',
  'umol/l': 'umol/L',
  'µmol/l': 'umol/L',
  'μmol/l': 'umol/L',
  'g/dl': 'g/dL',
  'g/l': 'g/L',
  'u/l': 'U/L',
  'iu/l': '[IU]/L',
  'ng/ml': 'ng/mL',
  'ml/min': 'mL/min',
  'ml/min/1.73m2': 'mL/min/{1.73_m2}',
  'ml/min/1.73 m2': 'mL/min/{1.73_m2}',
  'ml/min/1.73m²': 'mL/min/{1.73_m2}',
  'kg/m2': 'kg/m2',
  'kg/m²': 'kg/m2',
  '10*9/l': '10*9/L',
  '10^9/l': '10*9/L',
  'x10^9/l': '10*9/L',
  '10*3/ul': '10*3/uL',
  'beats/min': '/min',
  bpm: '/min',
}

/** The UCUM code of a written unit; text that is not in the table is handed back as it stands. @example writtenUnit('lbs') // '[lb_av]' */
export const writtenUnit = (text: string): string => entryOf(spellings, text.trim().toLowerCase()) ?? text.trim()

/** LOINC codes of results that have no unit: INR (three methods), pH of urine. */
export const dimensionless: ReadonlySet<string> = new Set(['6301-6', '34714-6', '38875-1', '5803-2'])
