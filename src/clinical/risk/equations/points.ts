import { z } from 'zod'

const bound = z.number().optional()

/** When points are given: a number within bounds, a value that is one of several, or a combination. `from` and `upTo` include the bound, `above` and `below` do not. */
export type Condition =
  | {
      readonly input: string
      readonly from?: number | undefined
      readonly above?: number | undefined
      readonly upTo?: number | undefined
      readonly below?: number | undefined
    }
  | { readonly input: string; readonly is: readonly (string | boolean)[] }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }

/** One item: the first row that holds gives its points; none, nothing. */
export type PointItem = {
  readonly name: string
  readonly rows: readonly { readonly when: Condition; readonly points: number }[]
}

/** A band of the total from `from` on. `risk`: the published probability (0 to 1) where the publication gives one figure. */
export type PointBand = { readonly from: number; readonly band: string; readonly risk?: number | undefined }

/** `single`: an item that alone gives so many points has a meaning of its own, told by the remark. */
export type PointTable = {
  readonly items: readonly PointItem[]
  readonly bands: readonly PointBand[]
  readonly single?: { readonly points: number; readonly remark: string } | undefined
}

const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ input: z.string(), is: z.array(z.union([z.string(), z.boolean()])).min(1) }),
    z
      .strictObject({ input: z.string(), from: bound, above: bound, upTo: bound, below: bound })
      .refine((c) => [c.from, c.above, c.upTo, c.below].some((b) => b !== undefined), 'a condition without a bound'),
    z.strictObject({ all: z.array(condition).min(1) }),
    z.strictObject({ any: z.array(condition).min(1) }),
  ]),
)

/** The shape of a point table as it stands in a release. */
export const pointTable: z.ZodType<PointTable> = z.strictObject({
  items: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        rows: z.array(z.strictObject({ when: condition, points: z.number() })).min(1),
      }),
    )
    .min(1),
  bands: z
    .array(z.strictObject({ from: z.number(), band: z.string().min(1), risk: z.number().min(0).max(1).optional() }))
    .refine((b) => b.every((x, i) => i === 0 || x.from > (b[i - 1]?.from ?? 0)), 'bands out of order'),
  single: z.strictObject({ points: z.number(), remark: z.string().min(1) }).optional(),
})

export type PointInputs = Readonly<Record<string, number | boolean | string | undefined>>

/** Whether a condition holds; `undefined` where that hangs on an input that is not known. */
const holds = (c: Condition, inputs: PointInputs): boolean | undefined => {
  if ('all' in c || 'any' in c) {
    const decisive = 'any' in c
    let result: boolean | undefined = !decisive
    for (const one of decisive ? c.any : c.all) {
      const held = holds(one, inputs)
      if (held === decisive) return decisive
      if (held === undefined) result = undefined
    }
    return result
  }
  const value = inputs[c.input]
  if (value === undefined) return undefined
  if ('is' in c) return typeof value !== 'number' && c.is.includes(value)
  if (typeof value !== 'number') return undefined
  return (
    (c.from === undefined || value >= c.from) &&
    (c.above === undefined || value > c.above) &&
    (c.upTo === undefined || value <= c.upTo) &&
    (c.below === undefined || value < c.below)
  )
}

const inputsOf = (c: Condition): readonly string[] =>
  'all' in c ? c.all.flatMap(inputsOf) : 'any' in c ? c.any.flatMap(inputsOf) : [c.input]

/** The total with what each item gave, or the inputs without which some item cannot be decided. */
export type PointSum =
  | { readonly known: true; readonly total: number; readonly items: readonly { name: string; points: number }[] }
  | { readonly known: false; readonly missing: readonly string[] }

/** Sums a point table. An input that is not known is asked for only where an item hangs on it. */
export const sumPoints = (table: PointTable, inputs: PointInputs): PointSum => {
  const items: { name: string; points: number }[] = []
  const missing = new Set<string>()
  for (const item of table.items) {
    let points = 0
    for (const row of item.rows) {
      const held = holds(row.when, inputs)
      if (held === undefined)
        for (const input of inputsOf(row.when)) if (inputs[input] === undefined) missing.add(input)
      if (held === true) points = row.points
      if (held !== false) break
    }
    items.push({ name: item.name, points })
  }
  if (missing.size > 0) return { known: false, missing: [...missing] }
  return { known: true, total: items.reduce((sum, i) => sum + i.points, 0), items }
}

/** The band a total falls in; `undefined` below the first. */
export const pointBand = (table: PointTable, total: number): PointBand | undefined =>
  table.bands.findLast((b) => total >= b.from)
