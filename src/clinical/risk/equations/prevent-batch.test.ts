import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { InputValue } from '../model.ts'
import { evaluate } from './evaluate.ts'
import { prevent2023Batch, type PreventColumns } from './prevent-batch.ts'
import { preventOutcomes, preventRows } from './prevent-method.ts'
import { shippedCoefficients, shippedModel } from './shipped-models.test-support.ts'

const prevent = shippedModel('prevent')
const tables = preventRows(shippedCoefficients('prevent.json'))

const maybe = (value: fc.Arbitrary<number>): fc.Arbitrary<number> =>
  fc.oneof({ weight: 9, arbitrary: value }, { weight: 1, arbitrary: fc.constant(Number.NaN) })
const between = (min: number, max: number) => maybe(fc.double({ min, max, noNaN: true }))
const yesNo = maybe(fc.constantFrom(0, 1))

/** People in and a little out of the model's ranges, some of whose inputs nobody knows. */
const person: fc.Arbitrary<Readonly<Record<keyof PreventColumns, number>>> = fc.record({
  female: yesNo,
  age: between(28, 82),
  totalCholesterol: between(125, 325),
  hdlCholesterol: between(18, 102),
  systolic: between(88, 182),
  diabetes: yesNo,
  smokingNow: yesNo,
  bmi: between(18, 41),
  egfr: between(13, 142),
  onBloodPressureMedicine: yesNo,
  onStatin: yesNo,
  hba1c: between(4.3, 15.5),
  urineAlbuminCreatinine: between(0, 30000),
  socialDeprivationDecile: maybe(fc.integer({ min: 0, max: 11 })),
})

const inputsOf = (p: Readonly<Record<keyof PreventColumns, number>>): Readonly<Record<string, InputValue>> => {
  const yes = new Set(['diabetes', 'smokingNow', 'onBloodPressureMedicine', 'onStatin'])
  const known = Object.entries(p).filter(([, value]) => !Number.isNaN(value))
  return Object.fromEntries(
    known.map(([name, value]) => {
      if (name === 'female') return ['sex', value === 1 ? 'female' : 'male']
      return [name, yes.has(name) ? value === 1 : value]
    }),
  )
}

test('many people at once come out as each alone does, and NaN where each alone has no result', () => {
  fc.assert(
    fc.property(
      fc.array(person, { minLength: 1, maxLength: 20 }),
      fc.constantFrom(10 as const, 30 as const),
      (people, years) => {
        const names = Object.keys(people[0] ?? {}) as (keyof PreventColumns)[]
        const columns = Object.fromEntries(names.map((n) => [n, Float64Array.from(people, (p) => p[n])]))
        const into = new Float64Array(people.length * preventOutcomes.length)
        prevent2023Batch(prevent.model, tables, years, columns as PreventColumns, into)
        people.forEach((p, i) => {
          const alone = evaluate(prevent, inputsOf(p))
          const expected = preventOutcomes.map(
            (o) =>
              (alone.ok ? alone.risks : []).find(
                (r) => r.outcome === o && 'years' in r.horizon && r.horizon.years === years,
              )?.probability ?? Number.NaN,
          )
          expect([...into.subarray(i * 5, i * 5 + 5)]).toEqual(expected)
        })
      },
    ),
    { numRuns: 300 },
  )
})

test('what an outcome does not use has no coefficient: no lipids or statin in heart failure, no BMI in the others', () => {
  const used = shippedCoefficients('prevent.json') as Record<
    string,
    Record<string, Record<string, Record<string, number>>>
  >
  for (const sexes of Object.values(used))
    for (const outcomes of Object.values(sexes))
      for (const [outcome, row] of Object.entries(outcomes))
        for (const term of outcome === 'heart-failure'
          ? ['nonhdl', 'hdl03', 'statin', 'statin_nonhdl', 'age_nonhdl', 'age_hdl']
          : ['bmi_lt30', 'bmi_ge30', 'age_bmi_ge30'])
          expect(row[term] ?? 0).toBe(0)
})
