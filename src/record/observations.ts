import { checked, coded, conceptText, dateOf } from './check.ts'
import { givenOnly } from './given-only.ts'
import type { Reading } from './medication-statements.ts'
import type { Observation, ReferenceRange } from './patient-view.ts'
import * as r4 from './r4.ts'
import { placeIn, refTo, text, type Resource } from './resources.ts'
import { dimensionless, writtenUnit } from './written-units.ts'

type Value = Pick<
  r4.ObservationJson,
  'valueQuantity' | 'valueCodeableConcept' | 'valueString' | 'valueBoolean' | 'valueInteger' | 'valueDateTime'
>

const loincOf = (c: r4.Concept): string | undefined =>
  c.coding?.find((x) => x.system === 'http://loinc.org' && x.code !== undefined)?.code

/** Limits count only in the unit of the value, or where they name none: they are laid beside it by whoever reads. */
const rangesOf = (ranges: r4.ReferenceRangeJson | undefined): readonly ReferenceRange[] =>
  (ranges ?? []).flatMap((x): readonly ReferenceRange[] => {
    const end = x.low ?? x.high
    const unit = end === undefined ? undefined : (text(end.code) ?? text(end.unit))
    const range = givenOnly({
      low: x.low?.value,
      high: x.high?.value,
      unit: unit === undefined ? undefined : writtenUnit(unit),
      text: text(x.text?.trim()),
      for: text((x.appliesTo ?? []).map(conceptText).join(', ')),
    }) as ReferenceRange
    return range.low === undefined && range.high === undefined && range.text === undefined ? [] : [range]
  })

type More = {
  readonly interpretation?: readonly r4.Concept[] | undefined
  readonly referenceRange?: r4.ReferenceRangeJson | undefined
}

const number = (n: number): string => String(Math.round(n * 1e6) / 1e6)

/**
 * Results and measurements with the unit as UCUM code where the record gives one. A quantity with a comparator (`< 5`) stays text, and so does a
 * number without any unit unless its LOINC code has none: no unit is guessed. Results without a value are left out.
 */
export const readObservations = (resources: readonly Resource[], { problems }: Reading): readonly Observation[] => {
  const valueOf = (
    v: Value,
    loinc: string | undefined,
    r: Resource,
    path: string,
    name: string,
  ): Observation['value'] | undefined => {
    const q = v.valueQuantity
    if (q?.value !== undefined) {
      const unit =
        q.system === 'http://unitsofmeasure.org' && q.code !== undefined ? q.code : writtenUnit(q.unit ?? q.code ?? '')
      if (q.comparator !== undefined) return { text: `${q.comparator} ${number(q.value)} ${unit}`.trim() }
      if (unit !== '' || dimensionless.has(loinc ?? '')) return { value: q.value, unit: unit === '' ? '1' : unit }
      problems.add(
        'record.no-unit',
        'warning',
        placeIn(r, `${path === '' ? '' : `${path}.`}valueQuantity.unit`),
        `${name}: the number ${number(q.value)} has no unit; it is shown and not computed with.`,
        'Give the unit as a UCUM code in the source system.',
      )
      return { text: number(q.value) }
    }
    if (v.valueInteger !== undefined) return { value: v.valueInteger, unit: '1' }
    if (v.valueBoolean !== undefined) return { text: v.valueBoolean ? 'yes' : 'no' }
    const said = text(conceptText(v.valueCodeableConcept)) ?? text(v.valueString) ?? text(v.valueDateTime)
    return said === undefined ? undefined : { text: said }
  }
  const found: { o: Observation; when: string }[] = []
  for (const r of resources) {
    if (r.type !== 'Observation') continue
    const o = checked(r4.observation, r, problems)
    if (o === undefined || o.status === 'cancelled' || o.status === 'registered') continue
    const when = o.effectiveDateTime ?? o.effectiveInstant ?? o.effectivePeriod?.start ?? o.issued ?? ''
    const one = (code: r4.Concept, v: Value & More, path: string): void => {
      const loinc = loincOf(code)
      const what = coded(code)
      const value = valueOf(v, loinc, r, path, what.display)
      const date = dateOf(when)
      const range = rangesOf(v.referenceRange)
      const interpretation = (v.interpretation ?? []).map(coded)
      const panel = path === '' ? undefined : text(conceptText(o.code))
      const category = o.category?.[0]?.coding?.[0]?.code
      const answer = v.valueCodeableConcept?.coding?.some((c) => c.code !== undefined)
        ? coded(v.valueCodeableConcept)
        : undefined
      if (value !== undefined)
        found.push({
          when,
          o: {
            what,
            ...(loinc === undefined ? {} : { loinc }),
            value,
            ...(date === undefined || date === '' ? {} : { date }),
            ref: refTo(r, path === '' ? 'value' : `${path}.value`),
            ...(answer === undefined ? {} : { answer }),
            ...(range.length === 0 ? {} : { range }),
            ...(interpretation.length === 0 ? {} : { interpretation }),
            ...(panel === undefined ? {} : { panel }),
            ...(o.status === 'preliminary' ? { preliminary: true as const } : {}),
            ...(category === undefined ? {} : { category }),
          },
        })
    }
    one(o.code, o, '')
    for (const [i, c] of (o.component ?? []).entries()) one(c.code, c, `component[${i}]`)
  }
  return found.sort((a, b) => (a.when < b.when ? -1 : a.when > b.when ? 1 : 0)).map((f) => f.o)
}
