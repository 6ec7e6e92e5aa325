/**
 * What one resource is found by, one list per kind of search parameter. `param` is the parameter's code (`code`, `clinical-status`).
 * Parts of a composite parameter carry the composite's code with `$1`, `$2` … and share a `group`, so that they are matched together;
 * elsewhere `group` is 0. `_id` and `_lastUpdated` have no rows: they are columns of the resource. Besides `identifier` there are token rows
 * `identifier:of-type`, whose code is `CODE|VALUE` of the identifier's type, and besides each reference parameter `subject:identifier` where
 * the reference holds an identifier. Texts are cut to `longestText`.
 */
export type IndexRows = {
  readonly token: readonly TokenRow[]
  readonly reference: readonly ReferenceRow[]
  readonly date: readonly DateRow[]
  readonly string: readonly StringRow[]
  readonly quantity: readonly QuantityRow[]
  readonly uri: readonly UriRow[]
}

/** `over`: parameters with more rows than are made for one resource; by the rest it would not be found. */
export type FoundBy = IndexRows & { readonly over?: readonly string[] }

type Row = { readonly param: string; readonly group: number }

/** `system` is empty where the code has none. `text`: display or text, folded as strings are, for `:text`. */
export type TokenRow = Row & { readonly system: string; readonly code: string; readonly text: string }

/**
 * `type` and `id` of what is referred to; for a reference that is not to a resource of this server `type` is empty and `id` the URL as written
 * (`#a` for a contained resource). A canonical with a version has a second row without it.
 */
export type ReferenceRow = Row & { readonly type: string; readonly id: string }

/** The interval a date, dateTime, instant, Period or Timing covers, in ms since 1970, half open: `[from, to)`. Open ends are ±8.64e15. */
export type DateRow = Row & { readonly from: number; readonly to: number }

/** `folded`: lower case, without accents, spaces collapsed; `exact`: as written. */
export type StringRow = Row & { readonly folded: string; readonly exact: string }

/**
 * A number, Quantity, Range or Money as the interval `[low, high]`, both ends in it: a plain value is `[value, value]` (its precision is the
 * question's), `< 5` ends at the number next to 5, an open end is ±Number.MAX_VALUE; `canonical…` in canonical UCUM units where the unit is known. Numbers have no unit.
 * The system of Money is `urn:iso:std:iso:4217`; without a code, `code` is the unit as written.
 */
export type QuantityRow = Row & {
  readonly system: string
  readonly code: string
  readonly low: number
  readonly high: number
  readonly canonicalCode: string
  readonly canonicalLow: number | null
  readonly canonicalHigh: number | null
}

export type UriRow = Row & { readonly uri: string }
