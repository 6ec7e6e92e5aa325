import type { Measured } from '../shared/quantity.ts'
import { entryOf } from './entry-of.ts'
import { conceptText } from './check.ts'
import type { DosageJson, QuantityJson } from './r4.ts'
import { text } from './resources.ts'

/** Milligrams per UCUM mass unit: decimal prefixes only, exact. */
const milligrams: Readonly<Record<string, number>> = { mg: 1, g: 1000, ug: 0.001, mcg: 0.001 }

/** Times a day from frequency, period and unit; months and years are left out, as they are no daily dosing. */
const hours: Readonly<Record<string, number>> = { h: 1, d: 24, wk: 168 }

/** Administrations a day of the timing abbreviations of HL7 (GTSAbbreviation). */
const timesADay: Readonly<Record<string, number>> = {
  QD: 1,
  BID: 2,
  TID: 3,
  QID: 4,
  QOD: 0.5,
  AM: 1,
  PM: 1,
  BED: 1,
  Q4H: 6,
  Q6H: 4,
  Q8H: 3,
}

const strength = /(\d+(?:\.\d+)?)\s*(mg|mcg|ug|g)\b(?!\s*\/)/gi

/** Milligrams in one unit of a product whose name gives one strength, `Simvastatin 20 MG Oral Tablet` → 20. Undefined for combinations and liquids. */
export const strengthOf = (product: string): number | undefined => {
  const found = [...product.matchAll(strength)]
  const only = found.length === 1 && !/ \/ |\/ml|\/actuat/i.test(product) ? found[0] : undefined
  const factor = entryOf(milligrams, only?.[2]?.toLowerCase() ?? '')
  return only === undefined || factor === undefined ? undefined : Number(only[1]) * factor
}

const amount = (q: QuantityJson | undefined, product: string): number | undefined => {
  if (q?.value === undefined) return undefined
  const unit = q.code ?? q.unit ?? ''
  const mass = entryOf(milligrams, unit.toLowerCase())
  if (mass !== undefined) return q.value * mass
  const each =
    /^(\{?(tablet|tbl|capsule|tab|cap)s?\}?|1)$/i.test(unit) || /^(tablet|capsule)s?$/i.test(q.unit ?? '')
      ? strengthOf(product)
      : undefined
  return each === undefined ? undefined : q.value * each
}

const aDay = (d: DosageJson): number | undefined => {
  const r = d.timing?.repeat
  const span = entryOf(hours, r?.periodUnit ?? '') ?? 0
  if (r?.frequency !== undefined && r.period !== undefined && r.period > 0 && span > 0)
    return (r.frequency * 24) / (r.period * span)
  return d.timing?.code?.coding?.map((c) => entryOf(timesADay, c.code ?? '')).find((n) => n !== undefined)
}

/** mg per day where every line of the dosage gives an amount and a rhythm, none is taken as needed; else undefined, never a guess. */
export const dailyDose = (dosages: readonly DosageJson[], product: string): Measured | undefined => {
  let sum = 0
  for (const d of dosages) {
    const each = amount(d.doseAndRate?.[0]?.doseQuantity, product)
    const times = aDay(d)
    if (each === undefined || times === undefined || asNeeded(d)) return undefined
    sum += each * times
  }
  return dosages.length === 0 ? undefined : { value: Math.round(sum * 1e6) / 1e6, unit: 'mg/d' }
}

export const asNeeded = (d: DosageJson): boolean =>
  d.asNeededBoolean === true || d.asNeededCodeableConcept !== undefined

/** The dosage in words: the prescriber's own where they stand, else put together from the coded parts. */
export const doseText = (dosages: readonly DosageJson[]): string | undefined => {
  const lines = dosages.flatMap((d) => {
    const own = text(d.text) ?? text(d.patientInstruction)
    if (own !== undefined) return [own]
    const q = d.doseAndRate?.[0]?.doseQuantity
    const r = d.timing?.repeat
    const parts = [
      ...(q?.value === undefined ? [] : [`${q.value} ${q.unit ?? q.code ?? ''}`.trim()]),
      ...(text(conceptText(d.timing?.code)) === undefined ? [] : [conceptText(d.timing?.code)]),
      ...(r?.frequency === undefined || r.period === undefined
        ? []
        : [`${r.frequency} × per ${r.period} ${r.periodUnit ?? ''}`.trim()]),
      ...(asNeeded(d) ? ['as needed'] : []),
    ]
    return parts.length === 0 ? [] : [parts.join(', ')]
  })
  return lines.length === 0 ? undefined : lines.join('; ')
}
